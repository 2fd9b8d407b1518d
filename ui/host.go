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

	asked, answered int                  // questions that end with the one which all answer
	late            int                  // so many questions had time enough for an answer
	lit             bool                 // it was asked for its background
	more            bool                 // it was asked about its modes
	many            colorprofile.Profile // the colours that a multiplexer took away
	told            bool                 // tmux was asked, or the terminal through screen
	again           bool                 // it is to be asked once more
	through         terminal.Answers     // that came through screen
	then            tea.Cmd              // what waits until nothing is awaited any more
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
	if !m.host.place.InScreen() { // through screen the answer comes late
		m.host.lit = true
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
		h.late = max(h.late, msg.asked)
	default:
		h.answer(msg)
	}
	return tea.Batch(m.learned(), m.left())
}

// owed reports that an answer is still to come.
func (h *host) owed() bool { return h.answered < h.asked && h.late < h.asked }

// answer takes an answer: the terminal's own, or, when screen has answered for
// itself, that of the terminal around it.
func (h *host) answer(msg tea.Msg) {
	through := h.told && h.place.InScreen() // nothing was owed when that was asked
	if through {
		h.through.Take(msg)
	} else {
		h.facts.Answers.Take(msg)
	}
	if _, last := msg.(uv.PrimaryDeviceAttributesEvent); !last {
		return
	}
	h.answered = min(h.answered+1, h.asked) // each display of one session of screen answers
	if through {
		h.facts.Outside = &terminal.Outside{Answers: h.through}
	}
}

// learned does what follows from the facts.
func (m *Model) learned() tea.Cmd {
	h := &m.host
	h.place = h.facts.Place()
	cmds := []tea.Cmd{m.ready(h.place.Choose(h.wish))}
	if colors := h.colors(m.o.Colors); m.o.FollowColors && colors != m.o.Colors {
		cmds = append(cmds, func() tea.Msg { return tea.ColorProfileMsg{Profile: colors} }) // for the renderer, too
	}
	if m.o.Ask && h.place.Asks() && !h.more {
		h.more = true
		cmds = append(cmds, m.ask(terminal.MoreQuestions+ansi.RequestPrimaryDeviceAttributes))
	}
	if ask := m.o.Outside; ask != nil && h.place.InTmux() && !h.told {
		h.told = true
		cmds = append(cmds, func() tea.Msg { return outsideToldMsg{ask()} })
	}
	cmds = append(cmds, m.askThrough())
	return tea.Batch(cmds...)
}

// colors is what becomes of the number of colours here. Where a multiplexer
// takes some away, they come back with another terminal.
func (h *host) colors(now colorprofile.Profile) colorprofile.Profile {
	switch few := h.place.FewColors(); {
	case h.place.Colors256():
		return max(now, colorprofile.ANSI256)
	case few && now > colorprofile.ANSI:
		h.many = now
		return colorprofile.ANSI
	case !few && h.many > now:
		return h.many
	}
	return now
}

// askThrough asks the terminal around screen, once screen has answered for
// itself, and whether the background is light where that was not asked yet.
func (m *Model) askThrough() tea.Cmd {
	h := &m.host
	if !m.o.Ask || h.owed() || !h.facts.Answers.Complete() {
		return nil
	}
	background := ""
	if !h.lit {
		background = ansi.RequestBackgroundColor
	}
	switch {
	case h.place.InScreen() && !h.told:
		h.told, h.lit, h.through = true, true, terminal.Answers{}
		return m.ask(terminal.Through(background + terminal.Questions))
	case !h.place.InScreen() && !h.lit:
		h.lit = true
		return m.ask(background + ansi.RequestPrimaryDeviceAttributes)
	}
	return nil
}

// lookAgain asks anew what is around tmux or screen: whoever attaches from
// another terminal comes with another size. screen hands an answer to the window
// that has the keys, so it waits for a key.
func (m *Model) lookAgain(pressed bool) tea.Cmd {
	h := &m.host
	if h.place.InScreen() && !pressed {
		h.again = h.told
		return nil
	}
	if !h.told || pressed && !h.again {
		return nil
	}
	h.told, h.again = false, false
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
	m.resize(m.columns, m.height)
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
	if h.then == nil || h.owed() {
		return nil
	}
	then := h.then
	h.then = nil
	return then
}
