package clean

import (
	"slices"
	"unicode/utf8"

	"qari/model/corpus"
	"qari/model/shape"
	"qari/model/span"
)

// builder makes one paragraph of the reading view after the other, rune by
// rune. Its buffers stay.
type builder struct {
	text        string
	end         int // of the text to be read
	keepTatweel bool
	counting    bool // only the stats are wanted
	oneLine     bool // for Line: line ends are blanks, bidi controls are dropped
	stats       Stats
	// dropped, when it is not nil, gathers the source ranges that are not shown.
	dropped *[]span.Span

	// the paragraph at hand
	out      []byte
	pieces   []piece
	soft     []span.Span
	hidden   []int
	src      span.Span // from the first to the last thing that is no blank
	shownEnd int       // source offset after the last rune shown
	visible  bool      // something visible was shown
	debris   []int     // bidi controls to drop, once looked for
	searched bool

	// since the last visible rune
	gap       gap
	gapAt     span.Span // of the blank to be shown for the gap
	opened    bool      // the last visible rune allows no blank after it
	hiddenEnd int       // source offset after what was hidden last
	marks     int       // that were shown since

	curly, angle pair
	token        token
}

// paragraph makes the paragraph that begins at text[i] and gives the offset
// after its end.
func (b *builder) paragraph(i int) int {
	b.reset(i)
	for i < b.end {
		c := b.text[i]
		if c == '[' {
			if after, ok := shortcode(b.text, i, b.end); ok {
				b.token = token{}
				b.hide(i, after, true)
				i = after
				continue
			}
		}
		r, size, decoded := b.rune(i)
		k := kindOf(r)
		if r == utf8.RuneError && size == 1 {
			k, size = bad, invalid(b.text[i:b.end])
		}
		if k == paragraph {
			if !decoded && !b.oneLine {
				if r == '\r' && i+1 < b.end && b.text[i+1] == '\n' {
					size = 2
				}
				b.finish()
				return i + size
			}
			k = blank
		}
		if k == letter && !decoded {
			i = b.letters(r, i, size)
			continue
		}
		b.step(r, k, i, size, decoded)
		i += size
	}
	b.finish()
	return i
}

func (b *builder) reset(i int) {
	b.out, b.pieces = b.out[:0], b.pieces[:0]
	b.soft, b.hidden = b.soft[:0], b.hidden[:0]
	b.src, b.shownEnd = span.Span{Start: -1}, i
	b.visible, b.debris, b.searched = false, nil, false
	b.gap, b.opened, b.hiddenEnd, b.marks = noGap, false, -1, 0
	b.curly, b.angle, b.token = shut, shut, token{}
}

// rune gives the rune at text[i], or the one that a reference there stands for.
func (b *builder) rune(i int) (r rune, size int, decoded bool) {
	if b.text[i] == '&' {
		if r, size, decoded = entity(b.text, i, b.end); decoded {
			return r, size, true
		}
	}
	r, size = utf8.DecodeRuneInString(b.text[i:b.end])
	return r, size, false
}

// invalid is the number of bytes at the start of s that one U+FFFD stands for:
// one byte, or the three of an encoded surrogate.
func invalid(s string) int {
	if len(s) > 2 && s[0] == 0xED && s[1] >= 0xA0 && s[1] <= 0xBF && s[2] >= 0x80 && s[2] <= 0xBF {
		return 3
	}
	return 1
}

// letters shows the letter at text[i] and the plain Arabic letters after it.
func (b *builder) letters(r rune, i, size int) int {
	b.see(closesNot)
	b.inToken(r)
	from := i
	i += size
	if b.token.scripts == 0 { // an Arabic word: the rest of it at one go
		i += b.word(i)
	}
	b.verbatim(from, i-from)
	return i
}

// word is the length of the plain Arabic letters that text[i] begins with.
func (b *builder) word(i int) int {
	from := i
	for i+1 < b.end && plainLetter(b.text[i], b.text[i+1]) {
		i += 2
	}
	return i - from
}

// plainLetter reports whether the two bytes are an Arabic letter.
func plainLetter(c, d byte) bool {
	return c == 0xD8 && d >= 0xA1 && d <= 0xBF || c == 0xD9 && d >= 0x81 && d <= 0x8A
}

// step deals with one rune that is no letter as it lies in the source.
func (b *builder) step(r rune, k kind, i, size int, decoded bool) {
	switch k {
	case blank, line:
		b.token = token{}
		b.blank(k, i, size)
	case letter:
		b.see(closesNot)
		b.inToken(r)
		b.replace(i, size, utf8.AppendRune(nil, r))
	case other, opening, closing, quote:
		b.token = token{}
		b.sign(r, k, i, size, decoded)
	case combining:
		b.combining(r, i, size, decoded)
	case tatweel:
		b.tatweel(r, i, size, decoded)
	case invisible:
		if r == 0xFEFF && i == 0 {
			break // a byte order mark
		}
		if smuggled(r) && b.token.last {
			b.token.smuggled = true
		}
		b.hide(i, i+size, false)
	case mark, bidi:
		b.bidi(r, k, i, size, decoded)
	case form:
		b.form(r, i, size, decoded)
	default:
		b.token = token{}
		b.see(closesNot)
		b.picture(i, size, picture(r, k))
	}
}

// sign shows punctuation or a symbol.
func (b *builder) sign(r rune, k kind, i, size int, decoded bool) {
	side := closesNot
	opens := k == opening
	switch k {
	case closing:
		side = closes
	case quote:
		side, opens = b.quote(r, i+size)
	}
	b.see(side)
	b.opened = opens
	b.show(r, i, size, decoded)
}

// show shows a rune as it lies in the source, or the one decoded.
func (b *builder) show(r rune, i, size int, decoded bool) {
	if decoded {
		b.replace(i, size, utf8.AppendRune(nil, r))
		return
	}
	b.verbatim(i, size)
}

// combining shows a mark or joiner, unless its cluster has too many.
func (b *builder) combining(r rune, i, size int, decoded bool) {
	if b.marks++; b.marks > maxMarks {
		b.hide(i, i+size, false)
		return
	}
	if b.gap != noGap || !b.visible {
		b.see(closesNot)
		b.marks = 1
	}
	b.opened = false
	b.show(r, i, size, decoded)
}

// bidi keeps a bidi control for the layout, or drops it.
func (b *builder) bidi(r rune, k kind, i, size int, decoded bool) {
	b.stats.Bidi++
	keep := k == mark
	if k == bidi {
		if !b.searched {
			b.debris, b.searched = debris(b.text, i, b.end), true
		}
		_, found := slices.BinarySearch(b.debris, i)
		keep = !found && !decoded
		if !keep {
			b.stats.Flags |= corpus.Deceiving
		}
	}
	if !keep || b.oneLine {
		b.hide(i, i+size, false)
		return
	}
	if b.gap == blankGap || b.gap == breakGap {
		switch s, ok := b.ahead(i + size); {
		case ok:
			b.settle(s)
		default:
			b.drop(b.gapAt)
		}
		b.gap = shownGap
	}
	b.show(r, i, size, decoded)
}

// form shows a presentation form of one letter, or of lam and alef, as its
// letters, and a ligature of a word as it is.
func (b *builder) form(r rune, i, size int, decoded bool) {
	b.see(closesNot)
	b.inToken(r)
	if letters, ok := shape.Unshape(r); ok {
		b.replace(i, size, []byte(letters))
		return
	}
	b.show(r, i, size, decoded)
}
