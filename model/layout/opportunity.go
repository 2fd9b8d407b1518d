package layout

import "slices"

// A scanner finds the opportunities for a break of a paragraph, part by part:
// what nextBreak gives, from one opportunity to the next, but by a table of
// states as long as prose is simple.
type scanner struct {
	state state
	last  int // byte offset of the last opportunity
	ahead int // of the next, where that was found by nextBreak
}

// A state is what stands before a place, since the last opportunity: a class,
// and whether blanks follow it.
type state uint8

const (
	mayBreak state = 1 << 6 // in a transition: before the character, and the state is that after it
	unsure   state = 1 << 7 // in a transition: nextBreak must be asked
)

func stateOf(before breakClass, blanks bool) state {
	s := state(before) << 1
	if blanks {
		s++
	}
	return s
}

// transitions has the state after a character of each class.
var transitions = func() (t [1 << 6][32]state) {
	for before := range breakClass(breakClassCount) {
		for c := range t[0] {
			t[stateOf(before, false)][c] = transition(before, false, breakClass(c))
			t[stateOf(before, true)][c] = transition(before, true, breakClass(c))
		}
	}
	return t
}()

// transition is a step of nextOpportunity, where that is sure of what it gives.
func transition(before breakClass, blanks bool, c breakClass) state {
	switch {
	case before >= lbSP || c == lbXX || c >= breakClassCount, before == lbXX && (c == lbSP || c == lbCM), c == lbCM && blanks:
		return unsure
	case c == lbSP:
		return stateOf(before, true)
	case c == lbCM: // LB9
		return stateOf(before, false)
	case before == lbXX:
		return stateOf(c, false)
	case blanks:
		switch {
		case tiedOverBlanks(before, c):
			return stateOf(c, false)
		case sureAfterBlanks(before, c):
			return stateOf(c, false) | mayBreak
		}
		return unsure
	}
	switch pairs[before][c-lbAL] {
	case may:
		return stateOf(c, false) | mayBreak
	case ask:
		return unsure
	}
	return stateOf(c, false)
}

// scan leaves in t.breaks, for each rune of the part, breakable where a line may
// break before it.
func (s *scanner) scan(t *part, text string) {
	n := len(t.runes)
	t.breaks = slices.Grow(t.breaks[:0], n)[:n]
	for i := 0; i < n; {
		at := int(t.at[i])
		if at < s.ahead {
			t.breaks[i] = s.mark(at)
			i++
			continue
		}
		if s.last < s.ahead {
			s.last, s.state = s.ahead, 0
		}
		if !t.careful {
			i = s.simple(t, i)
		}
		if i == n {
			return
		}
		s.ahead = nextBreak(text, s.last) // at this rune or after it
	}
}

// mark is breakable if at is where the last opportunity was.
func (s *scanner) mark(at int) flags {
	if at == s.last {
		return breakable
	}
	return 0
}

// simple scans the runes from i on until the table is at its end, and gives the
// index of the rune at which it was.
func (s *scanner) simple(t *part, i int) int {
	runes, breaks := t.runes, t.breaks[:len(t.runes)]
	now, last := s.state, -1
	first := s.mark(int(t.at[i]))
	for ; i < len(runes); i++ {
		next := transitions[now&^(mayBreak|unsure)][breakClassOf(runes[i])&31]
		if next&unsure != 0 {
			break
		}
		breaks[i] = flags(next&mayBreak)*(breakable/flags(mayBreak)) | first
		if next&mayBreak != 0 {
			last = i
		}
		now, first = next, 0
	}
	if last >= 0 {
		s.last = int(t.at[last])
		s.ahead = s.last
	}
	s.state = now &^ mayBreak
	return i
}
