package document

import (
	"strings"

	"qari/model/arabic"
	"qari/model/span"
)

// A quotation is a stretch of a document, from one place to another. Its ends move
// by words, sentences and paragraphs.

// Range is a stretch of a document.
type Range struct{ From, To Place }

// Unit is what an end of a quotation moves by.
type Unit uint8

// The units.
const (
	ByWord Unit = iota
	BySentence
	ByParagraph
)

// Cutter cuts the blocks of a document into units. It remembers those of a block,
// since a paragraph may be as long as a book. It belongs to one goroutine.
type Cutter struct {
	doc   *Document
	block int
	units [ByParagraph + 1][]span.Span // of the block; nil until they are asked for
}

// Cutter makes a cutter for the document.
func (d *Document) Cutter() *Cutter { return &Cutter{doc: d} }

// of are the units of a block, in order.
func (c *Cutter) of(block int, u Unit) []span.Span {
	if block != c.block {
		c.block, c.units = block, [ByParagraph + 1][]span.Span{}
	}
	if c.units[u] == nil {
		c.units[u] = cut(c.doc.Blocks[block].Text, u)
	}
	return c.units[u]
}

// cut gives the units of a text.
func cut(text string, u Unit) []span.Span {
	switch u {
	case ByWord:
		var words []span.Span
		for _, t := range arabic.Tokens(text) {
			words = append(words, t.Span)
		}
		return words
	case BySentence:
		return sentences(text)
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return []span.Span{trimmed(text, span.Span{End: len(text)})}
}

// sentences are the sentences of a text, without the blanks between them.
func sentences(text string) []span.Span {
	var out []span.Span
	start, inWord := 0, false
	for i, r := range text {
		blank := r == ' ' || r == '\n' || r == '\u2028' || r == '\t'
		if !blank && !inWord && i > start && endsSentence(text[:i]) {
			out = append(out, trimmed(text, span.Span{Start: start, End: i}))
			start = i
		}
		inWord = !blank
	}
	if last := trimmed(text, span.Span{Start: start, End: len(text)}); !last.Empty() {
		out = append(out, last)
	}
	return out
}

// trimmed is a stretch without the blanks at its ends.
func trimmed(text string, s span.Span) span.Span {
	const blanks = " \t\n\u2028"
	part := s.Of(text)
	s.Start += len(part) - len(strings.TrimLeft(part, blanks))
	s.End = s.Start + len(strings.TrimSpace(part))
	return s
}

// Sentence is the one that holds a place, or the next one; false where there is none.
func (c *Cutter) Sentence(at Place) (Range, bool) {
	for block := max(0, at.Block); block < len(c.doc.Blocks); block++ {
		for _, s := range c.of(block, BySentence) {
			if block > at.Block || s.End > at.Offset {
				return Range{Place{block, s.Start}, Place{block, s.End}}, true
			}
		}
	}
	return Range{}, false
}

// Move moves an end of a quotation on by one unit for n = 1, back for n = -1. The
// last end stands behind a unit, the first one before. Where there is no further
// unit it stays.
func (c *Cutter) Move(at Place, u Unit, n int, last bool) Place {
	edge := func(s span.Span) int {
		if last {
			return s.End
		}
		return s.Start
	}
	for block := at.Block; block >= 0 && block < len(c.doc.Blocks); block += n {
		list := c.of(block, u)
		for i := range list {
			if n < 0 {
				i = len(list) - 1 - i
			}
			if p := (Place{block, edge(list[i])}); n > 0 && at.Before(p) || n < 0 && p.Before(at) {
				return p
			}
		}
	}
	return at
}

// Quote is the text of a quotation as it is copied: logical order, clean, paragraphs
// apart by blank lines.
func (d *Document) Quote(r Range) string {
	var parts []string
	for block := r.From.Block; block <= r.To.Block && block < len(d.Blocks); block++ {
		if s := r.In(block, len(d.Blocks[block].Text)); !s.Empty() {
			parts = append(parts, Plain(s.Of(d.Blocks[block].Text)))
		}
	}
	return strings.Join(parts, "\n\n")
}

// In is the part of a quotation that lies in a block of so many bytes.
func (r Range) In(block, length int) (s span.Span) {
	if block < r.From.Block || block > r.To.Block {
		return s
	}
	s.End = length
	if block == r.From.Block {
		s.Start = r.From.Offset
	}
	if block == r.To.Block {
		s.End = r.To.Offset
	}
	return s
}
