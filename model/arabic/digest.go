package arabic

import (
	"sync"
	"unicode/utf8"
)

// FNV-1a, 64 bits, over runes where the original has bytes.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// Digest is a hash of the folded letters and digits of s, whatever stands
// between them: equal texts have equal digests, in every process. It is 0 when
// s has none.
func Digest(s string) uint64 {
	d := digester{table: defaults(), units: units(), hash: fnvOffset}
	for i := d.fast(s, 0); i < len(s); i = d.fast(s, i) {
		i = d.slow(s, i)
	}
	if !d.some {
		return 0
	}
	return d.hash
}

type digester struct {
	table *table
	units *[lowEnd]uint16
	hash  uint64
	some  bool // a letter or digit was there
}

// A unit is the letter that a rune below lowEnd folds to, or one of these.
const (
	unitNone uint16 = 0      // no letter
	unitSlow uint16 = 0xFFFF // several letters
)

// units holds the unit of every rune below lowEnd. It is not changed.
var units = sync.OnceValue(func() *[lowEnd]uint16 {
	var all [lowEnd]uint16
	for r, e := range defaults().low {
		if e.class()&isLetter == 0 {
			continue
		}
		if folded, one := e.single(); one && folded < rune(unitSlow) {
			all[r] = uint16(folded)
		} else {
			all[r] = unitSlow
		}
	}
	return &all
})

// fast hashes from s[i] on, as far as the table of units will do, and returns
// where it stopped.
func (d *digester) fast(s string, i int) int {
	h, some := d.hash, d.some
	for i < len(s) {
		r, size := uint(s[i]), 1
		if r >= utf8.RuneSelf {
			if r < 0xC2 || r >= 0xE0 || i+1 == len(s) || s[i+1]&0xC0 != 0x80 {
				break
			}
			r, size = r&0x1F<<6|uint(s[i+1]&0x3F), 2
			if i+3 < len(s) && s[i+2] == 0xD9 && s[i+3] >= 0x8B && d.table.low[r&(lowEnd-1)].class()&mayCarry != 0 {
				break // a mark may make it another letter
			}
		}
		u := d.units[r&(lowEnd-1)]
		if u == unitSlow {
			break
		}
		i += size
		if u != unitNone {
			h, some = (h^uint64(u))*fnvPrime, true
		}
	}
	d.hash, d.some = h, some
	return i
}

// slow hashes whatever rune stands at s[i], and returns where the next one is.
func (d *digester) slow(s string, i int) int {
	e, size := d.table.at(s, i)
	if e.class()&isLetter != 0 || e.class()&isLong != 0 {
		var room [maxBytes + 2]byte
		for _, r := range string(d.table.appendTo(room[:0], e)) {
			if r != ' ' { // within a ligature of several words
				d.hash, d.some = (d.hash^uint64(r))*fnvPrime, true
			}
		}
	}
	return i + size
}
