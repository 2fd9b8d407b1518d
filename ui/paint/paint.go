// Package paint is the only place where laid-out lines and marks become
// styled strings, in the order that the terminal needs. Everything that can
// hold article text goes through it: the reading pane, list columns, borders,
// status items and the input line.
//
// A screen row is made of fields, given from left to right as they stand on
// the screen. Style comes last: a mark is a byte range of the logical text;
// its cells are found in the laid-out line and get its look. An escape
// sequence never takes part in reordering.
package paint

import (
	"slices"
	"strings"

	"qari/model/bidi"
	"qari/model/clean"
	"qari/model/layout"
	"qari/model/span"
	"qari/ui/terminal"
	"qari/ui/theme"
)

// Mark gives a byte range of a field's text a look on top of the field's.
type Mark struct {
	span.Span
	Look theme.Look
}

// Align is where a line stands in a field that is wider than it.
type Align uint8

// The alignments.
const (
	// ByBase sets right-to-left lines against the right edge, others
	// against the left.
	ByBase Align = iota
	Left
	Right
)

// Field is one stretch of a screen row: a laid-out line in a number of cells.
// A field without a line is blank.
type Field struct {
	Text  string
	Line  *layout.Line
	Marks []Mark // later marks lie on top of earlier ones
	Look  theme.Look
	Width int // cells
	Align Align
	// HideMarks leaves vowel marks out, as the layout was told to.
	HideMarks bool
	// Caret is one more than the cell of the line on which the cursor stands, 0
	// for none.
	Caret int
	// Tight sets the item of a bar apart from the one before by a blank only.
	Tight bool
	Cuts  bool // in a bar: it is cut rather than dropped
}

// Blank is a field of n empty cells.
func Blank(n int) Field { return Field{Width: n} }

// Painter draws for one terminal. It is not safe for concurrent use.
type Painter struct {
	Theme   *theme.Theme
	Profile terminal.Profile
	// Base is the direction of the interface's own words.
	Base bidi.Direction
	// Cursor is the column of the terminal, from 0, that was written last for a
	// Caret. A terminal that reorders shows its cursor where it shows what was
	// written there.
	Cursor int

	lay   layout.Layouter
	looks []theme.Look
	order []int
	col   int  // what was written of the row, 0 for nothing yet
	open  bool // blank guards: what stands at the left has no guard after it yet
	spare int  // blank guards: cells of the padding that guards within the line may take
}

// Item is a field for a short text of the interface or of an article: one
// line, cleaned, with its own base direction, in exactly as many cells as it
// needs.
func (p *Painter) Item(text string, look theme.Look) Field {
	return p.item(clean.Line(text), look, bidi.Auto)
}

// Say is a field for the interface's own words, which need no cleaning and
// have its direction.
func (p *Painter) Say(text string, look theme.Look) Field {
	return p.item(text, look, p.Base)
}

// Directed is a field for a clean text that reads from the right, or from the
// left.
func (p *Painter) Directed(text string, look theme.Look, rtl bool) Field {
	base := bidi.LTR
	if rtl {
		base = bidi.RTL
	}
	return p.item(text, look, base)
}

// Keys is a field for the names of keys, which read from the left.
func (p *Painter) Keys(text string) Field { return p.item(text, theme.Look{}, bidi.LTR) }

func (p *Painter) item(text string, look theme.Look, base bidi.Direction) Field {
	o := p.LayoutOptions()
	o.Base = base
	line := p.lay.Paragraph(text, o).Line(0)
	return Field{Text: text, Line: line, Look: look, Width: line.Width}
}

// Lay lays a clean text out for this terminal, for fields that take its lines.
func (p *Painter) Lay(text string, o layout.Options) *layout.Paragraph {
	return p.lay.Paragraph(text, p.Options(o))
}

// Cut is a field of exactly width cells for a text that may be longer: it is
// shortened at its logical end. The text must be clean.
func (p *Painter) Cut(text string, width int, look theme.Look) Field {
	line := p.lay.Cut(text, width, p.LayoutOptions())
	return Field{Text: text, Line: &line, Look: look, Width: width}
}

// Path is a field for a path: it reads from the left whatever its names are
// written in, and each name keeps its own order.
func (p *Painter) Path(path string, look theme.Look) Field {
	path = "\u2068" + strings.ReplaceAll(clean.Name(path), "/", "\u2069/\u2068") + "\u2069" // isolates, for the layout only
	o := p.LayoutOptions()
	o.Base = bidi.LTR
	line := p.lay.Paragraph(path, o).Line(0)
	return Field{Text: path, Line: line, Look: look, Width: line.Width}
}

// LayoutOptions are the layout's options for one line of any length.
func (p *Painter) LayoutOptions() layout.Options { return p.Options(layout.Options{Isolate: true}) }

// Options completes layout options with what the terminal's profile asks for.
func (p *Painter) Options(o layout.Options) layout.Options {
	o.Shape = p.Profile.Shape
	o.LamAlef = p.Profile.Shape
	o.HideMarks = o.HideMarks || !p.Profile.Marks
	if p.blankGuards() && o.Width > 1 {
		o.Width-- // a cell to spare for a guard within the line
	}
	o.Justify = o.Justify && p.Profile.Order != terminal.Logical // the stored order is the stored text
	return o
}

// Row appends one screen row made of the fields from left to right, between
// the edges that the profile asks for.
func (p *Painter) Row(dst []byte, fields ...Field) []byte {
	p.col, p.open = 0, p.blankGuards() && slices.ContainsFunc(fields, hasRTL)
	dst = p.edge(dst, p.Profile.Left)
	for i := range fields {
		dst = p.field(dst, &fields[i])
	}
	return p.edge(dst, p.Profile.Right)
}

// edge appends the cells of an edge.
func (p *Painter) edge(dst []byte, width int) []byte {
	if width == 0 {
		return dst
	}
	if p.blankGuards() {
		p.open = false
		return p.guard(dst, theme.Look{})
	}
	dst = p.blanks(dst, width, theme.Look{})
	if p.Profile.Guards == terminal.MarkGuards {
		dst = append(dst, lrm...)
	}
	return dst
}

func (p *Painter) field(dst []byte, f *Field) []byte {
	if f.Line == nil {
		left := f.Width
		if p.open && left > 0 {
			dst, left, p.open = p.guard(dst, f.Look), left-1, false
		}
		return p.blanks(dst, left, f.Look)
	}
	rtl := p.blankGuards() && hasRTL(*f)
	first := 0 // cells for a guard at the row's beginning
	switch {
	case rtl && p.col == 0:
		first = 1
		p.shorten(f, first+unguarded(f))
	case rtl && isCut(f.Line):
		p.shorten(f, unguarded(f))
	}
	pad := max(0, f.Width-f.Line.Width-f.Line.Indent)
	left, right := 0, pad
	if f.Line.Base.RTL() {
		right = f.Line.Indent
		left = pad
	} else {
		left = f.Line.Indent
	}
	switch {
	case p.Profile.Order == terminal.Logical:
		left, right = 0, pad+f.Line.Indent
	case f.Align == Left:
		left, right = 0, pad+f.Line.Indent
	case f.Align == Right:
		left, right = pad+f.Line.Indent, 0
	}
	if rtl {
		p.spare = max(0, min(unguarded(f), left+right-first))
		taken := min(p.spare, right)
		left, right = left-(p.spare-taken), right-taken
	}
	if rtl || p.open {
		dst, left = p.guarded(dst, f, left)
	}
	dst = p.blanks(dst, left, f.Look)
	if p.Profile.Edge && p.Profile.Order == terminal.Logical && f.Line.Base.RTL() {
		dst = append(dst, rlm...)
	}
	dst = p.line(dst, f)
	p.col += f.Line.Width
	return p.blanks(dst, right, f.Look)
}

// shorten cuts a line that fills its field to give room cells for guards. The
// lines of the reading pane, which cannot be cut, have a margin.
func (p *Painter) shorten(f *Field, room int) {
	if f.Line.Start > 0 || f.Line.Width+room <= f.Width || f.Width <= room {
		return
	}
	line := p.lay.Cut(f.Text, f.Width-room, p.LayoutOptions())
	f.Line = &line
}

// isCut reports whether a line was cut before.
func isCut(l *layout.Line) bool {
	return slices.ContainsFunc(l.Cells, func(c layout.Cell) bool { return c.Start == c.End })
}

func (p *Painter) blankGuards() bool {
	return p.Profile.Order == terminal.Runs && p.Profile.Guards == terminal.BlankGuards
}

func hasRTL(f Field) bool {
	return f.Line != nil && slices.ContainsFunc(f.Line.Cells, func(c layout.Cell) bool { return rtlLetter(&c) })
}

// blanks appends n blanks; they are styled only where the style shows on
// blanks.
func (p *Painter) blanks(dst []byte, n int, look theme.Look) []byte {
	if n <= 0 {
		return dst
	}
	p.col += n
	open := p.openBlank(look)
	dst = append(dst, open...)
	for range n {
		dst = append(dst, ' ')
	}
	if open != "" {
		dst = append(dst, theme.Reset...)
	}
	return dst
}

// openBlank gives the style of blanks.
func (p *Painter) openBlank(look theme.Look) string {
	over := theme.Look{Selected: look.Selected, Faint: p.Profile.Order == terminal.Runs && p.Profile.Guards == terminal.FaintGuards}
	if over == (theme.Look{}) {
		return ""
	}
	return p.Theme.Open(over)
}

// line appends the cells of a field's line, without padding, in the order
// that the terminal needs.
func (p *Painter) line(dst []byte, f *Field) []byte {
	if f.Caret > 0 {
		p.Cursor = p.col
		for i := range f.Caret - 1 {
			p.Cursor += int(f.Line.Cells[i].Width)
		}
	}
	if p.Profile.Order == terminal.Visual && len(f.Marks) == 0 {
		return p.uniform(dst, f)
	}
	p.look(f)
	switch p.Profile.Order {
	case terminal.Words:
		return p.words(dst, f)
	case terminal.Runs:
		if p.blankGuards() {
			return p.runs(dst, f)
		}
		return p.pieces(dst, f)
	case terminal.Logical:
		return p.logical(dst, f)
	default:
		return p.visual(dst, f)
	}
}

// look finds the look of each cell of the field's line.
func (p *Painter) look(f *Field) {
	p.looks = p.looks[:0]
	for range f.Line.Cells {
		p.looks = append(p.looks, f.Look)
	}
	for _, m := range f.Marks {
		if m.Start >= f.Line.End || m.End <= f.Line.Start {
			continue
		}
		for i := range f.Line.Cells {
			if c := &f.Line.Cells[i]; c.Start < m.End && m.Start < c.End {
				p.looks[i] = p.looks[i].On(m.Look)
			}
		}
	}
}

// pen writes cells and changes the style only where the look changes.
type pen struct {
	dst  []byte
	t    *theme.Theme
	now  theme.Look
	open string // the sequence in force, "" for none
}

func (w *pen) look(l theme.Look) {
	if l == w.now {
		return
	}
	w.now = l
	open := w.t.Open(l)
	if open == w.open {
		return
	}
	if w.open != "" {
		w.dst = append(w.dst, theme.Reset...)
	}
	w.dst = append(w.dst, open...)
	w.open = open
}

func (w *pen) end() []byte {
	if w.open != "" {
		w.dst = append(w.dst, theme.Reset...)
	}
	return w.dst
}

func (p *Painter) visual(dst []byte, f *Field) []byte {
	w := pen{dst: dst, t: p.Theme}
	o := layout.CellText{HideMarks: f.HideMarks || !p.Profile.Marks, Shape: p.Profile.Shape}
	for i := range f.Line.Cells {
		w.look(p.looks[i])
		w.dst = f.Line.AppendShaped(w.dst, f.Text, i, o)
	}
	return w.end()
}

// uniform is visual for a field of one look.
func (p *Painter) uniform(dst []byte, f *Field) []byte {
	w := pen{dst: dst, t: p.Theme}
	if len(f.Line.Cells) > 0 {
		w.look(f.Look)
	}
	o := layout.CellText{HideMarks: f.HideMarks || !p.Profile.Marks, Shape: p.Profile.Shape}
	for i := range f.Line.Cells {
		w.dst = f.Line.AppendShaped(w.dst, f.Text, i, o)
	}
	return w.end()
}

func (p *Painter) logical(dst []byte, f *Field) []byte {
	w := pen{dst: dst, t: p.Theme}
	o := layout.CellText{HideMarks: f.HideMarks || !p.Profile.Marks, Shape: p.Profile.Shape, Joiners: !p.Profile.Shape}
	col := p.col
	for _, i := range p.logicalOrder(f.Line.Cells, 0, len(f.Line.Cells)) {
		p.written(f, i, &col)
		w.look(p.looks[i])
		w.dst = f.Line.AppendPlain(w.dst, f.Text, i, o)
	}
	return w.end()
}
