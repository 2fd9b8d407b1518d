package layout

import (
	"unicode/utf8"

	"qari/model/cell"
)

// CellText says how the text of a cell is to be written.
type CellText struct {
	// HideMarks leaves out Arabic vowel marks, as Options.HideMarks does.
	HideMarks bool
	// Shape writes presentation forms.
	Shape bool
	// Joiners writes ZWNJ and ZWJ, for a terminal that shapes by itself; only
	// AppendPlain heeds it.
	Joiners bool
	// Logical writes the kashida of a letter after it, for words whose letters
	// are written in logical order; AppendPlain does so always.
	Logical bool
}

const (
	// standIn is the dotted circle: the base of a mark that has none, and the
	// picture of a prefixed sign, to which terminals give different widths.
	standIn = '\u25CC'
	// ellipsis is the cell with which Cut ends a line.
	ellipsis = '…'
	// maxMarks is how many runes of a cluster are drawn after the first.
	maxMarks = 32
)

// AppendShaped appends to dst what is drawn for cell i of the line in visual
// order: the presentation form (if o.Shape) or the mirror glyph, then the marks
// of the cluster in their logical order. It takes exactly the cell's width and
// never holds a bidi control, a joiner, C0 or C1: controls that came with the
// text are drawn as pictures. text is that of the paragraph.
func (ln *Line) AppendShaped(dst []byte, text string, i int, o CellText) []byte {
	c := &ln.Cells[i]
	base := c.Mirrored
	if o.Shape && base == 0 {
		base = c.Shaped
	}
	if base >= ' ' && c.End-c.Start <= 2 && c.Width == 1 { // one letter, or a sign of ASCII
		return utf8.AppendRune(dst, base)
	}
	o.Joiners = false
	return c.append(dst, text, base, o)
}

// AppendPlain appends to dst the text of cell i as it is stored, without
// mirroring, for a terminal that reorders by itself, and without invisible
// characters. Otherwise it is like AppendShaped.
func (ln *Line) AppendPlain(dst []byte, text string, i int, o CellText) []byte {
	c := &ln.Cells[i]
	o.Logical = true
	if o.Shape {
		return c.append(dst, text, c.Shaped, o)
	}
	return c.append(dst, text, 0, o)
}

func (c *Cell) append(dst []byte, text string, base rune, o CellText) []byte {
	if c.Start == c.End {
		return utf8.AppendRune(dst, ellipsis)
	}
	s := text[c.Start:c.End]
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '\t', c.Blank && int(c.Width) > cell.RuneWidth(r):
		return appendRunes(dst, ' ', int(c.Width))
	case c.Kashida > 0:
		letter := *c
		letter.Kashida = 0
		if o.Logical {
			dst = letter.append(dst, text, base, o)
			return appendRunes(dst, tatweel, int(c.Kashida))
		}
		dst = appendRunes(dst, tatweel, int(c.Kashida))
		return letter.append(dst, text, base, o)
	}
	if size == len(s) && kindOf(r).base() {
		if base != 0 {
			r = base
		}
		return utf8.AppendRune(dst, r)
	}
	n := len(dst)
	if dst = appendCluster(dst, s, base, o); len(dst) == n {
		dst = utf8.AppendRune(dst, standIn) // marks that were not hidden when the cell was made
	}
	return dst
}

func appendRunes(dst []byte, r rune, n int) []byte {
	for range n {
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// appendCluster appends what is drawn of a cluster; base, if it is not 0, in
// place of its first rune.
func appendCluster(dst []byte, s string, base rune, o CellText) []byte {
	ligature := 0xFEF5 <= base && base <= 0xFEFC
	n := 0 // runes drawn
	for _, r := range s {
		switch draw(r) {
		case leaveOut:
			if o.Joiners && (r == 0x200C || r == 0x200D) {
				dst = utf8.AppendRune(dst, r)
			}
			continue
		case drawMark:
			if o.HideMarks && isVowel(r) {
				continue
			}
			if n == 0 {
				dst = utf8.AppendRune(dst, standIn)
				n++
			}
		case drawPicture:
			r = picture(r)
		case drawLetter:
			if n > 0 && ligature && isAlef(r) {
				continue
			}
			if n == 0 && base != 0 {
				r = base
			}
		}
		dst = utf8.AppendRune(dst, r)
		if n++; n > maxMarks {
			break
		}
	}
	return dst
}

// isAlef reports whether r is one of the alefs that lam makes a ligature with,
// or a form of one.
func isAlef(r rune) bool {
	switch letter, _ := unshaped(r); letter {
	case 'ا', 'أ', 'إ', 'آ':
		return true
	}
	return false
}

// How a rune of a cluster is drawn.
const (
	drawLetter = iota
	drawMark
	drawPicture
	leaveOut
)

func draw(r rune) int {
	switch kindOf(r) {
	case plain, space:
		return drawLetter
	case sign, control:
		return drawPicture
	case invisible:
		return leaveOut
	}
	switch {
	case isSign(r), r == 0xFFFE, r == 0xFFFF:
		return drawPicture
	case isIgnorable(r):
		return leaveOut
	case cell.RuneWidth(r) == 0:
		return drawMark
	}
	return drawLetter
}

// picture is drawn in place of a rune that no terminal is to see.
func picture(r rune) rune {
	switch {
	case r < 0x20:
		return 0x2400 + r
	case r == 0x7F:
		return 0x2421
	case isSign(r):
		return standIn
	}
	return utf8.RuneError
}
