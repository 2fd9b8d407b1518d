package terminal_test

import (
	"slices"
	"strings"
	"testing"

	"qari/ui/terminal"
)

// vars reads NAME=value pairs apart by blanks.
func vars(s string) map[string]string { return terminal.Environment(strings.Fields(s)) }

func TestPlaces(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts terminal.Facts
		want  string // terminal and version
		key   string
		order string
		off   string
	}{
		// tmux tells of its client, which may be another than the one in
		// which its server was started.
		{"tmux over kitty, server started in VTE", terminal.Facts{
			Env:     vars("TERM=tmux-256color TERM_PROGRAM=tmux TMUX=x VTE_VERSION=7006"),
			Outside: &terminal.Outside{Answers: terminal.Answers{Version: "kitty(0.26.5)"}, Term: "xterm-kitty", Env: vars("TERM=xterm-kitty KITTY_WINDOW_ID=1")},
		}, "kitty 0.26.5", "tmux/kitty", "words", ""},
		{"tmux over foot", terminal.Facts{
			Env:     vars("TERM=tmux-256color TERM_PROGRAM=tmux TMUX=x"),
			Outside: &terminal.Outside{Answers: terminal.Answers{Version: "foot(1.13.1)"}, Term: "foot"},
		}, "foot 1.13.1", "tmux/foot", "visual", ""},
		{"tmux over VTE with passthrough", terminal.Facts{
			Env:     vars("TERM=screen-256color TMUX=x"),
			Outside: &terminal.Outside{Term: "xterm-256color", Env: vars("VTE_VERSION=7006"), Passthrough: true, Tty: "/dev/pts/7"},
		}, "VTE 0.70.6", "tmux/VTE", "runs", ""},
		{"tmux over QTerminal", terminal.Facts{
			Env:     vars("TERM=tmux-256color TMUX=x"),
			Outside: &terminal.Outside{Term: "xterm-256color", Env: vars("COLORTERM=truecolor"), Parents: []string{"bash", "qterminal", "systemd"}},
		}, "QTerminal", "tmux/QTerminal", "runs", ""},
		{"tmux over mlterm, client's terminal open", terminal.Facts{
			Env:     vars("TERM=tmux-256color TMUX=x"),
			Outside: &terminal.Outside{Term: "mlterm", Env: vars("MLTERM=3.9.0 TERM=mlterm"), Tty: "/dev/pts/7"},
		}, "mlterm 3.9.0", "tmux/mlterm", "visual", "\x1b]5379;use_ctl=false\a"},
		{"tmux over mlterm with passthrough", terminal.Facts{
			Env:     vars("TERM=tmux-256color TMUX=x"),
			Outside: &terminal.Outside{Term: "mlterm", Passthrough: true},
		}, "mlterm", "tmux/mlterm", "visual", "\x1bPtmux;\x1b\x1b]5379;use_ctl=false\a\x1b\\"},
		{"tmux over mlterm, closed", terminal.Facts{
			Env:     vars("TERM=tmux-256color TMUX=x"),
			Outside: &terminal.Outside{Term: "mlterm"},
		}, "mlterm", "tmux/mlterm", "logical", ""},
		{"tmux on another machine", terminal.Facts{
			Env:     vars("TERM=tmux-256color SSH_TTY=/dev/pts/1"),
			Answers: terminal.Answers{Version: "tmux 3.4", DA1: []int{1, 2}, DA2: []int{84, 0, 0}},
		}, "unknown", "tmux", "visual", ""},
		{"tmux in screen over mlterm", terminal.Facts{
			Env:     vars("TERM=tmux-256color TMUX=x"),
			Outside: &terminal.Outside{Term: "screen", Env: vars("MLTERM=3.9.0 STY=x"), Tty: "/dev/pts/7"},
		}, "mlterm 3.9.0", "tmux/mlterm", "logical", ""},
		{"screen in tmux over mlterm", terminal.Facts{Env: vars("TERM=screen STY=1.pts TMUX=x MLTERM=3.9.0"),
			Answers: terminal.Answers{DA1: []int{1, 2}, DA2: []int{83, 40900, 0}}},
			"mlterm 3.9.0", "screen/mlterm", "logical", ""},
		{"tmux over a terminal that tells nothing", terminal.Facts{
			Env:     vars("TERM=tmux-256color TMUX=x"),
			Outside: &terminal.Outside{Term: "xterm-256color", Env: vars("SSH_TTY=x"), Tty: "/dev/pts/7", Passthrough: true},
		}, "unknown", "tmux/TERM=xterm-256color", "visual", ""},
		// screen passes everything on.
		{"screen over mlterm", terminal.Facts{Env: vars("TERM=screen STY=1.pts MLTERM=3.9.0")},
			"mlterm 3.9.0", "screen/mlterm", "visual", "\x1bP\x1b]5379;use_ctl=false\a\x1b\\"},
		{"screen over Konsole", terminal.Facts{Env: vars("TERM=screen.xterm-256color STY=1.pts KONSOLE_VERSION=221203")},
			"Konsole", "screen/Konsole", "runs", ""},
		{"screen by its answer", terminal.Facts{Env: vars("TERM=xterm"), Answers: terminal.Answers{DA1: []int{1, 2}, DA2: []int{83, 40900, 0}}},
			"unknown", "screen", "visual", ""},
		{"screen over PuTTY, started in Konsole", terminal.Facts{Env: vars("TERM=screen STY=1.pts KONSOLE_VERSION=221203"),
			Outside: &terminal.Outside{Answers: terminal.Answers{DA1: []int{6}, DA2: []int{0, 136, 0}}}},
			"PuTTY", "screen/PuTTY", "runs", ""},
		{"screen over foot on another machine", terminal.Facts{Env: vars("TERM=screen STY=1.pts SSH_TTY=x"),
			Outside: &terminal.Outside{Answers: terminal.Answers{Version: "foot(1.13.1)", DA1: []int{62, 4, 22}, DA2: []int{1, 11301, 0}}}},
			"foot 1.13.1", "screen/foot", "visual", ""},
		{"screen in screen", terminal.Facts{Env: vars("TERM=screen STY=1.pts MLTERM=3.9.0"),
			Outside: &terminal.Outside{Answers: terminal.Answers{DA1: []int{1, 2}, DA2: []int{83, 40900, 0}}}},
			"mlterm 3.9.0", "screen/mlterm", "logical", ""},
		// Over SSH nothing but TERM comes along, until the terminal answers.
		{"SSH from anywhere", terminal.Facts{Env: vars("TERM=xterm-256color SSH_TTY=/dev/pts/1")},
			"unknown", "TERM=xterm-256color", "visual", "\x1b[8l"},
		{"SSH from VTE", terminal.Facts{Env: vars("TERM=xterm-256color SSH_TTY=/dev/pts/1"),
			Answers: terminal.Answers{DA1: []int{65, 1, 9}, DA2: []int{65, 7006, 1}}}, "VTE 0.70.6", "VTE", "visual", "\x1b[8l"},
		{"SSH from a new VTE", terminal.Facts{Env: vars("TERM=xterm-256color SSH_TTY=/dev/pts/1"),
			Answers: terminal.Answers{Version: "VTE(7802)", DA1: []int{61, 1, 21, 22, 28}, DA2: []int{61, 7802, 1}}}, "VTE 0.78.2", "VTE", "visual", "\x1b[8l"},
		{"SSH from Terminology", terminal.Facts{Env: vars("TERM=xterm-256color SSH_TTY=/dev/pts/1"),
			Answers: terminal.Answers{DA1: []int{64, 1, 9}, DA2: []int{61, 337, 0}}}, "Terminology", "Terminology", "visual", ""},
		// mosh answers for itself, and passes no switch on.
		{"mosh", terminal.Facts{Env: vars("TERM=xterm-256color SSH_CONNECTION=x"),
			Answers: terminal.Answers{DA1: []int{62}, DA2: []int{1, 10, 0}}}, "unknown", "TERM=xterm-256color", "visual", ""},
		{"mosh by its server", terminal.Facts{Env: vars("TERM=xterm-256color VTE_VERSION=7006"), Parents: []string{"bash", "mosh-server"}},
			"VTE 0.70.6", "VTE", "runs", ""},
		{"Ghostty answers much like mosh", terminal.Facts{Env: vars("TERM=xterm-ghostty"),
			Answers: terminal.Answers{Version: "ghostty 1.3.0", DA1: []int{62, 22, 52}, DA2: []int{1, 10, 0}}}, "Ghostty 1.3.0", "Ghostty", "visual", ""},
		// Versions decide.
		{"iTerm2 3.6", terminal.Facts{Env: vars("TERM_PROGRAM=iTerm.app"), Answers: terminal.Answers{Version: "iTerm2 3.6.6"}},
			"iTerm2 to 3.6 3.6.6", "iTerm2 to 3.6", "visual", ""},
		{"iTerm2 3.7", terminal.Facts{Env: vars("TERM_PROGRAM=iTerm.app"), Answers: terminal.Answers{Version: "iTerm2 3.7.0"}},
			"iTerm2 since 3.7 3.7.0", "iTerm2 since 3.7", "runs", ""},
		// The process above us tells what the environment does not.
		{"pterm before it answers", terminal.Facts{Env: vars("TERM=xterm"), Parents: []string{"bash", "pterm"}}, "PuTTY", "PuTTY", "runs", ""},
		{"xterm started in Konsole", terminal.Facts{Env: vars("TERM=xterm KONSOLE_VERSION=221203"), Parents: []string{"bash", "xterm", "bash", "konsole"}},
			"xterm", "xterm", "visual", ""},
		{"sshd started in Konsole", terminal.Facts{Env: vars("TERM=xterm-256color SSH_TTY=x"), Parents: []string{"bash", "sshd", "bash", "konsole"}},
			"unknown", "TERM=xterm-256color", "visual", "\x1b[8l"},
		{"mintty", terminal.Facts{Env: vars("TERM=xterm TERM_PROGRAM=mintty")}, "mintty", "mintty", "visual", "\x1b[?77096h"},
		{"Apple Terminal", terminal.Facts{Env: vars("TERM=xterm-256color TERM_PROGRAM=Apple_Terminal"),
			Answers: terminal.Answers{DA1: []int{1, 2}, DA2: []int{1, 95, 0}}}, "Apple Terminal", "Apple Terminal", "runs", ""},
		{"Linux console", terminal.Facts{Env: vars("TERM=linux"), Answers: terminal.Answers{DA1: []int{6}}}, "Linux console", "Linux console", "visual", ""},
		{"a shell in Emacs", terminal.Facts{Env: vars("TERM=eterm-color INSIDE_EMACS=29.1,term:0.96")}, "Emacs", "Emacs", "runs", ""},
		{"nothing", terminal.Facts{}, "unknown", "TERM=", "visual", "\x1b[8l"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			place := tt.facts.Place()
			if got := strings.TrimSpace(place.Terminal.Name + " " + place.Version); got != tt.want || place.Key() != tt.key {
				t.Errorf("%q with key %q by %q, want %q with %q", got, place.Key(), place.Evidence, tt.want, tt.key)
			}
			p := place.Choose(terminal.Wish{})
			if p.Order.String() != tt.order || p.Switch.Off != tt.off {
				t.Errorf("order %s, switch %q (%s); want %s, %q", p.Order, p.Switch.Off, p.Reason, tt.order, tt.off)
			}
			if (p.Switch.Off == "") != (p.Switch.On == "") {
				t.Errorf("a switch of one side: %+v", p.Switch)
			}
		})
	}
}

func TestBetweenGoesOutwards(t *testing.T) {
	f := terminal.Facts{Env: vars("TERM=tmux-256color TERM_PROGRAM=tmux TERM_PROGRAM_VERSION=3.3a TMUX=x SSH_TTY=/dev/pts/1")}
	if place := f.Place(); !slices.Equal(place.Between, []string{"tmux 3.3a", "SSH"}) {
		t.Errorf("between: %q", place.Between)
	}
}

// Colours are what the terminal has, and no more than a multiplexer leaves.
func TestColoursOfPlaces(t *testing.T) {
	for _, tt := range []struct {
		name      string
		facts     terminal.Facts
		many, few bool
	}{
		{"xterm, whose TERM says 8", xterm, true, false},
		{"foot", terminal.Facts{Env: vars("TERM=foot")}, false, false},
		{"tmux over xterm", terminal.Facts{Env: vars("TERM=tmux-256color TMUX=x"), Outside: &terminal.Outside{Term: "xterm", Answers: terminal.Answers{Version: "XTerm(379)"}}}, false, false},
		{"tmux over PuTTY", terminal.Facts{Env: vars("TERM=tmux-256color TMUX=x"), Outside: &terminal.Outside{Term: "xterm", Few: true}}, false, true},
	} {
		if p := tt.facts.Place(); p.Colors256() != tt.many || p.FewColors() != tt.few {
			t.Errorf("%s: 256 %v, few %v", tt.name, p.Colors256(), p.FewColors())
		}
	}
}

// What was asked for beats what was kept, and that what is found.
func TestWishesComeFirst(t *testing.T) {
	f := terminal.Facts{Env: vars("TERM=xterm-256color KONSOLE_VERSION=221203")}
	place := f.Place()
	words, runs := terminal.Words, terminal.Runs
	kept := map[string]terminal.Setting{"Konsole": {Order: &runs, Marks: terminal.No}, "kitty": {Order: &words}}

	p := place.Choose(terminal.Wish{Kept: kept})
	if p.Order != runs || p.Marks || p.Guards != terminal.MarkGuards || p.Switch != (terminal.Switch{}) || !strings.Contains(p.Reason, "kept for Konsole") {
		t.Errorf("kept: %+v", p)
	}
	p = place.Choose(terminal.Wish{Kept: kept, Setting: terminal.Setting{Order: &words, Marks: terminal.Yes}, From: "--bidi"})
	if p.Order != words || !p.Marks || p.Reason != "asked for by --bidi" {
		t.Errorf("asked: %+v", p)
	}
	// Asked for visual order, a terminal that reorders is told not to.
	visual := terminal.Visual
	if p = place.Choose(terminal.Wish{Setting: terminal.Setting{Order: &visual}}); p.Switch.Off == "" {
		t.Errorf("visual order without the switch: %+v", p)
	}
	if p = place.Choose(terminal.Wish{Printing: true}); p.Order != runs || p.Switch != (terminal.Switch{}) {
		t.Errorf("printed lines depend on a switch: %+v", p)
	}
}
