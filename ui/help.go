package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// twinsFrom is the width from which the help names the keys of the Arabic
// keyboard too.
const twinsFrom = 60

// openHelp shows the keys that act where one is.
func (m *Model) openHelp() tea.Cmd {
	sections := m.keys.Help(m.context(), nil)
	keys, twins := 0, 0
	for _, s := range sections {
		for _, r := range s.Rows {
			keys = max(keys, m.painter.Keys(strings.Join(r.Keys, " ")).Width)
			twins = max(twins, m.painter.Item(strings.Join(r.Twins, " "), theme.Look{}).Width)
		}
	}
	var lines pageLines
	for i, s := range sections {
		if i > 0 {
			lines = append(lines, pageLine{draw: drawBlank})
		}
		lines = append(lines, helpTitle(m.loc.Text(s.Title)))
		for _, r := range s.Rows {
			lines = append(lines, helpRow(r, m.loc.Text(r.Help), keys, twins))
		}
	}
	lines = append(lines, pageLine{draw: drawBlank}, helpTitle(m.loc.Text(locale.SectionMouse)))
	for _, r := range [][2]locale.ID{
		{locale.MouseWheelKey, locale.MouseWheel}, {locale.MouseClickKey, locale.MouseClick},
		{locale.MouseDoubleKey, locale.MouseDouble}, {locale.MouseShiftKey, locale.MouseShift},
	} {
		lines = append(lines, helpRow(keymap.Row{Keys: []string{m.loc.Text(r[0])}}, m.loc.Text(r[1]), keys, twins))
	}
	return m.openPage(&page{context: keymap.InHelp, title: locale.HelpTitle, lines: lines})
}

func drawBlank(m *Model, _ theme.Look, _ string) []paint.Field {
	return []paint.Field{paint.Blank(m.width)}
}

func helpTitle(text string) pageLine {
	return pageLine{draw: func(m *Model, _ theme.Look, _ string) []paint.Field {
		return []paint.Field{paint.Blank(1), m.fit(m.painter.Say(text, theme.Look{Strong: true}), m.width-1)}
	}}
}

func helpRow(r keymap.Row, text string, keys, twins int) pageLine {
	return pageLine{text: text, draw: func(m *Model, _ theme.Look, query string) []paint.Field {
		row := []paint.Field{paint.Blank(3), m.fit(m.painter.Keys(strings.Join(r.Keys, " ")), keys), paint.Blank(2)}
		used := 5 + keys
		if m.width >= twinsFrom {
			row = append(row, m.fit(m.painter.Item(strings.Join(r.Twins, " "), soft()), twins), paint.Blank(2))
			used += twins + 2
		}
		return append(row, lit(m.fit(m.painter.Say(text, soft()), max(1, m.width-used)), query))
	}}
}
