package ui_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestConcordanceLinesUpTheHits(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("c").has("nothing to line up")
	d.keys("s", "الارهاب", "<enter>", "c")
	d.has("3 lines in 2 articles", "sorted by the word after", "forms", "line 1 of 3", "middle", "far")
	// Sorted by the word after: end, then middle, then the Arabic one.
	if !strings.Contains(d.line(1), "end") || !strings.Contains(d.line(2), "middle") {
		t.Errorf("not sorted by the word after:\n%s", d.screen())
	}
	d.keys("Sp").has("sorted by the word before")
	d.keys("Sf").has("sorted by form")
	d.keys("Ss").has("sorted by source")
	d.keys("Sd").has("sorted by date")
	d.keys("Sn", "/", "form", "<enter>").has("line 1 of 1")
	d.keys("<enter>").has("hit 1 of 1", "gamma", "form")
	d.keys("q").has("line 1 of 1", "sorted by the word after")
	d.keys("<esc>").has("line 3 of 3") // it stays
	d.keys("gg", "n").has("gamma")
	d.keys("N").has("alpha")
	d.keys("y").has("copied")
	if !strings.Contains(d.saved, "للإرهاب end") {
		t.Errorf("copied %q", d.saved)
	}
	d.keys("q").has("2 of 4")
}

func TestConcordanceOfWatchedWords(t *testing.T) {
	d := start(t, three(), nil, watch(t), 80, 24)
	d.keys("c").has("6 lines in 3 articles", "watched words")
	d.keys("q", "2", "c").has("1 line in 1 article", "beta")
	d.keys("<enter>").has("beta", "hit 1 of 1")
}

func TestWhatIsInTheList(t *testing.T) {
	d := start(t, texts(), nil, watch(t), 80, 24)
	d.keys("i").has("what is in it", "4 articles", "watched groups, articles")
	d.keys("q", "s", "الارهاب", "<enter>", "i")
	d.has("forms that matched, hits", "Enter leaves it out")
	if got := strings.Join(strings.Fields(d.line(2)), " "); !strings.Contains(got, "1") {
		t.Errorf("the first form is counted as %q", got)
	}
	// Two of three forms are left out: one article goes, and comes back with Esc.
	d.keys("/", "إرهابية", "<enter>", "<enter>").has("without", "1 of 4", "alpha")
	d.lacks("gamma")
	d.keys("<esc>").has("2 of 4", "gamma")
	d.keys("i", "/", "خطر", "<enter>", "<enter>").has("group 1")
	d.keys("<esc>", "<esc>").has("new of 4")
}

func TestNarrowingToASourceOrMonth(t *testing.T) {
	d := openSample(t, 120, 40)
	d.keys("i", "/", "2025", "<enter>", "<enter>").has("22 of 27 · date 2025-11")
	d.keys("B").has("new of 27")
}

func TestPagesOfASearchFillTheScreen(t *testing.T) {
	for _, keys := range [][]string{{"c"}, {"i"}, {"s", "الارهاب", "<enter>", "c"}, {"s", "الارهاب", "<enter>", "i"}} {
		for _, size := range [][2]int{{40, 10}, {59, 30}, {80, 24}, {110, 30}, {300, 100}} {
			openSample(t, size[0], size[1]).keys(keys...).filled(fmt.Sprint(keys, size), size[0], size[1])
		}
	}
}
