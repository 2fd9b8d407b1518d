package main

import (
	"testing"

	"github.com/charmbracelet/colorprofile"

	"qari/ui/terminal"
)

func TestOrderFollowsFlagThenOutput(t *testing.T) {
	for _, c := range []struct {
		name     string
		flags    layoutFlags
		terminal bool
		want     terminal.Profile
	}{
		{"pipe", layoutFlags{bidi: "auto"}, false, terminal.Profile{Order: terminal.Logical, Marks: true}},
		{"terminal", layoutFlags{bidi: "auto"}, true, terminal.Profile{Order: terminal.Visual, Shape: true, Marks: true}},
		{"asked for in a pipe", layoutFlags{bidi: "visual"}, false, terminal.Profile{Order: terminal.Visual, Shape: true, Marks: true}},
		{"words", layoutFlags{bidi: "words"}, true, terminal.Profile{Order: terminal.Words, Shape: true}},
		{"words with marks", layoutFlags{bidi: "words", marks: "keep"}, true, terminal.Profile{Order: terminal.Words, Shape: true, Marks: true}},
		{"unshaped", layoutFlags{bidi: "visual", shape: "off", marks: "strip"}, true, terminal.Profile{Order: terminal.Visual}},
		{"shaped", layoutFlags{bidi: "logical", shape: "on"}, true, terminal.Profile{Order: terminal.Logical, Shape: true, Marks: true}},
	} {
		f := facts{terminal: c.terminal}
		f.known.Env = map[string]string{"TERM": "xterm", "XTERM_VERSION": "XTerm(379)"}
		got := f.profile(c.flags.wish("", nil))
		if got.Reason == "" {
			t.Errorf("%s: no reason", c.name)
		}
		got.Reason = ""
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestColoursFollowFlagThenEnvironment(t *testing.T) {
	for _, c := range []struct {
		name, flag string
		terminal   bool
		environ    []string
		want       colorprofile.Profile
	}{
		{"terminal", "auto", true, []string{"TERM=xterm-256color"}, colorprofile.ANSI256},
		{"true colour", "auto", true, []string{"TERM=xterm-256color", "COLORTERM=truecolor"}, colorprofile.TrueColor},
		{"pipe", "auto", false, []string{"TERM=xterm-256color"}, colorprofile.NoTTY},
		{"NO_COLOR", "auto", true, []string{"TERM=xterm-256color", "NO_COLOR=yes"}, colorprofile.ASCII},
		{"dumb", "auto", true, []string{"TERM=dumb"}, colorprofile.NoTTY},
		{"never", "never", true, []string{"TERM=xterm-256color"}, colorprofile.NoTTY},
		{"always in a pipe", "always", false, []string{"TERM=xterm-256color"}, colorprofile.ANSI256},
		{"always without TERM", "always", false, nil, colorprofile.ANSI256},
		{"always beats NO_COLOR", "always", false, []string{"TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=1"}, colorprofile.TrueColor},
	} {
		p := &process{environ: c.environ}
		f := facts{terminal: c.terminal, term: p.env("TERM"), environ: c.environ, noColor: p.env("NO_COLOR") != ""}
		if got := (&layoutFlags{color: c.flag}).colors(f); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestBackgroundFollowsTheEnvironment(t *testing.T) {
	for value, want := range map[string]bool{"": false, "15;0": false, "0;default;15": true, "0;15": true, "default;default": false} {
		if got := (facts{colorfgbg: value}).light(); got != want {
			t.Errorf("COLORFGBG=%q: light %v, want %v", value, got, want)
		}
	}
}
