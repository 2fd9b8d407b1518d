// Package articles is the list pane. It shows a listing that was made
// elsewhere; only the rows on the screen are ever drawn.
package articles

import (
	"math"
	"slices"

	"qari/model/corpus"
	"qari/model/keyword"
	"qari/model/listing"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// Settings are what the pane is told about the screen and by the user.
type Settings struct {
	RTL        bool // the interface begins at the right
	Heads      bool // a row of column heads stands above the rows
	TwoLines   bool // a row takes two lines: title, then the rest
	Highlights bool // watched words are lit in titles
	Snippets   bool // below the titles of a search stands what it found
	Group      int  // only this watched group, from 0; -1 all
}

// Model is the list pane. Use New.
type Model struct {
	painter *paint.Painter
	loc     *locale.Strings
	set     Settings
	words   *keyword.Set
	tokens  []theme.Token // of the watched groups

	width, height int
	corpus        listing.Corpus
	list          *listing.Listing
	read          []bool
	fresh         int // from this article on they came last
	top, cur      int
	touched       bool // the user has moved: the cursor belongs to an article
	search        searched
}

// New makes an empty list.
func New(p *paint.Painter, loc *locale.Strings) Model {
	return Model{painter: p, loc: loc, list: &listing.Listing{}, fresh: math.MaxInt}
}

// SetWords tells which words are watched, nil for none, how their groups look, and
// how often they stand in the articles.
func (m *Model) SetWords(words *keyword.Set, tokens []theme.Token, tally listing.Tally) {
	m.words, m.tokens, m.corpus.Tally = words, tokens, tally
}

// Set changes the settings.
func (m *Model) Set(s Settings) { m.set = s; m.follow() }

// SetSize sets the pane's cells and rows.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.follow()
}

// SetRead hands in which articles were read; the slice is the caller's and
// may change between calls.
func (m *Model) SetRead(read []bool) { m.read = read }

// SetNew marks the articles from this one on as those that came last.
func (m *Model) SetNew(from int) { m.fresh = from }

// SetListing shows another listing. The cursor stays on its article, and the
// article on its row of the screen; when it is gone, or top is asked for, the
// cursor goes to the first row, or as near as there are rows to where it was.
func (m *Model) SetListing(c listing.Corpus, l *listing.Listing, top bool) {
	was, offset := m.Article(), m.cur-m.top
	m.corpus, m.list = c, l
	switch {
	case top || !m.touched:
		m.cur, m.top = 0, 0
	default:
		if i := row(c, l, was); i >= 0 {
			m.cur, m.top = i, i-offset
		}
	}
	m.follow()
}

// row is the row of an article, or of one that is equal and leads now, -1 when
// there is none.
func row(c listing.Corpus, l *listing.Listing, article int) int {
	if i := l.Index(article); i >= 0 || article < 0 || article >= len(c.Twins) {
		return i
	}
	return slices.IndexFunc(l.Rows, func(r listing.Row) bool {
		return int(r.Article) < len(c.Twins) && c.Twins[r.Article] == c.Twins[article]
	})
}

// Listing is the listing shown.
func (m *Model) Listing() *listing.Listing { return m.list }

// SetTally hands in further counts; the rows stay.
func (m *Model) SetTally(t listing.Tally) { m.corpus.Tally = t }

// Article is the index in the corpus of the article under the cursor, -1 for
// none.
func (m *Model) Article() int {
	if m.cur >= len(m.list.Rows) {
		return -1
	}
	return int(m.list.Rows[m.cur].Article)
}

// Current is the article under the cursor, nil for none.
func (m *Model) Current() *corpus.Article {
	if i := m.Article(); i >= 0 {
		return m.corpus.Articles[i]
	}
	return nil
}

// Row is the row of the cursor, from 0, and Len the number of rows.
func (m *Model) Row() int { return m.cur }

// Len is the number of rows.
func (m *Model) Len() int { return len(m.list.Rows) }

// Select puts the cursor on an article and reports whether it is listed.
func (m *Model) Select(article int) bool {
	i := m.list.Index(article)
	if i >= 0 {
		m.GoTo(i)
	}
	return i >= 0
}

// GoTo puts the cursor on a row, as near as there are rows.
func (m *Model) GoTo(row int) {
	m.touched = true
	m.cur = row
	m.follow()
}

// Move moves the cursor by n rows and reports whether it moved.
func (m *Model) Move(n int) bool {
	was := m.cur
	m.GoTo(m.cur + n)
	return m.cur != was
}

// Page moves the rows and the cursor by n pages.
func (m *Model) Page(n int) bool { return m.shift(n * m.visible()) }

// Half moves the rows and the cursor by n halves of a page.
func (m *Model) Half(n int) bool { return m.shift(n * max(1, m.visible()/2)) }

func (m *Model) shift(n int) bool {
	was := m.cur
	m.top += n
	m.GoTo(m.cur + n)
	return m.cur != was
}

// Scroll moves the rows by n and takes the cursor along only at the edges.
func (m *Model) Scroll(n int) {
	m.touched = true
	m.top = max(0, min(m.top+n, m.Len()-m.visible()))
	m.cur = max(m.top, min(m.cur, m.top+m.visible()-1))
	m.follow()
}

// Block goes to the first row of the next day or source, as sorted, for n =
// 1; for n = -1 to that of this one or of the one before.
func (m *Model) Block(n int) {
	if m.Len() == 0 {
		return
	}
	together := func(i, j int) bool {
		at := func(i int) *corpus.Article { return m.corpus.Articles[m.list.Rows[i].Article] }
		return listing.Together(at(i), at(j), m.list.Request.Sort)
	}
	i := m.cur
	if n > 0 {
		for i < m.Len()-1 && together(i, m.cur) {
			i++
		}
	} else {
		if i > 0 {
			i--
		}
		for i > 0 && together(i-1, i) {
			i--
		}
	}
	m.GoTo(i)
}

// Find gives the first row after the cursor (n = 1) or before it (n = -1)
// whose article the test accepts, -1 for none.
func (m *Model) Find(n int, test func(article int) bool) int {
	for i := m.cur + n; i >= 0 && i < m.Len(); i += n {
		if test(int(m.list.Rows[i].Article)) {
			return i
		}
	}
	return -1
}

// At gives the row of the list at a row of the pane, -1 for none.
func (m *Model) At(y int) int {
	if m.set.Heads {
		y--
	}
	if y < 0 {
		return -1
	}
	i := m.top + y/m.lines()
	if i >= m.Len() {
		return -1
	}
	return i
}

func (m *Model) lines() int {
	n := 1
	if m.set.TwoLines {
		n++
	}
	if m.snippets() {
		n++
	}
	return n
}

// visible is the number of rows of the list that the pane can show.
func (m *Model) visible() int {
	h := m.height
	if m.set.Heads {
		h--
	}
	return max(1, h/m.lines())
}

// follow keeps the cursor within the list and the rows around the cursor.
func (m *Model) follow() {
	m.cur = max(0, min(m.cur, m.Len()-1))
	m.top = max(0, min(m.top, m.Len()-m.visible()))
	m.top = max(min(m.top, m.cur), m.cur-m.visible()+1)
}
