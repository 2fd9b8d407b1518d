package arabic

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold folds r, which is no presentation form.
func (o Options) fold(r rune) entry {
	switch {
	case dropped(r):
		return newEntry(isDropped, "")
	case unicode.Is(unicode.Cf, r) && (r < 0x600 || r > 0x605):
		return newEntry(0, "")
	case unicode.Is(unicode.Mn, r):
		return newEntry(isMark, string(r))
	case 0x660 <= r && r <= 0x669:
		return newEntry(isOther, string('0'+r-0x660))
	case 0x6F0 <= r && r <= 0x6F9:
		return newEntry(isOther, string('0'+r-0x6F0))
	case unicode.Is(unicode.Nd, r):
		return newEntry(isOther, string(r))
	case !unicode.IsLetter(r):
		return newEntry(0, string(r))
	case unicode.Is(unicode.Arabic, r):
		return newEntry(arabicClass(r), string(o.arabic(r)))
	}
	return newEntry(isOther, string(latin(r)))
}

// dropped tells the marks and invisible characters that fold to nothing where
// they stand in a token. Word joiners and tags are among them, although
// ARABIC.md 3.1 leaves them out: 10.3 wants words found in spite of them.
func dropped(r rune) bool {
	switch {
	case r == 0x640, 0x64B <= r && r <= 0x65F, r == 0x670, 0x610 <= r && r <= 0x61A:
		return true
	case 0x6D6 <= r && r <= 0x6ED, 0x8D3 <= r && r <= 0x8FF:
		return unicode.Is(unicode.Mn, r)
	case 0x300 <= r && r <= 0x36F:
		return true
	case r == 0xAD, r == 0x61C, r == 0xFEFF:
		return true
	case 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E:
		return true
	case 0x2060 <= r && r <= 0x206F, 0xE0000 <= r && r <= 0xE007F:
		return unicode.Is(unicode.Cf, r)
	}
	return false
}

func arabicClass(r rune) uint8 {
	switch r {
	case 'ة', 'ۃ':
		return isArabic | isTeh
	case 'و', 'ي':
		return isArabic | mayCarry
	}
	return isArabic
}

// arabic folds an Arabic letter.
func (o Options) arabic(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ', 0x672, 0x673, 0x675:
		return 'ا'
	case 'ى', 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	}
	r = o.language(r)
	switch {
	case o.Teh && r == 'ة':
		return 'ه'
	case o.Hamza && r == 'ؤ':
		return 'و'
	case o.Hamza && r == 'ئ':
		return 'ي'
	case o.Loan:
		return loan(r)
	}
	return r
}

// language folds the letters of the text's own language.
func (o Options) language(r rune) rune {
	ur := o.Lang == "ur"
	switch r {
	case 'ۀ', 'ە', 'ھ':
		if ur || o.Lang == "fa" || o.Lang == "ku" {
			return 'ه'
		}
	case 'ہ', 'ۂ':
		if ur {
			return 'ه'
		}
	case 'ۃ':
		if ur {
			return 'ة'
		}
	case 'ے', 'ۓ', 'ې', 'ۍ':
		if ur || o.Lang == "ps" {
			return 'ي'
		}
	case 'ڪ':
		if ur || o.Lang == "ps" {
			return 'ك'
		}
	}
	return r
}

// loan folds the letters that foreign names borrow.
func loan(r rune) rune {
	switch r {
	case 'پ':
		return 'ب'
	case 'چ':
		return 'ج'
	case 'ژ':
		return 'ز'
	case 'ڤ':
		return 'ف'
	case 'گ', 'ڭ', 'ݣ':
		return 'ك'
	}
	return r
}

// latin folds a letter of another script: lower case, and in U+00C0-024F
// without its marks. Lower case can lead into that block (U+212B).
func latin(r rune) rune {
	r = unicode.ToLower(r)
	if r < 0xC0 || r > 0x24F {
		return r
	}
	if d := norm.NFD.PropertiesString(string(r)).Decomposition(); d != nil {
		r, _ = utf8.DecodeRune(d)
	}
	return r
}
