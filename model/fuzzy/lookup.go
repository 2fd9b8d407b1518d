package fuzzy

import (
	"context"
	"math"
	"math/bits"
	"slices"
)

// lookup is what the terms of a query score, ready to be looked up for titles.
type lookup struct {
	titles *Snapshot
	terms  []term // the first is that which the fewest titles have
	best   []int  // by term, of all words
	rest   []int  // by term, the sum of the best of it and those after it
	views  []view // of the segments
	counts *histogram
}

// view is a segment with the scores of words. One goroutine at a time uses it.
type view struct {
	*segment
	words  [][]int32 // the scores by term and word
	scores [][]int32 // the same by number of the word in the segment, once gathered
}

func newLookup(ctx context.Context, s *Snapshot, terms []term) *lookup {
	l := &lookup{titles: s, terms: terms, views: make([]view, s.segments())}
	var all [][]int32
	for i := range terms {
		scores := s.scores(ctx, &terms[i])
		all, l.best = append(all, scores), append(l.best, maxOf(scores))
		if h := s.histogram(&terms[i], scores); i == 0 || h.total < l.counts.total {
			l.counts = h
			terms[0], terms[i] = terms[i], terms[0]
			all[0], all[i] = all[i], all[0]
			l.best[0], l.best[i] = l.best[i], l.best[0]
		}
	}
	l.addUp()
	for i := range l.views {
		l.views[i] = view{segment: s.segment(i), words: all}
	}
	return l
}

// maxOf is the best score there is.
func maxOf(scores []int32) int {
	best := int32(none)
	for _, score := range scores {
		best = max(best, score)
	}
	return int(best)
}

// addUp fills rest.
func (l *lookup) addUp() {
	l.rest = make([]int, len(l.best)+1)
	for i, best := range slices.Backward(l.best) {
		l.rest[i] = l.rest[i+1] + best
	}
}

// gather returns what the words of a segment have, given by all words. It takes
// the place of out.
func gather[T any](out, all []T, words []uint32) []T {
	out = slices.Grow(out[:0], len(words))[:len(words)]
	for i, w := range words {
		out[i] = all[w]
	}
	return out
}

// held reports whether each term is held by some word.
func (l *lookup) held() bool {
	for _, best := range l.best {
		if best == none {
			return false
		}
	}
	return true
}

// bound is the most that a title can score whose best word for the first term
// scores below limit.
func (l *lookup) bound(limit int) int {
	return min(limit-1, l.best[0]) + l.rest[1]
}

// page returns the n best titles that have all terms in words. It tries those
// with the best words for the first term, then those with the next best, until
// no other can be better.
func (l *lookup) page(ctx context.Context, n int) []Hit {
	if !l.held() {
		return nil
	}
	tops := newTops(n)
	for limit, target := math.MaxInt, n; ; target *= 64 {
		from := l.counts.from(&l.terms[0], limit, target)
		bound := l.bound(limit)
		inParallel(ctx, len(l.views), func(worker, i int) {
			t := tops[worker]
			yield := func(title, score int) bool {
				t.add(Hit{title, score})
				return !t.full(bound, title)
			}
			v := &l.views[i]
			if v.starts != nil || limit == math.MaxInt {
				l.some(ctx, v, from, limit, &t.worst.Score, yield)
			}
		})
		hits := best(n, tops)
		if ctx.Err() != nil || from == none+1 || len(hits) == n && hits[n-1].Score >= l.bound(from) {
			return hits
		}
		limit = from
	}
}

// all returns the titles that have all terms in words.
func (l *lookup) all(ctx context.Context) []Hit {
	if !l.held() {
		return nil
	}
	tallies := make([]*tally, len(l.views))
	inParallel(ctx, len(l.views), func(_, i int) {
		v := &l.views[i]
		t := newTally()
		tallies[i] = t
		yield := func(title, score int) bool {
			t.add(title, score)
			return true
		}
		least := math.MinInt
		l.some(ctx, v, none+1, math.MaxInt, &least, yield)
	})
	if ctx.Err() != nil {
		return nil
	}
	return ranked(ctx, tallies)
}

// stride is after how many titles the context is looked at.
const stride = 512

// bitset is a set of titles of a segment.
type bitset [segmentTitles / 64]uint64

// mark marks the titles that have a word that scores in [from, limit) for the
// first term, and returns how many there are at most; all is true if so many have
// that one may as well look at all.
func (v *view) mark(set *bitset, from, limit int) (n int, all bool) {
	if v.starts == nil {
		return v.len(), true
	}
	scores := v.words[0]
	for i, w := range v.vocabulary {
		if score := int(scores[w]); score < from || score >= limit {
			continue
		}
		titles := v.withWord(i)
		if n += len(titles); n > v.len()/2 {
			return n, true
		}
		for _, title := range titles {
			set[title/64] |= 1 << (title % 64)
		}
	}
	return n, false
}

// gatherFor gathers the scores if that pays for so many titles.
func (v *view) gatherFor(titles int) {
	const words = 8 // of a title
	if v.scores != nil || titles*words < len(v.vocabulary) {
		return
	}
	for _, scores := range v.words {
		v.scores = append(v.scores, gather(nil, scores, v.vocabulary))
	}
}

// some yields the titles whose best word for the first term scores in [from,
// limit), as long as yield says so. It may leave out those that score less
// than least.
func (l *lookup) some(ctx context.Context, v *view, from, limit int, least *int, yield func(title, score int) bool) {
	var set bitset
	n, all := v.mark(&set, from, limit)
	v.gatherFor(n)
	if all {
		l.every(ctx, v, limit, least, yield)
		return
	}
	if n == 0 {
		return
	}
	for i, word := range set {
		if i*64%stride == 0 && ctx.Err() != nil {
			return
		}
		for ; word != 0; word &= word - 1 {
			title := i*64 + bits.TrailingZeros64(word)
			if score, ok := l.score(v, title, limit, *least); ok && !yield(v.first+title, score) {
				return
			}
		}
	}
}

// every does the same with titles whose best word scores less than limit.
func (l *lookup) every(ctx context.Context, v *view, limit int, least *int, yield func(title, score int) bool) {
	for title := range v.ends {
		if title%stride == 0 && ctx.Err() != nil {
			return
		}
		if score, ok := l.score(v, title, limit, *least); ok && !yield(v.first+title, score) {
			return
		}
	}
}

// score is what a title scores; false if it does not have all terms, or its best
// word for the first scores limit or more, or it scores less than least.
func (l *lookup) score(v *view, title, limit, least int) (sum int, ok bool) {
	if len(l.terms) > 1 && v.scores != nil {
		var second int
		sum, second = bestOfTwo(v.wordsOf(title), v.scores[0], v.scores[1])
		if sum == none || sum >= limit || second == none {
			return 0, false
		}
		return l.scoreFrom(2, v, title, sum+second, least)
	}
	sum = v.best(title, 0)
	if sum == none || sum >= limit {
		return 0, false
	}
	return l.scoreFrom(1, v, title, sum, least)
}

// scoreFrom adds to sum what a title scores for the terms from one on.
func (l *lookup) scoreFrom(term int, v *view, title, sum, least int) (int, bool) {
	for i := term; i < len(l.terms); i++ {
		if sum+l.rest[i] < least {
			return 0, false
		}
		score := v.best(title, i)
		if score == none {
			return 0, false
		}
		sum += score
	}
	return sum, true
}

// best is the score of a title's best word for a term, none if none holds it.
func (v *view) best(title, term int) int {
	if v.scores != nil {
		return bestOf(v.wordsOf(title), v.scores[term])
	}
	best, scores := int32(none), v.words[term]
	for _, w := range v.wordsOf(title) {
		best = max(best, scores[v.vocabulary[w]])
	}
	return int(best)
}

// bestOf is the best score of some words.
func bestOf(words []uint16, scores []int32) int {
	best := int32(none)
	for _, w := range words {
		best = max(best, scores[w])
	}
	return int(best)
}

// bestOfTwo is bestOf for two terms in one go.
func bestOfTwo(words []uint16, first, second []int32) (a, b int) {
	best, other := int32(none), int32(none)
	for _, w := range words {
		best, other = max(best, first[w]), max(other, second[w])
	}
	return int(best), int(other)
}
