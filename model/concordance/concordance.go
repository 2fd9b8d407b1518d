// Package concordance lines up hits with the words around them: keyword in context.
//
// A line stands for one hit. What comes before and after it is cut to whole words,
// so that a letter has the form that it has in the text.
package concordance

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/keyword"
	"qari/model/match"
	"qari/model/span"
)

// Line is one hit.
type Line struct {
	// Article is its number in the corpus. Block and Start are the place of the hit
	// in the article's reading view: the block, and the byte in its text.
	Article, Block, Start int32
	// Level is how surely it is the word that was asked for, Group the watched
	// group it belongs to, or the part of the query that found it.
	Level arabic.Level
	Group int16
	// Before, Hit and After follow one another in the text, on one line, but for
	// blanks.
	Before, Hit, After string
}

// aroundBytes is how much text stands before and after a hit at most: more than
// half of the widest screen shows.
const aroundBytes = 300

// Finder finds the hits of an article. It belongs to one goroutine.
type Finder interface {
	// Lines appends the lines of an article, by its number in the corpus.
	Lines(dst []Line, a *corpus.Article, number int) []Line
}

// Searched lines up what a query finds.
func Searched(q *match.Query) Finder { return &searched{q: q, m: q.NewMatcher()} }

type searched struct {
	q *match.Query
	m *match.Matcher
}

func (s *searched) Lines(dst []Line, a *corpus.Article, number int) []Line {
	if s.q.Patterns() {
		d := document.Open(a, document.Options{LongParas: true})
		hits, _ := s.m.Document(d)
		return lines(dst, d, hits, number)
	}
	hits, _ := s.m.Article(nil, a, number)
	for _, h := range hits {
		l := Line{Article: int32(number), Block: int32(h.Piece), Level: h.Level, Group: int16(h.Leaf)}
		dst = append(dst, cut(l, s.m.Piece(h.Piece), h.Span))
	}
	return dst
}

// Watched lines up watched words: those of one group, or of all with group -1.
func Watched(words *keyword.Set, group int) Finder { return &watched{words, group} }

type watched struct {
	words *keyword.Set
	group int
}

func (w *watched) Lines(dst []Line, a *corpus.Article, number int) []Line {
	d := document.Open(a, document.Options{LongParas: true, Words: w.words, Group: w.group + 1})
	return lines(dst, d, d.Hits, number)
}

func lines(dst []Line, d *document.Document, hits []document.Hit, number int) []Line {
	for _, h := range hits {
		l := Line{Article: int32(number), Block: int32(h.Block), Level: h.Level, Group: int16(h.Group)}
		dst = append(dst, cut(l, d.Blocks[h.Block].Text, h.Span))
	}
	return dst
}

// cut cuts a text around a hit, at blanks.
func cut(l Line, text string, hit span.Span) Line {
	from, to := max(0, hit.Start-aroundBytes), min(len(text), hit.End+aroundBytes)
	if from > 0 {
		if i := strings.IndexAny(text[from:hit.Start], blanks); i >= 0 {
			from += i
		} else {
			from = hit.Start
		}
	}
	if to < len(text) {
		to = hit.End + max(0, strings.LastIndexAny(text[hit.End:to], blanks))
	}
	l.Start = int32(hit.Start)
	l.Before, l.Hit, l.After = oneLine(text[from:hit.Start]), oneLine(hit.Of(text)), oneLine(text[hit.End:to])
	return l
}

const blanks = " \t\n\u2028"

// oneLine puts blanks in the place of what breaks lines.
func oneLine(s string) string {
	s = strings.Trim(s, blanks)
	if !strings.ContainsAny(s, blanks[1:]) {
		return s
	}
	return strings.NewReplacer("\t", " ", "\n", " ", "\u2028", " ").Replace(s)
}

// Gatherer gathers the lines of many articles, part by part.
type Gatherer struct {
	// Finder makes a finder; it is called once for each goroutine.
	Finder func() Finder
	// Articles is the corpus, Numbers the articles to be looked through, in order.
	Articles []*corpus.Article
	Numbers  []int32

	next    int
	finders []Finder
}

// block is how many articles a goroutine takes at once.
const block = 64

// Next gives the lines of further articles, in order, as long as more is asked for.
// Nothing is left when Done.
func (g *Gatherer) Next(ctx context.Context, more func() bool) []Line {
	for len(g.finders) < runtime.GOMAXPROCS(0) {
		g.finders = append(g.finders, g.Finder())
	}
	var all []Line
	for !g.Done() && ctx.Err() == nil && more() {
		parts := make([][]Line, len(g.finders))
		var wg sync.WaitGroup
		for i, f := range g.finders {
			from := min(g.next+i*block, len(g.Numbers))
			numbers := g.Numbers[from:min(from+block, len(g.Numbers))]
			wg.Go(func() {
				for _, n := range numbers {
					parts[i] = f.Lines(parts[i], g.Articles[n], int(n))
				}
			})
		}
		wg.Wait()
		g.next = min(g.next+len(g.finders)*block, len(g.Numbers))
		all = append(all, slices.Concat(parts...)...)
	}
	return all
}

// Done reports whether all articles have been read.
func (g *Gatherer) Done() bool { return g.next >= len(g.Numbers) }

// Read is how many have been.
func (g *Gatherer) Read() int { return g.next }
