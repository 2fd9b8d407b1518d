package main

import (
	"cmp"
	"os"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"qari/ui/locale"
	"qari/ui/terminal"
)

// facts is what is known of the terminal from outside: its size, the
// environment and, where it was asked, its answers.
type facts struct {
	terminal      bool // standard output is a terminal
	columns, rows int  // 0 when unknown
	term          string
	known         terminal.Facts
	environ       []string
	colorfgbg     string
	background    string // "dark" or "light" as the terminal answered, "" when it did not
	noColor       bool
}

// facts gathers what the environment says.
func (p *process) facts() facts {
	f := facts{
		term:      p.env("TERM"),
		environ:   p.environ,
		colorfgbg: p.env("COLORFGBG"),
		noColor:   p.env("NO_COLOR") != "",
	}
	if fd := p.out.Fd(); term.IsTerminal(fd) {
		f.terminal = true
		if w, h, err := term.GetSize(fd); err == nil {
			f.columns, f.rows = w, h
		}
	}
	f.known.Env = terminal.Environment(p.environ)
	f.known.Parents = parents(os.Getpid())
	return f
}

// dumb reports a terminal that cannot place its cursor.
func (f facts) dumb() bool { return f.term == "dumb" || f.term == "" }

// light reports a light background.
func (f facts) light() bool {
	if f.background != "" {
		return f.background == "light"
	}
	back := f.colorfgbg[strings.LastIndexByte(f.colorfgbg, ';')+1:]
	return slices.Contains([]string{"7", "9", "10", "11", "12", "13", "14", "15"}, back)
}

// detected is the number of colours that the environment promises.
func (f facts) detected() colorprofile.Profile {
	switch {
	case !f.terminal || f.dumb():
		return colorprofile.NoTTY
	case f.noColor:
		return colorprofile.ASCII
	}
	// Detect would also ask tmux, a process more before the first frame;
	// what it adds to 256 colours is not worth that.
	colors := max(colorprofile.Env(f.environ), colorprofile.Terminfo(f.term))
	switch place := f.known.Place(); {
	case place.Colors256():
		colors = max(colors, colorprofile.ANSI256)
	case place.FewColors():
		colors = min(colors, colorprofile.ANSI)
	}
	return colors
}

// colors is the number of colours to be used.
func (l *layoutFlags) colors(f facts) colorprofile.Profile {
	switch l.color {
	case "never":
		return colorprofile.NoTTY
	case "always":
		return max(colorprofile.Env(withoutNoColor(f.environ)), colorprofile.ANSI256)
	}
	return f.detected()
}

func withoutNoColor(environ []string) []string {
	return slices.DeleteFunc(slices.Clone(environ), func(v string) bool {
		return strings.HasPrefix(v, "NO_COLOR=")
	})
}

// reasonPipe is why text is written as it is stored where it is not shown.
const reasonPipe = "in a pipe, as the text is stored"

// wish is what is asked of the terminal, by flags, variables and what was
// kept. from names what gave the order, "" when nothing did.
func (l *layoutFlags) wish(from string, kept map[string]terminal.Setting) terminal.Wish {
	w := terminal.Wish{Kept: kept, From: cmp.Or(from, "--bidi")}
	w.Setting = setting(l.bidi, l.shape, l.marks)
	return w
}

// setting reads the values of --bidi, --shape and --marks.
func setting(bidi, shape, marks string) terminal.Setting {
	s := terminal.Setting{Shape: yesNo(shape, "on", "off"), Marks: yesNo(marks, "keep", "strip")}
	if order, err := terminal.ParseOrder(bidi); err == nil {
		s.Order = &order
	}
	return s
}

func yesNo(value, yes, no string) terminal.Choice {
	switch value {
	case yes:
		return terminal.Yes
	case no:
		return terminal.No
	}
	return terminal.Auto
}

// profile decides what lines that are printed need, in a pipe and on a screen.
func (f *facts) profile(w terminal.Wish) terminal.Profile {
	w.Printing = true
	if f.terminal {
		place := f.known.Place()
		return place.Choose(w)
	}
	order := terminal.Logical
	if w.Order != nil {
		order = *w.Order
	}
	q := terminal.ForOrder(order)
	q.Reason = reasonPipe
	return q.With(w.Setting)
}

// language is the language of the interface and where it comes from.
func (p *process) language(f *readerFlags, from string) (lang, evidence string) {
	if f.lang != "auto" {
		return f.lang, from
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := p.env(name); v != "" {
			words, _ := locale.For(v)
			return words.Tag(), name + "=" + v
		}
	}
	return "en", "by default"
}
