package ui

import (
	tea "charm.land/bubbletea/v2"

	"qari/model/corpus"
	"qari/model/document"
	"qari/model/match"
	"qari/ui/locale"
)

// showing reports whether the reading pane shows the opened article, and not
// still the one before while a large one is being prepared.
func (m *Model) showing() bool {
	d := m.reader.Doc()
	return d != nil && m.opened >= 0 && d.Article == m.corpus.Articles[m.opened]
}

// readerSource is where the reading pane stands: a byte of the source text,
// -1 for the beginning.
func (m *Model) readerSource() int {
	if !m.showing() {
		return -1
	}
	return m.reader.Source()
}

// keepPlace remembers how far the article in the reading pane was read.
func (m *Model) keepPlace() {
	if m.showing() {
		m.places[m.opened] = m.reader.Source()
	}
}

// smallArticle is the size in bytes up to which an article is prepared on the
// spot, well under a millisecond, so that keys typed ahead find it there.
const smallArticle = 32 << 10

// isSmall reports whether an article is prepared on the spot, with what a search
// finds in it.
func isSmall(a *corpus.Article, q *match.Query) bool {
	if q == nil {
		return len(a.Text) <= smallArticle
	}
	return len(a.Text) <= smallArticle/4 && !q.Patterns()
}

// open prepares an article for the reading pane; articleOpened shows it.
func (m *Model) open(article int, l landing) tea.Cmd {
	m.keepPlace()
	m.docGen++
	m.landing, m.opened = l, article
	if l.kind != landSwap {
		m.raw = false
	}
	return m.prepare(m.corpus.Articles[article])
}

func (m *Model) prepare(a *corpus.Article) tea.Cmd {
	open := openArticle(m.docGen, a, document.Options{Raw: m.raw, LongParas: m.long, Words: m.words, Group: m.request.Group + 1}, m.search.query)
	if isSmall(a, m.search.query) {
		return m.articleOpened(open())
	}
	return func() tea.Msg { return open() }
}

func (m *Model) articleOpened(msg articleOpenedMsg) tea.Cmd {
	if msg.generation != m.docGen {
		return nil
	}
	before := m.reader.Doc()
	if m.landing.kind == landSwap && before != nil && before.Article == msg.doc.Article {
		m.lit = msg.query
		m.reader.Swap(msg.doc, msg.hits, m.visitsSearch(msg.query))
		return m.find(m.found, landPlace)
	}
	m.lit = msg.query
	m.reader.Show(msg.doc, msg.hits, m.visitsSearch(msg.query))
	switch m.landing.kind {
	case landFirstHit:
		m.reader.GoToHit(0)
	case landLastHit:
		m.reader.GoToHit(-1)
	case landPlace:
		m.reader.Return(msg.doc.Place(m.landing.source), m.landing.hit)
	case landPlaced:
		m.reader.GoToHitAt(m.landing.place)
	case landBest:
		m.reader.GoToHit(max(0, msg.best))
	default:
		if source, ok := m.places[m.opened]; ok {
			m.reader.GoTo(msg.doc.Place(source))
		}
	}
	m.arrangeScreen()
	if m.input != nil && m.input.kind == typeFind {
		return m.find(m.found, landNearest)
	}
	return m.find(m.found, m.landing.kind)
}

// preview shows the article under the cursor beside the list.
func (m *Model) preview() tea.Cmd {
	at := m.list.Article()
	if at < 0 && m.mode == bothPanes && m.focus == inList && !m.arranging {
		m.keepPlace()
		m.opened = -1
		m.reader.Clear()
	}
	if m.mode != bothPanes || at < 0 || at == m.opened && m.lit == m.search.query || m.focus == inReader {
		return nil
	}
	return m.open(at, m.landHere(at, landing{kind: landRemembered}))
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
	m.setRead(true, at)
	m.list.GoTo(m.list.Row()) // the cursor stays on what is read
	m.arrangeScreen()         // whether a hit is on the screen depends on its size
	var cmd tea.Cmd
	l = m.landHere(at, l)
	if at != m.opened || l.kind != landRemembered {
		cmd = m.open(at, l)
	}
	m.arrangeScreen()
	return cmd
}

// landHere is where one comes to stand in an article: after a search at its best
// hit, unless that was shown already.
func (m *Model) landHere(article int, l landing) landing {
	if l.kind == landRemembered && m.visitsSearch(m.search.query) && (article != m.opened || m.lit != m.search.query) {
		l.kind = landBest
	}
	return l
}

// leave goes back from the reading pane to the list.
func (m *Model) leave() tea.Cmd {
	m.keepPlace()
	m.focus = inList
	if m.resume != nil {
		m.page, m.resume = m.resume, nil
	}
	again := m.hideAgain()
	if m.mode == readerAlone {
		m.mode = listAlone
		if !m.chosen && m.wide() {
			m.mode = bothPanes
		}
	}
	m.arrangeScreen()
	return again
}

// step goes to the next article of the list for n = 1, the one before for -1.
func (m *Model) step(n int) tea.Cmd {
	here := m.here()
	if !m.list.Move(n) {
		m.say(edge(n))
		return nil
	}
	if m.focus == inReader {
		m.rememberJump(here)
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
		if !m.showing() {
			return nil
		}
		here := m.here()
		if m.reader.NextHit(n) {
			m.rememberJump(here)
			return nil
		}
		if m.reader.Finding() {
			return m.seekFind(n)
		}
	}
	row := -1
	switch {
	case m.request.Found != nil && m.visitsSearch(m.search.query):
		row = m.list.Find(n, func(i int) bool {
			f, ok := m.request.Found.Of(i)
			return ok && (f.ByWords() || m.search.query.Patterns())
		})
	case m.words != nil:
		row = m.list.Find(n, func(i int) bool { return m.corpus.Tally.Sum(i, m.request.Group) > 0 })
	}
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

// seekFind looks for the next article of the list in which what was found last
// is found too.
func (m *Model) seekFind(n int) tea.Cmd {
	m.findGen++
	m.answered = m.findGen
	return seekFind(m.findGen, m.corpus.Articles, m.list.Listing().Rows, m.list.Row()+n, n, m.found)
}

func (m *Model) findSought(msg findSoughtMsg) tea.Cmd {
	switch {
	case msg.generation != m.findGen || m.focus != inReader:
		return nil
	case msg.row < 0 || msg.row >= m.list.Len():
		m.say(lastOr(m.reader.Hits(), msg.step))
		return nil
	}
	m.remember()
	m.list.GoTo(msg.row)
	if msg.step < 0 {
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

// enterRaw opens the raw text of the article under the cursor.
func (m *Model) enterRaw() tea.Cmd {
	cmd := m.enter(landing{kind: landRemembered})
	if m.focus != inReader || m.raw {
		return cmd
	}
	return tea.Batch(cmd, m.swapRaw())
}

// swapRaw shows the raw text or the reading view, at the same place.
func (m *Model) swapRaw() tea.Cmd {
	if m.opened < 0 {
		return nil
	}
	m.raw = !m.raw
	if m.raw {
		m.say(locale.RawOn)
	} else {
		m.say(locale.RawOff)
	}
	return m.open(m.opened, landing{kind: landSwap})
}
