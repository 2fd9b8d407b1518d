package terminal

import (
	"fmt"
	"slices"
	"strings"
)

// Place is where the program runs: a terminal and what stands between.
type Place struct {
	Terminal *Terminal // never nil: Unknown when nothing names it
	Version  string    // of the terminal, "" when unknown
	Evidence string    // what named the terminal, "" when nothing did
	Between  []string  // from the program outwards: "tmux 3.3a", "SSH"
	mux      mux
	outside  *Outside
	term     string // TERM as the terminal itself set it, "" when unknown
}

type mux uint8

const (
	noMux mux = iota
	inTmux
	inScreen
)

// Place finds out where facts lead. Answers count more than the environment,
// and what a multiplexer says of the terminal around it more than what was
// inherited when its server started.
func (f *Facts) Place() Place {
	m, evidence := f.multiplexer()
	p := Place{mux: m, term: f.Env["TERM"]}
	env, answers := f.Env, f.Answers
	if m != noMux {
		p.Between = append(p.Between, evidence)
		answers, p.term = Answers{}, ""
		env = without(env, "TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION")
	}
	if m == inTmux && f.Outside != nil {
		p.outside, p.term = f.Outside, f.Outside.Term
		answers.Version = f.Outside.Type
		if f.Outside.Env != nil {
			env = f.Outside.Env
		}
		env = without(env, "TERM")
		env["TERM"] = f.Outside.Term
	}
	if mosh(answers) {
		p.Between = append(p.Between, "mosh")
		answers = Answers{}
	} else if env["SSH_TTY"] != "" || env["SSH_CONNECTION"] != "" {
		p.Between = append(p.Between, "SSH")
	}
	p.Terminal, p.Version, p.Evidence = identify(env, answers)
	return p
}

func without(env map[string]string, names ...string) map[string]string {
	rest := make(map[string]string, len(env))
	for k, v := range env {
		if !slices.Contains(names, k) {
			rest[k] = v
		}
	}
	return rest
}

// multiplexer tells tmux and screen by their answers or, before there are
// any, by what they set for the programs in them.
func (f *Facts) multiplexer() (mux, string) {
	a := &f.Answers
	if v, ok := strings.CutPrefix(a.Version, "tmux"); ok {
		return inTmux, "tmux" + v
	}
	switch {
	case devices(a, 84):
		return inTmux, "tmux"
	case devices(a, 83):
		return inScreen, "screen"
	case a.Complete() || a.Version != "":
		return noMux, "" // another terminal speaks
	}
	term := f.Env["TERM"]
	own := strings.HasPrefix(term, "tmux") || strings.HasPrefix(term, "screen")
	switch {
	case f.Env["TERM_PROGRAM"] == "tmux":
		return inTmux, strings.TrimSpace("tmux " + f.Env["TERM_PROGRAM_VERSION"])
	case f.Env["TMUX"] != "" && own, strings.HasPrefix(term, "tmux"):
		return inTmux, "tmux"
	case f.Env["STY"] != "" && own, strings.HasPrefix(term, "screen"):
		return inScreen, "screen"
	}
	return noMux, ""
}

// devices compares the beginning of the secondary device attributes.
func devices(a *Answers, want ...int) bool {
	return len(a.DA2) >= len(want) && slices.Equal(a.DA2[:len(want)], want)
}

// identify names a terminal.
func identify(env map[string]string, a Answers) (t *Terminal, version, evidence string) {
	for i := range terminals {
		t := &terminals[i]
		for _, prefix := range t.versions {
			if rest, ok := strings.CutPrefix(a.Version, prefix); ok {
				return t, strings.Trim(rest, " ()"), "answers " + a.Version
			}
		}
	}
	for i := range terminals {
		if t := &terminals[i]; t.devices != nil && t.devices(&a) {
			return t, t.version(env, &a), "device attributes " + a.attributes()
		}
	}
	// A terminal whose answers name it does not run where others came.
	silent := func(t *Terminal) bool { return !a.Complete() || len(t.versions) == 0 && t.devices == nil }
	term := env["TERM"]
	for i := range terminals {
		for _, prefix := range terminals[i].terms {
			if t := &terminals[i]; strings.HasPrefix(term, prefix) && silent(t) {
				return t, t.version(env, &a), "TERM=" + term
			}
		}
	}
	if v := env["XTERM_VERSION"]; v != "" && term == "xterm" && silent(&terminals[0]) {
		return &terminals[0], terminals[0].version(env, &a), "XTERM_VERSION=" + v // the terminals that pass it on set another TERM
	}
	for i := range terminals {
		for _, v := range terminals[i].variables {
			name, want, valued := strings.Cut(v, "=")
			if got := env[name]; got != "" && (!valued || got == want) && silent(&terminals[i]) {
				return &terminals[i], terminals[i].version(env, &a), name + "=" + got
			}
		}
	}
	return Unknown, "", ""
}

func (a *Answers) attributes() string {
	numbers := func(n []int) string {
		if n == nil {
			return "none"
		}
		return strings.Trim(strings.ReplaceAll(fmt.Sprint(n), " ", ";"), "[]")
	}
	return numbers(a.DA1) + " and " + numbers(a.DA2)
}

// Asks reports that the terminal can be asked about its modes: it prints
// nothing of such a question.
func (p *Place) Asks() bool { return p.mux == inTmux || p.mux == noMux && p.Terminal.asks }

// InTmux reports that tmux can be asked what is attached to it.
func (p *Place) InTmux() bool { return p.mux == inTmux }

// Key is the name under which settings are kept for this place.
func (p *Place) Key() string {
	key := p.Terminal.Name
	if p.Terminal == Unknown {
		key = "TERM=" + p.term
	}
	switch p.mux {
	case inTmux:
		return "tmux/" + key
	case inScreen:
		return "screen/" + key
	}
	return key
}

// route is how a switch of the terminal gets there.
func (p *Place) route() Route {
	switch {
	case slices.Contains(p.Between, "mosh"):
		return Blocked
	case p.mux == inScreen:
		return Screen
	case p.mux == noMux:
		return Direct
	case p.outside == nil:
		return Blocked
	case p.outside.Passthrough:
		return Tmux
	case p.outside.Tty && p.Terminal.client:
		return TmuxClient
	}
	return Blocked
}

// mosh reports answers that are mosh's own.
func mosh(a Answers) bool { return devices(&a, 1, 10, 0) }
