// Package search finds articles by their text, fast over a million of them.
//
// The index is made of segments, each the inverted text of some articles that
// follow one another, so that it can be used while it grows: Builder makes them,
// a Snapshot is what there is so far. A word is known by how it is written, and
// all words of the corpus stand in one vocabulary: a query's patterns are held
// against words, not against texts, and whatever the match levels decide is
// decided there. What a query means is told by package match; that both find the
// same is what the tests of this package are about.
package search

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/match"
)

// Searcher finds the articles of a corpus that a query asks for. The error is
// that of the context.
type Searcher interface {
	Search(ctx context.Context, q *match.Query) (*Result, error)
}

// Snapshot is an index as it was at one time. It may be used by several
// goroutines, also while the index grows.
type Snapshot struct {
	vocabulary *vocabulary
	segments   []*segment
	articles   []*corpus.Article
}

// Articles is the number of articles that are indexed: the first ones of the
// corpus.
func (s Snapshot) Articles() int {
	if len(s.segments) == 0 {
		return 0
	}
	last := s.segments[len(s.segments)-1]
	return last.first + len(last.length)
}

// Segments is the number of parts that the index has.
func (s Snapshot) Segments() int { return len(s.segments) }

// Bytes is about how much memory the index takes.
func (s Snapshot) Bytes() int {
	if s.vocabulary == nil {
		return 0
	}
	n := s.vocabulary.size()
	for _, seg := range s.segments {
		n += seg.size()
	}
	return n
}

// Text is the number of bytes of text that are indexed.
func (s Snapshot) Text() int {
	n := 0
	for _, seg := range s.segments {
		n += seg.bytes
	}
	return n
}

// Found is an article that a query finds.
type Found struct {
	Article int32   // its number in the corpus
	Score   float32 // higher is better; 0 where nothing could be scored
	Hits    uint16  // of words, as many as fit; 0 where no word was found
	Level   arabic.Level
}

// ByWords reports whether words of the text were found, and Level is theirs.
func (f Found) ByWords() bool { return f.Hits > 0 }

// Result is all that a query finds. It does not change.
type Result struct {
	// Found is in the order of the corpus.
	Found []Found
	// Indexed is the number of articles that were searched.
	Indexed int

	articles []*corpus.Article
}

// Search finds the articles that a query asks for.
func (s Snapshot) Search(ctx context.Context, q *match.Query) (*Result, error) {
	r := &Result{Indexed: s.Articles(), articles: s.articles}
	if q.Empty() || len(s.segments) == 0 {
		return r, ctx.Err()
	}
	if t, ok := q.Root.(*match.Term); ok && t.Where == match.Anywhere {
		r.Found = s.one(ctx, q, t)
		return r, ctx.Err()
	}
	parts := make([]evaluation, len(s.segments))
	defer func() {
		for i := range parts {
			parts[i].free()
		}
	}()
	words := s.words(q)
	s.gather(ctx, q, words, parts)
	rare, mean := s.measure(q, parts)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	hits := planHits(q, words)
	each(ctx, len(parts), func(i int) {
		p, seg := &parts[i], s.segments[i]
		j := joiner{scratch: p.scratch, ctx: ctx, seg: seg, articles: s.articles, leaves: p.leaves, idf: rare, lit: q.Lit, mean: mean}
		p.found = j.join(q.Root, nil)
		hits.recount(ctx, q, p, &gatherer{scratch: p.scratch, seg: seg, words: words})
	})
	r.Found = s.found(ctx, parts)
	return r, ctx.Err()
}

// evaluation is what is known of one segment while a query is evaluated.
type evaluation struct {
	*scratch
	leaves [][]entry // the documents of every leaf
	found  []entry
}

// free gives the room back.
func (e *evaluation) free() {
	if e.scratch != nil {
		e.slab = e.slab[:0]
		scratches.Put(e.scratch)
	}
}

// one finds the articles of a query of one word. It does what the evaluation of any
// query does, in one go: such queries are most, and may find nearly everything.
func (s Snapshot) one(ctx context.Context, q *match.Query, t *match.Term) []Found {
	words := s.words(q)
	rooms, ends := make([]*scratch, len(s.segments)), make([]int, len(s.segments))
	each(ctx, len(s.segments), func(i int) {
		rooms[i], _ = scratches.Get().(*scratch)
		g := gatherer{scratch: rooms[i], seg: s.segments[i], words: words}
		ends[i] = g.count(g.lists(t))
	})
	articles, tokens, found := 0, 0, 0
	for i, seg := range s.segments {
		articles, tokens = articles+len(seg.length), tokens+seg.tokens
		found += ends[i]
		ends[i] = found
	}
	var all []Found
	if ctx.Err() == nil {
		all = make([]Found, found)
	}
	score := newScorer(idf(found, articles), max(1, float32(tokens)/float32(max(1, articles))))
	each(context.WithoutCancel(ctx), len(s.segments), func(i int) { // the sums have to be taken back in any case
		if rooms[i] == nil {
			return
		}
		seg, sums := s.segments[i], rooms[i].sums
		at := 0
		if i > 0 {
			at = ends[i-1]
		}
		for d := range min(len(sums), len(seg.length)) {
			s := &sums[d]
			if s.times == 0 {
				continue
			}
			if all != nil {
				all[at] = Found{int32(seg.first + d), score.of(s.weight, seg.length[d]), s.times, s.level}
				at++
			}
			*s = sum{}
		}
		scratches.Put(rooms[i])
	})
	return all
}

// found gives what was found in all segments.
func (s Snapshot) found(ctx context.Context, parts []evaluation) []Found {
	ends, n := make([]int, len(parts)), 0
	for i := range parts {
		n += len(parts[i].found)
		ends[i] = n
	}
	all := make([]Found, n)
	each(ctx, len(parts), func(i int) {
		first := int32(s.segments[i].first)
		out := all[ends[i]-len(parts[i].found) : ends[i]]
		for k, e := range parts[i].found {
			out[k] = Found{Article: first + int32(e.doc), Score: e.weight, Hits: e.times, Level: e.level}
		}
	})
	return all
}

// gather finds the documents of every leaf in every segment.
func (s Snapshot) gather(ctx context.Context, q *match.Query, words map[*match.Term][]word, parts []evaluation) {
	each(ctx, len(parts), func(i int) {
		p := &parts[i]
		p.scratch, _ = scratches.Get().(*scratch)
		p.leaves = make([][]entry, len(q.Leaves))
		g := gatherer{scratch: p.scratch, seg: s.segments[i], words: words}
		for n, leaf := range q.Leaves {
			if ctx.Err() == nil {
				p.leaves[n] = g.leaf(leaf)
			}
		}
	})
}

// words gives for each term the words of the vocabulary that it finds.
func (s Snapshot) words(q *match.Query) map[*match.Term][]word {
	words := make(map[*match.Term][]word)
	for _, leaf := range q.Leaves {
		switch n := leaf.(type) {
		case *match.Term:
			words[n] = s.vocabulary.find(n.Patterns, q.Without)
		case *match.Phrase:
			for _, t := range n.Words {
				words[t] = s.vocabulary.find(t.Patterns, q.Without)
			}
		}
	}
	return words
}

// measure gives how rare each leaf is, and the mean length of a document.
func (s Snapshot) measure(q *match.Query, parts []evaluation) (rare []float32, mean float32) {
	rare = make([]float32, len(q.Leaves))
	all, tokens := 0, 0
	for _, seg := range s.segments {
		all += len(seg.length)
		tokens += seg.tokens
	}
	for n := range rare {
		found := 0
		for i := range parts {
			if parts[i].leaves != nil {
				found += len(parts[i].leaves[n])
			}
		}
		rare[n] = idf(found, all)
	}
	return rare, max(1, float32(tokens)/float32(max(1, all)))
}

// each calls work for 0 to n-1, several at once, until the context ends.
func each(ctx context.Context, n int, work func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n || ctx.Err() != nil {
					return
				}
				work(i)
			}
		})
	}
	wg.Wait()
}

// Best gives the first n of the best ones, in order.
func (r *Result) Best(n int) []Found {
	if n >= len(r.Found) {
		return r.Sorted(slices.Clone(r.Found))
	}
	return r.heap(n)
}

// Sorted puts some of what was found in order, the best first, in place.
func (r *Result) Sorted(found []Found) []Found {
	slices.SortFunc(found, r.better)
	return found
}

// heap keeps the n best on a heap whose top is the worst of them.
func (r *Result) heap(n int) []Found {
	if n <= 0 {
		return nil
	}
	best := make([]Found, 0, n)
	least := float32(math.Inf(-1)) // what scores less is not among them
	for _, f := range r.Found {
		if f.Score < least {
			continue
		}
		if len(best) < n {
			best = append(best, f)
			if len(best) == n {
				for i := n/2 - 1; i >= 0; i-- {
					r.sink(best, i)
				}
				least = best[0].Score
			}
			continue
		}
		if r.better(f, best[0]) < 0 {
			best[0] = f
			r.sink(best, 0)
			least = best[0].Score
		}
	}
	slices.SortFunc(best, r.better)
	return best
}

func (r *Result) sink(heap []Found, i int) {
	for {
		worst := i
		for _, child := range [...]int{2*i + 1, 2*i + 2} {
			if child < len(heap) && r.better(heap[child], heap[worst]) > 0 {
				worst = child
			}
		}
		if worst == i {
			return
		}
		heap[i], heap[worst] = heap[worst], heap[i]
		i = worst
	}
}

// better orders by score, then the newer first, then as they were loaded.
func (r *Result) better(a, b Found) int {
	if a.Score != b.Score {
		return cmp.Compare(b.Score, a.Score)
	}
	x, y := r.articles[a.Article], r.articles[b.Article]
	if x.HasDate() != y.HasDate() {
		if x.HasDate() {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(y.Unix(), x.Unix()), cmp.Compare(a.Article, b.Article))
}

// Of gives what was found of an article by its number.
func (r *Result) Of(article int) (Found, bool) {
	i, ok := slices.BinarySearchFunc(r.Found, article, func(f Found, n int) int { return int(f.Article) - n })
	if !ok {
		return Found{}, false
	}
	return r.Found[i], true
}
