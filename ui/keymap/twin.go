package keymap

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// stroke is one key: its name as in Binding.Keys, and whether it is printable
// text (which an input would take).
type stroke struct {
	key  string
	text bool
}

// strokes splits a key press into keys. Text is taken code point by code
// point: an Arabic keyboard sends vowel marks for some capitals, and a mark
// that is typed fast arrives in one piece with the letter before it.
func strokes(msg tea.KeyPressMsg) []stroke {
	const chords = tea.ModCtrl | tea.ModAlt | tea.ModMeta | tea.ModHyper | tea.ModSuper
	if msg.Text == "" || msg.Mod&chords != 0 {
		return []stroke{{key: named(msg)}}
	}
	var list []stroke
	for text := msg.Text; text != ""; {
		r, size := utf8.DecodeRuneInString(text)
		if key, ok := lamAlef(text); ok {
			_, alef := utf8.DecodeRuneInString(text[size:])
			list = append(list, stroke{key, true})
			text = text[size+alef:]
			continue
		}
		list = append(list, stroke{latin(r), true})
		text = text[size:]
	}
	return list
}

// named gives the name of a key that is not text. Ctrl with a letter of the
// Arabic layout is Ctrl with the key that it stands on; the keypad's signs are
// those of the keyboard.
func named(msg tea.KeyPressMsg) string {
	name := msg.Keystroke()
	switch name {
	case "mul":
		return "*"
	case "minus":
		return "-"
	case "div":
		return "/"
	}
	at := strings.LastIndexByte(name[:max(0, len(name)-1)], '+') + 1
	if r, size := utf8.DecodeRuneInString(name[at:]); size > 1 && at+size == len(name) {
		return name[:at] + latin(r)
	}
	return name
}

// lamAlef says whether a text begins with a lam and an alef in one piece, and
// which key of the Arabic layout sends that.
func lamAlef(text string) (string, bool) {
	rest, ok := strings.CutPrefix(text, "ل")
	if !ok {
		return "", false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return ligature("g " + latin(r))
}

// ligature gives the key that sends lam and alef, for the two keys that send
// the same one after the other.
func ligature(keys string) (string, bool) {
	switch keys {
	case "g h": // لا
		return "b", true
	case "g H": // لأ
		return "G", true
	case "g Y": // لإ
		return "T", true
	case "g N": // لآ
		return "B", true
	}
	return "", false
}

// arabic101 is the standard Arabic (101) layout: what each key sends, for
// those keys whose character is bound. A key that sends two letters in some
// terminals stands in ligature. Source: xkb symbols/ara "basic", and the
// keyboard of Windows, which differs only where two characters are listed.
const arabic101 = "" +
	"qض wص eث rق tف yغ uع iه oخ pح aش sس dي fب gل hا jت kن lم ;ك zئ xء cؤ vر nى mة /ظ " +
	"Q\u064e W\u064b E\u064f R\u064c Yإ U` U‘ I÷ O× P؛ A\u0650 S\u064d Hأ Jـ K، X\u0652 Nآ ?؟ |… " +
	"bﻻ bﻼ Gﻷ Gﻸ Tﻹ Tﻺ Bﻵ Bﻶ"

// latin gives the key of the Latin layout that a character stands on; other
// characters are themselves.
func latin(r rune) string {
	switch {
	case r == ' ':
		return "space"
	case r < utf8.RuneSelf && r != '`':
		return string(r)
	case r >= '٠' && r <= '٩':
		return string(r - '٠' + '0')
	case r >= '۰' && r <= '۹':
		return string(r - '۰' + '0')
	}
	for pair := range strings.FieldsSeq(arabic101) {
		if strings.HasSuffix(pair, string(r)) {
			return pair[:1]
		}
	}
	return string(r)
}

// twinOf gives what the key of a Latin character sends on the Arabic layout,
// as it is written for the eye: a vowel mark stands on a tatweel, so that it
// has a cell of its own. It is "" where both layouts send the same.
func twinOf(key string) string {
	switch key {
	case "b":
		return "لا"
	case "G":
		return "لأ"
	case "T":
		return "لإ"
	case "B":
		return "لآ"
	}
	if len(key) != 1 {
		return ""
	}
	if key[0] >= '0' && key[0] <= '9' {
		return string('٠' + rune(key[0]-'0'))
	}
	for pair := range strings.FieldsSeq(arabic101) {
		if pair[:1] != key {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(pair[1:]); r >= '\u064b' && r <= '\u0652' {
			return "ـ" + pair[1:]
		}
		return pair[1:]
	}
	return ""
}

// Show writes keys as a person reads them: "gg", "Sd", "-m", "Ctrl-d", "↓",
// "PgDn", "Space".
func Show(keys string) string {
	var b strings.Builder
	for key := range strings.FieldsSeq(keys) {
		rest := key
		for _, mod := range []struct{ name, shown string }{{"ctrl+", "Ctrl-"}, {"alt+", "Alt-"}, {"shift+", "Shift-"}} {
			if after, ok := strings.CutPrefix(rest, mod.name); ok && after != "" {
				b.WriteString(mod.shown)
				rest = after
			}
		}
		b.WriteString(keyName(rest))
	}
	return b.String()
}

// keyName writes a key without modifiers.
func keyName(key string) string {
	switch key {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgup":
		return "PgUp"
	case "pgdown":
		return "PgDn"
	}
	if len(key) > 1 && key[0] >= 'a' && key[0] <= 'z' {
		return strings.ToUpper(key[:1]) + key[1:]
	}
	return key
}

// Twin writes the same keys as the Arabic (101) layout sends them: "لل" for
// "g g"; "" when it sends the same, or for keys that are no characters.
func Twin(keys string) string {
	var b strings.Builder
	other := false
	for key := range strings.FieldsSeq(keys) {
		t := twinOf(key)
		if t != "" {
			other = true
		} else if t = key; len(key) > 1 {
			return ""
		}
		b.WriteString(t)
	}
	if !other {
		return ""
	}
	return b.String()
}
