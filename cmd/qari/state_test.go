package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCopiedTextIsKeptForItsOwnerAlone(t *testing.T) {
	home := t.TempDir()
	for _, c := range []struct {
		name     string
		environ  []string
		at, said string
	}{
		{"default", []string{"HOME=" + home}, home + "/.local/state/qari/copied.txt", "~/.local/state/qari/copied.txt"},
		{"set", []string{"HOME=" + home, "XDG_STATE_HOME=" + home + "/state"}, home + "/state/qari/copied.txt", "~/state/qari/copied.txt"},
		{"elsewhere", []string{"HOME=/nobody", "XDG_STATE_HOME=" + home + "/other"}, home + "/other/qari/copied.txt", home + "/other/qari/copied.txt"},
		{"relative, so of no account", []string{"HOME=" + home, "XDG_STATE_HOME=state"}, home + "/.local/state/qari/copied.txt", "~/.local/state/qari/copied.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &process{environ: c.environ}
			for _, text := range []string{"نص أول أطول", "نص ثان"} {
				said, err := p.saveCopied(text)
				if err != nil {
					t.Fatal(err)
				}
				if said != c.said {
					t.Errorf("it says %s, want %s", said, c.said)
				}
				if got, err := os.ReadFile(c.at); err != nil || string(got) != text {
					t.Errorf("%s holds %q (%v), want %q", c.at, got, err, text)
				}
			}
			info, err := os.Stat(c.at)
			if err != nil {
				t.Fatal(err)
			}
			if mode := info.Mode().Perm(); mode != 0o600 {
				t.Errorf("mode %o, want 600", mode)
			}
			if left, _ := filepath.Glob(filepath.Join(filepath.Dir(c.at), "copied-*")); left != nil {
				t.Errorf("left behind: %v", left)
			}
		})
	}
	if _, err := (&process{}).saveCopied("x"); err == nil {
		t.Error("no error without a home")
	}
}
