package layout

import "unicode/utf8"

// tabStop is the distance of tab stops in cells.
const tabStop = 8

// cells is the width of an item that begins at a column, counted in logical
// order.
func (it *item) cells(column int) int {
	if it.flags&tab != 0 {
		return tabStop - column%tabStop
	}
	return int(it.width)
}

// A lineBreak is a line before its cells are made: items [start, end), of
// which those from stop on have been dropped at its end.
type lineBreak struct {
	start, stop, end int32
	indent           int32
}

// A wrapper is where the breaking of a paragraph stands.
type wrapper struct {
	breaks []lineBreak
	seen   int  // how many special items there are before the line at hand
	done   bool // the last line is in breaks
}

// wrap finds the next line, false when there is none.
func (p *Paragraph) wrap() bool {
	if p.done {
		return false
	}
	start := 0
	if n := len(p.breaks); n > 0 {
		start = int(p.breaks[n-1].end)
	}
	if start == len(p.items) {
		p.more()
	}
	b := lineBreak{start: int32(start)}
	switch {
	case start == 0:
		b.indent = int32(p.indent)
	case p.items[start].flags&begins != 0:
		b.indent = int32(p.breakIndent)
	}
	end := p.fill(start, p.width-int(b.indent))
	b.end, b.stop = int32(end), int32(p.stop(start, end))
	p.breaks = append(p.breaks, b)
	p.done = end == len(p.items) && p.complete()
	return true
}

// fill gives the item after the last of the line that begins with item start
// and has room cells.
func (p *Paragraph) fill(start, room int) int {
	unlimited := p.width == 0
	if !unlimited && !p.rest.from.part.careful {
		if end, ok := p.fillSimple(start, room); ok {
			return end
		}
	}
	width := 0    // with blanks that no letter follows yet
	full := false // something but blanks stands in the line
	last := -1    // where the line may break
	for i := start; i < len(p.items) || p.more(); i++ {
		it := &p.items[i]
		if i > start && it.flags&begins != 0 {
			return i
		}
		if i > start && it.flags&breakable != 0 {
			last = i
		}
		switch w := it.cells(width); {
		case it.flags&blank != 0:
			width += w
		case it.flags&hidden == 0:
			if !unlimited && width+w > room && (full || width > 0) {
				if last > start {
					return last
				}
				return p.cut(start, i)
			}
			width += w
			full = true
		}
		if it.flags&must != 0 {
			return i + 1
		}
	}
	return len(p.items)
}

// fillSimple is fill for a line of simple items, which take a cell each: it
// looks back for an opportunity from the first that does not fit.
func (p *Paragraph) fillSimple(start, room int) (end int, ok bool) {
	over := start + room
	for over >= len(p.items) && p.more() {
	}
	for over < len(p.items) && p.items[over].flags&blank != 0 {
		if over++; over == len(p.items) {
			p.more()
		}
	}
	over = min(over, len(p.items))
	for p.seen < len(p.special) && int(p.special[p.seen]) < start {
		p.seen++
	}
	switch {
	case p.seen < len(p.special) && int(p.special[p.seen]) <= over:
		return 0, false
	case over == len(p.items):
		return over, true
	}
	for i := over; i > start; i-- {
		if p.items[i].flags&breakable != 0 {
			return i, true
		}
	}
	return p.cut(start, over), true
}

// cut gives the place at or before item i where the word that begins the line
// is to be cut: where no mark of punctuation gets to the wrong end of a line, no
// blank to its beginning, and no sign leaves its number, if there is such a
// place behind the first cell.
func (p *Paragraph) cut(start, i int) int {
	first := start
	for first < i && p.items[first].flags&(hidden|blank) != 0 {
		first++
	}
	for j := i; j > first; j-- {
		if p.items[j-1].flags&tied == 0 && p.items[j].flags&blank == 0 && !p.closes(j) && !p.opens(j-1) {
			return j
		}
	}
	return i
}

// closes and opens report whether item i may not begin, or end, a line.
func (p *Paragraph) closes(i int) bool {
	r, _ := utf8.DecodeRuneInString(p.Text[p.items[i].start:])
	return isClosing(r)
}

func (p *Paragraph) opens(i int) bool {
	r, _ := utf8.DecodeRuneInString(p.Text[p.items[i].start:])
	return breakClassOf(r) == lbOP || isInitialQuote(r)
}

// stop gives the item after the last that is shown of a line.
func (p *Paragraph) stop(start, end int) int {
	stop := end
	for stop > start && p.items[stop-1].flags&(hidden|blank) != 0 {
		stop--
	}
	if p.keep && end == len(p.items) && p.complete() {
		return end
	}
	return stop
}
