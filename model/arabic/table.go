package arabic

import (
	"encoding/binary"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What a rune is to the tokens of a text. A rune without any of these bits
// stands outside of tokens.
const (
	isArabic  uint8 = 1 << iota // an Arabic letter
	isOther                     // a digit, or a letter of another script
	isTeh                       // with isArabic: teh marbuta, which ends a word
	isMark                      // a mark that stays: Hebrew points and the like
	isDropped                   // folds to nothing, and does not end a token
	mayCarry                    // waw and yeh, which a hamza mark turns into another letter
	isLong                      // a ligature whose letters stand in table.ligatures
	isPhrase                    // with isLong: of several words

	isLetter = isArabic | isOther
)

// entry is what one rune folds to: its class (bits 56-63), the number of bytes
// (48-50), and the bytes themselves, the first lowest; the rune, if isLong.
type entry uint64

const maxBytes = 6

func newEntry(class uint8, to string) entry {
	var b [8]byte
	copy(b[:maxBytes], to)
	return entry(class)<<56 | entry(len(to))<<48 | entry(binary.LittleEndian.Uint64(b[:]))
}

func (e entry) class() uint8 { return uint8(e >> 56) }
func (e entry) len() int     { return int(e >> 48 & 7) }

// single is the rune that e folds to; false when it is none or several.
func (e entry) single() (rune, bool) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(e))
	r, size := utf8.DecodeRune(b[:max(e.len(), 1)])
	return r, size == e.len() && e.class()&isLong == 0
}

// table is the fold table of ARABIC.md 3.2 under one set of options. Arabic,
// Latin and presentation forms are looked up; other runes are worked out.
type table struct {
	options Options
	low     [lowEnd]entry
	forms   func() *forms // made when the first form is met: texts seldom have any
}

// forms is what the presentation forms fold to.
type forms struct {
	entries   [formLast - formFirst + 1]entry
	ligatures map[rune]string // of entries that are isLong, with blanks between words
}

const (
	lowEnd    = 0x800
	formFirst = 0xFB50
	formLast  = 0xFEFC
)

// defaults is the table of the zero Options, made when it is first needed.
var defaults = sync.OnceValue(func() *table { return newTable(Options{}) })

func newTable(o Options) *table {
	t := &table{options: o}
	for r := range rune(lowEnd) {
		t.low[r] = o.fold(r)
	}
	t.forms = sync.OnceValue(t.newForms)
	return t
}

func (t *table) newForms() *forms {
	f := &forms{ligatures: make(map[rune]string)}
	for r := rune(formFirst); r <= formLast; r++ {
		class, text := t.form(r)
		if class&isLong != 0 {
			f.ligatures[r] = text
			f.entries[r-formFirst] = entry(class)<<56 | entry(r)
			continue
		}
		f.entries[r-formFirst] = newEntry(class, text)
	}
	return f
}

// form folds the letters that a presentation form stands for: NFKC of that one
// rune. Signs among them, such as U+FDFC (rial), are no letters and stay. A
// blank with a mark (U+FE70) is a blank.
func (t *table) form(r rune) (class uint8, text string) {
	if !unicode.IsLetter(r) {
		return 0, string(r)
	}
	var letters []byte
	for _, c := range norm.NFKC.String(string(r)) {
		e := t.options.fold(c)
		letters = t.appendTo(letters, e)
		if e.class()&isLetter != 0 {
			class = e.class() &^ mayCarry
		}
	}
	text = string(letters)
	switch {
	case text == "":
		class = isDropped
	case class != 0 && strings.Contains(text, " "):
		class = isLong | isPhrase
	case len(text) > maxBytes:
		class |= isLong
	}
	return class, text
}

// ligature is the letters of an entry that isLong.
func (t *table) ligature(e entry) string { return t.forms().ligatures[rune(uint32(e))] }

// appendTo appends what e folds to, in UTF-8.
func (t *table) appendTo(dst []byte, e entry) []byte {
	if e.class()&isLong != 0 {
		return append(dst, t.ligature(e)...)
	}
	n := len(dst) + e.len()
	return binary.LittleEndian.AppendUint64(dst, uint64(e))[:n]
}

// at folds the rune of s at byte i, which has size bytes there.
func (t *table) at(s string, i int) (e entry, size int) {
	b := s[i]
	if b < utf8.RuneSelf {
		return t.low[b], 1
	}
	if 0xC2 <= b && b < 0xE0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 {
		r := rune(b&0x1F)<<6 | rune(s[i+1]&0x3F)
		e = t.low[r]
		if e.class()&mayCarry != 0 && i+3 < len(s) && s[i+2] == 0xD9 && s[i+3] >= 0x8B && carriesHamza(s[i+2:]) {
			e = t.low[hamzaOn(r)]
		}
		return e, 2
	}
	return t.high(s[i:])
}

// high folds the rune at the start of s, from U+0800 up or invalid.
func (t *table) high(s string) (e entry, size int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case formFirst <= r && r <= formLast:
		return t.forms().entries[r-formFirst], size
	case 0x2010 <= r && r <= 0x2027, r == utf8.RuneError: // dashes, quotes, the ellipsis
		return newEntry(0, string(r)), size
	}
	return t.options.fold(r), size
}

// hamzaOn is the letter that waw or yeh makes with U+0654.
func hamzaOn(r rune) rune {
	if r == 'و' {
		return 'ؤ'
	}
	return 'ئ'
}

// carriesHamza reports whether the marks at the start of s have U+0654 among
// them, which composes with the letter before: at once, or after marks of a
// lower combining class, as in NFD. (With alef there is nothing to do: it folds
// to the bare letter with or without.)
func carriesHamza(s string) bool {
	for len(s) >= 2 && s[0] == 0xD9 {
		switch c := s[1]; {
		case c == 0x94:
			return true
		case 0x8B <= c && c <= 0x92, c == 0xB0: // U+064B-0652, U+0670
			s = s[2:]
		default:
			return false
		}
	}
	return false
}
