package input_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"qari/model/bidi"
	"qari/ui/input"
	"qari/ui/keymap"
)

// What a terminal sends for the editing keys.
const (
	left, right, ctrlLeft, ctrlRight      = "\x1b[D", "\x1b[C", "\x1b[1;5D", "\x1b[1;5C"
	home, end, ctrlA, ctrlE               = "\x1b[H", "\x1b[F", "\x01", "\x05"
	altB, altF                            = "\x1bb", "\x1bf"
	backspace, del, ctrlW, ctrlU, ctrlK   = "\x7f", "\x1b[3~", "\x17", "\x15", "\x0b"
	enter, escape, up, tab, ctrlN, altJay = "\r", "\x1b", "\x1b[A", "\t", "\x0e", "\x1bj"
)

// send decodes what a terminal sends, as the program does, and presses it.
func send(t *testing.T, l *input.Line, sent string) (changed, handled bool) {
	t.Helper()
	var d uv.EventDecoder
	for buf := []byte(sent); len(buf) > 0; {
		n, event := d.Decode(buf)
		key, ok := event.(uv.KeyPressEvent)
		if !ok {
			t.Fatalf("%q holds no key: %T", buf, event)
		}
		before := l.Text()
		changed, handled = l.Press(tea.KeyPressMsg(key))
		if changed != (l.Text() != before) {
			t.Errorf("%q on %q gives %q, and says changed: %v", buf[:n], before, l.Text(), changed)
		}
		buf = buf[n:]
	}
	return changed, handled
}

// state shows a line with a bar where the cursor is.
func state(l *input.Line) string { return l.Text()[:l.Cursor()] + "|" + l.Text()[l.Cursor():] }

func TestTyping(t *testing.T) {
	for _, c := range []struct {
		what, sent, want string
	}{
		{"Latin letters", "madrid", "madrid|"},
		{"Arabic letters", "مدريد", "مدريد|"},
		{"blanks at both ends stay", " حرب ", " حرب |"},
		{"a vowel mark joins its letter", "مَد", "مَد|"},
		{"a ligature key becomes two letters", "\ufefb\ufef7\ufef9\ufef5", "لالألإلآ|"},
		{"digits and signs", "3,5 ٪", "3,5 ٪|"},
		{"the command keys are letters here", "qjg-?", "qjg-?|"},

		// Left to right: left is back.
		{"left in Latin", "abc" + left, "ab|c"},
		{"left and type", "abd" + left + "c", "abc|d"},
		{"left at the start stays", "a" + left + left + left, "|a"},
		{"right at the end stays", "a" + right, "a|"},
		{"left and right", "abc" + left + left + right, "ab|c"},

		// Right to left: left is on.
		{"right in Arabic", "حرب" + right, "حر|ب"},
		{"right, then left", "حرب" + right + right + left, "حر|ب"},
		{"left at the end stays", "حرب" + left, "حرب|"},
		{"right at the start stays", "حرب" + right + right + right + right, "|حرب"},
		{"right over a letter with its marks", "حَرِّب" + right + right, "حَ|رِّب"},
		{"right between lam and alef", "سلام" + right + right, "سل|ام"},

		// Where the direction changes: the cell beside it, as seen. On the screen
		// "حرب iran" is, from the left: end i r a n blank beh reh hah.
		{"from the end into Latin at its left edge", "حرب iran" + right, "حرب |iran"},
		{"through Latin", "حرب iran" + right + right, "حرب i|ran"},
		{"out of Latin at its right edge", "حرب iran" + right + right + right + right + right, "حرب| iran"},
		{"back into Latin", "حرب iran" + right + right + right + right + right + left, "حرب ira|n"},
		// "iran حرب" is, from the left: i r a n blank beh reh hah end.
		{"from the end to the word's first letter", "iran حرب" + left, "iran |حرب"},
		{"through Arabic", "iran حرب" + left + left, "iran ح|رب"},
		{"out of Arabic", "iran حرب" + left + left + left + left, "iran| حرب"},
		// A number in Arabic goes from left to right: end 6 4 blank beh reh hah.
		{"into a number", "حرب 64" + right, "حرب |64"},

		{"Home and End", "حرب" + home + "ال" + end + "ية", "الحربية|"},
		{"Ctrl-a and Ctrl-e", "حرب" + ctrlA + "ال" + ctrlE + "ية", "الحربية|"},

		{"Ctrl-Right in Arabic", "من حرب" + ctrlRight, "من |حرب"},
		{"Ctrl-Right again, and at the start", "من حرب" + ctrlRight + ctrlRight + ctrlRight, "|من حرب"},
		{"Ctrl-Left goes on", "من حرب" + home + ctrlLeft, "من |حرب"},
		{"Ctrl-Left to the end", "من حرب" + home + ctrlLeft + ctrlLeft, "من حرب|"},
		{"Ctrl-Left in Latin", "to war" + ctrlLeft, "to |war"},
		{"Ctrl-Right in Latin", "to war" + home + ctrlRight, "to |war"},
		{"Ctrl-Left stops at a Latin word's first letter", "من iran حرب" + home + ctrlLeft, "من |iran حرب"},
		{"Ctrl-Left past a Latin word", "من iran حرب" + home + ctrlLeft + ctrlLeft, "من iran |حرب"},
		{"Ctrl-Left over signs", "من (حرب)" + home + ctrlLeft, "من (|حرب)"},

		{"Alt-b", "من حرب" + altB, "من |حرب"},
		{"Alt-b twice", "من حرب " + altB + altB, "|من حرب "},
		{"Alt-f goes behind the word", "من حرب" + home + altF, "من| حرب"},
		{"Alt-f twice", "من حرب" + home + altF + altF, "من حرب|"},
		{"Alt-f in Latin", "to war" + home + altF, "to| war"},

		{"Backspace", "حرب" + backspace, "حر|"},
		{"Backspace takes the mark that was typed last", "حَ" + backspace, "ح|"},
		{"and then the letter", "حَ" + backspace + backspace, "|"},
		{"Backspace takes one of two marks", "حَّ" + backspace, "حَ|"},
		{"Backspace takes a joiner alone", "می\u200c" + backspace, "می|"},
		{"Backspace takes an emoji whole", "a👩‍🚀" + backspace, "a|"},
		{"Backspace takes a flag whole", "🇲🇦🇪🇸" + backspace, "🇲🇦|"},
		{"Backspace takes a variation selector with its base", "☀\ufe0f" + backspace, "|"},
		{"Backspace in the middle", "abc" + left + backspace, "a|c"},
		{"Backspace at the start", "a" + home + backspace, "|a"},
		{"Delete", "حرب" + home + del, "|رب"},
		{"Delete takes a letter with its marks", "حَرب" + home + del, "|رب"},
		{"Delete at the end", "a" + del, "a|"},
		{"Ctrl-w", "من حرب" + ctrlW, "من |"},
		{"Ctrl-w takes the blanks behind the word too", "من حرب  " + ctrlW, "من |"},
		{"Ctrl-w takes what is glued to the word", "من «حرب»" + ctrlW, "من |"},
		{"Ctrl-w in the middle", "من حرب" + right + ctrlW, "من |ب"},
		{"Ctrl-w of nothing", ctrlW, "|"},
		{"Ctrl-u", "من حرب" + right + ctrlU, "|ب"},
		{"Ctrl-k", "من حرب" + altB + ctrlK, "من |"},
		{"Ctrl-k at the end", "من" + ctrlK, "من|"},
		{"typing before a mark does not split it off", "\u064eب" + home + "ح", "حَ|ب"},
	} {
		l := input.New("")
		send(t, l, c.sent)
		if got := state(l); got != c.want {
			t.Errorf("%s: %+q\n got %s\nwant %s\n got %+q", c.what, c.sent, got, c.want, got)
		}
	}
}

func TestKeysThatAreNotTheEditors(t *testing.T) {
	l := input.New("حرب")
	for _, sent := range []string{enter, escape, up, tab, ctrlN, altJay, "\x03", "\x1a", "\x1b[5~", "\x1bOP"} {
		if changed, handled := send(t, l, sent); changed || handled {
			t.Errorf("%q: changed %v, handled %v", sent, changed, handled)
		}
	}
	for _, sent := range []string{"a", left, home, backspace, ctrlW, del} {
		if _, handled := send(t, l, sent); !handled {
			t.Errorf("%q was not handled", sent)
		}
	}
	if l.Do(keymap.Quit) || l.Do(keymap.None) {
		t.Error("an action of others changed the line")
	}
}

func TestCtrlOnTheArabicLayout(t *testing.T) {
	l := input.New("حرب")
	l.Press(tea.KeyPressMsg{Code: 'ش', Mod: tea.ModCtrl}) // Ctrl-a
	if got := state(l); got != "|حرب" {
		t.Errorf("got %s", got)
	}
}

func TestBaseTurnsTheArrows(t *testing.T) {
	// The same text under both bases: from the left
	// LTR: i r a n blank beh reh hah end; RTL: end beh reh hah blank i r a n.
	l := input.New("iran حرب")
	l.Base = bidi.RTL
	send(t, l, right)
	if got, want := state(l), "iran حر|ب"; got != want {
		t.Errorf("right-to-left: %s, want %s", got, want)
	}
	send(t, l, home+right)
	if got, want := state(l), "i|ran حرب"; got != want {
		t.Errorf("right-to-left: %s, want %s", got, want)
	}
}

func TestPaste(t *testing.T) {
	for _, c := range []struct{ what, before, pasted, want string }{
		{"plain", "", "الإرهاب", "الإرهاب|"},
		{"lines", "", "حرب\nسلام\r\nأمن\ttab", "حرب سلام أمن tab|"},
		{"line breaks at the edges", "", "\r\n\nحرب\n", "حرب|"},
		{"a break beside a blank", "", "حرب \n سلام", "حرب  سلام|"},
		{"paragraph separators", "", "a\u2028b\u2029c\u0085d", "a b c d|"},
		{"controls", "", "a\x00b\x1b\x07c\u009bd\x7f", "abcd|"},
		{"bidi controls", "", "\u200e\u200f\u061c\u202aa\u202b\u202c\u202d\u202e\u2066\u2067\u2068b\u2069", "ab|"},
		{"invisible ones", "", "\ufeffa\u00ad\u200b\u2060b\U000e0041", "ab|"},
		{"joiners stay", "", "می\u200cشود", "می\u200cشود|"},
		{"number signs stay", "", "\u0600 \u06dd", "\u0600 \u06dd|"},
		{"wide blanks", "", "a\u00a0b\u202fc\u3000d", "a b c d|"},
		{"ligatures of lam and alef", "", "\ufef5\ufef6 \ufef7\ufef8 \ufef9\ufefa \ufefb\ufefc", "لآلآ لألأ لإلإ لالا|"},
		{"invalid UTF-8", "", "a\xffb\xc3", "ab|"},
		{"a replacement character is one", "", "a\ufffdb", "a\ufffdb|"},
		{"before what is there", "ab", "x y", "abx y|"},
		{"nothing", "ab", "\x1b", "ab|"},
	} {
		l := input.New(c.before)
		changed := l.Paste(c.pasted)
		if got := state(l); got != c.want {
			t.Errorf("%s: %+q, want %+q", c.what, got, c.want)
		}
		if changed != (l.Text() != c.before) {
			t.Errorf("%s: changed %v", c.what, changed)
		}
	}
}

func TestSetText(t *testing.T) {
	l := input.New("old")
	send(t, l, home)
	l.SetText("الإرهاب\n")
	if got := state(l); got != "الإرهاب|" {
		t.Errorf("got %q", got)
	}
	var zero input.Line
	send(t, &zero, left+right+backspace+del+ctrlLeft+ctrlRight+altB+altF+"a")
	if got := state(&zero); got != "a|" {
		t.Errorf("the zero value: %q", got)
	}
}

func TestTextIsLimited(t *testing.T) {
	l := input.New(strings.Repeat("ب", 3000))
	if got := len(l.Text()); got != input.Limit {
		t.Errorf("%d bytes, want %d", got, input.Limit)
	}
	if changed, handled := send(t, l, "ت"); changed || !handled {
		t.Errorf("typing into a full line: changed %v, handled %v", changed, handled)
	}
	// The last cluster is left out whole.
	l = input.New(strings.Repeat("a", input.Limit-3) + "بَ")
	if got := l.Text(); len(got) != input.Limit-3 || !utf8.ValidString(got) {
		t.Errorf("%d bytes, ends in %q", len(got), got[len(got)-4:])
	}
}
