package keymap_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"qari/ui/keymap"
	"qari/ui/locale"
)

// keys decodes what a terminal sends, as the program does.
func keys(t *testing.T, sent string) []tea.KeyPressMsg {
	t.Helper()
	var list []tea.KeyPressMsg
	var d uv.EventDecoder
	for buf := []byte(sent); len(buf) > 0; {
		n, event := d.Decode(buf)
		key, ok := event.(uv.KeyPressEvent)
		if !ok {
			t.Fatalf("%q holds no key: %T", buf, event)
		}
		list = append(list, tea.KeyPressMsg(key))
		buf = buf[n:]
	}
	return list
}

// press types all keys and gives the names of what they asked for, those of
// later versions with a question mark, and at the end the prefix that waits.
func press(m *keymap.Map, ctx keymap.Context, list []tea.KeyPressMsg) string {
	var names []string
	var pending keymap.Pending
	for _, key := range list {
		var results []keymap.Result
		results, pending = m.Press(ctx, pending, key)
		for _, r := range results {
			name := r.Action.String()
			if r.Later {
				name += "?"
			}
			names = append(names, name)
		}
	}
	if pending != "" {
		names = append(names, "["+string(pending)+"]")
	}
	return strings.Join(names, " ")
}

const all = -1 // list and reading pane

func TestWhatAPersonTypes(t *testing.T) {
	for _, c := range []struct {
		ctx  int
		sent string
		want string
	}{
		// Moving, as less and vim do.
		{all, "j", "Down"},
		{all, "\x1b[B", "Down"},
		{all, "\x1b[A\x1b[A", "Up Up"},
		{all, "jjk", "Down Down Up"},
		{all, "JK", "NextArticle PrevArticle"},
		{all, " fb", "PageDown PageDown PageUp"},
		{all, "\x1b[6~\x1b[5~", "PageDown PageUp"},
		{all, "du\x04\x15", "HalfDown HalfUp HalfDown HalfUp"},
		{all, "gg", "First"},
		{all, "\x1b[H\x1b[F", "First Last"},
		{all, "G", "Last"},
		{all, "}{><", "NextBlock PrevBlock NextBlock PrevBlock"},
		{all, "llgg", "PaneRight PaneRight First"},
		{all, "h\x1b[Dl\x1b[C", "PaneLeft PaneLeft PaneRight PaneRight"},
		{all, "\rz\t", "Enter Layout OtherPane"},
		{all, "nNgngp", "NextHit PrevHit NextUnread PrevUnread"},
		{all, "B\x0fqQ", "Back Back Quit QuitNow"},
		{all, "\x1b", "Escape"},
		{all, "164", "Group1 Group6 Group4"},
		{all, "0", "AllGroups"},
		{all, "789", ""},
		{all, "SdStSsSwSh", "SortDate SortTitle SortSource SortWords SortHits"},
		{all, "HRrIA", "HideRead TakeArrivals Raw ToggleRead AllRead"},
		{all, "yYgy", "Copy CopySource PlainPage"},
		{all, "-m-h-p-w-k-i-o-c-x", "OptMarks OptHighlights OptParagraphs OptWidth OptKashida OptIsolates OptOrder OptColours OptMouse"},
		{all, "-l-s", "OptLevels OptSnippets"},
		{all, "ge?\x1bOP", "Errors Help Help"},
		{all, "\x03\x0c\x1a", "Stop Redraw Suspend"},
		{all, "sgscwai", "Search SearchWord Concordance WatchLists AddWord WhatsIn"},
		{int(keymap.InList), "v", "Select?"},
		{int(keymap.InReading), "v", "Select"},
		{all, "pxm*te;Ugu", "Pick? Reject? Maybe? Star? Tag? Note? Repeat? Undo? Redo?"},
		{all, "Eo|:TPXOW", "Export? Address? Pipe? CommandLine? Timeline? People? Duplicates? Related? SavedSearches?"},
		{int(keymap.InList), "/", "Filter"},
		{int(keymap.InReading), "/", "Find"},

		// The same keys while the Arabic layout is on.
		{all, "تن", "Down Up"},
		{all, "ـ،", "NextArticle PrevArticle"},
		{all, "بيع", "PageDown HalfDown HalfUp"},
		{all, "لا", "PageUp"}, // lam, then alef: one key
		{all, "\ufefb", "PageUp"},
		{all, "\ufefc", "PageUp"},
		{all, "لل", "First"},
		{all, "لأ", "Last"},
		{all, "\ufef7", "Last"},
		{all, "لآ", "Back"},
		{all, "\ufef5", "Back"},
		{all, "لإ", "Timeline?"},
		{all, "\ufef9", "Timeline?"},
		{all, "لللا", "First PageUp"},
		{all, "لالالا", "PageUp PageUp PageUp"},
		{all, "ام", "PaneLeft PaneRight"},
		{all, "ئ", "Layout"},
		{all, "ىآلىلح", "NextHit PrevHit NextUnread PrevUnread"},
		{all, "ض\u064e", "Quit QuitNow"},
		{int(keymap.InList), "ظ", "Filter"},
		{int(keymap.InReading), "ظ", "Find"},
		{all, "سلسؤصش", "Search SearchWord Concordance WatchLists AddWord"},
		{all, "١٦۱۶", "Group1 Group6 Group1 Group6"},
		{all, "٠۰", "AllGroups AllGroups"},
		{all, "\u064dي", "SortDate"},
		{all, "\u064dف\u064dس\u064dص\u064dا", "SortTitle SortSource SortWords SortHits"},
		{all, "أ\u064cق", "HideRead TakeArrivals Raw"},
		{int(keymap.InList), "هر", "WhatsIn Select?"},
		{int(keymap.InReading), "هر", "WhatsIn Select"},
		{all, "غإلغ", "Copy CopySource PlainPage"},
		{all, "-ة-ا-ح-ص-ن-ه-خ-ؤ-ء", "OptMarks OptHighlights OptParagraphs OptWidth OptKashida OptIsolates OptOrder OptColours OptMouse"},
		{all, "-م-س", "OptLevels OptSnippets"},
		{all, "÷\u0650", "ToggleRead AllRead"},
		{all, "لث؟", "Errors Help"},
		{all, "حءة*فثك", "Pick? Reject? Maybe? Star? Tag? Note? Repeat?"},
		{all, "`‘لع", "Undo? Undo? Redo?"},
		{all, "\u064fخ…:", "Export? Address? Pipe? CommandLine?"},
		{all, "؛\u0652×\u064b", "People? Duplicates? Related? SavedSearches?"},

		// A vowel mark is a capital, also in one piece with the letter before it.
		{all, "ي\u064e", "HalfDown QuitNow"},
		{all, "ت\u064c\u0650", "Down TakeArrivals AllRead"},
		{all, "ن\u064dي", "Up SortDate"},
		{all, "ل\u064e", ""}, // gQ is nothing
		{all, "ت\u064d", "Down [S]"},

		// A change of layout between two keys does not matter.
		{all, "gل", "First"},
		{all, "لg", "First"},
		{all, "Sي", "SortDate"},

		// Prefixes wait, and are dropped by what does not follow.
		{all, "g", "[g]"},
		{all, "ل", "[g]"},
		{all, "-", "[-]"},
		{all, "S", "[S]"},
		{all, "gg-", "First [-]"},
		{all, "gqj", "Down"},
		{all, "g\x1b", ""},
		{all, "S\x1b[B", "Down"},
		{all, "-\x03", "Stop"},
		{all, "gb", ""},
		{all, "-Q", ""},

		// Keys that must stay free, because the other layout sends them for others.
		{all, "CDFLMVZ[](),.'~", ""},

		// Inputs take all text; only other keys ask for something.
		{int(keymap.InInput), "gqj ؟لا1-", ""},
		{int(keymap.InInput), "\r\x1b[A\x1b[B\x10\x0e\x1b[5~\x1b[6~\t", "Enter Up Down Up Down PageUp PageDown Complete"},
		{int(keymap.InInput), "\x1b", "Escape"},
		{int(keymap.InInput), "\x1b[D\x1b[C\x1b[1;5D\x1b[1;5C", "EditLeft EditRight EditWordLeft EditWordRight"},
		{int(keymap.InInput), "\x1bb\x1bf\x1b[H\x1b[F\x01\x05", "EditWordBack EditWordForward EditStart EditEnd EditStart EditEnd"},
		{int(keymap.InInput), "\x7f\b\x1b[3~\x17\x15\x0b", "EditBackspace EditBackspace EditDelete EditCutWord EditCutBefore EditCutAfter"},
		{int(keymap.InInput), "\x03\x0c\x1a", "Stop Redraw Suspend"},

		{int(keymap.InErrors), "jGgg\r yq", "Down Last First Enter PageDown Copy Quit"},
		{int(keymap.InErrors), "/SsSt", "Filter SortSource SortTitle"},
		{int(keymap.InErrors), "zrHp", ""},
		{int(keymap.InHelp), "j/nN?", "Down Find NextHit PrevHit Help"},
		{int(keymap.InHelp), "؟", "Help"},
		{int(keymap.InHelp), "q", "Quit"},
		{int(keymap.InContents), "j\r/q", "Down Enter Filter Quit"},
		{int(keymap.InChoice), "j\r/q", "Down Enter Filter Quit"},
		{int(keymap.InConfirm), "yn\rq", "Yes No Yes No"},
		{int(keymap.InConfirm), "غى", "Yes No"},
		{int(keymap.InConfirm), "\x1b", "No"},
		{int(keymap.InConfirm), "A", ""},
		{int(keymap.InQuotation), "jo}Y", "NextSentence OtherEnd NextBlock CopySource"},
		{int(keymap.InConcordance), "n\x1b[DSf", "NextArticle Enter SortForm"},
		{int(keymap.InWatchLists), "3xUe", "Group3 TakeOut PutBack EditFile"},
	} {
		list := []keymap.Context{keymap.InList, keymap.InReading}
		if c.ctx != all {
			list = []keymap.Context{keymap.Context(c.ctx)}
		}
		for _, ctx := range list {
			if got := press(keymap.Default(), ctx, keys(t, c.sent)); got != c.want {
				t.Errorf("context %d, %+q: %q, want %q", ctx, c.sent, got, c.want)
			}
		}
	}
}

// TestKeysThatNoByteSends are presses as the kitty protocol, a keypad or a
// terminal that joins letters give them.
func TestKeysThatNoByteSends(t *testing.T) {
	for _, c := range []struct {
		what string
		key  tea.KeyPressMsg
		want string
	}{
		{"lam and alef in one text", tea.KeyPressMsg{Code: tea.KeyExtended, Text: "لا"}, "PageUp"},
		{"lam and alef with hamza in one text", tea.KeyPressMsg{Code: tea.KeyExtended, Text: "لأ"}, "Last"},
		{"two keys in one text", tea.KeyPressMsg{Code: tea.KeyExtended, Text: "لل"}, "First"},
		{"Ctrl with the Arabic letter of d", tea.KeyPressMsg{Code: 'ي', Mod: tea.ModCtrl}, "HalfDown"},
		{"the same with its base key", tea.KeyPressMsg{Code: 'ي', BaseCode: 'd', Mod: tea.ModCtrl}, "HalfDown"},
		{"keypad Enter", tea.KeyPressMsg{Code: tea.KeyKpEnter}, "Enter"},
		{"keypad 3", tea.KeyPressMsg{Code: tea.KeyKp3}, "Group3"},
		{"keypad minus", tea.KeyPressMsg{Code: tea.KeyKpMinus}, "[-]"},
		{"keypad slash", tea.KeyPressMsg{Code: tea.KeyKpDivide}, "Filter"},
		{"keypad star", tea.KeyPressMsg{Code: tea.KeyKpMultiply}, "Star?"},
		{"Alt with a letter is not the letter", tea.KeyPressMsg{Code: 'j', Mod: tea.ModAlt}, ""},
		{"Alt with text is not the text", tea.KeyPressMsg{Code: 'j', Text: "j", Mod: tea.ModAlt}, ""},
		{"Caps Lock key", tea.KeyPressMsg{Code: tea.KeyCapsLock}, ""},
		{"nothing", tea.KeyPressMsg{}, ""},
		{"invalid text", tea.KeyPressMsg{Text: "\xff"}, ""},
	} {
		if got := press(keymap.Default(), keymap.InList, []tea.KeyPressMsg{c.key}); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	if r, p := keymap.Default().Press(200, "g", tea.KeyPressMsg{Code: 'g', Text: "g"}); r != nil || p != "" {
		t.Errorf("a context that is none: %v %q", r, p)
	}
}

// contexts are all of them.
var contexts = []keymap.Context{
	keymap.InList, keymap.InReading, keymap.InInput, keymap.InErrors, keymap.InHelp,
	keymap.InConfirm, keymap.InQuotation, keymap.InConcordance, keymap.InWatchLists, keymap.InContents, keymap.InChoice,
}

// TestNoConflict holds that in no context two bindings share a key, and that
// none hides another by being its prefix.
func TestNoConflict(t *testing.T) {
	for _, ctx := range contexts {
		owner := map[string]keymap.Action{}
		for _, b := range keymap.Default().Bindings() {
			if !b.Contexts.Has(ctx) {
				continue
			}
			for _, key := range b.Keys {
				if other, ok := owner[key]; ok {
					t.Errorf("context %d: %q is %v and %v", ctx, key, other, b.Action)
				}
				owner[key] = b.Action
			}
		}
		for key, a := range owner {
			for longer, b := range owner {
				if strings.HasPrefix(longer, key+" ") {
					t.Errorf("context %d: %q (%v) hides %q (%v)", ctx, key, a, longer, b)
				}
			}
		}
	}
}

// TestEveryKeyAndItsTwinAct types each binding, on both layouts, the way it is
// shown, in each of its contexts.
func TestEveryKeyAndItsTwinAct(t *testing.T) {
	m := keymap.Default()
	twins := 0
	for _, b := range m.Bindings() {
		for _, ctx := range contexts {
			if !b.Contexts.Has(ctx) {
				continue
			}
			want := b.Action.String()
			if b.Later {
				want += "?"
			}
			for _, key := range b.Keys {
				typed := strings.ReplaceAll(key, " ", "")
				if slices.ContainsFunc(strings.Fields(key), func(k string) bool { return len(k) > 1 }) {
					continue // a named key: the table of what is typed has them
				}
				if got := press(m, ctx, keys(t, typed)); got != want {
					t.Errorf("context %d: %q is %q, want %q", ctx, typed, got, want)
				}
				twin := keymap.Twin(key)
				if twin == "" {
					continue
				}
				twins++
				// The tatweel below a mark is only for the eye.
				for _, mark := range "\u064b\u064c\u064d\u064e\u064f\u0650\u0652" {
					twin = strings.ReplaceAll(twin, "ـ"+string(mark), string(mark))
				}
				if got := press(m, ctx, keys(t, twin)); got != want {
					t.Errorf("context %d: %q, twin of %q, is %q, want %q", ctx, twin, typed, got, want)
				}
			}
		}
	}
	if twins < 100 {
		t.Errorf("only %d twins", twins)
	}
}

func TestForbiddenKeysStayFree(t *testing.T) {
	forbidden := strings.Split("C D F L M V Z [ ] ( ) , . ' ~ `", " ")
	for _, b := range keymap.Default().Bindings() {
		for _, key := range b.Keys {
			if slices.Contains(forbidden, key) {
				t.Errorf("%v is bound to %q", b.Action, key)
			}
			switch key {
			case "g h", "g H", "g Y", "g N":
				t.Errorf("%v is bound to %q, which is one key on the Arabic layout", b.Action, key)
			}
			if strings.HasSuffix(key, " b") {
				t.Errorf("%v is bound to %q: the b sends two letters on the Arabic layout", b.Action, key)
			}
		}
	}
}

func TestEveryBindingIsTold(t *testing.T) {
	used := map[keymap.Action]bool{}
	for _, b := range keymap.Default().Bindings() {
		used[b.Action] = true
		for _, s := range []*locale.Strings{locale.English(), locale.Arabic()} {
			if s.Text(b.Help) == "" || s.Text(b.Section) == "" {
				t.Errorf("%v has no words in %s", b.Action, s.Tag())
			}
		}
		if len(b.Keys) == 0 || b.Contexts == 0 {
			t.Errorf("%v has keys %q in contexts %b", b.Action, b.Keys, b.Contexts)
		}
	}
	for a := keymap.None + 1; !strings.HasPrefix(a.String(), "Action("); a++ {
		if !used[a] {
			t.Errorf("%v is bound to no key", a)
		}
	}
	if got := keymap.Action(-1).String(); got != "Action(-1)" {
		t.Errorf("got %q", got)
	}
}

func TestGroupsAndEdits(t *testing.T) {
	for _, c := range []struct {
		action keymap.Action
		group  int
		edits  bool
	}{
		{keymap.Group1, 1, false}, {keymap.Group6, 6, false}, {keymap.AllGroups, 0, false},
		{keymap.EditLeft, 0, true}, {keymap.EditCutAfter, 0, true}, {keymap.Complete, 0, false}, {keymap.Search, 0, false},
	} {
		if c.action.Group() != c.group || c.action.Edits() != c.edits {
			t.Errorf("%v: group %d, edits %v", c.action, c.action.Group(), c.action.Edits())
		}
	}
}

func FuzzPressNeverFails(f *testing.F) {
	f.Add("للا", uint8(0), "g")
	f.Add("\u064d", uint8(1), "")
	f.Add("Q\xff", uint8(200), "zzz")
	m := keymap.Default()
	f.Fuzz(func(t *testing.T, text string, ctx uint8, pending string) {
		results, p := m.Press(keymap.Context(ctx), keymap.Pending(pending), tea.KeyPressMsg{Code: tea.KeyExtended, Text: text})
		if ctx < uint8(keymap.InQuotation) && p != "" && len(m.Follow(p, keymap.Context(ctx))) == 0 {
			t.Errorf("%q waits and nothing may follow", p)
		}
		for _, r := range results {
			if r.Action == keymap.None {
				t.Error("a result without an action")
			}
		}
	})
}

func BenchmarkPress(b *testing.B) {
	b.ReportAllocs()
	m := keymap.Default()
	for b.Loop() {
		m.Press(keymap.InList, "g", tea.KeyPressMsg{Code: 'ل', Text: "ل"})
	}
}
