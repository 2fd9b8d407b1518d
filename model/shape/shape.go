package shape

import (
	"slices"

	"qari/model/bidi"
)

//go:generate go run gen.go -ucd /usr/share/unicode -o tables.go

// Ligated stands for an alef that was drawn into the ligature at the lam before
// it. It is no code point.
const Ligated rune = -1

const lam = 0x0644

// Shape writes into dst, from its start, what is drawn for each rune of text,
// and gives dst back: as many runes as text has, in its order, which is the
// logical one. A letter becomes its contextual form; a rune that has none stays,
// and so does one that never joins, such as hamza. If lamAlef, a lam that joins
// an alef becomes the ligature of both, marks between them or not, and the alef
// Ligated.
//
// levels are the embedding levels of the runes, after L1 or before it; nil means
// that all are at one right-to-left level. Where they differ nothing joins. dst
// must not overlap text.
func Shape(dst []rune, text []rune, levels []bidi.Level, lamAlef bool) []rune {
	dst = slices.Grow(dst[:0], len(text))[:len(text)]
	level, o := bidi.Level(1), &rightToLeft
	// The letter that waits for its form until it is known what follows: its
	// forms, itself, its index, where it can join and where it does. They are
	// variables, not a struct, for speed.
	row, letter, at, sides, joined := &noForms, rune(0), -1, side(0), side(0)
	for i, r := range text {
		// A transparent rune at a level of its own parts letters too, but not one
		// that has no level, as X9 removes it.
		if levels != nil && levels[i] != level && !levelless(r) {
			write(dst, at, o.form(row, joined, letter))
			if !levelless(letter) { // ZWJ joins on both sides of the turn
				row, letter, at, sides, joined = &noForms, 0, -1, 0, 0
			}
			level = levels[i]
			if o = &rightToLeft; !level.RTL() {
				o = &leftToRight
			}
		}
		t := JoiningTypeOf(r)
		if t == T {
			dst[i] = r
			continue
		}
		joins := sides & (o.sides[t] >> 1) // after, or none
		joined |= joins
		if joins != 0 && letter == lam && lamAlef { // from right to left: else an alef does not join what is before it
			if l, ok := ligatureOf(r); ok {
				dst[at], dst[i] = l.isolated, Ligated
				if joined&before != 0 {
					dst[at] = l.final
				}
				row, letter, at, sides, joined = &noForms, 0, -1, 0, 0 // an alef joins nothing after it
				continue
			}
		}
		write(dst, at, o.form(row, joined, letter))
		row, letter, at, sides, joined = formsOf(r), r, i, o.sides[t], joins<<1
	}
	write(dst, at, o.form(row, joined, letter))
	return dst
}

// write puts r at index i, if that is one.
func write(dst []rune, i int, r rune) {
	if uint(i) < uint(len(dst)) {
		dst[i] = r
	}
}

func levelless(r rune) bool { return bidi.Removed(bidi.ClassOf(r)) }

// side is a set of the logical sides of a letter.
type side uint8

const (
	after  side = 1 << iota // of the letter that follows; must stay before>>1
	before                  // of the letter that comes before
)

// An orientation is how logical sides go with sides on the screen.
type orientation struct {
	sides  [T + 1]side // where letters of each joining type join
	column [4]uint8    // of forms, by where a letter is joined
}

var (
	rightToLeft = orientation{
		sides:  [...]side{R: before, L: after, D: before | after, C: before | after, T: 0},
		column: [...]uint8{0: isolated, after: initial, before: final, before | after: medial},
	}
	leftToRight = orientation{
		sides:  [...]side{R: after, L: before, D: before | after, C: before | after, T: 0},
		column: [...]uint8{0: isolated, after: final, before: initial, before | after: medial},
	}
)

// form is that of letter, which is joined on these sides, out of its row; the
// letter itself where there is none.
func (o *orientation) form(row *[4]uint16, joined side, letter rune) rune {
	if f := rune(row[o.column[joined&3]&3]); f != 0 {
		return f
	}
	return letter
}

// Columns of forms.
const (
	isolated = iota
	initial
	final
	medial
)

// noForms is the row of runes that have no forms.
var noForms [4]uint16

func formsOf(r rune) *[4]uint16 {
	if n := uint(r - firstLetter); n < uint(len(forms)) {
		return &forms[n]
	}
	return &noForms
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

// LamAlef gives the ligature of a lam, in the form that Shape gave it, with an
// alef that Shape left apart; the form itself if there is none.
func LamAlef(form, alef rune) rune {
	l, ok := ligatureOf(alef)
	switch {
	case !ok:
		return form
	case form == rune(forms[lam-firstLetter][medial]):
		return l.final
	}
	return l.isolated
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
