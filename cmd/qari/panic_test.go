package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/creack/pty"

	"qari/ui/terminal"
)

// faulty is a program that panics where the pressed key says.
type faulty struct{ inView bool }

func (faulty) Init() tea.Cmd { return nil }

func (f faulty) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return f, nil
	}
	broken := func() tea.Msg { panic("broken \x1b[31m") }
	switch key.String() {
	case "u":
		broken()
	case "v":
		f.inView = true
	case "c":
		return f, broken
	case "b":
		return f, tea.Batch(broken, broken)
	case "s":
		return f, tea.Sequence(broken, broken)
	}
	return f, nil
}

func (f faulty) View() tea.View {
	if f.inView {
		panic("broken \x1b[31m")
	}
	v := tea.NewView("ready")
	v.AltScreen = true
	return v
}

const (
	konsoleOff = "\x1b]50;BidiRenderingEnabled=false\a"
	konsoleOn  = "\x1b]50;BidiRenderingEnabled=true\a"
)

// runFaulty is what the test binary does under the name qari-faulty.
func runFaulty() {
	p := newProcess()
	l := newLoading(context.Background(), nil)
	known := terminal.Facts{Env: terminal.Environment(p.environ)}
	place := known.Place()
	tty := newFullScreen(p.out, place.Choose(terminal.Wish{}), p.tellClient)
	err := p.sit(tea.NewProgram(faulty{}, tea.WithoutSignalHandler(), tea.WithOutput(tty)), tty)
	var told status
	errors.As(p.afterwards(err, l), &told)
	os.Exit(int(told))
}

func TestPanicsGiveTheTerminalBackAndAreTold(t *testing.T) {
	for key, where := range map[string]string{
		"u": "Update", "v": "View", "c": "a command", "b": "a batch", "s": "a sequence",
	} {
		t.Run(where, func(t *testing.T) {
			s := start(t, "qari-faulty", pty.Winsize{Rows: 24, Cols: 80}, nil, []string{"KONSOLE_VERSION=221203"})
			s.await("ready")
			s.press(key)
			s.exit(exitError)
			before, after, _ := strings.Cut(s.output(), "\x1b[?1049l")
			if !strings.HasSuffix(before, konsoleOn) || strings.Count(before, konsoleOff) != 1 || strings.Count(s.output(), konsoleOn) != 1 {
				t.Errorf("the reordering is not switched on again: %q", s.output())
			}
			for _, want := range []string{"qari: this is a fault", "broken ␛[31m", "goroutine "} {
				if !strings.Contains(after, want) {
					t.Errorf("no %q after the full screen: %q", want, after)
				}
			}
		})
	}
}
