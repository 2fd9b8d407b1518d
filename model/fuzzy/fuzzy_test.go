package fuzzy_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"qari/model/arabic"
	"qari/model/fuzzy"
	"qari/model/span"
)

func index(titles ...string) *fuzzy.Index {
	var x fuzzy.Index
	for _, t := range titles {
		x.Add(t)
	}
	return &x
}

func find(t testing.TB, s fuzzy.Snapshot, query string) fuzzy.Result {
	t.Helper()
	r, err := s.Find(context.Background(), query)
	if err != nil {
		t.Fatalf("%q: %v", query, err)
	}
	return r
}

func numbers(hits []fuzzy.Hit) []int {
	var out []int
	for _, h := range hits {
		out = append(out, h.Title)
	}
	return out
}

func TestFind(t *testing.T) {
	titles := []string{
		0: "مكافحة الإرهاب في المغرب",
		1: "المدرسة الجديدة تفتح أبوابها",
		2: "ريال مدريد يفوز بالكأس",
		3: "حوار بين الأحزاب",
		4: "قمة G20 في Élysée",
		5: "16ماي2003: ذكرى",
		6: "",
		7: "أرهب الجمهور",
	}
	tests := []struct {
		name, query string
		want        []int
		strewn      bool
	}{
		{"folded both", "الارهاب", []int{0}, false},
		{"with marks and tatweel", "الإِرهــاب", []int{0}, false},
		{"the beginning of a word first", "رهب", []int{7, 0}, false},
		{"within a word only", "مدريد", []int{2}, false},
		{"strewn when no word has it", "مقعد", nil, false},
		{"strewn letters", "حوبن", []int{3}, true},
		{"a strewn term beside one in a word", "حوار حوبن", []int{3}, true},
		{"terms in any order", "المغرب ارهاب", []int{0}, false},
		{"all terms must be found", "مدريد المغرب", nil, false},
		{"two terms in one word", "مد يد", []int{2, 1}, false},
		{"a term twice", "مدريد مدريد", []int{2}, false},
		{"Arabic punctuation is a blank", "مدريد،ريال؛يفوز؟", []int{2}, false},
		{"Latin and its case", "elysee g2", []int{4}, false},
		{"a number", "٢٠٠٣", []int{5}, false},
		{"what is glued is several terms", "ماي16", []int{5}, false},
		{"nothing", "زلزال", nil, false},
		{"a blank query", " «ـ» ", []int{0, 1, 2, 3, 4, 5, 6, 7}, false},
		{"no query", "", []int{0, 1, 2, 3, 4, 5, 6, 7}, false},
	}
	s := index(titles...).Snapshot()
	for _, tt := range tests {
		r := find(t, s, tt.query)
		if got := numbers(r.Hits); !slices.Equal(got, tt.want) || r.Strewn != tt.strewn {
			t.Errorf("%s: %q finds %v, strewn %v, want %v, %v", tt.name, tt.query, got, r.Strewn, tt.want, tt.strewn)
		}
	}
}

func TestFindPutsTheBetterFirst(t *testing.T) {
	tests := []struct {
		name, query string
		titles      []string // in the order that is wanted; equal ones are joined by "="
	}{
		{"word, beginning, part, spread", "حرب", []string{"الأولى حرب الثانية", "حربية", "الحرب", "حروب"}},
		{"a beginning of shorter words first", "حرب", []string{"حربي", "حربية"}},
		{"a part nearer the beginning first", "حرب", []string{"لحرب", "الحرب", "والحرب"}},
		{"letters together before gaps", "مجلس", []string{"المجلس", "مجللس", "متجاولتس"}},
		{"fewer gaps first", "كتب", []string{"كتاب", "كاتاب"}},
		{"the sum of the terms", "حرب سلام", []string{"سلام حرب", "حرب السلام", "الحرب والسلام"}},
		{"the place in the title does not matter", "حرب", []string{"حرب طويلة جدا=نهاية كل حرب"}},
		{"an old letter lost to the word before", "ابب", []string{"ابب", "اببا", "ااابب"}},
		{"the name before the preposition", "علي", []string{"علي", "علينا", "على"}},
		{"the preposition before the name", "على", []string{"على", "عليه", "علي"}},
		{"strewn: together before far apart", "قسط", []string{"قس ط", "ق س ط", "قا سا طا طويل"}},
		{"long words", strings.Repeat("متشابك", 6), []string{strings.Repeat("متشابك", 6), strings.Repeat("متشابك", 7), "ال" + strings.Repeat("متشابك", 6), "م" + strings.Repeat("امتشابك", 6)}},
	}
	for _, tt := range tests {
		var x fuzzy.Index
		var rank []int
		for i, t := range slices.Backward(tt.titles) {
			for title := range strings.SplitSeq(t, "=") {
				x.Add(title)
				rank = append(rank, i)
			}
		}
		r := find(t, x.Snapshot(), tt.query)
		var got []string
		last := fuzzy.Hit{Title: -1}
		for i, h := range r.Hits {
			got = append(got, fmt.Sprint(h.Score, " ", tt.titles[rank[h.Title]]))
			better := i == 0 || last.Score > h.Score && rank[last.Title] < rank[h.Title]
			equal := i > 0 && last.Score == h.Score && rank[last.Title] == rank[h.Title] && last.Title < h.Title
			if !better && !equal {
				t.Errorf("%s: %q gives %q, want %q", tt.name, tt.query, got, tt.titles)
			}
			last = h
		}
		if len(got) != x.Len() {
			t.Errorf("%s: %q gives %q, want %q", tt.name, tt.query, got, tt.titles)
		}
	}
}

func TestFindStopsWhenCancelled(t *testing.T) {
	s := big()
	for _, query := range []string{"ا", "ليتتا", "م ت ل", "الارهاب", "حرب سلام"} {
		full := &counting{Context: context.Background(), limit: 1 << 30}
		if _, err := s.Find(full, query); err != nil {
			t.Fatal(err)
		}
		for _, limit := range []int{0, 1, 7, full.asked / 2} {
			ctx := &counting{Context: context.Background(), limit: limit}
			r, err := s.Find(ctx, query)
			if err != context.Canceled || r.Hits != nil {
				t.Errorf("%q cancelled at look %d of %d gives %d hits and the error %v", query, limit, full.asked, len(r.Hits), err)
			}
			if after := ctx.asked - limit; after > 3*runtime.GOMAXPROCS(0)+10 {
				t.Errorf("%q cancelled at look %d of %d looks another %d times", query, limit, full.asked, after)
			}
		}
		if minimum := s.Len() / 1024; full.asked < minimum {
			t.Errorf("%q looks at the context %d times, want %d at least", query, full.asked, minimum)
		}
	}
}

func TestFindWithoutQueryWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if r, err := index("نص").Snapshot().Find(ctx, ""); err != context.Canceled || r.Hits != nil {
		t.Errorf("got %v and the error %v", r, err)
	}
}

// counting is a context that ends after limit looks at it.
type counting struct {
	context.Context
	mu           sync.Mutex
	asked, limit int
}

func (c *counting) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked++
	if c.asked > c.limit {
		return context.Canceled
	}
	return nil
}

func TestSnapshotStaysWhileTheIndexGrows(t *testing.T) {
	var x fuzzy.Index
	list := titles(3000)
	var group sync.WaitGroup
	for i, title := range list {
		if i%300 == 0 {
			s := x.Snapshot()
			group.Go(func() {
				for range 3 {
					if s.Len() != i || len(find(t, s, "").Hits) != i {
						t.Errorf("a snapshot of %d titles has %d", i, s.Len())
					}
					for _, h := range find(t, s, "ال").Hits {
						if !strings.Contains(arabic.Fold(list[h.Title]), "ا") {
							t.Errorf("title %d, %q, found by its ال", h.Title, list[h.Title])
						}
					}
				}
			})
		}
		x.Add(title)
	}
	group.Wait()
	if x.Len() != len(list) {
		t.Errorf("%d titles, want %d", x.Len(), len(list))
	}
}

func TestIndexTakesTitlesFromSeveralGoroutines(t *testing.T) {
	var x fuzzy.Index
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for _, title := range titles(200) {
				x.Add(title)
				find(t, x.Snapshot(), "حر")
			}
		})
	}
	group.Wait()
	if x.Len() != 800 {
		t.Errorf("%d titles, want 800", x.Len())
	}
}

func TestMatches(t *testing.T) {
	long := strings.Repeat("متشابك", 6)
	tests := []struct {
		name, query, title string
		strewn             bool
		want               []string
	}{
		{"a word", "الارهاب", "مكافحة الإرهاب في", false, []string{"الإرهاب"}},
		{"its marks too", "شكل", "يُشَكِّل", false, []string{"شَكِّل"}},
		{"tatweel", "رهب", "الـرهـب", false, []string{"رهـب"}},
		{"letters with gaps", "مدرد", "ريال مدريد", false, []string{"مدر", "د"}},
		{"the best word", "حرب", "حروب الحرب حرب", false, []string{"حرب"}},
		{"the part in one piece, not the first letters", "رهب", "رارهب", false, []string{"رهب"}},
		{"terms in order of the title", "ريال مدر", "مدريد ريال", false, []string{"مدر", "ريال"}},
		{"terms that overlap", "مدر دريد", "مدريد", false, []string{"مدريد"}},
		{"strewn", "حبن", "حوار بين", true, []string{"ح", "ب", "ن"}},
		{"strewn, but one in a word", "حوار حبن", "حوار بين", true, []string{"حوار", "ب", "ن"}},
		{"not strewn unless asked", "حبن", "حوار بين", false, nil},
		{"a ligature", "لا", "ﻻجئ", false, []string{"ﻻ"}},
		{"whole clusters", "٣", "سنة \u0601٣٥", false, []string{"\u0601٣"}},
		{"words of a ligature", "الله", "محمدﷺ", false, []string{"ﷺ"}},
		{"glued words", "الامريكية", "المتحدةالأمريكيّة", false, []string{"الأمريكيّة"}},
		{"long words", long, "ال" + long, false, []string{long}},
		{"nothing", "زلزال", "حوار بين", true, nil},
		{"a blank query", " ", "حوار", false, nil},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range fuzzy.Matches(tt.query, tt.title, tt.strewn) {
			got = append(got, s.Of(tt.title))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q in %q matches %q, want %q", tt.name, tt.query, tt.title, got, tt.want)
		}
	}
}

// queries makes terms from the words of titles: whole, cut, with letters left
// out or exchanged, alone and together.
func queries(list []string, n int) []string {
	rnd := rand.New(rand.NewPCG(3, 4))
	var out []string
	for range n {
		var terms []string
		for range 1 + rnd.IntN(3)*rnd.IntN(2) {
			words := strings.Fields(list[rnd.IntN(len(list))])
			letters := []rune(words[rnd.IntN(len(words))])
			switch rnd.IntN(4) {
			case 0:
				letters = letters[:1+rnd.IntN(len(letters))]
			case 1:
				letters = slices.Delete(letters, 1, 2)
			case 2:
				i, j := rnd.IntN(len(letters)), rnd.IntN(len(letters))
				letters[i], letters[j] = letters[j], letters[i]
			}
			terms = append(terms, string(letters))
		}
		out = append(out, strings.Join(terms, " "))
	}
	return out
}

func TestFindAgreesWithTheOracle(t *testing.T) {
	list := append(titles(400), "بن علي في تونس", "على الحدود", "ﻻ إله", "قمة G20", "محمدﷺ")
	s := index(list...).Snapshot()
	strewn := 0
	for _, query := range append(queries(list, 100), "علي", "على", "ا", "لا ا", "صلم", "g2 ق") {
		got, want := find(t, s, query), slowFind(list, query)
		if got.Strewn {
			strewn++
		}
		if got.Strewn != want.Strewn || !slices.Equal(got.Hits, want.Hits) {
			t.Fatalf("%q finds\n%v, strewn %v, want\n%v, %v", query, got.Hits, got.Strewn, want.Hits, want.Strewn)
		}
	}
	if strewn < 10 {
		t.Errorf("only %d queries were strewn", strewn)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("حرب سلا", "حروب والسلام", "على ﻻجئ", "ﷺ G20")
	f.Add("علي", "على", "العلى", "علي")
	f.Add("σaA", "ςσ aa", "ǅ", "ſs")
	f.Fuzz(func(t *testing.T, query, a, b, c string) {
		list := []string{a, b, c, a + " " + b}
		got, want := find(t, index(list...).Snapshot(), query), slowFind(list, query)
		if got.Strewn != want.Strewn || !slices.Equal(got.Hits, want.Hits) {
			t.Fatalf("%q in %q finds %v, want %v", query, list, got, want)
		}
		for _, h := range got.Hits {
			title, end := list[h.Title], 0
			spans := fuzzy.Matches(query, title, got.Strewn)
			if len(spans) == 0 && len(arabic.Tokens(query)) > 0 {
				t.Fatalf("%q finds %q but matches nothing in it", query, title)
			}
			for _, s := range spans {
				if s.Start < end || s.Empty() || s.End > len(title) || arabic.Whole(title, s) != s {
					t.Fatalf("%q in %q: range %v after byte %d", query, title, s, end)
				}
				end = s.End + 1
			}
			if missing := missingLetters(query, title, spans); missing != "" {
				t.Fatalf("%q in %q: the letters %q are not in %v", query, title, missing, spans)
			}
		}
	})
}

// missingLetters returns the letters of a query that matched ranges do not hold.
func missingLetters(query, title string, spans []span.Span) string {
	var held strings.Builder
	for _, s := range spans {
		for _, tok := range arabic.Tokens(s.Of(title)) {
			held.WriteString(tok.Folded)
		}
	}
	var missing strings.Builder
	for _, tok := range arabic.Tokens(query) {
		for _, r := range tok.Folded {
			if !strings.ContainsRune(held.String(), r) {
				missing.WriteRune(r)
			}
		}
	}
	return missing.String()
}
