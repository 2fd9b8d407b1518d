package main

import (
	"bytes"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"qari/model/cell"
	"qari/model/clean"
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
	justify bool // but never in logical order
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

	// Room that is used again for every paragraph.
	laid    layout.Paragraph
	drawn   layout.Line
	found   []keyword.Mark
	marked  []paint.Mark
	letters []byte
}

func newCompositor(s pageSetup) *compositor {
	c := &compositor{pageSetup: s}
	colors := s.colors
	if colors == colorprofile.NoTTY && s.profile.Styled() {
		colors = colorprofile.ASCII
	}
	c.painter = paint.Painter{Theme: theme.New(s.dark, colors), Profile: s.profile}
	if s.profile.Edge {
		s.width--
	}
	c.options = layout.Options{
		Width: max(1, s.width), Shape: s.profile.Shape, LamAlef: s.lamAlef,
		HideMarks: !s.profile.Marks, Isolate: s.isolate,
		Justify: s.justify && s.profile.Order != terminal.Logical,
	}
	if s.words == nil {
		return c
	}
	for i, g := range s.words.Groups() {
		c.looks = append(c.looks, theme.Look{Token: theme.GroupColored(g.Color, i)})
	}
	return c
}

// sheet lays out what is on a sheet, ended by a newline.
func (c *compositor) sheet(s *sheet) {
	if s.titled {
		c.paragraph(&s.text, clean.Line(s.title), nil, theme.Look{Strong: c.coloured()})
		if len(s.body) > 0 {
			s.text.WriteByte('\n')
		}
	}
	for i := range s.body {
		if (i > 0 || !s.first) && !c.raw {
			s.text.WriteByte('\n')
		}
		c.paragraph(&s.text, s.body[i].Text, &s.body[i], theme.Look{})
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
	o := c.options
	o.Justify = o.Justify && view != nil // a title is ragged
	c.layouter.Lay(&c.laid, text, o)
	for i := 0; c.laid.LineTo(&c.drawn, i); i++ {
		line := &c.drawn
		if c.asStored() {
			dst.WriteString(strings.TrimRight(text[line.Start:line.End], " \n\u2028"))
		} else {
			field := paint.Field{Text: text, Line: line, Marks: marks, Look: look, HideMarks: c.options.HideMarks}
			dst.Write(c.line(dst.AvailableBuffer(), &field))
		}
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
		f.Width += c.width - c.cells(f)
	}
	return c.painter.Row(dst, *f)
}

// cells is the width of a line in cells as it is written: where lam and alef
// are counted as one cell but sent as two letters, they take two.
func (c *compositor) cells(f *paint.Field) int {
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
