// Package shape joins Arabic letters by their presentation forms.
package shape

import "qari/model/bidi"

// Ligated stands for an alef that was drawn into the ligature at the lam before it.
const Ligated rune = -1

// Shape writes for each rune of text its contextual presentation form.
func Shape(dst []rune, text []rune, levels []bidi.Level, lamAlef bool) []rune {
	return append(dst[:0], text...)
}

// JoiningType is a Joining_Type.
type JoiningType uint8

const (
	U JoiningType = iota
	R
	D
	C
	L
	T
)

// JoiningTypeOf is the Joining_Type of r.
func JoiningTypeOf(r rune) JoiningType { return U }

// Unshape gives the letters of a presentation form.
func Unshape(r rune) (letters string, ok bool) { return "", false }
