package clean

import "unicode"

// kind is what a view does with a rune.
type kind uint8

const (
	letter    kind = iota // a letter or digit: part of a token
	other                 // shown, not part of a token
	combining             // a mark or a joiner: part of the cluster before it
	blank                 // one blank, with its neighbours
	paragraph             // ends a paragraph
	line                  // U+2028, ends a line
	tatweel               //
	invisible             // hidden
	mark                  // a bidi mark
	bidi                  // any other bidi control
	control               // shown as a picture
	bad                   // shown as U+FFFD
	closing               // no blank before it
	opening               // no blank after it
	quote                 // one or the other: “ ” „ « »
	form                  // a presentation form
)

// kindOf classifies a rune. An invalid byte is not a rune and is bad.
func kindOf(r rune) kind {
	switch {
	case r < 0x80:
		return kindASCII(r)
	case r < 0x600:
		return kindLow(r)
	case r < 0x700:
		return kindArabic(r)
	case r >= 0x2000 && r < 0x2070:
		return kindPunctuation(r)
	case r >= 0xFB50 && r <= 0xFEFF:
		return kindForms(r)
	case r >= 0xFFF0 && r <= 0xFFFB:
		if r >= 0xFFF9 {
			return control
		}
	case r&0xFFFE == 0xFFFE: // noncharacters, the last two of each plane
		return bad
	case r >= 0xE0000 && r <= 0xE00FF, r == 0x180E, r == 0x1D173 || r > 0x1D173 && r <= 0x1D17A:
		return invisible
	}
	return kindByTable(r)
}

func kindByTable(r rune) kind {
	switch {
	case unicode.IsLetter(r), unicode.Is(unicode.Nd, r):
		return letter
	case unicode.Is(unicode.M, r):
		return combining
	case unicode.Is(unicode.Zs, r):
		return blank
	default:
		return other
	}
}

func kindASCII(r rune) kind {
	switch r {
	case ' ', '\t':
		return blank
	case '\n', '\r':
		return paragraph
	case '.', ',', ';', ':', '?', '!', ')', ']', '}':
		return closing
	case '(', '[', '{':
		return opening
	}
	switch {
	case r < ' ' || r == 0x7F:
		return control
	case '0' <= r && r <= '9', 'a' <= r|0x20 && r|0x20 <= 'z':
		return letter
	default:
		return other
	}
}

func kindLow(r rune) kind {
	switch {
	case r == 0x85:
		return paragraph
	case r < 0xA0:
		return control
	case r == 0xA0:
		return blank
	case r == 0xAD || r == 0x34F:
		return invisible
	case r == '«' || r == '»':
		return quote
	default:
		return kindByTable(r)
	}
}

func kindArabic(r rune) kind {
	switch {
	case r == '،' || r == '؛' || r == '؟':
		return closing
	case r == 0x640:
		return tatweel
	case r == 0x61C:
		return mark
	case r >= 0x621 && r <= 0x64A:
		return letter
	case r >= 0x64B && r <= 0x65F:
		return combining
	default:
		return kindByTable(r)
	}
}

// kindPunctuation classifies U+2000-206F.
func kindPunctuation(r rune) kind {
	switch {
	case r <= 0x200A || r == 0x202F || r == 0x205F:
		return blank
	case r == 0x200B || r >= 0x2060 && r <= 0x2065 || r >= 0x206A:
		return invisible
	case r == 0x200C || r == 0x200D:
		return combining
	case r == 0x200E || r == 0x200F:
		return mark
	case r == 0x2028:
		return line
	case r == 0x2029:
		return paragraph
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		return bidi
	case r >= 0x201C && r <= 0x201E:
		return quote
	default:
		return other
	}
}

// kindForms classifies U+FB50-FEFF.
func kindForms(r rune) kind {
	switch {
	case r == 0xFEFF:
		return invisible
	case r >= 0xFDD0 && r <= 0xFDEF:
		return bad
	case r == 0xFD3E || r == 0xFD3F:
		return other // ornate brackets
	case r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC:
		return form
	default:
		return kindByTable(r)
	}
}

// script groups that a word does not mix (ARABIC.md 10.3).
type script uint8

const (
	latin script = 1 << iota
	greekOrCyrillic
)

func scriptOf(r rune) script {
	switch {
	case r < 0x80:
		return latin
	case r < 0xC0:
		return 0
	case r < 0x250:
		return latin
	case r < 0x370:
		return 0
	case r < 0x530:
		return greekOrCyrillic
	case r < 0x1C80:
		return 0
	case unicode.Is(unicode.Latin, r):
		return latin
	case unicode.In(r, unicode.Greek, unicode.Cyrillic):
		return greekOrCyrillic
	default:
		return 0
	}
}

// smuggled reports whether r, within letters, makes a word look like another
// (ARABIC.md 10.3).
func smuggled(r rune) bool {
	return r == 0x200B || r == 0x2060 || r == 0xFEFF || r == 0xAD || r >= 0xE0000 && r <= 0xE007F
}
