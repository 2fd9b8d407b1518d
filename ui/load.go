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
	start                time.Time
	read, total          int64
	rate                 int64 // bytes a second
	duplicates           int
}

// batchTaken takes in what has been loaded and waits for more.
func (m *Model) batchTaken(msg batchTakenMsg) tea.Cmd {
	grown := len(msg.articles) > len(m.corpus.Articles)
	for _, a := range msg.articles[len(m.corpus.Articles):] {
		if a.RTL {
			m.rtlTitles++
		}
	}
	m.corpus.Articles, m.corpus.Titles = msg.articles, msg.titles
	m.read = append(m.read, make([]bool, len(msg.articles)-len(m.read))...)
	m.list.SetRead(m.read)
	m.problems = append(m.problems, msg.problems...)
	m.progress(msg)
	cmds := []tea.Cmd{m.count()}
	if !msg.done {
		cmds = append(cmds, m.intake.takeBatch)
	}
	if grown {
		cmds = append(cmds, m.refresh())
	}
	if msg.done && len(msg.articles) == 1 && !m.acted {
		m.mode, m.focus = readerAlone, inReader
		m.setRead(true, 0)
		cmds = append(cmds, m.open(0, landing{kind: landRemembered}))
	}
	m.arrangeScreen()
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
	l.done = l.done || msg.done
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
	first := m.corpus.Tally.Len()
	if m.words == nil || m.counting || first >= len(m.corpus.Articles) {
		return nil
	}
	m.counting = true
	return countHits(m.corpus.Articles, first, m.words)
}

func (m *Model) hitsCounted(msg hitsCountedMsg) tea.Cmd {
	m.counting = false
	if msg.first == m.corpus.Tally.Len() {
		m.corpus.Tally.Append(msg.counts)
	}
	m.list.SetTally(m.corpus.Tally)
	next := m.count()
	if next == nil && m.request.Sort == listing.ByHits {
		return m.refresh()
	}
	return next
}

// refresh makes the listing anew because there is more to list. One that is
// being made is let finish first.
func (m *Model) refresh() tea.Cmd {
	if m.arranging {
		m.stale = true
		return nil
	}
	return m.rearrange(false)
}

// rearrange makes the listing anew because something else is asked; what is
// being made is called off.
func (m *Model) rearrange(top bool) tea.Cmd {
	if m.cancel != nil {
		m.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	m.cancel, m.arranging, m.stale = cancel, true, false
	m.generation++
	r := m.request
	if r.HideRead {
		r.Read, r.Keep = slices.Clone(m.read), m.opened
	}
	return arrange(ctx, m.generation, m.corpus, r, top)
}

func (m *Model) listingArranged(msg listingArrangedMsg) tea.Cmd {
	if msg.generation != m.generation {
		return nil
	}
	m.cancel()
	m.arranging = false
	msg.corpus.Tally = m.corpus.Tally
	m.list.SetListing(msg.corpus, msg.listing, msg.top)
	if m.wanted >= 0 {
		m.list.Select(m.wanted)
		m.wanted = -1
	}
	cmds := []tea.Cmd{m.preview()}
	if m.stale && m.load.done {
		cmds = append(cmds, m.rearrange(false))
	} else if m.stale {
		m.arranging = true // until the message comes
		cmds = append(cmds, later(rest*msg.took, listingStaleMsg{m.generation}))
	}
	return tea.Batch(cmds...)
}

func (m *Model) listingStale(msg listingStaleMsg) tea.Cmd {
	if msg.generation != m.generation {
		return nil
	}
	return m.rearrange(false)
}

// unread is the number of articles that were not read.
func (m *Model) unread() int { return len(m.corpus.Articles) - m.readN }

// setRead marks articles, and those equal to them, as read or not.
func (m *Model) setRead(read bool, articles ...int) {
	digests, last := make(map[uint64]bool, len(articles)), uint64(0)
	for _, i := range articles {
		m.mark(i, read)
		if d := m.corpus.Articles[i].Digest; d != 0 {
			digests[d], last = true, d
		}
	}
	if len(digests) == 0 {
		return
	}
	for i, a := range m.corpus.Articles {
		// The one article last named is the usual case, and cheap to compare.
		if a.Digest == last || len(digests) > 1 && digests[a.Digest] {
			m.mark(i, read)
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
