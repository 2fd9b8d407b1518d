package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"qari/model/arabic"
	"qari/model/listing"
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

// offeredMsg brings the other reading of what is typed, which finds something.
type offeredMsg struct{ offer }

// offerOther looks whether the other reading of what is typed finds anything. What was
// being looked for is called off.
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
	m.offered = offer{kind: kind, text: text}
	m.endOffer()
	ctx, stop := context.WithCancel(context.Background())
	m.stopOffer = stop
	finds := m.finder(kind, other)
	return func() tea.Msg {
		if !finds(ctx) {
			return nil
		}
		return offeredMsg{offer{kind, text, other}}
	}
}

// endOffer calls off what is looked for.
func (m *Model) endOffer() {
	if m.stopOffer != nil {
		m.stopOffer()
		m.stopOffer = nil
	}
}

// finder looks whether a text would find anything if it were typed, within all that
// holds beside it. It is called away from the screen.
func (m *Model) finder(kind inputKind, text string) func(context.Context) bool {
	lists := func(ctx context.Context, c listing.Corpus, r listing.Request) bool {
		l, err := listing.Arrange(ctx, c, r)
		return err == nil && len(l.Rows) > 0
	}
	corpus, request := m.corpus, m.request
	request.Last, request.Sort, request.Reversed = listing.NoStep, listing.ByDate, false
	request.Read, request.Keep = slices.Clone(m.read), -1
	switch kind {
	case typeFilter:
		request.Query = text
		return func(ctx context.Context) bool { return lists(ctx, corpus, request) }
	case typeSearch:
		snapshot, options := m.search.snapshot, m.matchOptions(nil)
		return func(ctx context.Context) bool {
			q, err := query.Parse(text)
			if err != nil || q.Root == nil {
				return false
			}
			request.Found, err = snapshot.Search(ctx, match.Compile(q, options))
			return err == nil && len(request.Found.Found) > 0 && lists(ctx, corpus, request)
		}
	case typePage:
		lines, large := m.page.lines.(many)
		if !large { // these do not stay as they are, and are few
			finds := m.page.lines.Len() <= manyLines && len(found(context.Background(), m.page.lines, text)) > 0
			return func(context.Context) bool { return finds }
		}
		texts := lines.Snapshot()
		return func(ctx context.Context) bool { return len(found(ctx, texts, text)) > 0 }
	}
	doc := m.reader.Doc()
	return func(context.Context) bool { return len(doc.Find(text)) > 0 }
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
