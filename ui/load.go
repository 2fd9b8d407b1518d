package ui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/model/listing"
	"qari/ui/locale"
)

// loadState is how far the loading is.
type loadState struct {
	began, done, stopped bool
	following            bool // what comes now comes since the input is followed
	start                time.Time
	read, total          int64
	rate                 int64 // bytes a second
	duplicates           int
}

// batchTaken takes in what has been loaded and waits for more.
func (m *Model) batchTaken(msg batchTakenMsg) tea.Cmd {
	m.problems = append(m.problems, msg.problems...)
	for p := m.page; p != nil; p = p.under {
		if p.grow != nil {
			p.grow(m)
		}
	}
	m.progress(msg)
	listed := m.came(msg)
	cmds := []tea.Cmd{m.count(), m.survey(), m.extendIndex()}
	if !msg.done {
		cmds = append(cmds, m.intake.takeBatch)
	}
	cmds = append(cmds, listed)
	if msg.done && len(msg.articles) == 1 && !m.acted {
		m.mode, m.focus = readerAlone, inReader
		m.setRead(true, 0)
		cmds = append(cmds, m.open(0, landing{kind: landRemembered}))
		m.arrangeScreen()
	}
	return tea.Batch(cmds...)
}

func (m *Model) progress(msg batchTakenMsg) {
	l := &m.load
	if !l.began {
		l.began, l.start = true, time.Now()
	}
	l.duplicates += msg.duplicates
	if msg.read > 0 {
		l.read, l.total = msg.read, msg.total
	}
	if d := time.Since(l.start); d > time.Second/4 {
		l.rate = int64(float64(l.read) / d.Seconds())
	}
	l.done = l.done || msg.done || msg.loaded
}

// stopLoading ends the loading where it is.
func (m *Model) stopLoading() {
	if m.o.Stop != nil {
		m.o.Stop()
	}
	m.load.stopped = true
	m.say(locale.Stopped)
}

// count starts counting hits in what has not been counted yet.
func (m *Model) count() tea.Cmd {
	first := m.all.Tally.Len()
	if m.words == nil || m.counting || first >= len(m.all.Articles) {
		return nil
	}
	m.counting = true
	return countHits(m.watchGen, m.all.Articles, first, m.words)
}

func (m *Model) hitsCounted(msg hitsCountedMsg) tea.Cmd {
	if msg.generation != m.watchGen {
		return nil
	}
	m.counting = false
	if msg.first == m.all.Tally.Len() {
		m.all.Tally.Append(msg.counts)
		m.corpus.Tally = m.all.Tally
	}
	m.list.SetTally(m.corpus.Tally)
	m.recounted = m.recounted || msg.first < len(m.corpus.Articles)
	next := m.count()
	if next != nil {
		return next
	}
	again := m.recounted && m.byGroup()
	m.recounted = false
	if again {
		return m.refresh()
	}
	return nil
}

// refresh makes the listing anew because there is more to list. One that is
// being made is let finish first.
func (m *Model) refresh() tea.Cmd {
	if m.arranging {
		m.stale = true
		return nil
	}
	return m.makeList()
}

// aim is where the cursor goes once the list has come that was asked for: to an
// article, by its number, or to one of these. There is one aim, the last that was
// asked for. It holds until that list is there, or the cursor is moved.
type aim int

const (
	stay  aim = -1 // on its article, or where an earlier aim says
	toTop aim = -2
)

func (m *Model) take(aim aim) {
	if aim != stay {
		m.aim = aim
	}
}

// moved notes that the cursor of the list was moved: what it was to go to is over, but
// for the top of a list of which nothing is there yet.
func (m *Model) moved() {
	if m.aim >= 0 || m.list.Listing().Partial {
		m.aim = stay
	}
}

// awaited reports whether the list that was asked for is not there yet. One that is
// made anew because there is more to list is not awaited.
func (m *Model) awaited() bool {
	return m.listAsked || m.search.asked || m.list.Listing().Partial
}

// rearrange makes the listing anew because something else is asked; what is
// being made is called off.
func (m *Model) rearrange(aim aim) tea.Cmd {
	m.take(aim)
	m.listAsked = true
	return m.makeList()
}

func (m *Model) makeList() tea.Cmd {
	if m.cancel != nil {
		m.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	m.cancel, m.arranging, m.stale = cancel, true, false
	m.generation++
	r := m.request
	r.Last = listing.NoStep
	if steps := m.steps(); len(steps) > 1 {
		r.Last = steps[len(steps)-1]
	}
	if r.HideRead {
		r.Read, r.Keep = slices.Clone(m.read), m.opened
	}
	return arrange(ctx, m.generation, m.corpus, r, m.aim == toTop)
}

func (m *Model) listingArranged(msg listingArrangedMsg) tea.Cmd {
	if msg.generation != m.generation {
		return nil
	}
	msg.corpus.Tally = m.corpus.Tally
	m.list.SetListing(msg.corpus, msg.listing, m.aim == toTop)
	if m.aim >= 0 {
		m.list.Select(int(m.aim))
	}
	if msg.rest != nil {
		return tea.Batch(m.preview(), msg.rest)
	}
	m.cancel()
	m.arranging, m.listAsked = false, false
	if !m.search.asked {
		m.aim = stay
	}
	m.before = len(msg.corpus.Articles)
	if msg.listing.Request.Last != listing.NoStep {
		m.before = msg.listing.Before
	}
	m.matching, m.repeats = msg.listing.Articles, msg.listing.Articles-len(msg.listing.Rows)
	cmds := []tea.Cmd{m.preview(), m.nowListed(), m.offerOther()}
	if m.stale && m.load.done {
		cmds = append(cmds, m.makeList())
	} else if m.stale {
		m.arranging = true // until the message comes
		cmds = append(cmds, later(rest*msg.took, listingStaleMsg{m.generation}))
	}
	return tea.Batch(cmds...)
}

// whenListed does what needs the list that was asked for: when it is there.
func (m *Model) whenListed(do func() tea.Cmd) tea.Cmd {
	m.queued = do
	return m.nowListed()
}

// nowListed does what waited for the list, if it is there, and then what the keys mean
// that were typed meanwhile.
func (m *Model) nowListed() tea.Cmd {
	do := m.queued
	if do == nil || m.awaited() {
		return nil
	}
	keys := m.ahead
	m.queued, m.ahead = nil, nil
	cmds := []tea.Cmd{do()}
	for _, key := range keys {
		cmds = append(cmds, m.press(key))
	}
	return tea.Batch(cmds...)
}

// mostAhead is how many keys are kept that are typed while a list is awaited.
const mostAhead = 100

func (m *Model) listingStale(msg listingStaleMsg) tea.Cmd {
	if msg.generation != m.generation {
		return nil
	}
	return m.makeList()
}

// unread is the number of articles that were not read.
func (m *Model) unread() int { return len(m.corpus.Articles) - m.readN }

// setRead marks an article, and those equal to it, as read or not.
func (m *Model) setRead(read bool, article int) {
	m.mark(article, read)
	twins := m.corpus.Twins
	if article >= len(twins) {
		return
	}
	for i, first := range twins {
		if first == twins[article] {
			m.mark(i, read)
		}
	}
}

// alike reports whether two articles are one, or equal.
func (m *Model) alike(a, b int) bool {
	twins := m.corpus.Twins
	return a == b || a >= 0 && b >= 0 && a < len(twins) && b < len(twins) && twins[a] == twins[b]
}

// setListed marks all articles that the list shows, and those equal to them, as
// read.
func (m *Model) setListed() {
	twins := m.corpus.Twins
	firsts := make([]bool, len(twins))
	for _, r := range m.list.Listing().Rows {
		m.mark(int(r.Article), true)
		if int(r.Article) < len(twins) {
			firsts[twins[r.Article]] = true
		}
	}
	for i, first := range twins {
		if firsts[first] {
			m.mark(i, true)
		}
	}
}

func (m *Model) mark(article int, read bool) {
	if m.read[article] == read {
		return
	}
	m.read[article] = read
	if read {
		m.readN++
	} else {
		m.readN--
	}
}
