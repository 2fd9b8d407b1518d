package clean

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// entity decodes the character reference that begins with the ampersand at
// text[i]: &quot; &amp; &lt; &gt; &nbsp; and numbers (ARABIC.md 2.4).
func entity(text string, i, end int) (r rune, size int, ok bool) {
	s := text[i:min(end, i+maxEntity)]
	n := strings.IndexByte(s, ';')
	if n < 3 {
		return 0, 0, false
	}
	switch name := s[1:n]; name {
	case "quot":
		r = '"'
	case "amp":
		r = '&'
	case "lt":
		r = '<'
	case "gt":
		r = '>'
	case "nbsp":
		r = 0xA0
	default:
		if r, ok = numeric(name); !ok {
			return 0, 0, false
		}
	}
	return r, n + 1, true
}

// maxEntity is the length of the longest reference, with leading zeros.
const maxEntity = 12

// numeric decodes #NNN and #xHHH. What is no character is U+FFFD.
func numeric(name string) (rune, bool) {
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return 0, false
	}
	if n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return utf8.RuneError, true
	}
	return rune(n), true
}
