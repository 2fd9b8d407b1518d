package terminal

import (
	"cmp"
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
	term     string            // TERM as the terminal itself set it, "" when unknown
	inner    map[string]string // the program's own environment
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
	p := Place{mux: m, term: f.Env["TERM"], inner: f.Env}
	env, parents, answers := f.Env, f.Parents, f.Answers
	if m != noMux {
		p.Between = append(p.Between, evidence)
		parents, answers, p.term = nil, Answers{}, ""
		env = without(env, "TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION")
	}
	if m != noMux && f.Outside != nil {
		p.outside, answers = f.Outside, f.Outside.Answers
	}
	if m == inTmux && f.Outside != nil {
		p.term, parents = f.Outside.Term, f.Outside.Parents
		if f.Outside.Env != nil {
			env = f.Outside.Env
		}
		env = without(env, "TERM")
		env["TERM"] = f.Outside.Term
	}
	if inner := p.nested(); inner != "" {
		p.Between = append(p.Between, inner)
		answers = Answers{} // the inner one's
	}
	if mosh(answers, parents) {
		p.Between = append(p.Between, "mosh")
		answers = Answers{}
	} else if env["SSH_TTY"] != "" || env["SSH_CONNECTION"] != "" {
		p.Between = append(p.Between, "SSH")
	}
	p.Terminal, p.Version, p.Evidence = identify(env, parents, answers)
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

// identify names a terminal by the first of some clues that fits one.
func identify(env map[string]string, parents []string, a Answers) (t *Terminal, version, evidence string) {
	term, program := env["TERM"], nearest(parents)
	mute := func(t *Terminal) bool { return len(t.versions) == 0 && t.devices == nil }
	// A terminal whose answers name it does not run where others came.
	may := func(t *Terminal) bool { return mute(t) || !a.Complete() }
	for _, clue := range []func(*Terminal) string{
		func(t *Terminal) string { return when(begins(a.Version, t.versions), "answers "+a.Version) },
		// Its answers are not its own, but no other terminal sets this.
		func(t *Terminal) string { return when(mute(t) && begins(term, t.terms), "TERM="+term) },
		func(t *Terminal) string {
			return when(t.devices != nil && t.devices(&a), "device attributes "+cmp.Or(Attributes(a.DA1), "none")+" and "+cmp.Or(Attributes(a.DA2), "none"))
		},
		func(t *Terminal) string {
			return when(may(t) && slices.Contains(t.programs, program), "started by "+program)
		},
		func(t *Terminal) string { return when(may(t) && begins(term, t.terms), "TERM="+term) },
		func(t *Terminal) string { return when(may(t), set(env, t.variables)) },
	} {
		for i := range terminals {
			t := &terminals[i]
			if evidence := clue(t); evidence != "" {
				return t, t.version(env, &a), evidence
			}
		}
	}
	return Unknown, "", ""
}

func when(so bool, evidence string) string {
	if so {
		return evidence
	}
	return ""
}

// begins reports that s begins with one of the prefixes.
func begins(s string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

// set gives the first of the variables, NAME or NAME=value, that is set.
func set(env map[string]string, variables []string) string {
	for _, v := range variables {
		name, want, valued := strings.Cut(v, "=")
		if got := env[name]; got != "" && (!valued || got == want) {
			return name + "=" + got
		}
	}
	return ""
}

// nearest is the first of the processes above that is a terminal.
func nearest(parents []string) string {
	for _, name := range parents {
		if slices.Contains(gates, name) {
			break
		}
		if slices.ContainsFunc(terminals, func(t Terminal) bool { return slices.Contains(t.programs, name) }) {
			return name
		}
	}
	return ""
}

// gates are processes above which another machine or another terminal begins.
var gates = []string{"sshd", "sshd-session", "mosh-server", "tmux: server", "screen", "SCREEN"}

// Asks reports that the terminal can be asked about its modes: it prints
// nothing of such a question.
func (p *Place) Asks() bool { return p.mux == inTmux || p.mux == noMux && p.Terminal.asks }

// Colors256 reports that the terminal has 256 colours, whatever its TERM says.
func (p *Place) Colors256() bool { return p.mux == noMux && p.Terminal.colors256 }

// FewColors reports that a multiplexer turns what is sent into 16 colours or
// less.
func (p *Place) FewColors() bool { return p.outside != nil && p.outside.Few }

// nested names the multiplexer around the one at hand, "" for none. What is
// around both is only known by what was inherited.
func (p *Place) nested() string {
	around := func(name string) bool {
		return p.outside != nil && (strings.HasPrefix(p.outside.Term, name) || strings.HasPrefix(p.outside.Answers.Version, name))
	}
	switch {
	case around("tmux"), p.outside != nil && devices(&p.outside.Answers, 84), p.mux == inScreen && p.inner["TMUX"] != "":
		return "tmux"
	case around("screen"), p.outside != nil && devices(&p.outside.Answers, 83):
		return "screen"
	}
	return ""
}

// Wrapped reports that there is a multiplexer.
func (p *Place) Wrapped() bool { return p.mux != noMux }

// InScreen reports that the terminal can be asked through screen.
func (p *Place) InScreen() bool { return p.mux == inScreen }

// InTmux reports that tmux can be asked what is attached to it.
func (p *Place) InTmux() bool { return p.mux == inTmux }

// Key is the name under which settings are kept for this place.
func (p *Place) Key() string {
	key := p.Terminal.Name
	if p.Terminal == Unknown {
		key = when(p.term != "" || p.mux == noMux, "TERM="+p.term)
	}
	if p.mux == noMux {
		return key
	}
	return strings.TrimSuffix([...]string{inTmux: "tmux/", inScreen: "screen/"}[p.mux]+key, "/")
}

// route is how a switch of the terminal gets there.
func (p *Place) route() Route {
	switch {
	case slices.Contains(p.Between, "mosh"), p.nested() != "":
		return Blocked
	case p.mux == inScreen:
		return Screen
	case p.mux == noMux:
		return Direct
	case p.outside == nil:
		return Blocked
	case p.outside.Tty != "":
		return TmuxClient
	case p.outside.Passthrough:
		return Tmux
	}
	return Blocked
}

// mosh reports whether mosh stands between: its own answers, or its server.
func mosh(a Answers, parents []string) bool {
	own := a.Version == "" && slices.Equal(a.DA1, []int{62}) && devices(&a, 1, 10, 0)
	return own || slices.Contains(parents, "mosh-server")
}
