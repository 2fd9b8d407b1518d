// Command peer is the smallest list that Bubble Tea makes: what qari's start and scrolling are measured beside.
package main

import (
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
)

type list struct {
	items         []string
	cursor, top   int
	width, height int
}

func (l list) Init() tea.Cmd { return nil }

func (l list) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		l.width, l.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		switch msg.String() {
		case "q", "ctrl+c":
			return l, tea.Quit
		case "j", "down":
			l.cursor = min(l.cursor+1, len(l.items)-1)
		case "k", "up":
			l.cursor = max(l.cursor-1, 0)
		}
		l.top = min(l.top, l.cursor)
		l.top = max(l.top, l.cursor-l.rows()+1)
	}
	return l, nil
}

func (l list) rows() int { return max(l.height-2, 1) }

func (l list) View() tea.View {
	var b strings.Builder
	if l.height > 0 {
		fmt.Fprintf(&b, "%d items\n", len(l.items))
		for i := l.top; i < min(l.top+l.rows(), len(l.items)); i++ {
			line := fmt.Sprintf("%-*s", l.width, l.items[i])
			if i == l.cursor {
				line = "\x1b[7m" + line + "\x1b[m"
			}
			b.WriteString(line + "\n")
		}
		fmt.Fprintf(&b, "? help · %d of %d", l.cursor+1, len(l.items))
	}
	v := tea.NewView(b.String())
	v.AltScreen = true
	return v
}

func main() {
	var l list
	for i := range 100 {
		l.items = append(l.items, fmt.Sprintf("Item %d: a title as long as titles are in a newspaper", i+1))
	}
	if _, err := tea.NewProgram(l).Run(); err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(1)
	}
}
