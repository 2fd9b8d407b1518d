package ui_test

import (
	"bytes"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/model/corpus"
	"qari/model/search"
)

// inOrder runs commands in an order that a test chooses, as they may end in any.
type inOrder struct {
	d       *driver
	waiting []tea.Cmd
}

func called(cmd tea.Cmd, name string) bool {
	return strings.Contains(runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name(), name)
}

func (h *inOrder) take(msg tea.Msg) {
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, cmd := range batch {
			h.wait(cmd)
		}
		return
	}
	if msg != nil {
		var cmd tea.Cmd
		h.d.model, cmd = h.d.model.Update(msg)
		h.wait(cmd)
	}
}

func (h *inOrder) wait(cmd tea.Cmd) {
	if cmd != nil && !waits(cmd) {
		h.waiting = append(h.waiting, cmd)
	}
}

// run runs all commands but those of some names, and those that wait for articles.
func (h *inOrder) run(but ...string) {
	for i := 0; i < len(h.waiting); i++ {
		cmd := h.waiting[i]
		stays := takesBatch(cmd) && len(h.d.feed) == 0
		for _, name := range but {
			stays = stays || called(cmd, name)
		}
		if !stays {
			h.waiting = append(h.waiting[:i:i], h.waiting[i+1:]...)
			h.take(cmd())
			i = -1
		}
	}
}

func (h *inOrder) keys(text string) {
	for _, r := range text {
		key := tea.KeyPressMsg{Code: r, Text: string(r)}
		if r == '\r' {
			key.Text = ""
		}
		h.take(key)
	}
}

// A search that was under way while the index grew for the last time is asked once
// more.
func TestASearchBesideTheLastGrowthIsWhole(t *testing.T) {
	all := texts()
	d := follow(t, all[:2], nil, 80, 24)
	h := &inOrder{d: d, waiting: []tea.Cmd{d.take}}
	d.feed <- corpus.Batch{Articles: all[2:]}
	h.run("extend")
	h.keys("s")
	h.keys("المغرب")
	h.run("extend", "runSearch")
	h.run("runSearch")
	h.run()
	d.keys("<enter>", "R").has("2 of 4")
}

// What was kept of an index is taken though the loading ends while a part of it is.
func TestAKeptIndexIsTakenToItsEnd(t *testing.T) {
	all := make([]*corpus.Article, 40)
	for i := range all {
		all[i] = article(i, fmt.Sprint("t", i), fmt.Sprint("المغرب ", i))
	}
	x := search.Index{Segment: 1}
	for x.Extend(t.Context(), all) {
	}
	var kept bytes.Buffer
	if _, err := x.Snapshot().WriteTo(&kept); err != nil {
		t.Fatal(err)
	}
	written := 0
	d := &driver{
		t: t, feed: make(chan corpus.Batch, 4), following: true,
		kept: func() *search.Kept {
			k, err := search.Read(bytes.NewReader(kept.Bytes()), int64(kept.Len()))
			if err != nil {
				t.Fatal(err)
			}
			return k
		},
		keep: func(search.Snapshot) error { written++; return nil },
	}
	d.feed <- corpus.Batch{Articles: all[:20]}
	d.open(nil, 80, 24)
	h := &inOrder{d: d, waiting: []tea.Cmd{d.take}}
	d.feed <- corpus.Batch{Articles: all[20:30]}
	h.run("adopt")
	d.feed <- corpus.Batch{Articles: all[30:], Loaded: true}
	h.run("adopt")
	h.run()
	if written > 0 {
		t.Errorf("the index was made anew, and kept %d times", written)
	}
}

// The pages that are filled part by part are drawn while commands gather.
func TestPagesAreDrawnWhileTheyFill(t *testing.T) {
	for _, key := range []string{"c", "i"} {
		var all []*corpus.Article
		for i := range 3000 {
			all = append(all, article(i, fmt.Sprint("t", i), strings.Repeat("سطر في النص عن المغرب\n\n", 40)))
		}
		d := start(t, all, nil, nil, 80, 24)
		d.keys("s", "المغرب", "<enter>")
		msgs := make(chan tea.Msg, 100)
		var wg sync.WaitGroup
		do := func(cmd tea.Cmd) {
			if cmd != nil {
				wg.Go(func() { msgs <- cmd() })
			}
		}
		var cmd tea.Cmd
		d.model, cmd = d.model.Update(tea.KeyPressMsg{Code: rune(key[0]), Text: key})
		do(cmd)
		for end := time.Now().Add(time.Second); time.Now().Before(end); {
			select {
			case msg := <-msgs:
				if batch, ok := msg.(tea.BatchMsg); ok {
					for _, cmd := range batch {
						do(cmd)
					}
				} else if msg != nil {
					d.model, cmd = d.model.Update(msg)
					do(cmd)
				}
			default:
				_ = d.model.View()
			}
		}
		wg.Wait()
	}
}

func TestAGroupThatIsGoneNarrowsNothing(t *testing.T) {
	d, b := withBook(t, texts(), twoGroups)
	d.keys("i")
	b.changes(d, "[[group]]\nname = \"one\"\nwords = [\"zzz\"]\n")
	d.keys("/", "food", "<enter>", "<enter>", "<esc>", "<esc>").has("alpha", "beta")
}

func TestEscAfterSLeavesOneInTheArticle(t *testing.T) {
	d := start(t, texts(), nil, nil, 80, 24)
	d.keys("j", "<enter>").has("price")
	d.keys("s", "<esc>").has("price", "words, 1 min")
}

func TestNarrowingKeepsTheFormsThatAreLeftOut(t *testing.T) {
	all := texts()
	all[0].Text += " الإرهابيين"
	d := start(t, all, nil, nil, 100, 24)
	d.keys("s", "الارهاب", "<enter>", "i", "/", "إرهابية", "<enter>", "<enter>").has("without", "1 of 4")
	d.keys("i", "/", "not known", "<enter>", "<enter>").has("without", "not known", "1 of 1")
	d.lacks("gamma")
}

func TestTheOverviewCountsAnewAfterAChange(t *testing.T) {
	d, _ := withBook(t, texts(), twoGroups)
	d.keys("w", "j")
	if strings.Fields(d.line(3))[0] != "1" {
		t.Fatalf("food: %q", d.line(3))
	}
	d.keys("a", "المغرب", "<enter>")
	if strings.Fields(d.line(3))[0] != "2" {
		t.Errorf("food: %q", d.line(3))
	}
	d.keys("a", "المغرب", "<enter>").has("there already")
}

// Whatever is filtered or resized: lines that are there are on the screen.
func TestALongPageIsNeverBlank(t *testing.T) {
	a := article(0, "t", strings.Repeat("middle المغرب line\n\n", 100)+"مكافحة المغرب end")
	d := start(t, []*corpus.Article{a}, nil, nil, 80, 24)
	d.keys("s", "المغرب", "<enter>", "c", "G", "/", "end")
	if !strings.Contains(d.line(1), " end ") {
		t.Errorf("the line that is found is not shown:\n%s", d.screen())
	}
	d.keys("<enter>", "<esc>", "G")
	d.send(tea.WindowSizeMsg{Width: 80, Height: 12})
	d.send(tea.WindowSizeMsg{Width: 80, Height: 40})
	if n := strings.Count(d.screen(), "line"); n < 30 {
		t.Errorf("%d lines on a screen of 40:\n%s", n, d.screen())
	}
}

// Articles that come later repeat earlier ones, too.
func TestRepeatsAreThoseOfNow(t *testing.T) {
	twin := func(i int, digest uint64) *corpus.Article {
		a := article(i, fmt.Sprint("t", i), "نص عن المغرب")
		a.SetCounts(&corpus.Counts{Words: 3, Digest: digest})
		return a
	}
	d := follow(t, []*corpus.Article{twin(0, 7), twin(1, 8)}, nil, 80, 24)
	d.keys("s", "المغرب dup:no", "<enter>").has("2 of 2")
	d.arrive(twin(2, 7), twin(3, 7))
	d.keys("R").has("2 of 4")
}
