package ui

import (
	tea "charm.land/bubbletea/v2"

	"qari/ui/locale"
)

// What comes once all is loaded, where the input is followed, is in memory at
// once, counted and searched for hits, but not in the list: the rows stay until R
// takes it in. m.all is what has come, m.corpus what has been taken in: a
// beginning of it.

// came takes what has come so far. Until the loading is done, and while there is
// nothing else, it is taken in at once.
func (m *Model) came(msg batchTakenMsg) tea.Cmd {
	waits := m.load.following && len(m.corpus.Articles) > 0
	m.load.following = m.load.following || msg.loaded
	m.all.Articles, m.all.Titles, m.all.Columns = msg.articles, msg.titles, msg.columns
	m.setTwins(msg.twins)
	if waits {
		return nil
	}
	return m.takeIn()
}

// waiting is how many articles have come and wait to be taken in.
func (m *Model) waiting() int { return len(m.all.Articles) - len(m.corpus.Articles) }

// takeIn lists all that has come.
func (m *Model) takeIn() tea.Cmd {
	arrived := m.all.Articles[len(m.corpus.Articles):]
	m.corpus = m.all
	for _, a := range arrived {
		if a.RTL {
			m.rtlTitles++
		}
	}
	m.read = append(m.read, make([]bool, len(m.all.Articles)-len(m.read))...)
	m.list.SetRead(m.read)
	m.arrangeScreen()
	if len(arrived) == 0 {
		return nil
	}
	return m.refresh()
}

// takeArrivals takes in what waits, and marks it. The cursor stays on its
// article, and the reading pane where it is.
func (m *Model) takeArrivals() tea.Cmd {
	n := m.waiting()
	switch {
	case n == 0 && m.load.stopped: // nothing will
		m.say(locale.Stopped)
		return nil
	case n == 0:
		m.say(locale.NothingNew)
		return nil
	}
	m.list.SetNew(len(m.corpus.Articles))
	m.list.GoTo(m.list.Row())
	m.message = m.loc.TakenIn(n)
	return m.takeIn()
}

// setTwins takes which articles are equal, as far as they were counted.
func (m *Model) setTwins(twins []int32) {
	m.all.Twins = twins
	m.twins.Store(&twins)
	m.corpus.Twins = twins[:min(len(twins), len(m.corpus.Articles))]
}

// alone reports whether there is one article, and no other to come.
func (m *Model) alone() bool { return len(m.corpus.Articles) == 1 && !m.load.following }
