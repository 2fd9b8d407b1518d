package keymap

import (
	"slices"

	"qari/ui/locale"
)

// The sets of contexts that rows share.
const (
	panes  = Contexts(1<<InList | 1<<InReading)
	moving = panes | 1<<InErrors | 1<<InHelp | 1<<InConcordance | 1<<InWatchLists | 1<<InContents | 1<<InChoice
	every  = Contexts(1<<contexts - 1)
)

// row makes a binding; the section is set by the table that it stands in.
func row(a Action, in Contexts, help locale.ID, keys ...string) Binding {
	return Binding{Action: a, Keys: keys, Contexts: in, Help: help}
}

// later makes a binding that is kept free and answers "not yet".
func later(a Action, in Contexts, help locale.ID, keys ...string) Binding {
	b := row(a, in, help, keys...)
	b.Later = true
	return b
}

// in puts bindings into a section of the help.
func in(section locale.ID, list ...Binding) []Binding {
	for i := range list {
		list[i].Section = section
	}
	return list
}

// bindings is the table: section 4 of the screens' description, in the order
// of the help.
func bindings() []Binding {
	return slices.Concat(
		in(locale.SectionMoving, movingKeys()...),
		in(locale.SectionPanes, paneKeys()...),
		in(locale.SectionHits, hitKeys()...),
		in(locale.SectionList, listKeys()...),
		in(locale.SectionText, textKeys()...),
		in(locale.SectionOptions, optionKeys()...),
		in(locale.SectionInput, inputKeys()...),
		in(locale.SectionEditing, editingKeys()...),
		in(locale.SectionSearch, searchKeys()...),
		in(locale.SectionDecisions, decisionKeys()...),
		in(locale.SectionProgram, programKeys()...),
	)
}

func movingKeys() []Binding {
	return []Binding{
		row(Down, moving, locale.HelpDown, "j", "down"),
		row(Up, moving, locale.HelpUp, "k", "up"),
		row(NextArticle, panes, locale.HelpNextArticle, "J"),
		row(PrevArticle, panes, locale.HelpPrevArticle, "K"),
		row(PageDown, Of(InReading), locale.HelpPageDownReading, "space", "f", "pgdown"),
		row(PageDown, moving&^Of(InReading), locale.HelpPageDown, "space", "f", "pgdown"),
		row(PageUp, moving, locale.HelpPageUp, "b", "pgup"),
		row(HalfDown, moving, locale.HelpHalfDown, "d", "ctrl+d"),
		row(HalfUp, moving, locale.HelpHalfUp, "u", "ctrl+u"),
		row(First, moving, locale.HelpFirst, "g g", "home"),
		row(Last, moving, locale.HelpLast, "G", "end"),
		row(NextBlock, Of(InReading), locale.HelpNextParagraph, "}", ">"),
		row(PrevBlock, Of(InReading), locale.HelpPrevParagraph, "{", "<"),
		row(NextBlock, Of(InList), locale.HelpNextBlock, "}", ">"),
		row(PrevBlock, Of(InList), locale.HelpPrevBlock, "{", "<"),
	}
}

func paneKeys() []Binding {
	return []Binding{
		row(PaneLeft, panes, locale.HelpPaneLeft, "left", "h"),
		row(PaneRight, panes, locale.HelpPaneRight, "right", "l"),
		row(Enter, Of(InList), locale.HelpOpen, "enter"),
		row(Enter, Of(InReading), locale.HelpLineDown, "enter"),
		row(Enter, Of(InErrors), locale.HelpOpenRaw, "enter"),
		row(Enter, Of(InContents), locale.HelpNarrow, "enter"),
		row(Enter, Of(InChoice), locale.HelpChoose, "enter"),
		row(OtherPane, panes, locale.HelpOtherPane, "tab"),
		row(Layout, panes, locale.HelpLayout, "z"),
		row(Back, panes, locale.HelpBack, "B", "ctrl+o"),
		row(Escape, moving&^Of(InHelp), locale.HelpEscape, "esc"),
		row(Escape, Of(InHelp), locale.HelpClose, "esc"),
		row(Quit, moving&^Of(InHelp), locale.HelpQuit, "q"),
		row(Quit, Of(InHelp), locale.HelpClose, "q"),
		row(QuitNow, moving, locale.HelpQuitNow, "Q"),
	}
}

func hitKeys() []Binding {
	list := []Binding{
		row(NextHit, Of(InReading, InHelp), locale.HelpNextHit, "n"),
		row(PrevHit, Of(InReading, InHelp), locale.HelpPrevHit, "N"),
		row(NextHit, Of(InList), locale.HelpNextWithHit, "n"),
		row(PrevHit, Of(InList), locale.HelpPrevWithHit, "N"),
		row(NextUnread, panes, locale.HelpNextUnread, "g n"),
		row(PrevUnread, panes, locale.HelpPrevUnread, "g p"),
	}
	for a := Group1; a <= Group6; a++ {
		list = append(list, row(a, panes, locale.HelpGroup, string(rune('0'+a.Group()))))
	}
	return append(list, row(AllGroups, panes, locale.HelpAllGroups, "0"))
}

func listKeys() []Binding {
	return []Binding{
		row(Filter, Of(InList), locale.HelpFilter, "/"),
		row(Search, panes, locale.HelpSearch, "s"),
		row(SearchWord, panes, locale.HelpSearchWord, "g s"),
		row(WatchLists, panes, locale.HelpWatchLists, "w"),
		row(AddWord, panes, locale.HelpAddWord, "a"),
		row(WhatsIn, panes, locale.HelpWhatsIn, "i"),
		row(Concordance, panes, locale.HelpConcordance, "c"),
		row(Filter, Of(InErrors, InContents, InChoice), locale.HelpFilterRows, "/"),
		row(Find, Of(InReading), locale.HelpFind, "/"),
		row(Find, Of(InHelp), locale.HelpFindHelp, "/"),
		row(SortDate, panes, locale.HelpSortDate, "S d"),
		row(SortTitle, panes, locale.HelpSortTitle, "S t"),
		row(SortSource, panes, locale.HelpSortSource, "S s"),
		row(SortWords, panes, locale.HelpSortWords, "S w"),
		row(SortHits, panes, locale.HelpSortHits, "S h"),
		row(SortBest, panes, locale.HelpSortBest, "S r"),
		row(SortSource, Of(InErrors), locale.HelpSortFile, "S s"),
		row(SortTitle, Of(InErrors), locale.HelpSortReason, "S t"),
		row(HideRead, panes, locale.HelpHideRead, "H"),
		row(TakeArrivals, panes, locale.HelpTakeArrivals, "R"),
		row(ToggleRead, panes, locale.HelpToggleRead, "I"),
		row(AllRead, panes, locale.HelpAllRead, "A"),
	}
}

func textKeys() []Binding {
	return []Binding{
		row(Raw, panes, locale.HelpRaw, "r"),
		row(Copy, panes, locale.HelpCopy, "y"),
		row(CopySource, panes, locale.HelpCopySource, "Y"),
		row(PlainPage, panes, locale.HelpPlainPage, "g y"),
		row(Copy, Of(InErrors), locale.HelpCopyError, "y"),
	}
}

func optionKeys() []Binding {
	return []Binding{
		row(OptMarks, panes, locale.HelpOptMarks, "- m"),
		row(OptHighlights, panes, locale.HelpOptHighlights, "- h"),
		row(OptParagraphs, panes, locale.HelpOptParagraphs, "- p"),
		row(OptWidth, panes, locale.HelpOptWidth, "- w"),
		row(OptKashida, panes, locale.HelpOptKashida, "- k"),
		row(OptIsolates, panes, locale.HelpOptIsolates, "- i"),
		row(OptOrder, panes, locale.HelpOptOrder, "- o"),
		row(OptColours, panes, locale.HelpOptColours, "- c"),
		row(OptMouse, panes, locale.HelpOptMouse, "- x"),
		row(OptLevels, panes, locale.HelpOptLevels, "- l"),
		row(OptSnippets, panes, locale.HelpOptSnippets, "- s"),
	}
}

func programKeys() []Binding {
	return []Binding{
		row(Errors, panes, locale.HelpErrors, "g e"),
		row(Help, moving&^Of(InHelp), locale.HelpHelp, "?", "f1"),
		row(Help, Of(InHelp), locale.HelpClose, "?", "f1"),
		row(Yes, Of(InConfirm), locale.HelpYes, "y", "enter"),
		row(No, Of(InConfirm), locale.HelpNo, "n", "esc", "q"),
		row(Stop, every, locale.HelpStop, "ctrl+c"),
		row(Redraw, every, locale.HelpRedraw, "ctrl+l"),
		row(Suspend, every, locale.HelpSuspend, "ctrl+z"),
	}
}

// inputKeys are the keys of the lines that are typed. The rows below the line
// answer to them while it is typed.
func inputKeys() []Binding {
	return []Binding{
		row(Enter, Of(InInput), locale.HelpKeep, "enter"),
		row(Escape, Of(InInput), locale.HelpDrop, "esc"),
		row(Down, Of(InInput), locale.HelpRowDown, "down", "ctrl+n"),
		row(Up, Of(InInput), locale.HelpRowUp, "up", "ctrl+p"),
		row(PageDown, Of(InInput), locale.HelpRowsDown, "pgdown"),
		row(PageUp, Of(InInput), locale.HelpRowsUp, "pgup"),
		row(Complete, Of(InInput), locale.HelpComplete, "tab"),
	}
}

// editingKeys are those that the line editor acts on. Ctrl-h is what some
// terminals send for Backspace.
func editingKeys() []Binding {
	return []Binding{
		row(EditLeft, Of(InInput), locale.HelpEditLeft, "left"),
		row(EditRight, Of(InInput), locale.HelpEditRight, "right"),
		row(EditWordLeft, Of(InInput), locale.HelpEditWordLeft, "ctrl+left"),
		row(EditWordRight, Of(InInput), locale.HelpEditWordRight, "ctrl+right"),
		row(EditWordBack, Of(InInput), locale.HelpEditWordBack, "alt+b"),
		row(EditWordForward, Of(InInput), locale.HelpEditWordForward, "alt+f"),
		row(EditStart, Of(InInput), locale.HelpEditStart, "home", "ctrl+a"),
		row(EditEnd, Of(InInput), locale.HelpEditEnd, "end", "ctrl+e"),
		row(EditBackspace, Of(InInput), locale.HelpEditBackspace, "backspace", "ctrl+h"),
		row(EditDelete, Of(InInput), locale.HelpEditDelete, "delete"),
		row(EditCutWord, Of(InInput), locale.HelpEditCutWord, "ctrl+w"),
		row(EditCutBefore, Of(InInput), locale.HelpEditCutBefore, "ctrl+u"),
		row(EditCutAfter, Of(InInput), locale.HelpEditCutAfter, "ctrl+k"),
	}
}

// searchKeys come with search, the concordance, watch lists and quotations.
func searchKeys() []Binding {
	quotation, lines, lists := Of(InQuotation), Of(InConcordance), Of(InWatchLists)
	return []Binding{
		row(Search, quotation, locale.HelpSearch, "s"),
		row(AddWord, lists, locale.HelpAddHere, "a"),
		row(AddWord, quotation, locale.HelpAddWord, "a"),
		later(Select, Of(InList), locale.HelpSelectRows, "v"),
		row(Select, Of(InReading), locale.HelpSelectQuotation, "v"),

		row(NextSentence, quotation, locale.HelpNextSentence, "j", "down"),
		row(PrevSentence, quotation, locale.HelpPrevSentence, "k", "up"),
		row(WordLeft, quotation, locale.HelpWordLeft, "h", "left"),
		row(WordRight, quotation, locale.HelpWordRight, "l", "right"),
		row(NextBlock, quotation, locale.HelpNextParagraph, "}", ">"),
		row(PrevBlock, quotation, locale.HelpPrevParagraph, "{", "<"),
		row(OtherEnd, quotation, locale.HelpOtherEnd, "o"),
		row(Copy, quotation, locale.HelpCopy, "y", "enter"),
		row(CopySource, quotation, locale.HelpCopySource, "Y"),
		row(Leave, quotation, locale.HelpLeave, "esc", "v", "q"),
		row(Help, quotation, locale.HelpHelp, "?", "f1"),

		row(Enter, lines, locale.HelpOpenHit, "enter", "left"),
		row(NextArticle, lines, locale.HelpNextArticle, "n"),
		row(PrevArticle, lines, locale.HelpPrevArticle, "N"),
		row(SortNextWord, lines, locale.HelpSortNextWord, "S n"),
		row(SortPrevWord, lines, locale.HelpSortPrevWord, "S p"),
		row(SortForm, lines, locale.HelpSortForm, "S f"),
		row(SortSource, lines, locale.HelpSortSource, "S s"),
		row(SortDate, lines, locale.HelpSortDate, "S d"),
		row(Filter, lines, locale.HelpFilterRows, "/"),
		row(Filter, lists, locale.HelpFilterRows, "/"),
		row(Copy, lines, locale.HelpCopy, "y"),
		row(CopySource, lines, locale.HelpCopySource, "Y"),

		row(Enter, lists, locale.HelpOpenGroup, "enter"),
		row(Group1, lists, locale.HelpGroup, "1"),
		row(Group2, lists, locale.HelpGroup, "2"),
		row(Group3, lists, locale.HelpGroup, "3"),
		row(Group4, lists, locale.HelpGroup, "4"),
		row(Group5, lists, locale.HelpGroup, "5"),
		row(Group6, lists, locale.HelpGroup, "6"),
		row(AllGroups, lists, locale.HelpAllGroups, "0"),
		row(TakeOut, lists, locale.HelpTakeOut, "x"),
		row(PutBack, lists, locale.HelpPutBack, "U"),
		row(EditFile, lists, locale.HelpEditFile, "e"),
		row(SortTitle, lists, locale.HelpSortTitle, "S t"),
		row(SortHits, lists, locale.HelpSortHits, "S h"),
	}
}

// decisionKeys are kept free for decisions and what follows from them.
func decisionKeys() []Binding {
	decide := panes | Of(InConcordance)
	return []Binding{
		later(Pick, decide, locale.HelpPick, "p"),
		later(Reject, decide, locale.HelpReject, "x"),
		later(Maybe, decide, locale.HelpMaybe, "m"),
		later(Star, decide, locale.HelpStar, "*"),
		later(Tag, decide, locale.HelpTag, "t"),
		later(Note, decide|Of(InQuotation), locale.HelpNote, "e"),
		later(Repeat, decide, locale.HelpRepeat, ";"),
		later(Undo, decide, locale.HelpUndo, "U"),
		later(Redo, decide, locale.HelpRedo, "g u"),
		later(Export, panes, locale.HelpExport, "E"),
		later(Address, panes, locale.HelpAddress, "o"),
		later(Pipe, panes, locale.HelpPipe, "|"),
		later(CommandLine, panes, locale.HelpCommandLine, ":"),
		later(Timeline, panes, locale.HelpTimeline, "T"),
		later(People, panes, locale.HelpPeople, "P"),
		later(Duplicates, panes, locale.HelpDuplicates, "X"),
		later(Related, panes, locale.HelpRelated, "O"),
		later(SavedSearches, panes, locale.HelpSavedSearches, "W"),
	}
}
