package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/model/concordance"
	"qari/model/corpus"
	"qari/model/facet"
	"qari/model/listing"
	"qari/model/match"
	"qari/model/query"
	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// What is in the articles of the list: in which forms the words of the search
// stand in them, the watched groups, the sources, the months. Enter narrows the
// list to one; a form it leaves out, since that is how a false hit is got rid of.

// contents is that view while it is open.
type contents struct {
	page     *page
	articles []*corpus.Article
	numbers  []int32

	gatherer concordance.Gatherer // of hits, for the commands that gather; no finder without a search
	gathered facet.Forms          // that they have counted
	query    *match.Query
	read     int // articles that they have read
	forms    []facet.Form
	ctx      context.Context
	stop     context.CancelFunc
	lists    int // the generation of the watch lists whose groups are counted

	sources, months []facet.Count
	groups          []int // articles with a hit of each group
	rows            []contentsRow
}

// contentsRow is one row: a heading, or a value with its count.
type contentsRow struct {
	title  locale.ID // of a heading
	part   locale.ID // of a value: the heading above it
	text   string
	count  int
	look   theme.Look
	narrow func(m *Model) tea.Cmd // nil for a heading
}

// contentsCountedMsg brings what is counted once, and formsCountedMsg further hits.
type (
	contentsCountedMsg struct {
		of              *contents
		sources, months []facet.Count
	}
	groupsInMsg struct {
		of       *contents
		lists    int // the generation of the watch lists
		counted  int // articles whose hits were known
		articles []int
	}
	groupsInStaleMsg struct{ of *contents } // more hits were counted since
	formsCountedMsg  struct {
		of    *contents
		forms []facet.Form
		read  int // articles
		done  bool
	}
)

// openContents shows what is in the articles of the list.
func (m *Model) openContents() tea.Cmd {
	if m.list.Len() == 0 {
		m.say(locale.NothingFound)
		return nil
	}
	c := &contents{articles: m.corpus.Articles, numbers: m.list.Listing().Members()}
	c.ctx, c.stop = context.WithCancel(context.Background())
	c.page = &page{
		context: keymap.InContents, title: locale.ContentsTitle, lines: c, narrow: true, cursor: true, close: c.stop,
		head: c.head, foot: c.foot, enter: c.enter, copy: c.copy, heading: c.isHeading,
	}
	c.page.lists = c.countGroups
	cmds := []tea.Cmd{c.count(), c.countGroups(m)}
	if q := m.search.query; q != nil && q.Words() {
		c.query = q
		c.gatherer = concordance.Gatherer{Finder: func() concordance.Finder { return concordance.Searched(q) }, Articles: c.articles, Numbers: c.numbers}
		cmds = append(cmds, c.gather())
	}
	return tea.Batch(append(cmds, m.openPage(c.page))...)
}

// count counts sources and months.
func (c *contents) count() tea.Cmd {
	articles, numbers := c.articles, c.numbers
	return func() tea.Msg {
		return contentsCountedMsg{c, facet.Sources(articles, numbers), facet.Months(articles, numbers)}
	}
}

// countGroups counts the articles with hits of the watched groups. Those of other lists
// are shown no more.
func (c *contents) countGroups(m *Model) tea.Cmd {
	if c.lists != m.watchGen {
		c.lists, c.groups = m.watchGen, nil
		c.fill(m)
	}
	numbers, tally, lists, groups := c.numbers, m.corpus.Tally, m.watchGen, len(m.groups)
	return func() tea.Msg {
		msg := groupsInMsg{c, lists, tally.Len(), make([]int, groups)}
		for _, n := range numbers {
			for g, hits := range tally.Of(int(n)) {
				if hits > 0 {
					msg.articles[g]++
				}
			}
		}
		return msg
	}
}

// groupsIn takes the counts in; they are made anew while hits are counted.
func (m *Model) groupsIn(msg groupsInMsg) tea.Cmd {
	c := msg.of
	switch {
	case c.page.closed || msg.lists != m.watchGen:
		return nil
	case !m.counting && msg.counted < m.corpus.Tally.Len():
		return c.countGroups(m)
	}
	c.groups = msg.articles
	c.fill(m)
	if m.counting {
		return tea.Tick(countAgain, func(time.Time) tea.Msg { return groupsInStaleMsg{c} })
	}
	return nil
}

// mostForms is how many forms are shown, the most frequent.
const mostForms = 2000

func (c *contents) gather() tea.Cmd {
	return func() tea.Msg {
		lines := c.gatherer.Next(c.ctx, within(gatherFor))
		// What a regular expression finds is no form of a word.
		c.gathered.Add(slices.DeleteFunc(lines, func(l concordance.Line) bool { return c.query.IsPattern(int(l.Group)) }))
		forms := c.gathered.Counts()
		return formsCountedMsg{c, forms[:min(len(forms), mostForms)], c.gatherer.Read(), c.gatherer.Done()}
	}
}

func (m *Model) contentsCounted(msg contentsCountedMsg) {
	c := msg.of
	if c.page.closed {
		return
	}
	c.sources, c.months = msg.sources, msg.months
	c.fill(m)
}

func (m *Model) formsCounted(msg formsCountedMsg) tea.Cmd {
	c := msg.of
	if c.ctx.Err() != nil {
		return nil
	}
	c.read, c.forms = msg.read, msg.forms
	c.fill(m)
	if msg.done {
		return nil
	}
	return c.gather()
}

// fill makes the rows of what is known. The cursor stays on its value.
func (c *contents) fill(m *Model) {
	var was contentsRow
	if i := c.page.line(); i >= 0 && c.page.touched { // else it is on the first value
		was = c.rows[i]
	}
	c.rows = nil // snapshots keep theirs
	c.part(locale.ContentsForms, c.formRows())
	c.part(locale.ContentsGroups, c.groupRows(m))
	c.part(locale.ContentsSources, countRows(m, c.sources, false))
	c.part(locale.ContentsMonths, countRows(m, c.months, true))
	c.page.askNow(c.page.query)
	if at := slices.IndexFunc(c.page.shown, func(i int) bool { return c.rows[i].is(was) }); at > 0 {
		c.page.scroll(at - c.page.cur)
	}
}

// is reports whether a row stands for the same value as another.
func (r contentsRow) is(other contentsRow) bool {
	return r.part != locale.None && r.part == other.part && r.text == other.text
}

func (c *contents) part(title locale.ID, rows []contentsRow) {
	if len(rows) == 0 {
		return
	}
	for i := range rows {
		rows[i].part = title
	}
	c.rows = append(append(c.rows, contentsRow{title: title}), rows...)
}

func (c *contents) formRows() (rows []contentsRow) {
	for _, f := range c.forms {
		rows = append(rows, contentsRow{
			text: f.Written, count: f.Hits, look: theme.Look{Token: theme.Find, Likely: !f.Level.Sure()},
			narrow: func(m *Model) tea.Cmd { return m.leaveOut(f) },
		})
	}
	return rows
}

func (c *contents) groupRows(m *Model) (rows []contentsRow) {
	for g, n := range c.groups {
		if n == 0 || g >= len(m.groups) { // the lists may have changed since
			continue
		}
		rows = append(rows, contentsRow{
			text: m.groups[g].Name, count: n, look: theme.Look{Token: m.groups[g].Token, Label: true},
			narrow: func(m *Model) tea.Cmd { return m.onlyWatched(g) },
		})
	}
	return rows
}

// countRows are the rows of sources or months.
func countRows(m *Model, counts []facet.Count, months bool) (rows []contentsRow) {
	for _, c := range counts {
		row := contentsRow{text: c.Name, count: c.Articles, narrow: func(m *Model) tea.Cmd { return m.listOnly(listing.Only{Month: months, Value: c.Name}) }}
		if c.Name == "" {
			row.text, row.look = m.loc.Text(locale.ContentsUnknown), soft()
		}
		rows = append(rows, row)
	}
	return rows
}

// listOnly narrows the list to a source or a month.
func (m *Model) listOnly(o listing.Only) tea.Cmd {
	m.remember()
	left := m.leaveForList()
	m.request.Only = append(slices.Clip(m.request.Only), o)
	m.narrowFurther(byOnly)
	return tea.Batch(left, m.rearrange(toTop))
}

// listOthers takes the source or month off to which the list was narrowed last.
func (m *Model) listOthers() tea.Cmd {
	m.request.Only = m.request.Only[:len(m.request.Only)-1]
	m.takeStep(byOnly)
	return m.rearrange(stay)
}

// addCondition adds a condition to the search, a step that Esc takes off by itself;
// without a search it is the search.
func (m *Model) addCondition(condition string) tea.Cmd {
	s := &m.search
	if s.text == "" {
		m.remembered(typeSearch, condition)
		return m.seek(condition, toTop)
	}
	text := query.Both(s.text, condition)
	var fault *query.Error
	if _, err := query.Parse(text); errors.As(err, &fault) {
		m.message, m.alarm = m.loc.QueryFault(int(fault.Reason), fault.Rune+1), true
		return nil
	}
	s.wider = append(slices.Clip(s.wider), wider{s.text, m.list.Article()})
	m.narrowFurther(byCondition)
	m.remembered(typeSearch, text)
	return m.askFor(text, toTop)
}

// widen takes the condition off that was added last.
func (m *Model) widen() tea.Cmd {
	s := &m.search
	n := len(s.wider) - 1
	last := s.wider[n]
	s.wider = s.wider[:n]
	m.takeStep(byCondition)
	return m.askFor(last.text, aim(last.row))
}

// leaveOut lets the search find a form no more.
func (m *Model) leaveOut(f facet.Form) tea.Cmd {
	m.remember()
	left := m.leaveForList()
	m.search.without = append(slices.Clip(m.search.without), f)
	m.narrowFurther(byForm)
	m.message = m.loc.LeftOut(f.Written)
	return tea.Batch(left, m.compile(stay))
}

// letIn lets the search find the form again that was left out last.
func (m *Model) letIn() tea.Cmd {
	n := len(m.search.without) - 1
	m.search.without = m.search.without[:n]
	m.takeStep(byForm)
	return m.compile(stay)
}

// Snapshot are the rows as they are now.
func (c *contents) Snapshot() texts { return contentsTexts(c.rows) }

type contentsTexts []contentsRow

func (t contentsTexts) Len() int             { return len(t) }
func (t contentsTexts) Text(line int) string { return t[line].text }

// Len is the number of rows so far.
func (c *contents) Len() int { return len(c.rows) }

// Text is a row as a filter sees it; headings go with what they head.
func (c *contents) Text(line int) string { return c.rows[line].text }

// isHeading reports whether a row heads others.
func (c *contents) isHeading(line int) bool { return c.rows[line].title != locale.None }

// Draw draws a heading, or a value with its count.
func (c *contents) Draw(m *Model, line int, look theme.Look, query string) []paint.Field {
	const countCells = 12
	r := &c.rows[line]
	if c.isHeading(line) {
		return []paint.Field{m.pageBar(look), m.fit(m.painter.Say(m.loc.Text(r.title), look.On(theme.Look{Strong: true})), m.width-2)}
	}
	count := m.painter.Columns(fmt.Sprintf("%*s", countCells-2, m.loc.Number(r.count)), look)
	count.Width = countCells - 2
	name := m.painter.Item(r.text, look)
	if r.look != (theme.Look{}) {
		name.Marks = []paint.Mark{{Look: r.look}}
		name.Marks[0].End = len(name.Text)
	}
	return []paint.Field{m.pageBar(look), {Width: 2, Look: look}, count, {Width: 2, Look: look}, lit(m.fit(name, max(1, m.width-4-countCells)), query)}
}

func (c *contents) head(m *Model, start, end *items) {
	start.say(m.loc.Text(locale.ContentsTitle), theme.Look{Strong: true})
	start.say(m.loc.Articles(len(c.numbers)), soft())
	m.narrowItems(start, false)
}

func (c *contents) foot(m *Model, start, end *items) {
	if i := c.page.line(); i >= 0 && !c.isHeading(i) {
		if c.rows[i].part == locale.ContentsForms {
			start.say(m.loc.Text(locale.HintLeavesOut), soft())
		} else {
			start.say(m.loc.Text(locale.HintNarrows), soft())
		}
	}
	if c.gatherer.Finder != nil && c.read < len(c.numbers) {
		start.say(m.loc.CountedOf(c.read, len(c.numbers)), soft())
	}
	end.say(m.loc.Text(locale.HintHelp), soft())
}

func (c *contents) enter(m *Model, line int) tea.Cmd {
	if c.isHeading(line) {
		return nil
	}
	m.closePage()
	return c.rows[line].narrow(m)
}

func (c *contents) copy(line int, _ bool) string { return c.rows[line].text }
