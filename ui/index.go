package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/model/corpus"
	"qari/model/search"
)

// indexer makes the index that searches ask. It belongs to the chain of commands
// that extend it, one at a time: the model sees the snapshots in its messages.
type indexer struct {
	index search.Index
	ctx   context.Context
	stop  context.CancelFunc
}

func newIndexer() *indexer {
	ctx, stop := context.WithCancel(context.Background())
	return &indexer{ctx: ctx, stop: stop}
}

// indexedMsg brings the index as far as it is.
type indexedMsg struct{ snapshot search.Snapshot }

// extend indexes some of the articles that are not in the index yet.
func (x *indexer) extend(articles []*corpus.Article) tea.Cmd {
	return func() tea.Msg {
		x.index.Extend(x.ctx, articles)
		return indexedMsg{x.index.Snapshot()}
	}
}

// indexAfter is how long a loading goes on before the index begins to grow beside
// it. Until then the loading is to have the machine, unless somebody searches.
const indexAfter = 15 * time.Second

// extendIndex goes on indexing, if there is anything left and it is time.
func (m *Model) extendIndex() tea.Cmd {
	s := &m.search
	ready := m.load.done || m.load.stopped || s.wanted || m.load.began && time.Since(m.load.start) > indexAfter
	if s.indexing || !ready || s.snapshot.Articles() >= len(m.all.Articles) {
		return nil
	}
	s.indexing = true
	return s.indexer.extend(m.all.Articles)
}

// indexed takes in what was indexed; a search that is on is asked again.
func (m *Model) indexed(msg indexedMsg) tea.Cmd {
	m.search.indexing = false
	m.search.snapshot = msg.snapshot
	next := m.extendIndex()
	if m.search.query == nil || m.search.running && m.search.fresh {
		return next
	}
	return tea.Batch(next, m.runSearch(false))
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
