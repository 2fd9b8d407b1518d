package paint

import (
	"bytes"
	"slices"
	"strings"

	"qari/model/bidi"
	"qari/model/layout"
	"qari/ui/terminal"
	"qari/ui/theme"
)

// guard stands between stretches where a terminal reorders by itself: U+2800
// is one empty cell and of class L.
const guard = "\u2800"

// lrm and rlm take no cell, but for rlm in one terminal (Profile.Edge).
const (
	lrm = "\u200e"
	rlm = "\u200f"
)

// logicalOrder gives the indexes of cells[from:to] in the order of the text.
// The result holds until the next call.
func (p *Painter) logicalOrder(cells []layout.Cell, from, to int) []int {
	p.order = p.order[:0]
	for i := from; i < to; i++ {
		p.order = append(p.order, i)
	}
	slices.SortStableFunc(p.order, func(a, b int) int {
		if d := cells[a].Start - cells[b].Start; d != 0 {
			return d
		}
		return cells[a].End - cells[b].End
	})
	return p.order
}

func rtlLetter(c *layout.Cell) bool {
	return (c.Class == bidi.R || c.Class == bidi.AL) && c.Level.RTL()
}

// words writes words from left to right as they stand, the letters of each
// right-to-left word from its right end, Arabic digits too. The terminal joins
// and reverses each stretch between blanks or changes of weight by itself, the
// letters, not the looks of their cells. So a stretch of letters has one weight,
// and whatever touches it the other.
func (p *Painter) words(dst []byte, f *Field) []byte {
	w := pen{dst: dst, t: p.Theme}
	o := layout.CellText{HideMarks: f.HideMarks || !p.Profile.Marks, Shape: p.Profile.Shape}
	logical := o
	logical.Logical = true
	cells := f.Line.Cells
	for i := 0; i < len(cells); {
		if blank(&cells[i], f.Text) {
			w.look(p.looks[i])
			w.dst = append(w.dst, strings.Repeat(" ", int(cells[i].Width))...)
			i++
			continue
		}
		end, first := i, -1
		for ; end < len(cells) && !blank(&cells[end], f.Text); end++ {
			if first < 0 && turned(&cells[end]) {
				first = end
			}
		}
		bold := first >= 0 && p.Theme.Bold(p.looks[first])
		for i < end {
			letters := i
			for letters < end && turned(&cells[letters]) {
				letters++
			}
			for k := i; k < letters; k++ {
				w.look(p.weighed(p.looks[k], bold))
				w.dst = f.Line.AppendShaped(w.dst, f.Text, letters-1-(k-i), logical)
			}
			for i = letters; i < end && !turned(&cells[i]); i++ {
				look := p.looks[i]
				if first >= 0 {
					look = p.weighed(look, !bold)
				}
				w.look(look)
				w.dst = f.Line.AppendShaped(w.dst, f.Text, i, o)
			}
		}
	}
	return w.end()
}

// weighed gives a look with the weight that is asked for.
func (p *Painter) weighed(l theme.Look, bold bool) theme.Look {
	l.Turned = p.Theme.Bold(l) != bold
	return l
}

func blank(c *layout.Cell, text string) bool {
	return c.Start < len(text) && c.Start < c.End && text[c.Start] == ' '
}

// pieces writes the line from left to right piece by piece, for terminals that
// reorder by themselves. A piece is right-to-left letters and Arabic digits with
// nothing between them but blanks and marks that do not mirror, in one look, and
// is written in logical order, for the terminal to reverse. All else, other
// digits and brackets too, is written as it stands, between the pieces' guards.
func (p *Painter) pieces(dst []byte, f *Field) []byte {
	w := pen{dst: dst, t: p.Theme}
	cells := f.Line.Cells
	o := layout.CellText{HideMarks: f.HideMarks || !p.Profile.Marks, Shape: p.Profile.Shape}
	faint := p.Profile.Guards == terminal.FaintGuards
	col := p.col
	for i := 0; i < len(cells); {
		last := p.piece(cells, i)
		if faint && f.Caret > 0 { // the cursor is a style of its own: each cell is a piece
			last = -1
		}
		if last < 0 {
			look := p.looks[i]
			look.Faint = faint && (f.Caret == 0 || i%2 == 0)
			p.written(f, i, &col)
			w.look(look)
			w.dst = f.Line.AppendShaped(w.dst, f.Text, i, o)
			i++
			continue
		}
		if !faint && col > 0 {
			mark(&w)
		}
		w.look(p.looks[i])
		for _, k := range p.logicalOrder(cells, i, last+1) {
			p.written(f, k, &col)
			w.dst = f.Line.AppendPlain(w.dst, f.Text, k, o)
		}
		if !faint {
			w.dst = append(w.dst, lrm...)
		}
		i = last + 1
	}
	return w.end()
}

// piece gives the last cell of the piece that begins at cell i, -1 when none
// begins there. The terminal must find the order of its cells by itself: that of
// the text from the right, of Arabic digits from the left. It has one style
// where a change of style keeps pieces apart.
func (p *Painter) piece(cells []layout.Cell, i int) int {
	last := -1
	low := cells[i].Start // where the text begins of what was seen
	for k := i; k < len(cells) && p.alike(p.looks[k], p.looks[i]); k++ {
		c := &cells[k]
		after := k > i && cells[k-1].Class == bidi.AN
		digits := after && c.Class == bidi.AN
		switch {
		case k > i && !digits && c.End > low, digits && c.Start != cells[k-1].End:
			return last
		case after && !turned(c) && !c.Blank: // it might join two numbers
			return last
		case turned(c):
			last = k
		case last < 0, c.Mirrored != 0, !c.Level.RTL(), c.Class == bidi.L, c.Class == bidi.EN, c.Width != 1:
			return last
		}
		low = min(low, c.Start)
	}
	return last
}

// alike reports that two looks make one piece.
func (p *Painter) alike(a, b theme.Look) bool {
	return a == b || p.Profile.Guards == terminal.FaintGuards && p.Theme.Open(a) == p.Theme.Open(b)
}

// mark puts an LRM where a piece begins, unless one stands there. At the
// beginning of a row, where it would be lost, none is needed.
func mark(w *pen) {
	if !bytes.HasSuffix(w.dst, []byte(lrm)) {
		w.dst = append(w.dst, lrm...)
	}
}

// written notes that cell i is written at column col, which goes on by it.
func (p *Painter) written(f *Field, i int, col *int) {
	if i+1 == f.Caret {
		p.Cursor = *col
	}
	*col += int(f.Line.Cells[i].Width)
}

// runs writes the line from left to right stretch by stretch, for terminals
// that reorder by themselves and know nothing that keeps stretches apart and
// takes no cell. A stretch is written in logical order, for the terminal to
// reverse; the first blank after it becomes a guard.
func (p *Painter) runs(dst []byte, f *Field) []byte {
	w := pen{dst: dst, t: p.Theme}
	cells := f.Line.Cells
	o := layout.CellText{HideMarks: f.HideMarks || !p.Profile.Marks, Shape: p.Profile.Shape, Joiners: !p.Profile.Shape}
	col, guards := p.col, p.spare
	for i := 0; i < len(cells); i++ {
		c := &cells[i]
		switch {
		case turned(c):
			last := stretch(cells, i, f.Text)
			for _, k := range p.logicalOrder(cells, i, last+1) {
				p.written(f, k, &col)
				w.look(p.looks[k])
				w.dst = f.Line.AppendPlain(w.dst, f.Text, k, o)
			}
			i, p.open = last, true
			continue
		case p.open && blank(c, f.Text):
			p.written(f, i, &col)
			w.look(p.looks[i])
			w.dst = append(w.dst, guard...)
			w.dst = append(w.dst, strings.Repeat(" ", int(c.Width)-1)...)
			p.open = false
			continue
		case p.open && c.Class == bidi.EN && p.spare > 0:
			w.dst = append(w.dst, guard...)
			p.spare, p.open = p.spare-1, false
			col++
		case p.open && c.Class == bidi.EN && i > 0 && turned(&cells[i-1]):
			w.dst = append(w.dst, lrm...) // for a terminal that knows it
		}
		p.written(f, i, &col)
		w.look(p.looks[i])
		w.dst = f.Line.AppendShaped(w.dst, f.Text, i, o)
		p.open = p.open && c.Class != bidi.L
	}
	p.col += guards - p.spare
	return w.end()
}

// turned reports a cell that the terminal turns round with its neighbours: a
// right-to-left letter, or a digit that counts as one.
func turned(c *layout.Cell) bool { return rtlLetter(c) || c.Class == bidi.AN }

// stretch gives the last cell of the stretch that begins at cell i. A stretch
// goes on over blanks and marks that do not mirror. Digits and brackets end
// it, unless there is no blank at hand to guard them before the next
// right-to-left letter: then the terminal must order them, too.
func stretch(cells []layout.Cell, i int, text string) int {
	last := i
	var apart, guarded, digits bool // what was seen since last
	for k := i + 1; k < len(cells) && cells[k].Class != bidi.L; k++ {
		c := &cells[k]
		switch {
		case !turned(c):
			guarded = guarded || blank(c, text) && !digits
			digits = digits || c.Class == bidi.EN
			apart = apart || c.Class == bidi.EN || c.Mirrored != 0
		case apart && guarded:
			return last
		default:
			last, apart, guarded, digits = k, false, false, false
		}
	}
	return last
}

// unguarded counts the digits that follow a stretch without a blank between:
// each needs a guard in a cell of its own.
func unguarded(f *Field) int {
	cells, n, open := f.Line.Cells, 0, false
	for i := 0; i < len(cells); i++ {
		switch c := &cells[i]; {
		case turned(c):
			i, open = stretch(cells, i, f.Text), true
		case open && (c.Class == bidi.L || blank(c, f.Text)):
			open = false
		case open && c.Class == bidi.EN:
			n, open = n+1, false
		}
	}
	return n
}

// guarded begins a field with a guard, so that what follows is taken for
// left-to-right by any rule, and a number in it not into the stretch at its
// left. The guard takes the place of one blank of the padding, of which it
// gives back the rest; without padding an LRM must do until a blank comes.
func (p *Painter) guarded(dst []byte, f *Field, pad int) ([]byte, int) {
	if pad > 0 {
		p.open = false
		return p.guard(dst, f.Look), pad - 1
	}
	if p.Profile.Edge && p.col == 0 {
		p.open = false
		return p.guard(dst, f.Look), 0
	}
	p.open = true
	if p.col > 0 {
		dst = append(dst, lrm...)
	}
	return dst, 0
}

// guard appends a guard that looks like the blanks of a look.
func (p *Painter) guard(dst []byte, look theme.Look) []byte {
	open := p.openBlank(look)
	p.col++
	dst = append(append(dst, open...), guard...)
	if open != "" {
		dst = append(dst, theme.Reset...)
	}
	return dst
}
