package main

import (
	"bytes"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"qari/model/cell"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/keyword"
	"qari/model/layout"
	"qari/ui/paint"
	"qari/ui/terminal"
	"qari/ui/theme"
)

// pageSetup is all that shapes the pages of one run of cat.
type pageSetup struct {
	width   int // cells
	profile terminal.Profile
	lamAlef bool // a lam and its alef count one cell
	marks   string
	isolate bool
	raw     bool
	pipe    bool // standard output is not a terminal
	colors  colorprofile.Profile
	dark    bool
	words   *keyword.Set // nil for none
}

// compositor lays articles out. It belongs to one goroutine.
type compositor struct {
	pageSetup
	layouter layout.Layouter
	painter  paint.Painter
	options  layout.Options
	looks    []theme.Look // of the groups
	found    []keyword.Mark
	marked   []paint.Mark
	row      []byte
	letters  []byte
}

func newCompositor(s pageSetup) *compositor {
	c := &compositor{pageSetup: s}
	colors := s.colors
	if colors == colorprofile.NoTTY && s.profile.Order == terminal.Words {
		colors = colorprofile.ASCII // this order is written with bold
	}
	c.painter = paint.Painter{Theme: theme.New(s.dark, colors), Profile: s.profile}
	c.options = layout.Options{
		Width: s.width, Shape: s.profile.Shape, LamAlef: s.lamAlef,
		HideMarks: !s.profile.Marks, Isolate: s.isolate,
	}
	if s.words == nil {
		return c
	}
	for i, g := range s.words.Groups() {
		c.looks = append(c.looks, theme.Look{Token: theme.GroupColored(g.Color, i)})
	}
	return c
}

// article appends the pages of one article, ended by a newline.
func (c *compositor) article(dst *bytes.Buffer, a *corpus.Article) {
	view := clean.Text(a.Text, a.Body, clean.Options{Raw: c.raw})
	body := view.Paragraphs
	for c.raw && len(body) > 0 && body[len(body)-1].Text == "" {
		body = body[:len(body)-1]
	}
	if document.HasTitle(a, c.raw) {
		title := clean.Line(a.Title)
		c.paragraph(dst, title, nil, theme.Look{Strong: c.coloured()})
		if len(body) > 0 {
			dst.WriteByte('\n')
		}
	}
	for i := range body {
		if i > 0 && !c.raw {
			dst.WriteByte('\n')
		}
		c.paragraph(dst, body[i].Text, &body[i], theme.Look{})
	}
}

// coloured reports whether anything is lit at all.
func (c *compositor) coloured() bool { return c.colors > colorprofile.NoTTY }

// paragraph appends the lines of one paragraph. view is nil for the title.
func (c *compositor) paragraph(dst *bytes.Buffer, text string, view *clean.Paragraph, look theme.Look) {
	if text == "" {
		dst.WriteByte('\n')
		return
	}
	marks := c.light(text, view)
	laid := c.layouter.Paragraph(text, c.options)
	for i := range laid.Len() {
		line := laid.Line(i)
		if c.asStored() {
			dst.WriteString(strings.TrimRight(text[line.Start:line.End], " \n\u2028"))
			dst.WriteByte('\n')
			continue
		}
		field := paint.Field{Text: text, Line: line, Marks: marks, Look: look, HideMarks: c.options.HideMarks}
		c.row = c.line(c.row[:0], &field)
		dst.Write(c.row)
		dst.WriteByte('\n')
	}
}

// asStored reports whether lines are written byte for byte. On the way to a
// program or a file, joiners and the legitimate direction marks are part of
// the text; no terminal is sent them.
func (c *compositor) asStored() bool {
	return c.pipe && c.profile.Order == terminal.Logical && !c.coloured() && !c.options.HideMarks
}

// light gives the marks of a paragraph: watched words, and soft pictures of
// what is not text.
func (c *compositor) light(text string, view *clean.Paragraph) []paint.Mark {
	c.marked = c.marked[:0]
	if !c.coloured() {
		return nil
	}
	if view != nil {
		for _, s := range view.Soft {
			c.marked = append(c.marked, paint.Mark{Span: s, Look: theme.Look{Token: theme.Soft}})
		}
	}
	if c.words == nil {
		return c.marked
	}
	c.found = c.words.Find(c.found[:0], text)
	for _, m := range c.found {
		c.marked = append(c.marked, paint.Mark{Span: m.Span, Look: c.looks[m.Group]})
	}
	return c.marked
}

// line appends one line. Lines that run from right to left are padded on the
// left to exactly the width, unless the order is the stored one.
func (c *compositor) line(dst []byte, f *paint.Field) []byte {
	f.Width = f.Line.Width + f.Line.Indent
	if c.profile.Order != terminal.Logical && f.Line.Base.RTL() {
		f.Width += c.width - c.drawn(f)
	}
	return c.painter.Row(dst, *f)
}

// drawn is the width of a line in cells as it is written: where lam and alef
// are counted as one cell but sent as two letters, they take two.
func (c *compositor) drawn(f *paint.Field) int {
	if !c.lamAlef || c.profile.Shape {
		return f.Line.Width
	}
	width := 0
	for i := range f.Line.Cells {
		c.letters = f.Line.AppendPlain(c.letters[:0], f.Text, i, layout.CellText{})
		width += cell.StringWidth(string(c.letters))
	}
	return width
}
