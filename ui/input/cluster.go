package input

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"qari/model/arabic"
	"qari/model/span"
)

// before gives the start of the cluster that ends at a boundary; 0 at 0.
func (l *Line) before(off int) int {
	_, size := utf8.DecodeLastRuneInString(l.text[:off])
	return arabic.Whole(l.text, span.Span{Start: off - size, End: off}).Start
}

// after gives the end of the cluster that starts at a boundary; the end at the
// end.
func (l *Line) after(off int) int {
	_, size := utf8.DecodeRuneInString(l.text[off:])
	return arabic.Whole(l.text, span.Span{Start: off, End: off + size}).End
}

// boundaryBefore gives the last cluster boundary of a text at or before a byte
// offset, which may lie within a code point.
func boundaryBefore(text string, off int) int {
	if off >= len(text) {
		return len(text)
	}
	for off > 0 && !utf8.RuneStart(text[off]) {
		off--
	}
	_, size := utf8.DecodeRuneInString(text[off:])
	return arabic.Whole(text, span.Span{Start: off, End: off + size}).Start
}

// boundaryFrom gives the first cluster boundary of a text at or after the
// start of a code point, or the end of the text.
func boundaryFrom(text string, off int) int {
	_, size := utf8.DecodeLastRuneInString(text[:off])
	return arabic.Whole(text, span.Span{Start: off - size, End: off}).End
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
