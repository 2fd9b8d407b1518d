package layout_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"

	"qari/model/bidi"
	"qari/model/layout"
	"qari/model/shape"
	"qari/model/span"
)

// check fails the test for whatever does not hold of text laid out with o.
func check(t *testing.T, text string, o layout.Options) {
	t.Helper()
	var l layout.Layouter
	p := l.Paragraph(text, o)
	at, shown := 0, make([]int, len(text)) // how often each byte is in a cell
	for i := range p.Len() {
		ln := p.Line(i)
		if ln.Start != at || ln.End < ln.Start || ln.End == at && i > 0 {
			t.Fatalf("line %d is [%d,%d), the one before ends at %d", i, ln.Start, ln.End, at)
		}
		at = ln.End
		if room := max(o.Width, 1); o.Width > 0 && ln.Width+ln.Indent > room && len(ln.Cells) > 1 {
			t.Fatalf("line %d takes %d cells, indent %d, of %d", i, ln.Width, ln.Indent, o.Width)
		}
		checkLine(t, ln, text, o, shown)
		for _, off := range []int{ln.Start, ln.End - 1} {
			if off >= ln.Start && p.LineAt(off) != i {
				t.Fatalf("LineAt(%d) = %d, want %d", off, p.LineAt(off), i)
			}
		}
	}
	if at != len(text) {
		t.Fatalf("the lines end at %d of %d", at, len(text))
	}
	checkShown(t, text, o, shown)
	checkSame(t, p, text, o)
	if o.Justify {
		checkJustified(t, p, text, o)
	}
	for _, width := range []int{o.Width, 1} {
		if ln := l.Cut(text, width, o); ln.Width > max(width, 0) {
			t.Fatalf("cut to %d it takes %d", width, ln.Width)
		}
	}
}

// checkSame holds the lines of p to those of the same text made without short
// cuts, and made in small parts with another paragraph laid out meanwhile.
func checkSame(t *testing.T, p *layout.Paragraph, text string, o layout.Options) {
	t.Helper()
	var careful, parts layout.Layouter
	careful.TakeNoShortCuts()
	parts.SetPart(1 + len(text)%7)
	q, r := careful.Paragraph(text, o), parts.Paragraph(text, o)
	parts.Paragraph("another (text) 12", o).Len()
	var ln layout.Line
	for i := range p.Len() {
		want := p.Line(i)
		for how, s := range map[string]*layout.Paragraph{"without short cuts": q, "in parts": r} {
			if !s.LineTo(&ln, i) {
				t.Fatalf("%s there is no line %d", how, i)
			}
			if ln.Start != want.Start || ln.End != want.End || ln.Width != want.Width || ln.Indent != want.Indent || !slices.Equal(ln.Cells, want.Cells) {
				t.Fatalf("line %d is\n%+v\n%s\n%+v", i, *want, how, ln)
			}
		}
	}
	if q.Len() != p.Len() || r.Len() != p.Len() {
		t.Fatalf("%d lines, without short cuts %d, in parts %d", p.Len(), q.Len(), r.Len())
	}
}

// checkJustified holds the lines of p to those that are not justified: the same
// cells, only wider, to the width or not at all.
func checkJustified(t *testing.T, p *layout.Paragraph, text string, o layout.Options) {
	t.Helper()
	o.Justify = false
	var l layout.Layouter
	q := l.Paragraph(text, o)
	for i := range p.Len() {
		got, want := p.Line(i), q.Line(i)
		if got.Width != want.Width && got.Width+got.Indent != o.Width {
			t.Fatalf("line %d takes %d cells of %d, not justified %d", i, got.Width+got.Indent, o.Width, want.Width)
		}
		cells := slices.Clone(got.Cells)
		for j := range cells {
			c := &cells[j]
			switch c.Kashida {
			case 0:
				if c.Blank {
					c.Width = want.Cells[j].Width
				}
			case 1, 2, 3:
				c.Width -= c.Kashida
				if f, ok := shape.FormOf(c.Shaped); c.Shaped != 'ـ' && !(ok && f.After) {
					t.Fatalf("line %d: kashida after %+q, which joins nothing", i, c.Shaped)
				}
				if g, ok := shape.FormOf(cells[j-1].Shaped); cells[j-1].Shaped != 'ـ' && !(ok && g.Before) {
					t.Fatalf("line %d: kashida before %+q, which joins nothing", i, cells[j-1].Shaped)
				}
				c.Kashida = 0
			default:
				t.Fatalf("line %d: %d cells of kashida in one place", i, c.Kashida)
			}
		}
		if !slices.Equal(cells, want.Cells) || got.Start != want.Start || got.End != want.End {
			t.Fatalf("line %d is other than without kashida:\n%+v\n%+v", i, *got, *want)
		}
	}
}

func checkLine(t *testing.T, ln *layout.Line, text string, o layout.Options, shown []int) {
	t.Helper()
	width := 0
	for i, c := range ln.Cells {
		if c.Start < ln.Start || c.End > ln.End || c.End <= c.Start || c.Width < 1 {
			t.Fatalf("cell %d is %+v, the line [%d,%d)", i, c, ln.Start, ln.End)
		}
		for off := c.Start; off < c.End; off++ {
			shown[off]++
		}
		ct := layout.CellText{Shape: o.Shape, HideMarks: o.HideMarks}
		checkDrawn(t, c, string(ln.AppendShaped(nil, text, i, ct)))
		if !o.LamAlef { // else two letters are drawn in one cell
			ct.Shape = false
			checkDrawn(t, c, string(ln.AppendPlain(nil, text, i, ct)))
		}
		if got := ln.Caret(c.Start); got != width {
			t.Fatalf("Caret(%d) = %d, the cell is at %d", c.Start, got, width)
		}
		for col := width; col < width+int(c.Width); col++ {
			if got := ln.Offset(col); got != c.Start {
				t.Fatalf("Offset(%d) = %d, the cell is [%d,%d)", col, got, c.Start, c.End)
			}
		}
		want := []layout.Run{{Col: width, Width: int(c.Width)}}
		if got := ln.Runs(span.Span{Start: c.Start, End: c.End}); !slices.Equal(got, want) {
			t.Fatalf("Runs of [%d,%d) = %v, want %v", c.Start, c.End, got, want)
		}
		width += int(c.Width)
	}
	if width != ln.Width {
		t.Fatalf("the cells take %d, the line says %d", width, ln.Width)
	}
	if runs := ln.Runs(span.Span{Start: ln.Start, End: ln.End}); width > 0 && (len(runs) != 1 || runs[0] != layout.Run{Col: 0, Width: width}) {
		t.Fatalf("Runs of the whole line: %v, its width: %d", runs, width)
	}
	checkOrder(t, ln)
}

// checkDrawn holds what is drawn for a cell to its width, and to the rule that
// nothing reaches the terminal that acts on it.
func checkDrawn(t *testing.T, c layout.Cell, s string) {
	t.Helper()
	if got := ansi.StringWidthWc(s); got != int(c.Width) {
		t.Fatalf("%+q takes %d cells to the renderer, the cell says %d", s, got, c.Width)
	}
	first, _ := utf8.DecodeRuneInString(s)
	if ansi.StringWidthWc(string(first)) == 0 {
		t.Fatalf("%+q begins with a rune of no width", s)
	}
	for _, r := range s {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			t.Fatalf("%+q holds %U", s, r)
		}
	}
}

// checkOrder reorders the levels of the line again, if nothing that has no cell
// stands between its cells.
func checkOrder(t *testing.T, ln *layout.Line) {
	t.Helper()
	logical := slices.Clone(ln.Cells)
	slices.SortFunc(logical, func(a, b layout.Cell) int { return a.Start - b.Start })
	levels := make([]bidi.Level, len(logical))
	for i, c := range logical {
		levels[i] = c.Level
		if i > 0 && logical[i-1].End != c.Start {
			return
		}
	}
	for i, j := range bidi.VisualOrder(nil, bidi.VisualRuns(nil, levels)) {
		if logical[j] != ln.Cells[i] {
			t.Fatalf("the cell at visual place %d is %+v, by its levels %+v", i, ln.Cells[i], logical[j])
		}
	}
}

// checkShown holds that each cluster of the text is shown once, if it is one
// that can be seen and no blank.
func checkShown(t *testing.T, text string, o layout.Options, shown []int) {
	t.Helper()
	at := 0
	for rest, state := text, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		for i := range cluster {
			if shown[at+i] > 1 {
				t.Fatalf("the byte at %d is shown %d times", at+i, shown[at+i])
			}
		}
		if visible(cluster, o.HideMarks) && shown[at] == 0 {
			t.Fatalf("the cluster %+q at %d is not shown", cluster, at)
		}
		at += len(cluster)
	}
}

func visible(cluster string, hideMarks bool) bool {
	for _, r := range cluster {
		switch {
		case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Variation_Selector) || r == 0x34F || r == 0x2065 || 0xFFF0 <= r && r <= 0xFFF8,
			unicode.IsSpace(r), unicode.Is(unicode.Mn, r) && hideMarks:
		default:
			return true
		}
	}
	return false
}

var seeds = []string{
	"",
	"قال (السلام عليكم)، «وعليكم السلام»؛ ثمّ مضى.. إلى 0599-123-456 و 21/7/2015 على http://example.com/a/",
	"مُحَمَّدٌ لَا إلَٰهَ \u06DD١٢ \u0600\u0601 ٣,٥ ٪ % 3,5",
	"\u202Babc \u2067دهـ\u2069 \u202Exyz\u202C\u202C \u200Fa\u200E \u2066b",
	"👨\u200D👩\u200D👧 🇵🇸🇯🇴 ⚠\uFE0F 👍🏽 한글 नमस्ते \u1112\u1161",
	"\u064E\u0301a\u200F\u0301 \u064E\n\u064E\u2028\t\tx\ty \u00A0 z \u3000\u3000",
	"\u202B0\u20660 ٢1-2-3 1-2-3٢ \u200B\u200D\u20D6",
	"\u20ED\U0001F3FD0 a\u200F\U0001F3FD \uFE0F\U0001F3FDb",
	"\"  (b\u6F22 a \"  (bbbbbbbbbbbbbb\u6F22",
	"00 \u08E8000 00000",
	"a\uFFF0b \uFFF8 \uFEB5\uFEC4\u0300\uFEFB\uFEE3 \uFEDF\u2DFA\uFE8D \uFEDF\u064E\uFE8E",
	"\x00\x1b[31m\u009b\xff\xd9\u202e\uFFFE\uFEFF",
	"\uFEFB\uFEE3\uFDFA\uFE8D\uFEDF\u200D\uFE8E ل\u200Dا ل\u200Fا ل\u034Fا",
	strings.Repeat("ابتثجحخ", 40) + strings.Repeat("\u064E", 50) + "......" + strings.Repeat("-", 30),
	"(02) 298-1234 (1-2-3) [373-400] 1.2.3-rc1 a@b.cd #x @y /a/b C:\\x\\y +1-2 -3 10 000",
}

func FuzzLayout(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, byte(i*13), byte(i*7))
		f.Add(s, byte(255-i), byte(i))
	}
	f.Fuzz(func(t *testing.T, s string, width, bits byte) {
		o := layout.Options{
			Width: 1 + int(width)%200, Shape: bits&1 != 0, LamAlef: bits&3 == 3,
			HideMarks: bits&4 != 0, Isolate: bits&8 != 0, Base: bidi.Direction(bits >> 4 % 3), Justify: bits&128 != 0,
		}
		if bits&64 != 0 {
			o.Indent, o.BreakIndent = 2, 1
			o.Breaks = []int{len(s) / 3, len(s) / 2}
		}
		check(t, s, o)
	})
}

// The seeds, at every width.
func TestInvariantsAtEveryWidth(t *testing.T) {
	for _, s := range seeds {
		for width := range 201 {
			for bits := range 16 {
				check(t, s, layout.Options{
					Width: width, Shape: bits&1 != 0, LamAlef: bits&1 != 0, HideMarks: bits&2 != 0, Isolate: bits&4 != 0, Justify: bits&8 != 0,
				})
			}
		}
	}
}

// Cells are the clusters of UAX #29, whatever rune stands in a text. (Prefixed
// signs part from their clusters, what is invisible has no cell, and marks that
// are younger than the clusters' tables still need a base.)
func TestClustersAgreeWithUAX29(t *testing.T) {
	apart := []rune{0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
	uniform := [][2]rune{{0x3400, 0x9FFF}, {0xAC10, 0xD79F}, {0xE000, 0xF8FF}, {0x17000, 0x1CFFF}, {0x20000, utf8.MaxRune}}
	var l layout.Layouter
	for r := rune(0x21); r < 0x20000; r++ {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Zs, unicode.Zl, unicode.Zp) || slices.Contains(apart, r) || r == 0x2065 || 0xFFF0 <= r && r <= 0xFFF8 ||
			ansi.StringWidthWc(string(r)) == 0 && !unicode.IsMark(r) {
			continue
		}
		if slices.ContainsFunc(uniform, func(b [2]rune) bool { return b[0] < r && r < b[1] }) {
			continue
		}
		for _, text := range []string{"ب" + string(r) + "1", "a" + string(r) + "\u064Eب"} {
			var starts, want []int
			for _, c := range l.Paragraph(text, layout.Options{Base: bidi.LTR}).Line(0).Cells {
				starts = append(starts, c.Start)
			}
			slices.Sort(starts)
			g := uniseg.NewGraphemes(text)
			for g.Next() {
				from, _ := g.Positions()
				want = append(want, from)
			}
			if !slices.Equal(starts, want) {
				t.Errorf("%+q: cells begin at %v, clusters at %v", text, starts, want)
			}
		}
	}
}
