// Package layout turns a paragraph of logical text into visual lines of cells.
//
// The order of the work is that of UAX #9 and of Arabic typography: embedding
// levels and contextual forms come from the whole paragraph, so that neither a
// line break nor a style ever changes a letter's form or a word's direction;
// then lines are broken at a width in cells (UAX #14, on grapheme cluster
// boundaries); then each line by itself is reset, reordered and mirrored (L1,
// L2, L4). Clusters move as units, their marks after their base (L3).
//
// Levels are found once, for the whole paragraph. The future cells in logical
// order, items of 12 bytes each, are made part by part, some thousand at once,
// as lines ask for them; lines and their cells one by one, when they are asked
// for. So the first screen of a very long paragraph does not wait for its last.
//
//	what                where              how
//	UAX #9 P2 to I2     part.go            package bidi, over the whole text; isolates of Options.Isolate as LRI and PDI
//	L1, L2              line.go            for each line; marks go with their letters (L3), since items are clusters
//	L4                  line.go            Cell.Mirrored, for neutrals at odd levels
//	joining             part.go            package shape, by the levels before L1: no break, cut or style changes a form
//	UAX #29 clusters    kind.go, item.go   one rune, or a letter and marks, by a table; anything else by uniseg
//	UAX #14 breaks      opportunity.go,    simple prose by a table of states, anything else by uniseg; quotes as in 15.1
//	                    breaks.go          (LB15a, LB15b), and no break before a percent sign or an ellipsis after a blank
//	lines               wrap.go            greedy; a word longer than a line is cut between clusters, punctuation kept
//	kashida             justify.go         Options.Justify
//	isolates            isolate.go         Options.Isolate
//
// Short cuts are taken for texts, and stretches of text, in which rules cannot
// matter; tests hold them to the long way round.
//
// Places in a text are byte offsets, places in a line are columns of cells,
// counted from the line's left end, at 0, without its indent.
//
// Nothing zero-width ever stands by itself: bidi controls and joiners take
// part in levels and shaping and have no cell, a mark without a letter gets a
// dotted circle to stand on. A terminal would move either to the line before.
package layout

import (
	"math"
	"slices"

	"qari/model/bidi"
)

// Options say how a paragraph is to be laid out.
type Options struct {
	// Width is that of a line in cells, at most 32,767; 0 or less: unlimited.
	Width int
	// Base is the base direction; Auto: that of the first strong letter.
	Base bidi.Direction
	// Shape gives Arabic letters their presentation forms.
	Shape bool
	// LamAlef makes a lam and the alef after it one cell, with Shape or
	// without.
	LamAlef bool
	// HideMarks leaves out Arabic vowel marks. Offsets do not change.
	HideMarks bool
	// Isolate lays out numbers with separators, URLs and the like as
	// left-to-right isolates. Offsets do not change.
	Isolate bool
	// Justify fills the lines of right-to-left paragraphs to the width, by
	// kashida in words of the Arabic script where Shape gives them forms, and
	// by wider blanks.
	Justify bool
	// KeepBlanks keeps the blanks at the paragraph's end, for a line that is
	// being typed.
	KeepBlanks bool
	// Indent is in cells, at the start edge of the line that begins the
	// paragraph; BreakIndent at that of those that follow one of Breaks. The
	// text of such a line has that much less room, but never less than one
	// cell.
	Indent, BreakIndent int
	// Breaks are byte offsets, in rising order, at which a new line begins.
	// Blanks around such a break vanish. The slice must not change while the
	// paragraph is in use.
	Breaks []int
}

// Cell is one grapheme cluster of a line, or a lam and alef that share a cell.
// A prefixed sign (U+0600-0605, U+06DD, U+08E2) has a cell of its own, apart
// from the digit with which it makes a cluster.
type Cell struct {
	// Start and End are the byte range in the text. It includes invisible
	// characters that follow within the cluster; others belong to no cell.
	Start, End int
	// Shaped is what stands for the first letter where presentation forms are
	// written: its form, the ligature, or the letter itself if it has none. It
	// is 0 without Options.Shape.
	Shaped rune
	// Mirrored is the mirror glyph, 0 when there is none or the level is even.
	Mirrored rune
	// Level is the embedding level after L1.
	Level bidi.Level
	// Class is the original class of the first rune.
	Class bidi.Class
	// Width is in cells, at least 1. That of a letter counts its kashida, that
	// of a blank may be more in a justified line.
	Width int8
	// Kashida is how many cells of tatweel follow the letter (Options.Justify).
	Kashida int8
	// Blank is set for white space that would vanish at a line's end.
	Blank bool
}

// Line is one visual line. It does not change once it is made.
type Line struct {
	// Start and End are the byte range in the text, with the blanks that the
	// line has dropped at its end: the lines of a paragraph partition it.
	Start, End int
	// Cells are in visual order, from left to right. Trailing blanks, bidi
	// controls and what else is invisible have no cell.
	Cells []Cell
	// Width is the sum over Cells, without Indent.
	Width int
	// Indent is in cells, at the start edge: the right in right-to-left text.
	Indent int
	// Base is the paragraph's embedding level.
	Base bidi.Level
}

// Paragraph is a text that has been laid out. It makes its lines when they are
// asked for, and works on a long text with the buffers of its Layouter: all
// paragraphs of one Layouter belong to one goroutine.
type Paragraph struct {
	Text string
	Base bidi.Level

	items               []item
	special             []int32 // indexes of the items that are not simple
	rest                rest    // of which there are no items yet
	width               int     // in cells, 0: unlimited
	indent, breakIndent int
	keep                bool // Options.KeepBlanks
	scanner
	wrapper
	maker
	lines []*Line // those made so far, by number
}

// Layouter lays out paragraphs and keeps its buffers from one to the next. Its
// zero value works. It is not safe for concurrent use, nor with its paragraphs.
type Layouter struct {
	resolver bidi.Resolver
	isolates []isolate
	part     part
	line     Paragraph // of Cut
}

// Paragraph lays out text as one paragraph. Whatever breaks a line by UAX #14
// breaks it here (LF, CR LF, U+2028 and so on) and has no cell. Bytes that are
// not UTF-8 become U+FFFD, a cell each.
func (l *Layouter) Paragraph(text string, o Options) *Paragraph {
	p := new(Paragraph)
	l.Lay(p, text, o)
	return p
}

// Lay is Paragraph in the room of p, whose lines from before must not be used
// any more. The zero Paragraph will do. Together with LineTo it allocates
// nothing once there is room enough.
func (l *Layouter) Lay(p *Paragraph, text string, o Options) {
	p.Text, p.lines = text, p.lines[:0]
	p.scanner, p.wrapper = scanner{last: -1}, wrapper{breaks: p.breaks[:0]}
	p.set(o)
	p.Base = p.rest.resolve(l, text, o)
	p.items, p.special = p.items[:0], p.special[:0]
	p.more()
}

// set takes from the options what lines need.
func (p *Paragraph) set(o Options) {
	p.width, p.keep = min(max(o.Width, 0), math.MaxInt16), o.KeepBlanks
	p.indent, p.breakIndent = p.within(o.Indent), p.within(o.BreakIndent)
}

// within keeps an indent within the line, with at least one cell beside it.
func (p *Paragraph) within(indent int) int {
	if p.width > 0 {
		indent = min(indent, p.width-1)
	}
	return max(indent, 0)
}

// Len is the number of lines, at least 1. It completes the breaking.
func (p *Paragraph) Len() int {
	for p.wrap() {
	}
	return len(p.breaks)
}

// Has reports whether there is a line with number i, from 0. It breaks the text
// no further than it must, as Line and LineTo do.
func (p *Paragraph) Has(i int) bool {
	for i >= len(p.breaks) && p.wrap() {
	}
	return 0 <= i && i < len(p.breaks)
}

// Line is the line with number i, nil when there is none.
func (p *Paragraph) Line(i int) *Line {
	if !p.Has(i) {
		return nil
	}
	for len(p.lines) <= i {
		p.lines = append(p.lines, nil)
	}
	if p.lines[i] == nil {
		p.lines[i] = new(Line)
		p.make(p.lines[i], p.breaks[i])
	}
	return p.lines[i]
}

// LineTo makes the line with number i in the room of ln, whose cells it
// overwrites, and reports whether there is such a line. It is for who passes
// over a text once: Line remembers each line that it makes.
func (p *Paragraph) LineTo(ln *Line, i int) bool {
	if !p.Has(i) {
		return false
	}
	p.make(ln, p.breaks[i])
	return true
}

// LineAt is the number of the line that holds the byte at off: the first for
// an offset before the text, the last for its end and beyond.
func (p *Paragraph) LineAt(off int) int {
	for (len(p.breaks) == 0 || p.offset(int(p.breaks[len(p.breaks)-1].end)) <= off) && p.wrap() {
	}
	n, found := slices.BinarySearchFunc(p.breaks, off, func(b lineBreak, off int) int {
		return p.offset(int(b.start)) - off
	})
	if !found {
		n--
	}
	return max(n, 0)
}

// offset is where item i begins; after the last, where that ends.
func (p *Paragraph) offset(i int) int {
	if i < len(p.items) {
		return int(p.items[i].start)
	}
	return p.rest.next
}

// complete reports whether all items are made.
func (p *Paragraph) complete() bool { return p.rest.next >= len(p.Text) }
