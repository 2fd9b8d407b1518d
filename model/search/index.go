package search

import (
	"context"
	"runtime"
	"sync"

	"qari/model/corpus"
)

// Index is the index of a corpus while it grows. It belongs to one goroutine;
// the snapshots that it gives may be used by others. The zero value is empty.
type Index struct {
	// Segment is about how many bytes of text a segment covers; 0 is
	// DefaultSegment.
	Segment int

	vocabulary *vocabulary
	segments   []*segment
	articles   []*corpus.Article
	builders   []*builder
	surplus    bool // the vocabulary has words of segments of a kept index that were not taken
}

// DefaultSegment is about how many bytes of text a segment covers unless the
// index says otherwise.
const DefaultSegment = 32 << 20

// Snapshot is the index as it is now.
func (x *Index) Snapshot() Snapshot {
	n := len(x.segments)
	s := Snapshot{vocabulary: x.vocabulary, segments: x.segments[:n:n]}
	s.articles = x.articles[:s.Articles():s.Articles()]
	return s
}

// Extend indexes articles that are not in the index yet: some of them, as many
// as make a segment for each processor, and reports whether any are left. articles
// is the corpus from its beginning, of which the index holds the first ones. When
// the context ends, nothing is added.
func (x *Index) Extend(ctx context.Context, articles []*corpus.Article) (more bool) {
	if x.surplus {
		x.forget()
		x.surplus = false
	}
	x.begin()
	if x.vocabulary == nil {
		x.vocabulary = newVocabulary()
	}
	x.join(articles)
	parts := x.parts(articles)
	drafts := make([]*draft, len(parts))
	var wg sync.WaitGroup
	for i, p := range parts {
		wg.Go(func() {
			drafts[i] = x.builders[i].build(articles[p.first:p.end], p.first, func() bool { return ctx.Err() != nil })
		})
	}
	wg.Wait()
	if ctx.Err() != nil {
		return true
	}
	for _, d := range drafts {
		x.segments = append(x.segments[:len(x.segments):len(x.segments)], d.number(x.vocabulary))
	}
	x.articles = articles
	return x.Snapshot().Articles() < len(articles)
}

// begin makes what an index needs to grow.
func (x *Index) begin() {
	if x.Segment == 0 {
		x.Segment = DefaultSegment
	}
	for len(x.builders) < runtime.GOMAXPROCS(0) {
		x.builders = append(x.builders, &builder{})
	}
}

// part is a range of articles.
type part struct{ first, end int }

// parts cuts what comes next into one part for each processor.
func (x *Index) parts(articles []*corpus.Article) []part {
	first := x.Snapshot().Articles()
	left := 0
	for _, a := range articles[first:] {
		if left += len(a.Text); left >= x.Segment*len(x.builders) {
			break
		}
	}
	size := min(x.Segment, left/len(x.builders)+1)
	var parts []part
	for range x.builders {
		if first == len(articles) {
			break
		}
		end, bytes := first, 0
		for end < len(articles) && (bytes < size || end == first) {
			bytes += len(articles[end].Text)
			end++
		}
		parts = append(parts, part{first, end})
		first = end
	}
	return parts
}

// join takes small segments at the end out again, when the articles after them
// would make small ones, too: so there are never many. What it takes out and what
// comes next are less than two segments' text.
func (x *Index) join(articles []*corpus.Article) {
	left := 0
	for _, a := range articles[x.Snapshot().Articles():] {
		if left += len(a.Text); left >= x.Segment {
			return
		}
	}
	n := len(x.segments)
	for n > 0 && left < x.Segment && x.segments[n-1].bytes < min(2*left, x.Segment/2) {
		n--
		left += x.segments[n].bytes
	}
	x.segments = x.segments[:n]
}
