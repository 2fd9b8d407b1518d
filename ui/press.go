package ui

import (
	tea "charm.land/bubbletea/v2"

	"qari/model/listing"
	"qari/ui/keymap"
	"qari/ui/locale"
)

// context is where the keys go.
func (m *Model) context() keymap.Context {
	switch {
	case m.question != nil:
		return keymap.InConfirm
	case m.input != nil:
		return keymap.InInput
	case m.page != nil:
		return m.page.context
	case m.focus == inReader && m.reader.Selecting():
		return keymap.InQuotation
	case m.focus == inReader:
		return keymap.InReading
	}
	return keymap.InList
}

// press takes one key press, which may hold several keys.
func (m *Model) press(key tea.KeyPressMsg) tea.Cmd {
	if m.queued != nil && key.Code != tea.KeyEscape && key.String() != "ctrl+c" {
		if len(m.ahead) < mostAhead {
			m.ahead = append(m.ahead, key)
		}
		return nil
	}
	ctx := m.context()
	m.message, m.note, m.alarm, m.plainHint, m.acted = "", "", false, false, true
	m.queued, m.ahead = nil, nil
	results, pending := m.keys.Press(ctx, m.pending, key)
	m.pending = pending
	var cmds []tea.Cmd
	for _, r := range results {
		if m.context() != ctx {
			break // the key before has led elsewhere: this one was not meant for there
		}
		if r.Later {
			m.say(locale.NotYet)
			continue
		}
		cmds = append(cmds, m.do(ctx, r.Action, key))
	}
	if ctx == keymap.InInput && len(results) == 0 {
		cmds = append(cmds, m.edit(key))
	}
	return tea.Batch(cmds...)
}

// do carries an action out where the keys go.
func (m *Model) do(ctx keymap.Context, a keymap.Action, key tea.KeyPressMsg) tea.Cmd {
	if cmd, ok := m.everywhere(a); ok {
		return cmd
	}
	switch ctx {
	case keymap.InConfirm:
		return m.answer(a)
	case keymap.InInput:
		return m.doInput(a, key)
	case keymap.InQuotation:
		return m.doQuotation(a)
	case keymap.InErrors, keymap.InHelp, keymap.InConcordance, keymap.InContents, keymap.InWatchLists, keymap.InChoice:
		return m.page.do(m, a)
	}
	if cmd, ok := m.doShared(a); ok {
		return cmd
	}
	if cmd, ok := m.doOption(a); ok {
		return cmd
	}
	if ctx == keymap.InReading {
		return m.doReading(a)
	}
	return m.doList(a)
}

// everywhere does what means the same wherever the keys go.
func (m *Model) everywhere(a keymap.Action) (tea.Cmd, bool) {
	switch a {
	case keymap.Redraw:
		return tea.ClearScreen, true
	case keymap.Suspend:
		return m.whenAnswered(tea.Suspend), true
	case keymap.Stop:
		switch {
		case m.input != nil:
			return m.dropInput(), true
		case !m.load.done && !m.load.stopped:
			m.stopLoading()
			return nil, true
		}
		return m.quit(), true
	}
	return nil, false
}

// quit ends the program.
func (m *Model) quit() tea.Cmd {
	if m.cancel != nil {
		m.cancel()
	}
	m.search.indexer.stop()
	m.stopSearch()
	if m.o.Stop != nil {
		m.o.Stop()
	}
	return m.whenAnswered(tea.Quit)
}

// doShared does what list and reading pane have in common.
func (m *Model) doShared(a keymap.Action) (tea.Cmd, bool) {
	if g := a.Group(); g > 0 {
		return m.onlyGroup(g - 1), true
	}
	switch a {
	case keymap.AllGroups:
		return m.onlyGroup(-1), true
	case keymap.NextArticle:
		return m.step(1), true
	case keymap.PrevArticle:
		return m.step(-1), true
	case keymap.NextHit:
		return m.stepHit(1), true
	case keymap.PrevHit:
		return m.stepHit(-1), true
	case keymap.NextUnread:
		return m.stepUnread(1), true
	case keymap.PrevUnread:
		return m.stepUnread(-1), true
	case keymap.Layout:
		return m.nextLayout(), true
	case keymap.OtherPane:
		return m.otherPane(), true
	case keymap.PaneLeft, keymap.PaneRight:
		return m.toward(a == keymap.PaneLeft), true
	case keymap.Back:
		return m.back(), true
	case keymap.QuitNow:
		return m.quit(), true
	case keymap.Quit:
		return m.stepBack(), true
	case keymap.Escape:
		return m.escape(), true
	case keymap.Errors:
		return m.openErrors(), true
	case keymap.Help:
		return m.openHelp(), true
	case keymap.ToggleRead:
		return m.toggleRead(), true
	case keymap.AllRead:
		return m.whenListed(m.askAllRead), true
	case keymap.HideRead:
		return m.hideRead(), true
	case keymap.Copy:
		return m.copyText(false), true
	case keymap.CopySource:
		return m.copyText(true), true
	case keymap.Search:
		return m.openSearch(), true
	case keymap.Concordance:
		return m.whenListed(m.openConcordance), true
	case keymap.WatchLists:
		return m.openWatchLists(), true
	case keymap.AddWord:
		return m.addWord(), true
	case keymap.WhatsIn:
		return m.whenListed(m.openContents), true
	case keymap.SearchWord:
		return m.searchWord(), true
	case keymap.PlainPage:
		return m.plainPage(), true
	case keymap.TakeArrivals:
		return m.takeArrivals(), true
	}
	return m.doSort(a)
}

func (m *Model) doSort(a keymap.Action) (tea.Cmd, bool) {
	switch a {
	case keymap.SortDate:
		return m.sortBy(listing.ByDate), true
	case keymap.SortTitle:
		return m.sortBy(listing.ByTitle), true
	case keymap.SortSource:
		return m.sortBy(listing.BySource), true
	case keymap.SortWords:
		return m.sortBy(listing.ByWords), true
	case keymap.SortHits:
		return m.sortBy(listing.ByHits), true
	case keymap.SortBest:
		return m.sortBest(), true
	}
	return nil, false
}

// sortBy sorts the list; asked again it reverses the order.
func (m *Model) sortBy(s listing.Sort) tea.Cmd {
	if m.request.Sort == s {
		m.request.Reversed = !m.request.Reversed
	} else {
		m.request.Sort, m.request.Reversed = s, false
	}
	m.say(m.sortName())
	return m.rearrange(stay)
}

// sortBest puts the best match of what is asked first again.
func (m *Model) sortBest() tea.Cmd {
	if !m.ranking {
		m.say(locale.NothingToRank)
		return nil
	}
	m.request.Sort, m.request.Reversed = listing.ByScore, false
	m.say(m.sortName())
	return m.rearrange(stay)
}

func (m *Model) doList(a keymap.Action) tea.Cmd {
	switch a {
	case keymap.Down:
		m.list.Move(1)
	case keymap.Up:
		m.list.Move(-1)
	case keymap.PageDown:
		m.list.Page(1)
	case keymap.PageUp:
		m.list.Page(-1)
	case keymap.HalfDown:
		m.list.Half(1)
	case keymap.HalfUp:
		m.list.Half(-1)
	case keymap.First:
		m.remember()
		m.list.GoTo(0)
	case keymap.Last:
		m.remember()
		m.list.GoTo(m.list.Len() - 1)
	case keymap.NextBlock:
		m.list.Block(1)
	case keymap.PrevBlock:
		m.list.Block(-1)
	case keymap.Enter:
		return m.whenListed(func() tea.Cmd {
			m.remember()
			return m.enter(landing{kind: landRemembered})
		})
	case keymap.Filter:
		m.openInput(typeFilter)
		return nil
	case keymap.Raw:
		return m.enterRaw()
	default:
		return nil
	}
	m.moved()
	return m.preview()
}

func (m *Model) doReading(a keymap.Action) tea.Cmd {
	if a == keymap.Find || a == keymap.Filter {
		m.openInput(typeFind)
		return nil
	}
	if !m.showing() {
		return nil // the article is still being prepared
	}
	r := &m.reader
	switch a {
	case keymap.Down, keymap.Enter:
		r.Scroll(1)
	case keymap.Up:
		r.Scroll(-1)
	case keymap.PageDown:
		return m.pageOn()
	case keymap.PageUp:
		r.Page(-1)
	case keymap.HalfDown:
		r.Half(1)
	case keymap.HalfUp:
		r.Half(-1)
	case keymap.First:
		m.remember()
		r.First()
	case keymap.Last:
		m.remember()
		r.Last()
	case keymap.NextBlock:
		r.Block(1)
	case keymap.PrevBlock:
		r.Block(-1)
	case keymap.Raw:
		return m.swapRaw()
	case keymap.Select:
		return m.openQuotation()
	}
	return nil
}

// pageOn turns the page; at the end of an article it goes on to the next
// unread one.
func (m *Model) pageOn() tea.Cmd {
	if !m.reader.AtEnd() {
		m.reader.Page(1)
		return nil
	}
	if m.unread() == 0 {
		m.say(locale.AllDone)
		return nil
	}
	return m.stepUnread(1)
}

// onlyGroup lights, counts and visits one watched group only; -1 all.
func (m *Model) onlyGroup(g int) tea.Cmd {
	switch {
	case g >= 0 && len(m.groups) == 0:
		m.say(locale.NoLists)
		return nil
	case g >= len(m.groups):
		m.say(locale.NoSuchGroup)
		return nil
	}
	relist := m.byGroup()
	m.request.Watched = false
	m.narrow(byGroup, g >= 0)
	lit := m.lightGroup(g)
	if g < 0 {
		m.say(locale.AllGroupsOn)
	} else {
		m.message, m.alarm = m.loc.Group(g+1)+" "+m.groups[g].Name, false
	}
	if relist {
		return tea.Batch(lit, m.rearrange(stay))
	}
	return lit
}

// lightGroup lights one watched group only, -1 all, and counts its hits only.
func (m *Model) lightGroup(g int) tea.Cmd {
	m.request.Group = g
	s := m.reader.Settings()
	s.Group = g
	m.reader.Set(s)
	m.arrangeScreen()
	return m.markAnew()
}

// markAnew marks the opened article anew, since other words are watched.
func (m *Model) markAnew() tea.Cmd {
	if m.opened >= 0 && m.mode != listAlone {
		return m.open(m.opened, landing{kind: landSwap})
	}
	m.keepPlace()
	m.opened = -1 // to be marked when it is shown again
	return nil
}

// onlyWatched lists the articles with a hit of a group, and lights that group only.
func (m *Model) onlyWatched(g int) tea.Cmd {
	if g >= len(m.groups) { // the lists have changed since
		m.say(locale.NoSuchGroup)
		return nil
	}
	m.remember()
	left := m.leaveForList()
	cmd := m.onlyGroup(g)
	m.request.Watched = true
	return tea.Batch(left, cmd, m.rearrange(toTop))
}

// stepBack is q: out of what is on the screen, at last out of the program.
func (m *Model) stepBack() tea.Cmd {
	switch {
	case !m.load.done && !m.load.stopped && m.load.began && m.focus == inList && m.loadingLong():
		m.stopLoading()
		return nil
	case m.focus == inReader && !m.alone():
		return m.leave()
	case m.focus == inList && len(m.steps()) > 0:
		return m.escape()
	}
	return m.quit()
}

// escape drops the innermost thing.
func (m *Model) escape() tea.Cmd {
	switch {
	case m.focus == inReader && m.reader.Finding():
		m.found = ""
		m.reader.DropFinds()
		return nil
	case m.raw && m.focus == inReader:
		return m.swapRaw()
	case m.focus == inReader && m.lastNarrowed() == byGroup:
		return m.onlyGroup(-1)
	case m.focus == inReader && !m.alone():
		return m.leave()
	}
	switch m.lastNarrowed() {
	case byGroup:
		return m.onlyGroup(-1)
	case byFilter:
		return m.dropFilter()
	case bySearch:
		return m.dropSearch()
	case byForm:
		return m.letIn()
	case byCondition:
		return m.widen()
	case byOnly:
		return m.listOthers()
	case byRead:
		return m.hideRead()
	}
	return nil
}

func (m *Model) hideRead() tea.Cmd {
	m.request.HideRead = !m.request.HideRead
	m.narrow(byRead, m.request.HideRead)
	if m.request.HideRead {
		m.say(locale.ReadHidden)
	} else {
		m.say(locale.ReadShown)
	}
	return m.rearrange(stay)
}

func (m *Model) toggleRead() tea.Cmd {
	at := m.list.Article()
	if at < 0 {
		return nil
	}
	read := !m.read[at]
	m.setRead(read, at)
	if read {
		m.say(locale.MarkedRead)
	} else {
		m.say(locale.MarkedUnread)
	}
	return m.hideAgain()
}

// hideAgain leaves out what has been read since, while the read are hidden.
func (m *Model) hideAgain() tea.Cmd {
	if !m.request.HideRead {
		return nil
	}
	return m.rearrange(stay)
}

// askAllRead asks whether all that is shown is to count as read.
func (m *Model) askAllRead() tea.Cmd {
	n := 0
	for _, r := range m.list.Listing().Rows {
		if !m.read[r.Article] {
			n += int(r.Copies)
		}
	}
	if n == 0 {
		m.say(locale.NoUnread)
		return nil
	}
	m.question = &question{text: m.loc.AskAllRead(n), yes: func(m *Model) tea.Cmd {
		m.setListed()
		m.message = m.loc.MarkedAll(n)
		return m.hideAgain()
	}}
	return nil
}

func (m *Model) answer(a keymap.Action) tea.Cmd {
	q := m.question
	m.question = nil
	if a == keymap.Yes {
		return q.yes(m)
	}
	return nil
}
