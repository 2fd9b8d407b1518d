// Package terminal knows terminals: which one this is, what it does to
// right-to-left text by itself, and what it must therefore be sent so that
// the text reads right. It reads no environment and asks no terminal: Facts
// are gathered at the edge and handed in; from them a Place, from it a
// Profile. The table of terminals is in table.go.
package terminal

import (
	"fmt"
	"strings"
)

// Order is the order in which text is written to the terminal.
type Order uint8

const (
	// Visual is UAX #9 done here, letters in presentation forms: for
	// terminals that reorder nothing, or whose reordering is switched off.
	Visual Order = iota
	// Words is visual order of the words, each word's letters logical, and
	// its neighbours set apart by bold: for kitty.
	Words
	// Runs is visual order of the stretches, each stretch logical, kept
	// apart by guards: for terminals that reorder and cannot be told not to.
	Runs
	// Logical is the order in which text is stored. It serves one pane only.
	Logical
)

var orderNames = [...]string{"visual", "words", "runs", "logical"}

// String is the order's name on the command line.
func (o Order) String() string { return orderNames[o] }

// ParseOrder reads the name of an order; "auto" and "" are not orders.
func ParseOrder(name string) (Order, error) {
	for i, n := range orderNames {
		if n == name {
			return Order(i), nil
		}
	}
	return Visual, fmt.Errorf("unknown order %q (visual, words, runs or logical)", name)
}

// Next is the order that follows o when the user goes through them.
func (o Order) Next() Order { return (o + 1) % Order(len(orderNames)) }

// Guards is what keeps stretches apart in a terminal that reorders.
type Guards uint8

const (
	// BlankGuards are U+2800, a cell that looks empty and counts as a letter
	// that runs from left to right: for terminals that know no direction marks.
	BlankGuards Guards = iota
	// MarkGuards are LRM around each stretch, which takes no cell. Whatever
	// mirrors stays outside of the stretches, so that it does not matter
	// whether the terminal mirrors.
	MarkGuards
	// FaintGuards are changes of style: the terminal takes what has one style
	// for a text of its own. Faint changes the style and does not show there.
	FaintGuards
)

// Profile is what one terminal needs.
type Profile struct {
	Order Order
	Shape bool // letters are sent in presentation forms, a lam and its alef as one cell
	Marks bool // vowel marks are sent, not left out
	// Guards keep the stretches of Runs apart.
	Guards Guards
	// Edge says that the terminal takes the direction of a row from its first
	// letter, and that a cell at the row's beginning must tell it: an RLM in
	// Logical, a guard in Runs.
	Edge bool
	// Left and Right are the cells at the ends of each row of a full screen that
	// keep it apart: from the terminal's own idea of the row's direction, and from
	// what other programs write beside it, in the panes of a multiplexer.
	Left, Right int
	// Switch turns the terminal's own reordering off while this is used.
	Switch Switch
	Route  Route  // of the switch
	Client string // for TmuxClient: the path of the terminal
	Reason string // why this profile was chosen, in one sentence
}

// Same reports that p and q send the same, for whatever reasons.
func (p Profile) Same(q Profile) bool {
	q.Reason = p.Reason
	return p == q
}

// Styled reports that the order itself is written with styles, even where
// there are no colours.
func (p Profile) Styled() bool {
	return p.Order == Words || p.Order == Runs && p.Guards == FaintGuards
}

// SameSwitch reports that p and q leave the terminal in the same state.
func (p Profile) SameSwitch(q Profile) bool {
	return p.Switch == q.Switch && p.Route == q.Route && p.Client == q.Client
}

// ForOrder is the usual profile of an order, in no place. A terminal that gets
// logical text joins the letters itself; kitty misplaces vowel marks.
func ForOrder(o Order) Profile {
	return Profile{Order: o, Shape: o != Logical, Marks: o != Words}
}

// Choice is a setting that is decided here unless it is asked for.
type Choice uint8

// The choices.
const (
	Auto Choice = iota
	Yes
	No
)

func (c Choice) or(otherwise bool) bool { return c == Yes || c == Auto && otherwise }

// Setting is what a user may ask for.
type Setting struct {
	Order *Order // nil: decided here
	Shape Choice
	Marks Choice
}

// Wish is what was asked for.
type Wish struct {
	Setting
	From string // what asked for the order: "--bidi", "QARI_BIDI"
	// Kept are the settings that were found right before, by Place.Key.
	Kept map[string]Setting
	// Printing says that lines are printed on the main screen, to stay there,
	// as against a full screen that is left again.
	Printing bool
}

// Choose decides what is sent to the terminal: what was asked for, else what
// was kept for this place, else what the place needs.
func (p *Place) Choose(w Wish) Profile {
	kept := w.Kept[p.Key()]
	var q Profile
	switch {
	case w.Order != nil:
		q = p.inOrder(*w.Order, w.Printing)
		q.Reason = "asked for by " + w.From
	case kept.Order != nil:
		q = p.inOrder(*kept.Order, w.Printing)
		q.Reason = fmt.Sprintf("kept for %s: found right before", p.Key())
	default:
		q = p.own(w.Printing)
	}
	return q.With(kept).With(w.Setting)
}

// With is the profile with letters and marks as asked for.
func (p Profile) With(s Setting) Profile {
	p.Shape, p.Marks = s.Shape.or(p.Shape), s.Marks.or(p.Marks)
	return p
}

// own is what reads right here.
func (p *Place) own(printing bool) Profile {
	t := p.Terminal
	q := p.inOrder(t.order, printing)
	q.Reason = t.Name + " " + t.does
	if t == Unknown {
		q.Reason = "the terminal is not known; most leave text as it is sent"
		if p.mux != noMux {
			q.Reason = fmt.Sprintf("the terminal around %s is not known; most leave text as it is sent", p.Between[0])
		}
		return q
	}
	switch {
	case t.order != Visual || t.swich == (Switch{}):
		return q
	case printing:
		q = p.inOrder(t.untold, true)
		q.Reason = fmt.Sprintf("%s %s; lines that stay on its screen cannot be kept from it", t.Name, t.does)
	case p.mux != noMux && t.untold == Runs:
		q = p.inOrder(t.untold, false)
		q.Reason = fmt.Sprintf("%s %s; switching that off would garble what else is shown in %s", t.Name, t.does, p.Between[0])
	case q.Switch == (Switch{}):
		q = p.inOrder(t.untold, false)
		q.Reason = fmt.Sprintf("%s %s, and cannot be told not to from within %s", t.Name, t.does, strings.Join(p.Between, " and "))
	default:
		q.Reason += ", which is switched off"
	}
	return q
}

// inOrder is the profile of an order here.
func (p *Place) inOrder(o Order, printing bool) Profile {
	t := p.Terminal
	q := ForOrder(o)
	q.Marks = q.Marks && t.marks
	q.Guards = t.guards
	q.Edge = printing && t.edge && o != Visual && (o == t.order || o == t.untold)
	q.Shape = q.Shape || q.Edge
	if o == Runs && !printing {
		q.Left, q.Right = p.edges()
	}
	if q.Route = p.route(); q.Route == TmuxClient {
		q.Client = p.outside.Tty
	}
	if o == Visual && (!printing || t.rows && q.Route == Direct) && (t != Unknown || p.mux == noMux) {
		q.Switch = q.Route.through(t.swich)
	}
	return q
}

// edges are Profile.Left and Profile.Right of a full screen in runs.
func (p *Place) edges() (left, right int) {
	beside := p.mux != noMux
	switch {
	case p.Terminal.guards == BlankGuards && !beside:
		return 1, 0
	case !beside:
		return 0, 0
	case p.Terminal.guards == MarkGuards:
		return 1, 0 // at the right end a mark takes no cell; at the left it needs one to stand on
	}
	return 1, 1
}

// InOrder is the profile of an order here.
func (p *Place) InOrder(o Order) Profile { return p.inOrder(o, false) }

// Advice says what to change where something outside keeps text from reading
// right or better with a profile; nil for nothing.
func (p *Place) Advice(q Profile) []string {
	var a []string
	t := p.Terminal
	wanting := q.Order == Visual || t.untold != Runs
	if p.mux == inTmux && t.swich != (Switch{}) && t != Unknown && wanting && p.route() == Blocked {
		a = append(a, fmt.Sprintf("tmux keeps qari from switching off the reordering of %s: put set -g allow-passthrough on into tmux.conf", t.Name))
	}
	if t.Advice != "" {
		a = append(a, t.Advice)
	}
	if t.Status == NotVerified {
		a = append(a, "what this terminal needs is not verified: look at the sample lines, and report what reads right")
	}
	return a
}
