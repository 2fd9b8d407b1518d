// Package keymap holds every key binding of the reader in one table, and turns
// what is typed into actions.
//
// A key is looked up by what it means, not by what it sends: the text of a key
// press is split into code points, and each is taken back to the key of a
// Latin keyboard that it stands on (twin.go), so that the hand need not change
// the layout to give a command. What follows from that:
//
//   - ل is the key g, and the key b sends ل and ا: "g h" is b, as "g H", "g Y"
//     and "g N" are G, T and B. These four are never bound to anything else,
//     no command of two keys ends in b, and no timer is needed.
//   - With Shift the Arabic keyboard sends ASCII punctuation where a Latin one
//     sends C D F L M V Z; neither those letters nor [ ] ( ) , . ' ~ nor the
//     backtick are ever bound by themselves.
//
// The help is generated from the same table.
package keymap

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"qari/ui/locale"
)

// Context is where the keys go.
type Context uint8

// The contexts.
const (
	InList        Context = iota // the list, and the whole screen when nothing else has the keys
	InReading                    // the reading pane
	InInput                      // the filter, find or any other line that is typed
	InErrors                     // the errors view
	InHelp                       // the help
	InConfirm                    // a question that is answered by yes or no
	InQuotation                  // selecting a quotation while reading
	InConcordance                // the concordance
	InWatchLists                 // the watch lists
	InContents                   // what is in the articles of the list
	InChoice                     // rows of which one is chosen
	contexts
)

// Contexts is a set of contexts.
type Contexts uint16

// Of gives the set of the contexts named.
func Of(list ...Context) Contexts {
	var s Contexts
	for _, c := range list {
		s |= 1 << c
	}
	return s
}

// Has says whether the context is in the set.
func (s Contexts) Has(c Context) bool { return s&(1<<c) != 0 }

// Binding is one row of the table: keys that ask for one action in some
// contexts. An action may have several rows where it does something else in
// another context.
type Binding struct {
	Action   Action
	Keys     []string  // as typed, keys of a sequence apart by a blank: "j", "down", "g g", "S d", "- m", "ctrl+d"
	Contexts Contexts  // where it acts
	Later    bool      // kept free for a later version: answers "not yet"
	Help     locale.ID // what it does, in words
	Section  locale.ID // where it stands in the help
}

// Result is one thing that a key press asked for.
type Result struct {
	Action Action
	Later  bool // it cannot be done yet: say so, and do nothing else
}

// Pending is the prefix that was typed and waits for its next key, as in
// Binding.Keys: "g", "S", "-"; "" when nothing waits.
type Pending string

// Map is a table of bindings made ready for looking up. It never changes, so
// it may be shared.
type Map struct {
	bindings []Binding
	keys     [contexts]map[string]int // sequence to index of the binding
	prefixes [contexts]map[string]bool
}

// Default gives the bindings of this version.
func Default() *Map {
	m := &Map{bindings: bindings()}
	for c := range m.keys {
		m.keys[c] = map[string]int{}
		m.prefixes[c] = map[string]bool{}
	}
	for i, b := range m.bindings {
		for c := range contexts {
			if b.Contexts.Has(c) {
				m.add(c, i)
			}
		}
	}
	return m
}

func (m *Map) add(c Context, i int) {
	for _, key := range m.bindings[i].Keys {
		m.keys[c][key] = i
		for at := range len(key) {
			if key[at] == ' ' {
				m.prefixes[c][key[:at]] = true
			}
		}
	}
}

// Bindings gives the whole table, in the order of the help. The caller must
// not change it.
func (m *Map) Bindings() []Binding { return m.bindings }

// Press gives what a key asks for in a context, where pending was typed
// before, and what is pending now. One press may hold several keys (a letter
// and the vowel mark that was typed after it), so there may be several
// results; none means that the key is not bound or that more must follow.
//
// In an input printable text is no command and gives no result.
//
// A key that does not follow a waiting prefix drops the prefix: a letter is
// lost with it, Esc does nothing else, any other key (an arrow, Ctrl-c) then
// acts by itself.
func (m *Map) Press(ctx Context, pending Pending, key tea.KeyPressMsg) ([]Result, Pending) {
	if ctx >= contexts {
		return nil, ""
	}
	var results []Result
	for _, s := range strokes(key) {
		if s.text && ctx == InInput {
			pending = ""
			continue
		}
		var r Result
		r, pending = m.step(ctx, pending, s)
		if r.Action != None {
			results = append(results, r)
		}
	}
	return results, pending
}

// step looks up one key.
func (m *Map) step(ctx Context, pending Pending, s stroke) (Result, Pending) {
	typed := s.key
	if pending != "" {
		typed = string(pending) + " " + s.key
		if b, ok := ligature(typed); ok {
			typed = b
		}
	}
	if i, ok := m.keys[ctx][typed]; ok {
		return Result{m.bindings[i].Action, m.bindings[i].Later}, ""
	}
	switch {
	case m.prefixes[ctx][typed]:
		return Result{}, Pending(typed)
	case pending == "" || s.text || s.key == "esc":
		return Result{}, ""
	}
	return m.step(ctx, "", s)
}

// Follow gives the bindings that act now and may follow a waiting prefix, in
// the order of the table.
func (m *Map) Follow(pending Pending, ctx Context) []Binding {
	if pending == "" {
		return nil
	}
	var list []Binding
	for _, b := range m.bindings {
		if !b.Later && b.Contexts.Has(ctx) && b.after(pending) != "" {
			list = append(list, b)
		}
	}
	return list
}

// after gives the binding's first key that goes on from the prefix, or "".
func (b Binding) after(pending Pending) string {
	for _, key := range b.Keys {
		if strings.HasPrefix(key, string(pending)+" ") {
			return key
		}
	}
	return ""
}

// Next gives, for a waiting prefix, the rest of the binding's keys as a person
// writes it, and its twin ("" when it has none or the same).
func (b Binding) Next(pending Pending) (key, twin string) {
	rest := strings.TrimPrefix(b.after(pending), string(pending)+" ")
	if rest == "" {
		return "", ""
	}
	return Show(rest), Twin(rest)
}
