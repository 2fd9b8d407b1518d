package clean

import (
	"strings"
	"unicode/utf8"

	"qari/model/span"
)

// scanned is what the scanner found out about one line.
type scanned struct {
	plain bool      // the reading view shows the line as it lies in the source
	shown span.Span // if plain: the line without blanks at its ends
	next  int       // if plain: where the next line begins
}

// lead is what the first byte of a rune says to the scanner.
type lead uint8

const (
	leadSlow   lead = iota // not for the scanner
	leadASCII              // shown
	leadLatin              // an ASCII letter
	leadSpace              //
	leadTab                //
	leadEnd                // LF or CR
	leadCloses             // . , ; : ? ! ) ] }
	leadOpens              // ( {
	leadMaybe              // [ or &
	lead06                 // Arabic, first byte D8 to DB
	leadTwo                // any other two bytes
	leadWide               // three or four bytes
)

// leads holds the lead of each byte. It is not changed.
var leads = makeLeads()

func makeLeads() (t [256]lead) {
	for c := '!'; c < 0x7F; c++ {
		t[c] = leadASCII
		if c|0x20 >= 'a' && c|0x20 <= 'z' {
			t[c] = leadLatin
		}
	}
	t[' '], t['\t'], t['\n'], t['\r'] = leadSpace, leadTab, leadEnd, leadEnd
	for _, c := range []byte(".,;:?!)]}") {
		t[c] = leadCloses
	}
	for _, c := range []byte("({") {
		t[c] = leadOpens
	}
	t['['], t['&'] = leadMaybe, leadMaybe
	for c := 0xC2; c < 0xF5; c++ {
		switch {
		case c >= 0xD8 && c <= 0xDB:
			t[c] = lead06
		case c < 0xE0:
			t[c] = leadTwo
		default:
			t[c] = leadWide
		}
	}
	return t
}

// maxMarks is the number of marks that a cluster shows (ARABIC.md 10.1).
const maxMarks = 32

// scan looks at the line that begins at text[i]. It gives up at the first thing
// that a view may have to change; it never passes a line that the builder would
// change (the fuzz test holds it to that).
func scan(text string, i, end int) scanned {
	i = spaces(text, i, end)
	var (
		from    = i
		base    = i // where the last rune that is no mark began
		scripts script
	)
	for i < end {
		c := text[i]
		switch leads[c] {
		case leadASCII:
			base = i
			i++
		case leadLatin:
			scripts |= latin
			base = i
			i++
		case leadSpace:
			base = i
			i++
			if i == end || leads[text[i]] == leadEnd {
				return ended(text, from, i-1, i, end)
			}
			switch leads[text[i]] {
			case leadSpace:
				if i = spaces(text, i, end); i == end || leads[text[i]] == leadEnd {
					return ended(text, from, base, i, end)
				}
				return scanned{}
			case leadCloses:
				return scanned{}
			}
		case leadEnd:
			return ended(text, from, i, i, end)
		case leadCloses:
			base = i
			i++
		case leadOpens, leadMaybe:
			base = i
			i++
			if i < end && !harmless(c, text[i]) {
				return scanned{}
			}
		case lead06:
			if i+1 == end {
				return scanned{}
			}
			if plainLetter(c, text[i+1]) {
				n, _ := plainWords(text, i, end)
				i += n
				for i+1 < end && plainLetter(text[i], text[i+1]) {
					i += 2
				}
				base = i - 2
				break
			}
			m := arabic(c, text[i+1])
			if m == arabicSlow || m == arabicCloses && i > from && text[i-1] == ' ' {
				return scanned{}
			}
			if m != arabicMark {
				base = i
			} else if i-base > maxMarks {
				return scanned{}
			}
			i += 2
		default:
			size := wide(text, i, end, from, base, &scripts)
			if size == 0 {
				return scanned{}
			}
			if size > 0 {
				base = i
			} else {
				size = -size
			}
			i += size
		}
		if scripts == latin|greekOrCyrillic {
			return scanned{}
		}
	}
	return ended(text, from, i, i, end)
}

// ended makes the result for a plain line, shown up to to, whose end is at i.
func ended(text string, from, to, i, end int) scanned {
	return scanned{plain: true, shown: span.Span{Start: from, End: max(from, to)}, next: afterEnd(text, i, end)}
}

// afterEnd is the offset after the line end at text[i], if there is one.
func afterEnd(text string, i, end int) int {
	if i < end && text[i] == '\r' && i+1 < end && text[i+1] == '\n' {
		i++
	}
	return min(i+1, end)
}

// spaces skips blanks.
func spaces(text string, i, end int) int {
	for i < end && text[i] == ' ' {
		i++
	}
	return i
}

// harmless reports whether a bracket or ampersand c before the byte next means
// only itself.
func harmless(c, next byte) bool {
	switch c {
	case '[':
		return next != ' ' && next != '/' && (next < 'a' || next > 'z') && next < 0x80 || lettered(next)
	case '&':
		return next != '#' && (next < 'a' || next > 'z')
	default:
		return next != ' ' && next < 0x80 || lettered(next)
	}
}

// lettered reports whether c begins a rune that is surely no blank and nothing
// that is hidden before one.
func lettered(c byte) bool { return c >= 0xD8 && c <= 0xDB }

type arabicKind uint8

const (
	arabicShown arabicKind = iota
	arabicMark
	arabicCloses
	arabicSlow
)

// arabic classifies the rune of U+0600-06FF with the bytes c and d.
func arabic(c, d byte) arabicKind {
	switch {
	case d < 0x80 || d > 0xBF:
		return arabicSlow
	case c == 0xD8:
		switch {
		case d == 0x9C:
			return arabicSlow // U+061C
		case d == 0x8C || d == 0x9B || d == 0x9F:
			return arabicCloses
		case d >= 0x90 && d <= 0x9A:
			return arabicMark
		}
	case c == 0xD9:
		switch {
		case d == 0x80:
			return arabicSlow // tatweel
		case d >= 0x8B && d <= 0x9F || d == 0xB0:
			return arabicMark
		}
	case c == 0xDB:
		if d >= 0x96 && d <= 0xAD {
			return arabicMark
		}
	}
	return arabicShown
}

// wide handles the other runes of more than one byte: the size of the one at
// text[i], negative for a mark, 0 to give up.
func wide(text string, i, end, from, base int, scripts *script) int {
	size, mark := wideShown(text[i:end], scripts)
	if mark {
		if i-base > maxMarks {
			return 0
		}
		return -size
	}
	switch quote := text[i : i+size]; quote {
	case "«", "“", "„", "»", "”":
		opens := quote == "«" || quote == "“"
		if i > from && text[i-1] == ' ' && !opens && quote != "„" {
			return 0
		}
		if opens && (i+size == end || strings.IndexByte(" \t\n\r", text[i+size]) >= 0 || text[i+size] >= 0xC2 && !lettered(text[i+size])) {
			return 0
		}
	}
	return size
}

// wideShown is the size of the rune of more than one byte that text begins
// with, and whether it is a mark; 0 for one that is not shown as it is.
func wideShown(text string, scripts *script) (size int, mark bool) {
	r, size := utf8.DecodeRuneInString(text)
	if r == utf8.RuneError && size < 3 {
		return 0, false
	}
	switch kindOf(r) {
	case letter:
		*scripts |= scriptOf(r)
		return size, false
	case other, quote:
		return size, false
	case combining:
		return size, true
	default:
		return 0, false
	}
}
