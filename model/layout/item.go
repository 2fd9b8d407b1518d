package layout

import (
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
	hidden    flags = 1 << iota // has no cell
	blank                       // vanishes at a line's end
	tab                         // reaches to the next tab stop
	must                        // a line ends after it
	begins                      // a line with an indent begins with it (Options.Breaks)
	tied                        // the item after it belongs to the same cluster
	marked                      // a blank that carries marks: L1 does not reach it
	breakable                   // a line may break before it
)

// simple are the flags of an item that is as nearly all are; those with others,
// or a width other than 1, are listed in Paragraph.special.
const simple = blank | tied | marked | breakable

// A builder walks over the runes of a part and makes items of them.
type builder struct {
	*part
	text    string
	hide    bool // vowel marks
	form    rune // all ones to write the forms that shaping gave, else 0
	items   []item
	special []int32
	ri      int // index of the rune that comes next
}

// build appends the items of the part to items, which has room for one for each
// rune. Each is written where it stays: the copy of a struct whose fields have
// just been written one by one makes the processor wait.
func (b *builder) build(items []item) []item {
	b.items = items
	for b.ri < len(b.runes) {
		if !b.careful {
			b.letters()
		}
		if b.ri < len(b.runes) {
			b.cluster()
		}
	}
	return b.items
}

// blanks has the flags of letters and of U+0020.
var blanks = [...]flags{plain: 0, space: blank}

// letters makes items as long as clusters are of one plain letter or space:
// that is nearly all of most texts.
func (b *builder) letters() {
	items, n := b.items, len(b.runes)
	shaped, kinds, at := b.shaped[:n], b.kinds[:n+1], b.at[:n+1]
	levels, classes, breaks := b.levels[:n], b.classes[:n], b.breaks[:n]
	i := b.ri
	for ; i < n && kinds[i]|kinds[i+1] <= space; i++ {
		s := shaped[i]
		if s == shape.Ligated {
			if len(items) > 0 && items[len(items)-1].flags&hidden == 0 {
				continue // its bytes are the lam's
			}
			break
		}
		items = items[:len(items)+1]
		it := &items[len(items)-1]
		it.start, it.shaped = at[i], s&b.form
		it.level, it.class = levels[i], classes[i]
		it.width, it.flags = 1, blanks[kinds[i]&1]|breaks[i]
	}
	b.items, b.ri = items, i
}

// cluster makes an item of any cluster.
func (b *builder) cluster() {
	first := b.ri
	r, k := b.runes[first], b.kinds[first]
	b.items = b.items[:len(b.items)+1]
	it := &b.items[len(b.items)-1]
	it.start, it.shaped = b.at[first], 0
	it.level, it.class = b.levels[first], b.classes[first]
	it.width, it.flags = 1, b.breaks[first]
	b.ri++
	if (k.base() || k == mark) && !b.marks() {
		b.ri, k = first+1, complex
	}
	switch k {
	case plain, space:
		b.letter(it, r, first)
	case mark:
		b.stray(it)
	case sign:
		it.flags |= b.tie()
	case invisible:
		it.flags, it.width = it.flags|hidden, 0
	case control:
		b.control(it, r)
	case complex:
		b.complex(it, r, first)
	}
	b.note()
}

// note keeps the list of special items.
func (b *builder) note() {
	last := len(b.items) - 1 // of those that are left: it may have been merged
	for n := len(b.special); n > 0 && int(b.special[n-1]) >= last; n = len(b.special) {
		b.special = b.special[:n-1]
	}
	if it := &b.items[last]; it.flags&^simple != 0 || it.width != 1 {
		b.special = append(b.special, int32(last))
	}
}

// pos is the byte offset of what comes next.
func (b *builder) pos() int { return int(b.at[b.ri]) }

// marks goes past the marks that follow in the cluster, false when it takes
// the whole of UAX #29 to say where it ends.
func (b *builder) marks() bool {
	for b.kinds[b.ri] == mark {
		b.ri++
	}
	return b.kinds[b.ri] != complex
}

// letter makes an item of a cluster whose base is the rune r, of width 1.
func (b *builder) letter(it *item, r rune, first int) {
	s := b.shaped[first]
	if s == shape.Ligated {
		if b.merge() {
			return
		}
		s = 0
	}
	it.shaped = s & b.form
	if r == ' ' {
		b.blank(it, b.ri > first+1 && b.drawn(b.text[it.start:b.pos()], 0) > 1)
	}
}

// blank makes the item a blank, or one that carries marks.
func (b *builder) blank(it *item, marks bool) {
	if marks {
		it.flags |= marked
	} else {
		it.flags |= blank
	}
}

// drawn is the number of runes that are drawn of a cluster, and the measure of
// it in b.draw; shaped stands for its base.
func (b *builder) drawn(cluster string, shaped rune) int {
	b.draw = appendCluster(b.draw[:0], cluster, shaped, CellText{HideMarks: b.hide})
	return utf8.RuneCount(b.draw)
}

// last is the index of the last item before the one at hand that has a cell,
// if nothing but hidden items that end no line come after it; else -1. A tab
// takes no marks (GB4).
func (b *builder) last() int {
	i := len(b.items) - 2
	for i >= 0 && b.items[i].flags&(hidden|must) == hidden {
		i--
	}
	if i >= 0 && b.items[i].flags&(must|tab) != 0 {
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
// invisible characters stand between; else they get a base when drawn. A
// modifier of an emoji is such a mark too, but has a width.
func (b *builder) stray(it *item) {
	n := b.drawn(b.text[it.start:b.pos()], 0)
	width := cell.StringWidth(string(b.draw))
	switch {
	case n == 0:
		it.flags, it.width = it.flags|hidden, 0
	case b.merge():
		it := &b.items[len(b.items)-1]
		if it.flags&blank != 0 {
			it.flags = it.flags&breakable | marked
		}
		if r, _ := utf8.DecodeRune(b.draw); width > 1 || r != standIn {
			b.drawn(b.text[it.start:b.pos()], it.shaped)
			it.width = int8(cell.StringWidth(string(b.draw)))
		}
	default:
		it.width = int8(width)
	}
}

// tie keeps what follows a prefixed sign on its line.
func (b *builder) tie() flags {
	if b.ri < len(b.runes) {
		r := b.runes[b.ri]
		if k := kindOf(r); k <= complex && !isBlank(r) {
			return tied
		}
	}
	return 0
}

// control takes a control character: an end of line, a tab, or a picture.
func (b *builder) control(it *item, r rune) {
	switch r {
	case '\t':
		it.flags |= blank | tab
	case '\r':
		if b.ri < len(b.runes) && b.runes[b.ri] == '\n' {
			b.ri++
		}
		it.flags, it.width = it.flags|hidden|must, 0
	case '\n', '\v', '\f', 0x85, '\u2028', '\u2029':
		it.flags, it.width = it.flags|hidden|must, 0
	}
}

// complex makes an item of a cluster for which the whole of UAX #29 is needed.
func (b *builder) complex(it *item, r rune, first int) {
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(b.text[it.start:], -1)
	for b.ri < len(b.runes) && b.pos() < int(it.start)+len(cluster) {
		b.ri++
	}
	if d := draw(r); d == drawMark || d == leaveOut {
		b.stray(it)
		return
	}
	s := b.shaped[first]
	if s == shape.Ligated {
		b.drawn(cluster, 0)
		if b.merge() {
			b.items[len(b.items)-1].width = int8(cell.StringWidth(string(b.draw))) // the ligature is as wide as its alef
			return
		}
		s = 0
	}
	it.shaped = s & b.form
	if n := b.drawn(cluster, it.shaped); n == 0 {
		it.flags |= hidden
	} else if isBlank(r) {
		b.blank(it, n > 1)
	}
	it.width = int8(cell.StringWidth(string(b.draw)))
}
