package input

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// before gives the start of the cluster that ends at a boundary; 0 at 0.
func (l *Line) before(off int) int { return boundaryBefore(l.text, off-1) }

// after gives the end of the cluster that starts at a boundary.
func (l *Line) after(off int) int { return boundaryFrom(l.text, off+1) }

// boundaryBefore gives the last cluster boundary (UAX #29) of a text at or
// before an offset.
func boundaryBefore(text string, off int) int {
	at, state := 0, -1
	for rest := text; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if at+len(cluster) > off {
			break
		}
		at += len(cluster)
	}
	return at
}

// boundaryFrom gives the first cluster boundary of a text at or after an
// offset; the end when there is none.
func boundaryFrom(text string, off int) int {
	at, state := 0, -1
	for rest := text; rest != "" && at < off; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		at += len(cluster)
	}
	return at
}

// Clean makes one line of a text, safe to edit and to show:
//   - line breaks and tabs become one blank, none at the edges;
//   - other controls, invalid UTF-8, bidi controls and invisible format
//     characters are left out; the joiners U+200C and U+200D stay, they shape
//     letters, and so do the Arabic number signs, which are seen;
//   - blanks of any width become U+0020;
//   - the ligatures of lam and alef, which some keyboards send, become the two
//     letters.
func Clean(text string) string {
	var b strings.Builder
	gap := false
	for i, r := range text {
		switch {
		case r == '\t' || r == '\n' || r == '\v' || r == '\f' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			gap = true
			continue
		case r == unicode.ReplacementChar && !strings.HasPrefix(text[i:], "\ufffd"), unicode.IsControl(r), invisible(r):
			continue
		case unicode.Is(unicode.Zs, r):
			r = ' '
		}
		if gap && b.Len() > 0 && r != ' ' && !strings.HasSuffix(b.String(), " ") {
			b.WriteByte(' ')
		}
		gap = false
		if letters := ligature(r); letters != "" {
			b.WriteString(letters)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// invisible says whether a code point is a format character that shows
// nothing and shapes nothing.
func invisible(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	return unicode.Is(unicode.Cf, r) && r != nonJoiner && r != joiner && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// ligature gives the letters of a presentation form of lam and alef, else "".
func ligature(r rune) string {
	switch r {
	case '\ufef5', '\ufef6':
		return "لآ"
	case '\ufef7', '\ufef8':
		return "لأ"
	case '\ufef9', '\ufefa':
		return "لإ"
	case '\ufefb', '\ufefc':
		return "لا"
	}
	return ""
}
