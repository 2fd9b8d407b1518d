package ui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"qari/model/corpus"
)

// held is a driver whose commands wait until they are released, as they do in
// life when keys are typed fast.
type held struct {
	*driver
	cmds []tea.Cmd
}

func (h *held) press(typed ...string) {
	for _, text := range typed {
		key := tea.KeyPressMsg{Text: text}
		if text == "<enter>" {
			key = tea.KeyPressMsg{Code: tea.KeyEnter}
		} else {
			key.Code = []rune(text)[0]
		}
		var cmd tea.Cmd
		h.model, cmd = h.model.Update(key)
		h.cmds = append(h.cmds, cmd)
	}
}

// release runs what was held, the last first if reversed.
func (h *held) release(reversed bool) {
	cmds := h.cmds
	h.cmds = nil
	for i := range cmds {
		if reversed {
			h.run(cmds[len(cmds)-1-i])
		} else {
			h.run(cmds[i])
		}
	}
}

// large is an article that is prepared away from the screen.
func large(i int, title string) *corpus.Article {
	return article(i, title, title+" text "+strings.Repeat("كلمة بين الكلمات ", 3000))
}

func TestListsWithNothingBesideTitles(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {50, 24}, {80, 24}, {120, 24}, {200, 50}} {
		d := start(t, three(), nil, nil, size[0], size[1])
		d.has("alpha", "gamma")
	}
}

func TestAFindThatIsTypedBeforeTheArticleIsThere(t *testing.T) {
	for _, reversed := range []bool{false, true} {
		h := &held{driver: start(t, []*corpus.Article{large(0, "alpha"), article(1, "beta", "x")}, nil, nil, 80, 24)}
		h.press("<enter>", "/", "t", "e", "x", "t")
		h.release(reversed)
		h.has("alpha")
		h.keys("<enter>")
		h.has("hit 1 of 1")
	}
}

func TestOnePressMayHoldTwoKeys(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	d.keys("?")
	d.send(tea.KeyPressMsg{Code: 'ض', Text: "ض\u064e"})
	d.has("alpha")
	if d.quit {
		t.Error("the second key was not meant for the list")
	}
}

func TestSpaceTypedAheadSkipsNoArticle(t *testing.T) {
	short := []*corpus.Article{article(0, "alpha", "one"), article(1, "beta", "two"), article(2, "gamma", "three")}
	h := &held{driver: start(t, short, nil, nil, 80, 24)}
	h.press("<enter>", " ")
	h.release(false)
	h.has("two", "2 of 3")
	long := []*corpus.Article{large(0, "alpha"), large(1, "beta"), large(2, "gamma")}
	h = &held{driver: start(t, long, nil, nil, 80, 24)}
	h.press("<enter>", " ", " ", " ")
	h.release(false)
	h.has("1 of 3", "alpha")
}

func TestPlacesAreThoseOfTheirArticles(t *testing.T) {
	h := &held{driver: start(t, []*corpus.Article{large(0, "alpha"), large(1, "beta"), large(2, "gamma")}, nil, nil, 80, 24)}
	h.keys("<enter>", "dddd")
	h.press("J", "J")
	h.release(false)
	h.keys("K")
	h.has("beta text")
}

func TestTheScreenIsNotTurnedByAFilter(t *testing.T) {
	en := article(5, "omega english", "text")
	en.RTL = false
	d := start(t, append(three(), en), nil, watch(t), 120, 24)
	for _, query := range []string{"omega", "zzz"} {
		d.keys("/", query)
		if strings.HasPrefix(d.line(0), "corpus") {
			t.Errorf("turned round by %q", query)
		}
		d.keys("<esc>")
	}
}

func TestManyResizesKeepThePlace(t *testing.T) {
	var b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&b, "w%04d ", i)
	}
	d := start(t, []*corpus.Article{article(0, "a", b.String()), article(1, "b", "x")}, nil, nil, 80, 24)
	d.keys("<enter>", strings.Repeat("d", 20))
	was := d.line(2)
	for range 3 {
		for w := 80; w >= 50; w-- {
			d.send(tea.WindowSizeMsg{Width: w, Height: 24})
		}
		for w := 50; w <= 80; w++ {
			d.send(tea.WindowSizeMsg{Width: w, Height: 24})
		}
	}
	if d.line(2) != was {
		t.Errorf("was at %q, is at %q", was, d.line(2))
	}
}

func TestNextParagraphNeverGoesBack(t *testing.T) {
	d := start(t, []*corpus.Article{article(0, "a", "z"), article(1, "b", strings.Repeat("كلمة بين الكلمات ", 600))}, nil, nil, 80, 24)
	d.keys("j", "<enter>", "dd", "}")
	d.has("100 %")
}

func TestOptionsKeepTheCurrentHit(t *testing.T) {
	d := start(t, three(), nil, watch(t), 80, 24)
	d.keys("<enter>", "n", "n", "-x")
	d.has("hit 2 of 3")
	d.keys("-m", "-w", "-p")
	d.has("hit 2 of 3")
}

func TestRawKeepsTheCurrentHitAndTheTop(t *testing.T) {
	d := start(t, three(), nil, watch(t), 80, 24)
	d.keys("<enter>", "rr")
	d.has("start", "alpha")
	d.keys("nn", "r")
	d.has("hit 2 of 3", "middle")
}

func TestBackGivesTheRowBack(t *testing.T) {
	d := start(t, three(), nil, watch(t), 80, 24)
	d.keys("G", "/", "الارهاب", "<enter>", "B")
	d.has("article 3 of 3")
}

func TestNoReadingPaneWithoutAnArticle(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	d.keys("/", "zzz", "<enter>", "z", "z", "<esc>")
	d.send(tea.WindowSizeMsg{Width: 81, Height: 24})
	d.has("beta")
}

func TestASingleArticleIsOpenedAndRead(t *testing.T) {
	for _, width := range []int{80, 120} {
		d := start(t, three()[:1], nil, nil, width, 24)
		d.has("start")
		d.keys("zz")
		d.has("0 new of 1")
	}
}

func TestTheWheelOverTheLastLineMovesWhatIsRead(t *testing.T) {
	var many []*corpus.Article
	for i := range 60 {
		many = append(many, article(i, fmt.Sprint("t", i), "x"))
	}
	d := start(t, many, nil, nil, 80, 24)
	d.keys("<enter>")
	d.send(tea.MouseWheelMsg{X: 10, Y: 23, Button: tea.MouseWheelDown})
	d.has("1 of 60")
}

func TestFlagsAreNamedWhileReading(t *testing.T) {
	list := three()
	list[1].Flags = corpus.Deceiving
	d := start(t, list, nil, nil, 80, 24)
	d.keys("j", "<enter>")
	d.has("deceiving controls")
}

func BenchmarkAllRead100000(b *testing.B) {
	list := make([]*corpus.Article, 100_000)
	for i := range list {
		list[i] = article(i, fmt.Sprintf("عنوان المقال رقم %d", i), "نص")
	}
	d := start(b, list, nil, nil, 80, 24)
	for b.Loop() {
		d.model, _ = d.model.Update(tea.KeyPressMsg{Code: 'A', Text: "A"})
		d.model, _ = d.model.Update(tea.KeyPressMsg{Code: 'y', Text: "y"})
		b.StopTimer()
		d.model, _ = d.model.Update(tea.KeyPressMsg{Code: 'I', Text: "I"})
		b.StartTimer()
	}
}
