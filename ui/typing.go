package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"qari/model/query"
	"qari/ui/input"
	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// openInput opens the line for the filter or for find, with what was typed
// there last.
func (m *Model) openInput(kind inputKind) {
	m.input = &typing{line: input.New(""), kind: kind, before: m.here(), query: m.asked(kind)}
}

// asked is what was typed last into an input of a kind and still holds.
func (m *Model) asked(kind inputKind) string {
	switch kind {
	case typeFind:
		return m.found
	case typePage:
		return m.page.query
	case typeSearch:
		return m.search.text
	case typeWord:
		return ""
	}
	return m.request.Query
}

// edit gives a key to the input line.
func (m *Model) edit(key tea.KeyPressMsg) tea.Cmd {
	changed, _ := m.input.line.Press(key)
	if !changed {
		return nil
	}
	return m.typed()
}

func (m *Model) paste(text string) tea.Cmd {
	if m.input == nil {
		return nil
	}
	m.input.line.Paste(text)
	return m.typed()
}

// typed asks for what the input says now.
func (m *Model) typed() tea.Cmd {
	m.input.touched = true
	m.endOffer()
	text := m.input.line.Text()
	switch m.input.kind {
	case typeFind:
		return tea.Batch(m.find(text, landNearest), m.offerOther())
	case typePage:
		return tea.Batch(m.page.ask(text), m.offerOther())
	case typeSearch:
		return m.seek(text, toTop)
	case typeWord:
		return nil
	}
	return m.filter(text, toTop)
}

// filter asks for the titles that a query matches. The best ones stand first
// until another order is asked for.
func (m *Model) filter(query string, aim aim) tea.Cmd {
	query = strings.TrimSpace(query)
	if query == m.request.Query {
		return nil
	}
	if query != "" && m.request.Query == "" {
		m.filterRow = m.list.Article()
	}
	m.request.Query = query
	m.rank()
	m.narrow(byFilter, query != "")
	return m.rearrange(aim)
}

// dropFilter takes the filter off and gives back the row where it began.
func (m *Model) dropFilter() tea.Cmd {
	return m.filter("", aim(m.filterRow))
}

// find lights what a query finds in the article, here and in those opened
// after it; nothing for an empty one.
func (m *Model) find(query string, l landingKind) tea.Cmd {
	m.found = query
	m.findGen++
	switch {
	case strings.TrimSpace(query) == "":
		if m.reader.Finding() {
			m.reader.DropFinds()
		}
		return nil
	case !m.showing():
		return nil // articleOpened asks again
	}
	if len(m.reader.Doc().Article.Text) <= smallArticle {
		m.findsFound(findsFoundMsg{m.findGen, m.reader.Doc(), m.reader.Doc().Find(query), l})
		return nil
	}
	return findIn(m.findGen, m.reader.Doc(), query, l)
}

func (m *Model) findsFound(msg findsFoundMsg) {
	if msg.generation == m.findGen && msg.doc == m.reader.Doc() && m.found != "" {
		m.answered = msg.generation
		m.reader.SetFinds(msg.finds)
		switch msg.landing {
		case landNearest:
			m.reader.GoToNearest()
		case landFirstHit:
			m.reader.GoToHit(0)
		case landLastHit:
			m.reader.GoToHit(-1)
		}
	}
}

// doInput carries out what a key means while typing.
func (m *Model) doInput(a keymap.Action, key tea.KeyPressMsg) tea.Cmd {
	switch a {
	case keymap.Enter:
		switch {
		case m.input.kind == typeSearch:
			return m.keepSearch()
		case m.input.kind == typeWord:
			return m.keepWord()
		case m.input.kind == typeFilter && m.nothingFound():
			return m.searchInstead()
		}
		m.keepInput()
	case keymap.Escape:
		return m.dropInput()
	case keymap.Complete:
		return m.complete()
	case keymap.Down, keymap.Up, keymap.PageDown, keymap.PageUp:
		if text, ok := m.older(a); ok {
			m.input.line.SetText(text)
			return m.typed()
		}
		switch m.input.kind {
		case typeFilter, typeSearch:
			return m.doList(a)
		case typePage, typeWord:
			return m.page.do(m, a)
		}
		return m.doReading(a)
	default:
		return m.edit(key)
	}
	return nil
}

// keepInput closes the input; what was typed holds on, and can be typed again.
func (m *Model) keepInput() {
	m.endOffer()
	in := m.input
	now := m.asked(in.kind)
	if now != in.query && in.kind != typePage {
		m.rememberJump(in.before)
	}
	if in.kind == typeWord {
		now = in.line.Text()
	}
	m.remembered(in.kind, now)
	m.input = nil
}

// searchInstead searches the texts for the words that no title has: within what is
// searched for already, if anything is.
func (m *Model) searchInstead() tea.Cmd {
	words := query.Bare(m.input.line.Text())
	if words == "" {
		return nil
	}
	m.remembered(typeFilter, m.input.line.Text())
	before := m.input.before
	m.input = nil
	m.rememberJump(before)
	return tea.Batch(m.filter(before.scope.filter, stay), m.addCondition(words))
}

// rememberedInputs is how many texts the history of an input keeps.
const rememberedInputs = 100

// remembered keeps what was typed, to be typed again.
func (m *Model) remembered(kind inputKind, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	kept := slices.DeleteFunc(m.history[kind], func(s string) bool { return s == text })
	m.history[kind] = append(kept, text)
	if len(m.history[kind]) > rememberedInputs {
		m.history[kind] = m.history[kind][1:]
	}
}

// older goes back in the history with Up, from an empty input on, and forth again
// with Down.
func (m *Model) older(a keymap.Action) (text string, ok bool) {
	in, past := m.input, m.history[m.input.kind]
	switch {
	case a == keymap.Up && (in.older > 0 || in.line.Text() == "") && in.older < len(past):
		in.older++
	case a == keymap.Down && in.older > 0:
		in.older--
	default:
		return "", false
	}
	if in.older == 0 {
		return "", true
	}
	return past[len(past)-in.older], true
}

// complete completes the name of a field, or takes what was typed as the other
// keyboard layout has it.
func (m *Model) complete() tea.Cmd {
	line := m.input.line
	if m.input.kind == typeSearch {
		if name, from, to, ok := query.Complete(line.Text(), line.Cursor()); ok {
			text := line.Text()
			line.SetText(text[:from] + name + text[to:])
			line.MoveTo(from + len(name))
			return m.typed()
		}
	}
	if other, ok := m.otherReading(); ok {
		line.SetText(other)
		return m.typed()
	}
	return nil
}

// dropInput closes the input and goes back to where it was opened.
func (m *Model) dropInput() tea.Cmd {
	m.endOffer()
	in := m.input
	m.input = nil
	switch {
	case in.kind == typeSearch:
		return m.returnTo(in.before) // it was opened from any pane
	case !in.touched || in.kind == typeWord:
		return nil // what held before still does
	case in.kind == typePage:
		return m.page.askAt("", m.page.began)
	case in.kind == typeFind:
		cmd := m.find("", landPlace)
		if m.showing() {
			m.reader.GoTo(m.reader.Doc().Place(in.before.source))
		}
		return cmd
	}
	return m.setScope(in.before.scope, aim(in.before.row))
}

// nothingFound reports whether what is typed matches nothing.
func (m *Model) nothingFound() bool {
	if strings.TrimSpace(m.input.line.Text()) == "" {
		return false
	}
	switch m.input.kind {
	case typeFind:
		return m.found != "" && m.answered == m.findGen && m.reader.Hits() == 0
	case typePage:
		return len(m.page.shown) == 0 && !m.page.asked.running
	case typeWord:
		return false
	case typeSearch:
		_, missing := m.unindexed()
		return m.request.Found != nil && m.list.Len() == 0 && !m.awaited() && !missing
	}
	return m.request.Query != "" && m.list.Len() == 0 && !m.awaited()
}

// emptyLines are what an empty list shows: what emptied it, and the first of
// the errors when they did.
func (m *Model) emptyLines() []paint.Field {
	if m.list.Len() > 0 {
		return nil
	}
	because := m.emptyBecause()
	lines := []paint.Field{m.painter.Say(m.loc.Text(because), soft())}
	if because == locale.EmptyCorpusErrors {
		p := m.problems[0]
		lines = append(lines, m.painter.Path(p.Place(), soft()), m.painter.Item(p.Reason, theme.Look{Token: theme.Alarm}))
	}
	return lines
}

// emptyBecause says what emptied the list and which key undoes that.
func (m *Model) emptyBecause() locale.ID {
	switch {
	case m.search.query != nil && m.search.snapshot.Articles() == 0 && len(m.all.Articles) > 0:
		return locale.EmptyIndex
	case m.search.query != nil && m.request.Query != "":
		return locale.EmptySearchFilter
	case m.search.query != nil:
		return locale.EmptySearch
	case m.request.Query != "" && m.request.HideRead:
		return locale.EmptyFilterRead
	case m.request.Query != "":
		return locale.EmptyFilter
	case m.request.HideRead && len(m.corpus.Articles) > 0:
		return locale.EmptyRead
	case !m.load.done || m.arranging:
		return locale.EmptyLoading
	case len(m.problems) > 0:
		return locale.EmptyCorpusErrors
	}
	if m.load.following {
		return locale.EmptyFollowed
	}
	return locale.EmptyCorpus
}
