package layout

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"qari/model/bidi"
	"qari/model/shape"
)

// A line is filled as Arabic scribes fill it: some of its words are stretched by
// kashida, a longer joining stroke that tatweel draws, and only what is left
// goes into the blanks. Where a word may be stretched best is the order that
// Arabic typesetting has used since Uniscribe (Microsoft's "Kashida" classes of
// justification; see also "Arabic & Persian Layout Requirements" of the W3C,
// on justification), in this form:
//
//  1. after a tatweel that stands in the text;
//  2. after seen or sad that joins what follows;
//  3. before a final teh marbuta, heh or dal;
//  4. before a final alef, tah, lam or kaf;
//  5. before a medial beh, teh, theh, noon or yeh with reh, zain, yeh or alef
//     maqsura after it;
//  6. before a final waw, ain, qaf or feh;
//  7. before any other final letter.
//
// A form is final by its shape, which it may have within a word too. A word is
// stretched in one place, the last of the best, by at most maxKashida cells;
// words of less than three cells, and the name of God, are not stretched, nor is
// a lam before its alef.
//
// The last line of a paragraph and one that the text ends are left as they are,
// and so are left-to-right paragraphs, which have no kashida, a line with a
// tab, and one with more than a third of its room empty: holes in it would be
// worse than its end.

const (
	maxKashida = 3  // cells of tatweel that a word may get
	maxBlank   = 64 // cells that a blank may get
)

// tatweel is the stroke.
const tatweel = '\u0640'

// A place is where a word may be stretched.
type place struct {
	cell  int // its stroke goes after this letter
	class int // 1 is best
	turn  uint32
}

// justify fills the line to room cells.
func (m *maker) justify(ln *Line, room int) {
	slack := room - ln.Width
	if slack <= 0 || slack > room/3 || slices.ContainsFunc(ln.Cells, func(c Cell) bool { return c.Class == bidi.S }) {
		return // a tab would leave its stop
	}
	m.findPlaces(ln.Cells)
	m.findBlanks(ln.Cells)
	if slack > maxKashida*len(m.places)+maxBlank*len(m.blanks) {
		return
	}
	for round := 0; round < maxKashida; round++ {
		for _, p := range m.places[:min(slack, len(m.places))] {
			c := &ln.Cells[p.cell]
			c.Kashida++
			c.Width++
			slack--
		}
	}
	for slack > 0 {
		for _, p := range m.blanks[:min(slack, len(m.blanks))] {
			ln.Cells[p.cell].Width++
			slack--
		}
	}
	ln.Width = 0
	for i := range ln.Cells {
		ln.Width += int(ln.Cells[i].Width)
	}
}

// findPlaces leaves in m.places those of all words, in the order in which they
// are to be taken: the better first, and among equals such that the line is
// stretched evenly however many are taken.
func (m *maker) findPlaces(cells []Cell) {
	m.places = m.places[:0]
	for end := len(cells); end > 0; { // a word from its right, where it begins, to its left
		start := end
		for start > 0 && cells[start-1].Level.RTL() && cells[start-1].joins() {
			start--
		}
		if p, ok := bestPlace(cells[start:end]); ok {
			p.cell += start
			m.places = append(m.places, p)
		}
		end = min(start, end-1)
	}
	inTurn(m.places)
}

// findBlanks leaves in m.blanks the blanks between words, likewise.
func (m *maker) findBlanks(cells []Cell) {
	m.blanks = m.blanks[:0]
	last := len(cells) - 1
	for last > 0 && cells[last].Blank { // that begin the line
		last--
	}
	for i := range cells[:last+1] {
		if c := &cells[i]; c.Blank && c.Width == 1 && (c.Shaped == ' ' || c.Shaped == 0) {
			m.blanks = append(m.blanks, place{cell: i})
		}
	}
	inTurn(m.blanks)
}

// inTurn sorts places: by class, and within one by the reversed bits of their
// numbers, as van der Corput's sequence goes.
func inTurn(places []place) {
	for i := range places {
		places[i].turn = bits.Reverse32(uint32(i))
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.class != b.class {
			return a.class - b.class
		}
		return cmp.Compare(a.turn, b.turn)
	})
}

// joins reports whether the cell belongs to a word of the Arabic script: a
// letter in a form, one that has none, or a tatweel.
func (c *Cell) joins() bool {
	_, ok := shape.FormOf(c.Shaped)
	return ok || c.Shaped == 'ء' || shape.JoiningTypeOf(c.Shaped) != shape.U
}

// bestPlace gives the best place of a word, whose cells stand in visual order:
// its first letter is the last of them.
func bestPlace(word []Cell) (best place, ok bool) {
	if len(word) < 3 || isGod(word) {
		return place{}, false
	}
	for i := len(word) - 1; i > 0; i-- {
		if class := classAfter(word, i); class > 0 && (!ok || class <= best.class) {
			best, ok = place{cell: i, class: class}, true
		}
	}
	return best, ok
}

// classAfter is the class of the place after the letter of cell i, 0 when it is
// none.
func classAfter(word []Cell, i int) int {
	c, next := &word[i], &word[i-1]
	f, _ := shape.FormOf(c.Shaped)
	g, _ := shape.FormOf(next.Shaped)
	switch {
	case c.End != next.Start || c.Level != next.Level:
		return 0 // something without a cell stands between
	case c.Shaped == tatweel:
		return 1
	case !f.After || !g.Before, f.Letter == 'ل' && isAlef(g.Letter):
		return 0
	}
	switch f.Letter {
	case 'س', 'ش', 'ص', 'ض':
		return 2
	}
	if g.After {
		return classBeforeMedial(g.Letter, word[:i-1])
	}
	switch g.Letter {
	case 'ة', 'ه', 'ہ', 'ھ', 'د', 'ذ':
		return 3
	case 'ا', 'أ', 'إ', 'آ', 'ٱ', 'ط', 'ظ', 'ل', 'ك', 'ک', 'گ':
		return 4
	case 'و', 'ؤ', 'ع', 'غ', 'ق', 'ف':
		return 6
	}
	return 7
}

// classBeforeMedial is that of a place before the medial letter, which the cells
// of rest follow.
func classBeforeMedial(letter rune, rest []Cell) int {
	switch letter {
	case 'ب', 'پ', 'ت', 'ث', 'ن', 'ي', 'ی', 'ئ':
	default:
		return 0
	}
	if len(rest) == 0 {
		return 0
	}
	f, _ := shape.FormOf(rest[len(rest)-1].Shaped)
	switch f.Letter {
	case 'ر', 'ز', 'ژ', 'ي', 'ی', 'ى':
		if f.Before && !f.After {
			return 5
		}
	}
	return 0
}

// isGod reports whether the word is الله or لله, with what may stand before them,
// or اللهم.
func isGod(word []Cell) bool {
	letters := make([]rune, 0, 8)
	for i := range word {
		f, _ := shape.FormOf(word[i].Shaped)
		if i == 0 && f.Letter == 'م' {
			continue
		}
		if f.Letter == 'ل' && !f.After { // a ligature with alef
			return false
		}
		if letters = append(letters, f.Letter); len(letters) == cap(letters) {
			return false
		}
	}
	name, ok := strings.CutPrefix(string(letters), "هلل") // from its end
	if !ok {
		return false
	}
	before, alef := strings.CutPrefix(name, "ا")
	if !alef {
		before, alef = strings.CutPrefix(name, "ٱ")
	}
	return strings.Trim(before, "وفبتكأ") == "" && (alef || strings.Trim(before, "وف") == "")
}
