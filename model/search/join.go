package search

import (
	"context"
	"math"

	"qari/model/corpus"
	"qari/model/match"
)

// Constants of BM25, as Robertson and Zaragoza give them (The Probabilistic
// Relevance Framework, 2009).
const (
	bm25K = 1.2
	bm25B = 0.75
)

// joiner joins what was found in one segment.
type joiner struct {
	*scratch
	ctx      context.Context
	seg      *segment
	articles []*corpus.Article
	leaves   [][]entry // by the number of the leaf
	idf      []float32
	lit      []bool
	mean     float32 // tokens of a document
	looked   int
}

// join gives the documents in which a node holds, ascending, with scores in
// place of weights. within, where it is not nil, are the only ones that matter.
func (j *joiner) join(n match.Node, within []entry) []entry {
	switch n := n.(type) {
	case match.And:
		return j.and(n.Nodes, within)
	case match.Or:
		var all []entry
		for _, x := range n.Nodes {
			all = j.union(all, j.join(x, within))
		}
		return all
	case match.Not:
		return j.minus(j.every(within), j.join(n.Node, within))
	case *match.Term:
		return j.scored(n.Number)
	case *match.Phrase:
		return j.scored(n.Number)
	case *match.Regex:
		return j.test(within, func(a *corpus.Article, _ int) bool { return n.In(a) })
	case *match.Condition:
		return j.condition(n, within)
	}
	return j.every(within)
}

// and joins the words first: what takes long is then asked of few documents only.
func (j *joiner) and(nodes []match.Node, within []entry) []entry {
	all := within
	for pass := range 3 {
		for _, x := range nodes {
			if cost(x) != pass {
				continue
			}
			if _, not := x.(match.Not); not && all != nil {
				all = j.minus(all, j.join(x.(match.Not).Node, all))
				continue
			}
			found := j.join(x, all)
			if all == nil {
				all = found
			} else {
				all = j.both(all, found)
			}
			if len(all) == 0 {
				return []entry{}
			}
		}
	}
	return all
}

// cost orders the parts of a conjunction: words, then what is known of an
// article, NOT with them, then regular expressions.
func cost(n match.Node) int {
	most := func(nodes []match.Node) int {
		c := 0
		for _, x := range nodes {
			c = max(c, cost(x))
		}
		return c
	}
	switch n := n.(type) {
	case match.And:
		return most(n.Nodes)
	case match.Or:
		return most(n.Nodes)
	case match.Not:
		return max(1, cost(n.Node))
	case *match.Condition:
		return 1
	case *match.Regex:
		return 2
	}
	return 0
}

// every gives the documents of within, or all of them.
func (j *joiner) every(within []entry) []entry {
	if within != nil {
		out := j.take(len(within))
		for _, e := range within {
			out = append(out, entry{doc: e.doc, level: unseen})
		}
		return out
	}
	out := j.take(len(j.seg.length))
	for d := range j.seg.length {
		out = append(out, entry{doc: uint32(d), level: unseen})
	}
	return out
}

// scorer works out scores by BM25, of one leaf.
type scorer struct{ top, flat, slope float32 }

func newScorer(idf, mean float32) scorer {
	return scorer{idf * (bm25K + 1), bm25K * (1 - bm25B), bm25K * bm25B / mean}
}

// of is the score of a document, by the weight of the occurrences and its length.
func (s scorer) of(weight float32, length uint32) float32 {
	return s.top * weight / (weight + s.flat + s.slope*float32(length))
}

// scored gives the documents of a leaf with their scores, once. Hits of a leaf
// that is not lit do not count.
func (j *joiner) scored(leaf int) []entry {
	found := j.leaves[leaf]
	score := newScorer(j.idf[leaf], j.mean)
	for i := range found {
		e := &found[i]
		e.weight = score.of(e.weight, j.seg.length[e.doc])
		if !j.lit[leaf] {
			e.times, e.level = 0, unseen
		}
	}
	return found
}

// test gives the documents of within for which something holds.
func (j *joiner) test(within []entry, holds func(a *corpus.Article, number int) bool) []entry {
	out := j.every(within)
	kept := out[:0]
	for _, e := range out {
		if j.looked++; j.looked%64 == 0 && j.ctx.Err() != nil {
			return kept
		}
		number := j.seg.first + int(e.doc)
		if holds(j.articles[number], number) {
			kept = append(kept, e)
		}
	}
	return kept
}

// condition asks once for all articles that share what the answer depends on.
func (j *joiner) condition(c *match.Condition, within []entry) []entry {
	if c.Of == nil {
		return j.test(within, c.Holds)
	}
	known := make(map[*corpus.Origin]bool)
	var last *corpus.Origin
	holds, asked := false, false
	return j.test(within, func(a *corpus.Article, number int) bool {
		of := c.Of(a)
		if asked && of == last {
			return holds
		}
		answer, ok := known[of]
		if !ok {
			answer = c.Holds(a, number)
			known[of] = answer
		}
		last, holds, asked = of, answer, true
		return answer
	})
}

// union gives what is in a or in b.
func (j *joiner) union(a, b []entry) []entry {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := j.take(len(a) + len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].doc < b[0].doc:
			out, a = append(out, a[0]), a[1:]
		case a[0].doc > b[0].doc:
			out, b = append(out, b[0]), b[1:]
		default:
			out = append(out, add(a[0], b[0]))
			a, b = a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// both gives what is in a and in b.
func (j *joiner) both(a, b []entry) []entry {
	out := j.take(min(len(a), len(b)))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].doc < b[0].doc:
			a = a[1:]
		case a[0].doc > b[0].doc:
			b = b[1:]
		default:
			out = append(out, add(a[0], b[0]))
			a, b = a[1:], b[1:]
		}
	}
	return out
}

// minus gives what is in a and not in b.
func (j *joiner) minus(a, b []entry) []entry {
	out := j.take(len(a))
	for _, e := range a {
		for len(b) > 0 && b[0].doc < e.doc {
			b = b[1:]
		}
		if len(b) == 0 || b[0].doc != e.doc {
			out = append(out, e)
		}
	}
	return out
}

// add is a document that two nodes found.
func add(a, b entry) entry {
	return entry{a.doc, a.weight + b.weight, uint16(min(int(a.times)+int(b.times), math.MaxUint16)), min(a.level, b.level)}
}

// idf is how rare something is that so many of all documents hold: never below
// zero, lest a frequent word make an article worse.
func idf(found, all int) float32 {
	return float32(math.Log(1 + (float64(all-found)+0.5)/(float64(found)+0.5)))
}
