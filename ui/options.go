// Package ui is what the analyst sees. Its root model routes messages to the
// panes; every pane draws through paint. It opens no file, reads no
// environment and knows no standard output: one process may serve many
// sessions.
package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"qari/model/arabic"
	"qari/model/bidi"
	"qari/model/corpus"
	"qari/model/match"
	"qari/model/search"
	"qari/ui/locale"
	"qari/ui/terminal"
)

// Options is all that a session is told from outside.
type Options struct {
	// Name says in the first line what is looked at.
	Name string
	// Feed brings the articles; it is closed when all have come.
	Feed <-chan corpus.Batch
	// Stop ends the loading. It may be nil.
	Stop func()
	// Watched are the lists of watched words, and Watcher keeps them; it may be
	// nil, and then they do not change.
	Watched Watched
	Watcher Watcher
	// Level is how far a bare word of a search may differ, and Aliases are the words
	// that stand for one another; nil for none.
	Level   arabic.Level
	Aliases *match.Aliases
	// KeptIndex reads the index that an earlier run kept, nil for none, and KeepIndex
	// keeps one. They are called from commands; both may be nil.
	KeptIndex func() *search.Kept
	KeepIndex func(search.Snapshot) error
	// Facts are what is known of the terminal before it is asked, and Wish
	// what the user asks of it.
	Facts terminal.Facts
	Wish  terminal.Wish
	// Ask lets the terminal be asked what it is.
	Ask bool
	// Size is the terminal's size in cells now. It is called from a command; it
	// may be nil.
	Size func() (width, height int, err error)
	// Outside asks tmux what terminal is around it; nil where it cannot tell.
	// It is called from a command.
	Outside func() *terminal.Outside
	// Switch makes the terminal ready for a profile. It is called from a
	// command; it may be nil.
	Switch func(terminal.Profile)
	// Colors is the number of colours that the terminal shows.
	Colors colorprofile.Profile
	// FollowColors lets the terminal correct Colors once the program runs.
	FollowColors bool
	// Light says that the background is light, as far as it is known at the
	// start; the terminal's own answer corrects it.
	Light bool
	// Locale holds the strings of the interface.
	Locale *locale.Strings
	// Direction turns the interface; Auto follows the majority of titles.
	Direction bidi.Direction
	// Measure is the width of the text in cells; 0 means 80.
	Measure int
	// HideMarks leaves vowel marks out of the reading pane at the start.
	HideMarks bool
	// Isolate lays technical tokens out as isolates.
	Isolate bool
	// Justify fills the lines of the reading pane at the start.
	Justify bool
	// Save keeps a copied text where the user finds it and returns the path
	// to be shown. It is called from a command, never from Update.
	Save func(text string) (path string, err error)
	// Peek reads the raw lines around a problem and says which number, from
	// 1, the first of them has. It is called from a command.
	Peek func(p corpus.Problem) (lines []string, first int, err error)
}

// LeaveMsg ends the program as the user would, from outside.
type LeaveMsg struct{}

// Filter is for tea.WithFilter: it keeps from the renderer a terminal's
// answer about mode 2027, grapheme clusters, so that it goes on to measure
// cells as wcwidth does, like model/cell and the terminals themselves.
func Filter(_ tea.Model, msg tea.Msg) tea.Msg {
	if r, ok := msg.(tea.ModeReportMsg); ok && r.Mode.Mode() == ansi.ModeUnicodeCore.Mode() {
		return nil
	}
	return msg
}
