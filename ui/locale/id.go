package locale

// ID names a message that holds no number and no text of others. Those that do are methods of Strings.
type ID int

// The messages. Their words stand in the tables of this package, one row a message.
const (
	None ID = iota // says nothing

	// Line 1: what is looked at.

	SortNewest     // order of the list
	SortOldest     // order of the list
	SortTitleUp    // order of the list
	SortTitleDown  // order of the list
	SortSourceUp   // order of the list
	SortSourceDown // order of the list
	SortLongest    // order of the list
	SortShortest   // order of the list
	SortMostHits   // order of the list
	SortFewestHits // order of the list
	SortBest       // order of the list while it is filtered
	SortAsRead     // order of the list: that of the input
	NewAndKept     // scope: everything but what was hidden
	UnreadOnly     // scope while the read are hidden
	Sample         // name of the built-in corpus
	StandardInput  // name of the corpus that comes through a pipe
	FilterLabel    // stands before the filter's words in the first line
	FindLabel      // stands before the words of find in the first line
	SearchLabel    // stands before a search in the first line
	RawText        // names the raw view
	ErrorsTitle    // names the errors view
	HelpTitle      // names the help
	ConcordanceTitle
	ContentsTitle
	ContentsForms   // a part of what is in it
	ContentsGroups  // likewise
	ContentsSources // likewise
	ContentsMonths  // likewise
	ContentsUnknown // without source, or without date
	WithoutLabel    // stands before a form that is left out, in the first line
	WatchListsTitle
	AddTitle     // stands before what is added to a group
	TakeOutTitle // names the words of which one is taken out
	NewGroup     // the last of the groups that a word may be added to
	WatchedWords // what the concordance lines up without a search
	LinesByNext  // order of the concordance, as those after it
	LinesByPrev
	LinesByForm
	LinesBySource
	LinesByDate

	// Columns of the list and of the errors view.

	ColumnTitle  // head of a column
	ColumnSource // head of a column
	ColumnDate   // head of a column
	ColumnWords  // head of a column
	ColumnHits   // head of a column
	ColumnFile   // head of a column
	ColumnLine   // head of a column
	ColumnReason // head of a column
	ColumnGroup
	ColumnWatched
	ColumnThese // articles of the list
	ColumnAll   // articles of the corpus

	// The last line: what can be done.

	HintHelp
	HintRead // the other pane is the reading pane
	HintList // the other pane is the list
	HintLayout
	HintEscDrops   // the filter's, find's or search's own way out
	HintEnterTexts // no title matches: Enter searches the texts
	HintStops      // while something is loading or counting
	HintPlainPage
	HintBack // after a jump
	HintQuit
	HintClose     // a view that is left as it was entered
	HintAddWord   // in the overview of watch lists
	HintChooses   // Enter on a row of several
	HintNarrows   // Enter on a source, month or group
	HintLeavesOut // Enter on a form
	RepeatsOnce   // in the concordance: equal articles count once
	HintAnyKey    // under the plain page

	// The last line: what happened.

	NotYet          // a key that is kept for later
	NothingBound    // what was typed after a prefix leads nowhere
	Loading         // before the size of the input is known
	Stopped         // loading was stopped by the user
	Counting        // hits are still being counted
	NothingFound    // find, or a hit asked for, found nothing
	NothingToRank   // best first without a search or filter
	NoSuchGroup     // a key for a watched group that there is not
	NothingToFind   // a quotation without a word
	NotListed       // the article that is asked for is not on the list
	NoHitHere       // gs without a current hit
	ThereAlready    // a word that its group has
	ThereNoMore     // a word to be taken out that is gone
	ListsReloaded   // a watch list was changed
	NoLists         // the overview without groups
	NoWatcher       // lists cannot be changed here
	NotEditable     // this group is in no file
	NothingToAdd    // a without a hit and without a search
	NothingToLineUp // c without a search and without watched words
	NoHits          // n or N without a hit anywhere
	LastHit         // n at the last hit of the last article
	FirstHit        // N at the first hit of the first article
	LastArticle     // J at the last row
	FirstArticle    // K at the first row
	NoUnread        // gn, gp, Space with nothing left
	AllDone         // Space at the end of the last unread article
	EndOfArticle
	NothingBack   // B without a jump
	NothingNew    // R without arrivals
	NothingHidden // r where the reading view hides nothing
	NothingToCopy
	CopyFailed   // stands before the reason, which is set as an item of its own
	MarkedRead   // I on an unread article
	MarkedUnread // I on a read article
	NoErrors     // ge with nothing to show
	SameWord     // a sure hit: exact, folded or with prefixes
	LikelyWord   // a likely hit: another form
	Deceiving    // the article holds deceiving controls
	MixedScripts // a word of the title mixes alphabets

	// The last line: options after a change.

	MarksOn
	MarksOff
	MarksNever
	HighlightsOn
	HighlightsOff
	ParagraphsBroken
	ParagraphsWhole
	KashidaOn
	KashidaOff
	KashidaLater
	IsolatesOn
	IsolatesOff
	OrderVisual
	OrderWords
	OrderRuns
	OrderLogical
	ColoursDark
	ColoursLight
	ColoursNone
	MouseOn
	MouseOff
	SnippetsOn
	SnippetsOff
	AllGroupsOn // 0
	ReadHidden  // H
	ReadShown   // H again
	RawOn       // r
	RawOff      // r again

	// An empty list: what emptied it and which key undoes that.

	EmptyFilter
	EmptyPage // what narrows a page finds nothing on it
	EmptyRead
	EmptyFilterRead // both at once
	EmptySearch
	EmptySearchFilter // both at once
	EmptyIndex        // nothing is indexed yet
	EmptyLoading
	EmptyCorpus
	EmptyFollowed
	EmptyCorpusErrors
	EmptyArticle // an article without a body

	// What is wrong with a query.

	QueryNoPartner
	QueryEmptyParens
	QueryOpenQuote
	QueryEmptyQuote
	QueryOpenRegex
	QueryBadRegex
	QueryLongRegex
	QueryNothingBeside
	QueryEmptyField
	QueryUnknownField
	QueryBadDate
	QueryBadNumber
	QueryBadDup
	QueryTurnedRange
	QueryNoSlop
	QueryShortStar
	QueryTooMany
	QueryTooDeep

	// The levels at which words are compared.

	LevelExact
	LevelFolded
	LevelClitics
	LevelForms

	// The mouse, at the end of the help.

	MouseWheelKey // what the hand does
	MouseWheel
	MouseClickKey // what the hand does
	MouseClick
	MouseDoubleKey // what the hand does
	MouseDouble
	MouseDragKey // what the hand does
	MouseDrag
	MouseShiftKey // what the hand does
	MouseShift

	// Section titles of the help.

	SectionMoving
	SectionPanes
	SectionHits
	SectionList
	SectionText
	SectionOptions
	SectionProgram
	SectionInput
	SectionEditing
	SectionSearch
	SectionDecisions
	SectionMouse

	// Help texts: what a key does.

	HelpDown
	HelpUp
	HelpNextArticle
	HelpPrevArticle
	HelpPageDownReading
	HelpPageDown
	HelpPageUp
	HelpHalfDown
	HelpHalfUp
	HelpFirst
	HelpLast
	HelpNextParagraph
	HelpPrevParagraph
	HelpNextBlock
	HelpPrevBlock
	HelpPaneLeft
	HelpPaneRight
	HelpOpen
	HelpLineDown
	HelpOpenRaw
	HelpOpenHit
	HelpNarrow
	HelpChoose
	HelpAddHere
	HelpOpenGroup
	HelpOtherPane
	HelpLayout
	HelpBack
	HelpQuit
	HelpQuitNow
	HelpEscape
	HelpClose
	HelpNextHit
	HelpPrevHit
	HelpNextWithHit
	HelpPrevWithHit
	HelpNextUnread
	HelpPrevUnread
	HelpGroup
	HelpAllGroups
	HelpFilter
	HelpFilterRows
	HelpFind
	HelpFindHelp
	HelpSortDate
	HelpSortTitle
	HelpSortSource
	HelpSortWords
	HelpSortHits
	HelpSortBest
	HelpSortFile
	HelpSortReason
	HelpHideRead
	HelpTakeArrivals
	HelpToggleRead
	HelpAllRead
	HelpRaw
	HelpCopy
	HelpCopySource
	HelpCopyError
	HelpPlainPage
	HelpOptMarks
	HelpOptLevels
	HelpOptHighlights
	HelpOptSnippets
	HelpOptParagraphs
	HelpOptWidth
	HelpOptKashida
	HelpOptIsolates
	HelpOptOrder
	HelpOptColours
	HelpOptMouse
	HelpErrors
	HelpHelp
	HelpStop
	HelpRedraw
	HelpSuspend
	HelpYes
	HelpNo
	HelpKeep
	HelpDrop
	HelpRowDown
	HelpRowUp
	HelpRowsDown
	HelpRowsUp
	HelpComplete
	HelpEditLeft
	HelpEditRight
	HelpEditWordLeft
	HelpEditWordRight
	HelpEditWordBack
	HelpEditWordForward
	HelpEditStart
	HelpEditEnd
	HelpEditBackspace
	HelpEditDelete
	HelpEditCutWord
	HelpEditCutBefore
	HelpEditCutAfter
	HelpSearch
	HelpSearchWord
	HelpConcordance
	HelpWatchLists
	HelpAddWord
	HelpWhatsIn
	HelpSelectRows
	HelpSelectQuotation
	HelpNextSentence
	HelpPrevSentence
	HelpWordLeft
	HelpWordRight
	HelpOtherEnd
	HelpLeave
	HelpSortNextWord
	HelpSortPrevWord
	HelpSortForm
	HelpTakeOut
	HelpPutBack
	HelpEditFile
	HelpPick
	HelpReject
	HelpMaybe
	HelpStar
	HelpTag
	HelpNote
	HelpRepeat
	HelpUndo
	HelpRedo
	HelpExport
	HelpAddress
	HelpPipe
	HelpCommandLine
	HelpTimeline
	HelpPeople
	HelpDuplicates
	HelpRelated
	HelpSavedSearches

	count // how many there are
)
