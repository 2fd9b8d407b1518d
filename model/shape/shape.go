package shape

import "qari/model/bidi"

//go:generate go run gen.go -ucd /usr/share/unicode -o tables.go

// Ligated stands for an alef that was drawn into the ligature at the lam before
// it. It is no code point.
const Ligated rune = -1

const lam = 0x0644

// Shape writes into dst, from its start, what is drawn for each rune of text,
// and gives dst back: as many runes as text has, in its order, which is the
// logical one. A letter becomes its contextual form; a rune that has none stays,
// and so does one that never joins, such as hamza.
// If lamAlef, a lam that joins an alef becomes the ligature of both, marks
// between them or not, and the alef Ligated.
//
// levels are the embedding levels of the runes, after L1 or before it; nil means
// that all are at one right-to-left level. Where they differ nothing joins. dst
// must not overlap text.
func Shape(dst []rune, text []rune, levels []bidi.Level, lamAlef bool) []rune {
	dst = append(dst[:0], text...)
	j := joiner{dst: dst, lamAlef: lamAlef, toBefore: right, toAfter: left}
	level := bidi.Level(1)
	for i, r := range text {
		t := JoiningTypeOf(r)
		// A transparent rune at a level of its own parts letters too, but not one
		// that has no level, as X9 removes it.
		if levels != nil && levels[i] != level && !levelless(r) {
			level = levels[i]
			j.turn(level)
		}
		switch {
		case t == T:
		case t != U:
			j.add(i, r, sidesOf[t])
		case j.open:
			j.close(false)
		}
	}
	if j.open {
		j.close(false)
	}
	return dst
}

func levelless(r rune) bool { return bidi.Removed(bidi.ClassOf(r)) }

// A side of a letter on the screen.
type side uint8

const (
	left side = 1 << iota
	right
)

// sidesOf says on which sides a letter of each joining type joins.
var sidesOf = [T + 1]side{R: right, L: left, D: left | right, C: left | right}

// A joiner puts forms into dst one letter late: when it is known what follows.
type joiner struct {
	dst               []rune
	lamAlef           bool
	toBefore, toAfter side // where the letters before and after stand on the screen

	open   bool // a letter waits for its form
	last   int  // its index
	letter rune
	sides  side // where it can join
	joined side // where it is joined
}

// turn goes on at another level, to which nothing joins but ZWJ, at either side
// of the turn.
func (j *joiner) turn(level bidi.Level) {
	if j.open && !levelless(j.letter) {
		j.close(false)
	}
	j.toBefore, j.toAfter = left, right
	if level.RTL() {
		j.toBefore, j.toAfter = right, left
	}
}

// add takes the letter at index i, which joins on these sides.
func (j *joiner) add(i int, r rune, sides side) {
	joins := j.open && j.sides&j.toAfter != 0 && sides&j.toBefore != 0
	if joins && j.letter == lam && j.lamAlef && j.toAfter == left {
		if l, ok := ligatureOf(r); ok {
			j.dst[j.last], j.dst[i] = l.isolated, Ligated
			if j.joined != 0 {
				j.dst[j.last] = l.final
			}
			j.open = false // an alef joins nothing after it
			return
		}
	}
	if j.open {
		j.close(joins)
	}
	j.open, j.last, j.letter, j.sides, j.joined = true, i, r, sides, 0
	if joins {
		j.joined = j.toBefore
	}
}

// close gives the waiting letter its form: what is after it joins it or not.
func (j *joiner) close(after bool) {
	j.open = false
	if after {
		j.joined |= j.toAfter
	}
	if n := uint(j.letter - firstLetter); n < uint(len(forms)) {
		if f := forms[n][j.joined&(left|right)]; f != 0 {
			j.dst[j.last] = rune(f)
		}
	}
}

// A ligature is what lam and an alef become.
type ligature struct{ alef, isolated, final rune }

func ligatureOf(alef rune) (ligature, bool) {
	for _, l := range ligatures {
		if l.alef == alef {
			return l, true
		}
	}
	return ligature{}, false
}

// Unshape gives what a presentation form stands for: one letter, or lam and
// alef. ok is false for all other runes; word ligatures such as U+FDFA, other
// ligatures of letters, and marks with a tatweel or a space are other runes.
func Unshape(r rune) (letters string, ok bool) {
	n := uint(r - firstForm)
	if n >= uint(len(unshaped)) || unshaped[n].length == 0 {
		return "", false
	}
	u := unshaped[n]
	return letterBytes[u.start:][:u.length], true
}
