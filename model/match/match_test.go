package match_test

import (
	"slices"
	"strings"
	"testing"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/match"
	"qari/model/query"
)

func compile(t testing.TB, text string, o match.Options) *match.Query {
	t.Helper()
	q, err := query.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return match.Compile(q, o)
}

func article(title, text string) *corpus.Article {
	return &corpus.Article{Title: title, TitleRule: corpus.TitleField, Text: text}
}

// hits are what a query finds in an article: the texts, those of the title first.
func hits(t testing.TB, q *match.Query, a *corpus.Article) (out []string, found bool) {
	t.Helper()
	m := q.NewMatcher()
	list, found := m.Article(nil, a, 0)
	for _, h := range list {
		out = append(out, h.Of(m.Piece(h.Piece)))
	}
	return out, found
}

func TestWhatAQueryFinds(t *testing.T) {
	a := article("مكافحة الإرهاب", "قال رئيس الحكومة إن الإرهابيين خسروا.\n\nوللحكومة رئيس، والرئيس في المدينة منذ 2015.")
	for _, c := range []struct {
		query string
		want  string // hits, by |; "-" when the article is not found
	}{
		{"الارهاب", "الإرهاب|الإرهابيين"},
		{`"الارهاب"`, "الإرهاب"},
		{"=الارهاب", "-"},
		{`"رئيس الحكومة"`, "رئيس الحكومة"},
		{`"الحكومة رئيس"`, "-"},
		{`"الحكومة رئيس"~0`, "رئيس|الحكومة"},
		{"title:الإرهاب", "الإرهاب"},
		{"text:الإرهاب", "الإرهابيين"},
		{"title:الحكومة", "-"},
		{"الإرهاب الحكومة", "الإرهاب|الحكومة|الإرهابيين|وللحكومة"},
		{"الإرهاب -القمح", "الإرهاب|الإرهابيين"},
		{"الإرهاب -الحكومة", "-"},
		{"القمح | 2015", "2015"},
		{"٢٠١٥", "2015"},
		{"الإرهاب*", "الإرهاب|الإرهابيين"},
		{"إرهاب*", "-"},
		{"*رئيس*", "رئيس|رئيس|والرئيس"},
		{"(القمح | الإرهاب) رئيس", "الإرهاب|رئيس|الإرهابيين|رئيس|والرئيس"},
	} {
		got, found := hits(t, compile(t, c.query, match.Options{Level: arabic.Forms}), a)
		want, finds := strings.Split(c.want, "|"), c.want != "-"
		if !finds {
			want = nil
		}
		if found != finds || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v; want %q", c.query, got, found, want)
		}
	}
}

func TestFormsThatAreLeftOut(t *testing.T) {
	a := article("الإرهاب", "الإرهابيون والإرهاب")
	q := compile(t, "الإرهاب", match.Options{Level: arabic.Forms, Without: []string{"الارهابيون"}})
	if got, _ := hits(t, q, a); !slices.Equal(got, []string{"الإرهاب", "والإرهاب"}) {
		t.Errorf("%q", got)
	}
}

func TestAliasesAreFoundAtTheFormsLevel(t *testing.T) {
	aliases, bad := match.ParseAliases("خلية | خلايا\nداعش | تنظيم الدولة # names\n")
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	a := article("", "الخلايا في تنظيم الدولة")
	for _, c := range []struct {
		query string
		level arabic.Level
		want  []string
	}{
		{"خلية", arabic.Forms, []string{"الخلايا"}},
		{"خلية", arabic.Clitics, nil},
		{"الدواعش | داعش", arabic.Forms, []string{"تنظيم الدولة"}},
		{`"داعش"`, arabic.Forms, nil},
	} {
		if got, _ := hits(t, compile(t, c.query, match.Options{Level: c.level, Aliases: aliases}), a); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
	}
}

// The best hit is where most of the query stands together; the snippet shows it.
func TestTheBestHit(t *testing.T) {
	a := article("الحكومة", "الحكومة وحدها هنا.\n\nفي هذه الفقرة رئيس ثم الحكومة معا.\n\nرئيس آخر.")
	q := compile(t, "رئيس الحكومة", match.Options{Level: arabic.Forms})
	d := document.Open(a, document.Options{})
	list, best := q.NewMatcher().Document(d)
	if len(list) != 5 || best < 0 || list[best].Block != 2 {
		t.Fatalf("%v, best %d", list, best)
	}
	s := q.NewMatcher().Snippet(a)
	if !strings.HasPrefix(s.Text, "في هذه") || len(s.Hits) != 2 || s.Hits[s.Best].Of(s.Text) != "رئيس" {
		t.Errorf("%+v", s)
	}
	// The raw view shows the same hits, the title where it stands.
	raw := document.Open(a, document.Options{Raw: true})
	again, at := q.NewMatcher().Document(raw)
	if len(again) != len(list) || raw.Blocks[again[at].Block].Text != "في هذه الفقرة رئيس ثم الحكومة معا." {
		t.Errorf("%v, best %d", again, at)
	}
}

func TestASnippetWithoutAHitInTheBody(t *testing.T) {
	a := article("الحكومة", "لا شيء هنا.")
	if s := compile(t, "الحكومة", match.Options{}).NewMatcher().Snippet(a); s.Text != "لا شيء هنا." || s.Best != -1 {
		t.Errorf("%+v", s)
	}
	if s := compile(t, "/هن.?/", match.Options{}).NewMatcher().Snippet(a); s.Best != 0 || s.Hits[0].Of(s.Text) != "هنا" {
		t.Errorf("%+v", s)
	}
	if s := compile(t, "الحكومة", match.Options{}).NewMatcher().Snippet(article("الحكومة", "")); s.Best != -1 {
		t.Errorf("%+v", s)
	}
}

// Whatever is asked of whatever text: hits lie in their texts, in order, apart, on
// the edges of clusters, and fold to letters.
func FuzzMatcher(f *testing.F) {
	for _, s := range []struct{ query, text string }{
		{"الإرهاب", "مكافحة الإرهاب"}, {`"رئيس الحكومة"~3 -قمح`, "رئيس في الحكومة"}, {"/[ا-ي]+/ | =x*", "abc ﷺ x"},
		{"title:(a | b) date:2015", "a\n\nb"}, {"*لا*", "ﻻ لا\u0640لا\u202e"},
	} {
		f.Add(s.query, s.text, "عنوان", uint8(3))
	}
	f.Fuzz(func(t *testing.T, text, body, title string, level uint8) {
		if len(text) > 200 || len(body) > 2000 || len(title) > 200 {
			return
		}
		q, _ := query.Draft(text)
		c := match.Compile(q, match.Options{Level: arabic.Level(level % 4)})
		a := article(title, body)
		m := c.NewMatcher()
		list, _ := m.Article(nil, a, 0)
		for i, h := range list {
			piece := m.Piece(h.Piece)
			if h.Start < 0 || h.End > len(piece) || h.Start >= h.End || h.Level > arabic.Forms || h.Leaf >= len(c.Leaves) {
				t.Fatalf("%q in %q: hit %+v", text, piece, h)
			}
			if arabic.Whole(piece, h.Span) != h.Span {
				t.Fatalf("%q in %q: %+v cuts a cluster", text, piece, h)
			}
			if len(arabic.Tokens(h.Of(piece))) == 0 {
				t.Fatalf("%q in %q: %q has no word", text, piece, h.Of(piece))
			}
			if i > 0 && (list[i-1].Piece > h.Piece || list[i-1].Piece == h.Piece && list[i-1].End > h.Start) {
				t.Fatalf("%q: hits overlap: %+v", text, list)
			}
		}
		for _, raw := range []bool{false, true} {
			d := document.Open(a, document.Options{Raw: raw})
			found, best := m.Document(d)
			if best >= len(found) || best < 0 && len(found) > 0 {
				t.Fatalf("%q: best %d of %d", text, best, len(found))
			}
			for _, h := range found {
				if h.Block >= len(d.Blocks) || h.Start < 0 || h.End > len(d.Blocks[h.Block].Text) || h.Start >= h.End {
					t.Fatalf("%q in %q: hit %+v", text, body, h)
				}
			}
		}
		if s := m.Snippet(a); s.Best >= len(s.Hits) || s.Best < 0 && len(s.Hits) > 0 {
			t.Fatalf("%q: snippet %+v", text, s)
		}
	})
}
