package clean

import "strings"

// shortcode gives the end of the WordPress shortcode that begins with the
// bracket at text[i], if one does (ARABIC.md 2.3). An opening one must carry an
// attribute or have a well-known name, so that [1] and [sic] are none. One that
// is not closed before the next bracket opens, or before a blank line or end,
// is none.
func shortcode(text string, i, end int) (after int, ok bool) {
	s := text[i+1 : end]
	closes := strings.HasPrefix(s, "/")
	n := 0
	if closes {
		n = 1
	}
	name := n
	if n == len(s) || s[n] < 'a' || s[n] > 'z' {
		return 0, false
	}
	for n < len(s) && nameByte(s[n]) {
		n++
	}
	bare := s[name:n]
	attribute := false
	if m, isBlank := skipSpace(s, n); isBlank {
		if n, attribute = attributes(s, m); !attribute {
			return 0, false
		}
	} else if n < len(s) && s[n] == '/' {
		n++
	}
	if n >= len(s) || s[n] != ']' {
		return 0, false
	}
	return i + 1 + n + 1, attribute || closes || wellKnown(bare)
}

// attributes skips `name = anything` from s[n] to the bracket that closes.
func attributes(s string, n int) (bracket int, ok bool) {
	if n == len(s) || s[n] < 'a' || s[n] > 'z' {
		return 0, false
	}
	for n < len(s) && nameByte(s[n]) {
		n++
	}
	n, _ = skipSpace(s, n)
	if n == len(s) || s[n] != '=' {
		return 0, false
	}
	for n++; n < len(s); n++ {
		switch s[n] {
		case ']':
			return n, true
		case '[':
			return 0, false
		case '\n', '\r':
			if blankLine(s[n:]) {
				return 0, false
			}
		}
	}
	return 0, false
}

// blankLine reports whether a second line end follows the one that s begins
// with.
func blankLine(s string) bool {
	if strings.HasPrefix(s, "\r\n") {
		s = s[1:]
	}
	s = strings.TrimLeft(s[1:], " \t")
	return s != "" && (s[0] == '\n' || s[0] == '\r')
}

func skipSpace(s string, n int) (int, bool) {
	from := n
	for n < len(s) && strings.IndexByte(" \t\n\f\r", s[n]) >= 0 {
		if (s[n] == '\n' || s[n] == '\r') && blankLine(s[n:]) {
			break
		}
		n++
	}
	return n, n > from
}

func nameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

// wellKnown are the shortcodes that mean something without attribute.
func wellKnown(name string) bool {
	switch name {
	case "gallery", "caption", "embed", "audio", "video", "playlist", "toc", "contact-form":
		return true
	}
	return false
}
