package ui_test

import (
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"qari/data/config"
	"qari/data/sample"
	"qari/data/source"
	"qari/model/bidi"
	"qari/model/corpus"
	"qari/model/keyword"
	"qari/model/layout"
	"qari/ui"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/terminal"
	"qari/ui/theme"
)

// emulated says what a terminal does to a row by itself, as it was measured
// in pictures. The screens that it is sent are put through that here, and must
// then show what visual order shows.
type emulated struct {
	name    string
	env     string
	answers terminal.Answers
	around  []string       // of tmux: the parents of its client
	base    bidi.Direction // of a row
	marks   bool           // it knows LRM; else it drops it
	ends    *regexp.Regexp // of a text within a row: these sequences and blanks; nil for none
	whole   bool           // a text is reversed as a whole if it begins from right to left
	swaps   bool           // mirrors
	cells   bool           // guards take cells: blanks may be more, and titles a letter shorter
	// What other programs show beside each row, in other panes; a border is in it.
	left, right string
}

const (
	besideLeft  = "قال (أ) خبر│"
	besideRight = "│خبر (ب) 3"
)

// facts are those of the terminal.
func (e *emulated) facts() terminal.Facts {
	f := terminal.Facts{Env: terminal.Environment(strings.Fields(e.env)), Answers: e.answers}
	if e.around != nil {
		f.Outside = &terminal.Outside{Term: "xterm", Parents: e.around}
	}
	return f
}

// Sequences that end a text in QTerminal (any change of style) and kitty (bold
// or not); each is looked at as the styles that hold after it.
var emulations = []emulated{
	{name: "VTE in tmux", env: "TERM=tmux-256color TMUX=x VTE_VERSION=7006", base: bidi.LTR, marks: true, swaps: true, left: besideLeft, right: besideRight},
	{name: "Konsole in tmux", env: "TERM=tmux-256color TMUX=x KONSOLE_VERSION=221203", base: bidi.LTR, marks: true, left: besideLeft, right: besideRight},
	{name: "PuTTY", env: "TERM=xterm", answers: terminal.Answers{DA1: []int{6}, DA2: []int{0, 136, 0}}, base: bidi.Auto, swaps: true, cells: true},
	// At our left nothing helps: the first letter of the row is not ours.
	{name: "PuTTY in tmux", env: "TERM=tmux-256color TMUX=x", around: []string{"bash", "pterm"}, base: bidi.Auto, swaps: true, cells: true, right: besideRight},
	{name: "QTerminal in tmux", env: "TERM=tmux-256color TMUX=x", around: []string{"bash", "qterminal"}, base: bidi.LTR, ends: regexp.MustCompile("."), swaps: true, left: besideLeft, right: besideRight},
	{name: "QTerminal", env: "TERM=xterm-256color", answers: terminal.Answers{DA1: []int{1, 2}, DA2: []int{0, 115, 0}}, base: bidi.LTR, ends: regexp.MustCompile("."), swaps: true},
	{name: "kitty", env: "TERM=xterm-kitty", ends: regexp.MustCompile(`(^|;)1(;|$)`), whole: true, swaps: true},
}

// cellOf is what stands in a cell: a rune and the marks on it, and the style.
// col is the column at which it was sent.
type cellOf struct {
	text  []rune
	style string
	col   int
}

// cellsOf reads a row. Where the terminal knows them, LRM are cells too.
func (e *emulated) cellsOf(row string) []cellOf {
	var cells []cellOf
	style, col := "", 0
	for len(row) > 0 {
		if rest, ok := strings.CutPrefix(row, "\x1b["); ok {
			style, row, _ = strings.Cut(rest, "m")
			continue
		}
		r := []rune(row)[0]
		row = row[len(string(r)):]
		switch {
		case r == '\u200e' && !e.marks:
		case (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r)) && r != '\u200e' && len(cells) > 0:
			last := &cells[len(cells)-1]
			last.text = append(last.text, r)
		default:
			cells = append(cells, cellOf{[]rune{r}, style, col})
			if r != '\u200e' {
				col++
			}
		}
	}
	return cells
}

// drawn is what the terminal makes of a row: the text, where guards are blank,
// and what is coloured in it, in braces. What stands beside the row is cut off
// again, unless it has changed.
func (e *emulated) drawn(row string) (text, lit string) { return read(e.shown(row, -1)) }

// shown gives the cells of a row as drawn; cursor is the column at which the
// terminal's cursor stands, which may be a style of its own, -1 for none.
func (e *emulated) shown(row string, cursor int) []cellOf {
	if e.left != "" {
		row = strings.TrimPrefix(row, "\u200e") // tmux drops it: it has no cell to stand on
	}
	if cursor >= 0 {
		cursor += len([]rune(e.left))
	}
	shown := e.order(e.left+row+e.right, cursor)
	f := e.facts()
	place := f.Place()
	profile := place.Choose(terminal.Wish{})
	alone := *e
	alone.base = bidi.LTR
	for _, side := range []struct {
		beside string
		edge   int
		cut    func(n int) (cut, rest []cellOf)
	}{
		{e.left, profile.Left, func(n int) (_, _ []cellOf) { return shown[:n], shown[n:] }},
		{e.right, profile.Right, func(n int) (_, _ []cellOf) { n = len(shown) - n; return shown[n:], shown[:n] }},
	} {
		want, _ := read(alone.order(side.beside, -1))
		cut, rest := side.cut(len([]rune(want)))
		if got, _ := read(cut); got != want {
			continue
		}
		shown = rest
		_, shown = side.cut(side.edge)
	}
	return shown
}

// order gives the cells of a row as they are shown.
func (e *emulated) order(row string, cursor int) []cellOf {
	cells := e.cellsOf(row)
	for i := range cells {
		if cells[i].col == cursor && e.ends != nil && !e.whole {
			cells[i].style += ";cursor"
		}
	}
	var shown []cellOf
	for len(cells) > 0 {
		n := 1
		for n < len(cells) && !e.between(cells[n-1], cells[n]) {
			n++
		}
		shown = append(shown, e.text(cells[:n])...)
		cells = cells[n:]
	}
	return shown
}

// read gives the text of cells, and the same with braces around what is
// coloured.
func read(cells []cellOf) (text, lit string) {
	var plain, marked strings.Builder
	for _, c := range cells {
		letter := strings.ReplaceAll(string(c.text), "\u2800", " ")
		plain.WriteString(letter)
		if colours := colour.FindAllString(c.style, -1); letter != " " && len(colours) > 0 {
			letter = "{" + strings.Join(colours, ";") + letter + "}"
		}
		marked.WriteString(letter)
	}
	return plain.String(), marked.String()
}

// colour finds the colours of a style, not its weight.
var colour = regexp.MustCompile(`[34]8;2;\d+;\d+;\d+`)

// between reports that a text ends between two cells.
func (e *emulated) between(a, b cellOf) bool {
	switch {
	case e.ends == nil:
		return false
	case e.whole && (a.text[0] == ' ' || b.text[0] == ' '):
		return true
	case e.whole:
		return e.ends.MatchString(a.style) != e.ends.MatchString(b.style)
	}
	return a.style != b.style
}

func (e *emulated) text(cells []cellOf) []cellOf {
	var runes []rune
	for _, c := range cells {
		runes = append(runes, c.text[0])
	}
	var r bidi.Resolver
	p := r.Resolve(runes, e.base)
	levels := bidi.LineLevels(nil, p.Levels, p.Classes, p.Base)
	if e.whole {
		// The first letter with a direction decides; Arabic digits turn, too.
		rtl := false
		for _, one := range runes {
			c := bidi.ClassOf(one)
			if rtl = c == bidi.R || c == bidi.AL || c == bidi.AN; rtl || c == bidi.L || c == bidi.EN {
				break
			}
		}
		for i := range levels {
			levels[i] = 0
			if rtl {
				levels[i] = 1
			}
		}
	}
	var shown []cellOf
	for at, i := range bidi.VisualOrder(nil, bidi.VisualRuns(nil, levels)) {
		c := cells[i]
		if m, ok := bidi.Mirror(c.text[0]); ok && e.swaps && levels[i].RTL() {
			c.text = slices.Clone(c.text)
			c.text[0] = m
		}
		if e.whole {
			c.style, c.col = cells[at].style, cells[at].col // the letters are turned round, not their cells
		}
		if c.text[0] != '\u200e' {
			shown = append(shown, c)
		}
	}
	return shown
}

// opened is the reader in a terminal, on the built-in sample and two texts
// that are hard to set.
func opened(t *testing.T, f terminal.Facts, wish terminal.Wish, width, height, measure int) *driver {
	t.Helper()
	articles, problems := sampleArticles(t)
	if dir := os.Getenv("QARI_SEEDS"); dir != "" { // more texts, where there are some
		err := source.FromFS(t.Context(), os.DirFS(dir), source.Options{}, func(b corpus.Batch) error {
			articles = append(b.Articles, articles...)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	articles = append([]*corpus.Article{
		article(90, "الأقواس: (أ) و[ب] و«ج» في 2025م، 3,5 % (CITCO)", "قال [البيت] ABC إن 64 عملية جرت في Cadena SER (الإذاعة)، ثم أضاف: «لا جديد»؛ نعم، و(300) شخص في 2004م.\n\nSee [البيت] and (قال) 64 end, 12-10-2004 (أ/ب).\n\n«نعم»ج [د]هـ"),
		article(92, "2004م كانت البداية ثم 2005م في سلسلة أخبار طويلة لا تتسع لها شاشة ضيقة ولا واسعة، و112 عملية (64) في أوروبا كلها", "نص"),
		article(93, "12 قتيلا و(3) جرحى في 2025م، بحسب Cadena SER وغيرها من إذاعات البلاد التي تابعت الخبر من أوله إلى آخره", "نص"),
		article(91, "2004م كانت البداية (1)", "2004م كانت البداية، و112 شخصا؛ ٢٠٢٥ ثم ٣٫٥ % و٢٠ من ٣٠ (٤٠).\n\nكَتَبَ مُحَمَّدٌ رِسَالَةً وَلَا جَدِيدَ: لَأَنَّهُ."),
	}, articles...)
	groups, err := config.Keywords("sample", sample.Keywords())
	if err != nil {
		t.Fatal(err)
	}
	words, err := keyword.Compile(append(groups, keyword.Group{Name: "x", Words: []string{"البيت", "الإذاعة", "محمد", "شخص"}}))
	if err != nil {
		t.Fatal(err)
	}
	feed := make(chan corpus.Batch, 1)
	feed <- corpus.Batch{Articles: articles, Problems: problems}
	close(feed)
	d := &driver{t: t}
	d.model = ui.New(ui.Options{Name: "أخبار (1)", Feed: feed, Watched: ui.Watched{Words: words}, Facts: f, Wish: wish, Colors: colorprofile.TrueColor, Locale: locale.English(), Measure: measure})
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	d.run(d.model.Init())
	return d
}

// Each terminal that reorders by itself shows in every row what a terminal
// shows that does not: list, panes, borders, marks, the bars, the input line.
func TestTerminalsThatReorderShowTheSame(t *testing.T) {
	for _, e := range emulations {
		t.Run(e.name, func(t *testing.T) {
			f := e.facts()
			place := f.Place()
			wish := terminal.Wish{}
			if !place.Choose(wish).Marks {
				wish.Marks = terminal.No // in both
			}
			profile := place.Choose(wish)
			rows := 0
			for _, size := range [][2]int{{140, 40}, {125, 30}, {80, 24}, {60, 30}, {51, 30}, {43, 30}} {
				measure := min(64, size[0]-10)
				spare := 0
				if e.cells { // which it keeps in each line
					spare = 1
				}
				e.compare(t, &rows, opened(t, f, wish, size[0]+profile.Left+profile.Right, size[1], measure+spare),
					opened(t, terminal.Facts{Env: map[string]string{"XTERM_VERSION": "x"}}, wish, size[0], size[1], measure))
			}
			if rows < 1000 {
				t.Errorf("only %d rows were compared", rows)
			}
		})
	}
}

// nearlySame reports that two rows without their blanks differ in a few
// letters at one place only, where a title is cut.
func nearlySame(shown, meant string) bool {
	a, b := []rune(strings.ReplaceAll(shown, " ", "")), []rune(strings.ReplaceAll(meant, " ", ""))
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) == 0 && len(b) == 0 || len(a) <= 3 && len(b) <= 6 && strings.Contains(shown, "…")
}

// compareCursors holds the cursor to the letter on which it stands without
// reordering, and what is drawn around it to what is drawn without a cursor.
func (e *emulated) compareCursors(t *testing.T, got, want *driver, sent, plain string) {
	under := func(cells []cellOf, cursor int) string {
		text, _ := read(cells)
		for i, c := range cells {
			if c.col == cursor {
				return strings.TrimSpace(string([]rune(text)[:i])) + "|" + strings.ReplaceAll(string(c.text), "\u2800", " ")
			}
		}
		return "outside"
	}
	shown := e.shown(sent, got.cursor())
	cursor := got.cursor() + len([]rune(e.left))
	a, b := under(shown, cursor), under((&emulated{}).cellsOf(plain), want.cursor())
	if a != b && strings.ReplaceAll(a, " ", "") != strings.ReplaceAll(b, " ", "") {
		t.Errorf("the cursor is on the last of %q, want %q; sent %+q, column %d", a, b, sent, got.cursor())
	}
}

// compare goes through screens in two terminals with the same keys.
func (e *emulated) compare(t *testing.T, rows *int, got, want *driver) {
	steps := [][]string{{}, {"<enter>"}, {"<space>"}, {"n"}, {"J"}, {"n"}, {"J"}, {"z"}, {"z"}, {"J"}, {"J"}, {"J"}, {"q"}, {"j", "j"},
		{"/", "الإرهاب"}, {"<left>", "<left>"}, {"<right>"}, {"<home>"}, {"<esc>"}, {"/", "(2025) م 3 ب"}, {"<left>"}, {"<right>"}, {"<right>"}, {"<esc>"}, {"<enter>", "/", "من"}, {"<enter>"}, {"?"}}
	for _, keys := range steps {
		got.keys(keys...)
		want.keys(keys...)
		a, b := strings.Split(got.styled(), "\n"), strings.Split(want.styled(), "\n")
		if len(a) != len(b) {
			t.Fatalf("%q: %d rows, want %d", keys, len(a), len(b))
		}
		for i := range a {
			shown, lit := e.drawn(a[i])
			if i == len(a)-1 && want.cursor() >= 0 {
				e.compareCursors(t, got, want, a[i], b[i])
			}
			meant, litMeant := read((&emulated{}).cellsOf(b[i]))
			*rows++
			if shown == meant && lit != litMeant {
				t.Errorf("%q, row %d:\n sent %+q\n  lit %q\nmeant %q", keys, i, a[i], lit, litMeant)
			}
			if shown != meant && !(e.cells && nearlySame(shown, meant)) {
				t.Errorf("%q, row %d:\n sent %+q\nshown %q\nmeant %q", keys, i, a[i], shown, meant)
			}
		}
	}
}

// Whoever attaches to tmux from another terminal gets what that one needs.
func TestAnotherTerminalAttaches(t *testing.T) {
	attached := &terminal.Outside{Answers: terminal.Answers{Version: "XTerm(379)"}, Term: "xterm"}
	d := &driver{t: t}
	feed := make(chan corpus.Batch)
	close(feed)
	d.model = ui.New(ui.Options{
		Name: "أخبار", Feed: feed, Locale: locale.English(), Colors: colorprofile.TrueColor, FollowColors: true,
		Facts:   terminal.Facts{Env: terminal.Environment([]string{"TERM=tmux-256color", "TMUX=x"})},
		Outside: func() *terminal.Outside { o := *attached; return &o },
	})
	d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	d.run(d.model.Init())
	if strings.Contains(d.styled(), "\u200e") {
		t.Fatalf("guards in xterm: %q", d.styled())
	}
	attached = &terminal.Outside{Answers: terminal.Answers{Version: "Konsole 22.12.3"}, Term: "xterm-256color"}
	d.send(tea.WindowSizeMsg{Width: 90, Height: 24})
	if !strings.Contains(d.styled(), "\u200e") {
		t.Errorf("no guards in Konsole: %q", d.styled())
	}
	// Colours that tmux would turn into others are not used, until they can be.
	for columns, few := range []bool{true, false, true} {
		attached = &terminal.Outside{Term: "xterm", Few: few}
		d.send(tea.WindowSizeMsg{Width: 91 + columns, Height: 24})
		if strings.Contains(d.styled(), "38;2;") == few {
			t.Errorf("few colours %v: %q", few, d.styled())
		}
	}
}

// Lines that are put together at random, isolates and embeddings among them.
func TestAnyLineReadsTheSame(t *testing.T) {
	atoms := strings.Split("٣٫٥|٢٠٢٥/١١/٢٩|١٢:٣٠|١|م|و|كَتَبَ|لَا|إذاعة/خبر|שלום|SER|x|64|3,5|12-10-2004|+34-91-555|a@b.org|"+
		"https://x.org/أ/٣|#وسم|ـ|(|)|[|«|»|%|٪|،|:|-|.|\u2066|\u2067|\u2068|\u2069|\u2069|\u202b|\u202c", "|")
	for _, e := range emulations {
		if e.cells { // where guards take cells, a line may need more than it has
			continue
		}
		f := e.facts()
		place := f.Place()
		profile := place.Choose(terminal.Wish{})
		runs := &paint.Painter{Theme: theme.New(true, colorprofile.TrueColor), Profile: profile}
		visual := &paint.Painter{Theme: runs.Theme, Profile: terminal.ForOrder(terminal.Visual)}
		visual.Profile.Marks = profile.Marks
		r := rand.New(rand.NewPCG(1, 2))
		for i := range 5000 {
			var b strings.Builder
			if i == 0 {
				b.WriteString("و ٢٠:SER١") // two numbers that a sign joins when nothing stands between
			}
			for range 1 + r.IntN(6) {
				b.WriteString(atoms[r.IntN(len(atoms))] + strings.Repeat(" ", r.IntN(2)))
			}
			text := strings.TrimSpace(b.String())
			if profile.Guards == terminal.FaintGuards && strings.ContainsAny(text, "\u2066\u2067\u2068\u2069\u202b\u202c") {
				continue // pieces that touch cannot be told apart there
			}
			row := func(p *paint.Painter) string {
				line := p.Lay(text, layout.Options{Isolate: true}).Line(0)
				if line == nil {
					return ""
				}
				return string(p.Row(nil, paint.Field{Text: text, Line: line, Width: line.Width}))
			}
			shown, _ := e.drawn(row(runs))
			meant, _ := read((&emulated{}).cellsOf(row(visual)))
			if shown != meant {
				t.Errorf("%s: %+q\n sent %+q\nshown %q\nmeant %q", e.name, text, row(runs), shown, meant)
			}
		}
	}
}
