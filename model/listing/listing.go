// Package listing decides which articles the list shows and in which order.
// It works on snapshots, away from the screen, and can be called off.
package listing

import (
	"context"
	"slices"

	"qari/model/cell"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/fuzzy"
)

// Sort is what the list is sorted by.
type Sort uint8

// The sorts.
const (
	ByDate   Sort = iota // newest first
	ByTitle              // folded titles, ascending
	BySource             // folded sources, ascending
	ByWords              // longest first
	ByHits               // most hits first
	ByScore              // best match of the filter first
)

// Corpus is a snapshot of what has been loaded. Nothing in it changes.
type Corpus struct {
	Articles []*corpus.Article
	Titles   fuzzy.Snapshot
	Tally    Tally
}

// Tally holds the hits of each watched group in each article, for as many
// articles as have been counted.
type Tally struct {
	Groups int
	counts []uint16
}

// Of gives the hits of one article, group by group, nil when it was not
// counted yet.
func (t Tally) Of(article int) []uint16 {
	if t.Groups == 0 || (article+1)*t.Groups > len(t.counts) {
		return nil
	}
	return t.counts[article*t.Groups : (article+1)*t.Groups]
}

// Sum gives the hits of an article in one group, or in all with group -1.
func (t Tally) Sum(article, group int) int {
	of := t.Of(article)
	if of == nil {
		return 0
	}
	if group >= 0 {
		return int(of[group])
	}
	n := 0
	for _, c := range of {
		n += int(c)
	}
	return n
}

// Len is the number of articles that were counted.
func (t Tally) Len() int {
	if t.Groups == 0 {
		return 0
	}
	return len(t.counts) / t.Groups
}

// Append adds the counts of further articles, Groups numbers each.
func (t *Tally) Append(counts []uint16) { t.counts = append(t.counts, counts...) }

// Request says what is to be listed.
type Request struct {
	Query    string
	Sort     Sort
	Reversed bool
	Group    int    // only this group's hits count; -1 all
	HideRead bool   // leave out what was read
	Read     []bool // by article; a copy of the caller's
	Keep     int    // this article stays though it was read; -1 none
}

// Row is one row of the list: an article and how many equal ones it stands for.
type Row struct{ Article, Copies int }

// Listing is the answer to a request.
type Listing struct {
	Request  Request
	Rows     []Row
	Articles int  // articles in the rows, repeats included
	Total    int  // articles in the corpus
	Strewn   bool // the filter's letters lie strewn over the titles

	HasDate, HasSource bool
	SourceWidth        int // cells of the widest source
	Newest, Oldest     int // years of the newest and the oldest article, 0 without dates
}

// Arrange makes a listing. The error is the context's.
func Arrange(ctx context.Context, c Corpus, r Request) (*Listing, error) {
	l := &Listing{Request: r, Total: len(c.Articles)}
	order, scores, err := l.candidates(ctx, c)
	if err != nil {
		return nil, err
	}
	if r.HideRead {
		order = slices.DeleteFunc(order, func(i int) bool { return i < len(r.Read) && r.Read[i] && i != r.Keep })
	}
	l.Articles = len(order)
	leaders, copies := fold(c, order)
	if err := sortBy(ctx, c, r, leaders, scores); err != nil {
		return nil, err
	}
	l.Rows = make([]Row, len(leaders))
	for i, a := range leaders {
		l.Rows[i] = Row{Article: a, Copies: max(1, copies[a])}
	}
	l.measure(c)
	return l, ctx.Err()
}

// candidates gives the articles that the filter lets through, and their
// scores by article when there is a filter.
func (l *Listing) candidates(ctx context.Context, c Corpus) (order []int, scores map[int]int, err error) {
	if l.Request.Query == "" {
		order = make([]int, len(c.Articles))
		for i := range order {
			order[i] = i
		}
		return order, nil, nil
	}
	found, err := c.Titles.Find(ctx, l.Request.Query)
	if err != nil {
		return nil, nil, err
	}
	l.Strewn = found.Strewn
	order, scores = make([]int, 0, len(found.Hits)), make(map[int]int, len(found.Hits))
	for _, h := range found.Hits {
		if h.Title < len(c.Articles) {
			order = append(order, h.Title)
			scores[h.Title] = h.Score
		}
	}
	return order, scores, nil
}

// fold makes one of articles whose folded texts are equal: the earliest of
// them leads. copies holds, by leader, how many it stands for if several.
func fold(c Corpus, order []int) (leaders []int, copies map[int]int) {
	first := make(map[uint64]int, len(order)) // index in leaders of each digest
	count := make(map[uint64]int)
	leaders = make([]int, 0, len(order))
	for _, i := range order {
		d := c.Articles[i].Digest
		if at, ok := first[d]; ok && d != 0 {
			count[d]++
			if earlier(c, i, leaders[at]) {
				leaders[at] = i
			}
			continue
		}
		first[d] = len(leaders)
		leaders = append(leaders, i)
	}
	copies = make(map[int]int, len(count))
	for d, n := range count {
		copies[leaders[first[d]]] = n + 1
	}
	return leaders, copies
}

func earlier(c Corpus, i, j int) bool {
	a, b := c.Articles[i].Date, c.Articles[j].Date
	if !a.Time.Equal(b.Time) && !a.Time.IsZero() && !b.Time.IsZero() {
		return a.Time.Before(b.Time)
	}
	return i < j
}

// measure finds out which columns have anything to show and how wide.
func (l *Listing) measure(c Corpus) {
	sources := make(map[string]struct{})
	for _, row := range l.Rows {
		a := c.Articles[row.Article]
		if t := a.Date.Time; !t.IsZero() {
			l.HasDate = true
			l.Newest = max(l.Newest, t.Year())
			if l.Oldest == 0 || t.Year() < l.Oldest {
				l.Oldest = t.Year()
			}
		}
		if a.Source != "" {
			sources[a.Source] = struct{}{}
		}
	}
	l.HasSource = len(sources) > 0
	for s := range sources {
		l.SourceWidth = max(l.SourceWidth, cell.StringWidth(clean.Line(s)))
	}
}

// Together reports whether two articles belong together under a sort: the
// same day when sorted by date, else the same source.
func Together(a, b *corpus.Article, s Sort) bool {
	if s != ByDate {
		return a.Source == b.Source
	}
	if a.Date.Time.IsZero() || b.Date.Time.IsZero() {
		return a.Date.Time.IsZero() == b.Date.Time.IsZero()
	}
	return a.Date.Time.YearDay() == b.Date.Time.YearDay() && a.Date.Time.Year() == b.Date.Time.Year()
}
