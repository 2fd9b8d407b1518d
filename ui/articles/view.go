package articles

import (
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/fuzzy"
	"qari/model/listing"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// Widths at which columns leave, and what they take.
const (
	wordsFrom  = 120
	fullDate   = 110
	sourceFrom = 64
	dateFrom   = 52
	titleMost  = 92
	wordsCells = 6
	gap        = 2
	stateCells = 4 // bar, state, verdict, blank
)

// columns are the cells of each column of the list; 0 leaves it out.
type columns struct{ title, source, date, words, tally, rest int }

func (m *Model) columns() columns {
	c := columns{tally: m.tallyCells()}
	if m.corpus.Columns.HasDate && m.width >= dateFrom {
		c.date = len("01-02")
		if m.corpus.Columns.Oldest != m.corpus.Columns.Newest {
			c.date = len("2006-01")
		}
		if m.width >= fullDate {
			c.date = len("2006-01-02")
		}
	}
	if m.corpus.Columns.HasSource && m.width >= sourceFrom {
		most := 10 + max(0, m.width-80)/2
		c.source = max(6, min(m.corpus.Columns.SourceWidth, most, 24))
	}
	if m.width >= wordsFrom {
		c.words = wordsCells
	}
	used := stateCells
	for _, n := range []int{c.source, c.date, c.words, c.tally} {
		if n > 0 {
			used += gap + n
		}
	}
	if m.set.TwoLines {
		used = stateCells
	}
	c.title = max(1, m.width-used)
	if c.title > titleMost {
		c.rest = c.title - titleMost
		c.title = titleMost
	}
	return c
}

// tallyCells is the number of cells of the tally: one a group.
func (m *Model) tallyCells() int {
	if m.found() {
		return hitsCells
	}
	return min(9, m.corpus.Tally.Groups)
}

// Rows gives the rows of the pane, each as fields in the order of reading.
// An empty list shows what emptied it, a line each.
func (m *Model) Rows(empty ...paint.Field) [][]paint.Field {
	rows := make([][]paint.Field, 0, m.height)
	c := m.columns()
	if m.set.Heads {
		rows = append(rows, m.heads(c))
	}
	if m.Len() == 0 {
		rows = append(rows, nil)
		for _, f := range empty {
			rows = append(rows, m.message(f))
		}
	}
	for i := m.top; i < m.Len() && len(rows)+m.lines() <= m.height; i++ {
		rows = append(rows, m.row(c, i)...)
	}
	for len(rows) < m.height {
		rows = append(rows, nil)
	}
	for i, r := range rows {
		if r == nil {
			rows[i] = []paint.Field{paint.Blank(m.width)}
		}
	}
	return rows[:max(0, m.height)]
}

func (m *Model) message(f paint.Field) []paint.Field {
	f = m.near(f, max(1, m.width-2*stateCells))
	return []paint.Field{paint.Blank(stateCells), f, paint.Blank(m.width - stateCells - f.Width)}
}

// near sets a text against the edge of its column where reading begins.
func (m *Model) near(f paint.Field, width int) paint.Field {
	if f.Width > width {
		f = m.painter.Cut(f.Text, width, f.Look)
	}
	f.Width, f.Align = width, paint.Left
	if m.set.RTL {
		f.Align = paint.Right
	}
	return f
}

func (m *Model) heads(c columns) []paint.Field {
	soft := theme.Look{Token: theme.Soft}
	head := func(id locale.ID, width int) paint.Field {
		return m.near(m.painter.Say(m.loc.Text(id), soft), width)
	}
	row := []paint.Field{paint.Blank(stateCells), head(locale.ColumnTitle, c.title), paint.Blank(c.rest)}
	if m.set.TwoLines {
		return row
	}
	if c.source > 0 {
		row = append(row, paint.Blank(gap), head(locale.ColumnSource, c.source))
	}
	if c.date > 0 {
		row = append(row, paint.Blank(gap), head(locale.ColumnDate, c.date))
	}
	if c.words > 0 {
		row = append(row, paint.Blank(gap), head(locale.ColumnWords, c.words))
	}
	switch {
	case c.tally > 0 && m.found():
		row = append(row, paint.Blank(gap), m.hitsHead())
	case c.tally > 0:
		row = append(row, paint.Blank(gap), m.tally(func(g int) byte { return byte('1' + g) }, theme.Look{}))
	}
	return row
}

// row draws one row of the list, of one line up to three.
func (m *Model) row(c columns, i int) [][]paint.Field {
	r := m.list.Rows[i]
	a := m.corpus.Articles[r.Article]
	over := theme.Look{Selected: i == m.cur}
	first := append(m.state(a, r, over), m.title(c.title, a, r, over)...)
	first = append(first, m.blank(c.rest, over))
	var below [][]paint.Field
	if m.snippets() {
		below = [][]paint.Field{m.snippetLine(min(m.width-stateCells, titleMost), r, over)}
	}
	if !m.set.TwoLines {
		return append([][]paint.Field{append(first, m.details(c, a, r, over)...)}, below...)
	}
	bar := m.bar(r, over)
	second := []paint.Field{bar, m.blank(stateCells-1, over)}
	c = m.secondLine(c)
	used := stateCells
	if details := m.details(c, a, r, over); len(details) > 0 {
		second = append(second, details[1:]...) // without the gap before the first
		for _, f := range details[1:] {
			used += f.Width
		}
	}
	return append([][]paint.Field{first, append(second, m.blank(m.width-used, over))}, below...)
}

// secondLine are the columns of the second line of a row, which has the
// pane's whole width for them.
func (m *Model) secondLine(c columns) columns {
	c.words = 0
	if m.corpus.Columns.HasDate && c.date == 0 {
		c.date = len("01-02")
		if m.corpus.Columns.Oldest != m.corpus.Columns.Newest {
			c.date = len("2006-01")
		}
	}
	room := m.width - stateCells - 2*gap - c.date - c.tally
	c.source = 0
	if m.corpus.Columns.HasSource {
		c.source = max(1, min(m.corpus.Columns.SourceWidth, room))
	}
	return c
}

func (m *Model) blank(n int, over theme.Look) paint.Field {
	return paint.Field{Width: max(0, n), Look: over}
}

// bar is the cell at the edge: of the row that is selected, or a thin one of
// those that came last.
func (m *Model) bar(r listing.Row, over theme.Look) paint.Field {
	switch {
	case over.Selected:
		return m.painter.Item("┃", theme.Look{Strong: true, Selected: true})
	case int(r.Article) >= m.fresh:
		return m.painter.Item("│", over)
	}
	return m.blank(1, over)
}

func (m *Model) isRead(article int) bool { return article < len(m.read) && m.read[article] }

// state draws the four cells at the edge: bar, state, verdict, blank.
func (m *Model) state(a *corpus.Article, r listing.Row, over theme.Look) []paint.Field {
	state := m.blank(1, over)
	switch {
	case m.flagged(a):
		state = m.painter.Item("!", over.On(theme.Look{Token: theme.Alarm}))
	case !m.isRead(int(r.Article)):
		state = m.painter.Item("•", over.On(theme.Look{Strong: true}))
	}
	return []paint.Field{m.bar(r, over), state, m.blank(2, over)}
}

// title draws the title, cut at its logical end, with the number of equal
// articles at the far end of its column.
func (m *Model) title(width int, a *corpus.Article, r listing.Row, over theme.Look) []paint.Field {
	var copies []paint.Field
	if r.Copies > 1 {
		f := m.painter.Item(m.loc.Copies(int(r.Copies)), over.On(theme.Look{Token: theme.Soft}))
		copies = []paint.Field{m.blank(1, over), f}
		width -= f.Width + 1
	}
	text, look := clean.Line(a.Title), over
	if a.TitleRule.Derived() {
		look.Token = theme.Soft
		if !m.painter.Theme.Colored() {
			text = "…" + text
		}
	}
	look.Strong = !m.isRead(int(r.Article))
	f := m.painter.Cut(text, max(1, width), look)
	f.Marks = m.titleHits(m.light(f.Marks, text), a, text)
	return append([]paint.Field{f}, copies...)
}

// light marks watched words by colour and the filter's letters by weight and
// underline.
func (m *Model) light(marks []paint.Mark, text string) []paint.Mark {
	query := m.list.Request.Query
	if m.set.Highlights && m.words != nil && (query == "" || m.painter.Theme.Colored()) {
		var groups []bool
		if m.set.Group >= 0 {
			groups = m.words.Only(m.set.Group)
		}
		for _, k := range m.words.FindOf(groups, nil, text) {
			marks = append(marks, paint.Mark{Span: k.Span, Look: theme.Look{Token: m.tokens[k.Group], Likely: true}})
		}
	}
	if query != "" {
		for _, s := range fuzzy.Matches(query, text, m.list.Strewn) {
			marks = append(marks, paint.Mark{Span: s, Look: theme.Look{Matched: true}})
		}
	}
	return marks
}

// details draws source, date, words and tally.
func (m *Model) details(c columns, a *corpus.Article, r listing.Row, over theme.Look) []paint.Field {
	soft := over.On(theme.Look{Token: theme.Soft})
	var row []paint.Field
	add := func(width int, text string) {
		if width == 0 {
			return
		}
		f := m.blank(width, over)
		if text != "" {
			f = m.near(m.painter.Item(text, soft), width)
		}
		row = append(row, m.blank(gap, over), f)
	}
	add(c.source, a.From().Source)
	add(c.date, m.date(a, c.date))
	add(c.words, m.length(a))
	if c.tally == 0 {
		return row
	}
	if m.found() {
		return append(row, m.blank(gap, over), m.hits(int(r.Article), over))
	}
	of := m.corpus.Tally.Of(int(r.Article))
	return append(row, m.blank(gap, over), m.tally(func(g int) byte {
		switch {
		case of == nil:
			return ' '
		case of[g] == 0 || m.set.Group >= 0 && m.set.Group != g:
			return '.'
		case of[g] > 9:
			return '+'
		}
		return byte('0' + of[g])
	}, over))
}

// flagged reports whether there is a warning about the article's characters.
func (m *Model) flagged(a *corpus.Article) bool {
	return a.Flags != 0 || (a.Counts() != nil || len(a.Text) <= quicklyCounted) && document.Counts(a).Flags != 0
}

// length is the number of words, which of a very long article is shown once it
// has been counted.
func (m *Model) length(a *corpus.Article) string {
	if a.Counts() == nil && len(a.Text) > quicklyCounted {
		return ""
	}
	return m.loc.Number(int(document.Counts(a).Words))
}

// quicklyCounted is how long a text may be to be counted while it is drawn.
const quicklyCounted = 64 << 10

func (m *Model) date(a *corpus.Article, width int) string {
	t := a.Date().Time
	switch {
	case t.IsZero():
		return ""
	case width == len("2006-01-02"):
		return m.loc.ISODate(t)
	case t.Year() == m.corpus.Columns.Newest:
		return t.Format("01-02")
	}
	return t.Format("2006-01")
}

// tally draws one cell a group, group 1 nearest to where reading begins.
func (m *Model) tally(of func(group int) byte, over theme.Look) paint.Field {
	n := m.tallyCells()
	text := make([]byte, n)
	var marks []paint.Mark
	for g := range n {
		at := g
		if m.set.RTL {
			at = n - 1 - g
		}
		text[at] = of(g)
		look := theme.Look{Token: m.tokens[g], Label: true}
		if text[at] == '.' {
			look.Token = theme.Rule
		}
		mark := paint.Mark{Look: look}
		mark.Start, mark.End = at, at+1
		marks = append(marks, mark)
	}
	f := m.painter.Columns(string(text), over)
	f.Marks = marks
	return f
}
