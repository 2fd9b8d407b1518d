package bidi

// Class is a Bidi_Class.
type Class uint8

const (
	L Class = iota
	R
	AL
	EN
	ES
	ET
	AN
	CS
	B
	S
	WS
	ON
	BN
	NSM
	LRE
	LRO
	RLE
	RLO
	PDF
	LRI
	RLI
	FSI
	PDI
)

// ClassOf is the Bidi_Class of r.
func ClassOf(r rune) Class { return L }

// Removed reports whether rule X9 removes runes of class c.
func Removed(c Class) bool { return c == BN || LRE <= c && c <= PDF }
