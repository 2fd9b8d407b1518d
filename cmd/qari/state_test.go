package main

import (
	"errors"
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

// A file that is a link, or a link to a link, stays one: what the last of them names
// is written, be it there or not.
func TestLinksAreFollowedToTheirEnd(t *testing.T) {
	for _, there := range []bool{true, false} {
		folder := t.TempDir()
		last := filepath.Join(folder, "real", "list.toml")
		for _, name := range []string{"real", "a", filepath.Join("deep", "b")} {
			if err := os.MkdirAll(filepath.Join(folder, name), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		first, second := filepath.Join(folder, "a", "first"), filepath.Join(folder, "deep", "b", "second")
		linked := filepath.Join(folder, "linked") // to b, which lies deeper: so .. in it is not where it seems
		if err := errors.Join(os.Symlink(filepath.Join("..", "linked", "second"), first), os.Symlink(filepath.Join("deep", "b"), linked),
			os.Symlink(filepath.Join("..", "..", "real", "list.toml"), second)); err != nil {
			t.Fatal(err)
		}
		if there {
			if err := writeFile(last, "old"); err != nil {
				t.Fatal(err)
			}
		}
		if err := replaceFile(first, "new"); err != nil {
			t.Fatal(err)
		}
		if text, err := os.ReadFile(last); err != nil || string(text) != "new" {
			t.Errorf("there %v: the file holds %q, %v", there, text, err)
		}
		for _, link := range []string{first, second, linked} {
			if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
				t.Errorf("there %v: %s is no link any more", there, filepath.Base(link))
			}
		}
	}
}

// Links that lead in a circle lead to no file.
func TestLinksInACircleAreAnError(t *testing.T) {
	folder := t.TempDir()
	one, other := filepath.Join(folder, "one"), filepath.Join(folder, "other")
	if err := errors.Join(os.Symlink(other, one), os.Symlink(one, other)); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(one, "new"); err == nil {
		t.Error("it was written")
	}
	if _, err := os.Readlink(one); err != nil {
		t.Errorf("the link is gone: %v", err)
	}
}
