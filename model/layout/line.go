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
	runs    []bidi.Run
	places  []place // for kashida
	blanks  []place
}

// make makes ln the line of b: L1 over all of its items, L2 over those shown.
func (p *Paragraph) make(ln *Line, b lineBreak) {
	shown := p.items[b.start:b.stop]
	ln.Start, ln.End = p.offset(int(b.start)), p.offset(int(b.end))
	ln.Indent, ln.Base = int(b.indent), p.Base
	w := writer{p: p, shown: shown, first: int(b.start), cells: slices.Grow(ln.Cells[:0], len(shown))}
	if p.plain(shown) && !p.rest.from.part.careful {
		w.run(bidi.Run{End: int32(len(shown)), Level: p.Base})
	} else {
		setTabs(shown)
		p.lineLevels(p.items[b.start:b.end])
		p.runs = bidi.VisualRuns(p.runs, p.levels[:len(shown)])
		for _, r := range p.runs {
			w.run(r)
		}
	}
	ln.Cells, ln.Width = w.cells, w.width
	if p.rest.options.Justify && p.Base.RTL() && p.width > 0 && !p.endsThere(b) {
		p.justify(ln, p.width-ln.Indent)
	}
}

// endsThere reports whether a line ends because the text does, or has it so.
func (p *Paragraph) endsThere(b lineBreak) bool {
	if end := int(b.end); end < len(p.items) {
		return p.items[end].flags&begins != 0 || p.items[end-1].flags&must != 0
	}
	return p.complete() || p.items[len(p.items)-1].flags&must != 0
}

// plain reports whether all items are at the paragraph's level, so that neither
// L1 nor L2 has anything to do, and have cells of a fixed width.
func (p *Paragraph) plain(items []item) bool {
	var levels bidi.Level
	var f flags
	for i := range items {
		levels |= items[i].level ^ p.Base
		f |= items[i].flags
	}
	return levels == 0 && f&tab == 0
}

// lineLevels leaves in p.levels those of a line's items after L1.
func (p *Paragraph) lineLevels(items []item) {
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
}

// A writer makes cells of the items shown of a line, of which the first is item
// first of the paragraph.
type writer struct {
	p     *Paragraph
	shown []item
	first int
	cells []Cell
	width int // the sum over cells
}

// run adds the cells of a run.
func (w *writer) run(r bidi.Run) {
	i, end, step := int(r.Start), int(r.End), 1
	if r.Level.RTL() {
		i, end, step = end-1, i-1, -1
	}
	cells, width := w.cells, w.width
	for ; i != end; i += step {
		it := &w.shown[i]
		if it.flags&hidden != 0 {
			continue
		}
		cells = cells[:len(cells)+1]
		c := &cells[len(cells)-1]
		c.Start = int(it.start)
		if i+1 < len(w.shown) {
			c.End = int(w.shown[i+1].start)
		} else {
			c.End = w.p.offset(w.first + i + 1)
		}
		c.Shaped, c.Mirrored, c.Kashida, c.Blank = it.shaped, 0, 0, it.flags&(blank|tab) == blank
		c.Level, c.Class, c.Width = r.Level, it.class, it.width
		if it.class == bidi.ON && step < 0 {
			c.mirror(w.p.Text)
		}
		width += int(it.width)
	}
	w.cells, w.width = cells, width
}

// mirror gives a neutral at an odd level its mirror glyph (L4).
func (c *Cell) mirror(text string) {
	r, _ := utf8.DecodeRuneInString(text[c.Start:])
	if m, ok := bidi.Mirror(r); ok {
		c.Mirrored = m
	}
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
