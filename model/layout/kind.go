package layout

import "unicode"

// A kind says how a rune takes part in clusters and cells. It is a short cut
// past UAX #29 for the runes of Arabic and Latin text; the rest is complex.
type kind uint8

const (
	plain     kind = iota // a cluster's base, of width 1, that extends none
	space                 // U+0020, another base
	complex               // ask UAX #29
	mark                  // extends a cluster and has no width: vowel marks, joiners, variation selectors
	sign                  // a prefixed sign, which is drawn as a stand-in
	invisible             // a cluster by itself that has no cell: bidi controls and the like
	control               // C0, DEL, C1, line and paragraph separators
)

// base reports whether k is that of a cluster's base which needs no other look.
func (k kind) base() bool { return k <= space }

// kinds holds the kinds of the first runes, with all of Arabic.
var kinds = func() (t [0x900]kind) {
	for r := range t {
		t[r] = kindOther(rune(r))
	}
	t[' '] = space
	return t
}()

// kindOf is the kind of r. Where Unicode 15.0 has no character the nearest
// range may claim the place; nobody can tell.
func kindOf(r rune) kind {
	if uint32(r) < uint32(len(kinds)) {
		return kinds[r]
	}
	return kindOther(r)
}

func kindOther(r rune) kind {
	switch {
	case r < 0x300:
		return kindLatin(r)
	case r < 0x600:
		if r < 0x370 || 0x483 <= r && r <= 0x489 {
			return mark
		}
		if r < 0x530 || 0x5D0 <= r && r <= 0x5F4 {
			return plain
		}
		return complex
	case r < 0x900:
		return kindArabic(r)
	case r < 0x2000:
		if r >= 0x1E00 {
			return plain
		}
		return complex
	case r < 0x2800:
		return kindPunctuation(r)
	case 0xFB50 <= r && r <= 0xFEFF:
		return kindForms(r)
	case 0xFFF0 <= r && r <= 0xFFFB:
		return invisible
	case r == 0xFFFD:
		return plain
	}
	return complex
}

func kindLatin(r rune) kind {
	switch {
	case r < 0x20, 0x7F <= r && r < 0xA0:
		return control
	case r == 0xAD:
		return invisible
	case r == 0xA9, r == 0xAE: // may begin an emoji sequence
		return complex
	}
	return plain
}

func kindArabic(r rune) kind {
	switch {
	case 0x620 <= r && r < 0x64B, 0x660 <= r && r < 0x6D6 && r != 0x670:
		return plain
	case r < 0x606, r == 0x6DD, r == 0x70F, r == 0x890, r == 0x891, r == 0x8E2:
		return sign
	case r == 0x61C:
		return invisible
	case 0x610 <= r && r <= 0x61A, 0x64B <= r && r <= 0x65F, r == 0x670,
		0x6D6 <= r && r <= 0x6DC, 0x6DF <= r && r <= 0x6E4, r == 0x6E7, r == 0x6E8, 0x6EA <= r && r <= 0x6ED,
		0x898 <= r && r <= 0x89F, 0x8CA <= r:
		return mark
	case r < 0x70E, 0x750 <= r && r < 0x780, 0x870 <= r && r <= 0x88E, 0x8A0 <= r:
		return plain
	}
	return complex
}

func kindPunctuation(r rune) kind {
	switch {
	case r == 0x200C, r == 0x200D:
		return mark
	case r <= 0x200A: // blanks
		return complex
	case r == 0x2028, r == 0x2029:
		return control
	case 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x206F:
		return invisible
	case r < 0x203C, 0x203D <= r && r <= 0x2048, 0x20A0 <= r && r <= 0x20CF,
		0x2200 <= r && r <= 0x22FF, 0x2500 <= r && r <= 0x259F, r == standIn:
		return plain
	}
	return complex
}

func kindForms(r rune) kind {
	switch {
	case r <= 0xFDFF, 0xFE70 <= r && r <= 0xFEFC:
		return plain
	case r <= 0xFE0F, 0xFE20 <= r && r <= 0xFE2F:
		return mark
	case r == 0xFEFF:
		return invisible
	}
	return complex
}

// isBlank reports whether r vanishes at the end of a line: white space that is
// no line separator and does not forbid a break.
func isBlank(r rune) bool {
	switch {
	case r < 0x1680:
		return r == ' ' || r == '\t'
	case r == 0x1680, r == 0x205F, r == 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200A && r != 0x2007
}

// isVowel reports whether r is one of the Arabic marks that a reader may hide:
// harakat, tanwin, shadda, the hamza and madda that combine, Koranic signs.
func isVowel(r rune) bool {
	switch {
	case r < 0x610 || r > 0x8FF:
		return false
	case r <= 0x61A, 0x64B <= r && r <= 0x65F, r == 0x670:
		return true
	case 0x6D6 <= r && r <= 0x6ED, 0x8D3 <= r:
		return kindArabic(r) == mark
	}
	return false
}

// isIgnorable reports whether r changes a cluster's look without being seen:
// format characters, variation selectors, the grapheme joiner. All of them
// are left out, for a terminal may take a variation selector for a reason to
// make a cell wide, or a joiner to make three emoji one.
func isIgnorable(r rune) bool {
	switch {
	case r == 0x34F, 0x180B <= r && r <= 0x180F, 0xFE00 <= r && r <= 0xFE0F, 0xE0000 <= r && r <= 0xE0FFF:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}

// isSign reports whether r is a prefixed sign (Prepended_Concatenation_Mark).
func isSign(r rune) bool { return kindOf(r) == sign || r == 0x110BD || r == 0x110CD }
