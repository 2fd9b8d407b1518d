// Package theme gives every colour and attribute by its meaning. Nothing
// outside it names a colour or writes an SGR sequence.
//
// The page is the terminal's own: only the selection, finds and the current
// hit have a background. Below 256 colours, and under NO_COLOR, attributes
// alone carry the meanings.
package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Token is the meaning of a stretch of text.
type Token uint8

// The meanings.
const (
	Text   Token = iota // body, read titles
	Soft                // dates, sources, first and last line, derived titles, hidden text
	Rule                // strip, rules, tally dots: never text
	Group1              // watched words of group 1; Group1+n is group n+1
	Group2
	Group3
	Group4
	Group5
	Group6
	Alarm   // errors, flags, what cannot be undone
	Find    // a hit of find or search
	Current // the current hit
	tokens
)

// GroupTokens is the number of colours that watched groups share.
const GroupTokens = 6

// Group is the token of the group with the given index from 0. More groups
// than colours share them.
func Group(index int) Token { return Group1 + Token(index%GroupTokens) }

// ColorNames are the names by which keyword lists choose the colours of
// groups 1 to 6.
func ColorNames() [GroupTokens]string {
	return [GroupTokens]string{"amber", "teal", "green", "rose", "blue", "violet"}
}

// GroupNamed is the token of a colour name of a keyword list.
func GroupNamed(name string) (Token, bool) {
	for i, n := range ColorNames() {
		if n == name {
			return Group1 + Token(i), true
		}
	}
	return Text, false
}

// Look is how a stretch of text looks: its meaning and what comes on top.
type Look struct {
	Token    Token
	Strong   bool // unread and article titles, the bar, the prompt
	Matched  bool // letters matched by the filter
	Likely   bool // a likely hit; of a group also one in a title: coloured, not underlined
	Selected bool // on the selected row
	Label    bool // of a group: its digit or name, not a hit: colour only

	// Faint and Turned mean nothing: they change the style to keep stretches
	// apart in terminals where a change of style does.
	Faint  bool
	Turned bool // bold where it is not, and not where it is
}

// On lays over on top of l: its meaning replaces l's where it has one, the
// rest adds up.
func (l Look) On(over Look) Look {
	if over.Token != Text {
		l.Token, l.Likely, l.Label = over.Token, over.Likely, over.Label
	}
	l.Strong = l.Strong || over.Strong
	l.Matched = l.Matched || over.Matched
	l.Selected = l.Selected || over.Selected
	return l
}

// GroupColored is the token of a watched group: that of its colour's name, or
// of its index when it names none.
func GroupColored(name string, index int) Token {
	if token, ok := GroupNamed(name); ok {
		return token
	}
	return Group(index)
}

// Theme turns looks into SGR sequences for one terminal. It is not safe for
// concurrent use; each session has its own.
type Theme struct {
	Dark    bool
	profile colorprofile.Profile
	open    map[Look]string
	bold    map[Look]bool
}

// New makes the theme for a dark or light background and a number of colours.
func New(dark bool, profile colorprofile.Profile) *Theme {
	return &Theme{Dark: dark, profile: profile, open: make(map[Look]string), bold: make(map[Look]bool)}
}

// Colored reports whether the terminal has the 256 colours that the palette
// needs; otherwise attributes alone are used.
func (t *Theme) Colored() bool { return t.profile >= colorprofile.ANSI256 }

// Reset ends whatever Open began.
const Reset = "\x1b[m"

// Open is the SGR sequence that begins the look, "" for plain text. With no
// terminal at all (colorprofile.NoTTY) it is always "".
func (t *Theme) Open(l Look) string {
	if s, ok := t.open[l]; ok {
		return s
	}
	var s string
	if t.profile > colorprofile.NoTTY {
		s, _, _ = strings.Cut(t.style(l).Faint(l.Faint).Bold(t.Bold(l) != l.Turned).Render("x"), "x")
	}
	t.open[l] = s
	return s
}

// Bold reports whether a look is bold, before it is turned.
func (t *Theme) Bold(l Look) bool {
	l.Turned = false
	bold, ok := t.bold[l]
	if !ok {
		bold = t.style(l).GetBold()
		t.bold[l] = bold
	}
	return bold
}

func (t *Theme) style(l Look) lipgloss.Style {
	if t.Colored() {
		return t.coloured(l)
	}
	return plain(l)
}

func (t *Theme) coloured(l Look) lipgloss.Style {
	s := lipgloss.NewStyle()
	if l.Selected {
		s = s.Background(t.pick(palette.selectBack))
		if l.Token == Text {
			s = s.Foreground(t.pick(palette.selectText))
		}
	}
	switch l.Token {
	case Text:
	case Find:
		s = t.find(s, l.Likely)
	case Current:
		s = s.Foreground(t.pick(palette.currentText)).Background(t.pick(palette.currentBack))
	default:
		s = s.Foreground(t.pick(palette.text[l.Token]))
		if isGroup(l.Token) && !l.Likely && !l.Label {
			s = s.Underline(true)
		}
	}
	if l.Strong || l.Matched {
		s = s.Bold(true)
	}
	if l.Matched {
		s = s.Underline(true)
	}
	return s
}

// find is the look of a hit of find or search. A likely one is told apart by the
// lack of the background where the page is dark, of the underline where it is
// light: the colour itself could not be read there.
func (t *Theme) find(s lipgloss.Style, likely bool) lipgloss.Style {
	if likely && t.Dark {
		return s.Foreground(t.pick(palette.findBack))
	}
	return s.Foreground(t.pick(palette.findText)).Background(t.pick(palette.findBack)).Underline(!t.Dark && !likely)
}

func plain(l Look) lipgloss.Style {
	s := lipgloss.NewStyle()
	switch {
	case l.Token == Find:
		s = s.Underline(true)
	case l.Token == Current:
		s = s.Reverse(true)
	case l.Token == Alarm:
		s = s.Bold(true)
	case isGroup(l.Token) && !l.Label:
		s = s.Underline(true).Bold(!l.Likely)
	}
	if l.Selected {
		s = s.Reverse(l.Token != Current)
	}
	if l.Strong || l.Matched {
		s = s.Bold(true)
	}
	if l.Matched {
		s = s.Underline(true)
	}
	return s
}

func isGroup(t Token) bool { return t >= Group1 && t <= Group6 }

func (t *Theme) pick(s shade) color.Color {
	tone := lipgloss.LightDark(t.Dark)
	return lipgloss.Complete(t.profile)(lipgloss.NoColor{},
		tone(s.light256, s.dark256), tone(s.light, s.dark))
}
