package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"qari/model/clean"
	"qari/model/keyword"
	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// page is a view that lies over both panes: the help, the errors, the
// concordance and others.
type page struct {
	context keymap.Context
	title   locale.ID
	lines   rows
	under   *page                             // what closing it goes back to
	lay     func(m *Model) rows               // makes the lines, for pages that depend on the screen's width
	fit     func(m *Model)                    // tells the lines the screen's width
	head    func(m *Model, start, end *items) // what the first line says, in place of the title
	heads   func(m *Model) []paint.Field      // heads the columns
	foot    func(m *Model, start, end *items) // what the last line says of the row, in place of its number

	query  string
	narrow bool  // a query leaves out the lines that it does not find
	shown  []int // indexes of the lines that are shown
	asked  asked
	began  int // the line under the cursor when the query began
	target int // the line to which the cursor is to go, or as near as there are lines after it

	top, height int
	cursor      bool // there is a row to be on
	touched     bool // and a key has moved it there, or opened it
	cur         int  // its index in shown; without a cursor the last line found

	enter func(m *Model, line int) tea.Cmd
	copy  func(line int, withSource bool) string
	sort  func(a keymap.Action)
	grow  func(m *Model)                                            // takes in what has come since
	lists func(m *Model) tea.Cmd                                    // takes in other watch lists
	other func(m *Model, a keymap.Action, line int) (tea.Cmd, bool) // what only this page does; line is -1 without one
	close func()                                                    // when it is left for good

	heading func(line int) bool // the cursor does not stand on these; nil for none

	closed bool
}

// rows are the lines of a page, which may be many: they are drawn when they come
// on the screen.
type rows interface {
	texts
	Draw(m *Model, line int, look theme.Look, query string) []paint.Field
}

// pageLines are rows that are made beforehand.
type pageLines []pageLine

func (l pageLines) Len() int             { return len(l) }
func (l pageLines) Text(line int) string { return l[line].text }
func (l pageLines) Draw(m *Model, line int, look theme.Look, query string) []paint.Field {
	return l[line].draw(m, look, query)
}

// pageLine is one line of a page: what a query is looked for in, and how it
// is drawn.
type pageLine struct {
	text string
	draw func(m *Model, look theme.Look, query string) []paint.Field
}

func (m *Model) openPage(p *page) tea.Cmd {
	p.under = m.page
	m.page = p
	m.fitPages()
	return p.ask("")
}

// next goes to the next line that the query finds, or the one before.
func (p *page) next(n int) bool {
	for i := p.cur + n; p.query != "" && i >= 0 && i < len(p.shown); i += n {
		if p.found(p.shown[i]) {
			p.cur = i
			if i < p.top || i >= p.top+p.height {
				p.top = max(0, i-contextLines)
			}
			return true
		}
	}
	return false
}

// contextLines stand above a line that one jumps to.
const contextLines = 3

// do carries out an action on the page.
func (p *page) do(m *Model, a keymap.Action) tea.Cmd {
	rows := map[keymap.Action]int{
		keymap.Down: 1, keymap.Up: -1, keymap.PageDown: p.height, keymap.PageUp: -p.height,
		keymap.HalfDown: p.height / 2, keymap.HalfUp: -p.height / 2, keymap.First: -len(p.shown), keymap.Last: len(p.shown),
	}
	if n, ok := rows[a]; ok {
		p.touched = true
		p.scroll(n)
		return nil
	}
	if p.other != nil {
		if cmd, ok := p.other(m, a, p.line()); ok {
			return cmd
		}
	}
	switch a {
	case keymap.Copy, keymap.CopySource:
		if p.copy != nil && len(p.shown) > 0 {
			text := p.copy(p.shown[p.cur], a == keymap.CopySource)
			return m.copyOut(func() (string, int) { return text, clean.Words(text) })
		}
	case keymap.Enter:
		if p.enter != nil && len(p.shown) > 0 {
			p.touched = true
			return p.enter(m, p.shown[p.cur])
		}
	case keymap.Filter, keymap.Find:
		m.openInput(typePage)
	case keymap.NextHit, keymap.PrevHit:
		if n := map[bool]int{true: 1, false: -1}[a == keymap.NextHit]; !p.next(n) {
			m.say(lastOr(1, n))
		}
	case keymap.SortSource, keymap.SortTitle, keymap.SortDate, keymap.SortHits, keymap.SortNextWord, keymap.SortPrevWord, keymap.SortForm:
		if p.sort != nil {
			p.sort(a)
		}
	case keymap.Escape:
		if p.query != "" {
			return p.ask("")
		}
		m.closePage()
	case keymap.Quit, keymap.Errors:
		m.closePage()
	case keymap.Help:
		if p.context != keymap.InHelp {
			return m.openHelp()
		}
		m.closePage()
	case keymap.QuitNow:
		return m.quit()
	}
	return nil
}

// line is the line under the cursor, -1 for none.
func (p *page) line() int {
	if !p.cursor || p.cur < 0 || p.cur >= len(p.shown) {
		return -1
	}
	return p.shown[p.cur]
}

// closePage goes back to what lies under the page.
func (m *Model) closePage() {
	m.page.end()
	m.page = m.page.under
}

// end closes the page for good.
func (p *page) end() {
	if p.close != nil && !p.closed {
		p.close()
	}
	p.closed = true
	p.asked.stop()
	p.lines, p.shown = pageLines(nil), nil // jumps may hold the page for long
}

// drop closes the page and all under it for good; nil is none.
func (p *page) drop() {
	for ; p != nil; p = p.under {
		p.end()
	}
}

// scroll moves the cursor where there is one, else the lines.
func (p *page) scroll(n int) {
	last := max(0, len(p.shown)-p.height)
	if !p.cursor {
		p.top = max(0, min(p.top+n, last))
		return
	}
	p.cur = max(0, min(p.cur+n, len(p.shown)-1))
	up := n < 0
	for p.onHeading(p.cur) {
		if up = up && p.cur > 0; up {
			p.cur--
		} else if p.cur++; p.cur == len(p.shown) {
			p.cur = len(p.shown) - 1
			break
		}
	}
	first := p.cur
	if p.onHeading(first-1) && p.height > 1 {
		first-- // it is seen, too
	}
	p.top = max(0, min(max(min(p.top, last), p.cur-p.height+1), first))
}

// onHeading reports whether a heading stands at an index of shown.
func (p *page) onHeading(i int) bool {
	return p.heading != nil && i >= 0 && i < len(p.shown) && p.heading(p.shown[i])
}

// count is the number of lines that a query looks through.
func (p *page) count() int {
	n := p.lines.Len()
	if p.heading == nil {
		return n
	}
	lines := n
	for i := range lines {
		if p.heading(i) {
			n--
		}
	}
	return n
}

// fitPages gives all pages the screen's size.
func (m *Model) fitPages() {
	for p := m.page; p != nil; p = p.under {
		if p.lay != nil {
			p.lines = p.lay(m)
			p.askNow(p.query)
		}
		if p.fit != nil {
			p.fit(m)
		}
		p.setHeight(m.pageRows())
	}
}

// askPages looks for what narrows the pages once more, since they show more or less
// of their lines.
func (m *Model) askPages() tea.Cmd {
	var cmds []tea.Cmd
	for p := m.page; p != nil; p = p.under {
		if p.fit != nil && p.query != "" {
			cmds = append(cmds, p.ask(p.query))
		}
	}
	return tea.Batch(cmds...)
}

// setHeight tells the page how many lines it can show.
func (p *page) setHeight(height int) {
	if p.heads != nil {
		height = max(0, height-1)
	}
	p.height = height
	p.scroll(0)
}

func (p *page) rows(m *Model) [][]paint.Field {
	rows := make([][]paint.Field, 0, p.height+1)
	if p.heads != nil {
		rows = append(rows, p.heads(m))
	}
	for i := p.top; i < p.top+p.height; i++ {
		if i >= len(p.shown) {
			rows = append(rows, []paint.Field{paint.Blank(m.width)})
			continue
		}
		look := theme.Look{Selected: p.cursor && i == p.cur}
		rows = append(rows, p.lines.Draw(m, p.shown[i], look, p.query))
	}
	return rows
}

// progress is what the last line says of the page.
func (p *page) progress(m *Model, start, end *items) {
	switch {
	case p.narrow && p.query != "" && len(p.shown) == 0 && !p.asked.running:
		start.say(m.loc.Text(locale.EmptyPage), theme.Look{})
	case p.foot != nil:
		p.foot(m, start, end)
	case p.cursor && len(p.shown) > 0:
		start.say(m.loc.ErrorOf(p.cur+1, len(p.shown)), soft())
	case len(p.shown) > p.height:
		start.say(m.loc.Percent(min(100, (p.top+p.height)*100/len(p.shown))), soft())
	}
}

// lit marks what a query finds in an item.
func lit(f paint.Field, query string) paint.Field {
	if query == "" {
		return f
	}
	for _, s := range keyword.FindWords(nil, f.Text, query) {
		f.Marks = append(slices.Clip(f.Marks), paint.Mark{Span: s, Look: theme.Look{Token: theme.Find}})
	}
	return f
}

// nearAlign is the edge where reading begins.
func (m *Model) nearAlign() paint.Align {
	if m.rtl() {
		return paint.Right
	}
	return paint.Left
}

// fit sets an item against the near edge of a number of cells.
func (m *Model) fit(f paint.Field, width int) paint.Field {
	if f.Width > width {
		f = m.painter.Cut(f.Text, width, f.Look)
	}
	f.Width, f.Align = width, m.nearAlign()
	return f
}

// pageBar is the two cells at the near edge of a row with a cursor.
func (m *Model) pageBar(look theme.Look) paint.Field {
	if !look.Selected {
		return paint.Field{Width: 2, Look: look}
	}
	bar := m.painter.Item("┃", look.On(theme.Look{Strong: true}))
	bar.Width, bar.Align = 2, m.nearAlign()
	return bar
}
