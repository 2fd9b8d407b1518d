package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"qari/ui/locale"
	"qari/ui/terminal"
)

// host is what is known of the terminal, and what it was asked.
type host struct {
	facts terminal.Facts
	place terminal.Place
	wish  terminal.Wish

	wanted   terminal.Profile // what the terminal shall be made ready for
	readying bool             // it is being made ready

	asked, answered int     // questions that end with the one which all answer
	silent          bool    // it had time enough to answer
	more            bool    // it was asked about its modes
	told            bool    // tmux was asked
	then            tea.Cmd // what waits until nothing is awaited any more
}

type (
	// outsideToldMsg brings what tmux says of the terminal around it.
	outsideToldMsg struct{ outside *terminal.Outside }
	// terminalReadyMsg says that the terminal was made ready for a profile.
	terminalReadyMsg struct{ profile terminal.Profile }
	// answersLateMsg says that a terminal which has not answered so many
	// questions yet won't.
	answersLateMsg struct{ asked int }
)

// askTerminal asks the terminal what it is, and tmux what is around it. The
// screen waits for no answer.
func (m *Model) askTerminal() tea.Cmd {
	if !m.o.Ask {
		return tea.Batch(tea.RequestBackgroundColor, m.learned())
	}
	questions := terminal.Questions
	if h := &m.host; !h.place.Wrapped() || h.place.InTmux() { // through screen the answer comes late
		questions = ansi.RequestBackgroundColor + questions
	}
	return tea.Batch(m.ask(questions), m.learned())
}

// askSize brings the terminal's size. Bubble Tea's own command for it races
// with what listens for changes.
func (m *Model) askSize() tea.Cmd {
	size := m.o.Size
	if size == nil {
		return nil
	}
	return func() tea.Msg {
		if w, h, err := size(); err == nil {
			return tea.WindowSizeMsg{Width: w, Height: h}
		}
		return nil
	}
}

// ask puts questions of which the last one is answered by all. Whoever leaves
// before it is waits, lest the answers be typed into the shell.
func (m *Model) ask(questions string) tea.Cmd {
	m.host.asked++
	n := m.host.asked
	return tea.Batch(tea.Raw(questions), tea.Tick(terminal.AnswersWithin, func(time.Time) tea.Msg { return answersLateMsg{n} }))
}

// aboutTerminal takes what became known of the terminal.
func (m *Model) aboutTerminal(msg tea.Msg) tea.Cmd {
	h := &m.host
	switch msg := msg.(type) {
	case outsideToldMsg:
		h.facts.Outside = msg.outside
	case terminalReadyMsg:
		return m.terminalReady(msg.profile)
	case answersLateMsg:
		h.silent = h.silent || h.answered < msg.asked
		return m.left()
	default:
		h.facts.Answers.Take(msg)
		if _, last := msg.(uv.PrimaryDeviceAttributesEvent); last {
			h.answered++
		}
	}
	return tea.Batch(m.learned(), m.left())
}

// learned does what follows from the facts.
func (m *Model) learned() tea.Cmd {
	h := &m.host
	h.place = h.facts.Place()
	cmds := []tea.Cmd{m.ready(h.place.Choose(h.wish))}
	if h.place.Colors256() && m.o.FollowColors && m.o.Colors < colorprofile.ANSI256 {
		cmds = append(cmds, func() tea.Msg { return tea.ColorProfileMsg{Profile: colorprofile.ANSI256} }) // for the renderer, too
	}
	if m.o.Ask && h.place.Asks() && !h.more {
		h.more = true
		cmds = append(cmds, m.ask(terminal.MoreQuestions+ansi.RequestPrimaryDeviceAttributes))
	}
	if ask := m.o.Outside; ask != nil && h.place.InTmux() && !h.told {
		h.told = true
		cmds = append(cmds, func() tea.Msg { return outsideToldMsg{ask()} })
	}
	return tea.Batch(cmds...)
}

// lookAgain asks tmux anew: whoever attaches from another terminal comes with
// another size.
func (m *Model) lookAgain() tea.Cmd {
	h := &m.host
	if !h.told || !h.place.InTmux() {
		return nil
	}
	h.told = false
	return m.learned()
}

// ready changes the profile. Where the terminal's own reordering has to go off
// or on for it, that comes first: whatever stands is drawn anew after it.
func (m *Model) ready(p terminal.Profile) tea.Cmd {
	h := &m.host
	h.wanted = p
	now := &m.painter.Profile
	switch {
	case h.readying || p.Same(*now):
		return nil
	case p.SameSwitch(*now) || m.o.Switch == nil:
		return m.setProfile(p)
	}
	h.readying = true
	change := m.o.Switch
	return func() tea.Msg {
		change(p)
		return terminalReadyMsg{p}
	}
}

// terminalReady draws for a profile, and goes on to another one if that was
// chosen meanwhile.
func (m *Model) terminalReady(p terminal.Profile) tea.Cmd {
	m.host.readying = false
	return tea.Sequence(m.setProfile(p), m.ready(m.host.wanted))
}

func (m *Model) setProfile(p terminal.Profile) tea.Cmd {
	m.painter.Profile = p
	m.reader.Relayout()
	m.arrangeScreen()
	return tea.ClearScreen
}

// nextOrder goes through the orders of output.
func (m *Model) nextOrder() tea.Cmd {
	order := m.host.wanted.Order.Next()
	m.host.wish.Order, m.host.wish.From = &order, "the keys -o"
	m.say([]locale.ID{locale.OrderVisual, locale.OrderWords, locale.OrderRuns, locale.OrderLogical}[order])
	return m.learned()
}

// whenAnswered does what gives the terminal to others, but not while it still
// owes an answer, which they would take for typed.
func (m *Model) whenAnswered(then tea.Cmd) tea.Cmd {
	m.host.then = then
	return m.left()
}

func (m *Model) left() tea.Cmd {
	h := &m.host
	if h.then == nil || !h.silent && h.answered < h.asked {
		return nil
	}
	then := h.then
	h.then = nil
	return then
}
