package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/search"
)

// indexer makes the index that searches ask. It belongs to the chain of commands
// that extend it, one at a time: the model sees the snapshots in its messages.
type indexer struct {
	index search.Index
	read  func() *search.Kept // of an earlier run; nil once it was read
	kept  *search.Kept        // that may still be taken
	ctx   context.Context
	stop  context.CancelFunc
}

func newIndexer(read func() *search.Kept) *indexer {
	ctx, stop := context.WithCancel(context.Background())
	return &indexer{read: read, ctx: ctx, stop: stop}
}

// indexedMsg brings the index as far as it is.
type indexedMsg struct {
	snapshot search.Snapshot
	next     int // at so many articles more of a kept index can be taken; 0 for none
	made     bool
}

// adopt takes what fits of an index that was kept.
func (x *indexer) adopt(articles []*corpus.Article) tea.Cmd {
	return func() tea.Msg {
		if x.read != nil {
			x.kept, x.read = x.read(), nil
		}
		next := x.index.Adopt(x.kept, articles)
		if next == 0 {
			x.kept = nil
		}
		return indexedMsg{x.index.Snapshot(), next, false}
	}
}

// extend indexes some of the articles that are not in the index yet.
func (x *indexer) extend(articles []*corpus.Article) tea.Cmd {
	return func() tea.Msg {
		x.kept = nil // nothing of it can be taken any more
		x.index.Extend(x.ctx, articles)
		return indexedMsg{x.index.Snapshot(), 0, true}
	}
}

// indexAfter is how long a loading goes on before the index begins to grow beside
// it. Until then the loading is to have the machine, unless somebody searches.
const indexAfter = 15 * time.Second

// extendIndex goes on indexing, if there is anything left and it is time. What was
// kept of an earlier run is taken as soon as its articles have come.
func (m *Model) extendIndex() tea.Cmd {
	s := &m.search
	n := len(m.all.Articles)
	if s.indexing || s.snapshot.Articles() >= n {
		return nil
	}
	loaded := m.load.done || m.load.stopped
	switch {
	case s.keptAt > 0 && (n >= s.keptAt || loaded):
		s.indexing = true
		return s.indexer.adopt(m.all.Articles)
	case s.keptAt > 0:
		return nil
	case loaded || s.wanted || m.load.began && time.Since(m.load.start) > indexAfter:
		s.indexing = true
		return s.indexer.extend(m.all.Articles)
	}
	return nil
}

// indexed takes in what was indexed; a search that is on is asked again.
func (m *Model) indexed(msg indexedMsg) tea.Cmd {
	s := &m.search
	grown := msg.snapshot.Articles() > s.snapshot.Articles()
	s.indexing, s.snapshot, s.keptAt, s.made = false, msg.snapshot, msg.next, s.made || msg.made
	if s.keptAt > len(m.all.Articles) && (m.load.done || m.load.stopped) {
		s.keptAt = 0 // its articles will not come
	}
	cmds := []tea.Cmd{m.extendIndex(), m.keepIndex()}
	if grown && s.query != nil && !s.running { // else it is asked again when the answer comes
		cmds = append(cmds, m.runSearch())
	}
	return tea.Batch(cmds...)
}

// keepIndex keeps the index for the next run, once: when it is whole.
func (m *Model) keepIndex() tea.Cmd {
	s := &m.search
	keep := m.o.KeepIndex
	if keep == nil || s.saved || !s.made || s.indexing || !m.load.done || m.load.stopped || s.snapshot.Articles() < len(m.all.Articles) {
		return nil
	}
	s.saved = true
	snapshot := s.snapshot
	return func() tea.Msg { return indexKeptMsg{keep(snapshot)} }
}

// indexKeptMsg tells that the index was kept, or why not.
type indexKeptMsg struct{ err error }

func (m *Model) indexKept(msg indexKeptMsg) {
	if msg.err != nil {
		m.message, m.alarm = clean.Line(msg.err.Error()), true
	}
}

// unindexed is how much of the text the index lacks: its part in percent that is
// there, and whether anything is missing.
func (m *Model) unindexed() (percent int, missing bool) {
	n := m.search.snapshot.Articles()
	if n >= len(m.all.Articles) {
		return 100, false
	}
	return n * 100 / len(m.all.Articles), true
}
