// Package document is an article as the reading pane shows it: blocks of
// clean text with a way back to the source, the hits of watched words in
// them, and the finds of a query.
//
// Places in a document are a block and a byte offset in the block's text.
// They hold at any width; Source and Place tie the reading view and the raw
// view of one article together.
package document

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"qari/model/arabic"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/keyword"
	"qari/model/span"
)

// Options say how an article is to be shown.
type Options struct {
	Raw       bool         // the text as stored, line by line
	LongParas bool         // show long paragraphs whole, without visual breaks
	Words     *keyword.Set // watched words; nil for none
	Group     int          // of them, 1 + the index of the only one that is marked; 0 for all
}

// Block is one paragraph, or in the raw view one line.
type Block struct {
	clean.Paragraph
	Title  bool  // the article's title
	Breaks []int // byte offsets at which a visual break is made
}

// Hit is a stretch of one block.
type Hit struct {
	Block int
	span.Span
	Group int // index of the watched group; 0 for finds
	Level arabic.Level
}

// Place is a byte offset in one block.
type Place struct{ Block, Offset int }

// Before reports whether p comes before q in the document.
func (p Place) Before(q Place) bool {
	return p.Block < q.Block || p.Block == q.Block && p.Offset < q.Offset
}

// Document is one article, prepared for reading. It does not change once it
// is made, so that it may be made away from the screen.
type Document struct {
	Article  *corpus.Article
	Raw      bool
	Blocks   []Block
	Hits     []Hit // of watched words, in order
	Counts   corpus.Counts
	Hidden   int   // things left out, other than blanks
	Controls int   // control characters made visible
	length   int   // bytes of all blocks
	before   []int // bytes of the blocks before each
}

// Open prepares an article.
func Open(a *corpus.Article, o Options) *Document {
	d := &Document{Article: a, Raw: o.Raw, Counts: Counts(a)}
	if HasTitle(a, o.Raw) {
		d.Blocks = append(d.Blocks, titleBlock(a, o.Raw))
	}
	body := a.Body()
	if o.Raw {
		body = span.Span{Start: 0, End: len(a.Text)}
	}
	v := clean.Text(a.Text, body, clean.Options{Raw: o.Raw})
	d.Hidden, d.Controls = v.Hidden, v.Controls
	for _, p := range v.Paragraphs {
		b := Block{Paragraph: p}
		if !o.Raw && !o.LongParas {
			b.Breaks = breaks(p.Text)
		}
		d.Blocks = append(d.Blocks, b)
	}
	d.before = make([]int, len(d.Blocks))
	for i := range d.Blocks {
		d.before[i] = d.length
		d.length += len(d.Blocks[i].Text) + 1
	}
	d.mark(o)
	return d
}

// titleBlock is the title as a block; in the raw view as it was stored.
func titleBlock(a *corpus.Article, raw bool) Block {
	stored := slices.IndexFunc(a.More().Extra, func(f corpus.Field) bool { return f.Name == "title" })
	if raw && stored >= 0 {
		title := a.More().Extra[stored].Value
		if v := clean.Text(title, span.Span{End: len(title)}, clean.Options{Raw: true}); len(v.Paragraphs) > 0 {
			p := v.Paragraphs[0]
			return Block{Paragraph: clean.Paragraph{Text: p.Text, Soft: p.Soft}, Title: true}
		}
	}
	return Block{Paragraph: clean.Paragraph{Text: clean.Line(a.Title)}, Title: true}
}

// HasTitle says whether the title stands above the text: not when it was
// derived from it, nor in the raw view when it is one of its lines.
func HasTitle(a *corpus.Article, raw bool) bool {
	switch a.TitleRule {
	case corpus.TitleDerived:
		return false
	case corpus.TitleLine:
		return !raw && a.Title != ""
	}
	return a.Title != ""
}

// mark finds the watched words. In the raw view they are those of the
// reading view, so that both show the same hits.
func (d *Document) mark(o Options) {
	if o.Words == nil {
		return
	}
	if o.Raw {
		read := Open(d.Article, Options{LongParas: true, Words: o.Words, Group: o.Group})
		d.Hits = d.Project(read, read.Hits)
		return
	}
	var marks []keyword.Mark
	groups := d.enough(o)
	for i := range d.Blocks {
		marks = o.Words.FindOf(groups, marks[:0], d.Blocks[i].Text)
		for _, m := range marks {
			d.Hits = append(d.Hits, Hit{Block: i, Span: m.Span, Group: m.Group, Level: m.Level})
		}
	}
}

// enough gives the groups of which an article has as many hits as they ask for,
// nil for all.
func (d *Document) enough(o Options) []bool {
	var groups []bool
	if o.Words.Asks() {
		counts := make([]int, len(o.Words.Groups()))
		for i := range d.Blocks {
			o.Words.Count(counts, d.Blocks[i].Text)
		}
		groups = o.Words.Enough(counts)
	}
	if o.Group == 0 {
		return groups
	}
	only := o.Words.Only(o.Group - 1)
	if groups != nil && !groups[o.Group-1] {
		clear(only)
	}
	return only
}

// Project gives hits of the reading view of the same article in this one, in
// order. Those of a title that does not stand here are left out.
func (d *Document) Project(read *Document, hits []Hit) []Hit {
	var out []Hit
	for _, h := range hits {
		if at, ok := d.fromSource(read.source(h)); ok {
			at.Group, at.Level = h.Group, h.Level
			out = append(out, at)
		}
	}
	slices.SortStableFunc(out, func(a, b Hit) int { return cmp.Or(a.Block-b.Block, a.Start-b.Start) })
	return out
}

// Stored gives ranges of the source text as hits, in order; those that are not
// shown are left out.
func (d *Document) Stored(ranges []span.Span) []Hit {
	var out []Hit
	for _, s := range ranges {
		if at, ok := d.fromSource(s, false); ok && !at.Empty() {
			out = append(out, at)
		}
	}
	return out
}

// source is the range of the source text that a hit covers; for a hit in the
// title, which is no part of it, the range in the title.
func (d *Document) source(h Hit) (s span.Span, title bool) {
	b := &d.Blocks[h.Block]
	if b.Title {
		return h.Span, true
	}
	return b.SourceSpan(h.Span), false
}

// fromSource finds the block that shows a range of the source text, or of the
// title.
func (d *Document) fromSource(s span.Span, title bool) (Hit, bool) {
	if title {
		return d.fromTitle(s)
	}
	i := d.blockAt(s.Start)
	if i == len(d.Blocks) || d.Blocks[i].Src.Start > s.Start {
		return Hit{}, false
	}
	return Hit{Block: i, Span: d.Blocks[i].DisplaySpan(s)}, true
}

// fromTitle finds where a range of the title is shown: in the title's block, or
// in the raw view in the line before the body from which the title was taken.
func (d *Document) fromTitle(s span.Span) (Hit, bool) {
	title := clean.Line(d.Article.Title)
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if !b.Title && b.Src.End > d.Article.Body().Start {
			break
		}
		if at := strings.Index(b.Text, title); at >= 0 {
			return Hit{Block: i, Span: span.Span{Start: at + s.Start, End: at + s.End}}, true
		}
	}
	return Hit{}, false
}

// blockAt is the first block that ends after a byte of the source text.
func (d *Document) blockAt(source int) int {
	return sort.Search(len(d.Blocks), func(i int) bool { return !d.Blocks[i].Title && d.Blocks[i].Src.End > source })
}

// Source is the byte of the source text that is shown at a place, -1 for the
// title.
func (d *Document) Source(p Place) int {
	if p.Block >= len(d.Blocks) || d.Blocks[p.Block].Title {
		return -1
	}
	return d.Blocks[p.Block].Source(p.Offset)
}

// Place is where a byte of the source text is shown, or what follows it; the
// beginning for -1.
func (d *Document) Place(source int) Place {
	if source < 0 {
		return Place{}
	}
	i := d.blockAt(source)
	if i == len(d.Blocks) {
		return Place{Block: max(0, len(d.Blocks)-1)}
	}
	return Place{Block: i, Offset: d.Blocks[i].Display(max(source, d.Blocks[i].Src.Start))}
}

// Fraction is how far a place lies into the document, from 0 to 1.
func (d *Document) Fraction(p Place) float64 {
	if d.length == 0 || p.Block >= len(d.Blocks) {
		return 1
	}
	return float64(d.before[p.Block]+p.Offset) / float64(d.length)
}

// Find gives the stretches that a query finds, in order.
func (d *Document) Find(query string) []Hit {
	var hits []Hit
	var spans []span.Span
	for i := range d.Blocks {
		spans = keyword.FindWords(spans[:0], d.Blocks[i].Text, query)
		for _, s := range spans {
			hits = append(hits, Hit{Block: i, Span: s})
		}
	}
	return hits
}

// Count gives counts, which are zero, the hits that each group has by itself in an
// article, title and body, and the number of those that Open marks, of all groups.
func Count(counts []int, a *corpus.Article, words *keyword.Set) (marks int) {
	blocks := clean.Text(a.Text, a.Body(), clean.Options{}).Paragraphs
	if HasTitle(a, false) {
		blocks = append(blocks, clean.Paragraph{Text: clean.Line(a.Title)})
	}
	for i := range blocks {
		marks += words.Count(counts, blocks[i].Text)
	}
	left := words.Enough(counts)
	if left == nil {
		return marks
	}
	marks = 0
	var found []keyword.Mark
	for i := range blocks {
		found = words.FindOf(left, found[:0], blocks[i].Text)
		marks += len(found)
	}
	return marks
}

// Text is the article as it is copied: logical order, clean, the title first
// where it has one of its own, paragraphs apart by blank lines.
func Text(a *corpus.Article) string {
	d := Open(a, Options{LongParas: true})
	out := make([]byte, 0, d.length+len(d.Blocks))
	for i := range d.Blocks {
		if i > 0 {
			out = append(out, "\n\n"...)
		}
		out = append(out, Plain(d.Blocks[i].Text)...)
	}
	return string(out)
}

// Plain is the text of a block as it is copied or printed plain: without the
// bidi controls that only the layout needs.
func Plain(text string) string {
	if !strings.ContainsAny(text, bidiControls) {
		return text
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(bidiControls, r) {
			return -1
		}
		return r
	}, text)
}

const bidiControls = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
