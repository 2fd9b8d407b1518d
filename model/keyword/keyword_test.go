package keyword_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"qari/model/arabic"
	"qari/model/keyword"
	"qari/model/match"
	"qari/model/query"
	"qari/model/span"
)

// compile makes a set of one group to each argument, words apart by "|".
func compile(t testing.TB, groups ...string) *keyword.Set {
	t.Helper()
	set, err := keyword.Compile(named(groups))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func named(groups []string) []keyword.Group {
	var out []keyword.Group
	for i, words := range groups {
		out = append(out, keyword.Group{Name: fmt.Sprint("group ", i), Words: strings.Split(words, "|")})
	}
	return out
}

// render writes the marks as "group:text", apart by " / ".
func render(text string, marks []keyword.Mark) string {
	var parts []string
	for _, m := range marks {
		parts = append(parts, fmt.Sprintf("%d:%s", m.Group, m.Of(text)))
	}
	return strings.Join(parts, " / ")
}

func TestFind(t *testing.T) {
	tests := []struct {
		name   string
		groups []string
		text   string
		want   string
	}{
		{"folded words, whole", []string{"الارهاب|شاحنة"}, "«الإرهاب»، والإرهاب وشاحنة شاحنةٌ.", "0:الإرهاب / 0:والإرهاب / 0:وشاحنة / 0:شاحنةٌ"},
		{"as a part of a word: never", []string{"غرب"}, "المغرب غروب مغاربة", ""},
		{"marks of the last letter belong to it", []string{"مشتبها"}, "كان مشتبهًا.", "0:مشتبهًا"},
		{"tatweel before the word does not", []string{"داعش"}, "ـداعـشـ", "0:داعـشـ"},
		{"a phrase", []string{"تبادل المعلومات"}, "تبادل «المعلومات» وتبادل المعلومات تبادل", "0:تبادل «المعلومات / 0:وتبادل المعلومات"},
		{"the longest at one place", []string{"تبادل|المعلومات", "تبادل المعلومات"}, "تبادل المعلومات، تبادل الخبرات", "1:تبادل المعلومات / 0:تبادل"},
		{"the first group of equal terms", []string{"نفط", "غاز|نفط"}, "نفط وغاز غاز", "0:نفط / 1:وغاز / 1:غاز"},
		{"the first to start of overlapping phrases", []string{"دول الخليج", "الخليج العربي"}, "دول الخليج العربي", "0:دول الخليج"},
		{"a shorter term where the long one fails", []string{"مجلس الأمن القومي", "مجلس الامن"}, "مجلس الأمن الدولي", "1:مجلس الأمن"},
		{"words that are glued", []string{"2003|الامريكية"}, "16ماي2003م المتحدةالأمريكية", "0:2003 / 0:الأمريكية"},
		{"Latin", []string{"Élysée|G20"}, "ELYSEE, g20; G2O", "0:ELYSEE / 0:g20"},
		{"presentation forms", []string{"لاجئ"}, "ﻻﺟﺊ", "0:ﻻﺟﺊ"},
		{"a word of a ligature, once", []string{"الله|وسلم", "صلى الله"}, "محمدﷺ والله", "1:ﷺ / 0:والله"},
		{"a name is no preposition", []string{"علي"}, "على علي عليّ علی ﻋﻠﻰ", "0:علي / 0:عليّ / 0:علی"},
		{"a preposition is no name", []string{"على"}, "على علي ﻋﻠﻰ", "0:على / 0:ﻋﻠﻰ"},
		{"but in a phrase any spelling", []string{"علي صالح"}, "على صالح علي صالح", "0:على صالح / 0:علي صالح"},
		{"exactly", []string{"=إيران"}, "ايران إيران إِيران إ\u200Fيران", "0:إيران / 0:إ\u200Fيران"},
		{"exactly in a phrase", []string{"=كره القدم"}, "كره القَدم كرة القدم", "0:كره القَدم"},
		{"a sign in the middle is none", []string{"a=بي"}, "a بى", "0:a بى"},
		{"whole clusters", []string{"٣٥"}, "سنة \u0601٣٥ و\u0601٣٦", "0:\u0601٣٥"},
		{"nothing watched", nil, "نص", ""},
	}
	for _, tt := range tests {
		if got := render(tt.text, compile(t, tt.groups...).Find(nil, tt.text)); got != tt.want {
			t.Errorf("%s: in %q\n got %s\nwant %s", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestFindAppends(t *testing.T) {
	set := compile(t, "نفط")
	first := keyword.Mark{Group: 7}
	if got := set.Find([]keyword.Mark{first}, "نفط"); len(got) != 2 || got[0] != first {
		t.Errorf("got %v", got)
	}
}

func TestCountAddsToTheCounts(t *testing.T) {
	set := compile(t, "نفط|غاز", "تبادل المعلومات", "ذهب")
	counts := []int{1, 1, 1}
	set.Count(counts, "نفط وغاز، غاز وتبادل، تبادل المعلومات نفط")
	if want := []int{5, 2, 1}; !slices.Equal(counts, want) {
		t.Errorf("counts %v, want %v", counts, want)
	}
}

func TestCountDoesNotAllocate(t *testing.T) {
	if racing {
		t.Skip("the race detector empties pools")
	}
	set := compile(t, "التعاون|شبكات متطرفة", "تبادل المعلومات|على")
	text := article(500)
	counts := make([]int, 2)
	if n := testing.AllocsPerRun(50, func() { set.Count(counts, text) }); n != 0 {
		t.Errorf("%v allocations a text, want none", n)
	}
	if counts[0] == 0 || counts[1] == 0 {
		t.Errorf("nothing counted: %v", counts)
	}
	set = compile(t, "غيرموجود*|*كذلك*")
	if n := testing.AllocsPerRun(50, func() { set.Count(counts[:1], text) }); n != 0 {
		t.Errorf("%v allocations a text for open words, want none", n)
	}
}

func TestCompileNamesTheWordThatHoldsNothing(t *testing.T) {
	for _, text := range []string{"", " ", "«ـ»", "و", "..."} {
		_, err := keyword.Compile([]keyword.Group{{Name: "good", Words: []string{"نفط"}}, {Name: "bad", Words: []string{"غاز", text}}})
		var wrong *keyword.WordError
		if !errors.As(err, &wrong) || wrong.Group != 1 || wrong.Word != 1 || wrong.Text != text {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if msg := err.Error(); !strings.Contains(msg, fmt.Sprintf("%q", text)) || !strings.Contains(msg, `"bad"`) {
			t.Errorf("%q: the message names neither group nor word: %s", text, msg)
		}
	}
}

func TestCompileKeepsTheGroups(t *testing.T) {
	groups := []keyword.Group{{Name: "طاقة", Color: "rose", Words: []string{"نفط"}}, {Color: "?"}}
	set, err := keyword.Compile(groups)
	if err != nil {
		t.Fatal(err)
	}
	if got := set.Groups(); len(got) != 2 || got[0].Color != "rose" || got[1].Color != "?" || got[0].Name != "طاقة" {
		t.Errorf("groups %v", got)
	}
}

func TestFindWords(t *testing.T) {
	tests := []struct {
		name, query, text string
		want              []string
	}{
		{"within words", "رهاب", "الإرهاب وإرهابيّة رهب", []string{"رهاب", "رهاب"}},
		{"with its marks", "كل", "شكّلت كُلّ", []string{"كّل", "كُلّ"}},
		{"folded both", "أمنيه", "الامنية امنيه", []string{"امنيه"}},
		{"several times in a word", "ال", "الالال", []string{"ال", "ال", "ال"}},
		{"a phrase, its ends open", "در الأمن", "مصادر «أمنية» مصادر الأمنيّة", []string{"در الأمن"}},
		{"but not its middle", "من قبل ال", "ومن قبلهم اليوم، زمن قبل اليوم", []string{"من قبل ال"}},
		{"blanks at the ends", "  امن ", "الأمن", []string{"أمن"}},
		{"any punctuation is a blank", "تبادل،المعلومات", "تبادل المعلومات", []string{"تبادل المعلومات"}},
		{"glued in the text", "16 ماي", "16ماي2003", []string{"16ماي"}},
		{"glued in the query", "ماي2003", "16 ماي 2003", []string{"ماي 2003"}},
		{"half a ligature", "ل", "ﻻجئ", []string{"ﻻ"}},
		{"each ligature once", "ل", "ﷲ", []string{"ﷲ"}},
		{"a name is no preposition", "علي", "على عليّ عليه العلى", []string{"عليّ", "علي"}},
		{"a preposition is no name", "على", "على علي عليه", []string{"على"}},
		{"in a phrase any spelling", "علي ا", "على الأرض", []string{"على ا"}},
		{"no overlap", "نعم نعم", "نعم نعم نعم نعم", []string{"نعم نعم", "نعم نعم"}},
		{"Latin", "ELYS", "l'Élysée", []string{"Élys"}},
		{"whole clusters", "٣", "\u0601٣٥", []string{"\u0601٣"}},
		{"nothing to look for", " «ـ» ", "ـ", nil},
		{"nothing there", "غرب", "الشرق", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range keyword.FindWords(nil, tt.text, tt.query) {
			got = append(got, s.Of(tt.text))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q in %q gives %q, want %q", tt.name, tt.query, tt.text, got, tt.want)
		}
	}
}

func TestFindWordsFindsAtEveryStepOfTyping(t *testing.T) {
	const text = "أعلنت المصادر الأمنيّة، 16ماي2003، أنّ «تبادل» المعلومات"
	const query = "الأمنيّة 16 ماي 2003 أنّ تبادل المعلو"
	start := strings.Index(text, "الأمنيّة")
	for i := range query {
		if i == 0 {
			continue
		}
		got := keyword.FindWords(nil, text, query[:i])
		if !slices.ContainsFunc(got, func(s span.Span) bool { return s.Start == start }) {
			t.Errorf("%q does not find its place: %v", query[:i], got)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("تبادل المعلومات|على|ا", "صلى الله|ﷺ", "تبادل المعلومات على محمدﷺ \u0601٣")
	f.Fuzz(func(t *testing.T, a, b, text string) {
		set, err := keyword.Compile(named([]string{a, b}))
		if err != nil {
			return
		}
		marks := set.Find(nil, text)
		counts, want := make([]int, 2), make([]int, 2)
		all := set.Count(counts, text)
		for g := range want {
			want[g] = len(set.FindOf(set.Only(g), nil, text))
		}
		end := 0
		for _, m := range marks {
			if m.Start < end || m.Empty() || m.End > len(text) {
				t.Fatalf("mark %v of %q after byte %d", m, text, end)
			}
			if arabic.Whole(text, m.Span) != m.Span {
				t.Fatalf("mark %v of %q cuts a cluster", m, text)
			}
			end = m.End
		}
		if !slices.Equal(counts, want) || all != len(marks) {
			t.Fatalf("%d counted, %d in all, %d found, %d in all, in %q", counts, all, want, len(marks), text)
		}
		if strings.ContainsAny(a+b+text, "=~*\u066D\"«»“”„‟″ﷺﷻ\u0600\u0601\u0602\u0603\u0604\u0605") {
			return // what the oracle does not know
		}
		if got, want := render(text, marks), render(text, slowFind([]string{a, b}, text)); got != want {
			t.Fatalf("%q, %q in %q\n got %s\nwant %s", a, b, text, got, want)
		}
	})
}

// slowFind tries every term at every token.
func slowFind(groups []string, text string) []keyword.Mark {
	var marks []keyword.Mark
	tokens := arabic.Tokens(text)
	for i := 0; i < len(tokens); {
		best := 0
		for g, words := range groups {
			for _, w := range strings.Split(words, "|") {
				n := len(arabic.Tokens(w))
				if n <= best || i+n > len(tokens) || !stands(w, text, tokens[i:i+n]) {
					continue
				}
				if best == 0 {
					marks = append(marks, keyword.Mark{})
				}
				best = n
				at := span.Span{Start: tokens[i].Start, End: tokens[i+n-1].End}
				marks[len(marks)-1] = keyword.Mark{Span: arabic.Whole(text, at), Group: g}
			}
		}
		i += max(best, 1)
	}
	return marks
}

func stands(term, text string, tokens []arabic.Token) bool {
	words := arabic.Tokens(term)
	for i, w := range words {
		p := arabic.NewPattern(w.Of(term), arabic.Forms, len(words) > 1)
		if _, ok := p.Match(tokens[i].Folded, tokens[i].Of(text)); !ok {
			return false
		}
	}
	return true
}

func FuzzFindWords(f *testing.F) {
	f.Add("در الأمن", "مصادر الأمنيّة ﻻ \u0601٣")
	f.Add("علي", "على عليّ")
	f.Fuzz(func(t *testing.T, query, text string) {
		end := 0
		for _, s := range keyword.FindWords(nil, text, query) {
			if s.Start < end || s.Empty() || s.End > len(text) || arabic.Whole(text, s) != s {
				t.Fatalf("%q in %q: range %v after byte %d", query, text, s, end)
			}
			end = s.End
		}
		for _, s := range keyword.FindWords(nil, text, text) {
			if words := arabic.Tokens(text); s.Start > words[0].Start {
				t.Fatalf("%q found in itself at %v", text, s)
			}
		}
	})
}

// article is a text of so many words, made of a few hundred different ones.
func article(words int) string {
	stock := strings.Fields("أعلنت المصادر الأمنيّة اليوم أنّ التعاون بين البلدين مستمرّ وأضافت على أن تبادل المعلومات حول شبكات متطرفة عابرة للحدود مكّن من تفكيك خليّة")
	var b strings.Builder
	for i := range words {
		b.WriteString(stock[i*7%len(stock)])
		if i%3 == 0 {
			fmt.Fprintf(&b, "%c%c", 'ب'+rune(i%19), 'ت'+rune(i%17))
		}
		b.WriteString([]string{" ", " ", "، ", " "}[i%4])
	}
	return b.String()
}

// watched is a list of six groups and so many words, a few of which are in article.
func watched(words int) []keyword.Group {
	groups := make([]keyword.Group, 6)
	for i := range words {
		w := fmt.Sprintf("كلمة%c%c%c", 'ب'+rune(i%20), 'ت'+rune(i/20%20), 'ث'+rune(i/400))
		if i%5 == 0 {
			w += " مراقبة"
		}
		groups[i%6].Words = append(groups[i%6].Words, w)
	}
	groups[0].Words = append(groups[0].Words, "التعاون", "خليه", "تفكيك خلية")
	groups[3].Words = append(groups[3].Words, "تبادل المعلومات", "شبكات متطرفة", "البلدين")
	return groups
}

func BenchmarkFind(b *testing.B) {
	set, err := keyword.Compile(watched(500))
	if err != nil {
		b.Fatal(err)
	}
	text := article(5000)
	var marks []keyword.Mark
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		marks = set.Find(marks[:0], text)
	}
	b.ReportMetric(float64(len(marks)), "marks")
}

func BenchmarkCount(b *testing.B) {
	set, err := keyword.Compile(watched(500))
	if err != nil {
		b.Fatal(err)
	}
	text, counts := article(5000), make([]int, 6)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		set.Count(counts, text)
	}
}

func BenchmarkFindWords(b *testing.B) {
	text := article(5000)
	for name, query := range map[string]string{"word": "علو", "phrase": "تبادل المعلو"} {
		b.Run(name, func(b *testing.B) {
			var spans []span.Span
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				spans = keyword.FindWords(spans[:0], text, query)
			}
		})
	}
}

func TestGroupsSayHowWordsAreCompared(t *testing.T) {
	const text = "الإرهاب والارهاب الإرهابية، حرب النجوم والحرب على داعش"
	tests := []struct {
		name  string
		group keyword.Group
		want  string
	}{
		{"all forms", keyword.Group{Words: []string{"إرهاب"}}, "0:الإرهاب / 0:والارهاب / 0:الإرهابية"},
		{"with prefixes", keyword.Group{Level: "clitics", Words: []string{"إرهاب"}}, "0:الإرهاب / 0:والارهاب"},
		{"folded", keyword.Group{Level: "folded", Words: []string{"الارهاب"}}, "0:الإرهاب"},
		{"exactly", keyword.Group{Level: "exact", Words: []string{"الارهاب", "~الإرهاب"}}, "0:الإرهاب / 0:والارهاب / 0:الإرهابية"},
		{"a phrase as it is spelled", keyword.Group{Phrases: []string{"الحرب علي داعش", "حرب النجوم"}}, "0:حرب النجوم"},
		{"without what is excluded", keyword.Group{Words: []string{"حرب"}, Exclude: []string{"حرب النجوم"}}, "0:والحرب"},
	}
	for _, tt := range tests {
		set, err := keyword.Compile([]keyword.Group{tt.group})
		if err != nil {
			t.Fatal(err)
		}
		if got := render(text, set.Find(nil, text)); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	set, err := keyword.Compile([]keyword.Group{{Words: []string{"إرهاب"}}})
	if err != nil {
		t.Fatal(err)
	}
	var levels []arabic.Level
	for _, m := range set.Find(nil, "إرهاب الارهاب إرهابي") {
		levels = append(levels, m.Level)
	}
	if want := []arabic.Level{arabic.Exact, arabic.Clitics, arabic.Forms}; !slices.Equal(levels, want) {
		t.Errorf("the levels are %v, want %v", levels, want)
	}
}

// The signs beside a word mean what they do in a query.
func TestSignsOfWords(t *testing.T) {
	const text = "الإرهاب إرهاب ارهابي وإرهاب إرهابيون اللاإرهاب، خلية إرهابية ثم الخلايا الإرهابية، على علي، ضد الارهاب"
	for _, c := range []struct {
		word, level, want string // as a group's word, and its level
		query             string // that finds the same; "" for the word itself
	}{
		{"إرهاب*", "", "إرهاب / ارهابي / إرهابيون / إرهابية", ""},
		{"إرهاب*", "folded", "إرهاب / ارهابي / إرهابيون / إرهابية", ""},
		{"إرهاب*", "exact", "إرهاب / إرهابيون / إرهابية", "=إرهاب*"},
		{"=إرهاب*", "", "إرهاب / إرهابيون / إرهابية", ""},
		{"~ارهاب*", "exact", "إرهاب / ارهابي / إرهابيون / إرهابية", "~ارهاب*"},
		{"*إرهاب", "", "الإرهاب / إرهاب / وإرهاب / اللاإرهاب / الارهاب", ""},
		{"٭رهابي٭", "", "ارهابي / إرهابيون / إرهابية / الإرهابية", "*رهابي*"},
		{"=*الإرهاب", "", "الإرهاب", ""},
		{`"الإرهاب"`, "", "الإرهاب / الارهاب", ""},
		{"«الإرهاب»", "clitics", "الإرهاب / الارهاب", ""},
		{`"الإرهاب"`, "exact", "الإرهاب / الارهاب", ""},
		{`"=الإرهاب"`, "", "الإرهاب", ""},
		{`"خلية إرهابية"`, "", "خلية إرهابية", ""},
		{"“خلية ارهاب*”", "", "خلية إرهابية", ""},
		{"*خلايا *رهاب*", "", "الخلايا الإرهابية", `"*خلايا *رهاب*"`},
		{`"ضد" *الإرهاب`, "", "ضد الارهاب", `"ضد *الإرهاب"`},
		{`"علي"`, "", "علي", ""},
		{"على*", "", "على / علي", ""},
	} {
		for _, g := range []keyword.Group{{Level: c.level, Words: []string{c.word}}, {Level: c.level, Phrases: []string{c.word}}} {
			if len(g.Phrases) > 0 && (c.level == "exact" || strings.ContainsAny(c.word, "~")) {
				continue // phrases have no level
			}
			set, err := keyword.Compile([]keyword.Group{g})
			if err != nil {
				t.Errorf("%s: %v", c.word, err)
				continue
			}
			var got []string
			for _, m := range set.Find(nil, text) {
				got = append(got, m.Of(text))
			}
			if got := strings.Join(got, " / "); got != c.want {
				t.Errorf("%s (%s): got %s, want %s", c.word, c.level, got, c.want)
			}
		}
		if c.query == "" {
			c.query = c.word
		}
		q, err := query.Parse(c.query)
		if err != nil {
			t.Fatalf("%s: %v", c.query, err)
		}
		var asked []string
		for _, h := range match.Compile(q, match.Options{Level: arabic.Forms}).NewMatcher().Texts(nil, false, text) {
			asked = append(asked, h.Of(text))
		}
		if got := strings.Join(asked, " / "); got != c.want {
			t.Errorf("the query %s finds %s, want %s", c.query, got, c.want)
		}
	}
}

// Signs that have no meaning are told of, not passed over.
func TestSignsThatMeanNothing(t *testing.T) {
	for word, want := range map[string]string{
		"إ*":              "has fewer than two letters beside *",
		"*":               "has no letter or digit",
		"خلية *":          "has a * that stands neither before nor after a word",
		"إر*اب":           "has a * that stands neither before nor after a word",
		"إرهاب*.":         "has a * that stands neither before nor after a word",
		`"الإرهاب`:        "has a quotation mark without a partner",
		`الإرهاب"`:        "has a quotation mark without a partner",
		`"خلية" إرهابية"`: "has a quotation mark without a partner",
		`"خلية إرهاب"~5`:  "asks for words near one another, which only a search can",
		`""`:              "has no letter or digit",
		`"و"`:             "is the conjunction, which stands everywhere",
	} {
		_, err := keyword.Compile([]keyword.Group{{Name: "a", Words: []string{word}}})
		var wrong *keyword.WordError
		if !errors.As(err, &wrong) || wrong.Reason != want || wrong.Text != word {
			t.Errorf("%s: %v, want that it %s", word, err, want)
		}
	}
	// A mark between letters is none of these, and phrases are quoted anyway.
	for word, text := range map[string]string{"צה\"ל": "צה\"ל", "تبادل \"المعلومات": "تبادل المعلومات"} {
		set, err := keyword.Compile([]keyword.Group{{Phrases: []string{word}}})
		if err != nil || len(set.Find(nil, text)) != 1 {
			t.Errorf("%s is not found: %v", word, err)
		}
	}
	if _, err := keyword.Compile([]keyword.Group{{Words: []string{"צה\"ל"}}}); err != nil {
		t.Error(err)
	}
}

func TestFewHitsAreNone(t *testing.T) {
	set, err := keyword.Compile([]keyword.Group{{Words: []string{"نفط"}, AtLeast: 2}, {Words: []string{"غاز"}}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]int{"نفط وغاز": {0, 1}, "نفط ونفط": {2, 0}} {
		counts := make([]int, 2)
		set.Count(counts, text)
		set.Enough(counts)
		if !slices.Equal(counts, want) {
			t.Errorf("%s: %v, want %v", text, counts, want)
		}
	}
}

func TestALevelThatIsNone(t *testing.T) {
	var e *keyword.WordError
	if _, err := keyword.Compile([]keyword.Group{{Name: "a", Level: "loose", Words: []string{"x"}}}); !errors.As(err, &e) || e.Text != "loose" {
		t.Errorf("error %v", err)
	}
}

// A group is counted as if it were the only one, whatever others find at the same
// places; all together as they are marked.
func TestCountsAreThoseOfEachGroupByItself(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	words := strings.Fields("مجلس الأمن القومي الدولي دول الخليج العربي نفط")
	some := func(n int) string {
		var b []string
		for range 1 + random.IntN(n) {
			b = append(b, words[random.IntN(len(words))])
		}
		return strings.Join(b, " ")
	}
	for range 500 {
		groups := make([]keyword.Group, 4)
		for g := range groups {
			groups[g] = keyword.Group{Name: fmt.Sprint(g), Words: []string{some(3), some(2)}, Exclude: []string{some(3)}}
		}
		set, err := keyword.Compile(groups)
		if err != nil {
			t.Fatal(err)
		}
		text := some(30)
		counts := make([]int, len(groups))
		if marks := set.Count(counts, text); marks != len(set.Find(nil, text)) {
			t.Errorf("%v: in %q %d marks are counted, %d found", groups, text, marks, len(set.Find(nil, text)))
		}
		for g := range groups {
			alone, err := keyword.Compile(groups[g : g+1])
			if err != nil {
				t.Fatal(err)
			}
			want := alone.Find(nil, text)
			if got := set.FindOf(set.Only(g), nil, text); counts[g] != len(want) || len(got) != len(want) {
				t.Errorf("%v: in %q %d counted, %d found, by itself %d", groups[g], text, counts[g], len(got), len(want))
			}
		}
	}
}
