package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"qari/model/corpus"
)

// dated is an article of a day.
func dated(i int, title, day string) *corpus.Article {
	a := article(i, title, "نص عن "+title)
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		a.SetDate(corpus.Date{Time: t, Unit: corpus.Day})
	}
	return a
}

func TestArrivalsWaitUntilTheyAreTakenIn(t *testing.T) {
	d := follow(t, []*corpus.Article{dated(0, "alpha", "2025-11-03"), dated(1, "beta", "2025-11-01")}, watch(t), 80, 24)
	d.keys("R")
	d.has("nothing has arrived")
	d.keys("j")
	before := d.screen()
	d.arrive(dated(2, "gamma القمح القمح", "2025-11-02"))
	d.arrive(dated(3, "delta", "2025-11-04"), dated(4, "epsilon", "2025-11-05"))
	if d.line(-1) == strings.Split(before, "\n")[23] || strings.Join(strings.Split(before, "\n")[:23], "\n") != strings.Join(strings.Split(d.screen(), "\n")[:23], "\n") {
		t.Errorf("more than the last line has changed:\n%s", d.screen())
	}
	d.has("article 2 of 2", "3 arrived: R", "2 new of 2")
	d.keys("/", "gamma")
	d.has("0 of 2 titles")
	d.keys("<esc>", "R")
	d.has("3 articles taken in", "5 new of 5")
	d.keys("I")
	d.lacks("arrived")
	d.has("article 5 of 5", "4 new of 5") // the cursor is still on beta
	for title, bar := range map[string]string{"epsilon": " •│", "delta": " •│", "alpha": " • ", "gamma": " •│", "beta": "  ┃"} {
		found := false
		for line := range strings.Lines(d.screen()) {
			found = found || strings.Contains(line, title) && strings.HasSuffix(strings.TrimSuffix(line, "\n"), bar)
		}
		if !found {
			t.Errorf("%s has not the bar %q:\n%s", title, bar, d.screen())
		}
	}
	d.keys("/", "gamma")
	d.has("4.", "1 of 5") // its hits were counted while it waited
}

// What arrives uncounted is counted while it waits.
func TestArrivalsAreCounted(t *testing.T) {
	d := follow(t, three(), nil, 80, 24)
	a := &corpus.Article{ID: "a", Title: "أول", Text: "نص من أربع كلمات"}
	d.arrive(a)
	if c := a.Counts(); c == nil || c.Words != 4 {
		t.Errorf("counts %v", c)
	}
}

// The marks are those of the last that were taken in; the Arabic keyboard takes
// in, too.
func TestMarksOfArrivalsAreThoseOfTheLast(t *testing.T) {
	d := follow(t, []*corpus.Article{dated(0, "alpha", "")}, nil, 80, 24)
	d.arrive(dated(1, "beta", ""))
	d.keys("\u064c")
	d.has("1 article taken in")
	if got := strings.Count(d.screen(), "│"); got != 1 {
		t.Errorf("%d marks, want one:\n%s", got, d.screen())
	}
	d.arrive(dated(2, "gamma", ""), dated(3, "delta", ""))
	d.has("2 arrived: R")
	d.keys("R")
	if got := strings.Count(d.screen(), "│"); got != 2 {
		t.Errorf("%d marks, want those of the last two:\n%s", got, d.screen())
	}
}

// An article that is being read stays where it is while a thousand arrive, and
// when they are taken in.
func TestReadingStaysPutWhileAThousandArrive(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {140, 40}, {40, 10}} {
		d := follow(t, three(), watch(t), size[0], size[1])
		d.keys("<enter>", "n", "j", "j", "j")
		text := func() string {
			lines := strings.Split(d.screen(), "\n")
			for i, line := range lines {
				if size[0] == 140 { // without the list at the right
					r := []rune(line)
					lines[i] = string(r[:min(len(r), 84)])
				}
			}
			return strings.Join(lines[1:len(lines)-1], "\n")
		}
		before := text()
		for n := range 10 {
			list := make([]*corpus.Article, 100)
			for i := range list {
				list[i] = dated(3+100*n+i, fmt.Sprintf("arrival الإرهاب %d", n*100+i), "2025-11-30")
			}
			d.arrive(list...)
		}
		if size[0] > 40 { // else the hit has its room
			d.has("1,000 arrived: R")
		}
		if text() != before {
			t.Errorf("the text has moved:\n%s\nbefore:\n%s", text(), before)
		}
		d.keys("R")
		if text() != before {
			t.Errorf("the text has moved when they were taken in:\n%s\nbefore:\n%s", text(), before)
		}
		d.keys("q")
		d.has("article 1,001 of 1,003")
		d.arrive(dated(2000, "another", "2025-11-30"))
		d.has("1 arrived: R")
	}
}

// Into a list with nothing in it what arrives first comes by itself.
func TestTheFirstArrivalsComeByThemselves(t *testing.T) {
	d := follow(t, nil, nil, 80, 24)
	d.has("No articles here yet.")
	d.arrive(dated(0, "alpha", ""), dated(1, "beta", ""))
	d.has("alpha", "beta", "article 1 of 2")
	d.arrive(dated(2, "gamma", ""))
	d.has("1 arrived: R")
	d.lacks("gamma", "│")
}

// The cursor belongs to its article from R on, though nobody has moved it, and
// also when an equal one that appeared earlier takes its row.
func TestTheCursorStaysOnItsArticle(t *testing.T) {
	d := follow(t, []*corpus.Article{dated(0, "alpha", "2025-11-03"), dated(1, "beta", "2025-11-02")}, nil, 80, 24)
	d.arrive(dated(2, "gamma", "2025-11-05"))
	d.keys("R", "y")
	d.has("article 2 of 3")
	twin := dated(0, "alpha again", "2025-11-01")
	d.arrive(twin, dated(3, "delta", "2025-11-06"))
	d.keys("R", "y")
	d.has("article 4 of 4", "x2", "alpha again")
}

// A single article is not all there is while more may come: it is listed, and q
// leads back to the list.
func TestOneArticleAndMoreToCome(t *testing.T) {
	d := follow(t, []*corpus.Article{dated(0, "alpha", "")}, nil, 80, 24)
	d.has("article 1 of 1")
	d.keys("<enter>")
	d.arrive(dated(1, "beta", ""))
	d.has("1 arrived: R")
	d.keys("R", "q")
	d.has("article 1 of 2")
	if d.quit {
		t.Error("q has quit")
	}
}

func TestArrivalsScreen(t *testing.T) {
	articles, _ := sampleArticles(t)
	d := follow(t, articles[:20], watch(t), 80, 24)
	d.keys("j", "j")
	d.arrive(articles[20:24]...)
	d.keys("R", "j")
	d.arrive(articles[24:]...)
	d.golden("arrivals-80x24")
}

// Who has stopped the loading is not told that something may yet arrive.
func TestNothingArrivesAfterStopping(t *testing.T) {
	d := &driver{t: t, feed: make(chan corpus.Batch, 1), following: true}
	d.feed <- corpus.Batch{Articles: three()}
	d.open(nil, 80, 24)
	d.keys("<ctrl+c>")
	d.has("stopped")
	d.keys("j", "R")
	d.has("stopped")
	d.lacks("nothing has arrived")
}

// The list of errors grows while it is looked at, in the order that it was put in
// and within what it is narrowed to.
func TestErrorsArrive(t *testing.T) {
	d := follow(t, three(), nil, 80, 24)
	d.comes(corpus.Batch{Problems: []corpus.Problem{{Path: "b.jsonl", Line: 3, Reason: "not JSON"}, {Path: "a.txt", Offset: -1, Reason: "is damaged"}}})
	d.keys("ge", "Ss", "/", "jsonl", "<enter>")
	d.comes(corpus.Batch{Problems: []corpus.Problem{{Path: "c.jsonl", Line: 9, Reason: "not JSON"}, {Path: "d.txt", Offset: -1, Reason: "is damaged"}}})
	d.has("b.jsonl:3", "c.jsonl:9")
	d.lacks("a.txt", "d.txt")
	d.keys("j", "y")
	if d.saved != "c.jsonl:9" {
		t.Errorf("the second is %q", d.saved)
	}
	d.keys("<esc>")
	d.has("a.txt", "b.jsonl:3", "c.jsonl:9", "d.txt")
}
