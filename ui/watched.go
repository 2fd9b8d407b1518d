package ui

import (
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/model/clean"
	"qari/model/keyword"
	"qari/model/listing"
	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/reader"
	"qari/ui/theme"
)

// Watched are the lists of watched words as they are now.
type Watched struct {
	// Words are their groups; nil for none.
	Words *keyword.Set
	// Editable tells of each group whether its list can be changed.
	Editable []bool
	// Lists is how many lists there are, and Changed when one was changed last.
	Lists   int
	Changed time.Time
	// Serial counts the states of the lists: what is older is passed over.
	Serial int
	// Err is what is wrong with the lists; what held before holds on.
	Err error
}

// ErrUnchanged is what a Watcher gives when a word was there already, or is there no
// more: nothing was changed.
var ErrUnchanged = errors.New("it is there already, or no more")

// Watcher keeps the lists of watched words. Its methods are called from commands.
type Watcher interface {
	// Next waits until a list changes, and brings all of them.
	Next() Watched
	// Add adds a word, or a phrase that must stand as it is, to a group by its
	// index, or with group -1 to a new one of that name.
	Add(group int, name, word string, phrase bool) (Watched, error)
	// TakeOut takes a word or a phrase out of a group.
	TakeOut(group int, word string) (Watched, error)
	// Editor is the user's editor with the list of a group, or of new ones.
	Editor(group int) (tea.ExecCommand, error)
}

type (
	// watchedChangedMsg brings lists that were changed from outside.
	watchedChangedMsg struct{ watched Watched }
	// watchedEditedMsg brings the lists after a change from within.
	watchedEditedMsg struct {
		watched Watched
		err     error
		said    string
		of      *overview // from which a word was taken out
		out     *takenOut // nil for none
	}
	// groupsCountedMsg brings how many articles have hits of each group.
	groupsCountedMsg struct {
		of         *overview
		all, these []int
		counted    int // articles whose hits were known
	}
)

// awaitLists waits for changes of the lists.
func (m *Model) awaitLists() tea.Cmd {
	w := m.o.Watcher
	if w == nil {
		return nil
	}
	return func() tea.Msg { return watchedChangedMsg{w.Next()} }
}

func (m *Model) watchedChanged(msg watchedChangedMsg) tea.Cmd {
	m.listsFault = ""
	if msg.watched.Err != nil {
		m.listsFault = clean.Line(msg.watched.Err.Error())
		m.message, m.alarm = m.listsFault, true
		return m.awaitLists()
	}
	if msg.watched.Serial < m.watched.Serial {
		return m.awaitLists()
	}
	m.say(locale.ListsReloaded)
	return tea.Batch(m.watch(msg.watched), m.awaitLists())
}

func (m *Model) watchedEdited(msg watchedEditedMsg) tea.Cmd {
	if msg.err != nil {
		m.message, m.alarm = clean.Line(msg.err.Error()), true
		return nil
	}
	if msg.out != nil {
		msg.of.out = append(msg.of.out, *msg.out)
	}
	m.message = msg.said
	if msg.watched.Serial < m.watched.Serial {
		return nil
	}
	return m.watch(msg.watched)
}

// watch takes other lists: everything is counted anew, and the article that is
// open marked.
func (m *Model) watch(w Watched) tea.Cmd {
	group := m.groupName(m.request.Group)
	m.setWatched(w)
	if m.request.Group = m.groupNamed(group); m.request.Group < 0 {
		m.request.Watched = false
		m.narrow(byGroup, false)
	}
	s := m.reader.Settings()
	s.Group = m.request.Group
	m.reader.Set(s)
	m.arrangeScreen()
	cmds := []tea.Cmd{m.count(), m.markAnew()}
	if !m.request.Watched { // else the counts tell what is to be listed
		cmds = append(cmds, m.refresh())
	}
	m.closeChoices()
	for p := m.page; p != nil; p = p.under {
		if p.lists != nil {
			cmds = append(cmds, p.lists(m))
		}
	}
	return tea.Batch(cmds...)
}

// groupName is the name of a watched group, "" for -1. Names outlast a change of the
// lists, indexes do not.
func (m *Model) groupName(g int) string {
	if g < 0 || g >= len(m.groups) {
		return ""
	}
	return m.groups[g].Name
}

// groupNamed is the index of a watched group, -1 for none.
func (m *Model) groupNamed(name string) int {
	return slices.IndexFunc(m.groups, func(g reader.Group) bool { return name != "" && g.Name == name })
}

// closeChoices closes the pages that choose among watched words or groups as they
// were.
func (m *Model) closeChoices() {
	for at := &m.page; *at != nil; {
		p := *at
		if p.context != keymap.InChoice {
			at = &p.under
			continue
		}
		if p == m.page && m.input != nil && m.input.kind == typePage {
			m.input = nil
		}
		p.end()
		*at = p.under
	}
}

// setWatched gives the panes the groups and forgets what was counted of others.
func (m *Model) setWatched(w Watched) {
	m.watched = w
	m.words, m.groups, m.counting = nil, nil, false
	m.watchGen++
	var tokens []theme.Token
	if w.Words != nil {
		for i, g := range w.Words.Groups() {
			token := theme.GroupColored(g.Color, i)
			tokens = append(tokens, token)
			m.groups = append(m.groups, reader.Group{Name: g.Name, Token: token})
		}
		if len(m.groups) > 0 {
			m.words = w.Words
		}
	}
	m.all.Tally = listing.Tally{Groups: len(m.groups)}
	m.corpus.Tally = m.all.Tally
	m.list.SetWords(m.words, tokens, m.corpus.Tally)
	m.reader.SetGroups(m.groups)
}

// overview is the view of all groups while it is open.
type overview struct {
	page       *page
	names      []string // of the groups
	order      []int    // of them
	texts      []string // of each row
	all, these []int    // articles with hits of each group; nil until counted
	out        []takenOut
}

// takenOut is a word that was taken out of a group, to be brought back.
type takenOut struct {
	group  string
	word   string
	phrase bool
}

// openWatchLists shows the groups, with how many articles have hits of them.
func (m *Model) openWatchLists() tea.Cmd {
	o := &overview{}
	o.page = &page{
		context: keymap.InWatchLists, title: locale.WatchListsTitle, lines: o, narrow: true, cursor: true,
		head: o.head, foot: o.foot, heads: o.heads, other: o.do,
		enter: func(m *Model, line int) tea.Cmd {
			g := o.order[line]
			m.closePage()
			return m.onlyWatched(g)
		},
		lists: func(m *Model) tea.Cmd {
			o.fill(m)
			return o.count(m)
		},
	}
	o.fill(m)
	return tea.Batch(o.count(m), m.openPage(o.page))
}

// fill lists all groups, as they are sorted.
func (o *overview) fill(m *Model) {
	names := make([]string, len(m.groups))
	for g := range m.groups {
		names[g] = m.groups[g].Name
	}
	if !slices.Equal(names, o.names) { // the groups are others
		o.names, o.order, o.all, o.these = names, nil, nil, nil
		for g := range m.groups {
			o.order = append(o.order, g)
		}
	}
	o.say(m)
}

// say makes the rows' texts, and shows them.
func (o *overview) say(m *Model) {
	o.texts = nil // snapshots keep theirs
	for _, g := range o.order {
		group := &m.words.Groups()[g]
		o.texts = append(o.texts, clean.Line(group.Name+" "+strings.Join(group.Words, " ")+" "+strings.Join(group.Phrases, " ")))
	}
	o.page.askNow(o.page.query)
}

// count counts the articles with hits, away from the screen.
func (o *overview) count(m *Model) tea.Cmd {
	tally, rows, groups := m.corpus.Tally, m.list.Listing().Rows, len(m.groups)
	return func() tea.Msg {
		msg := groupsCountedMsg{o, make([]int, groups), make([]int, groups), tally.Len()}
		add := func(to []int, article, n int) {
			for g, hits := range tally.Of(article) {
				if hits > 0 {
					to[g] += n
				}
			}
		}
		for i := range tally.Len() {
			add(msg.all, i, 1)
		}
		for _, r := range rows {
			add(msg.these, int(r.Article), int(r.Copies))
		}
		return msg
	}
}

// groupsCounted shows the counts; they are made anew while hits are counted.
func (m *Model) groupsCounted(msg groupsCountedMsg) tea.Cmd {
	o := msg.of
	switch {
	case !m.lies(o.page):
		return nil
	case len(msg.all) != len(m.groups) || !m.counting && msg.counted < m.corpus.Tally.Len():
		return o.count(m) // the lists have changed since, or more is known
	}
	o.all, o.these = msg.all, msg.these
	if m.counting {
		return tea.Tick(countAgain, func(time.Time) tea.Msg { return groupsStaleMsg{o} })
	}
	return nil
}

// groupsStaleMsg says that more hits were counted since.
type groupsStaleMsg struct{ of *overview }

// countAgain is how often the overview counts while hits are counted.
const countAgain = 300 * time.Millisecond

// lies reports whether a page is open, if under others.
func (m *Model) lies(p *page) bool {
	for q := m.page; q != nil; q = q.under {
		if q == p {
			return true
		}
	}
	return false
}

// Snapshot are the rows as they are now.
func (o *overview) Snapshot() texts { return overviewTexts(o.texts) }

type overviewTexts []string

func (t overviewTexts) Len() int             { return len(t) }
func (t overviewTexts) Text(line int) string { return t[line] }

// Len is the number of groups.
func (o *overview) Len() int { return len(o.order) }

// Text is a group as a filter sees it.
func (o *overview) Text(line int) string { return o.texts[line] }

// The cells of the overview's columns.
const (
	overviewCount = 9
	overviewName  = 24
)

// heads heads the columns.
func (o *overview) heads(m *Model) []paint.Field {
	say := func(id locale.ID, cells int) paint.Field { return m.fit(m.painter.Say(m.loc.Text(id), soft()), cells) }
	return m.overviewRow(theme.Look{}, say(locale.ColumnGroup, m.overviewName()), say(locale.ColumnWatched, m.overviewWords()),
		say(locale.ColumnThese, overviewCount), say(locale.ColumnAll, overviewCount))
}

func (m *Model) overviewName() int { return min(overviewName, m.width/4) }

func (m *Model) overviewWords() int {
	return max(1, m.width-2-3-m.overviewName()-4-2*(overviewCount+1))
}

// overviewRow sets the columns: number and name, words, counts.
func (m *Model) overviewRow(look theme.Look, name, words, these, all paint.Field) []paint.Field {
	gap := func(n int) paint.Field { return paint.Field{Width: n, Look: look} }
	return []paint.Field{m.pageBar(look), gap(3), name, gap(2), words, gap(2), these, gap(1), all, gap(1)}
}

// Draw draws a group: its number, name and words, and how many articles have hits
// of it, of the list and of all.
func (o *overview) Draw(m *Model, line int, look theme.Look, query string) []paint.Field {
	g := o.order[line]
	group := &m.words.Groups()[g]
	label := theme.Look{Token: m.groups[g].Token, Label: true}
	name := m.fit(m.painter.Item(group.Name, look.On(label)), m.overviewName())
	var words string
	for i, w := range append(append([]string{}, group.Words...), group.Phrases...) {
		if i > 0 {
			words += m.comma()
		}
		words += w
	}
	row := m.overviewRow(look, lit(name, query), lit(m.painter.Cut(clean.Line(words), m.overviewWords(), look), query),
		m.counted(o.these, g, look), m.counted(o.all, g, look))
	number := m.painter.Columns(m.loc.Number(g+1), look.On(label))
	number.Width, number.Align = 3, m.nearAlign()
	row[1] = number
	row[4].Align = m.nearAlign()
	return row
}

func (m *Model) counted(counts []int, g int, look theme.Look) paint.Field {
	text := "…"
	if g < len(counts) {
		text = m.loc.Number(counts[g])
	}
	f := m.painter.Columns(text, look)
	f.Width, f.Align = max(overviewCount, f.Width), paint.Right
	return f
}

func (o *overview) head(m *Model, start, end *items) {
	start.say(m.loc.Text(locale.WatchListsTitle), theme.Look{Strong: true})
	m.chainItems(start, len(m.corpus.Articles))
	switch {
	case m.listsFault != "":
		end.say(m.listsFault, theme.Look{Token: theme.Alarm})
	case m.watched.Lists > 0:
		end.say(m.loc.Lists(m.watched.Lists, time.Since(m.watched.Changed)), soft())
	}
}

func (o *overview) foot(m *Model, start, end *items) {
	switch {
	case len(m.groups) == 0:
		start.say(m.loc.Text(locale.NoLists), soft())
	case len(o.page.shown) > 0:
		start.say(m.loc.GroupOf(o.page.cur+1, len(o.page.shown)), soft())
	}
	if m.counting {
		start.say(m.loc.CountedOf(m.corpus.Tally.Len(), len(m.all.Articles)), soft())
	}
	end.say(m.loc.Text(locale.HintHelp), soft())
	end.say(m.loc.Text(locale.HintAddWord), soft())
}

// do is what only the overview does.
func (o *overview) do(m *Model, a keymap.Action, line int) (tea.Cmd, bool) {
	group := -1
	if line >= 0 {
		group = o.order[line]
	}
	if g := a.Group(); g > 0 {
		m.closePage()
		return m.onlyGroup(g - 1), true
	}
	switch a {
	case keymap.AllGroups:
		m.closePage()
		return m.onlyGroup(-1), true
	case keymap.AddWord:
		if m.o.Watcher == nil {
			m.say(locale.NoWatcher)
			return nil, true
		}
		m.openInput(typeWord)
		m.input.group = m.groupName(group)
	case keymap.TakeOut:
		return m.openGroupWords(o, group), true
	case keymap.PutBack:
		return o.putBack(m), true
	case keymap.EditFile:
		return m.editList(group), true
	case keymap.SortTitle, keymap.SortHits:
		o.sort(m, a)
	default:
		return nil, false
	}
	return nil, true
}
