package charset

import (
	"sync"
	"unicode/utf8"
)

// score says how well bytes beyond ASCII make Arabic in each encoding of one
// byte a letter.
type score struct{ windows, iso int }

func (s score) plus(t score) score { return score{s.windows + t.windows, s.iso + t.iso} }

// of is the score in an encoding.
func (s score) of(e single) int {
	if e == iso8859 {
		return s.iso
	}
	return s.windows
}

// best is the encoding that fits better; ties go to windows-1256.
func (s score) best() single {
	if s.iso > s.windows {
		return iso8859
	}
	return windows1256
}

// choose is the best encoding, or the declared one where the bytes agree: an
// Arabic one that fits nearly as well, any one where nothing is Arabic. (Prose of
// 200 letters and more had in the wrong encoding at most 83 % of its score.)
func (s score) choose(declared single) single {
	best := s.best()
	if s.of(best) <= 0 && declared != notSingle {
		return declared
	}
	if (declared == windows1256 || declared == iso8859) && 10*s.of(declared) >= 9*s.of(best) {
		return declared
	}
	return best
}

// sure reports whether bytes of this score tell their encoding by themselves,
// whatever the others of the file are.
func (s score) sure() bool {
	const decisive = 20 // in 140,000 pieces of 40 letters the wrong one led by 10 at most
	return max(s.windows-s.iso, s.iso-s.windows) >= decisive
}

// worth is what a letter counts (ARABIC.md 6).
func worth(r rune) int {
	const letter, other, bad, undefined = 3, 1, -2, -10
	switch r {
	case 'ا', 'ل', 'ي', 'م', 'ن', 'و', 'ه', 'ر', 'ت', 'ب', 'ة':
		return letter
	case '،', '؟', '«', '»', '“', '”', '\u00A0':
		return 0
	case utf8.RuneError:
		return undefined
	}
	if r >= 0x621 && r <= 0x64A {
		return other
	}
	return bad
}

// worths is what each byte counts.
var worths = sync.OnceValue(func() *[256]score {
	var w [256]score
	for b := utf8.RuneSelf; b < len(w); b++ {
		w[b] = score{worth(windows1256.table().DecodeByte(byte(b))), worth(iso8859.table().DecodeByte(byte(b)))}
	}
	return &w
})

// counts is what was seen in bytes.
type counts struct {
	runes int // all that there are
	good  int // of them, those of UTF-8 beyond ASCII
	bad   int // bytes that are no UTF-8
	pairs int // of these, those after another one
	score     // of them
}

// few reports whether what is bad is damage rather than text: less than a
// hundredth, and here and there.
func (c counts) few() bool { return c.bad*100 < c.runes && c.pairs*2 < c.bad }

// tally counts. A last rune that is cut off counts for nothing.
func tally(p []byte) counts {
	var c counts
	w := worths()
	last := -2 // where the last bad byte was
	for i := 0; i < len(p); c.runes++ {
		if p[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(p[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			c.good++
		case utf8.FullRune(p[i:]):
			c.bad++
			if last == i-1 {
				c.pairs++
			}
			last = i
			if within(p, i) {
				c.score = c.plus(w[p[i]])
			}
		}
		i += size
	}
	return c
}

// within reports whether the letter at i is one of a word, with no Latin letter
// beside it. Others say nothing of Arabic: they may be the accents of French.
func within(p []byte, i int) bool {
	before, after := byte(' '), byte(' ')
	if i > 0 {
		before = p[i-1]
	}
	if i+1 < len(p) {
		after = p[i+1]
	}
	return (before >= utf8.RuneSelf || after >= utf8.RuneSelf) && !latin(before) && !latin(after)
}

func latin(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
