package layout

import (
	"slices"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"qari/model/bidi"
	"qari/model/cell"
	"qari/model/shape"
)

// An item is a future cell, or something in the text that has none. Items
// partition the text: each ends where the next begins.
type item struct {
	start  uint32 // byte offset
	shaped rune   // Cell.Shaped
	level  bidi.Level
	class  bidi.Class
	width  int8
	flags  flags
}

type flags uint8

const (
	hidden flags = 1 << iota // has no cell
	blank                    // vanishes at a line's end
	tab                      // reaches to the next tab stop
	must                     // a line ends after it
	begin                    // a line with an indent begins with it (Options.Breaks)
	tied                     // the item after it belongs to the same cluster
	marked                   // a blank that carries marks: L1 does not reach it
)

const (
	lri = '\u2066'
	pdi = '\u2069'
)

// prepare finds the items of text, for which it takes the room of items if
// that is enough, and the paragraph's level.
func (l *Layouter) prepare(items []item, text string, o Options) ([]item, bidi.Level) {
	l.isolates = l.isolates[:0]
	if o.Isolate {
		l.isolates = findIsolates(l.isolates, text)
	}
	l.decode(text, o.Shape || o.LamAlef)
	if o.Base == bidi.Auto && len(l.isolates) > 0 { // P2 would look past them
		o.Base = max(bidi.FirstStrong(text), bidi.LTR)
	}
	res := l.resolver.Resolve(l.runes, o.Base)
	l.shaped = l.shaped[:0]
	if o.Shape || o.LamAlef {
		l.shaped = shape.Shape(l.shaped, l.runes, res.Levels, o.LamAlef)
	}
	b := builder{Layouter: l, text: text, res: res, hide: o.HideMarks, shape: o.Shape}
	items = b.build(slices.Grow(items[:0], len(l.runes)))
	breakAt(items, o.Breaks)
	return items, res.Base
}

// decode fills l.runes: the text's runes, isolates around the tokens found,
// and for a presentation form in the text its letter. A ligature of lam and
// alef becomes two letters, the second a virtual one. l.at has the byte offset
// of each rune, and the text's end after the last.
func (l *Layouter) decode(text string, unshape bool) {
	l.virtual = l.virtual[:0]
	room := utf8.RuneCountInString(text) + 2*len(l.isolates) + 1
	l.runes, l.at = slices.Grow(l.runes[:0], room), slices.Grow(l.at[:0], room)
	done := 0
	for _, t := range l.isolates {
		l.decodeRange(text, done, t.start, unshape)
		l.addVirtual(lri, t.start)
		l.decodeRange(text, t.start, t.end, unshape)
		l.addVirtual(pdi, t.end)
		done = t.end
	}
	l.decodeRange(text, done, len(text), unshape)
	l.at = append(l.at, uint32(len(text)))
}

func (l *Layouter) addVirtual(r rune, off int) {
	l.virtual = append(l.virtual, int32(len(l.runes)))
	l.runes, l.at = append(l.runes, r), append(l.at, uint32(off))
}

func (l *Layouter) decodeRange(text string, i, end int, unshape bool) {
	runes, at := l.runes, l.at
	for i < end {
		r, size := decodeRune(text, i)
		if unshape && 0xFB50 <= r && r <= 0xFEFC {
			if letters, ok := shape.Unshape(r); ok {
				lam, n := utf8.DecodeRuneInString(letters)
				runes, at = append(runes, lam), append(at, uint32(i))
				i += size
				if n < len(letters) {
					alef, _ := utf8.DecodeRuneInString(letters[n:])
					l.runes, l.at = runes, at
					l.addVirtual(alef, i)
					runes, at = l.runes, l.at
				}
				continue
			}
		}
		runes, at = append(runes, r), append(at, uint32(i))
		i += size
	}
	l.runes, l.at = runes, at
}

// decodeRune is utf8.DecodeRuneInString at i, quicker for the runes of two
// bytes, as Arabic letters are.
func decodeRune(s string, i int) (r rune, size int) {
	c := s[i]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	if c&^0x1F == 0xC0 && c >= 0xC2 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 {
		return rune(c&0x1F)<<6 | rune(s[i+1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(s[i:])
}

// A builder walks over the runes and makes items.
type builder struct {
	*Layouter
	text  string
	res   bidi.Paragraph
	hide  bool // vowel marks
	shape bool
	items []item
	ri    int // index of the rune that comes next
	v     int // index in virtual of the next virtual rune
}

// next goes past a rune and the virtual ones after it.
func (b *builder) next() {
	b.ri++
	for b.v < len(b.virtual) && int(b.virtual[b.v]) == b.ri {
		b.v++
		b.ri++
	}
}

// pos is the byte offset of what comes next.
func (b *builder) pos() int { return int(b.at[b.ri]) }

// build makes the items in the room of items, which has one for each rune.
// Each is written where it stays: the copy of a struct whose fields have just
// been written one by one makes the processor wait.
func (b *builder) build(items []item) []item {
	b.items = items
	b.ri = -1
	b.next()
	for b.ri < len(b.runes) {
		first, v := b.ri, b.v
		r := b.runes[first]
		n := len(b.items)
		b.items = b.items[:n+1]
		it := &b.items[n]
		it.start, it.shaped = b.at[first], 0
		it.level, it.class = b.res.Levels[first], b.res.Classes[first]
		it.width, it.flags = 1, 0
		k := kindOf(r)
		b.next()
		if (k == plain || k == mark) && !b.marks() {
			b.ri, b.v = first, v
			k = complex
		}
		switch k {
		case plain:
			b.letter(it, r, first)
		case mark:
			b.stray(it)
		case sign:
			it.flags = b.tie()
		case invisible:
			it.flags, it.width = hidden, 0
		case control:
			b.control(it, r)
		case complex:
			b.complex(it, r, first)
		}
	}
	return b.items
}

// marks goes past the marks that follow in the cluster, false when it takes
// the whole of UAX #29 to say where it ends.
func (b *builder) marks() bool {
	for b.ri < len(b.runes) {
		switch kindOf(b.runes[b.ri]) {
		case mark:
			b.next()
		case complex:
			return false
		default:
			return true
		}
	}
	return true
}

// letter makes an item of a cluster whose base is the rune r, of width 1.
func (b *builder) letter(it *item, r rune, first int) {
	if len(b.shaped) > 0 {
		s := b.shaped[first]
		if s == shape.Ligated {
			if b.merge() {
				return
			}
		} else if b.shape {
			it.shaped = b.form(s, r, first)
		}
	}
	if (r == ' ' || r >= 0x1680) && isBlank(r) {
		it.flags = blank
		if b.ri > first+1 && b.drawn(b.text[it.start:b.pos()], 0) > 1 {
			it.flags = marked
		}
	}
}

// form is what Cell.Shaped is for the rune r with index first, to which shaping
// gave the form s. A lam from a ligature in the text that was to stay apart from
// its virtual alef is made one with it again.
func (b *builder) form(s, r rune, first int) rune {
	if s == r && (r >= 0x800 || b.at[first+1]-b.at[first] < 3) {
		return 0 // as it stands in the text
	}
	if b.v == 0 || int(b.virtual[b.v-1]) != first+1 || b.shaped[first+1] == shape.Ligated {
		return s
	}
	alef := b.runes[first+1]
	if alef == pdi || alef == lri {
		return s
	}
	var f rune
	switch alef {
	case 0x622:
		f = 0xFEF5
	case 0x623:
		f = 0xFEF7
	case 0x625:
		f = 0xFEF9
	default:
		f = 0xFEFB
	}
	if s == 0xFEE0 { // a medial lam: the final form of the ligature
		f++
	}
	return f
}

// drawn is the number of runes that are drawn of a cluster, and the measure of
// it in b.draw; shaped stands for its base.
func (b *builder) drawn(cluster string, shaped rune) int {
	b.draw = appendCluster(b.draw[:0], cluster, shaped, CellText{HideMarks: b.hide})
	return utf8.RuneCount(b.draw)
}

// last is the index of the last item before the one at hand that has a cell,
// if nothing but hidden items that end no line come after it; else -1.
func (b *builder) last() int {
	i := len(b.items) - 2
	for i >= 0 && b.items[i].flags&(hidden|must) == hidden {
		i--
	}
	if i >= 0 && b.items[i].flags&must != 0 {
		return -1
	}
	return i
}

// merge gives the bytes of the item at hand, and of hidden ones before it, to
// the last item that has a cell.
func (b *builder) merge() bool {
	i := b.last()
	if i < 0 {
		return false
	}
	b.items = b.items[:i+1]
	return true
}

// stray takes marks that follow no letter: to the cell before, if only
// invisible characters stand between; else they get a base when drawn.
func (b *builder) stray(it *item) {
	switch n := b.drawn(b.text[it.start:b.pos()], 0); {
	case n == 0:
		it.flags, it.width = hidden, 0
	case b.merge():
		if i := len(b.items) - 1; b.items[i].flags&blank != 0 {
			b.items[i].flags = marked
		}
	}
}

// tie keeps what follows a prefixed sign on its line.
func (b *builder) tie() flags {
	if b.ri < len(b.runes) {
		r := b.runes[b.ri]
		if k := kindOf(r); (k == plain || k == complex) && !isBlank(r) {
			return tied
		}
	}
	return 0
}

// control takes a control character: an end of line, a tab, or a picture.
func (b *builder) control(it *item, r rune) {
	switch r {
	case '\t':
		it.flags = blank | tab
	case '\r':
		if b.ri < len(b.runes) && b.runes[b.ri] == '\n' {
			b.next()
		}
		it.flags, it.width = hidden|must, 0
	case '\n', '\v', '\f', 0x85, '\u2028', '\u2029':
		it.flags, it.width = hidden|must, 0
	}
}

// complex makes an item of a cluster for which the whole of UAX #29 is needed.
func (b *builder) complex(it *item, r rune, first int) {
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(b.text[it.start:], -1)
	for b.ri < len(b.runes) && b.pos() < int(it.start)+len(cluster) {
		b.next()
	}
	if d := draw(r); d == drawMark || d == leaveOut {
		b.stray(it)
		return
	}
	if b.shape && b.shaped[first] != shape.Ligated {
		it.shaped = b.form(b.shaped[first], r, first)
	}
	if n := b.drawn(cluster, it.shaped); n == 0 {
		it.flags = hidden
	} else if isBlank(r) {
		it.flags = blank
		if n > 1 {
			it.flags = marked
		}
	}
	it.width = int8(cell.StringWidth(string(b.draw)))
}

// breakAt marks the items with which a line of Options.Breaks begins: the
// first after each offset that is no blank.
func breakAt(items []item, breaks []int) {
	for _, off := range breaks {
		i, _ := slices.BinarySearchFunc(items, off, func(it item, off int) int { return int(it.start) - off })
		for i < len(items) && items[i].flags&blank != 0 {
			i++
		}
		if 0 < i && i < len(items) {
			items[i].flags |= begin
		}
	}
}
