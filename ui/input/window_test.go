package input_test

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"qari/model/bidi"
	"qari/model/layout"
	"qari/ui/input"
)

var shaped = layout.Options{Shape: true, Width: 3, Indent: 2, Breaks: []int{1}}

// seen gives the cells of a window from left to right, with the cursor's in
// brackets and the one behind the end as "_".
func seen(l *input.Line, width int, o layout.Options) string {
	line, text, caret := l.Window(width, o)
	var b strings.Builder
	col := 0
	for _, c := range line.Cells {
		s := text[c.Start:c.End]
		if c.Start == len(l.Text()) {
			s = "_"
		}
		if col == caret {
			s = "[" + s + "]"
		}
		b.WriteString(s)
		col += int(c.Width)
	}
	return b.String()
}

func TestWindow(t *testing.T) {
	for _, c := range []struct {
		what, text, sent string
		width            int
		base             bidi.Direction
		want             string
	}{
		{"empty", "", "", 20, bidi.Auto, "[_]"},
		{"empty, from the right", "", "", 20, bidi.RTL, "[_]"},
		{"Latin", "iran", "", 20, bidi.Auto, "iran[_]"},
		{"blanks behind the text move the cursor", "iran  ", "", 20, bidi.Auto, "iran  [_]"},
		{"Arabic", "حرب", "", 20, bidi.Auto, "[_]برح"},
		{"blanks behind Arabic", "حرب ", "", 20, bidi.Auto, "[_] برح"},
		{"Arabic, cursor at the start", "حرب", home, 20, bidi.Auto, "_بر[ح]"},
		{"both", "حرب iran", "", 20, bidi.Auto, "[_]iran برح"},
		{"both, in Latin", "حرب iran", right + right, 20, bidi.Auto, "_i[r]an برح"},
		{"both, from the left", "iran حرب", left, 20, bidi.Auto, "iran بر[ح]_"},
		{"Latin in a line from the right", "iran", "", 20, bidi.RTL, "[_]iran"},
		{"a number", "حرب 64", "", 20, bidi.Auto, "[_]64 برح"},

		{"just fits", "abcdefg", "", 8, bidi.Auto, "abcdefg[_]"},
		{"the end of a long one", "abcdefghij", "", 8, bidi.Auto, "defghij[_]"},
		{"the start of a long one", "abcdefghij", home, 8, bidi.Auto, "[a]bcdefgh"},
		{"the middle of a long one", "abcdefghijklmnop", home + strings.Repeat(right, 8), 8, bidi.Auto, "cdefgh[i]j"},
		{"the end of a long Arabic one", "ابتثجحخدذر", "", 8, bidi.Auto, "[_]رذدخحجث"},
		{"the start of a long Arabic one", "ابتثجحخدذر", home, 8, bidi.Auto, "دخحجثتب[ا]"},
		{"one cell", "abcdef", left, 1, bidi.Auto, "[f]"},
		{"no cell", "abcdef", "", 0, bidi.Auto, ""},
		{"less than none", "abcdef", "", -5, bidi.Auto, ""},
		{"a wide letter that does not fit", "漢", home, 1, bidi.Auto, ""},
		{"a wide letter cut at the edge", "漢漢漢漢", "", 4, bidi.Auto, "漢[_]"},
	} {
		l := input.New(c.text)
		l.Base = c.base
		send(t, l, c.sent)
		if got := seen(l, c.width, shaped); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// TestWindowAlwaysHoldsTheCursor goes through a long mixed text cell by cell
// and holds, at many widths, that the cursor is seen where it stands.
func TestWindowAlwaysHoldsTheCursor(t *testing.T) {
	text := "عدد العمليات 64 في Spain (إسبانيا) عام 2025، مَعَ 漢字 and more Latin at the end"
	for _, base := range []bidi.Direction{bidi.LTR, bidi.RTL} {
		l := input.New(text)
		l.Base = base
		for _, width := range []int{2, 3, 7, 20, 40, 500} {
			send(t, l, home)
			edge, back := left, right
			if base == bidi.LTR {
				edge, back = right, left
			}
			for range len(text) {
				send(t, l, back)
			}
			for {
				checkCursorCell(t, l, width)
				before := l.Cursor()
				if send(t, l, edge); l.Cursor() == before {
					break
				}
			}
			if l.Cursor() != len(text) {
				t.Fatalf("base %d: the last cell is at %d, not the end", base, l.Cursor())
			}
		}
	}
}

func checkCursorCell(t *testing.T, l *input.Line, width int) {
	t.Helper()
	line, text, caret := l.Window(width, shaped)
	if !strings.HasPrefix(text, l.Text()) {
		t.Fatalf("the cells mean %q", text)
	}
	if line.Width > width || line.Indent != 0 {
		t.Fatalf("width %d: %d cells, indent %d", width, line.Width, line.Indent)
	}
	col, found := 0, false
	for _, c := range line.Cells {
		if col == caret {
			found = c.Start <= l.Cursor() && l.Cursor() < c.End
		}
		col += int(c.Width)
	}
	if !found || col != line.Width {
		t.Fatalf("width %d, cursor %d: no such cell at column %d of %d", width, l.Cursor(), caret, col)
	}
}

// TestArrowsVisitEachCellOnce holds that the arrows go through all clusters
// and the end, each once, and come back the same way.
func TestArrowsVisitEachCellOnce(t *testing.T) {
	for _, text := range []string{
		"", "a", "ب", "madrid", "مدريد", "حرب iran", "iran حرب iran", "عام 2025 في (Spain)", "مَعَ 漢字 a\u0301b", "  ",
	} {
		for _, base := range []bidi.Direction{bidi.Auto, bidi.LTR, bidi.RTL} {
			l := input.New(text)
			l.Base = base
			for range len(text) + 1 {
				send(t, l, left)
			}
			var way []int
			for {
				way = append(way, l.Cursor())
				if send(t, l, right); l.Cursor() == way[len(way)-1] {
					break
				}
			}
			visited := map[int]bool{}
			for _, at := range way {
				visited[at] = true
			}
			if want := uniseg.GraphemeClusterCount(text) + 1; len(visited) != want || len(way) != want {
				t.Errorf("%q, base %d: to the right by %v, %d places", text, base, way, want)
			}
			for i := len(way) - 1; i >= 0; i-- {
				if l.Cursor() != way[i] {
					t.Errorf("%q, base %d: back at %d, want %d", text, base, l.Cursor(), way[i])
				}
				send(t, l, left)
			}
		}
	}
}

func BenchmarkPressInALongLine(b *testing.B) {
	b.ReportAllocs()
	l := input.New(strings.Repeat("عدد العمليات 64 ", input.Limit/28))
	for b.Loop() {
		l.Press(keyLeft)
		l.Press(keyRight)
	}
}

func BenchmarkWindow(b *testing.B) {
	b.ReportAllocs()
	l := input.New("عدد العمليات 64 في إسبانيا")
	for b.Loop() {
		l.Window(40, shaped)
	}
}
