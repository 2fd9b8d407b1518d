package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/fuzzy"
	"qari/model/keyword"
	"qari/model/listing"
	"qari/model/match"
)

// intake takes in what the loader brings. It belongs to the chain of commands
// that reads the feed, one at a time: the model only sees the snapshots in
// its messages.
type intake struct {
	feed     <-chan corpus.Batch
	articles []*corpus.Article
	titles   fuzzy.Index
	twins    listing.Twins
	surveyor listing.Surveyor
}

// batchTakenMsg brings what has been loaded so far.
type batchTakenMsg struct {
	articles    []*corpus.Article
	titles      fuzzy.Snapshot
	twins       []int32
	columns     listing.Columns
	problems    []corpus.Problem // of this batch
	read, total int64
	duplicates  int
	loaded      bool // what comes after this comes since the input is followed
	done        bool
}

// intakeEvery is how often the list is told of arrivals while they come fast.
const intakeEvery = 30 * time.Millisecond

// takeBatch waits for articles and takes in all that come within intakeEvery.
func (in *intake) takeBatch() tea.Msg {
	msg := batchTakenMsg{}
	deadline := time.Time{}
	for {
		b, ok := in.next(deadline)
		if !ok {
			break
		}
		if deadline.IsZero() {
			deadline = time.Now().Add(intakeEvery)
		}
		in.add(&msg, b)
		if b.closed || b.Loaded {
			break
		}
	}
	msg.articles, msg.titles = in.articles[:len(in.articles):len(in.articles)], in.titles.Snapshot()
	msg.twins, msg.columns = in.twins.Extend(msg.articles), in.surveyor.Extend(nil)
	return msg
}

type fed struct {
	corpus.Batch
	closed bool
}

// next waits for a batch, until the deadline if there is one.
func (in *intake) next(deadline time.Time) (fed, bool) {
	if deadline.IsZero() {
		b, ok := <-in.feed
		return fed{b, !ok}, true
	}
	select {
	case b, ok := <-in.feed:
		return fed{b, !ok}, true
	case <-time.After(time.Until(deadline)):
		return fed{}, false
	}
}

func (in *intake) add(msg *batchTakenMsg, b fed) {
	if b.closed {
		msg.done = true
		return
	}
	in.surveyor.Extend(b.Articles)
	for _, a := range b.Articles {
		in.articles = append(in.articles, a)
		in.titles.Add(clean.Line(a.Title))
	}
	msg.problems = append(msg.problems, b.Problems...)
	msg.loaded = b.Loaded
	msg.read, msg.total, msg.duplicates = b.Read, b.Total, msg.duplicates+b.Duplicates
}

// hitsCountedMsg brings the hits of the articles from first on.
type hitsCountedMsg struct {
	generation int // of watched lists
	first      int
	counts     []uint16
}

// countFor is how long one command counts before it shows what it has.
const countFor = 50 * time.Millisecond

// countHits counts the watched words in the articles from first on.
func countHits(generation int, articles []*corpus.Article, first int, words *keyword.Set) tea.Cmd {
	return func() tea.Msg {
		groups := len(words.Groups())
		msg := hitsCountedMsg{generation: generation, first: first}
		counts := make([]int, groups, groups+1)
		start := time.Now()
		for _, a := range articles[first:] {
			clear(counts)
			all := document.Count(counts, a, words)
			for _, n := range append(counts, all) {
				msg.counts = append(msg.counts, uint16(min(n, 1<<16-1)))
			}
			if time.Since(start) > countFor {
				break
			}
		}
		return msg
	}
}

// listingArrangedMsg brings a listing; those of an older generation are
// dropped.
type listingArrangedMsg struct {
	generation int
	corpus     listing.Corpus
	listing    *listing.Listing
	took       time.Duration
	rest       tea.Cmd // brings the whole of a listing that is partial
}

// arrange makes a listing of a snapshot: the first rows at once where they can
// be known and the cursor goes there, then all of them.
func arrange(ctx context.Context, generation int, c listing.Corpus, r listing.Request, top bool) tea.Cmd {
	plan, start := listing.NewPlan(c, r), time.Now()
	all := func() tea.Msg {
		l, err := plan.All(ctx)
		if err != nil {
			return nil
		}
		return listingArrangedMsg{generation, c, l, time.Since(start), nil}
	}
	return func() tea.Msg {
		if !top { // the cursor may be on any row
			return all()
		}
		l, err := plan.Page(ctx)
		if err != nil {
			return nil
		}
		if l == nil {
			return all()
		}
		return listingArrangedMsg{generation, c, l, time.Since(start), all}
	}
}

// listingStaleMsg says that it is time to make the listing anew, since
// articles have come while it was made.
type listingStaleMsg struct{ generation int }

// rest is how much longer than a listing took one waits before the next one
// while articles come: the loading is to have most of the machine.
const rest = 5

func later(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// articleOpenedMsg brings a prepared article; those of an older generation
// are dropped.
type articleOpenedMsg struct {
	generation int
	doc        *document.Document
	query      *match.Query   // of the search that is on, nil for none
	hits       []document.Hit // of it
	best       int            // of the hits, -1 without any
}

// openArticle prepares an article, and marks in it what a query finds.
func openArticle(generation int, a *corpus.Article, o document.Options, q *match.Query) func() articleOpenedMsg {
	return func() articleOpenedMsg {
		msg := articleOpenedMsg{generation: generation, doc: document.Open(a, o), query: q, best: -1}
		if q != nil {
			msg.hits, msg.best = q.NewMatcher().Document(msg.doc)
		}
		return msg
	}
}

// findsFoundMsg brings the finds of a query in a document.
type findsFoundMsg struct {
	generation int
	doc        *document.Document
	finds      []document.Hit
	landing    landingKind
}

func findIn(generation int, d *document.Document, query string, l landingKind) tea.Cmd {
	return func() tea.Msg { return findsFoundMsg{generation, d, d.Find(query), l} }
}

// findSoughtMsg brings the row of the list in whose article a query is found,
// -1 for none.
type findSoughtMsg struct{ generation, row, step int }

func seekFind(generation int, articles []*corpus.Article, rows []listing.Row, from, step int, query string) tea.Cmd {
	return func() tea.Msg {
		for i := from; i >= 0 && i < len(rows); i += step {
			d := document.Open(articles[rows[i].Article], document.Options{LongParas: true})
			if len(d.Find(query)) > 0 {
				return findSoughtMsg{generation, i, step}
			}
		}
		return findSoughtMsg{generation, -1, step}
	}
}
