package fuzzy

import "encoding/binary"

// memo remembers what word a piece of a title is that stands between blanks:
// most pieces came before, and need not be folded again. It is a table of fixed
// size: two pieces of a hash have room, a third takes the place of the one that
// came first.
type memo [][2]slot

// slot holds a piece that is one word.
type slot struct {
	word    uint32
	mask    uint32 // of its letters
	letters uint8  // how many
	size    uint8  // of the piece in bytes; 0 when the slot is free
	text    [maxPiece]byte
}

const (
	memoBits = 15
	maxPiece = 22 // that makes two slots a cache line
)

func newMemo() memo { return make(memo, 1<<memoBits) }

// get returns the slot that holds a piece, nil if none does.
func (m memo) get(piece string) *slot {
	at := &m[hash(piece)>>(64-memoBits)]
	if at[0].is(piece) {
		return &at[0]
	}
	if at[1].is(piece) {
		return &at[1]
	}
	return nil
}

// put puts a piece in that is the word w, unless it is too long.
func (m memo) put(piece string, number uint32, w *word) {
	if len(piece) > maxPiece {
		return
	}
	at := &m[hash(piece)>>(64-memoBits)]
	at[1] = at[0]
	at[0] = slot{word: number, mask: narrow(w.mask), letters: uint8(w.letters), size: uint8(len(piece))}
	copy(at[0].text[:], piece)
}

// is reports whether the slot holds the piece.
func (s *slot) is(piece string) bool {
	return s.size > 0 && string(s.text[:s.size]) == piece
}

// hash mixes the bytes of s, eight at a time, for tables whose worst case does
// not matter.
func hash(s string) uint64 {
	const odd = 0x9E3779B97F4A7C15
	h := uint64(len(s)) * odd
	for ; len(s) >= 8; s = s[8:] {
		h = (h ^ word64(s)) * odd
		h ^= h >> 32
	}
	for i := range len(s) {
		h = h<<8 ^ uint64(s[i])
	}
	return h * odd
}

// word64 is the first eight bytes of s.
func word64(s string) uint64 {
	var b [8]byte
	copy(b[:], s)
	return binary.LittleEndian.Uint64(b[:])
}
