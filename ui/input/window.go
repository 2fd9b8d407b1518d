package input

import (
	"qari/model/bidi"
	"qari/model/layout"
)

// end stands behind the text while it is laid out: the cell of the cursor when
// it is behind the last cluster. Being no white space to the line breaker, it
// also keeps the blanks before it.
const end = "\u00a0"

// Window lays the line out and gives the part of it that fits into width
// cells, with the cursor in it: the cells, the text that their offsets mean
// (longer than Text by the cell behind the end), and the column of the cursor,
// counted from the left end of the cells.
//
// Of o, Width, Base, Isolate, Indent and Breaks are set here. A letter at an
// edge keeps the form that the whole text gives it. A width below 1 gives no
// cells.
func (l *Line) Window(width int, o layout.Options) (line layout.Line, text string, caretCol int) {
	text = l.text + end
	line = l.lay(text, o)
	at := stopAt(line.Cells, l.cursor)
	caretCol = columns(line.Cells[:at])
	if line.Width <= width {
		return line, text, caretCol
	}
	left := scroll(&line, caretCol, int(line.Cells[at].Width), width)
	first, last, col := len(line.Cells), 0, 0
	for i, c := range line.Cells {
		if col >= left && col+int(c.Width) <= left+width {
			first, last = min(first, i), i+1
		}
		col += int(c.Width)
	}
	if first > at || last <= at {
		line.Cells, line.Width = nil, 0
		return line, text, 0
	}
	caretCol = columns(line.Cells[first:at])
	line.Cells = line.Cells[first:last]
	line.Width = columns(line.Cells)
	return line, text, caretCol
}

// scroll gives the column at which a window of width cells begins. It depends
// on the text and the cursor only: the start of the line is seen as long as
// the cursor is in the first three quarters of the window, then the cursor
// stays there until the end comes into sight.
func scroll(line *layout.Line, caretCol, caretWidth, width int) int {
	before := caretCol // cells between the start edge and the cursor
	if line.Base.RTL() {
		before = line.Width - caretCol - caretWidth
	}
	gone := min(max(0, before-width*3/4), line.Width-width)
	gone = max(gone, before+caretWidth-width)
	if line.Base.RTL() {
		return line.Width - width - gone
	}
	return gone
}

// lay lays a text out in one line.
func (l *Line) lay(text string, o layout.Options) layout.Line {
	o.Width, o.Indent, o.Breaks = 0, 0, nil
	o.Base, o.Isolate = l.Base, false
	if o.Base == bidi.Auto {
		o.Base = bidi.FirstStrong(l.text)
	}
	var y layout.Layouter
	return *y.Paragraph(text, o).Line(0)
}

// see goes to the next cluster at the left (-1) or right (1), as seen, at which
// the cursor may stop, or to the last one. A cluster may have two cells (a
// number sign and its digit): it is one place all the same.
func (l *Line) see(step int, stop func(off int) bool) {
	cells := l.lay(l.text+end, layout.Options{}).Cells
	from, to := l.cursor, l.cursor
	for at := stopAt(cells, from) + step; at >= 0 && at < len(cells); at += step {
		to = boundaryBefore(l.text, cells[at].Start)
		if to != from && stop(to) {
			break
		}
	}
	l.cursor = to
}

// stopAt gives the cell on which the cursor at a byte offset stands. A cluster
// without a cell (a joiner alone) lends it the cell of the next one in the
// text; the end always has one.
func stopAt(cells []layout.Cell, off int) int {
	best := -1
	for i, c := range cells {
		if c.End > off && (best < 0 || c.Start < cells[best].Start) {
			best = i
		}
	}
	return best
}

// columns adds up the widths of cells.
func columns(cells []layout.Cell) int {
	sum := 0
	for _, c := range cells {
		sum += int(c.Width)
	}
	return sum
}
