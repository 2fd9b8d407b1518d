package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"qari/ui/locale"
	"qari/ui/terminal"
)

// facts is what is known of the terminal from outside: its size and the
// environment. The terminal itself is not asked yet; when it is, its answers
// belong here, and profile is where they will decide.
type facts struct {
	terminal      bool // standard output is a terminal
	columns, rows int  // 0 when unknown
	term          string
	name          string   // of the terminal program, "" when unknown
	evidence      string   // the variable that gave the name
	between       []string // what stands between us and the terminal
	environ       []string
	colorfgbg     string
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
	f.name, f.evidence = nameTerminal(p.env)
	f.between = between(p.env)
	return f
}

// dumb reports a terminal that cannot place its cursor.
func (f facts) dumb() bool { return f.term == "dumb" || f.term == "" }

// light reports a light background. Nothing but COLORFGBG says so yet.
func (f facts) light() bool {
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
	if f.name == "xterm" {
		colors = max(colors, colorprofile.ANSI256) // xterm has them, whatever TERM says
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

// Why an order was chosen; doctor tells it.
const (
	reasonPipe    = "in a pipe, as the text is stored"
	reasonDefault = "by default: terminals are not asked yet; use --bidi if lines read wrong"
)

// profile decides what is sent to the terminal. from names what gave the
// order, "" when nothing did.
func (l *layoutFlags) profile(f facts, from string) terminal.Profile {
	var q terminal.Profile
	order, err := terminal.ParseOrder(l.bidi)
	switch {
	case err == nil:
		q = terminal.ForOrder(order)
		q.Reason = "asked for by " + cmp.Or(from, "--bidi")
	case !f.terminal:
		q = terminal.ForOrder(terminal.Logical)
		q.Reason = reasonPipe
	default:
		q = terminal.ForOrder(terminal.Visual)
		q.Reason = reasonDefault
	}
	switch l.shape {
	case "on":
		q.Shape = true
	case "off":
		q.Shape = false
	}
	switch l.marks {
	case "keep":
		q.Marks, q.Asked = true, true
	case "strip":
		q.Marks, q.Asked = false, true
	}
	return q
}

// nameTerminal names the terminal program by the variables that programs set,
// and says which one it was. Variables are inherited: a terminal started from
// another one's shell may carry the other's.
func nameTerminal(env func(string) string) (name, evidence string) {
	for _, known := range []struct{ variable, name string }{
		{"KITTY_WINDOW_ID", "kitty"},
		{"KONSOLE_VERSION", "Konsole"},
		{"VTE_VERSION", "VTE"},
		{"ALACRITTY_WINDOW_ID", "Alacritty"},
		{"MLTERM", "mlterm"},
		{"ZUTTY_VERSION", "zutty"},
		{"XTERM_VERSION", "xterm"},
	} {
		if v := env(known.variable); v != "" {
			return known.name, known.variable + "=" + v
		}
	}
	if v := env("TERM_PROGRAM"); v != "" && v != "tmux" {
		return v, "TERM_PROGRAM=" + v
	}
	for _, known := range []struct{ prefix, name string }{
		{"xterm-kitty", "kitty"}, {"foot", "foot"}, {"alacritty", "Alacritty"},
		{"rxvt-unicode", "urxvt"}, {"st-", "st"}, {"mlterm", "mlterm"},
	} {
		if v := env("TERM"); strings.HasPrefix(v, known.prefix) {
			return known.name, "TERM=" + v
		}
	}
	return "", ""
}

// between lists what passes our output on.
func between(env func(string) string) []string {
	var b []string
	if env("TMUX") != "" {
		b = append(b, "tmux")
	}
	if env("STY") != "" {
		b = append(b, "screen")
	}
	if env("SSH_TTY") != "" || env("SSH_CONNECTION") != "" {
		b = append(b, "SSH")
	}
	return b
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
