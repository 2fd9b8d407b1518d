package search

import (
	"math"
	"slices"
	"sort"
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
			return g.phrase(n, n)
		}
		return g.term(n)
	case *match.Phrase:
		return g.phrase(n, n.Words...)
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
	found := g.count(g.lists(t))
	entries := g.take(found)
	sums := g.sums[:min(len(g.sums), len(g.seg.length))]
	for d := range sums {
		if s := &sums[d]; s.times > 0 {
			entries = append(entries, entry{uint32(d), s.weight, s.times, s.level})
			*s = sum{}
		}
	}
	return entries
}

// count adds up the occurrences of words in each document, and gives how many
// documents have any.
func (g *gatherer) count(lists []list) (found int) {
	if len(lists) == 0 {
		return 0
	}
	if n := len(g.seg.length); len(g.sums) < n {
		g.sums = make([]sum, n)
	}
	for _, l := range lists {
		found += count(g.sums, l)
	}
	return found
}

// count adds the occurrences of a word to the sums of its documents, and gives how
// many of those are new. It is what a search spends most of its time on, so it reads
// the postings as cursor does, but by hand.
func count(sums []sum, l list) (fresh int) {
	docs, _ := split(l.postings)
	weight := weightOf(l.level)
	inTitle := titleBoost * weight
	doc := uint32(0)
	for i := 0; i < len(docs); {
		v := uint32(docs[i])
		i++
		if v >= 0x80 {
			v, i = long(docs, i)
		}
		doc += v >> 2
		times := uint32(1)
		if v&1 != 0 {
			times = uint32(docs[i])
			i++
			if times >= 0x80 {
				times, i = long(docs, i)
			}
			times += 2
		}
		s := &sums[doc]
		if s.times == 0 {
			fresh++
			s.level = l.level
		} else if l.level < s.level {
			s.level = l.level
		}
		s.times = uint16(min(uint32(s.times)+times, math.MaxUint16))
		s.weight += float32(times) * weight
		if v&2 != 0 {
			s.weight += inTitle
		}
	}
	return fresh
}

// phrase finds the documents that hold all words, and looks at the positions in
// those only.
func (g *gatherer) phrase(leaf match.Node, words ...*match.Term) []entry {
	all := g.holdAll(words)
	if len(all) == 0 {
		return nil
	}
	w := g.walk(leaf)
	var entries []entry
	for _, d := range all {
		title := uint32(g.seg.title[d])
		if !w.read(d, title) {
			continue
		}
		e := entry{doc: d, level: unseen}
		match.Together(w.lists, w.slop, title, func(places []uint32) {
			level := w.level(places...)
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
			mark(seen, l, uint8(i))
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

// mark raises what was seen of each document of a word from n to n+1; others stay as
// they are. Like count it reads the postings by hand.
func mark(seen []uint8, l list, n uint8) {
	docs, _ := split(l.postings)
	doc := uint32(0)
	for i := 0; i < len(docs); {
		v := uint32(docs[i])
		i++
		if v >= 0x80 {
			v, i = long(docs, i)
		}
		doc += v >> 2
		if v&1 != 0 {
			for docs[i] >= 0x80 {
				i++
			}
			i++
		}
		if seen[doc] == n {
			seen[doc] = n + 1
		}
	}
}

// within leaves the positions that lie in a part of the article.
func within(positions []uint32, levels []arabic.Level, where match.Where, title uint32) ([]uint32, []arabic.Level) {
	n := 0
	for i, p := range positions {
		if where.Holds(p, title) {
			positions[n], levels[n] = p, levels[i]
			n++
		}
	}
	return positions[:n], levels[:n]
}

// walker gives the positions of a term in one document after the other.
type walker struct {
	cursors []cursor
	levels  []arabic.Level // of each cursor
}

func newWalker(lists []list) (w walker) {
	for _, l := range lists {
		if c := newCursor(l.postings); c.next() {
			w.cursors, w.levels = append(w.cursors, c), append(w.levels, l.level)
		}
	}
	return w
}

// at appends the positions of the term in a document, in order, and their levels.
// Documents must ascend.
func (w *walker) at(doc uint32, positions []uint32, levels []arabic.Level) ([]uint32, []arabic.Level) {
	several := false
	for i := 0; i < len(w.cursors); i++ {
		c := &w.cursors[i]
		more := true
		for more && c.doc < doc {
			c.skip()
			more = c.next()
		}
		if more && c.doc == doc {
			several = several || len(positions) > 0
			positions = c.read(positions)
			for len(levels) < len(positions) {
				levels = append(levels, w.levels[i])
			}
			more = c.next()
		}
		if !more {
			w.cursors, w.levels = slices.Delete(w.cursors, i, i+1), slices.Delete(w.levels, i, i+1)
			i--
		}
	}
	if several {
		sort.Sort(&byPosition{positions, levels})
	}
	return positions, levels
}

// byPosition sorts positions with their levels; no position is there twice.
type byPosition struct {
	positions []uint32
	levels    []arabic.Level
}

func (b *byPosition) Len() int           { return len(b.positions) }
func (b *byPosition) Less(i, j int) bool { return b.positions[i] < b.positions[j] }
func (b *byPosition) Swap(i, j int) {
	b.positions[i], b.positions[j] = b.positions[j], b.positions[i]
	b.levels[i], b.levels[j] = b.levels[j], b.levels[i]
}
