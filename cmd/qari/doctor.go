package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

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

const doctorLong = `Tell which terminal this seems to be, in which order text will be written to it
and why, and show three lines in that order. The layout flags show what they
would do: try --bidi words or --bidi runs where the lines read wrong.

So far only the environment is looked at; the terminal itself is not asked.`

// diagnosis is what doctor found, in the order in which JSON gives it.
type diagnosis struct {
	Terminal   text     `json:"terminal"`
	Evidence   text     `json:"evidence"`
	Term       text     `json:"term"`
	Between    []string `json:"between"`
	Output     string   `json:"output"`
	Columns    int      `json:"columns"`
	Rows       int      `json:"rows"`
	Colors     string   `json:"colors"`
	Background string   `json:"background"`
	Language   string   `json:"language"`
	Order      string   `json:"order"`
	Reason     string   `json:"reason"`
	Shape      bool     `json:"shape"`
	Marks      bool     `json:"marks"`
	Hint       string   `json:"hint"`
	Sample     []text   `json:"sample"`
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
			p.dieBySignal()
			d := p.diagnose(c, &page, &session)
			out := newOutput(p.out)
			if asJSON {
				if err := out.json(d); err != nil {
					return err
				}
			} else {
				_, _ = out.WriteString(d.String())
			}
			return out.Flush()
		},
	}
	page.register(c)
	session.register(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON, for reports")
	return c
}

func (p *process) diagnose(c *cobra.Command, page *layoutFlags, session *readerFlags) diagnosis {
	f := p.facts()
	// doctor speaks of the screen even when it is asked through a pipe.
	screen := f
	screen.terminal = true
	profile := page.profile(screen, givenBy(c.Flags(), "bidi"))
	lang, evidence := p.language(session, givenBy(c.Flags(), "lang"))
	d := diagnosis{
		Terminal: text(f.name), Evidence: text(f.evidence), Term: text(f.term),
		Between: append([]string{}, f.between...),
		Output:  "not a terminal", Columns: f.columns, Rows: f.rows,
		Colors:     colorNames(page.colors(screen), f.noColor),
		Background: "dark, as nothing says otherwise",
		Language:   lang + ", " + clean.Line(evidence),
		Order:      profile.Order.String(), Reason: profile.Reason,
		Shape: profile.Shape, Marks: profile.Marks,
		Hint:   hint(f, profile.Order),
		Sample: sampleLines(profile, page),
	}
	if f.terminal {
		d.Output = "terminal"
	}
	if f.colorfgbg != "" {
		d.Background = "dark, COLORFGBG=" + clean.Line(f.colorfgbg)
		if f.light() {
			d.Background = "light, COLORFGBG=" + clean.Line(f.colorfgbg)
		}
	}
	return d
}

// hint says which order is known to read right in a terminal, when it is not
// the one in use.
func hint(f facts, order terminal.Order) string {
	var best terminal.Order
	switch f.name {
	case "kitty":
		best = terminal.Words
	case "VTE", "Konsole":
		best = terminal.Runs
	case "mlterm":
		best = terminal.Logical
	default:
		return ""
	}
	if best == order {
		return ""
	}
	return fmt.Sprintf("%s turns text round by itself: try --bidi %s", f.name, best)
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
func sampleLines(profile terminal.Profile, page *layoutFlags) []text {
	width := page.width
	if width == 0 {
		width = measure
	}
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

// String is the diagnosis for people.
func (d *diagnosis) String() string {
	var b strings.Builder
	item := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-12s%s\n", name, clean.Line(fmt.Sprintf(format, args...)))
	}
	if d.Terminal == "" {
		item("terminal", "unknown (TERM=%s)", d.Term)
	} else {
		item("terminal", "%s (%s)", d.Terminal, d.Evidence)
	}
	if len(d.Between) > 0 {
		item("between", "%s", strings.Join(d.Between, ", "))
	}
	if d.Columns > 0 {
		item("size", "%dx%d", d.Columns, d.Rows)
	} else {
		item("size", "unknown: standard output is %s", d.Output)
	}
	item("colours", "%s", d.Colors)
	item("background", "%s", d.Background)
	item("language", "%s", d.Language)
	item("order", "%s: %s", d.Order, d.Reason)
	item("letters", "%s", either(d.Shape, "presentation forms", "plain, the terminal joins them"))
	item("marks", "%s", either(d.Marks, "vowel marks are shown", "vowel marks are left out"))
	if d.Hint != "" {
		item("hint", "%s", d.Hint)
	}
	b.WriteString(`
These lines begin at the right, letters join, numbers and brackets stand in
their places. If not, try --bidi words, runs or logical.

`)
	for _, line := range d.Sample {
		b.WriteString(string(line) + "\n")
	}
	return b.String()
}

func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}
