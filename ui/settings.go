package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/terminal"
	"qari/ui/theme"
)

// doOption changes an option of the reading pane or of the screen.
func (m *Model) doOption(a keymap.Action) (tea.Cmd, bool) {
	s := m.reader.Settings()
	switch a {
	case keymap.OptMarks:
		if !m.painter.Profile.Marks {
			m.say(locale.MarksNever)
			return nil, true
		}
		s.HideMarks = !s.HideMarks
		m.sayEither(s.HideMarks, locale.MarksOff, locale.MarksOn)
	case keymap.OptHighlights:
		s.Highlights = !s.Highlights
		m.sayEither(s.Highlights, locale.HighlightsOn, locale.HighlightsOff)
	case keymap.OptIsolates:
		s.Isolate = !s.Isolate
		m.sayEither(s.Isolate, locale.IsolatesOn, locale.IsolatesOff)
	case keymap.OptKashida:
		s.Justify = !s.Justify
		if s.Justify && m.painter.Profile.Order == terminal.Logical {
			m.say(locale.KashidaLater) // the stored order is the stored text
		} else {
			m.sayEither(s.Justify, locale.KashidaOn, locale.KashidaOff)
		}
	case keymap.OptWidth:
		s.Measure = nextMeasure(s.Measure)
		m.o.Measure = s.Measure
		m.message = m.loc.Width(min(s.Measure, m.width))
	case keymap.OptParagraphs:
		m.long = !m.long
		m.sayEither(m.long, locale.ParagraphsWhole, locale.ParagraphsBroken)
		if m.opened < 0 {
			return nil, true
		}
		return m.open(m.opened, landing{kind: landSwap}), true
	case keymap.OptLevels:
		return m.nextLevel(), true
	case keymap.OptSnippets:
		m.snippets = !m.snippets
		m.sayEither(m.snippets, locale.SnippetsOn, locale.SnippetsOff)
	case keymap.OptOrder:
		return m.nextOrder(), true
	case keymap.OptColours:
		m.nextColours()
	case keymap.OptMouse:
		m.mouse = !m.mouse
		m.sayEither(m.mouse, locale.MouseOn, locale.MouseOff)
	default:
		return nil, false
	}
	m.reader.Set(s)
	m.arrangeScreen()
	return nil, true
}

func (m *Model) sayEither(on bool, yes, no locale.ID) {
	if on {
		m.say(yes)
	} else {
		m.say(no)
	}
}

// nextMeasure goes through the widths that the text may have at most.
func nextMeasure(now int) int {
	for _, w := range []int{60, 72, 80, 100, 120} {
		if w > now {
			return w
		}
	}
	return 60
}

// nextColours goes from dark to light to none, and round again.
func (m *Model) nextColours() {
	t := m.painter.Theme
	m.coloursChosen = true
	switch {
	case !t.Colored() && m.o.Colors >= colorprofile.ANSI256:
		m.painter.Theme = theme.New(true, m.o.Colors)
		m.say(locale.ColoursDark)
	case t.Colored() && t.Dark:
		m.painter.Theme = theme.New(false, m.o.Colors)
		m.say(locale.ColoursLight)
	default:
		m.painter.Theme = theme.New(t.Dark, colorprofile.ASCII)
		m.say(locale.ColoursNone)
	}
}
