package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"qari/model/corpus"
	"qari/model/query"
	"qari/ui/locale"
)

// texts are articles for searches: their titles say little of their texts.
func texts() []*corpus.Article {
	return []*corpus.Article{
		article(0, "alpha", strings.Repeat("سطر في النص\n\n", 40)+"far الإرهاب middle مكافحة للإرهاب end\n\n"+strings.Repeat("سطر في النص\n\n", 40)),
		article(1, "beta", "price سعر القمح في المغرب"),
		article(2, "gamma", "form عمليات إرهابية في المغرب"),
		article(3, "delta", "لا شيء عن ذلك في الغرب"),
	}
}

func TestSearchListsWhatTheTextsHold(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "الارهاب")
	d.has("alpha", "gamma", "2 of 4", "middle", "best first · forms")
	d.lacks("beta", "delta")
	d.keys("<enter>").has("same word 1, likely 1", "article 1 of 2")
	if got := d.line(4); !strings.Contains(got, "2 =") {
		t.Errorf("the row of alpha tells nothing of its 2 hits: %q", got)
	}
	d.keys("<esc>").has("beta", "4 new of 4")
	d.lacks("2 of 4")
}

func TestSearchOpensAtTheBestHitAndGoesOn(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "الارهاب", "<enter>", "j", "<enter>")
	d.has("far", "hit 1 of 2, same word", "article 2 of 2")
	d.keys("n").has("hit 2 of 2")
	d.keys("n").has("no hit after this one")
	d.keys("NN").has("form", "hit 1 of 1, other form", "article 1 of 2")
	d.keys("N").has("no hit before this one")
	d.keys("n").has("far", "hit 1 of 2")
	d.keys("q").has("2 of 4")
}

func TestLevelsOfASearch(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "الارهاب", "<enter>")
	for _, want := range []struct{ level, count string }{{"exact", "0 of 4"}, {"folded", "1 of 4"}, {"clitics", "1 of 4"}, {"forms", "2 of 4"}} {
		d.keys("-l").has("words compared: "+want.level, want.count)
	}
}

func TestAFaultyQueryIsToldAndNothingIsLost(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "المغرب", "<enter>").has("2 of 4")
	d.keys("s", "المغرب )")
	d.has("character 8: the bracket has no partner", "2 of 4")
	d.keys("<enter>").has("character 8: the bracket has no partner", "2 of 4")
	d.keys("<delete>", "<enter>").has("article 1 of 2", "2 of 4") // the cursor stood on it
	d.lacks("bracket")
}

// While it is typed, what can never be right is looked for as it stands, and on Enter
// it is a mistake.
func TestAFaultyQueryIsSearchedLiterallyWhileItIsTyped(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "المغرب date:20").has("2 of 4")
	d.lacks("no date")
	d.keys("15-13").has("0 of 4", "character 8: no date")
	d.keys("<enter>").has("0 of 4", "character 8: no date")
	d = start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "price dup:maybe").has("0 of 4", "character 7: dup is yes or no")
	d.keys("<esc>", "s", "price (سعر ").has("1 of 4")
	d.lacks("character")
	d.keys("| ) )").has("1 of 4", "character")
}

// The reader names the fields in the language of its words.
func TestAnUnknownFieldNamesTheKnownOnes(t *testing.T) {
	d := start(t, texts(), nil, nil, 140, 24)
	d.keys("s", "foo:bar", "<enter>")
	for english, arabic := range query.Fields() {
		d.has(english)
		if said := locale.Arabic().Text(locale.QueryUnknownField); !strings.Contains(said, arabic) {
			t.Errorf("%q does not name %s", said, arabic)
		}
	}
}

// The first line names the order that holds and how far the words of the query may
// differ, which is not always what bare words may.
func TestTheFirstLineNamesTheLevelOfTheQuery(t *testing.T) {
	for _, tt := range []struct{ query, order, level string }{
		{"الارهاب", "best first", "forms"},
		{`"الارهاب"`, "best first", "folded"},
		{`"مكافحة للارهاب" «النص»`, "best first", "folded"},
		{`"الارهاب" النص`, "best first", "forms"},
		{"=الإرهاب", "best first", "exact"},
		{`~الارهاب "النص"`, "best first", "forms"},
		{"ارهاب*", "best first", "folded"},
		{"words:>2", "newest first", ""},
		{"-القمح", "newest first", "forms"},
		{"/[a-z]/", "newest first", ""},
		{"title:alpha", "best first", "forms"},
	} {
		d := start(t, texts(), nil, nil, 80, 24)
		d.keys("s", tt.query, "<enter>")
		want := tt.order
		if tt.level != "" {
			want += " · " + tt.level
		}
		if got, _, _ := strings.Cut(d.line(0), "  "); got != want {
			t.Errorf("%s: the first line begins with %q, want %q", tt.query, got, want)
		}
		d.keys("St")
		if got, _, _ := strings.Cut(d.line(0), "  "); strings.Contains(got, "best") {
			t.Errorf("%s: sorted by title the first line begins with %q", tt.query, got)
		}
	}
}

// What was typed into the filter is searched for, be it a word of the language.
func TestTheFilterCanBeSearchedForWhateverItSays(t *testing.T) {
	articles := append(texts(), article(4, "epsilon", "this OR that NOT"))
	d := start(t, articles, nil, nil, 80, 24)
	d.keys("/", "OR -NOT", "<enter>").has("1 of 5", "epsilon", "search")
}

func TestFilterAndSearchAreOneChain(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "المغرب", "<enter>", "/", "gam", "<enter>")
	d.has("1 of 2", "filter", "search", "gamma")
	d.lacks("beta")
	d.keys("<esc>").has("2 of 4", "beta")
	d.keys("<esc>").has("4 new of 4")
	// Enter on a filter that no title matches searches the texts.
	d.keys("/", "القمح").has("0 of 4 titles", "Enter: the texts")
	d.keys("<enter>").has("1 of 4", "beta", "search")
	d.keys("B").has("4 new of 4")
}

func TestHistoryOfSearches(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "المغرب", "<enter>", "s", "القمح", "<enter>", "s", "<up>", "<up>", "<enter>")
	d.has("2 of 4", "gamma", "beta")
	d.keys("s", "<up>", "<up>", "<down>", "<enter>").has("2 of 4")
	d.keys("s", "<up>", "<down>").has("4 new of 4")
}

// Up in an empty input brings back what was typed there before, in every input.
func TestEveryInputHasAHistory(t *testing.T) {
	typed := func(d *driver) string { // the text of the input, at the near edge of the last line
		fields := strings.Fields(d.line(-1))
		return strings.Join(fields[max(0, len(fields)-2):], " ")
	}
	check := func(what string, d *driver, want string) {
		t.Helper()
		if got := typed(d); got != want {
			t.Errorf("%s: the last line ends with %q, want %q", what, got, want)
		}
	}
	for _, tt := range []struct {
		what string
		open []string // to where the input is
		key  string
	}{
		{"filter", nil, "/"},
		{"search", nil, "s"},
		{"find", []string{"<enter>"}, "/"},
		{"help", []string{"?"}, "/"},
		{"concordance", []string{"s", "المغرب", "<enter>", "c"}, "/"},
		{"contents", []string{"s", "المغرب", "<enter>", "i"}, "/"},
	} {
		d := start(t, texts(), nil, nil, 80, 24)
		d.keys(tt.open...)
		d.keys(tt.key, "a", "<enter>", tt.key, "e", "<enter>")
		d.keys(tt.key, "<up>")
		check(tt.what+" up", d, "e "+tt.key)
		d.keys("<up>")
		check(tt.what+" up, up", d, "a "+tt.key)
		d.keys("<down>")
		check(tt.what+" down", d, "e "+tt.key)
	}
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("/", "zz", "<enter>") // no title: the texts are searched
	d.keys("<esc>", "<esc>", "/", "<up>")
	check("filter that became a search", d, "zz /")
	// A word that is watched.
	d, _ = withBook(t, texts(), twoGroups)
	d.keys("w", "a", "alpha", "<enter>", "a", "<up>")
	check("watched word", d, "alpha a")
}

// An input that was just opened says nothing of what is not in it yet.
func TestAnEmptyInputFindsNothingToComplainOf(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "زرافة", "<enter>").has("0 of 4")
	d.keys("s").lacks("nothing found")
}

func TestFieldsAreCompleted(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "tit", "<tab>", "gamma")
	d.has("title:gamma", "1 of 4")
}

func TestSearchForTheWordUnderTheHit(t *testing.T) {
	d := start(t, texts(), nil, watch(t), 80, 24)
	d.keys("<enter>", "gs").has("no hit here")
	d.keys("n", "gs").has("2 of 4", "alpha", "gamma")
	d.keys("B").has("hit")
}

func TestSnippetsCanBeHidden(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "القمح", "<enter>").has("price")
	d.keys("-s").lacks("price")
}

// Articles that arrive are searched too, once they are taken in.
func TestSearchFindsWhatArrives(t *testing.T) {
	all := texts()
	d := follow(t, all[:2], nil, 80, 24)
	d.keys("s", "المغرب", "<enter>").has("1 of 2")
	d.arrive(all[2:]...)
	d.has("1 of 2", "2 arrived")
	d.keys("R").has("2 of 4", "gamma")
}

func TestSearchIsLeftAsItWas(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("j", "<enter>", "s", "الارهاب").lacks("price")
	d.keys("<esc>").has("price")
}

// Whatever is on the screen, a search changes no row's width.
func TestRowsOfASearchFillTheScreen(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {53, 19}, {59, 30}, {80, 24}, {110, 30}, {140, 40}, {300, 100}} {
		openSample(t, size[0], size[1]).keys("s", "الارهاب", "<enter>").filled(fmt.Sprint("search ", size), size[0], size[1])
	}
}

// A search in which there is nothing to look for is told of and not kept.
func TestNothingToLookFor(t *testing.T) {
	for _, text := range []string{"*", "=", "و", "~"} {
		d := start(t, texts(), nil, nil, 80, 24)
		d.keys("s", text, "<enter>").has("not looked for: ")
		d.keys("<esc>").has("4 new of 4")
	}
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "المغرب و").has("not looked for: ", "2 of 4")
}

// The first line names the order and the level only where they hold.
func TestTheOrderIsNamedAsItIs(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	d.keys("s", `"المغرب" | =x | المغر*`, "<enter>").has("best first")
	d.lacks("forms")
	d.keys("c").lacks("forms")
	d.keys("q", "s", "words:<900", "<enter>").has("newest first")
	d.lacks("forms", "best first")
	d.keys("<esc>", "Sr").has("takes a search")
	d.keys("s", "المغرب", "<enter>", "St").has("title")
	d.keys("Sr").has("best first · forms")
}

// The other keyboard's reading is offered when it finds something; names of fields
// stay.
func TestTheOtherReadingFindsSomething(t *testing.T) {
	for _, kind := range []string{"s", "/"} {
		d := start(t, three(), nil, nil, 100, 24)
		d.keys(kind, "hgrlp").has("Tab:")
		d.keys("<tab>").has("beta", "1 of 3")
		d.keys("<esc>", kind, "qqxxq").lacks("Tab:")
	}
	d := start(t, three(), nil, nil, 100, 24)
	d.keys("s", "title:hgrlp", "<tab>").has("title:", "1 of 3")
	d = start(t, three(), nil, nil, 100, 24)
	d.keys("j", "<enter>", "/", "kw", "<tab>").has("hit 1 of 1")
	d.keys("<esc>", "?", "/", "nnq").lacks("Tab:")
}

// A source is asked for as it is named, and no other that holds its name.
func TestSourcesAreAskedForByName(t *testing.T) {
	names := []string{`the "north"`, `south \ west`, "BBC عربي", "BBC", "-", "", "می\u200cخواهم", "صحيفة «الشرق»", "a\u200db", "x (y) | z", "و"}
	var all []*corpus.Article
	for i, name := range names {
		a := article(i, fmt.Sprint("t", i), "نص المغرب")
		a.Origin = &corpus.Origin{Source: name}
		all = append(all, a)
	}
	for i := range names {
		d := start(t, all, nil, nil, 100, 24)
		d.keys("i")
		for range i {
			d.keys("j")
		}
		d.keys("<enter>").has("1 of 11")
	}
}

func TestALongQuotationIsSearchedForInPart(t *testing.T) {
	a := article(0, "title", strings.Repeat("word ", 70)+"end.")
	d := start(t, []*corpus.Article{a, article(1, "other", "x")}, nil, nil, 80, 24)
	d.keys("<enter>", "/", "end", "<enter>", "v", "s").has("only the first 64 words", "1 of 2")
}

// What a regular expression finds is counted in the list, and n goes from one article
// to the next.
func TestHitsOfAPattern(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "/[a-z]+ سعر|form|in gamma/", "<enter>").has("2 of 4", "1 =")
	d.keys("<enter>").has("hit 1 of 1", "article 1 of 2")
	d.keys("n").has("hit 1 of 1", "article 2 of 2")
}
