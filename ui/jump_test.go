package ui_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"qari/model/corpus"
	"qari/ui"
)

// months are articles of two months and two sources, all of which a search finds.
func months() []*corpus.Article {
	var all []*corpus.Article
	for i, name := range []string{"alpha", "beta", "gamma", "delta"} {
		a := article(i, name, "in "+name+" المغرب")
		a.SetDate(corpus.Date{Time: time.Date(2020, time.Month(1+i/2), 1+i, 0, 0, 0, 0, time.UTC), Unit: corpus.Day})
		a.Origin = &corpus.Origin{Source: []string{"north", "south"}[i%2]}
		all = append(all, a)
	}
	return all
}

// Esc takes off one step after the other: filter, condition, form, search.
func TestEscTakesOffOneStep(t *testing.T) {
	d := start(t, months(), nil, nil, 120, 24)
	d.keys("s", "المغرب", "<enter>", "i", "/", "2020-01", "<enter>", "<enter>").has("2 of 4 · date 2020-01 · search")
	d.keys("i", "/", "north", "<enter>", "<enter>").has("1 of 2 · source north")
	d.keys("/", "alp", "<enter>").has("1 of 1 · filter")
	d.keys("<esc>").lacks("filter")
	d.has("1 of 2", "source north")
	d.keys("<esc>").has("2 of 4", "date 2020-01")
	d.lacks("source north")
	d.keys("<esc>").has("4 of 4")
	d.lacks("date 2020-01")
	d.keys("<esc>").has("4 new of 4")
}

func TestAConditionBindsAllAlternatives(t *testing.T) {
	d := start(t, months(), nil, nil, 120, 24)
	d.keys("s", "alpha | gamma", "<enter>").has("2 of 4")
	d.keys("/", "المغرب delta", "<enter>").has("0 of 4", "(alpha | gamma)")
	d.keys("<esc>").has("2 of 4")
}

// Words that no title has are looked for within what is searched for already.
func TestEnterOnAFilterKeepsTheSearch(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	d.keys("s", "المغرب", "<enter>").has("2 of 4")
	d.keys("/", "القمح", "<enter>").has("1 of 4", "beta")
	d.lacks("gamma")
	d.keys("<esc>").has("2 of 4", "gamma")
	d.keys("<esc>").has("4 new of 4")
}

func TestBackUndoesAFormThatIsLeftOut(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	d.keys("s", "الارهاب", "<enter>", "i", "/", "إرهابية", "<enter>", "<enter>").has("without", "1 of 4")
	d.keys("B").has("2 of 4", "gamma")
	d.lacks("without")
}

// A search that is typed and dropped, or is the same in the end, leaves everything
// as it was.
func TestATypedSearchThatIsDroppedChangesNothing(t *testing.T) {
	for _, keys := range [][]string{{"s", "x", "<esc>"}, {"s", "x", "<backspace>", "<up>", "<enter>"}, {"s", "<esc>"}} {
		all := texts()
		all[1].Text += " عمليات إرهابيين"
		d := start(t, all, nil, nil, 100, 24)
		d.keys("s", "الارهاب", "<enter>", "i", "/", "إرهابية", "<enter>", "<enter>", "j").has("without", "article 2 of 2")
		d.keys(keys...).has("without", "article 2 of 2")
		d.keys("<esc>").has("3 of 4")
		d.keys("<esc>").has("4 new of 4")
	}
}

func TestBackGivesTheGroupBack(t *testing.T) {
	d, _ := withBook(t, texts(), twoGroups)
	d.keys("2", "w", "<enter>").has("article 1 of 2", "group 1")
	d.keys("B").has("group 2", "alpha", "beta", "gamma", "delta")
}

// Sorting and other levels keep the cursor on its article.
func TestOtherOrdersKeepTheCursor(t *testing.T) {
	d := start(t, months(), nil, nil, 100, 24)
	d.keys("s", "المغرب", "<enter>", "Sd", "jj", "<enter>", "q")
	for _, keys := range []string{"St", "Sd", "Sd", "-l"} {
		d.keys(keys, "<enter>").has("in beta")
		d.keys("q")
	}
}

func TestNarrowingFromAnArticleShowsTheList(t *testing.T) {
	d := start(t, months(), nil, nil, 80, 24)
	d.keys("s", "المغرب", "<enter>", "<enter>").has("hit 1 of 1")
	d.keys("i", "/", "2020-02", "<enter>", "<enter>").has("gamma", "delta", "article 1 of 2")
	d.keys("B").has("hit 1 of 1")
}

// The list's position is told of an article that is on the list only.
func TestNoPositionOfAnArticleThatIsNotListed(t *testing.T) {
	d, b := withBook(t, texts(), twoGroups)
	d.keys("w", "<enter>", "<enter>", "n").has("far", "1 of 2")
	b.changes(d, "[[group]]\nname = \"risk\"\nwords = [\"zzz\"]\n")
	d.lacks("1 of ")
}

// From a concordance one comes to articles and back, with q and with B.
func TestBackToTheConcordance(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	d.keys("s", "الارهاب", "<enter>", "c", "j", "<enter>").has("hit 1 of 2")
	d.keys("B").has("line 2 of 3")
	d.keys("<enter>", "n", "B").has("hit 1 of 2")
	d.keys("q").has("line 2 of 3")
	d.keys("q").has("2 of 4", "alpha")
	d.keys("<enter>", "q").lacks("line 2 of 3") // it was left for good
}

// The concordance begins at the hit that is being read, and stays on its line when
// it is sorted.
func TestTheConcordanceKeepsItsLine(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	d.keys("s", "الارهاب", "<enter>", "j", "<enter>").has("hit 1 of 2")
	d.keys("c").has("line 2 of 3")
	for _, sort := range []string{"Sp", "Sf", "Sd", "Sn"} {
		d.keys(sort, "<enter>").has("hit 1 of 2")
		d.keys("q")
	}
}

func TestTheFilterOfAPageIsNamed(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	d.keys("s", "الارهاب", "<enter>", "c", "/", "middle", "<enter>").has("filter middle", "line 1 of")
	d.keys("<esc>").lacks("filter")
	d.keys("/", "zzz", "<enter>").has("Nothing matches. Esc drops the filter.")
}

// What is not shown of a line is not looked through.
func TestAConcordanceIsFilteredByWhatIsShown(t *testing.T) {
	a := article(0, "t", "hidden "+strings.Repeat("far ", 40)+"near المغرب after")
	b := article(1, "u", "near hidden المغرب")
	d := start(t, []*corpus.Article{a, b}, nil, nil, 80, 24)
	d.keys("s", "المغرب", "<enter>", "c", "/", "hidden", "<enter>").has("line 1 of 1")
	d.keys("<esc>", "gg", "/", "near", "<enter>").has("line 1 of 2")
}

// A page of very many lines is filtered as one of few.
func TestManyLinesAreFilteredApart(t *testing.T) {
	var all []*corpus.Article
	for i := range 40 {
		all = append(all, article(i, fmt.Sprint("t", i), strings.Repeat(fmt.Sprintf("no%d المغرب line\n\n", i), 400)))
	}
	d := start(t, all, nil, nil, 80, 24)
	d.keys("s", "المغرب", "<enter>", "c").has("16,000 lines in 40 articles")
	d.keys("/", "no7").has("no7")
	d.keys("<enter>").has("line 1 of 400", "filter")
	d.keys("Sp").has("line 1 of 400")
	d.keys("<esc>").has("of 16,000")
}

// Whatever order the answers come in: the last sort that is asked for holds.
func TestTheLastSortHolds(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "الارهاب", "<enter>")
	h := &inOrder{d: d}
	h.keys("c")
	h.run("sorted")
	h.keys("Sp")
	h.keys("Sd")
	h.run()
	d.has("sorted by date", "line 1 of 3")
}

// The counts of "what is in it" are of all articles that the header counts.
func TestRepeatsCountInWhatIsInIt(t *testing.T) {
	all := months()
	for _, i := range []int{1, 2} {
		all[i].SetCounts(&corpus.Counts{Words: 3, Digest: all[0].Counts().Digest})
	}
	d := start(t, all, nil, nil, 100, 24)
	d.keys("s", "المغرب", "<enter>").has("4 of 4", "article 1 of 2")
	d.keys("i").has("4 articles")
	got := ""
	for i := range 24 {
		if strings.Contains(d.line(i), "2020-01") {
			got = d.line(i)
		}
	}
	if !strings.Contains(got, " 2 ") {
		t.Errorf("the first month is counted as %q, want 2", got)
	}
	d.keys("q", "c").has("2 lines in 2 articles", "repeats once")
}

// A word that another group's longer one covers counts for its own group, and shows
// when that alone is asked for.
func TestGroupsDoNotStealHits(t *testing.T) {
	d, _ := withBook(t, texts(), "[[group]]\nname = \"long\"\nwords = [\"مكافحة الإرهاب\"]\n[[group]]\nname = \"short\"\nwords = [\"الإرهاب\"]\n")
	d.keys("<enter>", "n").has("hit 1 of 2") // the second one is of the long group
	d.keys("2").has("group 2", "hit 1 of 2")
	d.keys("n").has("hit 2 of 2")
	d.keys("1", "n").has("hit 1 of 1")
	d.keys("0", "q")
	d.keys("2", "c").has("3 lines in 2 articles")
	d.keys("q", "w", "/", "short")
	if got := strings.Fields(d.line(2)); len(got) < 2 || got[0] != "2" || got[1] != "2" {
		t.Errorf("the short word is counted as %q", d.line(2))
	}
}

// A listing that is made anew beside a new search does not lose where the cursor was
// to go: to the best.
func TestALaterListingDoesNotLoseTheTop(t *testing.T) {
	all := months()
	d := start(t, all, nil, nil, 100, 24)
	d.keys("s", "المغرب", "<enter>", "G").has("article 4 of 4")
	h := &inOrder{d: d}
	h.keys("s")
	h.keys("in")
	h.run("arrange")
	h.keys("\r")
	h.keys("H")
	h.keys("H")
	h.run()
	d.has("article 1 of 4")
}

// Lists that change leave the list of one group, and the cursor, until its words are
// counted anew.
func TestAChangedListKeepsTheRowsOfAGroup(t *testing.T) {
	d, b := withBook(t, texts(), twoGroups)
	d.keys("w", "<enter>", "j", "<enter>", "q").has("article 2 of 2")
	b.text = strings.Replace(b.text, "التطرف", "zzz", 1)
	b.changed <- b.read()
	h := &inOrder{d: d}
	h.take(d.change())
	h.run("countHits")
	h.run()
	d.has("article 2 of 2", "gamma")
}

func TestTheCursorStaysOnItsSourceWhileMoreIsCounted(t *testing.T) {
	all := texts()
	all[1].Origin = &corpus.Origin{Source: "risk"}
	d, _ := withBook(t, all, twoGroups)
	d.keys("s", "الارهاب | القمح", "<enter>")
	h := &inOrder{d: d}
	h.keys("i")
	h.run("gather")
	h.keys("jjj")
	before := h.d.screen()
	if !strings.Contains(before, "Enter narrows to it") {
		t.Fatalf("not on a source:\n%s", before)
	}
	h.run()
	d.keys("<enter>").has("source risk", "1 of 3")
}

func TestWordsThatWereAddedCanBeTypedAgain(t *testing.T) {
	d, _ := withBook(t, texts(), twoGroups)
	d.keys("w", "a", "المغرب", "<enter>", "a", "<up>", "<enter>").has("there already")
}

func TestNothingFoundShowsNoArticle(t *testing.T) {
	d := start(t, texts(), nil, nil, 140, 40)
	d.has("246 words")
	d.keys("s", "zzz").lacks("246 words")
	d.keys("<esc>").has("246 words")
}

func TestTheHitOfThePreviewCanBeSearchedFor(t *testing.T) {
	d := start(t, texts(), nil, nil, 140, 40)
	d.keys("s", "مكافحة", "<enter>").has("hit 1 of 1")
	d.keys("gs").has("1 of 4")
	d.lacks("no hit")
	d = start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "مكافحة", "<enter>", "<enter>", "q", "gs").has("no hit here")
}

// A search for a date or a source has no hits of its own: those of the watched words
// stay.
func TestConditionsAloneLeaveTheWatchedWords(t *testing.T) {
	d, _ := withBook(t, texts(), twoGroups)
	d.keys("s", "words:<900", "<enter>").has("4 of 4")
	d.keys("n", "<enter>", "n").has("group", "hit 1 of 1")
}

// Where there is no room for all of it, a query is cut rather than left out.
func TestALongQueryIsCut(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "alpha | "+strings.Repeat("abcdefgh | ", 9)+"beta", "<enter>")
	if first := d.line(0); !strings.Contains(first, "search alpha") || !strings.Contains(first, "2 of 4") {
		t.Errorf("the first line is %q", first)
	}
	d = start(t, texts(), nil, nil, 40, 10)
	d.keys("s", "المغرب", "<enter>")
	if last := d.line(-1); !strings.Contains(last, "2 of 4") || !strings.Contains(last, "search") {
		t.Errorf("the last line is %q", last)
	}
	d.keys("c")
	if last := d.line(-1); !strings.Contains(last, "gamma") && !strings.Contains(last, "beta") {
		t.Errorf("the last line is %q", last)
	}
}

// A group that is asked for after a search is what n visits; its hit stays the current
// one, and Esc gives the search back.
func TestAGroupAfterASearchIsAskedLast(t *testing.T) {
	d, _ := withBook(t, texts(), twoGroups)
	d.keys("s", "مكافحة | النص", "<enter>", "<enter>").has("hit ", "search")
	d.keys("1", "n").has("group 1 risk · hit 1 of 2")
	d.keys("n", "0", "n").has("search")
	d.keys("<esc>", "<esc>")
	d = start(t, three(), nil, watch(t), 80, 24)
	d.keys("<enter>", "n", "n").has("hit 2 of 3")
	d.keys("1").has("hit 2 of 3")
	d.keys("n").has("hit 3 of 3")
	d.keys("0").has("hit 3 of 3")
}

// q goes back through what narrows the list before it quits.
func TestQGoesBackBeforeItQuits(t *testing.T) {
	d, _ := withBook(t, months(), twoGroups)
	d.keys("s", "المغرب", "<enter>", "i", "/", "north", "<enter>", "<enter>", "/", "alpha", "<enter>").has("1 of 2 · filter")
	d.keys("q").has("2 of 4")
	d.keys("q").has("4 of 4")
	d.keys("q").has("4 new of 4")
	if d.quit {
		t.Fatal("it has quit before")
	}
	if d.keys("q"); !d.quit {
		t.Error("it does not quit")
	}
}

// The header counts what a group leaves.
func TestAGroupIsAStepOfTheChain(t *testing.T) {
	d, _ := withBook(t, texts(), twoGroups)
	d.keys("1").has("4 new of 4")
	d.keys("w", "j", "<enter>").has("1 of 4 · group 2 food")
	d.keys("<esc>", "s", "المغرب", "<enter>", "w", "j", "<enter>").has("1 of 2 · group 2 food · search")
	d.keys("c").has("group 2 food")
	d.keys("q", "i").has("group 2 food", "search")
	d.keys("q", "w").has("1 of 2 · group 2 food")
}

// The steps are counted in the order in which they were taken.
func TestTheLastStepIsCountedOfTheOneBefore(t *testing.T) {
	d := start(t, texts(), nil, nil, 120, 24)
	d.keys("/", "ma", "<enter>").has("1 of 4")
	d.keys("<esc>", "/", "ta", "<enter>").has("2 of 4") // beta, delta
	d.keys("s", "المغرب").has("1 of 2")
	d.keys("<enter>").has("1 of 2 · search", "filter ta · 4")
}

func TestWhatAPatternFindsIsNoForm(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", "/[a-z]+ سعر/ القمح", "<enter>", "i").has("forms that matched")
	d.lacks("price")
	d.keys("q", "s", "/[a-z]+ سعر/", "<enter>", "i").lacks("forms that matched")
}

func TestKeysThatHaveNothingToDoSayWhy(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("3").has("no watched words yet")
	d.keys("s", "zzz", "<enter>", "c").has("nothing found")
	d, b := withBook(t, texts(), twoGroups)
	d.keys("6").has("there is no such group")
	// Lists that cannot be read are told of as long as they cannot.
	b.changed <- ui.Watched{Err: errors.New("watch.toml:5: no end")}
	d.send(d.change())
	d.has("watch.toml:5")
	d.keys("j", "w").has("watch.toml:5")
	b.changes(d, twoGroups)
	d.keys("j").lacks("watch.toml:5")
}

// What is open at the end of a search is closed when it is kept.
func TestAnOpenQuotationIsClosedOnEnter(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("s", `"القمح`, "<enter>").has("1 of 4", `"`)
	d.keys("s", "القمح |", "<enter>").has("1 of 4")
}

// The cursor of a page stays where its filter began, or on the line that was chosen.
func TestAFilterOfAPageGivesTheLineBack(t *testing.T) {
	d, _ := withBook(t, texts(), twoGroups)
	d.keys("w", "j").has("group 2 of 2")
	d.keys("/", "zz", "<esc>").has("group 2 of 2")
	d.keys("/", "zz", "<enter>", "<esc>").has("group 2 of 2")
	d.keys("gg", "/", "food", "<enter>", "<esc>").has("group 2 of 2")
	d.keys("/", "risk", "<esc>").has("group 2 of 2")
	d.keys("/", "o").has("1 of 2")
}

// The keys that may follow are named without what they have in common.
func TestWhatMayFollowIsNamedShortly(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("S").has("d date", "t title", "s source", "w length", "h hits")
}
