package config_test

import (
	"strings"
	"testing"

	"qari/data/config"
)

func TestWhatIsKeptForATerminalComesBack(t *testing.T) {
	kept := []config.Terminal{{Name: "VTE", Bidi: "runs"}, {Name: `odd "name" ]`, Marks: "keep"}, {Name: "kitty", Bidi: "visual", Shape: "off"}}
	text, err := config.WriteTerminals(kept, config.Terminal{Name: "VTE", Bidi: "visual", Marks: "strip"})
	if err != nil {
		t.Fatal(err)
	}
	got, bad := config.Terminals("terminals.toml", text)
	want := []config.Terminal{kept[1], kept[2], {Name: "VTE", Bidi: "visual", Marks: "strip"}}
	if len(bad) > 0 || len(got) != len(want) {
		t.Fatalf("%v, %v; file:\n%s", got, bad, text)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("entry %d: %+v, want %+v", i, got[i], want[i])
		}
	}
	// What is left to detection is not kept.
	text, err = config.WriteTerminals(got, config.Terminal{Name: "kitty"})
	if err != nil || strings.Contains(string(text), "kitty") {
		t.Errorf("kept: %v\n%s", err, text)
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
