package articles

import (
	"math"
	"strings"

	"qari/model/arabic"
	"qari/model/cell"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/listing"
	"qari/model/match"
	"qari/model/span"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// searched is what the list shows of a search: its hits in titles, how many each
// article has, and the stretch of text around the best of them.
type searched struct {
	query   *match.Query // nil without a search
	matcher *match.Matcher
	known   map[*corpus.Article]match.Snippet
	counted map[*corpus.Article]uint16
}

// knownSnippets is how many snippets are kept.
const knownSnippets = 500

// SetSearch tells what is searched for, nil for nothing.
func (m *Model) SetSearch(q *match.Query) {
	m.search = searched{query: q}
	if q != nil {
		m.search.matcher, m.search.known = q.NewMatcher(), make(map[*corpus.Article]match.Snippet)
		m.search.counted = make(map[*corpus.Article]uint16)
	}
	m.follow()
}

// found reports whether the listing that is shown is the result of a search.
func (m *Model) found() bool { return m.list.Request.Found != nil && m.search.query != nil }

// snippets reports whether a line of text stands below each title.
func (m *Model) snippets() bool { return m.set.Snippets && m.found() && m.search.query.Words() }

func (s *searched) snippet(a *corpus.Article) match.Snippet {
	if known, ok := s.known[a]; ok {
		return known
	}
	if len(s.known) >= knownSnippets {
		clear(s.known)
	}
	snippet := s.matcher.Snippet(a)
	s.known[a] = snippet
	return snippet
}

// patternHits counts what regular expressions find in an article, which a search does
// not count.
func (s *searched) patternHits(a *corpus.Article) uint16 {
	n, known := s.counted[a]
	if !known {
		if len(s.counted) >= knownSnippets {
			clear(s.counted)
		}
		n = uint16(min(len(s.query.Stored(nil, a)), math.MaxUint16))
		s.counted[a] = n
	}
	return n
}

// snippetLine draws the text around the best hit of an article. The hit stands
// within the first third of the line, if the text goes on for long enough.
func (m *Model) snippetLine(width int, r listing.Row, over theme.Look) []paint.Field {
	s := m.search.snippet(m.corpus.Articles[r.Article])
	text, hits := s.Text, s.Hits
	start := 0
	if s.Best >= 0 {
		hit := hits[s.Best].Start
		start = begin(text, hit, max(width/3, width-2-cell.StringWidth(text[hit:])))
	}
	cut := ""
	if start > 0 {
		cut = "…"
	}
	text = cut + line(text[start:])
	room := m.width - stateCells
	f := m.painter.Cut(text, max(1, min(width, room)), over.On(theme.Look{Token: theme.Soft}))
	f.Align = m.nearAlign()
	for _, h := range hits {
		if h.Start >= start {
			at := span.Span{Start: h.Start - start + len(cut), End: h.End - start + len(cut)}
			f.Marks = append(f.Marks, m.hitMark(at, h.Level))
		}
	}
	return []paint.Field{m.bar(r, over), m.blank(stateCells-1, over), f, m.blank(room-f.Width, over)}
}

// line makes one line of a paragraph, of the same length.
func line(text string) string {
	return strings.NewReplacer("\t", " ", "\n", " ", "\u2028", "   ").Replace(text)
}

func (m *Model) hitMark(at span.Span, l arabic.Level) paint.Mark {
	return paint.Mark{Span: at, Look: theme.Look{Token: theme.Find, Likely: !l.Sure()}}
}

// begin is where a text begins so that a hit has at most so many cells before it:
// at a word, so that no letter changes its form.
func begin(text string, hit, cells int) int {
	at := hit
	for start := hit; start > 0; {
		start = strings.LastIndexAny(text[:start], " \t\n\u00a0")
		if start < 0 {
			if cell.StringWidth(text[:hit]) <= cells {
				return 0
			}
			break
		}
		if cell.StringWidth(text[start:hit]) > cells {
			break
		}
		at = start + 1
	}
	return at
}

// titleHits marks what the search found in a title.
func (m *Model) titleHits(marks []paint.Mark, a *corpus.Article, text string) []paint.Mark {
	if !m.found() || a.TitleRule == corpus.TitleDerived {
		return marks
	}
	for _, h := range m.search.matcher.Title(clean.Line(text)) {
		marks = append(marks, m.hitMark(h.Span, h.Level))
	}
	return marks
}

// hitsCells are the cells of the number of hits and the sign of their level.
const hitsCells = 5

// hits draws how many hits an article has, and the level of the best.
func (m *Model) hits(article int, over theme.Look) paint.Field {
	f, ok := m.list.Request.Found.Of(article)
	if ok && !f.ByWords() && m.search.query.Patterns() {
		f.Hits, f.Level = m.search.patternHits(m.corpus.Articles[article]), arabic.Exact
	} else if !ok || !f.ByWords() {
		return m.blank(hitsCells, over)
	}
	count := "999"
	if f.Hits < 1000 {
		count = m.loc.Number(int(f.Hits))
	}
	sign := "~"
	switch {
	case f.Level <= arabic.Folded:
		sign = "="
	case f.Level.Sure():
		sign = "+"
	}
	at := m.painter.Columns(strings.Repeat(" ", 3-min(3, len([]rune(count))))+count+" "+sign, over.On(theme.Look{Token: theme.Soft}))
	at.Width = hitsCells
	return at
}

func (m *Model) nearAlign() paint.Align {
	if m.set.RTL {
		return paint.Right
	}
	return paint.Left
}

// hitsHead heads the column of hits.
func (m *Model) hitsHead() paint.Field {
	return m.near(m.painter.Say(m.loc.Text(locale.ColumnHits), theme.Look{Token: theme.Soft}), hitsCells)
}
