package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// in is a terminal in which a program runs with a home of its own.
func in(t *testing.T, home string, args ...string) *screen {
	s := startSilent(t, "qari", usual, nil, []string{"HOME=" + home}, args...)
	s.answering(0, konsoleTerminal)
	return s
}

// What doctor asks is kept, holds at the next start, and is dropped when what
// reads right is what would be chosen anyway.
func TestDoctorKeepsWhatReadsRight(t *testing.T) {
	home := t.TempDir()
	file := filepath.Join(home, ".config", "qari", "terminals.toml")

	s := in(t, home, "doctor")
	s.await("Konsole 22.12.3 (answers Konsole 22.12.3), verified")
	s.await("Any other key: done.")
	s.press("\r")
	s.await("Press the number")
	s.press("0") // none, while the reordering is off
	s.twice("Press the number")
	s.press("2") // runs
	s.await("Do they stand on their letters?")
	s.press("1")
	s.await("kept for Konsole in ~/.config/qari/terminals.toml: order runs, vowel marks shown")
	s.exit(0)
	out := s.output()
	if strings.Count(out, konsoleOff) != 1 || strings.Count(out, konsoleOn) != 1 {
		t.Errorf("switched off %d times, on %d times", strings.Count(out, konsoleOff), strings.Count(out, konsoleOn))
	}
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), "name = 'Konsole'\nbidi = 'runs'\n") {
		t.Fatalf("kept: %v\n%s", err, text)
	}

	s = in(t, home)
	s.await("\u200e") // a guard: what was kept holds, once the answers have come
	s.press("Q")
	s.exit(0)
	if out := s.output(); strings.Contains(out, konsoleOff) {
		t.Errorf("switched nevertheless: %q", out)
	}

	// Forgotten, and kept again.
	s = in(t, home, "doctor")
	s.await("f: forget what was kept. Any other key: done.")
	s.press("f")
	s.await("Konsole is forgotten in ~/.config/qari/terminals.toml")
	s.exit(0)
	if now, err := os.ReadFile(file); err != nil || strings.Contains(string(now), "Konsole") {
		t.Errorf("still kept: %v\n%s", err, now)
	}
	if err := writeFile(file, string(text)); err != nil {
		t.Fatal(err)
	}

	s = in(t, home, "doctor")
	s.await("kept for Konsole: found right before")
	s.await("Any other key: done.")
	s.press("\r")
	s.await("Press the number")
	s.press("1")
	s.await("Do they stand on their letters?")
	s.press("1")
	s.await("Konsole is as it was found without asking: nothing to keep")
	s.exit(0)
	if text, err = os.ReadFile(file); err != nil || strings.Contains(string(text), "Konsole") {
		t.Errorf("still kept: %v\n%s", err, text)
	}
}

func TestDoctorChangesNothingUnasked(t *testing.T) {
	for _, keys := range []string{"q", "\x03", "\r|q", "\r|\x1b", "\r|1|q"} {
		home := t.TempDir()
		s := in(t, home, "doctor")
		s.await("Any other key: done.")
		for i, key := range strings.Split(keys, "|") {
			if i == 1 {
				s.await("Press the number")
			} else if i == 2 {
				s.await("Do they stand")
			}
			s.press(key)
		}
		s.exit(0)
		if _, err := os.Stat(filepath.Join(home, ".config")); err == nil {
			t.Errorf("%q: something was kept", keys)
		}
	}
}

// A file that cannot be read is left as it is.
func TestDoctorDoesNotOverwriteABrokenFile(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, ".config", "qari")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "terminals.toml")
	if err := writeFile(file, "[[terminal]\nname"); err != nil {
		t.Fatal(err)
	}
	s := in(t, home, "doctor")
	s.await("qari: ~/.config/qari/terminals.toml:1:")
	s.await("what reads right cannot be kept: first mend that file")
	s.exit(2)
	if text, _ := os.ReadFile(file); string(text) != "[[terminal]\nname" {
		t.Errorf("the file is now\n%s", text)
	}
}

// Whoever asks must be able to keep the answer.
func TestDoctorAsksNothingThatItCannotKeep(t *testing.T) {
	s := startSilent(t, "qari", usual, nil, []string{"XDG_CONFIG_HOME=/proc/none"}, "doctor")
	s.answering(0, konsoleTerminal)
	s.await("These lines begin at the right") // they are shown nevertheless
	s.await("what reads right cannot be kept: ")
	s.exit(2)
}

// Widths other than those counted with are told, with what helps.
func TestDoctorTellsOtherWidths(t *testing.T) {
	for answer, want := range map[string]string{"\x1b[9;6R": "gives vowel marks cells of their own", "\x1b[9;3R": "gives presentation forms two cells", "\x1b[9;2R": ""} {
		s := startSilent(t, "qari", usual, nil, nil, "doctor")
		answers := maps.Clone(konsoleTerminal)
		answers["\x1b[6n"] = answer
		s.answering(0, answers)
		s.await("Any other key: done.")
		s.press("q")
		s.exit(0)
		if out := s.output(); want != "" && !strings.Contains(out, want) || want == "" && strings.Contains(out, "advice") {
			t.Errorf("%q: %q", answer, out)
		}
	}
}
