package clean

import (
	"sort"

	"qari/model/span"
)

// Paragraph is one paragraph of a view, with the way back to the source.
type Paragraph struct {
	// Text is what is laid out: valid UTF-8 without controls (but tab in the
	// original view). U+2028 breaks a line. Bidi marks and balanced embeddings
	// and isolates are kept, for the layout only.
	Text string
	// Src is the range of the source that the paragraph shows.
	Src span.Span
	// Soft are display ranges of pictures of controls, in the original view
	// also of everything that the reading view hides. In order, apart.
	Soft []span.Span
	// Hidden are display offsets where something other than blanks was left
	// out, in order.
	Hidden []int

	pieces []piece // nil: Text is Src as it lies in the source
}

// piece begins at the display offset d and the source offset s, relative to
// Src.Start, and lasts to the next piece; the last one is empty and stands at
// the ends. A piece as long in both is the same bytes in both; of any other,
// the whole of one stands for the whole of the other: a picture for a control,
// nothing for something hidden.
type piece struct{ d, s uint32 }

// Source gives the source offset of what is shown at the display offset off;
// within a picture that of what it stands for. The end of Text is the end of
// Src. It never decreases as off grows.
func (p *Paragraph) Source(off int) int {
	off = min(max(off, 0), len(p.Text))
	if p.pieces == nil {
		return p.Src.Start + off
	}
	i := p.shown(off)
	return p.Src.Start + int(p.pieces[i].s) + p.within(i, off-int(p.pieces[i].d))
}

// Display gives the display offset that shows the source offset off; of
// something hidden, that of the next byte shown. It never decreases as off
// grows.
func (p *Paragraph) Display(off int) int {
	off = min(max(off-p.Src.Start, 0), p.Src.Len())
	if p.pieces == nil {
		return off
	}
	i := p.stored(off)
	return int(p.pieces[i].d) + p.within(i, off-int(p.pieces[i].s))
}

// SourceSpan gives the source range of what the display range s shows: from its
// first byte to its last, with what is hidden between them, without what is
// hidden around them. An empty range stays empty.
func (p *Paragraph) SourceSpan(s span.Span) span.Span {
	s = clamp(s, len(p.Text))
	start := p.Source(s.Start)
	if s.Empty() {
		return span.Span{Start: start, End: start}
	}
	if p.pieces == nil {
		return span.Span{Start: start, End: p.Src.Start + s.End}
	}
	i := p.shown(s.End - 1)
	end := int(p.pieces[i+1].s)
	if p.same(i) {
		end -= int(p.pieces[i+1].d) - s.End
	}
	return span.Span{Start: start, End: p.Src.Start + end}
}

// DisplaySpan gives the display range that shows the source range s, with whole
// pictures; empty when all of s is hidden.
func (p *Paragraph) DisplaySpan(s span.Span) span.Span {
	s = span.Span{Start: max(s.Start, p.Src.Start), End: min(s.End, p.Src.End)}
	start := p.Display(s.Start)
	if s.Empty() {
		return span.Span{Start: start, End: start}
	}
	if p.pieces == nil {
		return span.Span{Start: start, End: s.End - p.Src.Start}
	}
	last := s.End - p.Src.Start
	i := p.stored(last - 1)
	end := int(p.pieces[i+1].d)
	if p.same(i) {
		end -= int(p.pieces[i+1].s) - last
	}
	return span.Span{Start: start, End: end}
}

// shown is the last piece that begins at or before the display offset d: the
// one that shows it, since hidden ones stand before it.
func (p *Paragraph) shown(d int) int {
	return sort.Search(len(p.pieces), func(i int) bool { return int(p.pieces[i].d) > d }) - 1
}

// stored is the last piece that begins at or before s.
func (p *Paragraph) stored(s int) int {
	return sort.Search(len(p.pieces), func(i int) bool { return int(p.pieces[i].s) > s }) - 1
}

// same reports whether the piece i is the same bytes in both.
func (p *Paragraph) same(i int) bool {
	a, b := p.pieces[i], p.pieces[i+1]
	return b.d-a.d == b.s-a.s
}

// within is how far n bytes into the piece i lead on the other side.
func (p *Paragraph) within(i, n int) int {
	if i+1 < len(p.pieces) && p.same(i) {
		return n
	}
	return 0
}
