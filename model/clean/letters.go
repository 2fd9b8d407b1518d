package clean

import (
	"encoding/binary"
	"math/bits"
)

// plainWords is the length of the plain Arabic letters that text[i:end] begins
// with, and of the single blanks between them, which it counts: most of what
// there is to scan. It ends after a letter, and leaves the last few bytes before
// end to its caller.
//
// It looks at eight bytes side by side, and takes note of what it finds in the
// highest bit of each.
func plainWords(text string, i, end int) (n, blanks int) {
	const (
		each = 0x0101010101010101
		high = 0x80 * each
	)
	for from := i; ; n = i - from {
		if i+8 > end {
			return n, blanks
		}
		x := binary.LittleEndian.Uint64([]byte(text[i : i+8]))
		first := x & (x << 1) & high   // begins a letter
		second := x &^ (x << 1) & high // goes on with one
		blank := ^x & high
		// Plain letters are D8 A1 to D8 BF and D9 81 to D9 8A: seven bits that
		// rise from 21 to 4A, but for 40, which is tatweel.
		letter := x&(0x3F*each) | (x<<14)&(0x40*each)
		plain := (letter + (0x80-0x21)*each) &^ (letter + (0x80-0x4B)*each) & ((letter ^ 0x40*each) + 0x7F*each)
		other := (second ^ first<<8) |
			first&(((x^0xD8*each)&(0x7E*each))+0x7E*each) |
			second&^plain |
			blank&((((x^' '*each)&(0x7F*each))+0x7F*each)|blank>>8)
		passed := second & ((other & -other) - 1) // up to the first other thing
		size := 8 - bits.LeadingZeros64(passed)/8
		i += size
		blanks += bits.OnesCount64(blank & (1<<(8*size) - 1))
		if size < 6 { // more than a blank and half a letter is left
			return i - from, blanks
		}
	}
}
