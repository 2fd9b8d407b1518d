// Package listing decides which articles the list shows and in which order.
// It works on snapshots, away from the screen, and can be called off.
package listing

import (
	"context"
	"slices"

	"qari/model/corpus"
	"qari/model/fuzzy"
	"qari/model/search"
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
	ByScore              // best match of the search first, else of the filter
)

// Corpus is a snapshot of what has been loaded. Nothing in it changes.
type Corpus struct {
	Articles []*corpus.Article
	Titles   fuzzy.Snapshot
	Columns  Columns
	Tally    Tally
	// Twins is what Twins.Extend gave, for as many articles as were counted.
	Twins []int32
}

// Tally holds the hits of each watched group in each article, and of all of them
// together, where those that overlap count once. It does so for as many articles
// as have been counted.
type Tally struct {
	Groups int
	counts []uint16 // by article: one for each group, and one for all
}

// Of gives the hits of one article, group by group, nil when it was not
// counted yet.
func (t Tally) Of(article int) []uint16 {
	if n := t.Groups + 1; t.Groups > 0 && (article+1)*n <= len(t.counts) {
		return t.counts[article*n : (article+1)*n-1]
	}
	return nil
}

// Sum gives the hits of an article in one group, or of all with group -1.
func (t Tally) Sum(article, group int) int {
	of := t.Of(article)
	switch {
	case of == nil:
		return 0
	case group >= 0:
		return int(of[group])
	}
	return int(of[:t.Groups+1][t.Groups])
}

// Len is the number of articles that were counted.
func (t Tally) Len() int {
	if t.Groups == 0 {
		return 0
	}
	return len(t.counts) / (t.Groups + 1)
}

// Append adds the counts of further articles, for each Groups numbers and that of
// all together.
func (t *Tally) Append(counts []uint16) { t.counts = append(t.counts, counts...) }

// Request says what is to be listed.
type Request struct {
	Query string // of the filter
	// Found is what a search found: nothing else is listed. Nil without one.
	Found    *search.Result
	Sort     Sort
	Reversed bool
	Group    int    // only this group's hits count; -1 all
	Watched  bool   // leave out what has no hit of the group
	Only     []Only // leave out all others
	Last     Step   // that narrowed the list last
	HideRead bool   // leave out what was read
	Read     []bool // by article; a copy of the caller's
	Keep     int    // this article stays though it was read; -1 none
}

// Step is one of the things that narrow a list.
type Step uint8

// The steps.
const (
	NoStep Step = iota
	FilterStep
	SearchStep
	GroupStep
	OnlyStep
)

// Only asks for the articles of one source, or of one month.
type Only struct {
	Month bool
	Value string // a source's name, or a month as in 2015-07; "" for articles without
}

// Row is one row of the list: an article and how many equal ones it stands for.
type Row struct{ Article, Copies int32 }

// Listing is the answer to a request.
type Listing struct {
	Request  Request
	Rows     []Row
	Articles int // articles in the rows, repeats included
	// Repeated are the articles of the rows, repeats included, in no order that
	// matters; nil where no row stands for two. See Members.
	Repeated []int32
	Before   int  // articles that would be in the rows without the last step
	Total    int  // articles in the corpus
	Strewn   bool // the filter's letters lie strewn over the titles
	// Sure and Likely count the articles whose best hit is the same word, or
	// another form of it, in the result of a search.
	Sure, Likely int
	// Partial listings hold the first rows only. Of how many articles the rows
	// stand for is not known then.
	Partial bool

	places []int32 // by article, 1 + its row; 0 is not listed
}

// Members gives the articles that the rows stand for, repeats included, by their
// numbers. It must not be changed.
func (l *Listing) Members() []int32 {
	if l.Repeated != nil {
		return l.Repeated
	}
	all := make([]int32, len(l.Rows))
	for i, r := range l.Rows {
		all[i] = r.Article
	}
	return all
}

// fold takes the rows that were made of articles.
func (l *Listing) fold(rows []Row, articles []int32) {
	l.Rows, l.Articles = rows, len(articles)
	if len(rows) < len(articles) {
		l.Repeated = articles
	}
}

// Index is the row of an article, -1 when it is not listed.
func (l *Listing) Index(article int) int {
	switch {
	case l.Partial:
		return slices.IndexFunc(l.Rows, func(r Row) bool { return int(r.Article) == article })
	case article < 0 || article >= len(l.places):
		return -1
	}
	return int(l.places[article]) - 1
}

// Plan is a request that is answered in two steps.
type Plan struct {
	corpus  Corpus
	request Request
	filter  *fuzzy.Search // nil without one
	only    []func(*corpus.Article) bool
}

// NewPlan plans the listing of a corpus.
func NewPlan(c Corpus, r Request) *Plan {
	p := &Plan{corpus: c, request: r}
	if r.Query != "" {
		p.filter = c.Titles.Search(r.Query)
	}
	for _, o := range r.Only {
		p.only = append(p.only, o.test())
	}
	return p
}

// pageHits is how many of the best hits make a page, more than a screen shows.
const pageHits = 200

// Page gives the first rows of the listing in a small part of the time, nil where
// there is no way to know them before all others: without a filter, and in any
// order but the best first. The error is the context's.
func (p *Plan) Page(ctx context.Context) (*Listing, error) {
	if p.request.Sort != ByScore || p.request.Reversed {
		return nil, nil
	}
	l := &Listing{Request: p.request, Total: len(p.corpus.Articles), Partial: true}
	switch {
	case p.request.Found != nil && p.filter == nil:
		l.Rows = best(p.corpus, p.shownFound(p.request.Found.Best(pageHits)))
		return l, ctx.Err()
	case p.request.Found != nil || p.filter == nil:
		return nil, nil
	}
	found, err := p.filter.Page(ctx, pageHits)
	if err != nil || len(found.Hits) < pageHits {
		return nil, err // All does not take longer
	}
	l.Strewn = found.Strewn
	l.Rows = ranked(p.corpus, p.shown(found.Hits))
	return l, nil
}

// All gives the whole listing. The error is the context's.
func (p *Plan) All(ctx context.Context) (*Listing, error) {
	l := &Listing{Request: p.request, Total: len(p.corpus.Articles)}
	err := p.rows(ctx, l)
	if err != nil {
		return nil, err
	}
	l.places = make([]int32, len(p.corpus.Articles))
	for i, r := range l.Rows {
		l.places[r.Article] = int32(i) + 1
	}
	return l, ctx.Err()
}

// rows fills the rows of a listing.
func (p *Plan) rows(ctx context.Context, l *Listing) error {
	c, r := p.corpus, p.request
	var hits []fuzzy.Hit
	if p.filter != nil {
		found, err := p.filter.All(ctx)
		if err != nil {
			return err
		}
		l.Before = p.before(found.Hits)
		hits = p.shown(found.Hits)
		l.Strewn = found.Strewn
	} else {
		l.Before = p.before(nil)
	}
	if r.Found != nil {
		return p.searched(ctx, l, hits)
	}
	if p.filter == nil {
		order := make([]int32, 0, len(c.Articles))
		for i := range c.Articles {
			if p.shows(i) {
				order = append(order, int32(i))
			}
		}
		l.fold(byDate(c, order), order)
		return sortBy(ctx, c, r, l.Rows)
	}
	order := ascending(hits)
	if r.Sort == ByScore {
		if l.fold(ranked(c, hits), order); r.Reversed {
			slices.Reverse(l.Rows)
		}
		return nil
	}
	l.fold(byDate(c, order), order)
	return sortBy(ctx, c, r, l.Rows)
}

// ascending gives the articles of hits in the order of the corpus.
func ascending(hits []fuzzy.Hit) []int32 {
	order := make([]int32, len(hits))
	for i, h := range hits {
		order[i] = int32(h.Title)
	}
	slices.Sort(order)
	return order
}

// searched lists what a search found, of it what the filter found, too.
func (p *Plan) searched(ctx context.Context, l *Listing, hits []fuzzy.Hit) error {
	c, r := p.corpus, p.request
	found := r.Found.Found
	switch {
	case p.filter != nil:
		both := make([]search.Found, 0, min(len(hits), len(found)))
		for _, i := range ascending(hits) {
			if f, ok := r.Found.Of(int(i)); ok {
				both = append(both, f)
			}
		}
		found = both
	case p.hides() || len(found) > 0 && int(found[len(found)-1].Article) >= len(c.Articles):
		found = p.shownFound(slices.Clone(found))
	}
	for _, f := range found {
		switch {
		case !f.ByWords():
		case f.Level.Sure():
			l.Sure++
		default:
			l.Likely++
		}
	}
	order := make([]int32, len(found))
	for i, f := range found {
		order[i] = f.Article
	}
	if r.Sort == ByScore {
		if l.fold(best(c, r.Found.Sorted(slices.Clone(found))), order); r.Reversed {
			slices.Reverse(l.Rows)
		}
		return ctx.Err()
	}
	l.fold(byDate(c, order), order)
	return sortBy(ctx, c, r, l.Rows)
}

// shownFound leaves out, in place, what the request does not want to see, and
// what has not been taken into the corpus yet.
func (p *Plan) shownFound(found []search.Found) []search.Found {
	return slices.DeleteFunc(found, func(f search.Found) bool {
		return int(f.Article) >= len(p.corpus.Articles) || !p.shows(int(f.Article))
	})
}

// shows reports whether the request wants to see an article.
func (p *Plan) shows(i int) bool {
	r := &p.request
	if r.Watched && p.corpus.Tally.Sum(i, r.Group) == 0 {
		return false
	}
	for _, is := range p.only {
		if !is(p.corpus.Articles[i]) {
			return false
		}
	}
	return !r.HideRead || i >= len(r.Read) || !r.Read[i] || i == r.Keep
}

// hides reports whether the request leaves out anything by itself.
func (p *Plan) hides() bool {
	return p.request.HideRead || p.request.Watched || len(p.only) > 0
}

// before counts what would be listed without the last step: hits are those of the
// filter.
func (p *Plan) before(hits []fuzzy.Hit) (n int) {
	r, without := &p.request, *p
	found := r.Found
	filtered := p.filter != nil
	switch r.Last {
	case NoStep:
		return 0
	case FilterStep:
		filtered = false
	case SearchStep:
		found = nil
	case GroupStep:
		without.request.Watched = false
	case OnlyStep:
		without.only = without.only[:max(0, len(without.only)-1)]
	}
	count := func(i int) {
		if i < len(p.corpus.Articles) && without.shows(i) {
			n++
		}
	}
	switch {
	case filtered:
		for _, h := range hits {
			if found == nil {
				count(h.Title)
			} else if _, ok := found.Of(h.Title); ok {
				count(h.Title)
			}
		}
	case found != nil:
		for _, f := range found.Found {
			count(int(f.Article))
		}
	default:
		for i := range p.corpus.Articles {
			count(i)
		}
	}
	return n
}

// shown leaves out, in place, what the request does not want to see.
func (p *Plan) shown(hits []fuzzy.Hit) []fuzzy.Hit {
	if !p.hides() {
		return hits
	}
	return slices.DeleteFunc(hits, func(h fuzzy.Hit) bool { return !p.shows(h.Title) })
}

// Arrange makes a listing. The error is the context's.
func Arrange(ctx context.Context, c Corpus, r Request) (*Listing, error) {
	return NewPlan(c, r).All(ctx)
}

// ranked makes rows of hits, the best first. Of equal articles the best leads, of
// those as good the earliest: what comes after a hit never changes the rows
// before it.
func ranked(c Corpus, hits []fuzzy.Hit) []Row {
	f := newFolder(c, len(hits))
	scores := make([]int32, 0, len(hits)) // by row
	for _, h := range hits {
		row, fresh := f.row(int32(h.Title))
		if fresh {
			scores = append(scores, int32(h.Score))
		} else if int32(h.Score) == scores[row] {
			f.lead(row, int32(h.Title))
		}
	}
	return f.rows
}

// best makes rows of what a search found, the best first. Of equal articles the
// best leads, of those as good the earliest.
func best(c Corpus, found []search.Found) []Row {
	f := newFolder(c, len(found))
	scores := make([]float32, 0, len(found)) // by row
	for _, hit := range found {
		row, fresh := f.row(hit.Article)
		if fresh {
			scores = append(scores, hit.Score)
		} else if hit.Score == scores[row] {
			f.lead(row, hit.Article)
		}
	}
	return f.rows
}

// byDate makes rows of articles in the order of the corpus. Of equal ones the
// earliest leads.
func byDate(c Corpus, order []int32) []Row {
	f := newFolder(c, len(order))
	for _, i := range order {
		if row, fresh := f.row(i); !fresh {
			f.lead(row, i)
		}
	}
	return f.rows
}

// folder makes one row of articles whose texts are equal, at the place of the
// first of them.
type folder struct {
	corpus Corpus
	rows   []Row
	at     []int32 // by first twin, 1 + its row
}

func newFolder(c Corpus, n int) folder {
	return folder{corpus: c, rows: make([]Row, 0, n), at: make([]int32, len(c.Twins))}
}

// row adds an article, and gives its row, and whether it is a new one.
func (f *folder) row(article int32) (row int, fresh bool) {
	if int(article) < len(f.at) {
		n := &f.at[f.corpus.Twins[article]]
		if *n > 0 {
			f.rows[*n-1].Copies++
			return int(*n - 1), false
		}
		*n = int32(len(f.rows)) + 1
	}
	f.rows = append(f.rows, Row{Article: article, Copies: 1})
	return len(f.rows) - 1, true
}

// lead lets an article lead its row if it appeared before the one that does.
func (f *folder) lead(row int, article int32) {
	if r := &f.rows[row]; earlier(f.corpus, article, r.Article) {
		r.Article = article
	}
}

// earlier reports whether an article appeared before another; by the order of the
// corpus where that is not known.
func earlier(c Corpus, i, j int32) bool {
	a, b := c.Articles[i].Date(), c.Articles[j].Date()
	if !a.Time.Equal(b.Time) && !a.Time.IsZero() && !b.Time.IsZero() {
		return a.Time.Before(b.Time)
	}
	return i < j
}

// Together reports whether two articles belong together under a sort: the
// same day when sorted by date, else the same source.
func Together(a, b *corpus.Article, s Sort) bool {
	if s != ByDate {
		return a.From().Source == b.From().Source
	}
	if a.Date().Time.IsZero() || b.Date().Time.IsZero() {
		return a.Date().Time.IsZero() == b.Date().Time.IsZero()
	}
	return a.Date().Time.YearDay() == b.Date().Time.YearDay() && a.Date().Time.Year() == b.Date().Time.Year()
}
