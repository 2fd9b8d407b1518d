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
	w := noLetter
	for i := 0; ; {
		end := len(text)
		if levels != nil {
			// A transparent rune at a level of its own parts letters too, but not
			// one that has no level, as X9 removes it.
			for end = i; end < len(text) && (levels[end] == level || levelless(text[end])); {
				end++
			}
		}
		w = o.shape(dst, text, i, end, w, lamAlef)
		w.write(dst, o)
		if end == len(text) {
			return dst
		}
		if !levelless(w.letter) { // ZWJ joins on both sides of the turn
			w = noLetter
		}
		i, level = end, levels[end]
		if o = &rightToLeft; !level.RTL() {
			o = &leftToRight
		}
	}
}

// A waiting letter gets its form when it is known what follows.
type waiting struct {
	letter rune
	at     int  // its index, -1 when none waits
	sides  side // where it can join
	joined side // and where it does
}

var noLetter = waiting{at: -1}

// write gives the letter its form.
func (w *waiting) write(dst []rune, o *orientation) {
	if w.at >= 0 {
		dst[w.at] = o.form(w.letter, w.joined)
	}
}

// shape shapes text[from:to], all at levels of one orientation, after the letter
// w, and gives the letter that waits then. It does the same for all runes, also
// those that never join: branches that depend on the text cost more.
func (o *orientation) shape(dst, text []rune, from, to int, w waiting, lamAlef bool) waiting {
	dst, text = dst[:to], text[:to]
	letter, at, sides, joined := w.letter, w.at, w.sides, w.joined // not a struct, for speed
	for i := from; i < len(text); i++ {
		r := text[i]
		t := JoiningTypeOf(r)
		if t == T {
			dst[i] = r
			continue
		}
		joins := sides & (o.sides[t&7] >> 1) // after, or none
		joined |= joins
		if letter^lam|notAlef(r) == 0 && joins != 0 && lamAlef { // from right to left: else an alef does not join what is before it
			l := ligatureOf(r)
			dst[at], dst[i] = l.isolated, Ligated
			if joined&before != 0 {
				dst[at] = l.final
			}
			letter, at, sides, joined = 0, -1, 0, 0 // an alef joins nothing after it
			continue
		}
		if uint(at) < uint(len(dst)) {
			dst[at] = o.form(letter, joined)
		}
		letter, at, sides, joined = r, i, o.sides[t&7], joins<<1
	}
	return waiting{letter, at, sides, joined}
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
	sides  [8]side  // where letters of each joining type join
	column [4]uint8 // of forms, by where a letter is joined
}

var (
	rightToLeft = orientation{
		sides:  [...]side{R: before, L: after, D: before | after, C: before | after, 7: 0},
		column: [...]uint8{0: isolated, after: initial, before: final, before | after: medial},
	}
	leftToRight = orientation{
		sides:  [...]side{R: after, L: before, D: before | after, C: before | after, 7: 0},
		column: [...]uint8{0: isolated, after: final, before: initial, before | after: medial},
	}
)

// form is that of letter, which is joined on these sides; the letter itself
// where there is none.
func (o *orientation) form(letter rune, joined side) rune {
	if uint32(letter) < uint32(len(drawn)) {
		return rune(drawn[letter][o.column[joined&3]&3])
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

// drawn has a row of forms for each of the first runes, with the rune itself in
// place of a form that it has not.
var drawn = func() (d [0x700][4]uint16) {
	for r := range d {
		for column := range d[r] {
			d[r][column] = uint16(r)
			if n := r - firstLetter; 0 <= n && n < len(forms) && forms[n][column] != 0 {
				d[r][column] = forms[n][column]
			}
		}
	}
	return d
}()

// A ligature is what lam and an alef become.
type ligature struct{ alef, isolated, final rune }

// notAlef is 0 for the alefs that have a ligature with lam: U+0622, 0623, 0625
// and 0627.
func notAlef(r rune) rune { return 1 &^ (0b101011 >> uint32(r-0x622)) }

// ligatureOf is that of lam with an alef, the zero ligature for other runes.
func ligatureOf(alef rune) ligature {
	for _, l := range ligatures {
		if l.alef == alef {
			return l
		}
	}
	return ligature{}
}

// A Form is what a presentation form says of a letter in its place.
type Form struct {
	Letter        rune // the letter; of a ligature with alef, lam
	Before, After bool // it joins the letter before it, and the one after it
}

// formsByRune has the forms that Shape gives, by what is drawn, from firstForm.
var formsByRune = func() (t [0xFEFD - firstForm]Form) {
	for n, row := range forms {
		for column, r := range row {
			if r != 0 {
				t[r-firstForm] = Form{
					Letter: firstLetter + rune(n),
					Before: column == final || column == medial,
					After:  column == initial || column == medial,
				}
			}
		}
	}
	for _, l := range ligatures {
		t[l.isolated-firstForm] = Form{Letter: lam}
		t[l.final-firstForm] = Form{Letter: lam, Before: true}
	}
	return t
}()

// FormOf says what the presentation form r is: one that Shape gives; else ok is
// false.
func FormOf(r rune) (f Form, ok bool) {
	if n := uint(r - firstForm); n < uint(len(formsByRune)) {
		f = formsByRune[n]
	}
	return f, f.Letter != 0
}

// LamAlef gives the ligature of a lam, in the form that Shape gave it, with an
// alef that Shape left apart; the form itself if there is none.
func LamAlef(form, alef rune) rune {
	l := ligatureOf(alef)
	switch {
	case l.alef == 0:
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
