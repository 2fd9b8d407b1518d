package match

import (
	"cmp"
	"slices"

	"qari/model/arabic"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/span"
)

// Hit is what a query found: a stretch of one piece of an article.
type Hit struct {
	// Piece counts the texts that were read, from 0.
	Piece int
	// Span is the byte range in that piece, of whole grapheme clusters.
	span.Span
	Level arabic.Level
	// Leaf is the number of the part of the query that found it.
	Leaf int
}

// Matcher reads articles. It belongs to one goroutine; it is worth keeping.
type Matcher struct {
	q      *Query
	slots  map[*Term]int
	tokens []token
	title  uint32      // tokens of the title
	at     [][]sighted // of each term: where it was found, in order
	pieces []string
	seen   []arabic.Found
}

// token is where a token stands.
type token struct {
	piece      int32
	start, end int32
}

// sighted is a token that a term found.
type sighted struct {
	position uint32
	level    arabic.Level
}

// NewMatcher makes a matcher of a query.
func (q *Query) NewMatcher() *Matcher {
	m := &Matcher{q: q, slots: make(map[*Term]int, q.slots), at: make([][]sighted, q.slots)}
	for _, t := range q.terms {
		if _, ok := m.slots[t]; !ok {
			m.slots[t] = len(m.slots)
		}
	}
	return m
}

// begin forgets what was read.
func (m *Matcher) begin() {
	m.tokens, m.pieces, m.title = m.tokens[:0], m.pieces[:0], 0
	for i := range m.at {
		m.at[i] = m.at[i][:0]
	}
}

// piece reads a text: the title, or a paragraph of the body.
func (m *Matcher) piece(text string, title bool) {
	n := int32(len(m.pieces))
	m.pieces = append(m.pieces, text)
	for scan := arabic.NewScanner(text); scan.Next(); {
		at := scan.Span()
		position := uint32(len(m.tokens))
		m.tokens = append(m.tokens, token{n, int32(at.Start), int32(at.End)})
		if m.q.Without[string(scan.Folded())] {
			continue
		}
		m.seen = m.q.lexicon.Find(m.seen[:0], scan.Folded(), at.Of(text))
		for _, f := range m.seen {
			m.see(m.slots[m.q.terms[f.Pattern]], position, f.Level)
		}
	}
	if title {
		m.title = uint32(len(m.tokens))
	}
}

// see notes that a term found a token.
func (m *Matcher) see(slot int, position uint32, level arabic.Level) {
	list := m.at[slot]
	if n := len(list); n > 0 && list[n-1].position == position {
		list[n-1].level = min(list[n-1].level, level)
		return
	}
	m.at[slot] = append(list, sighted{position, level})
}

// Pieces are the texts of an article that are searched: the title, unless it was
// derived from the body, and the paragraphs of the reading view.
func Pieces(a *corpus.Article, piece func(text string, title bool)) {
	if document.HasTitle(a, false) {
		piece(clean.Line(a.Title), true)
	}
	for p := range clean.Paragraphs(a.Text, a.Body(), clean.Options{}) {
		piece(p.Text, false)
	}
}

// Article reports whether the query finds an article, by its number in the
// corpus, and appends the hits in their order: in pieces as Pieces gives them.
// Hits do not overlap: of those that would, the longest stays. The hits of a
// regular expression, which looks at the stored text, are not among them: see
// Stored.
func (m *Matcher) Article(dst []Hit, a *corpus.Article, number int) ([]Hit, bool) {
	if m.q.Empty() {
		return dst, false
	}
	m.begin()
	Pieces(a, m.piece)
	if !m.found(m.q.Root, a, number) {
		return dst, false
	}
	return m.hits(dst), true
}

// Texts gives the hits in texts that were cut already, the first of which may be
// the title. It does not ask whether the article is found.
func (m *Matcher) Texts(dst []Hit, titled bool, texts ...string) []Hit {
	m.begin()
	for i, text := range texts {
		m.piece(text, titled && i == 0)
	}
	return m.hits(dst)
}

// Piece is a text that was read last, by its number.
func (m *Matcher) Piece(n int) string { return m.pieces[n] }

// found evaluates a node on what was read.
func (m *Matcher) found(n Node, a *corpus.Article, number int) bool {
	switch n := n.(type) {
	case And:
		return !slices.ContainsFunc(n.Nodes, func(x Node) bool { return !m.found(x, a, number) })
	case Or:
		return slices.ContainsFunc(n.Nodes, func(x Node) bool { return m.found(x, a, number) })
	case Not:
		return !m.found(n.Node, a, number)
	case *Term:
		return slices.ContainsFunc(m.at[m.slots[n]], func(s sighted) bool { return n.Where.Holds(s.position, m.title) })
	case *Phrase:
		found := false
		m.phrase(n, func([]sighted) { found = true })
		return found
	case *Regex:
		return n.In(a)
	case *Condition:
		return n.Holds(a, number)
	}
	return true
}

// In reports whether a regular expression finds something in an article.
func (r *Regex) In(a *corpus.Article) bool {
	return r.Where != InBody && !a.TitleRule.Derived() && r.Re.MatchString(document.StoredTitle(a)) ||
		r.Where != InTitle && r.Re.MatchString(a.Body().Of(a.Text))
}

// Stored appends the ranges of an article's text, as it is stored, that regular
// expressions find in the body, in order; empty ones are left out.
func (q *Query) Stored(dst []span.Span, a *corpus.Article) []span.Span {
	for i, leaf := range q.Leaves {
		r, ok := leaf.(*Regex)
		if !ok || !q.Lit[i] || r.Where == InTitle {
			continue
		}
		body := a.Body()
		for _, at := range r.Re.FindAllStringIndex(body.Of(a.Text), mostStored) {
			if at[0] < at[1] {
				dst = append(dst, span.Span{Start: body.Start + at[0], End: body.Start + at[1]})
			}
		}
	}
	slices.SortFunc(dst, func(a, b span.Span) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	return dst
}

// mostStored bounds the hits of a regular expression in one article.
const mostStored = 10_000

// phrase calls yield for each place where the words of a phrase stand together,
// with the tokens in the order of the text.
func (m *Matcher) phrase(p *Phrase, yield func([]sighted)) {
	lists := make([][]uint32, len(p.Words))
	levels := make([]map[uint32]arabic.Level, len(p.Words))
	for i, w := range p.Words {
		levels[i] = make(map[uint32]arabic.Level)
		for _, s := range m.at[m.slots[w]] {
			if p.Where.Holds(s.position, m.title) {
				lists[i] = append(lists[i], s.position)
				levels[i][s.position] = s.level
			}
		}
		if len(lists[i]) == 0 {
			return
		}
	}
	var out []sighted
	Together(lists, p.Slop, m.title, func(words []uint32) {
		out = out[:0]
		for i, position := range words {
			out = append(out, sighted{position, levels[i][position]})
		}
		slices.SortFunc(out, func(a, b sighted) int { return cmp.Compare(a.position, b.position) })
		yield(out)
	})
}

// hits appends what the lit leaves found.
func (m *Matcher) hits(dst []Hit) []Hit {
	from := len(dst)
	for i, leaf := range m.q.Leaves {
		if !m.q.Lit[i] {
			continue
		}
		switch n := leaf.(type) {
		case *Term:
			for _, s := range m.at[m.slots[n]] {
				if n.Where.Holds(s.position, m.title) {
					dst = append(dst, m.hit(s, s, s.level, i))
				}
			}
		case *Phrase:
			m.phrase(n, func(at []sighted) { dst = m.phraseHits(dst, n, at, i) })
		}
	}
	return apart(dst, from)
}

// phraseHits appends the hits of one place where a phrase stands: words that are
// adjacent in one piece are one hit.
func (m *Matcher) phraseHits(dst []Hit, p *Phrase, at []sighted, leaf int) []Hit {
	for i := 0; i < len(at); {
		j, level := i+1, at[i].level
		for p.Slop < 0 && j < len(at) && m.tokens[at[j].position].piece == m.tokens[at[i].position].piece {
			level = max(level, at[j].level)
			j++
		}
		dst = append(dst, m.hit(at[i], at[j-1], level, leaf))
		i = j
	}
	return dst
}

// hit is the stretch from one token to another of the same piece.
func (m *Matcher) hit(first, last sighted, level arabic.Level, leaf int) Hit {
	a, b := m.tokens[first.position], m.tokens[last.position]
	at := arabic.Whole(m.pieces[a.piece], span.Span{Start: int(a.start), End: int(b.end)})
	return Hit{Piece: int(a.piece), Span: at, Level: level, Leaf: leaf}
}

// apart sorts the hits from an index on, and drops those that overlap a longer
// one before them.
func apart(hits []Hit, from int) []Hit {
	part := hits[from:]
	slices.SortFunc(part, func(a, b Hit) int {
		return cmp.Or(a.Piece-b.Piece, a.Start-b.Start, b.End-a.End, int(a.Level)-int(b.Level), a.Leaf-b.Leaf)
	})
	kept := part[:0]
	for _, h := range part {
		if n := len(kept); n > 0 && kept[n-1].Piece == h.Piece && h.Start < kept[n-1].End {
			if h.Span == kept[n-1].Span {
				kept[n-1].Level = min(kept[n-1].Level, h.Level)
			}
			continue
		}
		kept = append(kept, h)
	}
	return hits[:from+len(kept)]
}
