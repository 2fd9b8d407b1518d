package reader

import (
	"sort"

	"qari/model/document"
	"qari/ui/theme"
)

// Group is how a watched group is shown.
type Group struct {
	Name  string
	Token theme.Token
}

// SetGroups tells how the watched groups are shown.
func (m *Model) SetGroups(groups []Group) { m.groups = groups }

// SetFinds lights the finds of a query, which NextHit then visits.
func (m *Model) SetFinds(finds []document.Hit) {
	m.finds, m.finding = finds, true
	m.activate()
}

// GoToNearest goes to the first hit at or after the top of the screen, else to
// the first.
func (m *Model) GoToNearest() {
	at := m.Place()
	for i, h := range m.active {
		if !(document.Place{Block: h.Block, Offset: h.Start}).Before(at) {
			m.setCurrent(i)
			return
		}
	}
	m.GoToHit(0)
}

// DropFinds goes back to the watched words.
func (m *Model) DropFinds() {
	m.finds, m.finding = nil, false
	m.activate()
}

// Finding reports whether finds are lit.
func (m *Model) Finding() bool { return m.finding }

// Searching reports whether the hits that NextHit visits are those of the search.
func (m *Model) Searching() bool { return m.searching && !m.finding }

// CurrentText is the text of the current hit.
func (m *Model) CurrentText() (text string, ok bool) {
	if m.cur < 0 {
		return "", false
	}
	h := m.active[m.cur]
	return h.Of(m.doc.Blocks[h.Block].Text), true
}

// Return goes to a place, with the current hit that was current there, -1 for none.
func (m *Model) Return(at document.Place, hit int) {
	if m.cur = -1; hit < len(m.active) {
		m.cur = max(-1, hit)
	}
	m.GoTo(at)
}

// CurrentPlace is where the current hit begins.
func (m *Model) CurrentPlace() (at document.Place, ok bool) {
	if m.cur < 0 {
		return at, false
	}
	h := m.active[m.cur]
	return document.Place{Block: h.Block, Offset: h.Start}, true
}

// activate decides which hits NextHit visits, and forgets the current one.
func (m *Model) activate() {
	m.active, m.cur = nil, -1
	switch {
	case m.doc == nil:
	case m.finding:
		m.active = m.finds
	case m.searching:
		m.active = m.searched
	default:
		m.active = m.doc.Hits
	}
}

// Hits is the number of hits that NextHit visits.
func (m *Model) Hits() int { return len(m.active) }

// Current is the index of the current hit from 0, -1 for none, and its group.
func (m *Model) Current() (index, group int) {
	if m.cur < 0 {
		return -1, -1
	}
	return m.cur, m.active[m.cur].Group
}

// Sure reports whether the current hit is surely the word that is watched, and not
// only likely another form of it.
func (m *Model) Sure() bool { return m.cur >= 0 && m.active[m.cur].Level.Sure() }

// GoToHit makes the hit with an index the current one and brings it on the
// screen; -1 is the last.
func (m *Model) GoToHit(index int) bool {
	if index < 0 {
		index += len(m.active)
	}
	if index < 0 || index >= len(m.active) {
		return false
	}
	m.setCurrent(index)
	return true
}

// GoToHitAt makes the hit that begins at a place the current one, and brings it on
// the screen.
func (m *Model) GoToHitAt(at document.Place) bool {
	for i, h := range m.active {
		if h.Block == at.Block && h.Start == at.Offset {
			return m.GoToHit(i)
		}
	}
	return false
}

// NextHit goes to the next hit for n = 1, to the one before for n = -1, and
// reports whether there was one. Without a current hit it starts from what is
// on the screen.
func (m *Model) NextHit(n int) bool {
	if m.cur >= 0 && m.onScreen(m.active[m.cur]) {
		return m.cur+n >= 0 && m.GoToHit(m.cur+n)
	}
	at := m.Place()
	i := sort.Search(len(m.active), func(i int) bool {
		h := m.active[i]
		return !(document.Place{Block: h.Block, Offset: h.Start}).Before(at)
	})
	if n < 0 {
		i--
	}
	return i >= 0 && m.GoToHit(i)
}

// onScreen reports whether a hit stands on the screen.
func (m *Model) onScreen(h document.Hit) bool {
	if m.doc.Blocks[h.Block].Title {
		return m.AtStart()
	}
	at := m.locate(document.Place{Block: h.Block, Offset: h.Start})
	return !at.before(m.top) && !m.step(m.top, m.height-1).before(at)
}

func (m *Model) setCurrent(index int) {
	m.cur = index
	h := m.active[index]
	if m.doc.Blocks[h.Block].Title {
		m.First()
		return
	}
	if m.onScreen(h) {
		return
	}
	at := m.locate(document.Place{Block: h.Block, Offset: h.Start})
	m.top = m.step(at, -min(contextRows, m.height/3))
	m.moved()
}

// hitsIn gives the range of indexes of hits in a block between two offsets.
func hitsIn(hits []document.Hit, block, start, end int) (from, to int) {
	from = sort.Search(len(hits), func(i int) bool {
		h := hits[i]
		return h.Block > block || h.Block == block && h.End > start
	})
	for to = from; to < len(hits) && hits[to].Block == block && hits[to].Start < end; to++ {
	}
	return from, to
}
