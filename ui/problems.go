package ui

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/layout"
	"qari/model/span"
	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// openErrors lists what could not be loaded.
func (m *Model) openErrors() tea.Cmd {
	if len(m.problems) == 0 {
		m.say(locale.NoErrors)
		return nil
	}
	problems := slices.Clone(m.problems)
	p := &page{context: keymap.InErrors, title: locale.ErrorsTitle, narrow: true, cursor: true}
	fill := func() {
		p.lines = problemLines(problems)
		p.askNow(p.query)
	}
	p.grow = func(m *Model) {
		if more := m.problems[len(problems):]; len(more) > 0 {
			problems = append(problems, more...)
			from := p.lines.Len()
			p.lines = problemLines(problems)
			p.showFrom(from)
		}
	}
	p.copy = func(line int, _ bool) string { return clean.Name(problems[line].Place()) }
	p.enter = func(m *Model, line int) tea.Cmd { return m.peek(problems[line]) }
	p.sort = func(a keymap.Action) {
		slices.SortStableFunc(problems, func(x, y corpus.Problem) int {
			if a == keymap.SortTitle {
				return cmp.Compare(x.Reason, y.Reason)
			}
			return cmp.Or(cmp.Compare(x.Path, y.Path), cmp.Compare(x.Line, y.Line))
		})
		fill()
	}
	fill()
	return m.openPage(p)
}

// problemLines are the rows of the errors view.
type problemLines []corpus.Problem

func (l problemLines) Len() int { return len(l) }

func (l problemLines) Text(line int) string {
	return clean.Name(l[line].Place()) + " " + l[line].Reason
}

func (l problemLines) Draw(m *Model, line int, look theme.Look, query string) []paint.Field {
	p := l[line]
	place := m.painter.Path(p.Place(), look)
	place = m.fit(place, min(place.Width, m.width/2))
	reason := m.fit(m.painter.Item(p.Reason, look.On(soft())), max(1, m.width-place.Width-4))
	return []paint.Field{m.pageBar(look), place, {Width: 2, Look: look}, lit(reason, query)}
}

// placePeekedMsg brings the raw lines around a problem.
type placePeekedMsg struct {
	from    *page // the errors from which it was asked
	problem corpus.Problem
	lines   []string
	first   int // number of the first line, from 1
	err     error
}

// peek asks for the raw lines around a problem.
func (m *Model) peek(p corpus.Problem) tea.Cmd {
	look := m.o.Peek
	if look == nil {
		return nil
	}
	from := m.page
	return func() tea.Msg {
		lines, first, err := look(p)
		return placePeekedMsg{from, p, lines, first, err}
	}
}

// placePeeked shows the raw lines, everything made visible, their numbers
// beside them.
func (m *Model) placePeeked(msg placePeekedMsg) tea.Cmd {
	if m.page != msg.from || m.input != nil {
		return nil // one has gone on
	}
	if msg.err != nil {
		m.message, m.alarm = clean.Line(msg.err.Error()), true
		return nil
	}
	return m.openPage(&page{context: keymap.InErrors, title: locale.RawText, narrow: true,
		lay: func(m *Model) rows { return m.rawPlace(msg) }})
}

// rawPlace lays the raw lines around a problem out for the screen's width.
func (m *Model) rawPlace(msg placePeekedMsg) rows {
	var out pageLines
	const number = 8
	why := m.painter.Lay(clean.Line(msg.problem.Reason), layout.Options{Width: max(1, m.width-number-1)})
	for n := range why.Len() {
		out = append(out, rawLine("", number, why, n, nil, false))
	}
	out = append(out, pageLine{draw: drawBlank})
	for i, text := range msg.lines {
		view := clean.Text(text, span.Span{End: len(text)}, clean.Options{Raw: true})
		for _, para := range view.Paragraphs {
			laid := m.painter.Lay(para.Text, layout.Options{Width: max(1, m.width-number-1)})
			for n := range laid.Len() {
				head := ""
				if n == 0 {
					head = m.loc.Number(msg.first + i)
				}
				out = append(out, rawLine(head, number, laid, n, para.Soft, msg.first+i == msg.problem.Line))
			}
		}
	}
	return out
}

// rawLine is one screen row of a raw line; that of the problem is strong.
func rawLine(head string, width int, laid *layout.Paragraph, n int, pictures []span.Span, wrong bool) pageLine {
	return pageLine{text: laid.Text, draw: func(m *Model, _ theme.Look, _ string) []paint.Field {
		f := paint.Field{Text: laid.Text, Line: laid.Line(n), Width: m.width - width, Look: theme.Look{Strong: wrong}}
		for _, s := range pictures {
			f.Marks = append(f.Marks, paint.Mark{Span: s, Look: soft()})
		}
		return []paint.Field{m.fit(m.painter.Item(head, soft()), width), f}
	}}
}
