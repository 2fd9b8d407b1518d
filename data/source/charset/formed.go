package charset

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// checked is how many bytes of a line, from its first one beyond ASCII on, tell
// whether it is UTF-8. In Arabic of one byte a letter each word does.
const checked = 128

// highest is the highest bit of each of eight bytes.
const highest = 0x8080808080808080

// form is what a quick look says of bytes.
type form uint8

const (
	ascii     form = iota
	begun          // like UTF-8, as far as there is any
	formed         // like UTF-8, enough to be sure
	malformed      // not like UTF-8
)

// look reports whether the first bytes of p beyond ASCII, so many of them, have
// the form of UTF-8: as many bytes 10xxxxxx behind each 11xxxxxx as that says. It
// sees eight bytes at a time, and lets overlong forms and the like pass.
func look(p []byte, many int) form {
	at := beyond(p)
	if at == len(p) {
		return ascii
	}
	end := min(len(p), at+many)
	var open uint64 // where 10xxxxxx must be, of the next eight
	for ; at < end; at += 8 {
		w, known := word(p[at:])
		high := w & highest
		two := high & (w << 1)
		three := two & (w << 2)
		four := three & (w << 3)
		if ((open|two<<8|three<<16|four<<24)^(high&^two))&known != 0 {
			return malformed
		}
		open = two>>56 | three>>48 | four>>40
	}
	if end == len(p) {
		return begun
	}
	return formed
}

// beyond is the offset of the first byte beyond ASCII, the length if there is
// none.
func beyond(p []byte) int {
	for at := 0; at < len(p); at += 8 {
		if w, known := word(p[at:]); w&known != 0 {
			return at + bits.TrailingZeros64(w&known)/8
		}
	}
	return len(p)
}

// word is the first eight bytes of p, and the highest bits of those that there
// are.
func word(p []byte) (w, known uint64) {
	if len(p) >= 8 {
		return binary.LittleEndian.Uint64(p), highest
	}
	for i, b := range p {
		w |= uint64(b) << (8 * i)
		known |= 0x80 << (8 * i)
	}
	return w, known
}

// complete is the length of p without a last rune that is cut off.
func complete(p []byte) int {
	for i := len(p) - 1; i >= max(0, len(p)-utf8.UTFMax); i-- {
		if utf8.RuneStart(p[i]) {
			if utf8.FullRune(p[i:]) {
				break
			}
			return i
		}
	}
	return len(p)
}
