package terminal

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Facts are what is known of a terminal from outside: what the environment
// says at once, what the terminal answers when it is asked, and what a
// multiplexer tells of the terminal around it.
type Facts struct {
	// Env holds those of Variables that are set. They are inherited: a
	// terminal started from another one's shell may carry the other's.
	Env map[string]string
	// Parents are the names of the processes above this one, the nearest first;
	// nil where they are not known.
	Parents []string
	// Answers are the terminal's own. In tmux and screen they are theirs.
	Answers Answers
	// Outside is the terminal around tmux or screen, nil while nobody has told.
	Outside *Outside
}

// Answers are what a terminal says of itself.
type Answers struct {
	Version string // to XTVERSION, "" for none
	DA1     []int  // primary device attributes, nil for none
	DA2     []int  // secondary device attributes, nil for none
}

// Attributes writes device attributes as terminals do: "65;1;9".
func Attributes(a []int) string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint(a), " ", ";"), "[]")
}

// Complete reports that no more answers will come: the primary device
// attributes, which every terminal knows, are asked for last.
func (a *Answers) Complete() bool { return len(a.DA1) > 0 }

// Take notes an event of the terminal and reports whether it was an answer.
func (a *Answers) Take(event any) bool {
	switch e := event.(type) {
	case tea.TerminalVersionMsg:
		a.Version = e.Name
	case uv.TerminalVersionEvent:
		a.Version = e.Name
	case uv.SecondaryDeviceAttributesEvent:
		a.DA2 = e
	case uv.PrimaryDeviceAttributesEvent:
		a.DA1 = e
	default:
		return false
	}
	return true
}

// Questions are what every terminal can be asked without a trace on its
// screen. The last one is answered by all.
const Questions = ansi.RequestNameVersion + ansi.RequestSecondaryDeviceAttributes + ansi.RequestPrimaryDeviceAttributes

// AnswersWithin is how long a terminal may take for its answers before it is
// taken for one that gives none.
const AnswersWithin = time.Second

// Through gives questions as screen passes them on to the terminal around it,
// whose answers come back like its own.
func Through(questions string) string { return Screen.wrap(questions) }

// MoreQuestions are those about modes: synchronised output. Some terminals
// print a character of it, so it is asked only where Place.Asks says so.
const MoreQuestions = ansi.RequestModeSynchronizedOutput

// Outside is what is known of the terminal that is attached to a multiplexer.
// tmux tells all of it; through screen the terminal itself can be asked.
type Outside struct {
	Answers     Answers           // the terminal's; tmux knows that to XTVERSION
	Term        string            // its TERM
	Env         map[string]string // environment of tmux's client, nil when it cannot be read
	Parents     []string          // of tmux's client
	Few         bool              // tmux shows no more than 16 colours in it
	Passthrough bool              // allow-passthrough is on
	Tty         string            // path of the client's terminal where it can be written to, else ""
}

// Variables are the names of the environment variables that say something of
// the terminal or of what stands between.
func Variables() []string {
	names := []string{"TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "TMUX", "STY", "SSH_TTY", "SSH_CONNECTION"}
	for i := range terminals {
		for _, v := range terminals[i].variables {
			name, _, _ := strings.Cut(v, "=")
			names = append(names, name)
		}
	}
	return names
}

// Environment picks the Variables out of NAME=value strings.
func Environment(environ []string) map[string]string {
	env := make(map[string]string)
	for _, name := range Variables() {
		for _, s := range environ {
			if v, ok := strings.CutPrefix(s, name+"="); ok && v != "" {
				env[name] = v
			}
		}
	}
	return env
}
