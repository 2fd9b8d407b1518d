// Package terminal says what a terminal must be sent so that right-to-left
// text reads right in it. It reads no environment and asks no terminal: facts
// are gathered at the edge and handed in.
package terminal

import "fmt"

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

// Profile is what one terminal needs.
type Profile struct {
	Order  Order
	Shape  bool   // letters are sent in presentation forms, a lam and its alef as one cell
	Marks  bool   // vowel marks are sent, not left out
	Asked  bool   // Marks is what the user asked for, in any order
	Reason string // why this profile was chosen, in one sentence
}

// Next is the profile that follows p when the user goes through the orders.
func (p Profile) Next() Profile {
	o := (p.Order + 1) % Order(len(orderNames))
	n := ForOrder(o)
	if p.Asked {
		n.Marks, n.Asked = p.Marks, true
	}
	n.Reason = "chosen by hand"
	return n
}

// ForOrder is the usual profile of an order. A terminal that gets logical text
// joins the letters itself; kitty misplaces vowel marks.
func ForOrder(o Order) Profile {
	switch o {
	case Words:
		return Profile{Order: Words, Shape: true}
	case Runs:
		return Profile{Order: Runs, Shape: true, Marks: true}
	case Logical:
		return Profile{Order: Logical, Marks: true}
	default:
		return Profile{Order: Visual, Shape: true, Marks: true}
	}
}
