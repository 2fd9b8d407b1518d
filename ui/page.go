package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"qari/model/clean"
	"qari/model/corpus"
	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// page is a view that lies over both panes: the help or the errors.
type page struct {
	context keymap.Context
	title   locale.ID
	draw    func(m *Model, line int, selected bool) []paint.Field
	copy    func(m *Model, line int) string // what y copies; nil when there is no row to be on
	lines   int
	top     int
	cur     int
	height  int
}

func (m *Model) openPage(p *page) tea.Cmd {
	m.page = p
	return nil
}

// do carries out an action on the page.
func (p *page) do(m *Model, a keymap.Action) tea.Cmd {
	switch a {
	case keymap.Down:
		p.scroll(1)
	case keymap.Up:
		p.scroll(-1)
	case keymap.PageDown:
		p.scroll(p.height)
	case keymap.PageUp:
		p.scroll(-p.height)
	case keymap.HalfDown:
		p.scroll(p.height / 2)
	case keymap.HalfUp:
		p.scroll(-p.height / 2)
	case keymap.First:
		p.scroll(-p.lines)
	case keymap.Last:
		p.scroll(p.lines)
	case keymap.Copy, keymap.CopySource:
		if p.copy != nil && p.lines > 0 {
			text := p.copy(m, p.cur)
			return m.copyOut(text, clean.Words(text))
		}
	case keymap.Help, keymap.Quit, keymap.Escape, keymap.Errors:
		m.page = nil
		if a == keymap.Help && p.context != keymap.InHelp {
			return m.openHelp()
		}
	case keymap.QuitNow:
		return m.quit()
	}
	return nil
}

// scroll moves the cursor where there is one, else the lines.
func (p *page) scroll(n int) {
	last := max(0, p.lines-p.height)
	if p.copy == nil {
		p.top = max(0, min(p.top+n, last))
		return
	}
	p.cur = max(0, min(p.cur+n, p.lines-1))
	p.top = min(max(p.top, p.cur-p.height+1), p.cur)
}

func (p *page) rows(m *Model, height int) [][]paint.Field {
	p.height = height
	p.scroll(0)
	rows := make([][]paint.Field, 0, height)
	for i := p.top; i < p.top+height; i++ {
		if i < p.lines {
			rows = append(rows, p.draw(m, i, p.copy != nil && i == p.cur))
		} else {
			rows = append(rows, []paint.Field{paint.Blank(m.width)})
		}
	}
	return rows
}

// progress is what the last line says of the page.
func (p *page) progress(m *Model) string {
	if p.context == keymap.InErrors && p.lines > 0 {
		return m.loc.ErrorOf(p.cur+1, p.lines)
	}
	if p.lines <= p.height {
		return ""
	}
	return m.loc.Percent(min(100, (p.top+p.height)*100/p.lines))
}

// openErrors lists what could not be loaded.
func (m *Model) openErrors() tea.Cmd {
	if len(m.problems) == 0 {
		m.say(locale.NoErrors)
		return nil
	}
	return m.openPage(&page{
		context: keymap.InErrors, title: locale.ErrorsTitle, lines: len(m.problems), draw: drawError,
		copy: func(m *Model, line int) string { return problemPlace(m.problems[line]) },
	})
}

// problemPlace is where a problem lies: the path and, where known, the line.
func problemPlace(p corpus.Problem) string {
	place := clean.Name(p.Path)
	switch {
	case p.Line > 0:
		return fmt.Sprintf("%s:%d", place, p.Line)
	case p.Offset >= 0:
		return fmt.Sprintf("%s@%d", place, p.Offset)
	}
	return place
}

func drawError(m *Model, line int, selected bool) []paint.Field {
	p := m.problems[line]
	over := theme.Look{Selected: selected}
	bar := paint.Field{Width: 2, Look: over}
	if selected {
		bar = m.painter.Item("┃", over.On(theme.Look{Strong: true}))
		bar.Width, bar.Align = 2, m.nearAlign()
	}
	place := m.painter.Path(problemPlace(p), over)
	place = m.fit(place, min(place.Width, m.width/2))
	reason := m.fit(m.painter.Item(p.Reason, over.On(theme.Look{Token: theme.Soft})), max(1, m.width-place.Width-4))
	return []paint.Field{bar, place, {Width: 2, Look: over}, reason}
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

// helpLine is one line of the help: a section's title, or keys and what they
// do.
type helpLine struct{ title, keys, twins, text string }

// openHelp shows the keys that act where one is.
func (m *Model) openHelp() tea.Cmd {
	var lines []helpLine
	for i, s := range m.keys.Help(m.context(), nil) {
		if i > 0 {
			lines = append(lines, helpLine{})
		}
		lines = append(lines, helpLine{title: m.loc.Text(s.Title)})
		for _, r := range s.Rows {
			lines = append(lines, helpLine{keys: strings.Join(r.Keys, " "), twins: strings.Join(r.Twins, " "), text: m.loc.Text(r.Help)})
		}
	}
	keys, twins := 0, 0
	for _, l := range lines {
		keys, twins = max(keys, m.painter.Say(l.keys, theme.Look{}).Width), max(twins, m.painter.Item(l.twins, theme.Look{}).Width)
	}
	return m.openPage(&page{context: keymap.InHelp, title: locale.HelpTitle, lines: len(lines),
		draw: func(m *Model, i int, _ bool) []paint.Field { return m.drawHelp(lines[i], keys, twins) }})
}

func (m *Model) drawHelp(l helpLine, keys, twins int) []paint.Field {
	if l.title != "" {
		return []paint.Field{paint.Blank(1), m.fit(m.painter.Item(l.title, theme.Look{Strong: true}), m.width-1)}
	}
	row := []paint.Field{paint.Blank(3), m.fit(m.painter.Say(l.keys, theme.Look{}), keys), paint.Blank(2)}
	used := 5 + keys
	if m.width >= twinsFrom {
		row = append(row, m.fit(m.painter.Item(l.twins, soft()), twins), paint.Blank(2))
		used += twins + 2
	}
	return append(row, m.fit(m.painter.Item(l.text, soft()), max(1, m.width-used)))
}

// twinsFrom is the width from which the help names the keys of the Arabic
// keyboard too.
const twinsFrom = 60
