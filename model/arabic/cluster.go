package arabic

import (
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"qari/model/span"
)

// Whole widens s to whole grapheme clusters of text (UAX #29). An empty span
// stays as it is.
func Whole(text string, s span.Span) span.Span {
	if s.Empty() {
		return s
	}
	if !boundary(text, s.Start) {
		s.Start, _ = clusterAt(text, s.Start)
	}
	if !boundary(text, s.End) {
		if start, end := clusterAt(text, s.End); start < s.End {
			s.End = end
		}
	}
	return s
}

// clusterAt returns the cluster that holds the byte at off.
func clusterAt(text string, off int) (start, end int) {
	start = off
	for start > 0 && !boundary(text, start) {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
	}
	end = start
	for state := -1; end <= off; {
		start = end
		var c string
		c, _, _, state = uniseg.FirstGraphemeClusterInString(text[start:], state)
		end += len(c)
	}
	return start, end
}

// boundary reports whether a cluster surely ends at off, by the runes beside
// it; so it is in Arabic and Latin text. False means that the annex must be
// asked.
func boundary(text string, off int) bool {
	if off == 0 || off == len(text) {
		return true
	}
	after, _ := utf8.DecodeRuneInString(text[off:])
	if !plain(after) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:off])
	return plain(before) || unicode.Is(unicode.Mn, before)
}

// plain tells runes that no rule of the annex joins to the rune before, and that
// join none but marks after them: neither Extend nor Prepend nor part of a pair.
func plain(r rune) bool {
	switch {
	case r < 0x80:
		return r >= ' ' && r != 0x7F
	case r < lowEnd:
		return r != 0xA9 && r != 0xAE && !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf)
	case 0x2010 <= r && r <= 0x2027:
		return true
	case formFirst <= r && r <= formLast:
		return !unicode.Is(unicode.Mn, r) && r <= 0xFDFF || r >= 0xFE70
	}
	return false
}
