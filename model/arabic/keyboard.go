package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The keys of a US keyboard, row by row, without and with Shift, and below
// each row what Arabic (101) types with the same keys, as on Linux and Windows.
// The keys of lam-alef, which type two letters, are left blank.
const (
	latinKeys = "`qwertyuiop[]\\" + "asdfghjkl;'" + "zxcvbnm,./" +
		"~QWERTYUIOP{}|" + `ASDFGHJKL:"` + "ZXCVBNM<>?" + "()"
	arabicKeys = "ذضصثقفغعهخحجد\\" + "شسيبلاتنمكط" + "ئءؤر ىةوزظ" +
		"\u0651\u064E\u064B\u064F\u064C إ`÷×؛<>|" + "\u0650\u064D][ أـ،/:\"" + "~\u0652}{ آ',.؟" + ")("
)

// lamAlef are the keys that type lam and an alef, with the presentation form
// that some terminals send for them.
var lamAlef = [...]struct {
	key     byte
	letters string
	form    rune // isolated; the final form is the next
}{
	{'b', "لا", 0xFEFB},
	{'B', "لآ", 0xFEF5},
	{'G', "لأ", 0xFEF7},
	{'T', "لإ", 0xFEF9},
}

// OtherKeyboard gives what the keys that typed s type on the other layout: US
// QWERTY or Arabic (101), by which letters s has more of. So hgYvihf is الإرهاب
// and the other way round. It is false when no letter or sign changes.
func OtherKeyboard(s string) (string, bool) {
	arabic, latin := 0, 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			latin++
		case unicode.Is(unicode.Arabic, r):
			arabic++
		}
	}
	other := ""
	if arabic > latin {
		other = toLatin(s)
	} else {
		other = toArabic(s)
	}
	return other, other != s
}

func toArabic(s string) string {
	var out strings.Builder
	for _, r := range s {
		if letters := lamAlefOf(r); letters != "" {
			out.WriteString(letters)
			continue
		}
		out.WriteRune(counterpart(r, latinKeys, arabicKeys))
	}
	return out.String()
}

// toLatin reads lam and bare alef as the key b. With the other alefs, the one
// key is a capital: it is read where a capital may stand, at the start of a
// word or after another one; elsewhere the letters have two keys.
func toLatin(s string) string {
	var out strings.Builder
	capital := true
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		key := counterpart(r, arabicKeys, latinKeys)
		for _, k := range lamAlef {
			if r == k.form || r == k.form+1 {
				key = rune(k.key)
			}
			if strings.HasPrefix(s, k.letters) && (k.key == 'b' || capital) {
				key, size = rune(k.key), len(k.letters)
			}
		}
		capital = !unicode.IsLetter(key) || unicode.IsUpper(key)
		out.WriteRune(key)
		s = s[size:]
	}
	return out.String()
}

func lamAlefOf(r rune) string {
	for _, k := range lamAlef {
		if r == rune(k.key) {
			return k.letters
		}
	}
	return ""
}

// counterpart is the rune of to at the place where from has r; r itself if it
// has none.
func counterpart(r rune, from, to string) rune {
	if r == ' ' {
		return r
	}
	n := 0
	for _, k := range from {
		if k == r {
			for _, c := range to {
				if n == 0 {
					return c
				}
				n--
			}
		}
		n++
	}
	return r
}
