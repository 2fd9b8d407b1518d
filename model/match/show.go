package match

import (
	"slices"

	"qari/model/arabic"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/span"
)

// Document gives the hits in an article that is open for reading, in order, and
// the index of the one at which reading best begins, -1 without any. The group of
// a hit is the number of the part of the query that found it.
func (m *Matcher) Document(d *document.Document) (hits []document.Hit, best int) {
	if d.Raw {
		read := document.Open(d.Article, document.Options{LongParas: true})
		hits, best = m.Document(read)
		projected := d.Project(read, hits)
		if best >= 0 {
			if at := d.Project(read, hits[best:best+1]); len(at) == 1 {
				return projected, slices.Index(projected, at[0])
			}
		}
		return projected, min(0, len(projected)-1)
	}
	texts := make([]string, len(d.Blocks))
	for i := range d.Blocks {
		texts[i] = d.Blocks[i].Text
	}
	titled := len(d.Blocks) > 0 && d.Blocks[0].Title
	found := m.Texts(nil, titled, texts...)
	for _, h := range d.Stored(m.q.Stored(nil, d.Article)) {
		found = append(found, Hit{Piece: h.Block, Span: h.Span, Level: arabic.Exact, Leaf: m.q.pattern()})
	}
	found = apart(found, 0)
	for _, h := range found {
		hits = append(hits, document.Hit{Block: h.Piece, Span: h.Span, Group: h.Leaf, Level: h.Level})
	}
	return hits, bestOf(found, titled)
}

// beside is how many bytes of text lie at most between hits that support one
// another: two or three lines.
const beside = 400

// bestOf is the index of the hit at which reading best begins: the one that is
// followed most closely by most parts of the query, of those the surest, of those
// the first. What stands in the body comes before the title, which one sees anyway.
func bestOf(hits []Hit, titled bool) int {
	best, most := -1, 0
	for i, h := range hits {
		var parts uint64
		level := 0
		for j := i; j < len(hits) && hits[j].Piece == h.Piece && hits[j].Start-h.Start < beside; j++ {
			if bit := uint64(1) << (hits[j].Leaf % 64); parts&bit == 0 {
				parts |= bit
				level += int(arabic.Forms) + 1 - int(hits[j].Level)
			}
		}
		score := 1 + level
		for ; parts > 0; parts &= parts - 1 {
			score += 16
		}
		if !titled || h.Piece > 0 {
			score += 16 * MostLeaves
		}
		if score > most {
			best, most = i, score
		}
	}
	return best
}

// MostLeaves is more than the parts that a query may have.
const MostLeaves = 256

// Snippet is the paragraph of an article in which its best hit stands.
type Snippet struct {
	// Text is the paragraph, clean; Hits are byte ranges in it.
	Text string
	Hits []Hit
	// Best is the index of the hit to be shown, -1 where no word is lit.
	Best int
}

// snippetText is about how many bytes of an article are read for a snippet: in a
// longer one, what stands behind them is not looked at once a hit was found, and
// what stands behind snippetMost not at all.
const (
	snippetText = 128 << 10
	snippetMost = 2 << 20
)

// Snippet reads an article that the query finds as far as it needs to show why.
func (m *Matcher) Snippet(a *corpus.Article) Snippet {
	m.begin()
	texts, read := m.bodyOf(a)
	hits := m.hits(nil)
	best := bestOf(hits, false)
	if best < 0 {
		if at := m.q.Stored(nil, a); len(at) > 0 {
			return storedSnippet(a, at[0])
		}
		if read > 0 {
			return Snippet{Text: texts[0], Best: -1}
		}
		return Snippet{Best: -1}
	}
	s := Snippet{Text: texts[hits[best].Piece]}
	for i, h := range hits {
		if h.Piece == hits[best].Piece {
			if i == best {
				s.Best = len(s.Hits)
			}
			s.Hits = append(s.Hits, h)
		}
	}
	return s
}

// bodyOf reads paragraphs of the body.
func (m *Matcher) bodyOf(a *corpus.Article) (texts []string, read int) {
	for p := range clean.Paragraphs(a.Text, a.Body(), clean.Options{}) {
		m.piece(p.Text, false)
		texts = append(texts, p.Text)
		if read += len(p.Text); read > snippetText && m.seenAny() || read > snippetMost {
			break
		}
	}
	return texts, read
}

func (m *Matcher) seenAny() bool {
	return slices.ContainsFunc(m.at, func(s []sighted) bool { return len(s) > 0 })
}

// storedSnippet is the paragraph that shows a range of the stored text.
func storedSnippet(a *corpus.Article, at span.Span) Snippet {
	for p := range clean.Paragraphs(a.Text, a.Body(), clean.Options{}) {
		if p.Src.Start <= at.Start && at.Start < p.Src.End {
			s := p.DisplaySpan(at)
			return Snippet{Text: p.Text, Hits: []Hit{{Span: arabic.Whole(p.Text, s)}}}
		}
	}
	return Snippet{Best: -1}
}

// Title gives the hits in an article's title.
func (m *Matcher) Title(title string) []Hit { return m.Texts(nil, true, title) }
