package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"qari/ui/paint"
	"qari/ui/theme"
)

// soft is the look of what the interface itself says.
func soft() theme.Look { return theme.Look{Token: theme.Soft} }

// View draws the whole screen.
func (m *Model) View() tea.View {
	var v tea.View
	v.AltScreen = true
	if m.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	switch {
	case m.width == 0 || m.height == 0:
	case m.screen.tooSmall:
		v.SetContent(string(m.painter.Row(nil, m.painter.Cut(m.loc.AtLeast(leastWidth+m.columns-m.width, leastHeight), m.width, theme.Look{}))))
	default:
		v.SetContent(string(m.draw()))
		v.Cursor = m.cursor()
	}
	return v
}

// draw writes all rows of the screen.
func (m *Model) draw() []byte {
	dst := make([]byte, 0, m.width*m.height*3)
	if m.screen.first {
		dst = append(m.firstLine(dst), '\n')
	}
	if m.screen.second && m.page == nil {
		dst = append(m.flow(dst, paint.Blank(m.width)), '\n')
	}
	switch {
	case m.page != nil:
		dst = m.drawRows(dst, m.page.rows(m))
	case m.screen.beside:
		dst = m.drawBeside(dst)
	case m.screen.stacked:
		dst = m.drawRows(dst, m.list.Rows(m.emptyLines()...))
		dst = append(m.ruleLine(dst), '\n')
		dst = m.drawRows(dst, m.reader.Rows())
	case m.screen.reader.h > 0:
		dst = m.drawRows(dst, m.reader.Rows())
	default:
		dst = m.drawRows(dst, m.list.Rows(m.emptyLines()...))
	}
	return m.lastLine(dst)
}

// flow writes a row of fields that are given in the order of reading.
func (m *Model) flow(dst []byte, fields ...paint.Field) []byte {
	if m.rtl() {
		slices.Reverse(fields)
	}
	return m.painter.Row(dst, fields...)
}

func (m *Model) drawRows(dst []byte, rows [][]paint.Field) []byte {
	for _, r := range rows {
		dst = append(m.flow(dst, r...), '\n')
	}
	return dst
}

func (m *Model) drawBeside(dst []byte) []byte {
	list, text := m.list.Rows(m.emptyLines()...), m.reader.Rows()
	for i := range list {
		line := m.painter.Item("│", theme.Look{Token: theme.Rule})
		row := append(slices.Clone(list[i]), paint.Blank(1), line, paint.Blank(1))
		dst = append(m.flow(dst, append(row, text[i]...)...), '\n')
	}
	return dst
}

// cursor is the terminal's own cursor, shown where something is typed.
func (m *Model) cursor() *tea.Cursor {
	if m.input == nil {
		return nil
	}
	return tea.NewCursor(min(m.painter.Cursor, m.columns-1), m.height-1)
}
