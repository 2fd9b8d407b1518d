package layout

import "qari/model/bidi"

// Cut lays out text as one line of at most width cells. A text that takes more
// is cut at a cluster near its logical end, and a cell with an ellipsis,
// "…" (U+2026), stands there, at the line's end in visual order; Start and End
// of that cell are both the offset of the cut. The letter before it keeps the
// form that it has in the whole text, and the base direction is that of the
// whole text.
//
// Options.Width, Indent and Breaks do not count; whatever would end a line
// within the text is left out. The Line's byte range is the whole text.
func (l *Layouter) Cut(text string, width int, o Options) Line {
	o.Width, o.Indent, o.BreakIndent, o.Breaks = 0, 0, 0, nil
	p := &l.line
	l.Lay(p, text, o)
	for p.more() {
	}
	n := len(p.items)
	stop := p.stop(0, n)
	switch {
	case p.fit(stop, width) == stop:
	case width > 0:
		n, stop = p.shorten(p.fit(stop, width-1))
	default:
		n, stop = 0, 0
	}
	var ln Line
	p.make(&ln, lineBreak{stop: int32(stop), end: int32(n)})
	ln.Start, ln.End = 0, len(text)
	p.Text = ""
	return ln
}

// fit is how many of the first items take at most width cells.
func (p *Paragraph) fit(stop, width int) int {
	column := 0
	for i := range p.items[:stop] {
		if column += p.items[i].cells(column); column > width {
			return i
		}
	}
	return stop
}

// beforeNumber moves a cut out of a number, with the separators in it, to its
// beginning: a part of a figure is another figure. A text that is one number
// is cut where it must be.
func (p *Paragraph) beforeNumber(n int) int {
	number := func(i int) bool {
		c := p.items[i].class
		return c == bidi.EN || c == bidi.AN
	}
	inside := func(i int) bool { // item i goes on a number that began before it
		if i <= 0 || i >= len(p.items) {
			return false
		}
		if number(i) {
			return number(i-1) || separator(p.items[i-1].class) && i > 1 && number(i-2)
		}
		return separator(p.items[i].class) && number(i-1) && i+1 < len(p.items) && number(i+1)
	}
	at := n
	for inside(at) {
		at--
	}
	if at <= 0 {
		return n
	}
	return at
}

func separator(c bidi.Class) bool { return c == bidi.CS || c == bidi.ES }

// shorten leaves the first n items, without blanks at their end, and an
// ellipsis. It gives the number of items and of those shown.
func (p *Paragraph) shorten(n int) (items, shown int) {
	n = p.beforeNumber(n)
	cut := p.offset(n)
	for i := n; i > 0 && p.items[i-1].flags&(hidden|blank) != 0; i-- {
		p.items[i-1].flags |= hidden
	}
	p.Text, p.rest.next = p.Text[:cut], cut
	p.items = append(p.items[:n], item{start: uint32(cut), level: p.Base, class: bidi.ON, width: 1})
	return n + 1, n + 1
}
