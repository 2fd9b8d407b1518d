package search

import (
	"math"
	"slices"
	"sync"

	"qari/model/arabic"
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

// scratch is room that a search needs in one segment. It is used again: what a
// frequent word finds in a large corpus takes more than all the rest.
type scratch struct {
	sums []sum   // of each document, while a term is gathered; all zero otherwise
	slab []entry // what was handed out
}

// sum is what is known of a document while a term is gathered.
type sum struct {
	weight float32
	times  uint16
	level  arabic.Level
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// take gives room for entries, at most so many, with none in it.
func (s *scratch) take(most int) []entry {
	if cap(s.slab)-len(s.slab) < most {
		s.slab = make([]entry, 0, max(most, 2*cap(s.slab)))
	}
	at := len(s.slab)
	s.slab = s.slab[:at+most]
	return s.slab[at : at : at+most]
}

// gatherer finds the documents of leaves in one segment.
type gatherer struct {
	*scratch
	seg   *segment
	words map[*match.Term][]word
}

// leaf gives the documents in which a leaf is found, ascending. Those of a
// Regex and of a Condition are worked out later, where they are needed.
func (g *gatherer) leaf(n match.Node) []entry {
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

// lists gives the postings of the words of a term that the segment has.
func (g *gatherer) lists(t *match.Term) (lists []list) {
	for _, w := range g.words[t] {
		if postings := g.seg.of(w.number); postings != nil {
			lists = append(lists, list{postings, w.level})
		}
	}
	return lists
}

// list is the postings of a word, and the level at which it was found.
type list struct {
	postings []byte
	level    arabic.Level
}

// term counts each document's occurrences.
func (g *gatherer) term(t *match.Term) []entry {
	lists := g.lists(t)
	if len(lists) == 0 {
		return nil
	}
	if n := len(g.seg.length); len(g.sums) < n {
		g.sums = make([]sum, n)
	}
	sums, found := g.sums, 0
	for _, l := range lists {
		weight := weightOf(l.level)
		for c := newCursor(l.postings); c.next(); {
			s := &sums[c.doc]
			if s.times == 0 {
				found++
				s.level = l.level
			}
			s.level = min(s.level, l.level)
			s.times = uint16(min(uint32(s.times)+c.times, math.MaxUint16))
			s.weight += occurrences(c.times, c.title, weight)
		}
	}
	entries := g.take(found)
	for d := range sums[:len(g.seg.length)] {
		if s := &sums[d]; s.times > 0 {
			entries = append(entries, entry{uint32(d), s.weight, s.times, s.level})
			*s = sum{}
		}
	}
	return entries
}

// occurrences is what the occurrences of a word in a document weigh.
func occurrences(times uint32, title bool, weight float32) float32 {
	w := float32(times) * weight
	if title {
		w += titleBoost * weight
	}
	return w
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
		for _, l := range g.lists(t) {
			for c := newCursor(l.postings); c.next(); {
				if seen[c.doc] == uint8(i) {
					seen[c.doc] = uint8(i) + 1
				}
			}
		}
	}
	all := make([]uint32, 0, 64)
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
	lists := g.lists(t)
	for _, l := range lists {
		i := 0
		for c := newCursor(l.postings); i < len(docs) && c.next(); {
			for i < len(docs) && docs[i] < c.doc {
				i++
			}
			if i == len(docs) || docs[i] != c.doc {
				c.skip()
				continue
			}
			room = c.read(room[:0])
			for _, p := range room {
				out = append(out, placed{c.doc, p, l.level})
			}
		}
	}
	if len(lists) > 1 {
		slices.SortFunc(out, func(a, b placed) int {
			if a.doc != b.doc {
				return int(a.doc) - int(b.doc)
			}
			return int(a.position) - int(b.position)
		})
	}
	return out
}
