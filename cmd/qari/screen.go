package main

import (
	"bytes"
	"os"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"qari/ui/terminal"
)

// fullScreen is a terminal while the reader has it. With the full screen it
// turns the terminal's own reordering off, and on again before the full screen
// is left, whatever made Bubble Tea leave it: the end, a panic, a suspension,
// another program that gets the terminal.
type fullScreen struct {
	tty    *os.File
	state  *term.State // of the terminal before, nil when unknown
	client func(path, sequence string)

	mu       sync.Mutex
	profile  terminal.Profile  // whose switch is used
	full     bool              // the full screen is on
	switched *terminal.Profile // by which the reordering was turned off, nil when it was not

	keeper *keeper
	told   string // to the keeper: what it prints when the reader is gone
}

// newFullScreen takes a terminal and what sends a sequence to the terminal
// that tmux's client runs in.
func newFullScreen(tty *os.File, profile terminal.Profile, client func(path, sequence string)) *fullScreen {
	s := &fullScreen{tty: tty, profile: profile, client: client}
	s.state, _ = term.GetState(tty.Fd())
	return s
}

// Fd, Read and Close make it a terminal for Bubble Tea.
func (s *fullScreen) Fd() uintptr                { return s.tty.Fd() }
func (s *fullScreen) Read(b []byte) (int, error) { return s.tty.Read(b) }
func (s *fullScreen) Close() error               { return s.tty.Close() }

// altScreen begins the sequences that enter (h) and leave (l) the full screen.
// The renderer writes each of them in one piece.
var altScreen = []byte("\x1b[?1049")

// Write passes b on, with the switch where b enters or leaves the full screen.
func (s *fullScreen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := b
	if bytes.Contains(b, altScreen) {
		out = s.follow(b)
	}
	_, err := s.tty.Write(out)
	s.keep()
	return len(b), err
}

// keep tells the keeper what would have to be printed now. It is started once
// the first frame is out.
func (s *fullScreen) keep() {
	last := ""
	if s.full {
		last = s.undo() + leaveSequence
	}
	if last == s.told {
		return
	}
	s.told = last
	if s.keeper == nil {
		s.keeper = newKeeper(s.tty)
	}
	if s.keeper != nil {
		s.keeper.tell(last)
	}
}

// undo is what turns the reordering on again, where it is simply written.
func (s *fullScreen) undo() string {
	if s.switched == nil || s.switched.Route == terminal.TmuxClient {
		return ""
	}
	return s.switched.Switch.On
}

// follow adds the switch to what enters or leaves the full screen.
func (s *fullScreen) follow(b []byte) []byte {
	var out []byte
	for {
		i := bytes.Index(b, altScreen)
		end := i + len(altScreen) + 1
		if i < 0 || end > len(b) {
			return append(out, b...)
		}
		switch b[end-1] {
		case 'h':
			s.full = true
			out = append(append(out, b[:end]...), s.off()...)
		case 'l':
			s.full = false
			out = append(append(out, b[:i]...), s.on()...)
			if s.profile.Route == terminal.Screen { // it may have no second screen
				out = append(out, ansi.EraseEntireScreen+ansi.CursorHomePosition...)
			}
			out = append(out, b[i:end]...)
		default:
			out = append(out, b[:end]...)
		}
		b = b[end:]
	}
}

// off gives what turns the reordering off: rows must be empty then.
func (s *fullScreen) off() string {
	if s.switched != nil || s.profile.Switch == (terminal.Switch{}) {
		return ""
	}
	used := s.profile
	s.switched = &used
	return s.send(&used, used.Switch.Off) + ansi.EraseEntireScreen
}

// on gives what turns the reordering on again.
func (s *fullScreen) on() string {
	used := s.switched
	if used == nil {
		return ""
	}
	s.switched = nil
	return s.send(used, used.Switch.On)
}

// send gives a sequence to be written, unless it has another way to go.
func (s *fullScreen) send(by *terminal.Profile, sequence string) string {
	if by.Route != terminal.TmuxClient {
		return sequence
	}
	s.client(by.Client, sequence)
	return ""
}

// use changes the profile. The rows that stand must be drawn anew.
func (s *fullScreen) use(p terminal.Profile) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.profile.SameSwitch(p) {
		return
	}
	on := s.on()
	s.profile = p
	if s.full {
		_, _ = s.tty.WriteString(on + s.off())
		s.keep()
	}
}

// leaveSequence leaves the full screen without Bubble Tea.
const leaveSequence = ansi.ResetModeAltScreenSaveCursor + ansi.ResetModeBracketedPaste + ansi.ResetModeMouseButtonEvent +
	ansi.ResetModeMouseExtSgr + ansi.ResetModifyOtherKeys + "\x1b[<u" + ansi.SetModeTextCursorEnable

// restore puts the terminal in order when nobody else has done so.
func (s *fullScreen) restore() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if on := s.on(); on != "" {
		_, _ = s.tty.WriteString(on)
	}
	if !s.full {
		return
	}
	s.full = false
	_, _ = s.tty.WriteString(leaveSequence)
	s.keep()
	if s.state != nil {
		_ = term.Restore(s.tty.Fd(), s.state)
	}
}
