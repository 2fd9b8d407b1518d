package keymap

import "qari/ui/locale"

// Section is a part of the help: a title and its rows.
type Section struct {
	Title locale.ID
	Rows  []Row
}

// Row is a line of the help. Keys and Twins are for the eye, each an item of
// its own; a row of several actions of one kind (the six groups) has the first
// of them.
type Row struct {
	Action Action
	Keys   []string // on a Latin layout: "gg", "Home"
	Twins  []string // the same on the Arabic (101) layout, where it differs: "لل"
	Help   locale.ID
}

// Help gives the keys that act now in a context, in the order of the table:
// those of this version whose action is enabled. A nil enabled lets all pass.
func (m *Map) Help(ctx Context, enabled func(Action) bool) []Section {
	var sections []Section
	for _, b := range m.bindings {
		if b.Later || !b.Contexts.Has(ctx) || enabled != nil && !enabled(b.Action) {
			continue
		}
		if n := len(sections); n == 0 || sections[n-1].Title != b.Section {
			sections = append(sections, Section{Title: b.Section})
		}
		s := &sections[len(sections)-1]
		if n := len(s.Rows); n == 0 || s.Rows[n-1].Help != b.Help {
			s.Rows = append(s.Rows, Row{Action: b.Action, Help: b.Help})
		}
		s.Rows[len(s.Rows)-1].show(b.Keys)
	}
	return sections
}

// show adds keys to a row.
func (r *Row) show(keys []string) {
	for _, key := range keys {
		r.Keys = append(r.Keys, Show(key))
		if twin := Twin(key); twin != "" {
			r.Twins = append(r.Twins, twin)
		}
	}
}
