// Package cell is the one authority on width in terminal cells.
//
// A terminal that knows nothing of grapheme clusters advances by the wcwidth
// of each code point, and so does the renderer, in its wcwidth mode. The width
// of a cluster is therefore the sum over its code points: a family of three
// joined by ZWJ takes six cells, as three separate emoji would. Ambiguous
// characters of UAX #11 are narrow, whatever the environment says.
//
// All widths here are those of text without controls: a control, also one that
// begins an escape sequence, has width 0.
package cell

import (
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// RuneWidth is the number of cells by which r advances the cursor: 0, 1 or 2.
// It is 0 for controls and for all of the categories Mn, Me and Cf. These
// include the prefixed signs U+0600-0605, U+06DD, U+070F, U+0890-0891 and
// U+08E2, which have a width of 1 in some terminals; layout draws another
// character in their place.
func RuneWidth(r rune) int {
	switch {
	case r < 0x7F:
		if r < 0x20 {
			return 0
		}
		return 1
	case 0x620 <= r && r <= 0x6D5:
		if 0x64B <= r && r <= 0x65F || r == 0x670 {
			return 0
		}
		return 1
	case 0xFE70 <= r && r <= 0xFEFC, 0xA0 <= r && r < 0x300 && r != 0xAD, 0x2010 <= r && r <= 0x2027:
		return 1
	}
	return slowRuneWidth(r)
}

// slowRuneWidth asks the renderer's library, which takes spacing and
// nonspacing marks of some scripts alike: the categories decide first.
func slowRuneWidth(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	c := runewidth.Condition{StrictEmojiNeutral: true}
	return c.RuneWidth(r)
}

// Width is the number of cells that one grapheme cluster takes, the sum over
// its runes. A cluster of marks alone has width 0.
func Width(cluster string) int { return StringWidth(cluster) }

// StringWidth is the number of cells that s takes. Each byte that is not part
// of valid UTF-8 counts as U+FFFD.
func StringWidth(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf {
			if 0x20 <= b && b < 0x7F {
				n++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		n += RuneWidth(r)
		i += size
	}
	return n
}
