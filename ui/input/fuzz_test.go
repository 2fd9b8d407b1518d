package input_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/rivo/uniseg"

	"qari/model/layout"
	"qari/ui/input"
)

var (
	keyLeft  = tea.KeyPressMsg{Code: tea.KeyLeft}
	keyRight = tea.KeyPressMsg{Code: tea.KeyRight}
)

// reference is the editor said as simply as can be: the clusters before the
// cursor and those after it.
type reference struct{ before, after []string }

func clusters(text string) []string {
	var list []string
	for g := uniseg.NewGraphemes(text); g.Next(); {
		list = append(list, g.Str())
	}
	return list
}

// join makes the lists anew from two texts; a cluster that they form together
// goes before the cursor.
func (r *reference) join(before, after string) {
	r.before, r.after = nil, nil
	at := 0
	for _, c := range clusters(before + after) {
		if at < len(before) {
			r.before = append(r.before, c)
		} else {
			r.after = append(r.after, c)
		}
		at += len(c)
	}
}

func (r *reference) texts() (before, after string) {
	return strings.Join(r.before, ""), strings.Join(r.after, "")
}

// to puts the cursor behind n clusters.
func (r *reference) to(n int) {
	all := append(r.before[:len(r.before):len(r.before)], r.after...)
	r.before, r.after = all[:n], all[n:]
}

// back counts the clusters that are left when those of one kind, and then
// those of another, are taken from the end.
func back(list []string, kinds ...func(rune) bool) int {
	n := len(list)
	for _, is := range kinds {
		for n > 0 && is(first(list[n-1])) {
			n--
		}
	}
	return n
}

func first(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func word(r rune) bool {
	return unicode.In(r, unicode.L, unicode.N, unicode.M) || r == '_'
}
func other(r rune) bool   { return !word(r) }
func visible(r rune) bool { return !unicode.IsSpace(r) }

// press does what the editor's description says for one key.
func (r *reference) press(key string) {
	before, after := r.texts()
	switch key {
	case home:
		r.to(0)
	case end:
		r.to(len(r.before) + len(r.after))
	case altB:
		r.to(back(r.before, other, word))
	case altF:
		n := 0
		for n < len(r.after) && other(first(r.after[n])) {
			n++
		}
		for n < len(r.after) && word(first(r.after[n])) {
			n++
		}
		r.to(len(r.before) + n)
	case backspace:
		if len(r.before) == 0 {
			return
		}
		last := []rune(r.before[len(r.before)-1])
		tail := last[len(last)-1]
		cut := len(r.before[len(r.before)-1])
		selector := tail >= 0xfe00 && tail <= 0xfe0f || tail >= 0x180b && tail <= 0x180f || tail >= 0xe0100 && tail <= 0xe01ef
		if len(last) > 1 && (unicode.In(tail, unicode.Mn) && !selector || tail == 0x200c || tail == 0x200d) {
			cut = utf8.RuneLen(tail)
		}
		r.join(before[:len(before)-cut], after)
	case del:
		if len(r.after) > 0 {
			r.join(before, after[len(r.after[0]):])
		}
	case ctrlW:
		r.join(strings.Join(r.before[:back(r.before, unicode.IsSpace, visible)], ""), after)
	case ctrlU:
		r.join("", after)
	case ctrlK:
		r.join(before, "")
	}
}

// FuzzEditing types a text byte by byte: capitals A to K are keys, all the
// rest is pasted in runs. The editor and the reference must agree, and the
// cursor must stand on a cluster.
func FuzzEditing(f *testing.F) {
	f.Add("حَرب iranAAJJBC")
	f.Add("👩‍🚀🇲🇦🇪🇸FFAGD")
	f.Add("\u0600aKKKJJJ")
	f.Add("\u200d\u064e bAAAFEDIHGCCBBKKKJJJ")
	names := map[byte]string{
		'A': home, 'B': end, 'C': altB, 'D': altF, 'E': backspace, 'F': del, 'G': ctrlW, 'H': ctrlU, 'I': ctrlK, 'J': left, 'K': right,
	}
	f.Fuzz(func(t *testing.T, script string) {
		if len(script) > 400 {
			return
		}
		l, ref := input.New(""), &reference{}
		for script != "" {
			key, isKey := names[script[0]]
			if !isKey {
				n := strings.IndexAny(script, "ABCDEFGHIJK")
				if n < 0 {
					n = len(script)
				}
				before, after := ref.texts()
				typed := input.Clean(script[:n])
				if typed != "" {
					ref.join(before+typed, after)
				}
				l.Paste(script[:n])
				script = script[n:]
			} else {
				script = script[1:]
				if key == left || key == right {
					see(t, l, key)
					before := l.Cursor()
					ref.join(l.Text()[:before], l.Text()[before:])
				} else {
					send(t, l, key)
					ref.press(key)
				}
			}
			before, after := ref.texts()
			if got, want := state(l), before+"|"+after; got != want {
				t.Fatalf("after %+q: %+q, want %+q", key, got, want)
			}
			if cleaned := input.Clean(l.Text()); cleaned != l.Text() {
				t.Fatalf("the line %+q is not clean: %+q", l.Text(), cleaned)
			}
		}
		checkWindow(t, l)
	})
}

// see presses an arrow and holds that it leaves the text alone, lands on a
// cluster, and that the other arrow comes back where all clusters are seen.
func see(t *testing.T, l *input.Line, arrow string) {
	t.Helper()
	text, from := l.Text(), l.Cursor()
	allSeen := everyClusterHasItsCell(l)
	opposite := left
	if arrow == left {
		opposite = right
	}
	send(t, l, arrow)
	to := l.Cursor()
	if l.Text() != text {
		t.Fatalf("an arrow changed %+q to %+q", text, l.Text())
	}
	if to != from && allSeen {
		if send(t, l, opposite); l.Cursor() != from {
			t.Fatalf("%+q: from %d to %d, and back to %d", text, from, to, l.Cursor())
		}
		send(t, l, arrow)
	}
}

// everyClusterHasItsCell is false when a cluster is invisible, or has two cells.
func everyClusterHasItsCell(l *input.Line) bool {
	starts := map[int]bool{len(l.Text()): true}
	at := 0
	for _, c := range clusters(l.Text()) {
		starts[at] = true
		at += len(c)
	}
	line, _, _ := l.Window(1<<20, layout.Options{})
	for _, c := range line.Cells {
		if !starts[c.Start] {
			return false
		}
	}
	return len(line.Cells) == len(starts)
}

// checkWindow holds that a window is never wider than asked, and holds the
// cursor when it holds anything.
func checkWindow(t *testing.T, l *input.Line) {
	t.Helper()
	for _, width := range []int{1, 2, 5, 13} {
		line, _, caret := l.Window(width, layout.Options{Shape: true})
		col, found := 0, len(line.Cells) == 0
		for _, c := range line.Cells {
			found = found || col == caret
			col += int(c.Width)
		}
		if !found || col > width || col != line.Width {
			t.Fatalf("%+q at %d in %d cells: %d cells, cursor at %d", l.Text(), l.Cursor(), width, col, caret)
		}
	}
}
