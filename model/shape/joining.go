package shape

// JoiningType is a Joining_Type (Unicode Standard table 9-3). The zero value is U.
type JoiningType uint8

// The joining types, by the names of ArabicShaping.
const (
	U JoiningType = iota // Non_Joining
	R                    // Right_Joining: only to what is at its right, as alef
	D                    // Dual_Joining
	C                    // Join_Causing: tatweel, ZWJ; joins on both sides and keeps its shape
	L                    // Left_Joining
	T                    // Transparent: marks and most format characters
)

// String is the short name of t in the Unicode character database.
func (t JoiningType) String() string {
	if t > T {
		return "?"
	}
	return "URDCLT"[t : t+1]
}

// The table has blocks of 1<<blockShift runes, each kept once, but for those of
// the first directRunes, which stand in order so that they need no index.
const (
	blockShift  = 7
	directRunes = 0x800
)

// JoiningTypeOf is the Joining_Type of r in Unicode 15.0; U for what is no code
// point.
func JoiningTypeOf(r rune) JoiningType {
	if uint32(r) < directRunes {
		return JoiningType(typeBlocks[r])
	}
	if uint32(r) > 0x10FFFF {
		return U
	}
	return JoiningType(typeBlocks[uint(typeIndex[uint32(r)>>blockShift])<<blockShift|uint(r)&(1<<blockShift-1)])
}
