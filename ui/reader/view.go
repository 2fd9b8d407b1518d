package reader

import (
	"strconv"

	"qari/model/bidi"
	"qari/model/document"
	"qari/model/layout"
	"qari/ui/paint"
	"qari/ui/theme"
)

// Rows gives the rows of the pane, each as fields in the order of reading:
// the margin, the text, and the strip at the far edge.
func (m *Model) Rows() [][]paint.Field {
	rows := make([][]paint.Field, 0, m.height)
	strip := m.strip()
	p, more := m.top, m.doc != nil
	for i := range m.height {
		margin, text := paint.Blank(m.margin()), []paint.Field{paint.Blank(m.textWidth())}
		if more {
			margin, text = m.row(p)
			next := m.step(p, 1)
			more, p = next != p, next
		}
		start, end := m.surplus()
		row := append([]paint.Field{paint.Blank(start), margin}, text...)
		rows = append(rows, append(row, paint.Blank(stripGap), strip[i], paint.Blank(end)))
	}
	return rows
}

// surplus is what is left of the pane's width beside the text, in two halves.
func (m *Model) surplus() (start, end int) {
	rest := max(0, m.width-m.textWidth()-m.margin()-stripGap-stripCells)
	return rest - rest/2, rest / 2
}

// row draws one row: its margin and its text.
func (m *Model) row(p pos) (margin paint.Field, text []paint.Field) {
	if p.unit == 0 {
		margin = paint.Blank(m.margin())
		if p.row < m.titleLines() && !m.doc.Raw {
			margin = m.marginOf(0, p.row, m.paragraph(0).Line(p.row))
		}
		return margin, m.headerRow(p.row)
	}
	para := m.paragraph(p.unit)
	if para.Line(p.row) == nil {
		return paint.Blank(m.margin()), []paint.Field{paint.Blank(m.textWidth())}
	}
	line := para.Line(p.row)
	block := m.block(p.unit)
	b := &m.doc.Blocks[block]
	f := paint.Field{Text: b.Text, Line: line, Width: m.textWidth(), HideMarks: m.set.HideMarks}
	for _, s := range b.Soft {
		if s.Start < line.End && line.Start < s.End {
			f.Marks = append(f.Marks, paint.Mark{Span: s, Look: theme.Look{Token: theme.Soft}})
		}
	}
	f.Marks = m.light(f.Marks, block, line.Start, line.End)
	return m.marginOf(block, p.row, line), []paint.Field{f}
}

// light adds the looks of the hits between two offsets of a block.
func (m *Model) light(marks []paint.Mark, block, start, end int) []paint.Mark {
	if m.set.Highlights {
		from, to := hitsIn(m.doc.Hits, block, start, end)
		for _, h := range m.doc.Hits[from:to] {
			if m.set.Group < 0 || m.set.Group == h.Group {
				marks = append(marks, paint.Mark{Span: h.Span, Look: theme.Look{Token: m.token(h.Group), Likely: !h.Level.Sure()}})
			}
		}
	}
	if m.searching {
		from, to := hitsIn(m.searched, block, start, end)
		for _, h := range m.searched[from:to] {
			marks = append(marks, paint.Mark{Span: h.Span, Look: theme.Look{Token: theme.Find, Likely: !h.Level.Sure()}})
		}
	}
	if m.finding {
		from, to := hitsIn(m.finds, block, start, end)
		for _, h := range m.finds[from:to] {
			marks = append(marks, paint.Mark{Span: h.Span, Look: theme.Look{Token: theme.Find}})
		}
	}
	if m.cur >= 0 && m.active[m.cur].Block == block {
		marks = append(marks, paint.Mark{Span: m.active[m.cur].Span, Look: theme.Look{Token: theme.Current}})
	}
	return m.selected(marks, block, start, end)
}

func (m *Model) token(group int) theme.Token {
	if group < len(m.groups) {
		return m.groups[group].Token
	}
	return theme.Group(group)
}

// marginOf is the margin beside a line: the digit of the first group that has
// a hit in it, `+` when there are more groups, `…` where something was left
// out of the line; in the raw view the line's number.
func (m *Model) marginOf(block, row int, line *layout.Line) paint.Field {
	if m.doc.Raw {
		if row > 0 {
			return paint.Blank(m.margin())
		}
		f := m.painter.Item(m.loc.Number(block-m.firstBody()+1), theme.Look{Token: theme.Soft})
		f.Width, f.Align = m.margin(), paint.Right
		if !m.set.RTL {
			f.Align = paint.Left
		}
		return f
	}
	first, several := m.groupsIn(block, line.Start, line.End)
	if first < 0 {
		if !hiddenIn(m.doc.Blocks[block].Hidden, line, len(m.doc.Blocks[block].Text)) {
			return paint.Blank(marginCells)
		}
		return m.inMargin("…", theme.Look{Token: theme.Soft})
	}
	text := strconv.Itoa(first%9 + 1)
	if several {
		text += "+"
	}
	return m.inMargin(text, theme.Look{Token: m.token(first), Label: true})
}

// inMargin sets a mark into the middle cell of the margin; its second cell,
// if it has one, stands to the right of it.
func (m *Model) inMargin(text string, look theme.Look) paint.Field {
	f := m.painter.Columns(" "+text, look)
	f.Width = marginCells
	return f
}

// groupsIn gives the first group with a hit on a line that is shown, -1 for
// none, and whether there are others.
func (m *Model) groupsIn(block, start, end int) (first int, several bool) {
	first = -1
	if !m.set.Highlights {
		return first, false
	}
	from, to := hitsIn(m.doc.Hits, block, start, end)
	for _, h := range m.doc.Hits[from:to] {
		switch {
		case m.set.Group >= 0 && h.Group != m.set.Group:
		case first < 0:
			first = h.Group
		case h.Group != first:
			several = true
			first = min(first, h.Group)
		}
	}
	return first, several
}

func hiddenIn(hidden []int, line *layout.Line, length int) bool {
	for _, h := range hidden {
		if line.Start <= h && (h < line.End || h == line.End && h == length) {
			return true
		}
	}
	return false
}

// headerRow draws a row of the header: the title's lines, then source, date
// and length, then a blank row.
func (m *Model) headerRow(row int) []paint.Field {
	width := m.textWidth()
	titles := m.titleLines()
	switch {
	case row < titles:
		text, para := m.doc.Blocks[0].Text, m.paragraph(0)
		f := paint.Field{Text: text, Line: para.Line(row), Width: width, Look: theme.Look{Strong: true}, HideMarks: m.set.HideMarks}
		if row == titleRows-1 && para.Line(titleRows) != nil {
			return []paint.Field{m.painter.Cut(text[f.Line.Start:], width, f.Look)}
		}
		f.Marks = m.light(nil, 0, f.Line.Start, f.Line.End)
		return []paint.Field{f}
	case row == titles:
		return m.painter.Chain(width, m.rtlText() == m.set.RTL, m.MetaItems(true))
	}
	return []paint.Field{paint.Blank(width)}
}

// rtlText says whether the document as a whole reads from the right: its
// title, else its first block that says so.
func (m *Model) rtlText() bool {
	for i := range m.doc.Blocks {
		if d := bidi.FirstStrong(m.doc.Blocks[i].Text); d != bidi.Auto {
			return d == bidi.RTL
		}
	}
	return m.set.RTL
}

// MetaItems are source, date, words and reading time of the article; the long
// form spells the date out. What is not known is left out.
func (m *Model) MetaItems(long bool) []paint.Field {
	if m.doc == nil || m.doc.Article == nil {
		return nil
	}
	a := m.doc.Article
	soft := theme.Look{Token: theme.Soft}
	var items []paint.Field
	add := func(s string) {
		if s != "" {
			items = append(items, m.painter.Item(s, soft))
		}
	}
	add(a.From().Source)
	if !a.Date().Time.IsZero() {
		approx := ""
		if a.Date().Converted {
			approx = "~"
		}
		if long {
			add(approx + m.loc.Date(a.Date().Time))
		} else {
			add(approx + a.Date().Time.Format("01-02"))
		}
	}
	words := int(m.doc.Counts.Words)
	if long {
		add(m.loc.WordsMinutes(words, minutes(words)))
	} else {
		add(m.loc.Words(words))
	}
	return items
}

// wordsPerMinute is a usual speed of reading Arabic news.
const wordsPerMinute = 180

func minutes(words int) int { return max(1, (words+wordsPerMinute/2)/wordsPerMinute) }

// TitleGone reports whether the title has scrolled off the screen.
func (m *Model) TitleGone() bool {
	return m.set.Header && m.doc != nil && (m.top.unit > 0 || m.top.row >= max(1, m.titleLines()))
}

// Progress is how far the last row on the screen lies into the text, 0 to 1.
func (m *Model) Progress() float64 {
	if m.doc == nil || m.AtEnd() {
		return 1
	}
	return m.doc.Fraction(m.below())
}

// below is the place just below the last row on the screen.
func (m *Model) below() document.Place {
	last := m.step(m.top, m.height-1)
	if last.unit == 0 {
		return document.Place{}
	}
	para := m.paragraph(last.unit)
	at := document.Place{Block: m.block(last.unit), Offset: len(para.Text)}
	if para.Line(last.row) != nil {
		at.Offset = para.Line(last.row).End
	}
	return at
}

// Visible gives the texts of the blocks that are on the screen, at least in
// part, in reading order.
func (m *Model) Visible() []string {
	if m.doc == nil {
		return nil
	}
	var out []string
	last := m.step(m.top, m.height-1)
	for unit := m.top.unit; unit <= last.unit; unit++ {
		if block := m.block(unit); block >= 0 {
			out = append(out, m.doc.Blocks[block].Text)
		}
	}
	return out
}
