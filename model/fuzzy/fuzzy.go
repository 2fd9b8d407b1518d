// Package fuzzy is the filter of the article list: titles that hold the letters
// of the query's terms, best first.
//
// A term's letters must lie in order within one word of the title, folded. Only
// if no title has all its terms so do letters count that are strewn over the
// whole title: most titles hold any four letters somewhere, and a filter that
// shows them all is none.
//
// The work is done once for each distinct word, of which a list of titles has
// few: the index interns them. For each term the words that cannot hold it are
// put aside by a bit mask of their letters and by a look at the letters in
// order; sahilm/fuzzy scores the rest. A title's score is the sum over the
// terms of its best word. On top of sahilm's score, which knows nothing but
// letters, each way for a term to lie in a word has its tier:
//
//	whole    حرب      حرب
//	start    حرب      حربية
//	part     حرب      الحرب
//	spread   حرب      حروب
//	strewn   حرب      حوار بين
package fuzzy

import (
	"context"
	"maps"
	"math"
	"slices"
)

// Hit is a title that matches, by its index. A higher score is better; scores
// of different queries do not compare.
type Hit struct {
	Title int
	Score int
}

// Result is what a query finds, best first, equally good titles in the order of
// the index. Strewn tells that no title has all terms within words, so that
// letters strewn over the whole title counted.
type Result struct {
	Hits   []Hit
	Strewn bool
}

// Find filters the titles of s. Blanks and punctuation separate the terms of
// query, which must all be found, in any order; a query without letter or digit
// finds every title. When ctx is cancelled, Find stops within about a
// millisecond; the error is then that of ctx, and there is no other.
func (s Snapshot) Find(ctx context.Context, query string) (Result, error) {
	f := filter{Snapshot: s, ctx: ctx, terms: parse(query)}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if len(f.terms) == 0 {
		return Result{Hits: allHits(0, s.Len())}, nil
	}
	f.scores = make([]int, len(s.words))
	for _, t := range f.terms {
		f.mask |= t.mask
	}
	hits := f.hits(false)
	strewn := len(hits) == 0 && ctx.Err() == nil
	if strewn {
		hits = f.hits(true)
	}
	hits = f.sorted(hits)
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	return Result{Hits: hits, Strewn: strewn && len(hits) > 0}, nil
}

// filter is one query over one snapshot.
type filter struct {
	Snapshot
	ctx    context.Context
	terms  []term
	mask   uint64 // of all terms
	scores []int  // by word, of the term at hand
	held   int    // number of words that hold it
}

// none is the score of a word that does not hold the term.
const none = math.MinInt

// Between two looks at the context, so many titles or words are passed over, or
// so many texts scored.
const (
	stride    = 512
	batchSize = 64
)

// allHits returns the titles [from, to).
func allHits(from, to int) []Hit {
	hits := make([]Hit, to-from)
	for i := range hits {
		hits[i].Title = from + i
	}
	return hits
}

// hits returns the titles that have all terms, in index order. They are of no
// worth if the context ended meanwhile.
func (f *filter) hits(strewn bool) []Hit {
	var hits []Hit
	for i := range f.terms {
		t := &f.terms[i]
		f.scoreWords(t)
		if f.held == 0 && !strewn {
			return nil
		}
		n := len(hits)
		if i == 0 {
			n = f.Len()
		}
		kept := make([][]Hit, shares(n))
		f.inShares(n, func(share, from, to int) {
			var part []Hit
			if i == 0 {
				part = f.candidates(from, to, strewn)
			} else {
				part = hits[from:to]
			}
			kept[share] = f.narrow(part, t, strewn)
		})
		if hits = slices.Concat(kept...); len(hits) == 0 {
			return nil
		}
	}
	return hits
}

// candidates returns those of the titles [from, to) that may have all terms; if
// they may be strewn, those that have.
func (f *filter) candidates(from, to int, strewn bool) []Hit {
	var hits []Hit
	for i := from; i < to; i++ {
		if i%stride == 0 && f.ctx.Err() != nil {
			return nil
		}
		if f.titles[i].mask&f.mask == f.mask && (!strewn || f.holdsAll(i)) {
			hits = append(hits, Hit{Title: i})
		}
	}
	return hits
}

// scoreWords fills f.scores and f.held for t.
func (f *filter) scoreWords(t *term) {
	held := make([]int, shares(len(f.words)))
	f.inShares(len(f.words), func(share, from, to int) {
		held[share] = f.scoreSome(t, from, to)
	})
	f.held = 0
	for _, n := range held {
		f.held += n
	}
}

// scoreSome scores the words [from, to) and returns how many of them hold t.
func (f *filter) scoreSome(t *term, from, to int) (held int) {
	b := t.batch(func(i, score int) { f.scores[i] = score })
	for i := from; i < to; i++ {
		if i%stride == 0 && f.ctx.Err() != nil {
			return 0
		}
		f.scores[i] = none
		w := &f.words[i]
		if w.mask&t.mask != t.mask {
			continue
		}
		if p, ok := t.within(w.folded, w.maqsura); ok {
			held++
			if b.add(i, p) && f.ctx.Err() != nil {
				return 0
			}
		}
	}
	b.flush()
	return held
}

// narrow keeps the hits that have t, in place, and adds its score to theirs.
func (f *filter) narrow(hits []Hit, t *term, strewn bool) []Hit {
	kept := hits[:0]
	b := t.batch(func(i, score int) { kept[i].Score += score })
	for i, h := range hits {
		if i%stride == 0 && f.ctx.Err() != nil {
			return nil
		}
		if best := f.best(h.Title); best != none {
			h.Score += best
			kept = append(kept, h)
		} else if strewn {
			kept = append(kept, h)
			if b.addTitle(len(kept)-1, f.Snapshot, h.Title) && f.ctx.Err() != nil {
				return nil
			}
		}
	}
	b.flush()
	return kept
}

// best is the best score that a word of the title has.
func (f *filter) best(title int) int {
	best := none
	if f.held > 0 {
		for _, w := range f.wordsOf(title) {
			best = max(best, f.scores[w])
		}
	}
	return best
}

// holdsAll reports whether the title holds the letters of each term in order.
func (f *filter) holdsAll(title int) bool {
	for i := range f.terms {
		if !f.holds(title, f.terms[i].letters) {
			return false
		}
	}
	return true
}

// holds reports whether the title holds the letters in order.
func (f *filter) holds(title int, letters []rune) bool {
	next := maskOf(letters[0])
	for _, i := range f.wordsOf(title) {
		w := &f.words[i]
		if w.mask&next == 0 {
			continue
		}
		if letters = left(letters, w.folded); len(letters) == 0 {
			return true
		}
		next = maskOf(letters[0])
	}
	return false
}

// sorted puts the hits in order of their scores, best first, and leaves equal
// ones as they are. Scores are few, so it counts them, and can stop on the way.
func (f *filter) sorted(hits []Hit) []Hit {
	next := make(map[int]int)
	for i, h := range hits {
		if i%stride == 0 && f.ctx.Err() != nil {
			return nil
		}
		next[h.Score]++
	}
	scores := slices.Sorted(maps.Keys(next))
	at := len(hits)
	for _, score := range scores {
		at -= next[score]
		next[score] = at
	}
	out := make([]Hit, len(hits))
	for i, h := range hits {
		if i%stride == 0 && f.ctx.Err() != nil {
			return nil
		}
		out[next[h.Score]] = h
		next[h.Score]++
	}
	return out
}
