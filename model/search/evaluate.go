package search

import (
	"context"
	"math"
	"slices"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/match"
)

// A query is evaluated in two rounds, each over all segments at once. The first
// finds the documents of every leaf; then it is known how rare each is. The second
// joins them as the query says, and scores.

// entry is a document in which a leaf was found.
type entry struct {
	doc    uint32  // of the segment
	weight float32 // of its occurrences, for the score
	times  uint16  // hits, as many as fit
	level  arabic.Level
}

// unseen is the level of what was found without a word of the text.
const unseen = arabic.Forms + 1

// What an occurrence weighs, by its level, and how much more one in the title
// does.
const titleBoost = 2

func weightOf(l arabic.Level) float32 {
	switch l {
	case arabic.Exact, arabic.Folded:
		return 1
	case arabic.Clitics:
		return 0.9
	}
	return 0.6
}

// gatherer finds the documents of leaves in one segment.
type gatherer struct {
	ctx      context.Context
	seg      *segment
	articles []*corpus.Article // of the corpus
	words    map[*match.Term][]word

	weights []float32 // of each document, while a leaf is gathered
	times   []uint16
	levels  []arabic.Level
}

func (g *gatherer) reset() {
	n := len(g.seg.length)
	if g.weights == nil {
		g.weights, g.times, g.levels = make([]float32, n), make([]uint16, n), make([]arabic.Level, n)
	}
}

// leaf gives the documents in which a leaf is found, ascending. Those of a
// Regex and of a Condition are worked out later, where they are needed.
func (g *gatherer) leaf(n match.Node) []entry {
	g.reset()
	switch n := n.(type) {
	case *match.Term:
		if n.Where != match.Anywhere {
			return g.phrase([]*match.Term{n}, -1, n.Where)
		}
		return g.term(n)
	case *match.Phrase:
		return g.phrase(n.Words, n.Slop, n.Where)
	}
	return nil
}

// term counts each document's occurrences.
func (g *gatherer) term(t *match.Term) []entry {
	found := 0
	for _, w := range g.words[t] {
		postings := g.seg.of(w.number)
		if postings == nil {
			continue
		}
		weight := weightOf(w.level)
		for c := newCursor(postings); c.next(); {
			d := c.doc
			if g.times[d] == 0 {
				found++
				g.levels[d] = w.level
			} else if w.level < g.levels[d] {
				g.levels[d] = w.level
			}
			g.times[d] = uint16(min(uint32(g.times[d])+c.times, math.MaxUint16))
			add := float32(c.times) * weight
			if c.title {
				add += titleBoost * weight
			}
			g.weights[d] += add
		}
	}
	return g.collect(found)
}

// collect takes what was counted, and leaves the counts at zero.
func (g *gatherer) collect(found int) []entry {
	if found == 0 {
		return nil
	}
	entries := make([]entry, 0, found)
	for d, times := range g.times {
		if times > 0 {
			entries = append(entries, entry{uint32(d), g.weights[d], times, g.levels[d]})
		}
	}
	for _, e := range entries {
		g.weights[e.doc], g.times[e.doc] = 0, 0
	}
	return entries
}

// phrase finds the documents that hold all words, and looks at the positions in
// those only.
func (g *gatherer) phrase(words []*match.Term, slop int, where match.Where) []entry {
	all := g.holdAll(words)
	if len(all) == 0 {
		return nil
	}
	at := make([][]placed, len(words))
	for i, t := range words {
		at[i] = g.positions(t, all)
	}
	var entries []entry
	lists, levels := make([][]uint32, len(words)), make([][]arabic.Level, len(words))
	from := make([]int, len(words))
	for _, d := range all {
		title := uint32(g.seg.title[d])
		whole := true
		for i := range words {
			lists[i], levels[i] = lists[i][:0], levels[i][:0]
			for ; from[i] < len(at[i]) && at[i][from[i]].doc == d; from[i]++ {
				if p := at[i][from[i]]; where.Holds(p.position, title) {
					lists[i], levels[i] = append(lists[i], p.position), append(levels[i], p.level)
				}
			}
			whole = whole && len(lists[i]) > 0
		}
		if !whole {
			continue
		}
		e := entry{doc: d, level: unseen}
		match.Together(lists, slop, title, func(places []uint32) {
			level := arabic.Exact
			for i, p := range places {
				n, _ := slices.BinarySearch(lists[i], p)
				level = max(level, levels[i][n])
			}
			e.times += uint16(min(1, math.MaxUint16-int(e.times)))
			e.level = min(e.level, level)
			e.weight += weightOf(level)
			if places[0] < title {
				e.weight += titleBoost * weightOf(level)
			}
		})
		if e.times > 0 {
			entries = append(entries, e)
		}
	}
	return entries
}

// holdAll gives the documents that hold each of the words, ascending.
func (g *gatherer) holdAll(words []*match.Term) []uint32 {
	n := len(g.seg.length)
	seen := make([]uint8, n)
	for i, t := range words {
		for _, w := range g.words[t] {
			postings := g.seg.of(w.number)
			if postings == nil {
				continue
			}
			for c := newCursor(postings); c.next(); {
				if seen[c.doc] == uint8(i) {
					seen[c.doc] = uint8(i) + 1
				}
			}
		}
	}
	var all []uint32
	for d, count := range seen {
		if int(count) == len(words) {
			all = append(all, uint32(d))
		}
	}
	return all
}

// placed is a position in a document.
type placed struct {
	doc, position uint32
	level         arabic.Level
}

// positions gives the places of a term in some documents, which ascend, in order.
func (g *gatherer) positions(t *match.Term, docs []uint32) []placed {
	var out []placed
	var room []uint32
	lists := 0
	for _, w := range g.words[t] {
		postings := g.seg.of(w.number)
		if postings == nil {
			continue
		}
		lists++
		i := 0
		for c := newCursor(postings); i < len(docs) && c.next(); {
			for i < len(docs) && docs[i] < c.doc {
				i++
			}
			if i == len(docs) || docs[i] != c.doc {
				c.skip()
				continue
			}
			room = c.read(room[:0])
			for _, p := range room {
				out = append(out, placed{c.doc, p, w.level})
			}
		}
	}
	if lists > 1 {
		slices.SortFunc(out, func(a, b placed) int {
			if a.doc != b.doc {
				return int(a.doc) - int(b.doc)
			}
			return int(a.position) - int(b.position)
		})
	}
	return out
}
