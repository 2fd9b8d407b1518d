package config_test

import (
	"slices"
	"strings"
	"testing"

	"qari/data/config"
)

func TestWhatIsKeptForATerminalComesBack(t *testing.T) {
	kept := []config.Terminal{{Name: "VTE", Bidi: "runs"}, {Name: `odd "name" ]`, Marks: "keep"}, {Name: "kitty", Bidi: "visual", Shape: "off"}}
	want := []config.Terminal{kept[1], kept[2], {Name: "VTE", Bidi: "visual", Marks: "strip"}}
	var text []byte
	for _, k := range append(kept, want[2], config.Terminal{Name: "xterm"}) { // the last is left to detection
		var err error
		if text, err = config.KeepTerminal(text, k); err != nil {
			t.Fatal(err)
		}
	}
	got, bad := config.Terminals("terminals.toml", text)
	if len(bad) > 0 || !slices.Equal(got, want) {
		t.Errorf("%v, %v, want %v; file:\n%s", got, bad, want, text)
	}
	if strings.Count(string(text), "qari doctor") != 1 {
		t.Errorf("it begins more than once, or not at all:\n%s", text)
	}
}

// Only lines of the entry change.
func TestKeepingLeavesCommentsAlone(t *testing.T) {
	const file = "# mine\n\n\t[[terminal]] # the old one\nname = \"VTE\"\n# runs, since 0.70\nbidi = \"runs\"\n\n[[terminal]]\n" +
		"name = \"kitty\" # at home\nmarks = \"keep\"\n"
	for _, tt := range []struct {
		file, want string
		keep       config.Terminal
	}{
		{file, "# mine\n\n# runs, since 0.70\n[[terminal]]\nname = \"kitty\" # at home\nmarks = \"keep\"\n[[terminal]]\nname = 'VTE'\nmarks = 'strip'\n",
			config.Terminal{Name: "VTE", Marks: "strip"}},
		{file, "# mine\n\n\t[[terminal]] # the old one\nname = \"VTE\"\n# runs, since 0.70\nbidi = \"runs\"\n\n", config.Terminal{Name: "kitty"}},
	} {
		if got, err := config.KeepTerminal([]byte(tt.file), tt.keep); err != nil || string(got) != tt.want {
			t.Errorf("%+v: %v\n%s\nwant\n%s", tt.keep, err, got, tt.want)
		}
	}
	// What is written in another way is written anew, and nothing is lost.
	inline := "terminal = [{name = 'VTE', bidi = 'runs'}, {name = 'kitty', marks = 'keep'}]\n"
	got, err := config.KeepTerminal([]byte(inline), config.Terminal{Name: "VTE"})
	if entries, bad := config.Terminals("", got); err != nil || len(bad) > 0 || !slices.Equal(entries, []config.Terminal{{Name: "kitty", Marks: "keep"}}) {
		t.Errorf("%v, %v\n%s", err, bad, got)
	}
}

func TestWrongEntriesAreNamedAndTheOthersHold(t *testing.T) {
	for _, tt := range []struct{ text, reason string }{
		{"[[terminal]]\nname = \"a\"\ncolour = 1\n", `t:3: unknown key "terminal.colour": a terminal has name, bidi, shape and marks`},
		{"[[terminal]]\nname = \"a\"\n[[terminal]]\nbidi = \"runs\"\n", "t:3: a terminal without a name"},
		{"[[terminal]]\nname = \"a\"\n\n[[terminal]]\nname = \"b\"\nmarks = \"maybe\"\n", `t:4: terminal "b": marks is keep or strip, not "maybe"`},
		{"[[terminal]]\nname = \"a\"\n[[terminal]]\nname = \"b\"\nshape = \"yes\"\n", `t:3: terminal "b": shape is on or off, not "yes"`},
	} {
		good, bad := config.Terminals("t", []byte(tt.text))
		if len(good) != 1 || good[0].Name != "a" || len(bad) != 1 || bad[0].Error() != tt.reason {
			t.Errorf("%q: %v, %v", tt.text, good, bad)
		}
	}
	for _, text := range []string{"name = ", "[[terminal]]\nname = 1\n"} {
		if good, bad := config.Terminals("t", []byte(text)); len(good) > 0 || len(bad) != 1 || !strings.HasPrefix(bad[0].Error(), "t:") {
			t.Errorf("%q: %v, %v", text, good, bad)
		}
	}
}
