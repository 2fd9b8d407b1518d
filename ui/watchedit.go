package ui

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"qari/model/arabic"
	"qari/model/clean"
	"qari/model/document"
	"qari/model/query"
	"qari/model/span"
	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// watchTerm is what is added to a group: a word with its forms, or a phrase that must
// stand as it is.
type watchTerm struct {
	text   string
	phrase bool
}

// sort sorts the groups by name, or by their articles.
func (o *overview) sort(m *Model, a keymap.Action) {
	slices.SortStableFunc(o.order, func(x, y int) int {
		if a == keymap.SortTitle {
			return cmp.Compare(arabic.Fold(m.groups[x].Name), arabic.Fold(m.groups[y].Name))
		}
		if o.all == nil {
			return 0
		}
		return o.all[y] - o.all[x]
	})
	o.say(m)
}

// putBack brings the word back that was taken out last.
func (o *overview) putBack(m *Model) tea.Cmd {
	n := len(o.out) - 1
	if n < 0 {
		m.say(locale.NothingBack)
		return nil
	}
	last := o.out[n]
	o.out = o.out[:n]
	group := m.groupNamed(last.group)
	if group < 0 {
		m.say(locale.NoSuchGroup)
		return nil
	}
	return m.addTerms(group, "", []watchTerm{{last.word, last.phrase}})
}

// openGroupWords lists the words of a group; Enter takes one out.
func (m *Model) openGroupWords(o *overview, group int) tea.Cmd {
	switch {
	case group < 0:
		return nil
	case m.o.Watcher == nil || group >= len(m.watched.Editable) || !m.watched.Editable[group]:
		m.say(locale.NotEditable)
		return nil
	}
	g := m.words.Groups()[group]
	terms := make([]watchTerm, 0, len(g.Words)+len(g.Phrases))
	for _, w := range g.Words {
		terms = append(terms, watchTerm{w, false})
	}
	for _, w := range g.Phrases {
		terms = append(terms, watchTerm{w, true})
	}
	var lines pageLines
	for _, t := range terms {
		lines = append(lines, itemLine(t.text, soft()))
	}
	takeOut := func(m *Model, line int) tea.Cmd {
		m.closePage()
		return m.takeOut(o, group, takenOut{m.groupName(group), terms[line].text, terms[line].phrase})
	}
	return m.openPage(&page{
		context: keymap.InChoice, title: locale.TakeOutTitle, lines: lines, narrow: true, cursor: true, enter: takeOut, foot: footOfChoice,
	})
}

// itemLine is a row with one text.
func itemLine(text string, look theme.Look) pageLine {
	return pageLine{text: text, draw: func(m *Model, on theme.Look, query string) []paint.Field {
		return []paint.Field{m.pageBar(on), lit(m.fit(m.painter.Item(text, on.On(look)), m.width-2), query)}
	}}
}

func footOfChoice(m *Model, start, end *items) {
	start.say(m.loc.Text(locale.HintChooses), soft())
}

// addWord adds the word under the current hit, or what is searched for, to a group.
func (m *Model) addWord() tea.Cmd {
	terms := m.termsHere()
	switch {
	case m.o.Watcher == nil:
		m.say(locale.NoWatcher)
		return nil
	case len(terms) == 0:
		m.say(locale.NothingToAdd)
		return nil
	}
	return m.chooseGroup(terms)
}

// termsHere are what a key adds: the current hit while reading, else the words and
// phrases of the search.
func (m *Model) termsHere() []watchTerm {
	if m.focus == inReader {
		if text, ok := m.reader.CurrentText(); ok {
			return termsOf(document.Plain(text))
		}
	}
	q, err := query.Parse(m.search.text)
	if err != nil {
		return nil
	}
	var terms []watchTerm
	query.Walk(q.Root, func(n query.Node, lit bool) {
		switch n := n.(type) {
		case *query.Word:
			if lit && n.Field <= query.Text {
				terms = append(terms, watchTerm{m.signed(n), n.Quoted || n.OpenStart || n.OpenEnd})
			}
		case *query.Phrase:
			if lit && n.Field <= query.Text && n.Slop < 0 {
				words := make([]string, len(n.Words))
				for i := range n.Words {
					words[i] = m.signed(&n.Words[i])
				}
				terms = append(terms, watchTerm{strings.Join(words, " "), true})
			}
		}
	})
	return terms
}

// signed is a word of the search with its signs. One with "*" is meant for the
// phrases of a group, whose level does not change it: so it is told there at which
// one the search compares it.
func (m *Model) signed(w *query.Word) string {
	open := w.OpenStart || w.OpenEnd
	text := modes[w.Mode]
	if open && w.Mode == query.Usual && !w.Quoted && m.search.level == arabic.Exact {
		text = modes[query.Exact]
	}
	if w.OpenStart {
		text += "*"
	}
	text += w.Text
	if w.OpenEnd {
		text += "*"
	}
	return text
}

// modes are the signs before a word that say how it is compared.
var modes = map[query.Mode]string{query.Exact: "=", query.Forms: "~"}

// termsOf makes a term of a text: a word, or several as a phrase.
func termsOf(text string) []watchTerm {
	tokens := arabic.Tokens(text)
	if len(tokens) == 0 {
		return nil
	}
	whole := span.Span{Start: tokens[0].Start, End: tokens[len(tokens)-1].End}.Of(text)
	whole = strings.Map(unsigned, whole)
	return []watchTerm{{strings.Join(strings.Fields(clean.Line(whole)), " "), len(tokens) > 1}}
}

// unsigned puts a blank for what an article means otherwise than a watch list does.
func unsigned(r rune) rune {
	if strings.ContainsRune("=~*\u066D", r) {
		return ' '
	}
	return r
}

// chooseGroup asks to which group terms are added.
func (m *Model) chooseGroup(terms []watchTerm) tea.Cmd {
	var lines pageLines
	var groups []int
	for g := range m.groups {
		if g < len(m.watched.Editable) && m.watched.Editable[g] {
			lines = append(lines, itemLine(m.loc.Number(g+1)+" "+m.groups[g].Name, theme.Look{Token: m.groups[g].Token, Label: true}))
			groups = append(groups, g)
		}
	}
	lines = append(lines, itemLine(m.loc.Text(locale.NewGroup), theme.Look{Strong: true}))
	groups = append(groups, -1)
	names := make([]string, len(terms))
	for i, t := range terms {
		names[i] = t.text
	}
	add := func(m *Model, line int) tea.Cmd {
		m.closePage()
		return m.addTerms(groups[line], names[0], terms)
	}
	return m.openPage(&page{
		context: keymap.InChoice, title: locale.AddTitle, lines: lines, narrow: true, cursor: true, enter: add, foot: footOfChoice,
		head: func(m *Model, start, end *items) {
			start.pair(m.loc.Text(locale.AddTitle), strings.Join(names, m.comma()), theme.Look{Strong: true})
		},
	})
}

// addTerms adds terms to a group, or with group -1 to a new one of that name.
func (m *Model) addTerms(group int, name string, terms []watchTerm) tea.Cmd {
	w, said, there := m.o.Watcher, m.loc.Added(terms[0].text), m.loc.Text(locale.ThereAlready)
	if len(terms) > 1 {
		said = m.loc.Added(m.loc.Words(len(terms)))
	}
	return func() tea.Msg {
		msg := watchedEditedMsg{said: there}
		for _, t := range terms {
			watched, err := w.Add(group, name, t.text, t.phrase)
			switch {
			case errors.Is(err, ErrUnchanged):
			case err != nil:
				msg.err = err
				return msg
			default:
				msg.said = said
			}
			msg.watched = watched
			if group < 0 { // the first one has made it; it is the last of its list
				group = lastEditable(msg.watched)
			}
		}
		return msg
	}
}

// lastEditable is the last group whose list can be changed.
func lastEditable(w Watched) int {
	last := -1
	for g, can := range w.Editable {
		if can {
			last = g
		}
	}
	return last
}

func (m *Model) takeOut(o *overview, group int, out takenOut) tea.Cmd {
	w, said, gone := m.o.Watcher, m.loc.TakenOut(out.word), m.loc.Text(locale.ThereNoMore)
	return func() tea.Msg {
		watched, err := w.TakeOut(group, out.word)
		switch {
		case errors.Is(err, ErrUnchanged):
			return watchedEditedMsg{watched: watched, said: gone}
		case err != nil:
			return watchedEditedMsg{err: err}
		}
		return watchedEditedMsg{watched: watched, said: said, of: o, out: &out}
	}
}

// keepWord adds what was typed to the group under the cursor.
func (m *Model) keepWord() tea.Cmd {
	text, group := m.input.line.Text(), m.groupNamed(m.input.group)
	terms := termsTyped(text)
	m.keepInput()
	switch {
	case len(terms) == 0:
		m.say(locale.NothingToAdd)
		return nil
	case group < 0 || group >= len(m.watched.Editable) || !m.watched.Editable[group]:
		return m.chooseGroup(terms)
	}
	return m.addTerms(group, "", terms)
}

// termsTyped is a term as it is typed: with "=" or "~" before it, in quotes where
// it is a phrase.
func termsTyped(text string) []watchTerm {
	text = strings.TrimSpace(clean.Line(text))
	if len(arabic.Tokens(text)) == 0 {
		return nil
	}
	if inner, ok := strings.CutPrefix(text, `"`); ok {
		if inner = strings.TrimSuffix(inner, `"`); !strings.Contains(inner, `"`) {
			return []watchTerm{{strings.Join(strings.Fields(inner), " "), true}}
		}
	}
	return []watchTerm{{text, false}}
}

// editList opens the list of a group in the user's editor.
func (m *Model) editList(group int) tea.Cmd {
	if m.o.Watcher == nil {
		m.say(locale.NoWatcher)
		return nil
	}
	if group >= 0 && (group >= len(m.watched.Editable) || !m.watched.Editable[group]) {
		m.say(locale.NotEditable)
		return nil
	}
	c, err := m.o.Watcher.Editor(group)
	if err != nil {
		m.message, m.alarm = clean.Line(err.Error()), true
		return nil
	}
	return tea.Exec(c, func(err error) tea.Msg { return editorClosedMsg{err} })
}

// editorClosedMsg tells that the user's editor has ended.
type editorClosedMsg struct{ err error }

func (m *Model) editorClosed(msg editorClosedMsg) {
	if msg.err != nil {
		m.message, m.alarm = clean.Line(msg.err.Error()), true
	}
}
