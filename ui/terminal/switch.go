package terminal

import "strings"

// Switch turns off a terminal's own reordering, and on again. The zero Switch
// does nothing.
type Switch struct {
	Off, On string // escape sequences
}

// The switches that there are.
var (
	// bdsm is ECMA-48's bidirectional support mode. A row keeps the state in
	// which it was last empty: switch, then clear, then draw. Terminals that
	// do not know it ignore it.
	bdsm = Switch{Off: "\x1b[8l", On: "\x1b[8h"}
	// konsole changes the profile in use, of the whole window, at once.
	konsole = Switch{Off: "\x1b]50;BidiRenderingEnabled=false\a", On: "\x1b]50;BidiRenderingEnabled=true\a"}
	// mlterm holds for rows when they are next written. It must be off after
	// the full screen was entered and on before it is left.
	mlterm = Switch{Off: "\x1b]5379;use_ctl=false\a", On: "\x1b]5379;use_ctl=true\a"}
	// mintty bypasses reordering and joining in the whole terminal.
	mintty = Switch{Off: "\x1b[?77096h", On: "\x1b[?77096l"}
)

// Route is the way of a switch to the terminal.
type Route uint8

// The routes.
const (
	Direct     Route = iota // what is written arrives
	Tmux                    // wrapped for tmux, which passes it on where allow-passthrough is on
	TmuxClient              // written to the terminal that tmux's client runs in
	Screen                  // wrapped for screen, which passes it on
	Blocked                 // nothing arrives
)

// wrap gives a sequence as it must be written to arrive by a route.
func (r Route) wrap(s string) string {
	if s == "" {
		return ""
	}
	switch r {
	case Tmux:
		return "\x1bPtmux;" + strings.ReplaceAll(s, "\x1b", "\x1b\x1b") + "\x1b\\"
	case Screen:
		return "\x1bP" + s + "\x1b\\"
	}
	return s
}

func (r Route) through(s Switch) Switch {
	if r == Blocked {
		return Switch{}
	}
	return Switch{Off: r.wrap(s.Off), On: r.wrap(s.On)}
}
