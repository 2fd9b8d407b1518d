package ui

import (
	"context"
	"runtime"
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"

	"qari/model/keyword"
	"qari/model/span"
)

// texts are what a query is looked for in: one for each line of a page.
type texts interface {
	Len() int
	Text(line int) string
}

// many are rows of which there may be so many that a query takes longer than a key
// may: it is looked for in a snapshot of them, away from the screen.
type many interface {
	rows
	Snapshot() texts
}

// manyLines is how many lines are looked through on the spot, some milliseconds.
const manyLines = 5000

// asked is a query that is being looked for away from the screen.
type asked struct {
	generation int
	running    bool
	cancel     context.CancelFunc
}

func (a *asked) stop() {
	if a.cancel != nil {
		a.cancel()
	}
	a.generation++
	a.running = false
}

// pageAskedMsg brings the lines that a query finds among the first of a page.
type pageAskedMsg struct {
	page       *page
	generation int
	shown      []int
	read       int // lines
}

// ask looks for a query: it narrows the lines, or goes to the first that it
// finds. Until many lines have been looked through, those before are shown.
func (p *page) ask(query string) tea.Cmd {
	at := p.line()
	switch {
	case p.query == "" && query != "":
		p.began = max(0, at)
	case at < 0:
		at = p.began
	}
	return p.askAt(query, at)
}

// askAt looks for a query and puts the cursor on a line, if it is there, or as near
// as there are lines after it.
func (p *page) askAt(query string, line int) tea.Cmd {
	p.target = max(0, line)
	lines, large := p.lines.(many)
	if query == "" || !p.narrow || !large || lines.Len() <= manyLines {
		p.look(query)
		return nil
	}
	a := &p.asked
	a.stop()
	ctx, cancel := context.WithCancel(context.Background())
	p.query, a.running, a.cancel = query, true, cancel
	generation, texts := a.generation, lines.Snapshot()
	return func() tea.Msg {
		return pageAskedMsg{p, generation, found(ctx, texts, query), texts.Len()}
	}
}

func (m *Model) pageAsked(msg pageAskedMsg) {
	p := msg.page
	if msg.generation != p.asked.generation {
		return
	}
	p.asked.stop()
	p.show(msg.shown, msg.read)
}

// askNow looks for a query on the spot.
func (p *page) askNow(query string) {
	p.target = max(0, p.line())
	p.look(query)
}

func (p *page) look(query string) {
	p.asked.stop()
	p.query = query
	p.show(nil, 0)
	if !p.narrow && query != "" {
		p.cur = -1
		p.next(1)
	}
}

// show shows some lines, and those from one on that the query does not leave out.
func (p *page) show(lines []int, from int) {
	p.shown = append(p.shown[:0], lines...)
	p.showFrom(from)
	if p.cursor {
		p.cur, _ = slices.BinarySearch(p.shown, p.target)
	}
	p.cur = min(p.cur, max(0, len(p.shown)-1))
	p.scroll(0)
}

// showFrom shows the lines from one on, too, that the query does not leave out. One
// that is being looked for will come upon them.
func (p *page) showFrom(from int) {
	if p.asked.running {
		return
	}
	for i := from; i < p.lines.Len(); i++ {
		if !p.narrow || p.query == "" || p.found(i) {
			p.shown = append(p.shown, i)
		}
	}
}

func (p *page) found(line int) bool {
	return len(keyword.FindWords(nil, p.lines.Text(line), p.query)) > 0
}

// found gives the lines in which a query stands, all for an empty one. When the
// context ends it is nothing whole.
func found(ctx context.Context, in texts, query string) []int {
	n, parts := in.Len(), runtime.GOMAXPROCS(0)
	lines := make([][]int, parts)
	var wg sync.WaitGroup
	for part := range parts {
		wg.Go(func() {
			var spans []span.Span
			for i := n * part / parts; i < n*(part+1)/parts && ctx.Err() == nil; i++ {
				if query == "" {
					lines[part] = append(lines[part], i)
				} else if spans = keyword.FindWords(spans[:0], in.Text(i), query); len(spans) > 0 {
					lines[part] = append(lines[part], i)
				}
			}
		})
	}
	wg.Wait()
	return slices.Concat(lines...)
}
