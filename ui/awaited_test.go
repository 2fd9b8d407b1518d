package ui_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"qari/data/config"
	"qari/model/corpus"
	"qari/ui"
)

// Keys are typed before the list has come that they are meant for, and lists of watched
// words change under pages: whatever comes when, what was asked for is what happens.

// swapped are the two groups in the other order.
const swapped = "[[group]]\nname = \"food\"\nwords = [\"القمح\"]\n[[group]]\nname = \"risk\"\nwords = [\"الإرهاب\", \"التطرف\"]\n"

func TestEscGivesTheRowBackBeforeAnyAnswer(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	d.keys("<down>").has("article 2 of 4")
	d.keys("s", "و", "<down>", "<esc>").has("article 2 of 4")
	h := &inOrder{d: d}
	h.keys("s")
	h.run()
	h.keys("x")
	h.run("runSearch")
	h.take(tea.KeyPressMsg{Code: tea.KeyDown})
	h.take(tea.KeyPressMsg{Code: tea.KeyEscape})
	h.run()
	d.has("article 2 of 4")
}

func TestBackBeforeTheAnswer(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	d.keys("jj").has("article 3 of 4")
	h := &inOrder{d: d}
	h.keys("/القمح")
	h.run()
	h.keys("\r")
	h.run("runSearch")
	h.keys("B")
	h.run()
	d.has("article 3 of 4")
}

func TestEnterWaitsForTheList(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	d.keys("jj", "s", "القمح", "<enter>").has("1 of 4")
	h := &inOrder{d: d}
	h.keys("B\rq")
	h.run()
	d.has("article 3 of 4", "3 new of 4")
}

func TestAllThatIsListedIsAskedForWhenItIsListed(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	h := &inOrder{d: d}
	h.keys("s")
	h.run()
	h.keys("القمح\r")
	h.run("runSearch")
	h.keys("Ay")
	h.run()
	d.has("marked as read: 1 article")
	d.keys("<esc>").has("3 new of 4")
}

func TestPagesAreAboutTheListThatWasAskedFor(t *testing.T) {
	d := start(t, months(), nil, nil, 120, 24)
	d.keys("s", "المغرب", "<enter>", "i", "/", "2020-01", "<enter>", "<enter>").has("2 of 4 · date 2020-01")
	h := &inOrder{d: d}
	h.take(tea.KeyPressMsg{Code: tea.KeyEscape})
	h.keys("c")
	h.run()
	d.has("4 lines in 4")
}

// A search that is dropped before its answer leaves nothing to wait for.
func TestNothingIsAwaitedForEver(t *testing.T) {
	d := start(t, texts(), nil, watch(t), 100, 24)
	h := &inOrder{d: d}
	h.keys("s")
	h.run()
	h.keys("المغرب\r")
	h.run("runSearch")
	h.keys("G")
	h.run("runSearch")
	h.keys("B")
	h.run("runSearch")
	h.take(tea.KeyPressMsg{Code: tea.KeyEscape})
	h.run()
	d.has("4 new of 4")
	d.keys("jj", "c").has("line 1 of")
}

// B comes back to a hit of the search that was on then, though the article is the one
// that is open.
func TestBackToAHitOfAnotherSearch(t *testing.T) {
	d := start(t, texts(), nil, nil, 100, 24)
	d.keys("s", "الارهاب", "<enter>", "Sd", "<enter>", "n").has("hit 2 of 2")
	d.keys("s", "مكافحة", "<enter>", "<enter>").has("hit 1 of 1")
	d.keys("B", "B").has("hit 2 of 2")
}

func TestAWordIsAddedToTheGroupThatWasShown(t *testing.T) {
	d, b := withBook(t, texts(), twoGroups)
	d.keys("s", "المغرب", "<enter>", "a").has("risk", "food")
	b.changes(d, swapped)
	d.lacks("a new group") // the page chose among what was
	d.keys("a", "/", "risk", "<enter>", "<enter>")
	groups, err := config.Keywords("", []byte(b.text))
	if err != nil || len(groups[1].Words) != 3 || len(groups[0].Words) != 1 {
		t.Errorf("%v: the list is\n%s", err, b.text)
	}
	// The word that was taken out comes back to its own group.
	d.keys("<esc>", "w", "j", "x", "<enter>").has("taken out:")
	b.changes(d, twoGroups)
	d.keys("U")
	if groups, err := config.Keywords("", []byte(b.text)); err != nil || len(groups[1].Words) != 1 {
		t.Errorf("%v: the list is\n%s", err, b.text)
	}
}

func TestGroupsKeepTheirNames(t *testing.T) {
	d, b := withBook(t, texts(), twoGroups)
	d.keys("i").has("risk", "food")
	b.changes(d, swapped)
	d.keys("/", "risk", "<enter>", "<enter>").has("alpha", "gamma", "risk")
	b.changes(d, twoGroups)
	d.has("alpha", "gamma", "group 1 risk")
	d.keys("B", "B").lacks("group 1")
}

// What is in the list counts the groups until all is counted.
func TestGroupsInTheListAreCountedToTheEnd(t *testing.T) {
	d, b := withBook(t, texts(), twoGroups)
	h := &inOrder{d: d}
	b.text = "[[group]]\nname = \"risk\"\nwords = [\"القمح\"]\n"
	b.changed <- b.read()
	h.take(d.change())
	h.run("countHits")
	h.keys("i")
	h.run("countHits", "Tick")
	h.run()
	d.has("risk")
}

// A list of one group is made anew though articles wait that came while it was counted.
func TestAGroupIsListedAnewBesideArrivals(t *testing.T) {
	b := &book{text: twoGroups, changed: make(chan ui.Watched, 1)}
	w := b.read()
	d := &driver{t: t, feed: make(chan corpus.Batch, 1), following: true, watcher: b, editable: w.Editable}
	d.feed <- corpus.Batch{Articles: texts(), Loaded: true}
	d.open(w.Words, 80, 24)
	d.keys("w", "<enter>").has("alpha", "gamma")
	h := &inOrder{d: d}
	b.text = "[[group]]\nname = \"risk\"\nwords = [\"القمح\"]\n"
	b.changed <- b.read()
	h.take(d.change())
	h.run("countHits")
	d.feed <- corpus.Batch{Articles: []*corpus.Article{article(7, "late", "متأخر")}}
	h.take(d.take())
	h.run()
	d.has("beta")
	d.lacks("alpha")
}

// A filter of a concordance holds for what is shown after a change of the size, though
// its lines are being sorted.
func TestAFilterHoldsThroughResizeAndSort(t *testing.T) {
	var all []*corpus.Article
	for i := range 3 {
		all = append(all, article(i, fmt.Sprint("t", i), "المغرب "+strings.Repeat("word ", 10)+"far "+strings.Repeat("word ", 10)))
	}
	d := start(t, all, nil, nil, 200, 24)
	d.keys("s", "المغرب", "<enter>", "c", "/", "far", "<enter>").has("line 1 of 3")
	h := &inOrder{d: d}
	h.keys("Sp")
	h.take(tea.WindowSizeMsg{Width: 60, Height: 24})
	h.run()
	d.has("Nothing matches")
}

// The other keyboard's reading is offered within what narrows the list only.
func TestTheOtherReadingHeedsWhatNarrows(t *testing.T) {
	d := start(t, months(), nil, nil, 120, 24)
	d.keys("i", "/", "2020-01", "<enter>", "<enter>").has("2 of 4")
	d.keys("s", "لشةةش").lacks("Tab:") // gamma
	d.keys("<esc>", "<esc>", "s", "لشةةش").has("Tab: gamma")
}

// Pages are looked through while what they show is made anew.
func TestAnOfferLooksAtASnapshot(t *testing.T) {
	var all []*corpus.Article
	for i := range 2000 {
		all = append(all, article(i, fmt.Sprint("t", i), strings.Repeat("المغرب إرهاب ", 40)))
	}
	d := start(t, all, nil, nil, 100, 24)
	d.keys("s", "المغرب", "<enter>")
	h := &inOrder{d: d}
	h.keys("i")
	h.run("gather", "offerOther")
	h.keys("/qzqzq")
	var offers, rest []tea.Cmd
	for _, c := range h.waiting {
		if called(c, "offerOther") {
			offers = append(offers, c)
		} else {
			rest = append(rest, c)
		}
	}
	h.waiting = rest
	var wg sync.WaitGroup
	done := make(chan bool)
	for _, c := range offers {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					c()
				}
			}
		})
	}
	h.run()
	close(done)
	wg.Wait()
}

func TestTooManyWordsAreToldOf(t *testing.T) {
	d := start(t, texts(), nil, nil, 120, 24)
	var alternatives []string
	for i := range 50 {
		alternatives = append(alternatives, fmt.Sprint("a", i))
	}
	d.keys("s", "القمح | "+strings.Join(alternatives, " | "), "<enter>").has("1 of 4")
	d.keys("/", strings.TrimSpace(strings.Repeat("zzz ", 20)), "<enter>").has("too many parts", "beta")
}
