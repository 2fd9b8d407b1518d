package clean

import (
	"strings"
	"unicode/utf8"
)

// Line makes one safe line of a title, a source, a name or a message: as the
// reading view shows it, line ends as blanks, controls as pictures, and without
// any bidi control. It is idempotent: what was made safe when it was loaded may
// be made safe again where it is drawn.
func Line(s string) string {
	if l := scan(s, 0, len(s)); l.plain && l.next == len(s) && l.shown.End-l.shown.Start == len(s) {
		return s
	}
	// What is left out may bring together what is then left out again, as in
	// [gal[gallery]lery]. Text that does not settle is made to deceive: what it
	// deceives with is taken from it.
	for n := 0; ; n++ {
		t := oneLine(s)
		if t == s {
			return t
		}
		if s = t; n == settles {
			s = strings.NewReplacer("[", "\uFFFD", "&", "\uFFFD").Replace(s)
		}
	}
}

// settles is the number of times that Line bears with a text that changes.
const settles = 4

func oneLine(s string) string {
	b := builder{text: s, end: len(s), oneLine: true}
	b.paragraph(0)
	return string(b.out)
}

// Name makes a path, an address or an ID safe and changes nothing that can be
// seen: controls, line ends and invalid bytes become pictures, bidi controls
// and invisible characters their numbers, as in <202E>. It is idempotent.
func Name(s string) string {
	i := 0
	for i < len(s) && s[i] >= ' ' && s[i] < 0x7F {
		i++
	}
	if i == len(s) {
		return s
	}
	out := append(make([]byte, 0, len(s)+8), s[:i]...)
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		k := kindOf(r)
		if r == utf8.RuneError && size == 1 {
			k, size = bad, invalid(s[i:])
		}
		switch {
		case r == '\t' || k == paragraph && r < ' ', k == control, k == bad:
			out = append(out, picture(r, k)...)
		case k == paragraph, k == line, k == invisible, k == mark, k == bidi:
			out = append(out, named(r)...)
		default:
			out = append(out, s[i:i+size]...)
		}
		i += size
	}
	return string(out)
}

// Bidi reports whether s holds a bidi control. In an address, a file name, a
// source or an ID any of them deceives (ARABIC.md 10.2).
func Bidi(s string) bool {
	for i, r := range s {
		if r >= 0x61C && (r != utf8.RuneError || s[i] == 0xEF) {
			if k := kindOf(r); k == mark || k == bidi {
				return true
			}
		}
	}
	return false
}
