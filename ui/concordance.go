package ui

import (
	"context"
	"slices"
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
// words, in the articles of the list: equal ones once.

// lineup is the concordance while it is open: its lines come part by part.
type lineup struct {
	page     *page
	gatherer *concordance.Gatherer // belongs to the commands that gather
	read     int                   // articles that they have read
	ctx      context.Context
	stop     context.CancelFunc

	lineTexts
	articles []*corpus.Article
	in       int // articles that have lines
	once     bool
	sort     concordance.Sort // that is asked for
	what     string           // was asked
	token    theme.Token
	gathered bool       // all lines are there
	done     bool       // and in order
	start    *linePlace // where the cursor goes then, unless it was moved
}

// lineTexts are the lines as they are shown at a width.
type lineTexts struct {
	lines []concordance.Line
	cells lineCells
}

// linePlace is where a line comes from: the article, and the place of its hit.
type linePlace struct{ article, block, start int32 }

func placeOf(l *concordance.Line) linePlace { return linePlace{l.Article, l.Block, l.Start} }

type (
	// linesGatheredMsg brings further lines.
	linesGatheredMsg struct {
		of     *lineup
		lines  []concordance.Line
		widest int // of their hits, in cells
		read   int // articles
		done   bool
	}
	// linesSortedMsg brings the lines in another order, and those that a query finds.
	linesSortedMsg struct {
		of   *lineup
		sort concordance.Sort
		lineTexts
		query string
		shown []int
	}
)

// gatherFor is how long one command gathers before it shows what it has.
const gatherFor = 60 * time.Millisecond

// openConcordance lines up the hits in the articles of the list.
func (m *Model) openConcordance() tea.Cmd {
	if m.list.Len() == 0 {
		m.say(locale.NothingFound)
		return nil
	}
	l := &lineup{gatherer: &concordance.Gatherer{}, articles: m.corpus.Articles, once: m.repeats > 0, start: m.hitPlace()}
	l.cells.hit = lineHitLeast
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
		context: keymap.InConcordance, title: locale.ConcordanceTitle, lines: l, narrow: true, cursor: true, close: l.close, fit: l.fit,
		head: l.head, foot: l.foot, enter: l.open, copy: l.copy, other: l.do,
	}
	l.page = p
	return tea.Batch(m.openPage(p), l.gather())
}

// hitPlace is where the current hit stands, nil for none.
func (m *Model) hitPlace() *linePlace {
	at, ok := m.reader.CurrentPlace()
	if m.focus != inReader || m.raw || !ok || !m.showing() {
		return nil
	}
	return &linePlace{int32(m.opened), int32(at.Block), int32(at.Offset)}
}

// close gives the lines back, when the concordance is left for good.
func (l *lineup) close() {
	l.stop()
	l.lines, l.gatherer = nil, nil
}

// within asks for more until a time is over.
func within(d time.Duration) func() bool {
	start := time.Now()
	return func() bool { return time.Since(start) < d }
}

func (l *lineup) gather() tea.Cmd {
	gatherer := l.gatherer
	return func() tea.Msg {
		lines := gatherer.Next(l.ctx, within(gatherFor))
		msg := linesGatheredMsg{l, lines, 0, gatherer.Read(), gatherer.Done()}
		for i := range lines {
			if msg.widest < lineHitMost {
				msg.widest = max(msg.widest, cell.StringWidth(lines[i].Hit))
			}
		}
		return msg
	}
}

func (m *Model) linesGathered(msg linesGatheredMsg) tea.Cmd {
	l := msg.of
	if l.ctx.Err() != nil {
		return nil
	}
	from := len(l.lines)
	l.read = msg.read
	l.cells.hit = min(max(l.cells.hit, msg.widest), lineHitMost)
	for _, line := range msg.lines {
		if n := len(l.lines); n == 0 || l.lines[n-1].Article != line.Article {
			l.in++
		}
		l.lines = append(l.lines, line)
	}
	l.page.showFrom(from)
	if !msg.done {
		return l.gather()
	}
	l.gathered = true
	return l.sorted()
}

// sorted puts all lines in order, away from the screen.
func (l *lineup) sorted() tea.Cmd {
	texts, articles, by, query := l.lineTexts, l.articles, l.sort, l.page.query
	return func() tea.Msg {
		texts.lines = concordance.Sorted(texts.lines, articles, by)
		return linesSortedMsg{l, by, texts, query, found(l.ctx, texts, query)}
	}
}

// linesSorted shows the lines in their order. The cursor stays on its line, unless
// it was not moved yet.
func (m *Model) linesSorted(msg linesSortedMsg) tea.Cmd {
	l, p := msg.of, msg.of.page
	if l.ctx.Err() != nil || msg.sort != l.sort {
		return nil // another order was asked for since
	}
	at, began := l.start, linePlace{}
	if i := p.line(); i >= 0 && p.touched {
		place := placeOf(&l.lines[i])
		at = &place
	}
	if p.began < len(l.lines) {
		began = placeOf(&l.lines[p.began])
	}
	l.lines, l.done, l.start, p.touched = msg.lines, true, nil, at != nil
	p.began, p.target = l.lineAt(began), 0
	if at != nil {
		p.target = l.lineAt(*at)
	}
	if msg.query != p.query || msg.cells != l.cells { // or what is shown of a line is other
		return p.askAt(p.query, p.target)
	}
	p.asked.stop()
	p.show(msg.shown, len(msg.lines))
	if at != nil {
		p.cur = max(0, slices.Index(p.shown, p.target))
		p.scroll(0)
	}
	return nil
}

// lineAt is the line from a place, the first where there is none.
func (l *lineup) lineAt(at linePlace) int {
	return max(0, slices.IndexFunc(l.lines, func(line concordance.Line) bool { return placeOf(&line) == at }))
}

// Len is the number of lines so far.
func (t lineTexts) Len() int { return len(t.lines) }

// Text is a line as a filter sees it: what is shown of it.
func (t lineTexts) Text(line int) string {
	c := &t.lines[line]
	return c.Before[tail(c.Before, t.cells.first()):] + " " + c.Hit + " " + c.After[:head(c.After, t.cells.last())]
}

// Snapshot are the lines as they are now.
func (l *lineup) Snapshot() texts { return l.lineTexts }

// lineCells are the cells of a line beside the bar: its hit, the room for it and
// what stands around it, source and date.
type lineCells struct{ hit, room, source, date int }

func (c lineCells) first() int { return (c.room - c.hit) / 2 }
func (c lineCells) last() int  { return c.room - c.hit - c.first() }

// The cells of a line beside its text.
const (
	lineGap      = 3
	lineHitLeast = 8
	lineHitMost  = 24
)

// fit shares the screen's width out.
func (l *lineup) fit(m *Model) {
	c := &l.cells
	c.date, c.source = 0, 0
	if m.width >= 60 && m.corpus.Columns.HasDate {
		c.date = len("2006-01")
		if m.width >= besideFrom {
			c.date = len("2006-01-02")
		}
	}
	if m.width >= besideFrom && m.corpus.Columns.HasSource {
		c.source = min(20, m.corpus.Columns.SourceWidth)
	}
	c.room = m.width - 2 - 2*lineGap
	for _, n := range []int{c.date, c.source} {
		if n > 0 {
			c.room -= n + 2
		}
	}
}

// Draw draws a line: the hits stand in one column, what comes before them where
// reading comes from, what follows where it goes on; then source and date.
func (l *lineup) Draw(m *Model, n int, look theme.Look, query string) []paint.Field {
	line, c := &l.lines[n], l.cells
	a := l.articles[line.Article]
	row := []paint.Field{m.pageBar(look)}
	gap := paint.Field{Width: lineGap, Look: look}
	// A line flows as the letters of its hit do, whichever way the interface reads.
	rtl := bidi.FirstStrong(line.Hit) != bidi.LTR
	first := m.flowing(line.Before[tail(line.Before, c.first()):], c.first(), look, rtl)
	last := m.flowing(line.After[:head(line.After, c.last())], c.last(), look, rtl)
	if rtl != m.rtl() {
		first, last = last, first
	}
	first.Align, last.Align = m.farAlign(), m.nearAlign()
	mid := m.fit(m.painter.Item(line.Hit, look), c.hit)
	mid.Marks = []paint.Mark{{Span: span.Span{End: len(mid.Text)}, Look: l.hitLook(m, line)}}
	row = append(row, lit(first, query), gap, lit(mid, query), gap, lit(last, query))
	for _, c := range []struct {
		text  string
		cells int
	}{{a.From().Source, c.source}, {l.date(m, a, c.date), c.date}} {
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

// tail is where the last words of a text begin that take at most so many cells.
func tail(text string, cells int) int {
	from, used := len(text), 0
	for end := len(text); end >= 0; used++ { // a blank
		at := strings.LastIndexByte(text[:end], ' ') + 1
		if used += cell.StringWidth(text[at:end]); used > cells {
			break
		}
		from, end = at, at-1
	}
	return from
}

// head is where the first words of a text end that take at most so many cells.
func head(text string, cells int) int {
	to, used := 0, 0
	for at := 0; at <= len(text); used++ { // a blank
		end := len(text)
		if i := strings.IndexByte(text[at:], ' '); i >= 0 {
			end = at + i
		}
		if used += cell.StringWidth(text[at:end]); used > cells {
			break
		}
		to, at = end, end+1
	}
	return to
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
		start.say(m.levelName(), soft())
	} else {
		start.say(l.what, theme.Look{Strong: true})
	}
	start.say(m.loc.LinesIn(len(l.lines), l.in), soft())
	m.narrowItems(start, l.token == theme.Find)
	if l.once {
		start.say(m.loc.Text(locale.RepeatsOnce), soft())
	}
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
		start.title(a.Title)
	}
}

// do is what only the concordance does.
func (l *lineup) do(m *Model, a keymap.Action, line int) (tea.Cmd, bool) {
	sorts := map[keymap.Action]concordance.Sort{
		keymap.SortNextWord: concordance.ByNext, keymap.SortPrevWord: concordance.ByPrev, keymap.SortForm: concordance.ByForm,
		keymap.SortSource: concordance.BySource, keymap.SortDate: concordance.ByDate,
	}
	if by, ok := sorts[a]; ok {
		l.sort = by
		if !l.gathered {
			return nil, true
		}
		return l.sorted(), true
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
			p.touched = true
			p.scroll(i - p.cur)
			return
		}
	}
	m.say(edge(n))
}

// open opens the article of a line at its hit; leaving it comes back here.
func (l *lineup) open(m *Model, line int) tea.Cmd {
	at := &l.lines[line]
	before := m.here()
	if !m.list.Select(int(at.Article)) {
		m.say(locale.NotListed)
		return nil
	}
	m.rememberJump(before)
	m.setResume(m.page)
	m.page = nil
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
