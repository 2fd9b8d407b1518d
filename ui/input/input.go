// Package input is the one-line editor of the filter, of find and of whatever
// else is typed. It holds logical text and edits it in logical order; only the
// arrow keys go by what is seen.
//
// The cursor stands on a grapheme cluster or behind the last one: a block, as
// a terminal draws it. So every place of the cursor is one cell of the line,
// and every cell one place, also where the direction changes: an arrow key
// goes to the cell beside it, and the opposite arrow comes back. What is typed
// comes before the cluster that the cursor stands on, in the text.
//
// It draws nothing: Window gives the cells that are to be painted.
package input

import (
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"qari/model/bidi"
	"qari/ui/keymap"
)

// Limit is the greatest length of the text, in bytes. What would go beyond it
// is left out without a word.
const Limit = 4096

// Line is a line of text with its cursor. The zero value is an empty line.
type Line struct {
	// Base is the direction of the line; Auto takes that of the first strong
	// letter. It holds for Window and for the arrow keys alike.
	Base bidi.Direction

	text   string
	cursor int // byte offset, always on a cluster boundary
	keys   *keymap.Map
}

// New gives a line that holds a text, cleaned as Paste does, with the cursor
// behind it.
func New(text string) *Line {
	l := &Line{}
	l.SetText(text)
	return l
}

// Text gives the text, in logical order.
func (l *Line) Text() string { return l.text }

// Cursor gives the byte offset of the cluster on which the cursor stands; the
// length of the text when it stands behind it.
func (l *Line) Cursor() int { return l.cursor }

// MoveTo puts the cursor on the cluster at a byte offset.
func (l *Line) MoveTo(off int) { l.cursor = boundaryBefore(l.text, max(0, min(off, len(l.text)))) }

// SetText puts another text in the line's place, cleaned as Paste does, with
// the cursor behind it.
func (l *Line) SetText(text string) {
	l.text, l.cursor = "", 0
	l.insert(Clean(text))
}

// Paste puts a text before the cursor, cleaned (see Clean), and says whether
// the line changed.
func (l *Line) Paste(text string) (changed bool) { return l.insert(Clean(text)) }

// Press takes a key: text is typed, editing keys are carried out. It says
// whether the text changed, and whether the key was one of the editor's.
func (l *Line) Press(key tea.KeyPressMsg) (changed, handled bool) {
	const chords = tea.ModCtrl | tea.ModAlt | tea.ModMeta | tea.ModHyper | tea.ModSuper
	if key.Text != "" && key.Mod&chords == 0 {
		return l.insert(Clean(key.Text)), true
	}
	if l.keys == nil {
		l.keys = keymap.Default()
	}
	results, _ := l.keys.Press(keymap.InInput, "", key)
	for _, r := range results {
		if r.Action.Edits() {
			return l.Do(r.Action), true
		}
	}
	return false, false
}

// Do carries out an editing action of the key map and says whether the text
// changed. It does nothing for other actions.
func (l *Line) Do(a keymap.Action) (changed bool) {
	switch a {
	case keymap.EditLeft:
		l.see(-1, l.anywhere)
	case keymap.EditRight:
		l.see(1, l.anywhere)
	case keymap.EditWordLeft:
		l.see(-1, l.wordStart)
	case keymap.EditWordRight:
		l.see(1, l.wordStart)
	case keymap.EditWordBack:
		l.cursor = l.back(l.back(l.cursor, notWord), isWord)
	case keymap.EditWordForward:
		l.cursor = l.forward(l.forward(l.cursor, notWord), isWord)
	case keymap.EditStart:
		l.cursor = 0
	case keymap.EditEnd:
		l.cursor = len(l.text)
	case keymap.EditBackspace:
		return l.cut(l.erased(), l.cursor)
	case keymap.EditDelete:
		return l.cut(l.cursor, l.after(l.cursor))
	case keymap.EditCutWord:
		return l.cut(l.back(l.back(l.cursor, unicode.IsSpace), notBlank), l.cursor)
	case keymap.EditCutBefore:
		return l.cut(0, l.cursor)
	case keymap.EditCutAfter:
		return l.cut(l.cursor, len(l.text))
	}
	return false
}

// insert puts clean text before the cursor, as many clusters as there is room
// for.
func (l *Line) insert(text string) bool {
	if room := Limit - len(l.text); len(text) > room {
		text = text[:boundaryBefore(text, room)]
	}
	if text == "" {
		return false
	}
	l.text = l.text[:l.cursor] + text + l.text[l.cursor:]
	l.cursor = boundaryFrom(l.text, l.cursor+len(text))
	return true
}

// cut takes a byte range out of the text and puts the cursor in its place.
func (l *Line) cut(start, end int) bool {
	if start >= end {
		return false
	}
	l.text = l.text[:start] + l.text[end:]
	l.cursor = boundaryFrom(l.text, start)
	return true
}

// erased gives where the text begins that Backspace takes away: a mark that
// was typed last goes alone, as it came; anything else goes as a cluster.
func (l *Line) erased() int {
	start := l.before(l.cursor)
	r, size := utf8.DecodeLastRuneInString(l.text[start:l.cursor])
	if l.cursor-size > start && typedAlone(r) {
		return l.cursor - size
	}
	return start
}

// typedAlone says whether a code point at the end of a cluster was typed by
// itself: a vowel mark or accent, or a joiner, but no variation selector.
func typedAlone(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	return r == nonJoiner || r == joiner || unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Variation_Selector, r)
}

// isWord says whether a cluster that begins so belongs to a word.
func isWord(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

func notWord(r rune) bool  { return !isWord(r) }
func notBlank(r rune) bool { return !unicode.IsSpace(r) }

// back goes from an offset over the clusters before it whose first code point
// is of a kind.
func (l *Line) back(off int, is func(rune) bool) int {
	for off > 0 {
		start := l.before(off)
		if r, _ := utf8.DecodeRuneInString(l.text[start:]); !is(r) {
			break
		}
		off = start
	}
	return off
}

// forward goes from an offset over the clusters after it of a kind.
func (l *Line) forward(off int, is func(rune) bool) int {
	for off < len(l.text) {
		if r, _ := utf8.DecodeRuneInString(l.text[off:]); !is(r) {
			break
		}
		off = l.after(off)
	}
	return off
}

// anywhere lets the cursor stop at each cluster.
func (l *Line) anywhere(int) bool { return true }

// wordStart says whether a word begins at an offset, or the text ends there.
func (l *Line) wordStart(off int) bool {
	if off == len(l.text) {
		return true
	}
	here, _ := utf8.DecodeRuneInString(l.text[off:])
	if off == 0 || !isWord(here) {
		return isWord(here)
	}
	before, _ := utf8.DecodeRuneInString(l.text[l.before(off):])
	return !isWord(before)
}
