// Package fuzzy is the filter of the article list: titles that hold the letters
// of the query's terms, best first.
//
// A term's letters must lie in order within one word of the title, folded. Only
// if no title has all its terms so do letters count that are strewn over the
// whole title: most titles hold any four letters somewhere, and a filter that
// shows them all is none.
//
// # Scores
//
// A title's score is the sum over the terms of its best word. sahilm/fuzzy scores
// words. On top of its score, which knows nothing but letters, each way for a
// term to lie in a word has its tier:
//
//	whole    حرب      حرب
//	start    حرب      حربية
//	part     حرب      الحرب
//	spread   حرب      حروب
//	strewn   حرب      حوار بين
//
// # Where the time goes
//
// The work is done once for each distinct word, of which a list of titles has
// few: the Index interns them. For each term the words that cannot hold it are
// put aside by a bit mask of their letters and by a look at the letters in
// order (score.go). What sahilm/fuzzy says of a text depends on its length and
// little else, and is asked once for each term (sketch.go). What the latest terms
// scored is known, so that a query that is typed letter by letter looks only at
// the words that held it a letter ago (known.go).
//
// Titles lie in segments of 65,536, each of which knows for its words the titles
// that have them (segment.go). A page is what the best words lead to: the titles
// of the best words for the rarest term come first, then those of the next best,
// until no other title can score more (lookup.go). If letters are strewn, each
// distinct word is read once for what it adds to a title (steps.go), and titles
// are put together from that (strewn.go). All hits are counted by their scores
// and put in their places (rank.go).
//
// # Memory
//
// A title costs 9 bytes, and each of its words 4: two for its number in the
// segment, two for the number of the title there. A segment takes 8 bytes for
// each of its distinct words, some 2 to 6 bytes a title; the index some 100 for
// each distinct word, 2 to 20 bytes a title. A million titles of 8.4 words take
// 50 to 80 MB. There are no pointers but those to the distinct words.
package fuzzy

import (
	"context"
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

// Find filters the titles of s: all that Search finds.
func (s Snapshot) Find(ctx context.Context, query string) (Result, error) {
	return s.Search(query).All(ctx)
}

// Search is a query over a snapshot. It may be used by one goroutine at a time.
type Search struct {
	titles Snapshot
	terms  []term
	within *lookup // once needed
	strewn *strewn // once it is known that no title has all terms within words
}

// Search prepares to filter the titles of s. Blanks and punctuation separate the
// terms of query, which must all be found, in any order; a query without letter
// or digit finds every title.
func (s Snapshot) Search(query string) *Search { return &Search{titles: s, terms: parse(query)} }

// Page returns the first n hits of All, in a small part of the time that All
// takes. When ctx is cancelled, Page and All stop within about a millisecond;
// the error is then that of ctx, and there is no other.
func (q *Search) Page(ctx context.Context, n int) (Result, error) {
	if n = min(n, q.titles.Len()); n <= 0 || len(q.terms) == 0 {
		return firstHits(ctx, n)
	}
	return q.find(ctx, func(f finder) []Hit { return f.page(ctx, n) })
}

// All returns all hits.
func (q *Search) All(ctx context.Context) (Result, error) {
	if len(q.terms) == 0 {
		return firstHits(ctx, q.titles.Len())
	}
	return q.find(ctx, func(f finder) []Hit { return f.all(ctx) })
}

// finder finds titles, best first: the n best or all.
type finder interface {
	page(ctx context.Context, n int) []Hit
	all(ctx context.Context) []Hit
}

// find has titles found that have all terms within words, and if there are none,
// those that have them at all.
func (q *Search) find(ctx context.Context, get func(finder) []Hit) (Result, error) {
	if q.within == nil {
		l := newLookup(ctx, &q.titles, q.terms)
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		q.within = l
	}
	if q.strewn == nil {
		hits := get(q.within)
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		if len(hits) > 0 {
			return Result{Hits: hits}, nil
		}
		s := q.within.strewn(ctx)
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		q.strewn = s
	}
	hits := get(q.strewn)
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	return Result{Hits: hits, Strewn: len(hits) > 0}, nil
}

// firstHits returns the first n titles.
func firstHits(ctx context.Context, n int) (Result, error) {
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	hits := make([]Hit, max(n, 0))
	for i := range hits {
		hits[i].Title = i
	}
	return Result{Hits: hits}, nil
}
