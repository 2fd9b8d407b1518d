package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"qari/model/clean"
	"qari/model/document"
	"qari/model/query"
	"qari/ui/keymap"
	"qari/ui/locale"
)

// openQuotation begins to choose a quotation.
func (m *Model) openQuotation() tea.Cmd {
	if !m.showing() || !m.reader.Select() {
		m.say(locale.NothingToCopy)
	}
	return nil
}

// doQuotation does what the keys mean while a quotation is chosen. Left and right
// are those of the text: in right-to-left text it goes on to the left.
func (m *Model) doQuotation(a keymap.Action) tea.Cmd {
	r := &m.reader
	on := 1
	if !m.rtl() {
		on = -1
	}
	switch a {
	case keymap.NextSentence:
		r.MoveEnd(document.BySentence, 1)
	case keymap.PrevSentence:
		r.MoveEnd(document.BySentence, -1)
	case keymap.WordLeft:
		r.MoveEnd(document.ByWord, on)
	case keymap.WordRight:
		r.MoveEnd(document.ByWord, -on)
	case keymap.NextBlock:
		r.MoveEnd(document.ByParagraph, 1)
	case keymap.PrevBlock:
		r.MoveEnd(document.ByParagraph, -1)
	case keymap.OtherEnd:
		r.OtherEnd()
	case keymap.Help:
		return m.openHelp()
	case keymap.Leave:
		r.Unselect()
	case keymap.Copy, keymap.CopySource, keymap.AddWord, keymap.Search:
		text := r.Quotation()
		r.Unselect()
		return m.useQuotation(a, text)
	}
	return nil
}

// useQuotation copies a quotation, watches it, or searches for it.
func (m *Model) useQuotation(a keymap.Action, text string) tea.Cmd {
	switch a {
	case keymap.Search:
		asked, left := asQuery(clean.Line(text))
		if asked == "" {
			m.say(locale.NothingToFind)
			return nil
		}
		cmd := m.searchFor(asked)
		if left > 0 {
			m.message = m.loc.FirstWords(query.MostAtoms)
		}
		return cmd
	case keymap.AddWord:
		terms := termsOf(text)
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
	article := m.corpus.Articles[m.opened]
	return m.copyOut(func() (string, int) {
		words := clean.Words(text)
		if a == keymap.CopySource {
			text += "\n\n" + strings.Join(reference(article.From().Source, article.Date().String(), clean.Line(article.Title), string(article.ID)), " · ")
		}
		return text, words
	})
}
