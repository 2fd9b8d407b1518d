package keymap_test

import (
	"slices"
	"strings"
	"testing"

	"qari/ui/keymap"
	"qari/ui/locale"
)

func TestHelpListsExactlyWhatActs(t *testing.T) {
	m := keymap.Default()
	for _, ctx := range contexts {
		var want []string
		for _, b := range m.Bindings() {
			if b.Contexts.Has(ctx) && !b.Later && b.Action != keymap.Raw {
				for _, key := range b.Keys {
					want = append(want, keymap.Show(key))
				}
			}
		}
		var got []string
		for _, s := range m.Help(ctx, func(a keymap.Action) bool { return a != keymap.Raw }) {
			if locale.Arabic().Text(s.Title) == "" || len(s.Rows) == 0 {
				t.Errorf("context %d: section %v with %d rows", ctx, s.Title, len(s.Rows))
			}
			for _, r := range s.Rows {
				got = append(got, r.Keys...)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("context %d:\n got %q\nwant %q", ctx, got, want)
		}
	}
}

func TestHelpRows(t *testing.T) {
	en := locale.English()
	rows := map[string]keymap.Row{}
	for _, s := range keymap.Default().Help(keymap.InList, nil) {
		for _, r := range s.Rows {
			rows[en.Text(r.Help)] = r
		}
	}
	for _, c := range []struct{ text, keys, twins string }{
		{"row or line down", "j ↓", "ت"},
		{"to the first", "gg Home", "لل"},
		{"a page back", "b PgUp", "لا"},
		{"half a page on", "d Ctrl-d", "ي"},
		{"sort by length", "Sw", "ـٍص"},
		{"vowel marks", "-m", "-ة"},
		{"next day or source, as sorted", "} >", ""},
		{"only this group", "1 2 3 4 5 6", "١ ٢ ٣ ٤ ٥ ٦"},
		{"quit at once, all is kept", "Q", "ـَ"},
		{"help", "? F1", "؟"},
		{"a page on", "Space f PgDn", "ب"},
		{"stop what runs, else quit", "Ctrl-c", ""},
		{"to the pane, or into the article, at the left", "← h", "ا"},
	} {
		r, ok := rows[c.text]
		if !ok {
			t.Errorf("no row %q", c.text)
			continue
		}
		if got := strings.Join(r.Keys, " "); got != c.keys {
			t.Errorf("%s: keys %q, want %q", c.text, got, c.keys)
		}
		if got := strings.Join(r.Twins, " "); got != c.twins {
			t.Errorf("%s: twins %q, want %q", c.text, got, c.twins)
		}
	}
	for _, text := range []string{"select rows", "pick", "find in the article", "yes"} {
		if _, ok := rows[text]; ok {
			t.Errorf("the list's help has %q, which does not act there", text)
		}
	}
}

func TestFollowListsWhatMayFollow(t *testing.T) {
	m := keymap.Default()
	for _, c := range []struct {
		ctx     keymap.Context
		pending keymap.Pending
		want    string
	}{
		{keymap.InList, "g", "g/ل n/ى p/ح s/س y/غ e/ث"},
		{keymap.InReading, "S", "d/ي t/ف s/س w/ص h/ا r/ق"},
		{keymap.InList, "-", "m/ة h/ا p/ح w/ص k/ن i/ه o/خ c/ؤ x/ء l/م s/س"},
		{keymap.InErrors, "g", "g/ل"},
		{keymap.InList, "", ""},
		{keymap.InList, "j", ""},
		{keymap.InInput, "g", ""},
	} {
		var got []string
		for _, b := range m.Follow(c.pending, c.ctx) {
			key, twin := b.Next(c.pending)
			got = append(got, key+"/"+twin)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("context %d, %q: %q, want %q", c.ctx, c.pending, s, c.want)
		}
	}
	if key, twin := m.Bindings()[0].Next("g"); key != "" || twin != "" {
		t.Errorf("j does not follow g: %q %q", key, twin)
	}
}
