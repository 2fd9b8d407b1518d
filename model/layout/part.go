package layout

import (
	"slices"
	"unicode/utf8"

	"qari/model/bidi"
	"qari/model/shape"
)

// partSize is about how many bytes of a text become items at once: so few that
// the first screen of a long paragraph does not wait, and that all that is made
// on the way stays near the processor, but all of most paragraphs.
const partSize = 16 << 10

const (
	lri = '\u2066'
	pdi = '\u2069'
)

func (l *Layouter) partSize() int {
	if l.part.size > 0 {
		return l.part.size
	}
	return partSize
}

// A rest is what a paragraph holds of which there are no items yet.
type rest struct {
	from    *Layouter
	options Options
	next    int  // byte offset where it begins
	read    bool // the next part has been read already
	// Levels and classes of its runes, to which the controls of the isolates
	// count; the isolates; those of Options.Breaks.
	levels   []bidi.Level
	classes  []bidi.Class
	isolates []isolate
	breaks   []int
	// What the slices above are cut from, in a text of several parts.
	keptLevels   []bidi.Level
	keptClasses  []bidi.Class
	keptIsolates []isolate
}

// resolve begins with the rest of text all that must be found for the whole of
// it at once: the base direction, which it gives, and the levels.
func (r *rest) resolve(l *Layouter, text string, o Options) bidi.Level {
	l.isolates = l.isolates[:0]
	if o.Isolate {
		l.isolates = findIsolates(l.isolates, text)
	}
	r.from, r.options, r.next, r.read = l, o, 0, false
	r.isolates, r.breaks = l.isolates, o.Breaks
	l.resolver.Begin()
	if len(text) <= l.partSize() {
		l.part.read(r, text, len(text))
		r.read = true
	}
	if r.read && len(l.part.alefs) == 0 {
		l.resolver.WriteRunes(l.part.runes)
	} else {
		l.write(text)
	}
	if o.Base == bidi.Auto && len(l.isolates) > 0 { // P2 would look past them
		o.Base = max(bidi.FirstStrong(text), bidi.LTR)
	}
	res := l.resolver.End(o.Base)
	r.levels, r.classes = res.Levels, res.Classes
	if !r.read { // there may be another paragraph before all is used
		r.keptLevels = append(r.keptLevels[:0], r.levels...)
		r.keptClasses = append(r.keptClasses[:0], r.classes...)
		r.keptIsolates = append(r.keptIsolates[:0], r.isolates...)
		r.levels, r.classes, r.isolates = r.keptLevels, r.keptClasses, r.keptIsolates
	}
	return res.Base
}

// write gives the resolver the runes of text, with the controls of isolates.
func (l *Layouter) write(text string) {
	done := 0
	for _, t := range l.isolates {
		l.resolver.WriteString(text[done:t.start])
		l.resolver.WriteRunes([]rune{lri})
		l.resolver.WriteString(text[t.start:t.end])
		l.resolver.WriteRunes([]rune{pdi})
		done = t.end
	}
	l.resolver.WriteString(text[done:])
}

// end is where the next part of text ends: between two letters that neither
// make a cluster nor join, and not within an isolate.
func (r *rest) end(text string) int {
	size, next := r.from.partSize(), 0
	for end := r.next + size; end < len(text)-size/4; end++ {
		for next < len(r.isolates) && r.isolates[next].end <= end {
			next++
		}
		if next < len(r.isolates) && r.isolates[next].start < end {
			end = r.isolates[next].end
		}
		before, _ := utf8.DecodeLastRuneInString(text[:end])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if isApart(before) && kindOf(after).base() || kindOf(before).base() && isApart(after) || isIdeograph(before) && isIdeograph(after) {
			return end
		}
	}
	return len(text)
}

// isIdeograph reports whether r is one of the signs that fill a text without
// blanks, and make no clusters with each other.
func isIdeograph(r rune) bool {
	return 0x3041 <= r && r < 0x3097 || 0x30A1 <= r && r < 0x30FB || 0x3400 <= r && r < 0xA000
}

// isApart reports whether r makes no cluster with what stands around it, nor
// joins it.
func isApart(r rune) bool {
	return kindOf(r).base() && shape.JoiningTypeOf(r) == shape.U && r < 0xFB50
}

// more makes the items of the next part, false when there is none.
func (p *Paragraph) more() bool {
	r := &p.rest
	if r.next >= len(p.Text) {
		return false
	}
	t, end := &r.from.part, len(p.Text)
	if !r.read {
		end = r.end(p.Text)
		t.read(r, p.Text, end)
	}
	n := len(t.runes) - len(t.alefs)
	t.levels, t.classes = r.levels[:n], r.classes[:n]
	r.levels, r.classes = r.levels[n:], r.classes[n:]
	t.shape(r.options)
	first, known, begun := len(p.items), len(p.special), false
	p.scan(t, p.Text)
	b := builder{part: t, text: p.Text, hide: r.options.HideMarks, special: p.special}
	if r.options.Shape {
		b.form = -1
	}
	if n := len(t.runes); cap(p.items)-len(p.items) < n {
		if len(p.items) > 4*partSize { // the reader goes on and on: make room for all
			n += len(r.levels)
		}
		p.items = slices.Grow(p.items, n)
	}
	p.items = b.build(p.items)
	p.special = b.special
	r.next = end
	for ; len(r.breaks) > 0 && r.breaks[0] < end; r.breaks = r.breaks[1:] {
		begin := p.beginAt(first, r.breaks[0])
		if begin == len(p.items) {
			break // blanks to the part's end
		}
		if begin > 0 && p.items[begin].flags&begins == 0 {
			begun = true
			p.items[begin].flags |= begins
			p.special = append(p.special, int32(begin))
		}
	}
	if begun {
		slices.Sort(p.special[known:])
	}
	return true
}

// beginAt is the first item from first on, at off or after it, that is no
// blank.
func (p *Paragraph) beginAt(first, off int) int {
	i, _ := slices.BinarySearchFunc(p.items[first:], off, func(it item, off int) int { return int(it.start) - off })
	for i += first; i < len(p.items) && p.items[i].flags&blank != 0; i++ {
	}
	return i
}

// A part is a stretch of a text in runes. A rune that has no place in the text,
// as the controls of an isolate, begins where the one after it does.
type part struct {
	size    int  // of parts, in place of partSize, for tests
	careful bool // take no short cuts, for tests
	runes   []rune
	at      []uint32 // byte offset of each rune, and of the end
	kinds   []kind   // of each rune, and plain after the last
	levels  []bidi.Level
	classes []bidi.Class
	shaped  []rune  // what Shape made of each rune
	breaks  []flags // breakable or 0
	draw    []byte  // a cluster as drawn, to measure it

	virtual    bool    // there are runes that have no place in the text
	alefs      []int32 // indexes of those that a ligature in the text holds besides its lam
	ownLevels  []bidi.Level
	ownClasses []bidi.Class
}

// read takes the runes of text from where r begins to end: isolates around the
// tokens, and for a presentation form its letter. A ligature of lam and alef
// becomes two letters.
func (t *part) read(r *rest, text string, end int) {
	room := end - r.next + 2*len(r.isolates) + 1
	t.runes, t.at, t.kinds = slices.Grow(t.runes[:0], room), slices.Grow(t.at[:0], room), slices.Grow(t.kinds[:0], room)
	t.alefs, t.virtual = t.alefs[:0], false
	unshape := r.options.Shape || r.options.LamAlef
	from := r.next
	for ; len(r.isolates) > 0 && r.isolates[0].start < end; r.isolates = r.isolates[1:] {
		s := r.isolates[0]
		t.decode(text, from, s.start, unshape)
		t.add(lri, s.start)
		t.decode(text, s.start, s.end, unshape)
		t.add(pdi, s.end)
		t.virtual = true
		from = s.end
	}
	t.decode(text, from, end, unshape)
	t.at, t.kinds = append(t.at, uint32(end)), append(t.kinds, plain)
}

func (t *part) add(c rune, off int) {
	t.runes, t.at, t.kinds = append(t.runes, c), append(t.at, uint32(off)), append(t.kinds, kindOf(c))
}

// decode adds the runes of text[i:end].
func (t *part) decode(text string, i, end int, unshape bool) {
	n := len(t.runes)
	room := n + max(end-i, 0)
	runes, at, ks := t.runes[:room], t.at[:room], t.kinds[:room]
	for i < end {
		c := rune(text[i])
		switch {
		case c < utf8.RuneSelf:
			runes[n], at[n], ks[n] = c, uint32(i), kinds[c]
			i++
		case 0xC2 <= c && c < 0xE0 && i+1 < len(text) && text[i+1]&0xC0 == 0x80: // as DecodeRuneInString, sooner
			c = c&0x1F<<6 | rune(text[i+1]&0x3F)
			runes[n], at[n], ks[n] = c, uint32(i), kinds[c]
			i += 2
		default:
			c, size := utf8.DecodeRuneInString(text[i:])
			letter, alef := c, rune(0)
			if unshape {
				letter, alef = unshaped(c)
			}
			runes[n], at[n], ks[n] = letter, uint32(i), kindOf(letter)
			i += size
			if alef != 0 {
				n++
				t.alefs, t.virtual = append(t.alefs, int32(n)), true
				runes[n], at[n], ks[n] = alef, uint32(i), kindOf(alef)
			}
		}
		n++
	}
	t.runes, t.at, t.kinds = runes[:n], at[:n], ks[:n]
}

// unshaped gives the letter that c is a form of, c itself if it is none, and the
// alef that a ligature holds besides.
func unshaped(c rune) (letter, alef rune) {
	if c < 0xFB50 || 0xFEFC < c {
		return c, 0
	}
	letters, ok := shape.Unshape(c)
	if !ok {
		return c, 0
	}
	letter, size := utf8.DecodeRuneInString(letters)
	if size < len(letters) {
		alef, _ = utf8.DecodeRuneInString(letters[size:])
	}
	return letter, alef
}

// shape shapes the part, and leaves out the runes that have no place in the
// text: they have done their work.
func (t *part) shape(o Options) {
	if t.virtual {
		t.own()
	}
	if o.Shape || o.LamAlef {
		t.shaped = shape.Shape(t.shaped, t.runes, t.levels, o.LamAlef)
	} else {
		t.shaped = append(t.shaped[:0], t.runes...)
	}
	if t.virtual {
		t.compact()
	}
}

// own copies levels and classes, with those of the alefs.
func (t *part) own() {
	levels, classes, from := t.ownLevels[:0], t.ownClasses[:0], 0
	for _, i := range t.alefs {
		to := from + int(i) - len(levels)
		levels, classes = append(levels, t.levels[from:to]...), append(classes, t.classes[from:to]...)
		levels, classes = append(levels, t.levels[to-1]), append(classes, t.classes[to-1])
		from = to
	}
	t.ownLevels, t.ownClasses = append(levels, t.levels[from:]...), append(classes, t.classes[from:]...)
	t.levels, t.classes = t.ownLevels, t.ownClasses
}

func (t *part) compact() {
	n := 0
	// In left-to-right text an isolate stands two levels higher. Without its
	// controls between them it would be taken for one with what it touches.
	var lower bidi.Level
	for i := range t.runes {
		if t.at[i] != t.at[i+1] {
			t.runes[n], t.at[n], t.kinds[n], t.shaped[n] = t.runes[i], t.at[i], t.kinds[i], t.shaped[i]
			t.levels[n], t.classes[n] = t.levels[i]-lower, t.classes[i]
			n++
			continue
		}
		switch {
		case t.runes[i] == lri && !t.levels[i].RTL():
			lower = 2
		case t.runes[i] == pdi:
			lower = 0
		}
		if t.shaped[i] != shape.Ligated && kindOf(t.runes[i]) == plain { // an alef that was to stay apart: made one with its lam again
			t.shaped[n-1] = shape.LamAlef(t.shaped[n-1], t.runes[i])
		}
	}
	t.at[n], t.kinds[n] = t.at[len(t.runes)], plain
	t.runes, t.at, t.kinds, t.shaped, t.levels, t.classes = t.runes[:n], t.at[:n+1], t.kinds[:n+1], t.shaped[:n], t.levels[:n], t.classes[:n]
}
