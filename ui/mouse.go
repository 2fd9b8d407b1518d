package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

const (
	wheelRows   = 3
	doubleClick = 400 * time.Millisecond
)

// clicked is the last click, to know a double one.
type clicked struct {
	row int
	at  time.Time
}

func (m *Model) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	n := wheelRows
	switch msg.Button {
	case tea.MouseWheelUp:
		n = -n
	case tea.MouseWheelDown:
	default:
		return nil
	}
	p, y := m.at(msg.X, msg.Y)
	if y < 0 {
		p = m.focus
	}
	switch {
	case m.page != nil:
		m.page.touched = true
		m.page.scroll(n)
	case p == inReader:
		m.reader.Scroll(n)
	default:
		m.list.Scroll(n)
		m.moved()
		return m.preview()
	}
	return nil
}

// clickAt selects the row under the mouse, or gives the pane the keys; a
// second click soon after opens the row.
func (m *Model) clickAt(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft || m.page != nil || m.question != nil || m.input != nil {
		return nil
	}
	p, y := m.at(msg.X, msg.Y)
	if y < 0 {
		return nil
	}
	if p == inReader {
		if m.focus == inList && m.opened >= 0 {
			return m.enter(landing{kind: landRemembered})
		}
		return nil
	}
	row := m.list.At(y)
	if row < 0 {
		return nil
	}
	again := m.click.row == row && time.Since(m.click.at) < doubleClick
	m.click = clicked{row, time.Now()}
	m.focus = inList
	m.reader.Unselect()
	m.list.GoTo(row)
	m.moved()
	if again {
		m.remember()
		return m.enter(landing{kind: landRemembered})
	}
	m.arrangeScreen()
	return m.preview()
}
