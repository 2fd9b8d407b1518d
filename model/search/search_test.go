package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"qari/data/sample"
	"qari/data/source"
	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/match"
	"qari/model/query"
	"qari/model/search"
)

// articles loads the file that QARI_TEST_CORPUS names, or else the sample.
func articles(t testing.TB) []*corpus.Article {
	t.Helper()
	var all []*corpus.Article
	emit := func(b corpus.Batch) error {
		all = append(all, b.Articles...)
		return nil
	}
	var err error
	if path := os.Getenv("QARI_TEST_CORPUS"); path != "" {
		err = source.Load(context.Background(), []string{path}, source.Options{}, emit)
	} else {
		err = source.FromFS(context.Background(), sample.FS(), source.Options{}, emit)
	}
	if err != nil || len(all) == 0 {
		t.Fatalf("%d articles, %v", len(all), err)
	}
	return all
}

// indexed puts articles into an index, step by step, so that there are several
// segments.
func indexed(t testing.TB, all []*corpus.Article, steps int) search.Snapshot {
	t.Helper()
	var x search.Index
	for i := 1; i <= steps; i++ {
		upTo := all[:len(all)*i/steps]
		for x.Extend(context.Background(), upTo) {
		}
		if got := x.Snapshot().Articles(); got != len(upTo) {
			t.Fatalf("%d articles are indexed, want %d", got, len(upTo))
		}
	}
	return x.Snapshot()
}

// Whatever size the last segments have: the index comes to an end, and stays in
// few parts.
func TestExtendEnds(t *testing.T) {
	all := articles(t)
	for len(all) < 500 {
		all = append(all, all...)
	}
	var text int
	for _, a := range all {
		text += len(a.Text)
	}
	for size := text / 40; size < 2*text; size += text / 7 {
		x := search.Index{Segment: size}
		steps := 0
		for n := 0; n < len(all); n += 1 + n/3 {
			for x.Extend(context.Background(), all[:n]) {
				if steps++; steps > 1000 {
					t.Fatalf("segments of %d bytes: %d of %d articles are indexed, and it goes on", size, x.Snapshot().Articles(), n)
				}
			}
			if got := x.Snapshot().Articles(); got != n {
				t.Fatalf("segments of %d bytes: %d articles are indexed, want %d", size, got, n)
			}
		}
		if got, most := x.Snapshot().Segments(), 2*text/size+12; got > most {
			t.Errorf("segments of %d bytes: %d of them, want %d at most", size, got, most)
		}
	}
}

func compile(t testing.TB, text string, o match.Options) *match.Query {
	t.Helper()
	q, err := query.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return match.Compile(q, o)
}

// questions makes queries of every kind from the words of articles.
type questions struct {
	random *rand.Rand
	texts  []string
}

func newQuestions(all []*corpus.Article, seed uint64) *questions {
	q := &questions{random: rand.New(rand.NewPCG(6, seed))}
	for _, a := range all {
		match.Pieces(a, func(text string, _ bool) { q.texts = append(q.texts, text) })
	}
	return q
}

func (q *questions) text() []arabic.Token {
	for {
		text := q.texts[q.random.IntN(len(q.texts))]
		if tokens := arabic.Tokens(text); len(tokens) > 8 {
			for i := range tokens {
				tokens[i].Folded = tokens[i].Of(text)
			}
			return tokens
		}
	}
}

func (q *questions) word() string {
	for {
		tokens := q.text()
		w := tokens[q.random.IntN(len(tokens))].Folded
		if len(arabic.Tokens(w)) == 1 && arabic.Fold(w) != "و" {
			return w
		}
	}
}

// long is a word of four letters or more without its article.
func (q *questions) long() string {
	for {
		if w := q.word(); len([]rune(arabic.Core(w))) >= 4 {
			return w
		}
	}
}

func (q *questions) phrase() string {
	tokens := q.text()
	n := 2 + q.random.IntN(2)
	at := q.random.IntN(len(tokens) - n)
	var words []string
	for _, t := range tokens[at : at+n] {
		words = append(words, t.Folded)
	}
	return `"` + strings.Join(words, " ") + `"`
}

func (q *questions) part() string {
	w := q.word()
	letters := []rune(arabic.Fold(w))
	switch q.random.IntN(16) {
	case 0:
		return "=" + w
	case 1:
		return "~" + w
	case 2:
		return `"` + w + `"`
	case 3, 4:
		return q.phrase()
	case 5:
		p := q.phrase()
		return fmt.Sprintf("%s~%d", p, q.random.IntN(9))
	case 6:
		return fmt.Sprintf(`"%s ~%s"~%d`, w, q.word(), q.random.IntN(30))
	case 7:
		if len(letters) >= 3 {
			return string(letters[:2+q.random.IntN(len(letters)-2)]) + "*"
		}
	case 8:
		if len(letters) >= 3 {
			return "*" + string(letters[1:]) + "*"
		}
	case 9:
		return []string{"title:", "text:", "عنوان:"}[q.random.IntN(3)] + w
	case 10:
		return "title:" + q.phrase()
	case 11:
		least := q.random.IntN(100)
		return fmt.Sprintf("words:%d..%d", least, least+q.random.IntN(400))
	case 12:
		return []string{"date:>2015", "date:none", "date:..2016-05", "date:2017-03"}[q.random.IntN(4)]
	case 13:
		return "/" + string(letters[:min(3, len(letters))]) + "/"
	}
	return w
}

func (q *questions) query() string {
	switch q.random.IntN(10) {
	case 0, 1, 2:
		return q.part()
	case 8:
		return "(" + q.part() + " " + q.part() + ") | " + q.part()
	case 9:
		w := q.word()
		again := []string{"ال" + w, `"` + w + " " + w + `"`, fmt.Sprintf(`"%s %s"~5`, w, q.word()), "title:" + w, q.phrase(), "*" + w, "-" + w}
		return w + []string{" ", " | "}[q.random.IntN(2)] + again[q.random.IntN(len(again))]
	case 3:
		return q.part() + " " + q.part()
	case 4:
		return q.part() + " | " + q.part()
	case 5:
		return q.part() + " -" + q.part()
	case 6:
		return "(" + q.part() + " | " + q.part() + ") " + q.part() + " -(" + q.part() + " " + q.part() + ")"
	}
	return "-" + q.part()
}

// The index finds what reading every article finds.
func TestIndexFindsWhatALookAtEveryArticleFinds(t *testing.T) {
	all := articles(t)
	index := indexed(t, all, 3)
	q := newQuestions(all, 1)
	aliases, bad := match.ParseAliases("رئيس | مدير | وزير الخارجية\n")
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	levels := []arabic.Level{arabic.Forms, arabic.Forms, arabic.Clitics, arabic.Folded, arabic.Exact}
	nothing := 0
	for i := range 500 {
		text := q.query()
		o := match.Options{Level: levels[i%len(levels)], Aliases: aliases}
		if i%4 == 0 { // a form that it finds is to be left out
			for _, token := range arabic.Tokens(text) {
				o.Without = append(o.Without, token.Folded)
			}
		}
		c := compile(t, text, o)
		got, err := index.Search(context.Background(), c)
		if err != nil {
			t.Fatal(err)
		}
		m := c.NewMatcher()
		var want, found []int
		for n, a := range all {
			hits, ok := m.Article(nil, a, n)
			if !ok {
				continue
			}
			want = append(want, n)
			if f, _ := got.Of(n); int(f.Hits) != places(c, m, hits) {
				t.Fatalf("%s at %v: article %d has %d hits in the index, %d by looking", text, levels[i%len(levels)], n, f.Hits, places(c, m, hits))
			} else if f.ByWords() && f.Level > bestLevel(hits) {
				t.Fatalf("%s at %v: article %d is of level %v in the index, its best hit %v", text, levels[i%len(levels)], n, f.Level, bestLevel(hits))
			}
		}
		for _, f := range got.Found {
			found = append(found, int(f.Article))
		}
		if !slices.Equal(found, want) {
			t.Fatalf("%s at %v finds %d articles in the index, %d by looking: %v, %v", text, levels[i%len(levels)], len(found), len(want), head(found), head(want))
		}
		if len(want) == 0 {
			nothing++
		}
		best := got.Best(10)
		whole := got.Best(len(all))
		if !slices.Equal(best, whole[:min(10, len(whole))]) {
			t.Fatalf("%s: the first ten of all are not the best ten", text)
		}
	}
	if nothing > 400 {
		t.Errorf("%d of 500 queries find nothing: they test little", nothing)
	}
}

func bestLevel(hits []match.Hit) arabic.Level {
	return slices.MinFunc(hits, func(a, b match.Hit) int { return int(a.Level) - int(b.Level) }).Level
}

// places counts hits; a phrase that goes on in the next paragraph is one.
func places(q *match.Query, m *match.Matcher, hits []match.Hit) int {
	n := len(hits)
	for i := 1; i < len(hits); i++ {
		a, b := hits[i-1], hits[i]
		p, phrase := q.Leaves[a.Leaf].(*match.Phrase)
		if phrase && p.Slop < 0 && a.Leaf == b.Leaf && b.Piece > a.Piece &&
			len(arabic.Tokens(m.Piece(a.Piece)[a.End:])) == 0 && len(arabic.Tokens(m.Piece(b.Piece)[:b.Start])) == 0 {
			n--
		}
	}
	return n
}

func head(list []int) []int { return list[:min(12, len(list))] }

// What was found folds to what was looked for.
func TestHitsFoldToWhatWasMatched(t *testing.T) {
	all := articles(t)
	q := newQuestions(all, 2)
	for hits := 0; hits < 10_000; {
		w := q.word()
		c := compile(t, w, match.Options{Level: arabic.Forms})
		forms := make(map[string]bool)
		for form := range arabic.NewPattern(arabic.Tokens(w)[0].Of(w), arabic.Forms, false).Forms() {
			forms[form] = true
		}
		m := c.NewMatcher()
		for n, a := range all {
			found, ok := m.Article(nil, a, n)
			if !ok {
				continue
			}
			var pieces []string
			match.Pieces(a, func(text string, _ bool) { pieces = append(pieces, text) })
			for _, h := range found {
				hits++
				if folded := arabic.Fold(h.Of(pieces[h.Piece])); !forms[folded] && !strings.Contains(pieces[h.Piece], "ﷺ") {
					t.Fatalf("%s: the hit %q folds to %q", w, h.Of(pieces[h.Piece]), folded)
				}
			}
		}
	}
}

func TestBetterMatchesComeFirst(t *testing.T) {
	var all []*corpus.Article
	add := func(title, text string) {
		all = append(all, &corpus.Article{ID: corpus.ID(fmt.Sprint(len(all))), Title: title, Text: text, TitleRule: corpus.TitleField})
	}
	filler := strings.Repeat(" كلام آخر", 20)
	add("خبر", "إرهابيون"+filler)
	add("خبر", "الإرهاب"+filler)
	add("خبر", "الإرهاب الإرهاب الإرهاب"+filler)
	add("الإرهاب", "كلام"+filler)
	add("خبر", "لا شيء"+filler)
	r, err := indexed(t, all, 1).Search(context.Background(), compile(t, "الإرهاب", match.Options{Level: arabic.Forms}))
	if err != nil {
		t.Fatal(err)
	}
	var order []int32
	for _, f := range r.Best(10) {
		order = append(order, f.Article)
	}
	if want := []int32{2, 3, 1, 0}; !slices.Equal(order, want) && !slices.Equal(order, []int32{3, 2, 1, 0}) {
		t.Errorf("the order is %v, want %v", order, want)
	}
}

func TestACancelledSearchSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	all := articles(t)
	if _, err := indexed(t, all, 1).Search(ctx, compile(t, "في", match.Options{Level: arabic.Forms})); err == nil {
		t.Error("it found something all the same")
	}
	var x search.Index
	if more := x.Extend(ctx, all); !more || x.Snapshot().Articles() != 0 {
		t.Error("articles were indexed all the same")
	}
}

func TestSmallSegmentsAreJoined(t *testing.T) {
	all := articles(t)
	var x search.Index
	for i := range all {
		for x.Extend(context.Background(), all[:i+1]) {
		}
	}
	if n := x.Snapshot().Segments(); n > 12 {
		t.Errorf("%d articles that came one by one make %d segments", len(all), n)
	}
}
