package search

import (
	"cmp"
	"context"
	"math"
	"slices"

	"qari/model/arabic"
	"qari/model/match"
)

// The hits of an article are those of all lit leaves, wherever they stand in the
// query, and a stretch of text that several leaves find is one hit. Joining adds up
// what the leaves found, which is the same only where no two of them can find the
// same words and no part of the query is left out; else the hits are counted here.

// hitCount says how the hits of a query are counted.
type hitCount struct {
	joined  bool  // joining has counted them
	lone    []int // leaves that share no words: what they found is added up
	tangled []int // leaves whose hits may overlap: their places are looked at
}

func planHits(q *match.Query, words map[*match.Term][]word) hitCount {
	tangled := make(map[int]bool)
	owner := make(map[uint32]int)
	own := func(t *match.Term, leaf int) {
		for _, w := range words[t] {
			if other, ok := owner[w.number]; ok {
				tangled[other], tangled[leaf] = true, true
			}
			owner[w.number] = leaf
		}
	}
	var c hitCount
	for i, leaf := range q.Leaves {
		if !q.Lit[i] {
			continue
		}
		switch n := leaf.(type) {
		case *match.Term:
			own(n, i)
		case *match.Phrase:
			for _, t := range n.Words {
				own(t, i)
			}
			if n.Slop >= 0 {
				tangled[i] = true // each of its words is a hit
			}
		}
	}
	for i, leaf := range q.Leaves {
		switch leaf.(type) {
		case *match.Term, *match.Phrase:
			if tangled[i] {
				c.tangled = append(c.tangled, i)
			} else if q.Lit[i] {
				c.lone = append(c.lone, i)
			}
		}
	}
	c.joined = len(c.tangled) == 0 && addsUp(q.Root, false)
	return c
}

// addsUp reports whether joining counts the hits of all leaves of a node: not where
// an alternative may be left out although some of its words are there.
func addsUp(n match.Node, alternative bool) bool {
	switch n := n.(type) {
	case match.And:
		return !alternative && !slices.ContainsFunc(n.Nodes, func(x match.Node) bool { return !addsUp(x, false) })
	case match.Or:
		return !slices.ContainsFunc(n.Nodes, func(x match.Node) bool { return !addsUp(x, true) })
	}
	return true
}

// stretch is a hit: its tokens, from the first to the last, and its level.
type stretch struct {
	first, last uint32
	level       arabic.Level
}

// recount counts the hits of the documents that were found in one segment.
func (c hitCount) recount(ctx context.Context, q *match.Query, e *evaluation, g *gatherer) {
	if c.joined {
		return
	}
	counts := make([]int, len(e.found)) // what was found may be what a leaf found
	for _, leaf := range c.lone {
		addTimes(counts, e.found, e.leaves[leaf])
	}
	walkers := make([]leafWalker, len(c.tangled))
	for i, leaf := range c.tangled {
		walkers[i] = g.walk(q.Leaves[leaf])
	}
	var hits []stretch
	for i := range e.found {
		if i%64 == 0 && ctx.Err() != nil {
			return
		}
		doc := e.found[i].doc
		hits = hits[:0]
		for k := range walkers {
			hits = walkers[k].hits(hits, doc, uint32(g.seg.title[doc]))
		}
		n, level := countApart(hits)
		counts[i] += n
		e.found[i].level = min(e.found[i].level, level)
	}
	for i, n := range counts {
		e.found[i].times = uint16(min(n, math.MaxUint16))
	}
}

// addTimes adds the hits of a leaf to the counts of the documents that were found.
func addTimes(counts []int, found, leaf []entry) {
	for i := range found {
		for len(leaf) > 0 && leaf[0].doc < found[i].doc {
			leaf = leaf[1:]
		}
		if len(leaf) > 0 && leaf[0].doc == found[i].doc {
			counts[i] += int(leaf[0].times)
			found[i].level = min(found[i].level, leaf[0].level)
		}
	}
}

// countApart counts the hits that are left when of those that overlap the first and
// longest stays, and gives the level of the best.
func countApart(hits []stretch) (n int, best arabic.Level) {
	best = unseen
	slices.SortFunc(hits, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.last, a.last))
	})
	end := uint32(0)
	for _, h := range hits {
		if h.first >= end {
			n, end = n+1, h.last+1
			best = min(best, h.level)
		}
	}
	return n, best
}

// leafWalker gives the hits of a leaf in one document after the other.
type leafWalker struct {
	words  []walker
	where  match.Where
	slop   int
	lists  [][]uint32
	levels [][]arabic.Level
}

func (g *gatherer) walk(leaf match.Node) (w leafWalker) {
	terms := []*match.Term{}
	w.slop = -1
	switch n := leaf.(type) {
	case *match.Term:
		terms, w.where = append(terms, n), n.Where
	case *match.Phrase:
		terms, w.where, w.slop = n.Words, n.Where, n.Slop
	}
	for _, t := range terms {
		w.words = append(w.words, newWalker(g.lists(t)))
	}
	w.lists, w.levels = make([][]uint32, len(terms)), make([][]arabic.Level, len(terms))
	return w
}

// read reads the places of the leaf's words in a document, and reports whether all
// of them are there. Documents must ascend.
func (w *leafWalker) read(doc, title uint32) bool {
	whole := true
	for i := range w.words {
		w.lists[i], w.levels[i] = w.words[i].at(doc, w.lists[i][:0], w.levels[i][:0])
		if w.where != match.Anywhere {
			w.lists[i], w.levels[i] = within(w.lists[i], w.levels[i], w.where, title)
		}
		whole = whole && len(w.lists[i]) > 0
	}
	return whole
}

// hits appends the hits in a document.
func (w *leafWalker) hits(dst []stretch, doc, title uint32) []stretch {
	if !w.read(doc, title) {
		return dst
	}
	match.Together(w.lists, w.slop, title, func(places []uint32) {
		if w.slop < 0 {
			dst = append(dst, stretch{places[0], places[len(places)-1], w.level(places...)})
			return
		}
		for i, p := range places {
			dst = append(dst, stretch{p, p, w.levelAt(i, p)})
		}
	})
	return dst
}

// level is that of the loosest of the words at their places.
func (w *leafWalker) level(places ...uint32) arabic.Level {
	level := arabic.Exact
	for i, p := range places {
		level = max(level, w.levelAt(i, p))
	}
	return level
}

func (w *leafWalker) levelAt(word int, place uint32) arabic.Level {
	n, ok := slices.BinarySearch(w.lists[word], place)
	if !ok { // the postings were forged: their positions do not ascend
		return arabic.Forms
	}
	return w.levels[word][n]
}
