package paint_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"qari/model/cell"
	"qari/model/layout"
	"qari/model/span"
	"qari/ui/paint"
	"qari/ui/terminal"
	"qari/ui/theme"
)

func painter(o terminal.Order) *paint.Painter {
	p := terminal.ForOrder(o)
	p.Marks = true
	return &paint.Painter{Theme: theme.New(true, colorprofile.TrueColor), Profile: p}
}

// orders are lines in each order, as libfribidi and the rules that were
// measured in real terminals give them.
var orders = []struct{ text, visual, words, runs string }{
	{
		"قال: 64 عملية في Cadena SER (CITCO) سنة 2004.",
		".2004 \ufe94\ufee8\ufeb3 Cadena SER (CITCO) \ufef2\ufed3 \ufe94\ufef4\ufee0\ufee4\ufecb 64 :\ufedd\ufe8e\ufed7",
		".2004 \ufeb3\ufee8\ufe94 Cadena SER (CITCO) \ufed3\ufef2 \ufecb\ufee4\ufee0\ufef4\ufe94 64 \x1b[1m:\x1b[m\ufed7\ufe8e\ufedd",
		"\u2800.2004 \ufeb3\ufee8\ufe94\u2800Cadena SER (CITCO) \ufecb\ufee4\ufee0\ufef4\ufe94 \ufed3\ufef2\u280064 :\ufed7\ufe8e\ufedd",
	},
	{
		"«داعش» في 16 ماي 2003 و112 شخصا",
		"\ufe8e\ufebc\ufea8\ufeb7 112\ufeed 2003 \ufef1\ufe8e\ufee3 16 \ufef2\ufed3 \u00ab\ufeb6\ufecb\ufe8d\ufea9\u00bb",
		"\ufeb7\ufea8\ufebc\ufe8e \x1b[1m112\x1b[m\ufeed 2003 \ufee3\ufe8e\ufef1 16 \ufed3\ufef2 \x1b[1m\u00ab\x1b[m\ufea9\ufe8d\ufecb\ufeb6\x1b[1m\u00bb\x1b[m",
		"\u2800\ufeb7\ufea8\ufebc\ufe8e\u2800112\ufeed\u28002003 \ufee3\ufe8e\ufef1\u280016 \ufed3\ufef2\u2800\u00ab\ufea9\ufe8d\ufecb\ufeb6\u00bb",
	},
	{
		"The word إرهاب in English (عربي) text 12",
		"The word \ufe8f\ufe8e\ufeeb\ufead\ufe87 in English (\ufef2\ufe91\ufeae\ufecb) text 12",
		"The word \ufe87\ufead\ufeeb\ufe8e\ufe8f in English \x1b[1m(\x1b[m\ufecb\ufeae\ufe91\ufef2\x1b[1m)\x1b[m text 12",
		"\u2800The word \ufe87\ufead\ufeeb\ufe8e\ufe8f\u2800in English (\ufecb\ufeae\ufe91\ufef2)\u2800text 12",
	},
	{
		"لا إله فعّال ٣٫٥ % نهاية",
		"\ufe94\ufef3\ufe8e\ufeec\ufee7 % \u0663\u066b\u0665 \ufedd\ufe8e\ufecc\u0651\ufed3 \ufeea\ufedf\ufe87 \ufefb",
		"\ufee7\ufeec\ufe8e\ufef3\ufe94 % \u0665\u066b\u0663 \ufed3\ufecc\u0651\ufe8e\ufedd \ufe87\ufedf\ufeea \ufefb",
		"\u2800\ufefb \ufe87\ufedf\ufeea \ufed3\ufecc\u0651\ufe8e\ufedd \u0663\u066b\u0665 % \ufee7\ufeec\ufe8e\ufef3\ufe94",
	},
}

func TestOrders(t *testing.T) {
	for _, tt := range orders {
		for order, want := range map[terminal.Order]string{terminal.Visual: tt.visual, terminal.Words: tt.words, terminal.Runs: tt.runs} {
			p := painter(order)
			var lay layout.Layouter
			line := lay.Paragraph(tt.text, p.Options(layout.Options{})).Line(0)
			f := paint.Field{Text: tt.text, Line: line, Width: line.Width + 1, Align: paint.Right}
			got := string(p.Row(nil, f))
			if order != terminal.Runs {
				got = strings.TrimPrefix(got, " ")
			}
			if got != want {
				t.Errorf("%s of %q:\n got %+q\nwant %+q", order, tt.text, got, want)
			}
		}
		p := painter(terminal.Logical)
		if got := string(p.Row(nil, p.Item(tt.text, theme.Look{}))); got != tt.text {
			t.Errorf("logical: got %q, want %q", got, tt.text)
		}
	}
}

// A mark's colour covers its letters only, and their forms are those of the
// whole word.
func TestALitStretchKeepsItsJoins(t *testing.T) {
	const text = "والإرهاب"
	p := painter(terminal.Visual)
	f := p.Item(text, theme.Look{})
	plain := string(p.Row(nil, f))
	at := strings.Index(text, "إرهاب")
	f.Marks = []paint.Mark{{Span: span.Span{Start: at, End: len(text)}, Look: theme.Look{Token: theme.Group1}}}
	lit := string(p.Row(nil, f))
	if ansi.Strip(lit) != plain {
		t.Errorf("lit letters are others: %q, plain %q", ansi.Strip(lit), plain)
	}
	open := p.Theme.Open(theme.Look{Token: theme.Group1})
	if !strings.HasPrefix(lit, open) || strings.Count(lit, open) != 1 {
		t.Errorf("not one lit stretch at the left: %q", lit)
	}
}

func TestABarDropsFromTheFarEdge(t *testing.T) {
	p := painter(terminal.Visual)
	start := []paint.Field{p.Item("news", theme.Look{}), p.Item("213 new", theme.Look{})}
	end := []paint.Field{p.Item("newest", theme.Look{})}
	for _, tt := range []struct {
		width int
		rtl   bool
		want  string
	}{
		{30, true, "newest          213 new · news"},
		{30, false, "news · 213 new          newest"},
		{18, true, "    213 new · news"},
		{12, true, "newest  news"},
		{9, true, "     news"},
	} {
		got := ansi.Strip(string(p.Bar(nil, tt.width, tt.rtl, start, end)))
		if got != tt.want {
			t.Errorf("%d: got %q, want %q", tt.width, got, tt.want)
		}
	}
}

func TestRowsAreAsWideAsTheirFields(t *testing.T) {
	for _, text := range []string{"", "نص قصير", "mixed نص text", "עברית", "\x1b[31m\u202eevil", "積ん読 📚"} {
		for _, order := range []terminal.Order{terminal.Visual, terminal.Words, terminal.Runs, terminal.Logical} {
			for width := 1; width < 20; width++ {
				p := painter(order)
				row := ansi.Strip(string(p.Row(nil, p.Cut(text, width, theme.Look{}))))
				if strings.ContainsAny(row, "\x1b\u202e") {
					t.Errorf("%q: a control is painted: %q", text, row)
				}
				if w := cell.StringWidth(row); w != width {
					t.Errorf("%s, %q in %d cells takes %d: %q", order, text, width, w, row)
				}
			}
		}
	}
}

func TestColumnsAreNeverReordered(t *testing.T) {
	p := painter(terminal.Visual)
	if got := string(p.Row(nil, p.Columns("3.1+2 ", theme.Look{}))); got != "3.1+2 " {
		t.Errorf("got %q", got)
	}
}

func TestPathsReadFromTheLeft(t *testing.T) {
	p := painter(terminal.Logical) // as stored, so that the order of the names is seen
	p.Profile.Order, p.Profile.Shape = terminal.Visual, false
	got := string(p.Row(nil, p.Path("عينة/2025-11-29-a.txt:7", theme.Look{})))
	if got != "ةنيع/2025-11-29-a.txt:7" {
		t.Errorf("got %q", got)
	}
}
