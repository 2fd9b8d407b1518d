package layout

import (
	"slices"
	"unicode/utf8"

	"qari/model/bidi"
	"qari/model/span"
)

// A maker has the buffers with which lines are made.
type maker struct {
	levels  []bidi.Level
	classes []bidi.Class
	order   []int32
}

// make makes ln the line of b: L1 over all of its items, L2 over those shown.
func (p *Paragraph) make(ln *Line, b lineBreak) {
	items := p.items[b.start:b.end]
	shown := items[:b.stop-b.start]
	p.classes = slices.Grow(p.classes[:0], len(items))[:len(items)]
	p.levels = slices.Grow(p.levels[:0], len(items))[:len(items)]
	for i := range items {
		it := &items[i]
		p.classes[i], p.levels[i] = it.class, it.level
		if it.flags&marked != 0 {
			p.classes[i] = bidi.ON
		}
	}
	p.levels = bidi.LineLevels(p.levels, p.levels, p.classes, p.Base)
	ln.Start, ln.End = p.offset(int(b.start)), p.offset(int(b.end))
	ln.Indent, ln.Base = int(b.indent), p.Base
	ln.Cells, ln.Width = p.cells(ln.Cells, shown, int(b.start))
}

// cells gives the cells of the items shown, which begin with item first, in
// visual order, and the sum of their widths.
func (p *Paragraph) cells(room []Cell, shown []item, first int) ([]Cell, int) {
	cells := slices.Grow(room[:0], len(shown))[:len(shown)]
	setTabs(shown)
	p.order = bidi.VisualOrder(p.order, p.levels[:len(shown)])
	n, width := 0, 0
	for _, i := range p.order {
		it := &shown[i]
		if it.flags&hidden != 0 {
			continue
		}
		c := &cells[n]
		n++
		c.Start, c.End = int(it.start), p.offset(first+int(i)+1)
		c.Shaped, c.Mirrored = it.shaped, 0
		c.Level, c.Class, c.Width = p.levels[i], it.class, it.width
		if c.Level.RTL() && c.Class == bidi.ON {
			r, _ := utf8.DecodeRuneInString(p.Text[c.Start:])
			if m, ok := bidi.Mirror(r); ok {
				c.Mirrored = m
			}
		}
		width += int(it.width)
	}
	return cells[:n], width
}

// setTabs gives the tabs of a line their widths, which come from what stands
// before them in logical order.
func setTabs(shown []item) {
	column := 0
	for i := range shown {
		w := shown[i].cells(column)
		column += w
		if shown[i].flags&tab != 0 {
			shown[i].width = int8(w)
		}
	}
}

// Run is a stretch of columns of a line.
type Run struct {
	Col   int // the column at its left
	Width int // in cells
}

// Runs gives the columns that the byte range covers, in order from left to
// right: one run, or several where the range's text is not one stretch in
// visual order. A cell that the range covers in part counts whole.
func (ln *Line) Runs(s span.Span) []Run { return ln.AppendRuns(nil, s) }

// AppendRuns appends the runs of Runs to dst.
func (ln *Line) AppendRuns(dst []Run, s span.Span) []Run {
	if s.Start >= ln.End || s.End <= ln.Start {
		return dst
	}
	col, open := 0, false
	for i := range ln.Cells {
		c := &ln.Cells[i]
		in := c.Start < s.End && s.Start < c.End
		switch {
		case in && open:
			dst[len(dst)-1].Width += int(c.Width)
		case in:
			dst = append(dst, Run{Col: col, Width: int(c.Width)})
		}
		open = in
		col += int(c.Width)
	}
	return dst
}

// At is the index of the cell that covers column col, -1 when none does.
func (ln *Line) At(col int) int {
	if col >= 0 {
		for i := range ln.Cells {
			if col -= int(ln.Cells[i].Width); col < 0 {
				return i
			}
		}
	}
	return -1
}

// Offset is the byte offset of the cell at column col. Left and right of the
// line it is that of the first and last cell; in a line without cells it is
// the line's start.
func (ln *Line) Offset(col int) int {
	if len(ln.Cells) == 0 {
		return ln.Start
	}
	i := ln.At(col)
	if i < 0 && col > 0 {
		i = len(ln.Cells) - 1
	}
	return ln.Cells[max(i, 0)].Start
}

// Caret is the column on which a block caret stands when what is typed goes
// before the byte at off: that of the cell which holds the byte, or, for a byte
// without a cell, of the cell after it in the text. At the line's end it is the
// column after the text: Width, or -1 in right-to-left text.
func (ln *Line) Caret(off int) (col int) {
	end := ln.Width
	if ln.Base.RTL() {
		end = -1
	}
	best, found, x := end, -1, 0
	for i := range ln.Cells {
		c := &ln.Cells[i]
		if off < c.End && (found < 0 || c.Start < ln.Cells[found].Start) {
			best, found = x, i
		}
		x += int(c.Width)
	}
	return best
}
