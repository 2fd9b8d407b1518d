package clean

import (
	"unicode/utf8"

	"qari/model/span"
)

// gap is what lies between the last visible rune and the next.
type gap uint8

const (
	noGap    gap = iota
	blankGap     // blanks, to be shown as one
	breakGap     // U+2028 among blanks, to be shown
	shownGap     // blanks that were shown or dropped before a bidi mark
)

// pair is the state of one sort of quotation marks.
type pair uint8

const (
	shut     pair = iota
	upright       // opened as it should be
	reversed      // opened by the mark that should close
)

// side says whether a blank before a rune is left out.
type side bool

const (
	closesNot side = false
	closes    side = true
)

// see comes before each visible rune: it shows or drops the blanks before it, and
// counts a word after them.
func (b *builder) see(s side) {
	if b.gap != noGap || !b.visible {
		b.stats.Words++
	}
	b.settle(s)
	if !b.visible {
		b.stats.Paragraphs++
	}
	b.gap, b.visible, b.opened, b.marks = noGap, true, false, 0
}

// settle shows or drops the blanks of the gap.
func (b *builder) settle(s side) {
	switch {
	case b.gap == breakGap:
		b.replace(b.gapAt.Start, b.gapAt.Len(), []byte("\u2028"))
	case b.gap != blankGap:
	case s == closes || b.opened:
		b.drop(b.gapAt)
	case b.gapAt.Len() == 1 && b.text[b.gapAt.Start] == ' ':
		b.verbatim(b.gapAt.Start, 1)
	default:
		b.replace(b.gapAt.Start, b.gapAt.Len(), []byte{' '})
	}
}

// blank takes in a blank or U+2028.
func (b *builder) blank(k kind, i, size int) {
	at := span.Span{Start: i, End: i + size}
	if k == line && b.oneLine {
		k = blank
	}
	switch {
	case !b.visible, b.gap == shownGap, b.gap == breakGap, b.gap == blankGap && k == blank:
		b.drop(at)
	case k == line:
		if b.gap == blankGap {
			b.drop(b.gapAt)
		}
		b.gap, b.gapAt = breakGap, at
	default:
		b.gap, b.gapAt = blankGap, at
	}
}

// quote says on which side of a quotation mark a blank is out of place. They
// come as “x”, ”x“ and „x“, «x» and »x«.
func (b *builder) quote(r rune, after int) (side, bool) {
	p := &b.curly
	if r == '«' || r == '»' {
		p = &b.angle
	}
	switch r {
	case '„':
		*p = reversed
		return closesNot, false
	case '“', '«':
		if *p == reversed {
			*p = shut
			return closesNot, false
		}
		*p = upright
		return closesNot, true
	}
	if *p == shut && b.begins(after) {
		*p = reversed
		return closesNot, false
	}
	*p = shut
	return closes, false
}

// begins reports whether a word begins at text[i].
func (b *builder) begins(i int) bool {
	if i >= b.end {
		return false
	}
	r, _ := utf8.DecodeRuneInString(b.text[i:b.end])
	switch kindOf(r) {
	case letter, combining, tatweel, form, opening:
		return true
	}
	return false
}

// ahead looks for the next visible rune from text[i] on, and says whether a
// blank before it is left out. It is asked once a gap.
func (b *builder) ahead(i int) (s side, ok bool) {
	for i < b.end {
		if b.text[i] == '[' {
			if after, ok := shortcode(b.text, i, b.end); ok {
				i = after
				continue
			}
		}
		r, size, decoded := b.rune(i)
		switch k := kindOf(r); k {
		case blank, line, invisible, mark, bidi:
		case paragraph:
			if !decoded && !b.oneLine {
				return closesNot, false
			}
		case closing:
			return closes, true
		case quote:
			curly, angle := b.curly, b.angle
			s, _ = b.quote(r, i+size)
			b.curly, b.angle = curly, angle
			return s, true
		default:
			return closesNot, true
		}
		i += size
	}
	return closesNot, false
}
