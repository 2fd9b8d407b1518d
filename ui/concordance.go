package ui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/model/bidi"
	"qari/model/cell"
	"qari/model/clean"
	"qari/model/concordance"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/span"
	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// The concordance lines up what was asked last, the search or else the watched
// words, in the articles of the list.

// lineup is the concordance while it is open: its lines come part by part.
type lineup struct {
	page     *page
	gatherer concordance.Gatherer // belongs to the commands that gather
	read     int                  // articles that they have read
	ctx      context.Context
	stop     context.CancelFunc

	lines    []concordance.Line
	articles []*corpus.Article
	in       int // articles that have lines
	sort     concordance.Sort
	what     string // was asked
	token    theme.Token
	done     bool // all lines are there, in order
}

type (
	// linesGatheredMsg brings further lines.
	linesGatheredMsg struct {
		of    *lineup
		lines []concordance.Line
		read  int // articles
		done  bool
	}
	// linesSortedMsg brings the lines in another order.
	linesSortedMsg struct {
		of    *lineup
		sort  concordance.Sort
		lines []concordance.Line
	}
)

// gatherFor is how long one command gathers before it shows what it has.
const gatherFor = 60 * time.Millisecond

// openConcordance lines up the hits in the articles of the list.
func (m *Model) openConcordance() tea.Cmd {
	l := &lineup{articles: m.corpus.Articles}
	q, words, group := m.search.query, m.words, m.request.Group
	switch {
	case q != nil && q.Words():
		l.what, l.token = m.search.text, theme.Find
		l.gatherer.Finder = func() concordance.Finder { return concordance.Searched(q) }
	case words != nil:
		l.what = m.loc.Text(locale.WatchedWords)
		if group >= 0 {
			l.what = m.groups[group].Name
		}
		l.gatherer.Finder = func() concordance.Finder { return concordance.Watched(words, group) }
	default:
		m.say(locale.NothingToLineUp)
		return nil
	}
	l.gatherer.Articles = l.articles
	for _, r := range m.list.Listing().Rows {
		l.gatherer.Numbers = append(l.gatherer.Numbers, r.Article)
	}
	l.ctx, l.stop = context.WithCancel(context.Background())
	p := &page{
		context: keymap.InConcordance, title: locale.ConcordanceTitle, lines: l, narrow: true, cursor: true, close: l.stop,
		head: l.head, foot: l.foot, enter: l.open, copy: l.copy, other: l.do,
	}
	l.page = p
	return tea.Batch(m.openPage(p), l.gather())
}

// within asks for more until a time is over.
func within(d time.Duration) func() bool {
	start := time.Now()
	return func() bool { return time.Since(start) < d }
}

func (l *lineup) gather() tea.Cmd {
	return func() tea.Msg {
		lines := l.gatherer.Next(l.ctx, within(gatherFor))
		return linesGatheredMsg{l, lines, l.gatherer.Read(), l.gatherer.Done()}
	}
}

func (m *Model) linesGathered(msg linesGatheredMsg) tea.Cmd {
	l := msg.of
	if l.ctx.Err() != nil {
		return nil
	}
	from := len(l.lines)
	l.read = msg.read
	for _, line := range msg.lines {
		if n := len(l.lines); n == 0 || l.lines[n-1].Article != line.Article {
			l.in++
		}
		l.lines = append(l.lines, line)
	}
	l.page.show(from)
	if !msg.done {
		return l.gather()
	}
	return l.sorted(l.sort)
}

// sorted puts all lines in order, away from the screen.
func (l *lineup) sorted(by concordance.Sort) tea.Cmd {
	lines, articles := l.lines, l.articles
	return func() tea.Msg { return linesSortedMsg{l, by, concordance.Sorted(lines, articles, by)} }
}

func (m *Model) linesSorted(msg linesSortedMsg) {
	l := msg.of
	l.lines, l.sort, l.done = msg.lines, msg.sort, true
	l.page.ask(l.page.query)
	l.page.cur, l.page.top = 0, 0
}

// Len is the number of lines so far.
func (l *lineup) Len() int { return len(l.lines) }

// Text is a line as a filter sees it.
func (l *lineup) Text(line int) string {
	c := &l.lines[line]
	return c.Before + " " + c.Hit + " " + c.After
}

// The cells of a line beside its text.
const (
	lineGap      = 3
	lineHitLeast = 8
	lineHitMost  = 24
)

// Draw draws a line: the hits stand in one column, what comes before them where
// reading comes from, what follows where it goes on; then source and date.
func (l *lineup) Draw(m *Model, n int, look theme.Look, query string) []paint.Field {
	line := &l.lines[n]
	a := l.articles[line.Article]
	row := []paint.Field{m.pageBar(look)}
	hit := l.hitCells()
	date, source := 0, 0
	if m.width >= 60 && m.corpus.Columns.HasDate {
		date = len("2006-01")
		if m.width >= besideFrom {
			date = len("2006-01-02")
		}
	}
	if m.width >= besideFrom && m.corpus.Columns.HasSource {
		source = min(20, m.corpus.Columns.SourceWidth)
	}
	room := m.width - 2 - hit - 2*lineGap
	for _, n := range []int{date, source} {
		if n > 0 {
			room -= n + 2
		}
	}
	gap := paint.Field{Width: lineGap, Look: look}
	// A line flows as the letters of its hit do, whichever way the interface reads.
	rtl := bidi.FirstStrong(line.Hit) != bidi.LTR
	first, last := m.nearest(line.Before, room/2, look, rtl), m.nearestStart(line.After, room-room/2, look, rtl)
	if rtl != m.rtl() {
		first, last = last, first
	}
	first.Align, last.Align = m.farAlign(), m.nearAlign()
	mid := m.fit(m.painter.Item(line.Hit, look), hit)
	mid.Marks = []paint.Mark{{Span: span.Span{End: len(mid.Text)}, Look: l.hitLook(m, line)}}
	row = append(row, lit(first, query), gap, mid, gap, lit(last, query))
	for _, c := range []struct {
		text  string
		cells int
	}{{a.From().Source, source}, {l.date(m, a, date), date}} {
		if c.cells > 0 {
			row = append(row, paint.Field{Width: 2, Look: look}, m.fit(m.painter.Item(c.text, look.On(soft())), c.cells))
		}
	}
	return row
}

func (l *lineup) date(m *Model, a *corpus.Article, cells int) string {
	t := a.Date().Time
	switch {
	case t.IsZero():
		return ""
	case cells == len("2006-01-02"):
		return m.loc.ISODate(t)
	case t.Year() == m.corpus.Columns.Newest:
		return t.Format("01-02")
	}
	return t.Format("2006-01")
}

func (l *lineup) hitLook(m *Model, line *concordance.Line) theme.Look {
	look := theme.Look{Token: l.token, Likely: !line.Level.Sure()}
	if g := int(line.Group); l.token != theme.Find && g < len(m.groups) { // the lists may have changed since
		look.Token = m.groups[g].Token
	}
	return look
}

// hitCells is the width of the column of hits: that of the widest on the screen.
func (l *lineup) hitCells() int {
	most := lineHitLeast
	p := l.page
	for i := p.top; i < min(p.top+p.height, len(p.shown)); i++ {
		most = max(most, cell.StringWidth(l.lines[p.shown[i]].Hit))
	}
	return min(most, lineHitMost)
}

// nearest is the end of a text, as many whole words as fit.
func (m *Model) nearest(text string, cells int, look theme.Look, rtl bool) paint.Field {
	for from := 0; cell.StringWidth(text[from:]) > cells; {
		i := strings.IndexByte(text[from:], ' ')
		if i < 0 {
			return paint.Field{Width: cells, Look: look}
		}
		from += i + 1
		text, from = text[from:], 0
	}
	return m.flowing(text, cells, look, rtl)
}

// nearestStart is the beginning of a text, as many whole words as fit.
func (m *Model) nearestStart(text string, cells int, look theme.Look, rtl bool) paint.Field {
	for cell.StringWidth(text) > cells {
		i := strings.LastIndexByte(text, ' ')
		if i < 0 {
			return paint.Field{Width: cells, Look: look}
		}
		text = text[:i]
	}
	return m.flowing(text, cells, look, rtl)
}

// flowing is a field whose text flows from the right, or from the left.
func (m *Model) flowing(text string, cells int, look theme.Look, rtl bool) paint.Field {
	f := m.painter.Directed(text, look, rtl)
	f.Width = cells
	return f
}

// farAlign is the edge where reading ends.
func (m *Model) farAlign() paint.Align {
	if m.rtl() {
		return paint.Left
	}
	return paint.Right
}

func (l *lineup) head(m *Model, start, end *items) {
	if l.token == theme.Find {
		start.add(l.what, theme.Look{Strong: true})
		start.say(m.loc.LevelName(int(m.search.level)), soft())
	} else {
		start.say(l.what, theme.Look{Strong: true})
	}
	start.say(m.loc.LinesIn(len(l.lines), l.in), soft())
	end.say(m.loc.Text(locale.LinesByNext+locale.ID(l.sort)), soft())
}

func (l *lineup) foot(m *Model, start, end *items) {
	if len(l.page.shown) > 0 {
		start.say(m.loc.LineOf(l.page.cur+1, len(l.page.shown)), soft())
	}
	if !l.done {
		start.say(m.loc.CountedOf(l.read, len(l.gatherer.Numbers)), soft())
	}
	end.say(m.loc.Text(locale.HintHelp), soft())
	if i := l.page.line(); i >= 0 {
		a := l.articles[l.lines[i].Article]
		start.add(a.Title, theme.Look{})
	}
}

// do is what only the concordance does.
func (l *lineup) do(m *Model, a keymap.Action, line int) (tea.Cmd, bool) {
	sorts := map[keymap.Action]concordance.Sort{
		keymap.SortNextWord: concordance.ByNext, keymap.SortPrevWord: concordance.ByPrev, keymap.SortForm: concordance.ByForm,
		keymap.SortSource: concordance.BySource, keymap.SortDate: concordance.ByDate,
	}
	if by, ok := sorts[a]; ok {
		if !l.done {
			l.sort = by
			return nil, true
		}
		return l.sorted(by), true
	}
	switch a {
	case keymap.NextArticle:
		l.step(m, 1)
	case keymap.PrevArticle:
		l.step(m, -1)
	default:
		return nil, false
	}
	return nil, true
}

// step goes to the next line of another article, or the one before.
func (l *lineup) step(m *Model, n int) {
	p := l.page
	if p.line() < 0 {
		return
	}
	was := l.lines[p.line()].Article
	for i := p.cur + n; i >= 0 && i < len(p.shown); i += n {
		if l.lines[p.shown[i]].Article != was {
			p.scroll(i - p.cur)
			return
		}
	}
	m.say(edge(n))
}

// open opens the article of a line at its hit; leaving it comes back here.
func (l *lineup) open(m *Model, line int) tea.Cmd {
	at := &l.lines[line]
	m.remember()
	if !m.list.Select(int(at.Article)) {
		return nil // the list no longer has it
	}
	m.resume, m.page = m.page, nil
	return m.enter(landing{kind: landPlaced, place: document.Place{Block: int(at.Block), Offset: int(at.Start)}})
}

// copy is a line as it is copied.
func (l *lineup) copy(line int, withSource bool) string {
	text := document.Plain(clean.Line(l.Text(line)))
	if !withSource {
		return text
	}
	a := l.articles[l.lines[line].Article]
	return text + "\n\n" + strings.Join(reference(a.From().Source, a.Date().String(), clean.Line(a.Title), string(a.ID)), " · ")
}
