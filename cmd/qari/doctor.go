package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"qari/model/cell"
	"qari/model/clean"
	"qari/ui/terminal"
	"qari/ui/theme"
)

// doctorSample are three lines that show at a glance whether letters join,
// words run from right to left, and Latin, numbers and brackets keep their
// places.
func doctorSample() []string {
	return []string{
		"إذا بدأ هذا السطر من اليمين واتصلت حروفه فكل شيء على ما يرام.",
		"نفّذت الأجهزة 64 عملية سنة 2025 (كما نقلت Cadena SER)، وأوقفت 112 شخصًا.",
		"الأقواس: (أ) [ب] «ج»، والنسبة 3,5 %، والموعد 16:30.",
	}
}

const doctorLong = `Tell which terminal this is and what stands between, what it answers, in which
order text will be written to it and why, and what to change where something
else is in the way. On a terminal doctor then shows sample lines in all orders,
first those that go with what it found: press the number of those that read
right, and that is kept for this terminal in terminals.toml in qari's
configuration folder. The layout flags show what they would do.`

// diagnosis is what doctor found, in the order in which JSON gives it.
type diagnosis struct {
	Terminal   text        `json:"terminal"`
	Version    text        `json:"version"`
	Status     string      `json:"status"`
	Evidence   text        `json:"evidence"`
	Term       text        `json:"term"`
	Between    []text      `json:"between"`
	Answers    saidAnswers `json:"answers"`
	Output     string      `json:"output"`
	Columns    int         `json:"columns"`
	Rows       int         `json:"rows"`
	Widths     saidWidths  `json:"widths"`
	Colors     string      `json:"colors"`
	Background string      `json:"background"`
	Clipboard  string      `json:"clipboard"`
	Language   string      `json:"language"`
	Order      string      `json:"order"`
	Reason     text        `json:"reason"`
	Shape      bool        `json:"shape"`
	Marks      bool        `json:"marks"`
	Switch     string      `json:"switch"`
	Key        text        `json:"key"`
	Advice     []string    `json:"advice"`
	Sample     []text      `json:"sample"`
}

// saidAnswers are the terminal's answers, "" where there was none.
type saidAnswers struct {
	Asked   bool `json:"asked"`
	Version text `json:"xtversion"`
	DA1     text `json:"da1"`
	DA2     text `json:"da2"`
}

// saidWidths are cells as the terminal counts them, 0 where it did not tell.
type saidWidths struct {
	Marks   int `json:"marks"`    // of a word of four letters and a shadda
	LamAlef int `json:"lam_alef"` // of the two letters
	Form    int `json:"form"`     // of their ligature's presentation form
}

func newDoctor(p *process) *cobra.Command {
	var (
		page    layoutFlags
		session readerFlags
		asJSON  bool
	)
	c := &cobra.Command{
		Use:   "doctor [flags]",
		Short: "Tell what this terminal is and what qari will do in it",
		Long:  doctorLong,
		Example: `  qari doctor
  qari doctor --bidi words
  qari doctor --json`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			d := p.diagnose(c, &page, &session)
			out := newOutput(p.out)
			if asJSON {
				if err := out.json(d); err != nil {
					return err
				}
				return out.Flush()
			}
			unkept := error(nil)
			if d.asks {
				unkept = p.keepable()
				d.asks = unkept == nil
			}
			_, _ = out.WriteString(d.String(!d.asks))
			if err := out.Flush(); err != nil || !d.asks {
				return errors.Join(err, unkept)
			}
			return p.askWhichReads(d)
		},
	}
	page.register(c)
	session.register(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON, for reports")
	return c
}

// found is a diagnosis with what it came from.
type found struct {
	diagnosis
	asks  bool // somebody sits there and can be asked
	place terminal.Place
}

func (p *process) diagnose(c *cobra.Command, page *layoutFlags, session *readerFlags) *found {
	f := p.facts()
	d := diagnosis{Output: "not a terminal", Columns: f.columns, Rows: f.rows, Between: []text{}, Advice: []string{}}
	if i := p.interview(&f); i != nil {
		p.inquire(i, &f)
		d.Answers.Asked = true
		d.Widths = saidWidths{i.width("فعّال"), i.width("لا"), i.width("\ufefb")}
		i.end()
	}
	place := f.known.Place()
	if place.InTmux() && f.known.Outside == nil { // nobody could be asked
		f.known.Outside = p.outside()
		place = f.known.Place()
	}
	wish := page.wish(givenBy(c.Flags(), "bidi"), p.kept())
	profile := place.Choose(wish)
	lang, evidence := p.language(session, givenBy(c.Flags(), "lang"))

	d.Terminal, d.Version, d.Status, d.Evidence = text(place.Terminal.Name), text(place.Version), place.Terminal.Status.String(), text(place.Evidence)
	d.Term, d.Key = text(f.term), text(place.Key())
	for _, b := range place.Between {
		d.Between = append(d.Between, text(b))
	}
	d.Answers.Version, d.Answers.DA1, d.Answers.DA2 = text(f.known.Answers.Version), text(terminal.Attributes(f.known.Answers.DA1)), text(terminal.Attributes(f.known.Answers.DA2))
	screen := f
	screen.terminal = true // doctor speaks of the screen even when it is asked through a pipe
	d.Colors = colorNames(page.colors(screen), f.noColor)
	d.Background = either(f.light(), "light", "dark")
	switch {
	case f.background != "":
		d.Background += ", it answers"
	case f.colorfgbg != "":
		d.Background += ", COLORFGBG=" + clean.Line(f.colorfgbg)
	default:
		d.Background += ", as nothing says otherwise: if it is light, press - c in the reader"
	}
	d.Clipboard = clipboard(&place)
	d.Language = lang + ", " + clean.Line(evidence)
	d.Order, d.Reason, d.Shape, d.Marks = profile.Order.String(), text(profile.Reason), profile.Shape, profile.Marks
	d.Switch = visible(profile.Switch.Off)
	d.Advice = append(d.Advice, place.Advice(profile)...)
	d.Advice = append(d.Advice, d.Widths.advice()...)
	d.Sample = sampleLines(screen.profile(wish), page, f.columns)
	if f.terminal {
		d.Output = "terminal"
	}
	return &found{diagnosis: d, asks: f.terminal && !f.dumb() && term.IsTerminal(p.in.Fd()), place: place}
}

// interview begins one where somebody sits at the terminal that is spoken of.
func (p *process) interview(f *facts) *interview {
	if !f.terminal || f.dumb() || !p.attended() {
		return nil
	}
	return p.newInterview()
}

// visible writes an escape sequence so that it can be read.
func visible(sequence string) string {
	return strings.NewReplacer("\x1b[", "CSI ", "\x1b]", "OSC ", "\x1bP", "DCS ", "\x1b\\", " ST", "\x1b", "ESC ", "\a", " BEL").Replace(sequence)
}

func clipboard(p *terminal.Place) string {
	switch {
	case p.Wrapped():
		return "in " + p.Between[0] + " copies may not arrive: they are kept in a file, too"
	case p.Terminal.Clipboard == terminal.Yes:
		return "copies arrive (OSC 52), and are kept in a file, too"
	case p.Terminal.Clipboard == terminal.No:
		return "copies do not arrive with default settings (OSC 52): they are kept in a file"
	}
	return "not tried: copies are sent (OSC 52) and kept in a file"
}

// advice is about widths that are not those counted with.
func (w saidWidths) advice() []string {
	var a []string
	if w.Marks > 4 {
		a = append(a, "this terminal gives vowel marks cells of their own: --marks strip keeps columns straight")
	}
	if w.Form > 1 {
		a = append(a, "this terminal gives presentation forms two cells: look for a setting about ambiguous or East Asian width")
	}
	return a
}

func colorNames(p colorprofile.Profile, noColor bool) string {
	switch {
	case noColor && p <= colorprofile.ASCII:
		return "none, NO_COLOR is set"
	case p == colorprofile.TrueColor:
		return "16 million"
	case p == colorprofile.ANSI256:
		return "256"
	case p == colorprofile.ANSI:
		return "16: attributes alone are used"
	}
	return "none"
}

// sampleLines are the sample lines as they are sent to the terminal.
func sampleLines(profile terminal.Profile, page *layoutFlags, columns int) []text {
	width := cmp.Or(page.width, min(measure, cmp.Or(columns, measure)))
	c := newCompositor(pageSetup{
		width: width, profile: profile, lamAlef: profile.Shape,
		isolate: page.isolate != "off", colors: colorprofile.NoTTY,
	})
	var all bytes.Buffer
	for _, s := range doctorSample() {
		c.paragraph(&all, s, nil, theme.Look{})
	}
	var lines []text
	for line := range strings.Lines(all.String()) {
		lines = append(lines, text(strings.TrimSuffix(line, "\n")))
	}
	return lines
}

// String is the diagnosis for people, with the sample lines or without.
func (d *diagnosis) String(sample bool) string {
	var b strings.Builder
	const indent = 12
	item := func(name, format string, args ...any) {
		value := clean.Line(fmt.Sprintf(format, args...))
		if d.Columns > 2*indent {
			value = strings.ReplaceAll(filled(value, d.Columns-indent), "\n", "\n"+strings.Repeat(" ", indent))
		}
		fmt.Fprintf(&b, "%-*s%s\n", indent, name, value)
	}
	if d.Evidence == "" {
		item("terminal", "unknown (TERM=%s)", d.Term)
	} else {
		item("terminal", "%s (%s), %s", strings.TrimSpace(string(d.Terminal+" "+d.Version)), d.Evidence, d.Status)
	}
	if len(d.Between) > 0 {
		item("between", "%s", joined(d.Between))
	}
	if d.Answers.Asked {
		item("answers", "XTVERSION %s, DA1 %s, DA2 %s", orNone(d.Answers.Version), orNone(d.Answers.DA1), orNone(d.Answers.DA2))
	}
	if d.Columns > 0 {
		item("size", "%dx%d", d.Columns, d.Rows)
	} else {
		item("size", "unknown: standard output is %s", d.Output)
	}
	if d.Widths.LamAlef > 0 {
		item("widths", "word of 4 letters and a mark %d, lam and alef %d, their ligature %d", d.Widths.Marks, d.Widths.LamAlef, d.Widths.Form)
	}
	item("colours", "%s", d.Colors)
	item("background", "%s", d.Background)
	item("clipboard", "%s", d.Clipboard)
	item("language", "%s", d.Language)
	item("order", "%s: %s", d.Order, d.Reason)
	if d.Switch != "" {
		item("switched by", "%s", d.Switch)
	}
	item("letters", "%s", either(d.Shape, "presentation forms", "plain, the terminal joins them"))
	item("marks", "%s", either(d.Marks, "vowel marks are shown", "vowel marks are left out"))
	for _, a := range d.Advice {
		item("advice", "%s", a)
	}
	if sample {
		b.WriteString(`
These lines begin at the right, letters join, numbers and brackets stand in
their places. If not, run qari doctor on the terminal and say which ones do.
Boxes in place of letters mean a font without Arabic: DejaVu Sans Mono has it.

`)
		for _, line := range d.Sample {
			b.WriteString(string(line) + "\n")
		}
	}
	return b.String()
}

// filled breaks a text into lines of a width, at blanks only.
func filled(s string, width int) string {
	var b strings.Builder
	used := 0
	for _, word := range strings.Fields(s) {
		n := cell.Width(word)
		switch {
		case used == 0:
		case used+1+n > width:
			b.WriteByte('\n')
			used = 0
		default:
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += n
	}
	return b.String()
}

func joined(list []text) string {
	var words []string
	for _, t := range list {
		words = append(words, string(t))
	}
	return strings.Join(words, ", ")
}

func orNone(t text) text { return cmp.Or(t, "none") }

func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}
