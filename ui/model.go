package ui

import (
	"context"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"qari/model/bidi"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/keyword"
	"qari/model/listing"
	"qari/model/match"
	"qari/ui/articles"
	"qari/ui/input"
	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/reader"
	"qari/ui/theme"
)

// layoutMode is what stands on the screen.
type layoutMode uint8

const (
	listAlone layoutMode = iota
	bothPanes
	readerAlone
	layoutModes
)

// pane is which pane has the keys.
type pane uint8

const (
	inList pane = iota
	inReader
)

// Model is the root model: the only one that Bubble Tea sees.
type Model struct {
	o       Options
	loc     *locale.Strings
	keys    *keymap.Map
	painter *paint.Painter
	watched Watched
	// What is wrong with the lists as they are now, "" for nothing: those before hold.
	listsFault string
	words      *keyword.Set   // of it; nil for none
	groups     []reader.Group // of it

	host          host
	columns       int // of the terminal
	width, height int // of the screen between the edges
	mode          layoutMode
	chosen        bool // the user has chosen the mode
	focus         pane
	list          articles.Model
	reader        reader.Model
	mouse         bool
	coloursChosen bool // the user has chosen them

	intake    *intake
	all       listing.Corpus // that has come
	corpus    listing.Corpus // of it, what has been taken in
	read      []bool
	readN     int
	rtlTitles int  // articles whose titles run from right to left
	acted     bool // a key was pressed
	problems  []corpus.Problem
	load      loadState
	counting  bool
	watchGen  int                     // of watched lists
	twins     atomic.Pointer[[]int32] // all.Twins, for searches
	surveying bool
	regroup   bool // equal articles were found that the list shows apart

	request    listing.Request
	search     seeking
	lit        *match.Query // whose hits the reading pane shows
	generation int          // of listings
	cancel     context.CancelFunc
	arranging  bool
	matching   int          // articles that the list stands for, as of the last whole listing
	repeats    int          // those of them that have no row of their own
	before     int          // articles that the list stood for before it was narrowed last
	stale      bool         // articles came while a listing was made
	ranking    bool         // the best stand first, since something is asked for
	sorted     listing.Sort // what held before
	reversed   bool
	narrowed   []narrowing
	filterRow  int // the article under the cursor when the filter began
	aim        aim
	listAsked  bool              // a list that was asked for is being made
	ahead      []tea.KeyPressMsg // were typed after what is queued
	recounted  bool              // hits of what is listed were counted
	queued     func() tea.Cmd    // is done once the list is there that was asked for; nil for nothing

	docGen   int // of opened articles
	opened   int // the article in the reading pane, -1 for none
	landing  landing
	raw      bool
	snippets bool        // stand below the titles of a search
	long     bool        // long paragraphs whole
	places   map[int]int // how far articles were read: byte of the source text
	findGen  int
	answered int    // the generation of the finds that are shown
	found    string // what find was asked last

	input     *typing
	offered   offer                // the other keyboard's reading of what is typed
	stopOffer context.CancelFunc   // calls off what looks for it; nil for nothing
	history   [inputKinds][]string // what was typed before, the latest last
	page      *page
	resume    *page // that the article was opened from: leaving it comes back there
	pending   keymap.Pending
	question  *question
	message   string
	alarm     bool   // the message tells of trouble
	plainHint bool   // the plain page is named beside a copy
	note      string // stands beside the message: where a copy was kept
	jumps     []jump
	click     clicked
	screen    screen
}

// typing is an input line that is open.
type typing struct {
	line    *input.Line
	kind    inputKind
	before  jump
	query   string // what held before
	touched bool   // something was typed
	group   string // that a word is added to
	older   int    // how far one has gone back in the history, 0 for not at all
}

type inputKind uint8

const (
	typeFilter inputKind = iota
	typeFind
	typePage // filter or find on a page
	typeSearch
	typeWord // to be watched
	inputKinds
)

// question waits for yes or no.
type question struct {
	text string
	yes  func(*Model) tea.Cmd
}

// landing says where to stand in an article once it is open.
type landing struct {
	kind   landingKind
	source int            // for landPlace: byte of the source text, -1 for the beginning
	hit    int            // for landPlace: the index of the current hit, -1 for none
	place  document.Place // for landPlaced: where the hit begins
}

type landingKind uint8

const (
	landRemembered landingKind = iota
	landFirstHit
	landLastHit
	landPlace
	landSwap
	landPlaced  // the hit that begins at a place of the reading view
	landBest    // the best hit of the search
	landNearest // of a find that is typed: the first at or after the top of the screen
)

// New makes the root model.
func New(o Options) *Model {
	if o.Locale == nil {
		o.Locale = locale.English()
	}
	if o.Measure == 0 {
		o.Measure = reader.DefaultMeasure
	}
	if o.Colors == colorprofile.Unknown {
		o.Colors = colorprofile.TrueColor
	}
	m := &Model{
		o: o, loc: o.Locale, keys: keymap.Default(), mouse: true, snippets: true, opened: -1, aim: stay,
		painter: &paint.Painter{Theme: theme.New(!o.Light, o.Colors), Base: o.Locale.Base()},
		intake:  &intake{feed: o.Feed},
		search:  seeking{indexer: newIndexer(o.KeptIndex), level: o.Level},
		request: listing.Request{Group: -1, Keep: -1},
		places:  make(map[int]int),
	}
	if o.KeptIndex != nil {
		m.search.keptAt = 1 // how many articles it needs is not known yet
	}
	m.host.facts, m.host.wish = o.Facts, o.Wish
	m.host.place = o.Facts.Place()
	m.painter.Profile = m.host.place.Choose(o.Wish)
	m.host.wanted = m.painter.Profile
	m.list = articles.New(m.painter, m.loc)
	m.reader = reader.New(m.painter, m.loc, reader.Settings{
		Measure: o.Measure, HideMarks: o.HideMarks, Highlights: true, Isolate: o.Isolate, Justify: o.Justify, Group: -1, RTL: true,
	})
	m.setWatched(o.Watched)
	if o.Watched.Err != nil {
		m.listsFault = clean.Line(o.Watched.Err.Error())
		m.message, m.alarm = m.listsFault, true
	}
	return m
}

// Init starts the loading and asks the terminal what it is, and its size once
// more: a change just before the program listened would be lost.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.intake.takeBatch, m.awaitLists(), m.askTerminal(), m.askSize())
}

// Update routes a message; named methods do the work.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if msg.Width == m.columns && msg.Height == m.height {
			return m, nil
		}
		m.resize(msg.Width, msg.Height)
		return m, tea.Batch(m.askPages(), m.lookAgain(false))
	case tea.BackgroundColorMsg:
		m.setTheme(msg.IsDark())
	case tea.TerminalVersionMsg, uv.PrimaryDeviceAttributesEvent, uv.SecondaryDeviceAttributesEvent,
		outsideToldMsg, terminalReadyMsg, answersLateMsg:
		return m, m.aboutTerminal(msg)
	case LeaveMsg:
		return m, m.quit()
	case tea.ColorProfileMsg:
		m.setColors(msg.Profile)
	case tea.KeyPressMsg:
		return m, tea.Batch(m.lookAgain(true), m.press(msg))
	case tea.PasteMsg:
		return m, m.paste(msg.Content)
	case tea.MouseWheelMsg:
		return m, m.wheel(msg)
	case tea.MouseClickMsg:
		return m, m.clickAt(msg)
	case batchTakenMsg:
		return m, m.batchTaken(msg)
	case surveyedMsg:
		return m, m.surveyed(msg)
	case hitsCountedMsg:
		return m, m.hitsCounted(msg)
	case listingArrangedMsg:
		return m, m.listingArranged(msg)
	case listingStaleMsg:
		return m, m.listingStale(msg)
	case indexedMsg:
		return m, m.indexed(msg)
	case linesGatheredMsg:
		return m, m.linesGathered(msg)
	case linesSortedMsg:
		return m, m.linesSorted(msg)
	case pageAskedMsg:
		m.pageAsked(msg)
		return m, m.offerOther()
	case offeredMsg:
		m.otherOffered(msg)
	case contentsCountedMsg:
		m.contentsCounted(msg)
	case groupsInMsg:
		return m, m.groupsIn(msg)
	case groupsInStaleMsg:
		if !msg.of.page.closed {
			return m, msg.of.countGroups(m)
		}
	case formsCountedMsg:
		return m, m.formsCounted(msg)
	case watchedChangedMsg:
		return m, m.watchedChanged(msg)
	case watchedEditedMsg:
		return m, m.watchedEdited(msg)
	case editorClosedMsg:
		m.editorClosed(msg)
	case groupsCountedMsg:
		return m, m.groupsCounted(msg)
	case groupsStaleMsg:
		return m, msg.of.count(m)
	case indexKeptMsg:
		m.indexKept(msg)
	case searchedMsg:
		return m, m.searched(msg)
	case articleOpenedMsg:
		return m, m.articleOpened(msg)
	case findsFoundMsg:
		m.findsFound(msg)
		return m, m.offerOther()
	case findSoughtMsg:
		return m, m.findSought(msg)
	case placePeekedMsg:
		return m, m.placePeeked(msg)
	case copiedMsg:
		return m, m.copied(msg)
	case tea.ResumeMsg:
		return m, tea.Batch(tea.ClearScreen, m.lookAgain(false))
	}
	return m, nil
}

// rtl says whether the interface begins at the right.
func (m *Model) rtl() bool {
	switch m.o.Direction {
	case bidi.RTL:
		return true
	case bidi.LTR:
		return false
	}
	return m.rtlTitles*2 >= len(m.corpus.Articles)
}

func (m *Model) setTheme(dark bool) {
	if m.painter.Theme.Dark != dark && !m.coloursChosen {
		m.painter.Theme = theme.New(dark, m.o.Colors)
	}
}

func (m *Model) setColors(p colorprofile.Profile) {
	if p != m.o.Colors && m.o.FollowColors {
		m.o.Colors = p
		m.painter.Theme = theme.New(m.painter.Theme.Dark, p)
	}
}

// say shows a message in the last line until the next key.
func (m *Model) say(id locale.ID) { m.message, m.alarm = m.loc.Text(id), false }
