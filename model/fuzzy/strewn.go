package fuzzy

import (
	"context"
	"math"
	"math/bits"
	"slices"
)

// strewn is a lookup where letters count that are strewn over a title.
type strewn struct {
	*lookup
	steps [][]counts // by term and word
	pairs [][]counts
	mask  uint32 // of all terms
	order []int  // of the terms, the longest first
}

// strewn prepares to look for the terms of l.
func (l *lookup) strewn(ctx context.Context) *strewn {
	s := &strewn{lookup: l}
	words := l.titles.words
	var places []*places
	for i := range l.terms {
		t := &l.terms[i]
		places = append(places, t.places())
		s.steps, s.pairs = append(s.steps, make([]counts, len(words))), append(s.pairs, make([]counts, len(words)))
		s.mask |= narrow(t.mask)
		s.order = append(s.order, i)
	}
	slices.SortFunc(s.order, func(i, j int) int { return len(l.terms[j].letters) - len(l.terms[i].letters) })
	inShares(ctx, len(words), func(_, from, to int) {
		for i, p := range places {
			for w := from; w < to; w++ {
				s.steps[i][w], s.pairs[i][w] = p.read(&words[w])
			}
		}
	})
	return s
}

// page returns the n best titles that have all terms.
func (s *strewn) page(ctx context.Context, n int) []Hit {
	tops := newTops(n)
	s.each(ctx, func(worker, _ int) (*int, func(title, score int)) {
		t := tops[worker]
		return &t.worst.Score, func(title, score int) { t.add(Hit{title, score}) }
	})
	return best(n, tops)
}

// all returns the titles that have all terms.
func (s *strewn) all(ctx context.Context) []Hit {
	tallies := make([]*tally, len(s.views))
	s.each(ctx, func(_, i int) (*int, func(title, score int)) {
		least := math.MinInt
		tallies[i] = newTally()
		return &least, tallies[i].add
	})
	if ctx.Err() != nil {
		return nil
	}
	return ranked(ctx, tallies)
}

// each has the titles of each segment that have all terms yielded, with their
// scores. It may leave out those that score less than least. By worker and
// segment, begin tells where to.
func (s *strewn) each(ctx context.Context, begin func(worker, segment int) (least *int, yield func(title, score int))) {
	views := make([]strewnView, workers())
	inParallel(ctx, len(s.views), func(worker, i int) {
		v := &views[worker]
		v.strewn, v.view = s, &s.views[i]
		v.gather()
		least, yield := begin(worker, i)
		v.each(ctx, least, yield)
	})
}

// strewnView is a segment with the steps of its words.
type strewnView struct {
	*strewn
	*view
	steps [][]counts // by term and number of the word
}

// gather gathers the steps, where those of the segment before were, which is near.
func (v *strewnView) gather() {
	if v.steps == nil {
		v.steps = make([][]counts, len(v.terms))
	}
	for i, all := range v.strewn.steps {
		v.steps[i] = gather(v.steps[i], all, v.vocabulary)
	}
}

func (v *strewnView) each(ctx context.Context, least *int, yield func(title, score int)) {
	for from := 0; from < v.len(); from += 64 {
		if from%stride == 0 && ctx.Err() != nil {
			return
		}
		for set := v.fit(from, v.mask, v.longest(*least)); set != 0; set &= set - 1 {
			title := from + bits.TrailingZeros64(set)
			if v.holdsAll(title) {
				yield(v.first+title, v.score(title))
			}
		}
	}
}

// longest is the length of the longest titles that can score least.
func (s *strewn) longest(least int) int {
	sum := 0
	for i := range s.terms {
		if s.best[i] != none || least == math.MinInt {
			return maxLength
		}
		sum += s.most(i)
	}
	return min(max((sum-least)/len(s.terms)+1, 0), maxLength)
}

// most is the most that a title can score for a term that is strewn over it, if
// it had no letters.
func (s *strewn) most(term int) int {
	t := &s.terms[term]
	pairs := len(t.seen) - 1
	if pairs > 0 && len(t.seen) == len(t.letters) {
		pairs-- // not all of its letters are in one word
	}
	return t.sahilm(sketch{pairs: pairs}, 0)
}

// fit returns which of the 64 titles from one on have all letters of a mask and
// are no longer than longest, without a branch that a processor could not
// foretell.
func (g *segment) fit(from int, mask uint32, longest int) (set uint64) {
	to := min(from+64, g.len())
	lengths := g.lengths[from:to]
	for i, letters := range g.masks[from:to] {
		missing, shorter := int64(mask&^letters), int64(lengths[i])-int64(longest)-1
		set |= uint64((missing-1)&shorter) >> 63 << i
	}
	return set
}

// holdsAll reports whether a title holds the letters of each term in order.
func (v *strewnView) holdsAll(title int) bool {
	for _, i := range v.order {
		if !v.holds(i, title) {
			return false
		}
	}
	return true
}

func (v *strewnView) holds(term, title int) bool {
	letters := v.terms[term].letters
	goal := uint(min(len(letters), maxSteps))
	steps, found := v.steps[term], uint(0)
	for _, w := range v.wordsOf(title) {
		found = steps[w].at(found)
	}
	if found < goal || len(letters) <= maxSteps {
		return found == goal
	}
	for _, w := range v.wordsOf(title) {
		letters = left(letters, v.word(w).folded)
	}
	return len(letters) == 0
}

// word returns the word that has a number in the segment.
func (v *strewnView) word(number uint16) *word { return &v.lookup.titles.words[v.vocabulary[number]] }

// score is the score of a title that has all terms.
func (v *strewnView) score(title int) int {
	sum := 0
	for i := range v.terms {
		sum += v.scoreFor(i, title)
	}
	return sum
}

// scoreFor is the score of a title for a term: that of its best word, or if none
// holds the term, for the letters strewn over it.
func (v *strewnView) scoreFor(term, title int) int {
	t := &v.terms[term]
	goal := uint(min(len(t.letters), maxSteps))
	steps, pairs := v.steps[term], v.pairs[term]
	found, touch, best := uint(0), uint(0), int32(none)
	for _, w := range v.wordsOf(title) {
		if steps[w].at(0) == goal {
			best = max(best, v.words[term][v.vocabulary[w]])
		}
		before := found
		if found = steps[w].at(found); found > before+1 {
			touch += pairs[v.vocabulary[w]].at(before)
		}
	}
	if best != none {
		return int(best)
	}
	k := sketch{pairs: int(touch)}
	if len(t.letters) > maxSteps {
		k = v.sketch(t, title)
	} else {
		k.lead = v.lead(t, steps, title)
	}
	return t.score(tierStrewn, t.sahilm(k, v.length(title)))
}

// sketch reads the sketch of a title.
func (v *strewnView) sketch(t *term, title int) (k sketch) {
	for _, w := range v.wordsOf(title) {
		k.add(t.seen, v.word(w).folded)
		if k.found == 0 {
			k.lead++ // the blank
		}
	}
	return k
}

// lead is how many letters of a title, up to maxLead, stand before the first of
// the term.
func (v *strewnView) lead(t *term, steps []counts, title int) int {
	var k sketch
	for _, w := range v.wordsOf(title) {
		if steps[w].at(0) > 0 {
			k.add(t.seen[:1], v.word(w).folded)
			break
		}
		if k.lead += int(v.word(w).letters) + 1; k.lead >= maxLead {
			break
		}
	}
	return k.lead
}

// length is how many letters a title has, with a blank between words.
func (v *strewnView) length(title int) int {
	if n := int(v.lengths[title]); n < maxLength {
		return n - 1
	}
	n := -1
	for _, w := range v.wordsOf(title) {
		n += int(v.word(w).letters) + 1
	}
	return n
}
