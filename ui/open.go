package ui

import (
	tea "charm.land/bubbletea/v2"

	"qari/model/document"
	"qari/ui/locale"
)

// jump is where one was before a jump.
type jump struct {
	query   string
	article int // in the reading pane, -1 for none
	row     int // under the cursor: an article
	place   document.Place
	mode    layoutMode
	focus   pane
}

const rememberedJumps = 100

func (m *Model) here() jump {
	return jump{m.request.Query, m.opened, m.list.Article(), m.reader.Place(), m.mode, m.focus}
}

// remember keeps where one is, to come back to it.
func (m *Model) remember() { m.rememberJump(m.here()) }

func (m *Model) rememberJump(j jump) {
	m.jumps = append(m.jumps, j)
	if len(m.jumps) > rememberedJumps {
		m.jumps = m.jumps[1:]
	}
}

// back undoes the last jump.
func (m *Model) back() tea.Cmd {
	if len(m.jumps) == 0 {
		m.say(locale.NothingBack)
		return nil
	}
	j := m.jumps[len(m.jumps)-1]
	m.jumps = m.jumps[:len(m.jumps)-1]
	return m.returnTo(j)
}

func (m *Model) returnTo(j jump) tea.Cmd {
	m.mode, m.focus = j.mode, j.focus
	cmds := []tea.Cmd{m.filter(j.query)}
	if j.row >= 0 && !m.list.Select(j.row) {
		m.wanted = j.row
	}
	if j.article >= 0 {
		if j.article == m.opened {
			m.reader.GoTo(j.place)
		} else {
			cmds = append(cmds, m.open(j.article, landing{kind: landPlace, place: j.place}))
		}
	}
	m.arrangeScreen()
	return tea.Batch(cmds...)
}

// keepPlace remembers how far the article in the reading pane was read.
func (m *Model) keepPlace() {
	if m.opened >= 0 && m.reader.Doc() != nil && !m.raw {
		m.places[m.opened] = m.reader.Place()
	}
}

// open prepares an article for the reading pane; articleOpened shows it.
func (m *Model) open(article int, l landing) tea.Cmd {
	m.keepPlace()
	m.docGen++
	m.landing, m.opened = l, article
	if l.kind != landSwap {
		m.found = ""
		m.raw = false
	}
	return openArticle(m.docGen, m.corpus.Articles[article], document.Options{Raw: m.raw, LongParas: m.long, Words: m.words})
}

func (m *Model) articleOpened(msg articleOpenedMsg) tea.Cmd {
	if msg.generation != m.docGen {
		return nil
	}
	if m.landing.kind == landSwap {
		m.reader.Swap(msg.doc)
		if m.found != "" {
			return m.find(m.found)
		}
		return nil
	}
	m.reader.Show(msg.doc, document.Place{})
	switch m.landing.kind {
	case landFirstHit:
		m.reader.GoToHit(0)
	case landLastHit:
		m.reader.GoToHit(-1)
	case landPlace:
		m.reader.GoTo(m.landing.place)
	default:
		if at, ok := m.places[m.opened]; ok && at != (document.Place{}) {
			m.reader.GoTo(at)
		}
	}
	m.arrangeScreen()
	return nil
}

// preview shows the article under the cursor beside the list.
func (m *Model) preview() tea.Cmd {
	at := m.list.Article()
	if m.mode != bothPanes || at < 0 || at == m.opened || m.focus == inReader {
		return nil
	}
	return m.open(at, landing{kind: landRemembered})
}

// enter opens the article under the cursor for reading.
func (m *Model) enter(l landing) tea.Cmd {
	at := m.list.Article()
	if at < 0 {
		return nil
	}
	if m.mode == listAlone {
		m.mode = readerAlone
	}
	m.focus = inReader
	m.setRead(at, true)
	var cmd tea.Cmd
	if at != m.opened || l.kind != landRemembered {
		cmd = m.open(at, l)
	}
	m.arrangeScreen()
	return cmd
}

// leave goes back from the reading pane to the list.
func (m *Model) leave() tea.Cmd {
	m.keepPlace()
	m.focus = inList
	if m.mode == readerAlone {
		m.mode = listAlone
		if !m.chosen && m.wide() {
			m.mode = bothPanes
		}
	}
	m.arrangeScreen()
	return nil
}

// step goes to the next article of the list for n = 1, the one before for -1.
func (m *Model) step(n int) tea.Cmd {
	if !m.list.Move(n) {
		m.say(edge(n))
		return nil
	}
	if m.focus == inReader {
		return m.enter(landing{kind: landRemembered})
	}
	return m.preview()
}

func edge(n int) locale.ID {
	if n > 0 {
		return locale.LastArticle
	}
	return locale.FirstArticle
}

// stepUnread goes to the next unread article, or the one before.
func (m *Model) stepUnread(n int) tea.Cmd {
	row := m.list.Find(n, func(i int) bool { return !m.read[i] })
	if row < 0 {
		m.say(locale.NoUnread)
		return nil
	}
	m.remember()
	m.list.GoTo(row)
	if m.focus == inReader {
		return m.enter(landing{kind: landRemembered})
	}
	return m.preview()
}

// stepHit goes to the next hit and on into the next article that has one; in
// the list, to the next article that has one.
func (m *Model) stepHit(n int) tea.Cmd {
	if m.focus == inReader {
		if m.reader.NextHit(n) {
			return nil
		}
		if m.reader.Finding() {
			m.say(lastOr(m.reader.Hits(), n))
			return nil
		}
	}
	row := m.list.Find(n, func(i int) bool { return m.corpus.Tally.Sum(i, m.request.Group) > 0 })
	if row < 0 {
		m.say(lastOr(1, n))
		return nil
	}
	m.remember()
	m.list.GoTo(row)
	if m.focus == inList {
		return m.preview()
	}
	if n < 0 {
		return m.enter(landing{kind: landLastHit})
	}
	return m.enter(landing{kind: landFirstHit})
}

func lastOr(hits, n int) locale.ID {
	switch {
	case hits == 0:
		return locale.NothingFound
	case n > 0:
		return locale.LastHit
	}
	return locale.FirstHit
}

// swapRaw shows the raw text or the reading view, at the same place.
func (m *Model) swapRaw() tea.Cmd {
	if m.opened < 0 {
		return nil
	}
	m.keepPlace()
	m.raw = !m.raw
	if m.raw {
		m.say(locale.RawOn)
	} else {
		m.say(locale.RawOff)
	}
	return m.open(m.opened, landing{kind: landSwap})
}
