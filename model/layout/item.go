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

// prepare finds the items of text and the paragraph's level.
func (l *Layouter) prepare(text string, o Options) bidi.Level {
	l.isolates = l.isolates[:0]
	if o.Isolate {
		l.isolates = findIsolates(l.isolates, text)
	}
	l.decode(text, o.Shape || o.LamAlef)
	res := l.resolver.Resolve(l.runes, o.Base)
	l.shaped = l.shaped[:0]
	if o.Shape || o.LamAlef {
		l.shaped = shape.Shape(l.shaped, l.runes, res.Levels, o.LamAlef)
	}
	b := builder{Layouter: l, text: text, res: res, hide: o.HideMarks, shape: o.Shape, items: l.items[:0]}
	b.build()
	l.items = b.items
	l.breakAt(o.Breaks)
	return res.Base
}

// decode fills l.runes: the text's runes, isolates around the tokens found,
// and for a presentation form in the text its letter. A ligature of lam and
// alef becomes two letters, the second a virtual one.
func (l *Layouter) decode(text string, unshape bool) {
	l.virtual = l.virtual[:0]
	runes := slices.Grow(l.runes[:0], len(text)/2+2*len(l.isolates))
	next, end := len(text)+1, -1 // of the isolates
	isolates := l.isolates
	if len(isolates) > 0 {
		next = isolates[0].start
	}
	for i := 0; i <= len(text); {
		if i == end {
			l.virtual = append(l.virtual, int32(len(runes)))
			runes = append(runes, pdi)
			end = -1
		}
		if i == next {
			l.virtual = append(l.virtual, int32(len(runes)))
			runes = append(runes, lri)
			end, next = isolates[0].end, len(text)+1
			if isolates = isolates[1:]; len(isolates) > 0 {
				next = isolates[0].start
			}
		}
		if i == len(text) {
			break
		}
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		if unshape && 0xFB50 <= r && r <= 0xFEFC {
			if letters, ok := shape.Unshape(r); ok {
				lam, n := utf8.DecodeRuneInString(letters)
				if runes = append(runes, lam); n < len(letters) {
					alef, _ := utf8.DecodeRuneInString(letters[n:])
					l.virtual = append(l.virtual, int32(len(runes)))
					runes = append(runes, alef)
				}
				continue
			}
		}
		runes = append(runes, r)
	}
	l.runes = runes
}

// A builder walks over the text and its runes at once and makes items.
type builder struct {
	*Layouter
	text    string
	res     bidi.Paragraph
	hide    bool // vowel marks
	shape   bool
	items   []item
	pos, ri int // byte offset and rune index of what comes next
	v       int // index in virtual
}

// skip goes past virtual runes.
func (b *builder) skip() {
	for b.v < len(b.virtual) && int(b.virtual[b.v]) == b.ri {
		b.v++
		b.ri++
	}
}

// advance goes past one rune of size bytes.
func (b *builder) advance(size int) {
	b.pos += size
	b.ri++
	b.skip()
}

func (b *builder) build() {
	b.skip()
	for b.pos < len(b.text) {
		start, first := b.pos, b.ri
		r, size := rune(b.text[b.pos]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(b.text[b.pos:])
		}
		it := item{start: uint32(start), level: b.res.Levels[first], class: b.res.Classes[first], width: 1}
		k := kindOf(r)
		b.advance(size)
		if (k == plain || k == mark) && !b.marks(&k) {
			b.pos, b.ri, b.v = start, first, b.rewind(first)
			k = complex
		}
		switch k {
		case plain:
			b.letter(it, r, first)
		case mark:
			b.stray(it)
		case sign:
			it.flags = b.tie()
			b.items = append(b.items, it)
		case invisible:
			it.flags, it.width = hidden, 0
			b.items = append(b.items, it)
		case control:
			b.control(it, r)
		case complex:
			b.complex(it, r, first)
		}
	}
}

// rewind is the index of the first virtual rune after rune i.
func (b *builder) rewind(i int) int {
	v := b.v
	for v > 0 && int(b.virtual[v-1]) > i {
		v--
	}
	return v
}

// marks goes past the marks that follow in the cluster, false when it takes
// the whole of UAX #29 to say where it ends.
func (b *builder) marks(k *kind) bool {
	for b.pos < len(b.text) && b.text[b.pos] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(b.text[b.pos:])
		switch kindOf(r) {
		case mark:
			b.advance(size)
		case complex:
			return false
		default:
			return true
		}
	}
	return true
}

// letter adds a cluster whose base is the rune r, of width 1.
func (b *builder) letter(it item, r rune, first int) {
	if len(b.shaped) > 0 {
		s := b.shaped[first]
		if s == shape.Ligated {
			if b.merge() {
				return
			}
		} else if s != r && b.shape {
			it.shaped = b.ligature(s, first)
		}
	}
	if isBlank(r) {
		it.flags = blank
		if it.start+uint32(utf8.RuneLen(r)) < uint32(b.pos) && b.drawn(b.text[it.start:b.pos], 0) > 1 {
			it.flags = marked
		}
	}
	b.items = append(b.items, it)
}

// ligature is the form s of the rune with index first, made one with the
// virtual alef after it if it is a lam from a ligature in the text and was to
// stay apart from it.
func (b *builder) ligature(s rune, first int) rune {
	if first+1 >= len(b.shaped) || b.v == 0 || int(b.virtual[b.v-1]) != first+1 {
		return s
	}
	alef := b.runes[first+1]
	if alef == pdi || alef == lri || b.shaped[first+1] == shape.Ligated {
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

// last is the index of the last item that has a cell, if nothing but hidden
// items that end no line come after it; else -1.
func (b *builder) last() int {
	i := len(b.items) - 1
	for i >= 0 && b.items[i].flags&(hidden|must) == hidden {
		i--
	}
	if i >= 0 && b.items[i].flags&must != 0 {
		return -1
	}
	return i
}

// merge gives the bytes up to b.pos to the last item that has a cell.
func (b *builder) merge() bool {
	i := b.last()
	if i < 0 {
		return false
	}
	b.items = b.items[:i+1]
	return true
}

// stray adds marks that follow no letter: to the cell before, if only
// invisible characters stand between; else they get a base when drawn.
func (b *builder) stray(it item) {
	switch n := b.drawn(b.text[it.start:b.pos], 0); {
	case n == 0:
		it.flags, it.width = hidden, 0
	case b.merge():
		if i := len(b.items) - 1; b.items[i].flags&blank != 0 {
			b.items[i].flags = marked
		}
		return
	}
	b.items = append(b.items, it)
}

// tie keeps what follows a prefixed sign on its line.
func (b *builder) tie() flags {
	if b.pos < len(b.text) {
		r, _ := utf8.DecodeRuneInString(b.text[b.pos:])
		if k := kindOf(r); (k == plain || k == complex) && !isBlank(r) {
			return tied
		}
	}
	return 0
}

// control adds a control character: an end of line, a tab, or a picture.
func (b *builder) control(it item, r rune) {
	switch r {
	case '\t':
		it.flags = blank | tab
	case '\r':
		if b.pos < len(b.text) && b.text[b.pos] == '\n' {
			b.advance(1)
		}
		it.flags, it.width = hidden|must, 0
	case '\n', '\v', '\f', 0x85, '\u2028', '\u2029':
		it.flags, it.width = hidden|must, 0
	}
	b.items = append(b.items, it)
}

// complex adds a cluster for which the whole of UAX #29 is needed.
func (b *builder) complex(it item, r rune, first int) {
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(b.text[it.start:], -1)
	for b.pos < int(it.start)+len(cluster) {
		_, size := utf8.DecodeRuneInString(b.text[b.pos:])
		b.advance(size)
	}
	if b.shape && b.shaped[first] != r && b.shaped[first] != shape.Ligated {
		it.shaped = b.shaped[first]
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
	b.items = append(b.items, it)
}

// breakAt marks the items with which a line of Options.Breaks begins: the
// first after each offset that is no blank.
func (l *Layouter) breakAt(breaks []int) {
	for _, off := range breaks {
		i, _ := slices.BinarySearchFunc(l.items, off, func(it item, off int) int { return int(it.start) - off })
		for i < len(l.items) && l.items[i].flags&blank != 0 {
			i++
		}
		if 0 < i && i < len(l.items) {
			l.items[i].flags |= begin
		}
	}
}
