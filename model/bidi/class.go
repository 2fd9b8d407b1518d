package bidi

// Class is a Bidi_Class (UAX #9 table 4). The zero value is L. The four classes
// that are left after the weak rules, apart from neutrals, come first.
type Class uint8

// The bidirectional classes, by the names of UAX #9 table 4.
const (
	L   Class = iota // Left-to-Right
	R                // Right-to-Left
	EN               // European Number
	AN               // Arabic Number
	AL               // Right-to-Left Arabic
	ES               // European Number Separator
	ET               // European Number Terminator
	CS               // Common Number Separator
	NSM              // Nonspacing Mark
	B                // Paragraph Separator
	S                // Segment Separator
	WS               // Whitespace
	ON               // Other Neutrals
	BN               // Boundary Neutral
	LRE              // Left-to-Right Embedding
	LRO              // Left-to-Right Override
	RLE              // Right-to-Left Embedding
	RLO              // Right-to-Left Override
	PDF              // Pop Directional Format
	LRI              // Left-to-Right Isolate
	RLI              // Right-to-Left Isolate
	FSI              // First Strong Isolate
	PDI              // Pop Directional Isolate

	classes = iota
)

const classNames = "L  R  EN AN AL ES ET CS NSMB  S  WS ON BN LRELRORLERLOPDFLRIRLIFSIPDI"

// String is the short name of the class in the Unicode character database.
func (c Class) String() string {
	if c >= classes {
		return "?"
	}
	name := classNames[3*c : 3*c+3]
	for name[len(name)-1] == ' ' {
		name = name[:len(name)-1]
	}
	return name
}

// A property is what the table knows of a rune: its class in the low bits, then
// whether it is a paired bracket (BD14, BD15) or has a mirror glyph.
type property uint8

const (
	classBits property = 1<<5 - 1
	opening   property = 1 << 5
	closing   property = 1 << 6
	mirrored  property = 1 << 7
)

// The table has blocks of 1<<blockShift runes, each kept once, but for those of
// the first directRunes, which stand in order so that they need no index.
const (
	blockShift  = 7
	directRunes = 0x800
)

func propertyOf(r rune) property {
	if uint32(r) < directRunes {
		return property(propertyBlocks[r])
	}
	if uint32(r) > 0x10FFFF {
		return property(L)
	}
	return property(propertyBlocks[uint(propertyIndex[uint32(r)>>blockShift])<<blockShift|uint(r)&(1<<blockShift-1)])
}

// ClassOf is the Bidi_Class of r in Unicode 15.0, with the defaults of
// DerivedBidiClass.txt for unassigned code points; L for what is no code point.
func ClassOf(r rune) Class { return Class(propertyOf(r) & classBits) }

// Removed reports whether rule X9 removes runes of class c: explicit
// embeddings, overrides, their end, and boundary neutrals.
func Removed(c Class) bool { return c-BN <= PDF-BN }

// A classSet has the bit 1<<c for each class c in it.
type classSet uint32

const (
	removedSet    classSet = 1<<BN | 1<<LRE | 1<<LRO | 1<<RLE | 1<<RLO | 1<<PDF
	initiatorSet  classSet = 1<<LRI | 1<<RLI | 1<<FSI
	isolateSet             = initiatorSet | 1<<PDI
	nestingSet             = initiatorSet | 1<<LRE | 1<<LRO | 1<<RLE | 1<<RLO
	rightwardSet  classSet = 1<<R | 1<<AL | 1<<AN
	strongSet     classSet = 1<<L | 1<<R | 1<<AL
	numberSet     classSet = 1<<EN | 1<<AN
	resetOnLine            = removedSet | isolateSet | 1<<WS
	separatorSet  classSet = 1<<B | 1<<S
	levelZeroStop          = nestingSet | rightwardSet
	levelOneStop           = nestingSet | numberSet | 1<<L
)

func (s classSet) has(c Class) bool { return s>>c&1 != 0 }
