package ui

import (
	tea "charm.land/bubbletea/v2"

	"qari/ui/articles"
	"qari/ui/terminal"
)

// The sizes at which the screen changes its shape.
const (
	leastWidth, leastHeight = 40, 10
	firstLineFrom           = 12  // rows: below, no first line
	airFrom                 = 20  // rows: column heads, a blank second line, spaced paragraphs
	besideFrom              = 110 // columns: both panes side by side
	twoLinesUnder           = 60  // columns of a list: rows of two lines
	readerMost, readerLeast = 84, 60
	listBeside              = 47 // columns the list gets before the reading pane grows
	border                  = 3  // columns between panes side by side
)

// rect is a part of the screen in cells; h is 0 when the pane is not shown.
type rect struct{ x, y, w, h int }

func (r rect) holds(x, y int) bool { return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h }

// screen says where everything stands.
type screen struct {
	tooSmall     bool
	first        bool // there is a first line
	second       bool // and a blank one below it
	list, reader rect
	beside       bool // side by side
	stacked      bool // one above the other, a rule between them
}

// at tells the pane at a cell of the terminal, and the row within it, -1
// outside of the panes.
func (m *Model) at(x, y int) (pane, int) {
	s := &m.screen
	x -= m.painter.Profile.Left
	if s.reader.holds(x, y) {
		return inReader, y - s.reader.y
	}
	if s.list.holds(x, y) {
		return inList, y - s.list.y
	}
	return inList, -1
}

func (m *Model) wide() bool { return m.width >= besideFrom }

// resize takes the screen's new size; the places are kept.
func (m *Model) resize(columns, height int) {
	p := &m.painter.Profile
	m.columns, m.width, m.height = columns, max(0, columns-p.Left-p.Right), height
	if !m.chosen && m.opened < 0 && m.mode != readerAlone {
		m.mode = listAlone
		if m.wide() {
			m.mode = bothPanes
		}
	}
	m.arrangeScreen()
}

// plan says where everything stands on a screen of a size. Panes stand side by
// side only where apart says that they may.
func plan(width, height int, mode layoutMode, focus pane, rtl, apart bool) screen {
	s := screen{tooSmall: width < leastWidth || height < leastHeight, first: height >= firstLineFrom}
	if s.tooSmall {
		return s
	}
	top := 0
	if s.first {
		top = 1
	}
	whole := rect{0, top, width, height - top - 1}
	switch {
	case mode == bothPanes && width >= besideFrom && apart:
		s.beside = true
		w := min(max(width-border-listBeside, readerLeast), readerMost)
		s.reader = rect{0, whole.y, w, whole.h}
		s.list = rect{w + border, whole.y, width - w - border, whole.h}
		if !rtl {
			s.list.x, s.reader.x = 0, width-w
		}
	case mode == bothPanes && height >= airFrom:
		s.stacked = true
		rows := (height - 3) / 3
		s.list = rect{0, whole.y, width, rows}
		s.reader = rect{0, whole.y + rows + 1, width, whole.h - rows - 1}
	case mode == readerAlone || mode == bothPanes && focus == inReader:
		s.second = s.first && height >= airFrom
		if s.second {
			whole.y, whole.h = whole.y+1, whole.h-1
		}
		s.reader = whole
	default:
		s.list = whole
	}
	return s
}

// arrangeScreen gives every pane its place and its settings.
func (m *Model) arrangeScreen() {
	// The stored order serves one pane only: a row with two would be one text.
	apart := m.painter.Profile.Order != terminal.Logical
	m.screen = plan(m.width, m.height, m.mode, m.focus, m.rtl(), apart)
	s := &m.screen
	m.fitPages()
	if s.tooSmall {
		return
	}
	if s.list.h > 0 {
		m.list.SetSize(s.list.w, s.list.h)
		air := m.height >= airFrom
		m.list.Set(articles.Settings{
			RTL: m.rtl(), Heads: air && !s.stacked && !s.beside,
			TwoLines:   air && !s.stacked && s.list.w < twoLinesUnder,
			Highlights: m.reader.Settings().Highlights, Group: m.request.Group, Snippets: m.snippets,
		})
	}
	set := m.reader.Settings()
	set.RTL, set.Header, set.Measure = m.rtl(), !s.beside && !s.stacked, m.o.Measure
	if set != m.reader.Settings() {
		m.reader.Set(set)
	}
	if s.reader.h > 0 {
		m.reader.SetSize(s.reader.w, s.reader.h, m.height >= airFrom)
	}
}

// pageRows is the number of rows of a page that lies over both panes.
func (m *Model) pageRows() int {
	if m.screen.first {
		return max(0, m.height-2)
	}
	return max(0, m.height-1)
}

// nextLayout goes from the list to both panes to the reading pane.
func (m *Model) nextLayout() tea.Cmd {
	m.chosen = true
	m.mode = (m.mode + 1) % layoutModes
	if m.mode == readerAlone && m.list.Article() < 0 {
		m.mode = listAlone // there is nothing to read
	}
	switch {
	case m.mode == readerAlone:
		return m.enter(landing{kind: landRemembered})
	case m.mode == listAlone:
		m.keepPlace()
		m.focus = inList
	}
	m.arrangeScreen()
	return m.preview()
}

// otherPane gives the keys to the other pane.
func (m *Model) otherPane() tea.Cmd {
	if m.focus == inList {
		return m.enter(landing{kind: landRemembered})
	}
	if m.mode == readerAlone {
		return m.leave()
	}
	m.keepPlace()
	m.focus = inList
	m.arrangeScreen()
	return nil
}

// toward gives the keys to the pane at the left or at the right. The list
// stands where reading begins; with one pane on the screen the other one lies
// beyond the edge.
func (m *Model) toward(left bool) tea.Cmd {
	if left == m.rtl() {
		if m.focus == inList {
			return m.enter(landing{kind: landRemembered})
		}
		return nil
	}
	if m.focus == inReader {
		return m.otherPane()
	}
	return nil
}
