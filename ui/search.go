package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"qari/model/arabic"
	"qari/model/document"
	"qari/model/facet"
	"qari/model/listing"
	"qari/model/match"
	"qari/model/query"
	"qari/model/search"
	"qari/ui/locale"
)

// seeking is the search of the texts: what is asked, and the index that is asked.
type seeking struct {
	indexer  *indexer
	snapshot search.Snapshot
	indexing bool
	keptAt   int  // at so many articles more of a kept index can be taken; 0 for none
	made     bool // some of the index was made by this run
	saved    bool // it was kept
	wanted   bool // somebody searches: the index is not to wait for the loading

	text    string       // what is asked, "" for nothing
	query   *match.Query // the same compiled, nil for nothing
	level   arabic.Level // of bare words
	without []facet.Form // that are left out
	wider   []wider      // what it was before conditions were added
	ignored string       // words in which there is nothing to look for
	fault   *query.Error // what is wrong with the text that is typed
	told    bool         // it was asked to run all the same: the fault is an error

	generation int
	cancel     context.CancelFunc
	running    bool // a search is being made
	asked      bool // which was asked for: the index has not just grown
	row        int  // the article under the cursor when the search began
}

// searchedMsg brings what a search found; that of an older generation is dropped.
type searchedMsg struct {
	generation int
	result     *search.Result
}

// openSearch opens the line for a search of the texts. What it finds is listed, so
// the list takes the keys.
func (m *Model) openSearch() tea.Cmd {
	before := m.here()
	m.resume = nil // Esc gives it back
	left := m.leaveForList()
	m.search.wanted, m.search.fault = true, nil
	m.openInput(typeSearch)
	m.input.before = before
	return tea.Batch(left, m.extendIndex())
}

// leaveForList gives the keys to the list, since what it shows changes.
func (m *Model) leaveForList() tea.Cmd {
	m.setResume(nil)
	if m.focus != inReader {
		return nil
	}
	return m.leave()
}

// seek searches the texts for another text, "" for nothing any more.
func (m *Model) seek(text string, aim aim) tea.Cmd {
	text = strings.TrimSpace(text)
	s := &m.search
	if text == s.text {
		return nil
	}
	if text != "" && s.text == "" {
		s.row = m.list.Article()
	}
	s.without, s.wider = nil, nil
	m.unnarrow(byForm, byCondition)
	m.narrow(bySearch, text != "")
	return m.askFor(text, aim)
}

// askFor asks the index for another text.
func (m *Model) askFor(text string, aim aim) tea.Cmd {
	m.search.wanted, m.search.text = true, text
	return tea.Batch(m.compile(aim), m.extendIndex())
}

// compile makes the query anew, for another text or level, and asks it.
func (m *Model) compile(aim aim) tea.Cmd {
	s := &m.search
	m.take(aim)
	q, fault := query.Draft(s.text)
	s.query, s.fault, s.told, s.ignored = nil, fault, false, ignored(q)
	if q.Root != nil {
		s.query = match.Compile(q, m.matchOptions(s.leftOut()))
	}
	m.list.SetSearch(s.query)
	m.rank()
	if m.found != "" {
		m.found = ""
		m.reader.DropFinds()
	}
	if s.query != nil {
		s.asked = true
		return m.runSearch()
	}
	m.stopSearch()
	s.asked = false
	if m.request.Found == nil && m.aim == stay {
		return m.relight()
	}
	m.request.Found = nil
	return tea.Batch(m.relight(), m.rearrange(stay))
}

// matchOptions say how words are compared now; without are forms, folded, that are not
// to be found.
func (m *Model) matchOptions(without []string) match.Options {
	return match.Options{Level: m.search.level, Aliases: m.o.Aliases, Without: without, Repeats: func(n int) bool {
		twins := m.twins.Load()
		return twins != nil && n < len(*twins) && int((*twins)[n]) != n
	}}
}

// ignored are the words of a query in which there is nothing to look for.
func ignored(q *query.Query) string {
	words := make([]string, len(q.Ignored))
	for i, at := range q.Ignored {
		words[i] = at.Of(q.Text)
	}
	return strings.Join(words, " ")
}

// leftOut are the forms that the search is not to find, folded.
func (s *seeking) leftOut() []string {
	folded := make([]string, len(s.without))
	for i, f := range s.without {
		folded[i] = f.Folded
	}
	return folded
}

// runSearch asks the index; what was being asked is called off.
func (m *Model) runSearch() tea.Cmd {
	m.stopSearch()
	s := &m.search
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel, s.running = cancel, true
	generation, snapshot, q := s.generation, s.snapshot, s.query
	return func() tea.Msg {
		r, err := snapshot.Search(ctx, q)
		if err != nil {
			return nil
		}
		return searchedMsg{generation, r}
	}
}

func (m *Model) stopSearch() {
	s := &m.search
	if s.cancel != nil {
		s.cancel()
	}
	s.generation++
	s.running = false
}

func (m *Model) searched(msg searchedMsg) tea.Cmd {
	if msg.generation != m.search.generation {
		return nil
	}
	m.stopSearch()
	m.request.Found = msg.result
	var list, rest tea.Cmd
	if m.search.asked {
		m.search.asked = false
		list = m.rearrange(stay)
	} else {
		list = m.refresh()
	}
	if msg.result.Indexed < m.search.snapshot.Articles() { // the index grew meanwhile
		rest = m.runSearch()
	}
	return tea.Batch(m.relight(), list, rest)
}

// relight marks what the search finds in the article that is being read.
func (m *Model) relight() tea.Cmd {
	if m.focus != inReader || m.opened < 0 || m.lit == m.search.query {
		return nil // the preview follows the list
	}
	return m.open(m.opened, landing{kind: landSwap})
}

// rank puts the best first while something is asked for, and gives the order that
// held before back afterwards.
func (m *Model) rank() {
	asked := m.request.Query != "" || m.search.query != nil
	switch {
	case asked == m.ranking:
		return
	case !asked && m.request.Sort == listing.ByScore:
		m.request.Sort, m.request.Reversed = m.sorted, m.reversed
	case asked && m.request.Sort != listing.ByScore:
		m.sorted, m.reversed = m.request.Sort, m.request.Reversed
		m.request.Sort, m.request.Reversed = listing.ByScore, false
	}
	m.ranking = asked
}

// keepSearch ends the typing of a search: what is wrong with it is told, and then
// the line stays open.
func (m *Model) keepSearch() tea.Cmd {
	text := query.Closed(strings.TrimSpace(m.input.line.Text()))
	q, err := query.Parse(text)
	if err == nil && q.Root == nil && text != "" {
		m.search.told = true
		return nil
	}
	if err != nil {
		if fault, ok := err.(*query.Error); ok { //nolint:errorlint // Parse says that it is one
			m.search.fault, m.search.told = fault, true
			shift := strings.Index(m.input.line.Text(), text)
			m.input.line.MoveTo(shift + fault.Start)
		}
		return nil
	}
	cmd := m.seek(text, toTop)
	if before := m.input.before; text == before.scope.search {
		cmd = m.setScope(before.scope, aim(before.row)) // nothing new: what narrowed it holds on
	}
	m.input.before.resume.drop()
	m.keepInput()
	return cmd
}

// dropSearch takes the search off and gives back the row where it began.
func (m *Model) dropSearch() tea.Cmd {
	return m.seek("", aim(m.search.row))
}

// searchFor searches for words that were not typed into the search's own line.
func (m *Model) searchFor(text string) tea.Cmd {
	m.remember()
	m.remembered(typeSearch, text)
	return tea.Batch(m.leaveForList(), m.seek(text, toTop))
}

// searchWord searches for the word under the current hit.
func (m *Model) searchWord() tea.Cmd {
	text, ok := m.reader.CurrentText()
	if m.focus == inList && m.mode != bothPanes || !ok { // the hit is not on the screen
		m.say(locale.NoHitHere)
		return nil
	}
	asked, _ := asQuery(document.Plain(text))
	return m.searchFor(asked)
}

// asQuery is a query that finds a text as it stands: a word, or several as a
// quotation. left is how many words at the end are too many for a query.
func asQuery(text string) (asked string, left int) {
	if len(arabic.Tokens(text)) == 1 {
		return query.Bare(text), 0
	}
	return query.Quoted(text)
}

// nextLevel goes through the levels at which bare words are compared.
func (m *Model) nextLevel() tea.Cmd {
	m.search.level = (m.search.level + 1) % arabic.Level(len(arabic.Levels()))
	m.message = m.loc.Level(int(m.search.level))
	if m.search.query == nil {
		return nil
	}
	return m.compile(stay)
}
