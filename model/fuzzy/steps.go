package fuzzy

import "unicode/utf8"

// counts are sixteen small numbers, four bits each: the one at i tells of a word,
// when the first i letters of a term have been found before it.
type counts uint64

func (c counts) at(i uint) uint { return uint(c>>(4*i%64)) & 15 }

const (
	// stay counts as many letters after a word as before it.
	stay counts = 0xFEDCBA9876543210
	// each is one of each.
	each counts = 0x1111111111111111
)

// maxSteps is how many letters of a term are counted so.
const maxSteps = 15

// places is where in a term a letter stands, all four bits set for each place.
type places struct {
	mask uint64 // of the term
	low  [lowEnd]counts
	high map[rune]counts
}

// Letters below this one, which are nearly all and of two bytes at most, have
// their places in a table.
const lowEnd = 0x800

func (t *term) places() *places {
	p := &places{mask: t.mask, high: make(map[rune]counts)}
	for i, r := range t.letters[:min(len(t.letters), maxSteps)] {
		if r < lowEnd {
			p.low[r] |= 15 << (4 * i)
		} else {
			p.high[r] |= 15 << (4 * i)
		}
	}
	return p
}

// read returns how many letters of the term are found after a word, and how many
// of those in the word touch the one before. It reads the word from its end.
func (p *places) read(w *word) (steps, pairs counts) {
	steps = stay
	if w.mask&p.mask == 0 {
		return steps, pairs
	}
	next := counts(0) // places of the letter behind
	for text := w.folded; len(text) > 0; {
		var at counts
		n := len(text)
		if b := text[n-1]; b < utf8.RuneSelf {
			at, text = p.low[b], text[:n-1]
		} else if n > 1 && text[n-2] >= 0xC0 { // the first of two bytes
			at, text = p.low[uint(text[n-2]&0x1F)<<6|uint(b&0x3F)], text[:n-2]
		} else {
			r, size := utf8.DecodeLastRuneInString(text)
			at, text = p.high[r], text[:n-size]
		}
		steps = steps>>4&at | steps&^at
		pairs = (pairs>>4&at | pairs&^at) + at&(next>>4)&each
		next = at
	}
	return steps, pairs
}
