package keymap

import "strconv"

// Action is what a key asks for. The zero value is no action.
type Action int

// The actions. What each does where is told by its binding's help text.
const (
	None Action = iota

	// Moving.

	Down        // row or line down
	Up          // row or line up
	NextArticle // the next article, also while reading
	PrevArticle // the article before
	PageDown    // a page on; at the end of an article the next unread one
	PageUp      // a page back
	HalfDown    // half a page on
	HalfUp      // half a page back
	First       // the first row or line
	Last        // the last row or line
	NextBlock   // the next paragraph; in the list the next day or source
	PrevBlock   // the paragraph, day or source before

	// Panes and ways.

	PaneLeft  // the pane at the left, or into the article there
	PaneRight // the same at the right
	Enter     // open; reading: a line down; input: keep or run
	OtherPane // the other pane
	Layout    // list, both, reading pane in turn
	Back      // back to before the last jump
	Quit      // one step back, at last quit
	QuitNow   // quit at once
	Escape    // drop the innermost thing

	// Hits and groups.

	NextHit    // the next hit and on into the next article
	PrevHit    // the hit before
	NextUnread // the next unread article
	PrevUnread // the unread article before
	Group1     // only watch-list group 1 lights, counts and stops NextHit; so the next five
	Group2
	Group3
	Group4
	Group5
	Group6
	AllGroups // all groups again

	// What is listed.

	Filter   // filter the rows
	Find     // find in the article or in the help
	SortDate // sort by date; again: reversed, as all sorts
	SortTitle
	SortSource
	SortWords
	SortHits
	SortBest
	HideRead     // hide or show what was read
	TakeArrivals // take in the articles that arrived
	ToggleRead   // read or unread
	AllRead      // all shown as read; asks first

	// The text and what is taken from it.

	Raw        // raw text or reading view
	Copy       // copy text; errors: path and line
	CopySource // copy text with source, date, title, ID
	PlainPage  // leave the full screen and print the passage plain

	// Options.

	OptMarks      // vowel marks
	OptLevels     // levels of likeness
	OptHighlights // highlights
	OptSnippets   // snippets in the list
	OptParagraphs // breaks in long paragraphs
	OptWidth      // width of the text
	OptKashida    // kashida
	OptIsolates   // isolates
	OptOrder      // order of output for this terminal
	OptColours    // colours
	OptMouse      // mouse

	// The program.

	Errors  // the errors view
	Help    // the help, and out of it
	Stop    // stop what runs, else quit
	Redraw  // draw the screen anew
	Suspend // suspend the program
	Yes     // answer a question
	No      // leave a question

	// Inputs: rows are Up, Down, PageUp and PageDown, Enter keeps, Escape drops.

	Complete // take the other keyboard's reading, complete a field

	// Editing in an input, see Edits.

	EditLeft        // a cluster to the left, as seen
	EditRight       // a cluster to the right, as seen
	EditWordLeft    // a word to the left, as seen
	EditWordRight   // a word to the right, as seen
	EditWordBack    // a word back in the text
	EditWordForward // a word on in the text
	EditStart       // start of the text
	EditEnd         // end of the text
	EditBackspace   // delete before the cursor
	EditDelete      // delete at the cursor
	EditCutWord     // delete the word before
	EditCutBefore   // delete all before
	EditCutAfter    // delete all after

	// Search, concordance, watch lists, quotation: not yet.

	Search
	SearchWord
	Concordance
	WatchLists
	AddWord
	WhatsIn
	Select
	NextSentence
	PrevSentence
	WordLeft
	WordRight
	OtherEnd
	Leave
	SortNextWord
	SortPrevWord
	SortForm
	TakeOut
	PutBack
	EditFile

	// Decisions and what follows from them: later.

	Pick
	Reject
	Maybe
	Star
	Tag
	Note
	Repeat
	Undo
	Redo
	Export
	Address
	Pipe
	CommandLine
	Timeline
	People
	Duplicates
	Related
	SavedSearches

	actions // how many there are
)

func actionNames() [actions]string {
	return [actions]string{
		None:            "None",
		Down:            "Down",
		Up:              "Up",
		NextArticle:     "NextArticle",
		PrevArticle:     "PrevArticle",
		PageDown:        "PageDown",
		PageUp:          "PageUp",
		HalfDown:        "HalfDown",
		HalfUp:          "HalfUp",
		First:           "First",
		Last:            "Last",
		NextBlock:       "NextBlock",
		PrevBlock:       "PrevBlock",
		PaneLeft:        "PaneLeft",
		PaneRight:       "PaneRight",
		Enter:           "Enter",
		OtherPane:       "OtherPane",
		Layout:          "Layout",
		Back:            "Back",
		Quit:            "Quit",
		QuitNow:         "QuitNow",
		Escape:          "Escape",
		NextHit:         "NextHit",
		PrevHit:         "PrevHit",
		NextUnread:      "NextUnread",
		PrevUnread:      "PrevUnread",
		Group1:          "Group1",
		Group2:          "Group2",
		Group3:          "Group3",
		Group4:          "Group4",
		Group5:          "Group5",
		Group6:          "Group6",
		AllGroups:       "AllGroups",
		Filter:          "Filter",
		Find:            "Find",
		SortDate:        "SortDate",
		SortTitle:       "SortTitle",
		SortSource:      "SortSource",
		SortWords:       "SortWords",
		SortHits:        "SortHits",
		SortBest:        "SortBest",
		HideRead:        "HideRead",
		TakeArrivals:    "TakeArrivals",
		ToggleRead:      "ToggleRead",
		AllRead:         "AllRead",
		Raw:             "Raw",
		Copy:            "Copy",
		CopySource:      "CopySource",
		PlainPage:       "PlainPage",
		OptMarks:        "OptMarks",
		OptLevels:       "OptLevels",
		OptHighlights:   "OptHighlights",
		OptSnippets:     "OptSnippets",
		OptParagraphs:   "OptParagraphs",
		OptWidth:        "OptWidth",
		OptKashida:      "OptKashida",
		OptIsolates:     "OptIsolates",
		OptOrder:        "OptOrder",
		OptColours:      "OptColours",
		OptMouse:        "OptMouse",
		Errors:          "Errors",
		Help:            "Help",
		Stop:            "Stop",
		Redraw:          "Redraw",
		Suspend:         "Suspend",
		Yes:             "Yes",
		No:              "No",
		Complete:        "Complete",
		EditLeft:        "EditLeft",
		EditRight:       "EditRight",
		EditWordLeft:    "EditWordLeft",
		EditWordRight:   "EditWordRight",
		EditWordBack:    "EditWordBack",
		EditWordForward: "EditWordForward",
		EditStart:       "EditStart",
		EditEnd:         "EditEnd",
		EditBackspace:   "EditBackspace",
		EditDelete:      "EditDelete",
		EditCutWord:     "EditCutWord",
		EditCutBefore:   "EditCutBefore",
		EditCutAfter:    "EditCutAfter",
		Search:          "Search",
		SearchWord:      "SearchWord",
		Concordance:     "Concordance",
		WatchLists:      "WatchLists",
		AddWord:         "AddWord",
		WhatsIn:         "WhatsIn",
		Select:          "Select",
		NextSentence:    "NextSentence",
		PrevSentence:    "PrevSentence",
		WordLeft:        "WordLeft",
		WordRight:       "WordRight",
		OtherEnd:        "OtherEnd",
		Leave:           "Leave",
		SortNextWord:    "SortNextWord",
		SortPrevWord:    "SortPrevWord",
		SortForm:        "SortForm",
		TakeOut:         "TakeOut",
		PutBack:         "PutBack",
		EditFile:        "EditFile",
		Pick:            "Pick",
		Reject:          "Reject",
		Maybe:           "Maybe",
		Star:            "Star",
		Tag:             "Tag",
		Note:            "Note",
		Repeat:          "Repeat",
		Undo:            "Undo",
		Redo:            "Redo",
		Export:          "Export",
		Address:         "Address",
		Pipe:            "Pipe",
		CommandLine:     "CommandLine",
		Timeline:        "Timeline",
		People:          "People",
		Duplicates:      "Duplicates",
		Related:         "Related",
		SavedSearches:   "SavedSearches",
	}
}

// String gives the action's name as the source writes it, for tests and logs.
func (a Action) String() string {
	if a < 0 || a >= actions {
		return "Action(" + strconv.Itoa(int(a)) + ")"
	}
	return actionNames()[a]
}

// Edits says whether the action belongs to the line editor of an input.
func (a Action) Edits() bool { return a >= EditLeft && a <= EditCutAfter }

// Group gives the watch-list group, counted from 1, that the action names, or 0.
func (a Action) Group() int {
	if a < Group1 || a > Group6 {
		return 0
	}
	return int(a-Group1) + 1
}
