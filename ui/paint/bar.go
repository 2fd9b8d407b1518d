package paint

import (
	"slices"
	"strings"
	"unicode/utf8"

	"qari/model/bidi"
	"qari/ui/theme"
)

// Bar appends one row of items: start begins at the edge where reading
// begins and goes on from there, end stands at the other edge, its first item
// outermost. Each item is a text with its own direction; they are set one
// after the other and never run through the bidi algorithm as one string.
// When room is short the items farthest from the starting edge drop first.
func (p *Painter) Bar(dst []byte, width int, rtl bool, start, end []Field) []byte {
	return p.bar(dst, width, rtl, start, end, false)
}

// Ruled is Bar with a rule where Bar leaves the middle blank.
func (p *Painter) Ruled(dst []byte, width int, rtl bool, start, end []Field) []byte {
	return p.bar(dst, width, rtl, start, end, true)
}

func (p *Painter) bar(dst []byte, width int, rtl bool, start, end []Field, ruled bool) []byte {
	dot := p.Item("·", theme.Look{Token: theme.Soft})
	first := p.chain(width, dot, p.shrunk(start, width), true)
	room := width - widthOf(first)
	if len(first) > 0 {
		room -= 2
	}
	last := p.chain(room, dot, end, false)
	row := first
	gap := max(0, width-widthOf(first)-widthOf(last))
	if ruled && gap > 2 {
		rule := p.Columns(strings.Repeat("─", gap-edges(first, last)), theme.Look{Token: theme.Rule})
		if len(first) > 0 {
			row = append(row, Blank(1))
		}
		row = append(row, rule)
		if len(last) > 0 {
			row = append(row, Blank(1))
		}
	} else {
		row = append(row, Blank(gap))
	}
	row = append(row, Reversed(last)...)
	if rtl {
		row = Reversed(row)
	}
	return p.Row(dst, row...)
}

// edges counts the ends of a bar that have items.
func edges(first, last []Field) int { return min(len(first), 1) + min(len(last), 1) }

// Chain gives fields of width cells in all: the items one after the other
// from the edge where reading begins, or with forward false from the other
// edge. When room is short the last ones drop.
func (p *Painter) Chain(width int, forward bool, items []Field) []Field {
	row := p.chain(width, p.Item("·", theme.Look{Token: theme.Soft}), items, true)
	rest := Blank(max(0, width-widthOf(row)))
	if forward {
		return append(row, rest)
	}
	return append([]Field{rest}, Reversed(row)...)
}

// leastCut is the number of cells that an item keeps that may be cut.
const leastCut = 16

// shrunk gives items that take no more than so many cells, separators included, if
// it is enough to cut those that may be.
func (p *Painter) shrunk(items []Field, room int) []Field {
	over, n := -room, 0
	for _, it := range items {
		if it.Width > 0 {
			over += it.Width
			if n++; n > 1 && !it.Tight {
				over += 2
			}
		}
	}
	over += max(0, n-1)
	out := slices.Clone(items)
	for i := len(out) - 1; i >= 0 && over > 0; i-- {
		if less := min(over, out[i].Width-leastCut); out[i].Cuts && less > 0 {
			f := p.Cut(out[i].Text, out[i].Width-less, out[i].Look)
			f.Marks = out[i].Marks
			out[i], over = f, over-less
		}
	}
	return out
}

// chain sets items with separators between them, as many as fit into room.
// Where cut is asked for the first item is cut rather than dropped.
func (p *Painter) chain(room int, dot Field, items []Field, cut bool) []Field {
	var row []Field
	used := 0
	for _, it := range items {
		if it.Width == 0 {
			continue
		}
		if used == 0 {
			if it.Width > room {
				if room < 8 || !cut {
					return row
				}
				it = p.Cut(it.Text, room, it.Look)
			}
			row, used = append(row, it), it.Width
			continue
		}
		between := []Field{Blank(1), dot, Blank(1)}
		if it.Tight {
			between = between[:1]
		}
		if used+len(between)+it.Width > room {
			break
		}
		row = append(append(row, between...), it)
		used += len(between) + it.Width
	}
	return row
}

func widthOf(fields []Field) int {
	n := 0
	for i := range fields {
		n += fields[i].Width
	}
	return n
}

// Reversed gives fields in the other order, for the other direction.
func Reversed(fields []Field) []Field {
	out := make([]Field, 0, len(fields))
	for i := len(fields) - 1; i >= 0; i-- {
		out = append(out, fields[i])
	}
	return out
}

// Columns is a field for text of one cell a rune that stand for themselves, such as
// a tally: it is never reordered.
func (p *Painter) Columns(text string, look theme.Look) Field {
	o := p.LayoutOptions()
	o.Base = bidi.LTR
	line := p.lay.Paragraph(text, o).Line(0)
	return Field{Text: text, Line: line, Look: look, Width: utf8.RuneCountInString(text), Align: Left}
}
