package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"qari/model/facet"
	"qari/model/listing"
	"qari/model/match"
	"qari/ui/locale"
)

// scope is what narrows the list. Esc takes the last of it off, B gives one of
// before back.
type scope struct {
	filter   string
	search   string
	without  []facet.Form // that the search leaves out
	wider    []wider      // what the search was before conditions were added to it
	group    string       // only this watched group, "" all
	watched  bool         // only articles with a hit of it
	only     []listing.Only
	narrowed []narrowing

	filterRow, searchRow int // the articles under the cursor when they began
}

// wider is a search before a condition was added to it, and the article that was
// under the cursor.
type wider struct {
	text string
	row  int
}

// narrowing is one of the things that narrow what is shown.
type narrowing uint8

const (
	byNothing narrowing = iota
	byGroup
	byFilter
	byRead
	bySearch
	// Of these there may be several, each a step of its own.
	byForm      // that the search leaves out
	byCondition // that was added to the search
	byOnly      // a source or a month
)

// narrow remembers in which order things were narrowed, for Esc to take them
// off from the last one on.
func (m *Model) narrow(by narrowing, on bool) {
	m.unnarrow(by)
	if on {
		m.narrowed = append(m.narrowed, by)
	}
}

// unnarrow forgets all steps of some kinds.
func (m *Model) unnarrow(kinds ...narrowing) {
	m.narrowed = slices.DeleteFunc(slices.Clone(m.narrowed), func(n narrowing) bool { return slices.Contains(kinds, n) })
}

// narrowFurther adds a step.
func (m *Model) narrowFurther(by narrowing) { m.narrowed = append(slices.Clip(m.narrowed), by) }

// takeStep takes the last step of a kind off.
func (m *Model) takeStep(by narrowing) {
	for i := len(m.narrowed) - 1; i >= 0; i-- {
		if m.narrowed[i] == by {
			m.narrowed = slices.Delete(slices.Clone(m.narrowed), i, i+1)
			return
		}
	}
}

func (m *Model) lastNarrowed() narrowing {
	if len(m.narrowed) == 0 {
		return byNothing
	}
	return m.narrowed[len(m.narrowed)-1]
}

func (m *Model) scope() scope {
	return scope{
		filter: m.request.Query, search: m.search.text, without: m.search.without, wider: m.search.wider,
		group: m.groupName(m.request.Group), watched: m.request.Watched, only: m.request.Only, narrowed: m.narrowed,
		filterRow: m.filterRow, searchRow: m.search.row,
	}
}

// setScope narrows the list as it was narrowed once, but for what was read since;
// the cursor goes where the aim says.
func (m *Model) setScope(to scope, aim aim) tea.Cmd {
	group := m.groupNamed(to.group)
	if group < 0 && to.group != "" { // the lists have changed since
		to.group, to.watched = "", false
		to.narrowed = slices.DeleteFunc(slices.Clone(to.narrowed), func(n narrowing) bool { return n == byGroup })
	}
	was, s := m.scope(), &m.search
	m.narrowed, m.filterRow = to.narrowed, to.filterRow
	if m.request.HideRead != slices.Contains(m.narrowed, byRead) {
		m.narrow(byRead, m.request.HideRead)
	}
	m.request.Query, m.request.Watched, m.request.Only = to.filter, to.watched, to.only
	s.text, s.without, s.wider, s.row = to.search, to.without, to.wider, to.searchRow
	var cmds []tea.Cmd
	if to.group != was.group {
		cmds = append(cmds, m.lightGroup(group))
	}
	searched := to.search != was.search || !slices.EqualFunc(to.without, was.without, sameForm)
	listed := to.filter != was.filter || to.watched != was.watched || !slices.Equal(to.only, was.only) || to.group != was.group && m.byGroup()
	m.rank()
	switch {
	case searched:
		cmds = append(cmds, m.compile(aim))
		if listed && !m.listAsked && !s.asked {
			cmds = append(cmds, m.rearrange(aim))
		}
	case listed:
		cmds = append(cmds, m.rearrange(aim))
	case m.awaited():
		m.take(aim)
	case aim >= 0:
		m.list.Select(int(aim))
	}
	return tea.Batch(cmds...)
}

func sameForm(a, b facet.Form) bool { return a.Folded == b.Folded }

// visitsGroup reports whether a watched group was asked for after the search: then
// its hits are those that n visits.
func (m *Model) visitsGroup() bool {
	return slices.Index(m.narrowed, byGroup) > slices.Index(m.narrowed, bySearch)
}

// visitsSearch reports whether the hits of a query are those that n visits.
func (m *Model) visitsSearch(q *match.Query) bool { return q.Words() && !m.visitsGroup() }

// steps are the things that narrow the list, in order: a search with all that belongs
// to it is one.
func (m *Model) steps() (steps []listing.Step) {
	for _, by := range m.narrowed {
		switch {
		case by == byFilter:
			steps = append(steps, listing.FilterStep)
		case by == bySearch && m.search.query != nil:
			steps = append(steps, listing.SearchStep)
		case by == byGroup && m.request.Watched:
			steps = append(steps, listing.GroupStep)
		case by == byOnly:
			steps = append(steps, listing.OnlyStep)
		}
	}
	return steps
}

// byGroup reports whether the list depends on which watched group is asked for.
func (m *Model) byGroup() bool {
	return m.request.Watched || m.request.Sort == listing.ByHits && m.request.Found == nil
}

// jump is where one was before a jump.
type jump struct {
	scope   scope
	article int // in the reading pane, -1 for none
	row     int // under the cursor: an article
	source  int // where it was read: byte of the source text, -1 for the beginning
	hit     int // the index of the current hit, -1 for none
	mode    layoutMode
	focus   pane
	page    *page // that lay over the panes
	resume  *page // that leaving the article went back to
}

const rememberedJumps = 100

func (m *Model) here() jump {
	hit, _ := m.reader.Current()
	return jump{m.scope(), m.opened, m.list.Article(), m.readerSource(), hit, m.mode, m.focus, m.page, m.resume}
}

// remember keeps where one is, to come back to it.
func (m *Model) remember() { m.rememberJump(m.here()) }

func (m *Model) rememberJump(j jump) {
	m.jumps = append(m.jumps, j)
	if len(m.jumps) > rememberedJumps {
		m.jumps = slices.Delete(m.jumps, 0, 1)
	}
}

// back undoes the last jump.
func (m *Model) back() tea.Cmd {
	if len(m.jumps) == 0 {
		m.say(locale.NothingBack)
		return nil
	}
	j := m.jumps[len(m.jumps)-1]
	m.jumps = m.jumps[:len(m.jumps)-1]
	return m.returnTo(j)
}

func (m *Model) returnTo(j jump) tea.Cmd {
	m.mode, m.focus = j.mode, j.focus
	m.setResume(j.resume, j.page)
	if j.page != nil && !j.page.closed {
		m.page = j.page
	}
	was := m.scope()
	cmds := []tea.Cmd{m.setScope(j.scope, aim(j.row))}
	sameHits := was.search == j.scope.search && was.group == j.scope.group && slices.EqualFunc(was.without, j.scope.without, sameForm)
	if j.article >= 0 {
		if j.article == m.opened && m.showing() && sameHits {
			m.reader.Return(m.reader.Doc().Place(j.source), j.hit)
		} else {
			cmds = append(cmds, m.open(j.article, landing{kind: landPlace, source: j.source, hit: j.hit}))
		}
	}
	m.arrangeScreen()
	return tea.Batch(cmds...)
}

// setResume says which page leaving the article goes back to, nil for none. The one
// before is left for good, unless it is one of some that stay.
func (m *Model) setResume(p *page, stays ...*page) {
	was := m.resume
	m.resume = nil
	if p != nil && !p.closed {
		m.resume = p
	}
	if was != p && !slices.Contains(stays, was) {
		was.drop()
	}
}
