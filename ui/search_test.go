package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"qari/model/corpus"
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
