// Package clean computes what is shown of a text: the reading view, in which
// noise is hidden, and the original view, in which everything is visible.
package clean

import (
	"qari/model/corpus"
	"qari/model/span"
)

// Options choose the view.
type Options struct {
	// Raw gives the original view.
	Raw bool
	// KeepTatweel shows tatweel in the reading view.
	KeepTatweel bool
}

// Paragraph is one paragraph of a view, with the way back to the source.
type Paragraph struct {
	// Text is what is laid out: valid UTF-8 without controls (but tab in the
	// original view). U+2028 breaks a line. Bidi marks and balanced bidi
	// controls are kept, for the layout only.
	Text string
	// Src is the range of the source that the paragraph shows.
	Src span.Span
	// Soft are display ranges of pictures of controls, in the original view
	// also of everything that the reading view hides. In order, apart.
	Soft []span.Span
	// Hidden are display offsets where something other than blanks was left
	// out.
	Hidden []int
}

// View is a text as it is shown.
type View struct {
	Paragraphs []Paragraph
	// Hidden counts the things left out other than blanks.
	Hidden int
	// Controls counts controls and invalid bytes shown as pictures.
	Controls int
	Flags    corpus.Flags
}

// Text gives the view of the body, a range of text.
func Text(text string, body span.Span, o Options) View {
	if body.Empty() {
		return View{}
	}
	return View{Paragraphs: []Paragraph{{Text: body.Of(text), Src: body}}}
}

// Line makes one safe line of any string.
func Line(s string) string { return s }

// Words counts the words of s.
func Words(s string) int { return 0 }

// Source gives the source offset of the display offset off.
func (p *Paragraph) Source(off int) int { return p.Src.Start + off }

// Display gives the display offset of the source offset off.
func (p *Paragraph) Display(off int) int { return off - p.Src.Start }

// SourceSpan gives the source range that the display range s shows.
func (p *Paragraph) SourceSpan(s span.Span) span.Span {
	return span.Span{Start: p.Source(s.Start), End: p.Source(s.End)}
}

// DisplaySpan gives the display range of the source range s.
func (p *Paragraph) DisplaySpan(s span.Span) span.Span {
	return span.Span{Start: p.Display(s.Start), End: p.Display(s.End)}
}
