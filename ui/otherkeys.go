package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"qari/model/arabic"
	"qari/model/match"
	"qari/model/query"
)

// What is typed may be meant for the other keyboard layout. When it finds nothing,
// its other reading is offered, if that finds anything.

// offer is a text that finds nothing, and its other reading, which does.
type offer struct {
	kind        inputKind // of the input it was typed into
	text, other string
}

// offeredMsg brings the other reading of what is typed, "" when it finds nothing.
type offeredMsg struct{ offer }

// offerOther looks whether the other reading of what is typed finds anything.
func (m *Model) offerOther() tea.Cmd {
	if m.input == nil || !m.nothingFound() {
		return nil
	}
	kind, text := m.input.kind, m.input.line.Text()
	other, ok := arabic.OtherKeyboard(text)
	if kind == typeSearch {
		other, ok = query.OtherKeyboard(text)
	}
	if !ok || m.offered.kind == kind && m.offered.text == text {
		return nil
	}
	finds := m.finder(kind, other)
	return func() tea.Msg {
		if !finds() {
			other = ""
		}
		return offeredMsg{offer{kind, text, other}}
	}
}

// finder looks whether a text would find anything if it were typed. It is called
// away from the screen.
func (m *Model) finder(kind inputKind, text string) func() bool {
	switch kind {
	case typeFilter:
		titles := m.corpus.Titles
		return func() bool {
			found, err := titles.Search(text).Page(context.Background(), 1)
			return err == nil && len(found.Hits) > 0
		}
	case typeSearch:
		snapshot, level, aliases := m.search.snapshot, m.search.level, m.o.Aliases
		return func() bool {
			q, err := query.Parse(text)
			if err != nil {
				return false
			}
			r, err := snapshot.Search(context.Background(), match.Compile(q, match.Options{Level: level, Aliases: aliases}))
			return err == nil && len(r.Found) > 0
		}
	case typePage:
		var lines texts = m.page.lines
		if large, ok := lines.(many); ok {
			lines = large.Snapshot()
		}
		return func() bool { return len(found(context.Background(), lines, text)) > 0 }
	}
	doc := m.reader.Doc()
	return func() bool { return len(doc.Find(text)) > 0 }
}

func (m *Model) otherOffered(msg offeredMsg) {
	if m.input != nil && m.input.kind == msg.kind && m.input.line.Text() == msg.text {
		m.offered = msg.offer
	}
}

// otherReading is what was typed as the other keyboard layout has it, offered
// when what was typed finds nothing, but that does.
func (m *Model) otherReading() (string, bool) {
	if m.input == nil || m.offered.kind != m.input.kind || m.offered.text != m.input.line.Text() {
		return "", false
	}
	return m.offered.other, m.offered.other != "" && m.nothingFound()
}
