package fuzzy

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
)

// top keeps the n best of hits.
type top struct {
	n     int
	hits  []Hit
	worst Hit // a further hit has to rank before it
}

// slack is how many hits are kept beyond n before the worst are dropped.
const slack = 1024

func newTop(n int) *top { return &top{n: n, worst: Hit{Score: math.MinInt}} }

// newTops returns one for each worker.
func newTops(n int) []*top {
	tops := make([]*top, workers())
	for i := range tops {
		tops[i] = newTop(n)
	}
	return tops
}

// add takes in a hit.
func (t *top) add(h Hit) {
	if byRank(h, t.worst) >= 0 {
		return
	}
	t.hits = append(t.hits, h)
	if n := len(t.hits); n == t.n || n >= t.n+slack {
		slices.SortFunc(t.hits, byRank)
		t.hits = t.hits[:t.n]
		t.worst = t.hits[t.n-1]
	}
}

// full reports whether no hit that scores limit at most and is of a title from
// some title on can be among the best.
func (t *top) full(limit, title int) bool {
	return t.worst.Score > limit || t.worst.Score == limit && t.worst.Title < title
}

// byRank compares hits by their place in the order.
func byRank(a, b Hit) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Title, b.Title))
}

// best returns the n best hits of all.
func best(n int, tops []*top) []Hit {
	var hits []Hit
	for _, t := range tops {
		hits = append(hits, t.hits...)
	}
	slices.SortFunc(hits, byRank)
	return hits[:min(n, len(hits))]
}

// tally is hits in order of titles, and how many have the same score. Scores are
// few.
type tally struct {
	hits   []tallied
	scores []int // by number
	counts []int
	number map[int]uint32 // of a score
	latest [256]struct{ score, next int }
}

// tallied is a hit of a tally, by the number of its score.
type tallied struct{ title, number uint32 }

func newTally() *tally { return &tally{number: make(map[int]uint32)} }

func (t *tally) add(title, score int) {
	at := &t.latest[uint8(score)]
	if at.score != score || at.next == 0 {
		n, ok := t.number[score]
		if !ok {
			n = uint32(len(t.scores))
			t.number[score] = n
			t.scores, t.counts = append(t.scores, score), append(t.counts, 0)
		}
		at.score, at.next = score, int(n)+1
	}
	n := at.next - 1
	t.counts[n]++
	t.hits = append(t.hits, tallied{uint32(title), uint32(n)})
}

// ranked puts the hits of tallies in order, best first. Equal ones stay in the
// order of the tallies. If ctx has ended it is of no worth.
func ranked(ctx context.Context, tallies []*tally) []Hit {
	all := make(map[int]struct{})
	for _, t := range tallies {
		for _, score := range t.scores {
			all[score] = struct{}{}
		}
	}
	at := 0
	for _, score := range slices.Backward(slices.Sorted(maps.Keys(all))) {
		for _, t := range tallies {
			if n, ok := t.number[score]; ok {
				t.counts[n], at = at, at+t.counts[n] // from now on the place of the next
			}
		}
	}
	out := make([]Hit, at)
	inParallel(ctx, len(tallies), func(_, i int) {
		t := tallies[i]
		for _, h := range t.hits {
			out[t.counts[h.number]] = Hit{Title: int(h.title), Score: t.scores[h.number]}
			t.counts[h.number]++
		}
	})
	return out
}
