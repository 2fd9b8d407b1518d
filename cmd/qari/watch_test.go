package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"

	"qari/ui"
)

const oneArticle = `{"id":"1","title":"alpha","text":"محاربة الإرهاب في المدينة"}
{"id":"2","title":"beta","text":"سعر القمح"}
`

// A word that is added goes into the user's own list, which holds the next time.
func TestAnAddedWordIsWatchedTheNextTime(t *testing.T) {
	folder := t.TempDir()
	path, list := filepath.Join(folder, "a.jsonl"), filepath.Join(folder, "qari", "watch.toml")
	if err := writeFile(path, oneArticle); err != nil {
		t.Fatal(err)
	}
	env := []string{"XDG_CONFIG_HOME=" + folder, "QARI_BIDI=logical"}
	s := start(t, "qari", pty.Winsize{Cols: 80, Rows: 24}, nil, env, path)
	s.await("beta")
	s.press("s")
	s.press("القمح\r")
	s.await("same word 1")
	s.press("a\r") // there is no group yet: a new one
	s.await("added")
	s.press("Q")
	s.exit(0)
	text, err := os.ReadFile(list)
	if err != nil || !strings.Contains(string(text), "words = [\"القمح\"]") {
		t.Fatalf("%v: %s", err, text)
	}
	s = start(t, "qari", pty.Winsize{Cols: 160, Rows: 24}, nil, env, path)
	s.await("beta")
	s.press("w")
	s.await("group 1 of 1")
	// What another program writes into the list is taken in.
	time.Sleep(20 * time.Millisecond)
	if err := writeFile(list, "[[group]]\nname = \"other\"\nwords = [\"المدينة\"]\n"); err != nil {
		t.Fatal(err)
	}
	s.await("have changed")
	s.await("other")
	if err := writeFile(list, "[[group]]\nname = \"other\"\ncolour = 1\n"); err != nil {
		t.Fatal(err)
	}
	s.await("watch.toml:3: unknown")
	s.press("Q")
	s.exit(0)
}

// A list that the user asked for must be there; a fault in the user's own one is
// told in the reader.
func TestFaultyLists(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.jsonl")
	if err := writeFile(path, oneArticle); err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(folder, "qari", "watch.toml")
	if err := os.MkdirAll(filepath.Dir(bad), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := writeFile(bad, "[[group]]\ncolour = 1\n"); err != nil {
		t.Fatal(err)
	}
	env := []string{"XDG_CONFIG_HOME=" + folder}
	s := start(t, "qari", pty.Winsize{Cols: 80, Rows: 24}, nil, env, path)
	s.await("unknown key")
	s.press("Q")
	s.exit(0)
	s = start(t, "qari", pty.Winsize{Cols: 80, Rows: 24}, nil, env, "--keywords", bad, path)
	s.exit(2)
	if !strings.Contains(s.output(), "watch.toml:2: unknown key") {
		t.Errorf("%q", s.output())
	}
	s = start(t, "qari", pty.Winsize{Cols: 80, Rows: 24}, nil, env, "--keywords", "none", path)
	s.await("beta")
	s.press("w")
	s.await("no watched words yet")
	s.press("Q")
	s.exit(0)
}

// lists are watch lists of one file.
func lists(t *testing.T, text string) (w *watchlists, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "w.toml")
	if err := writeFile(path, text); err != nil {
		t.Fatal(err)
	}
	w = (&process{environ: []string{"HOME=" + t.TempDir()}}).newWatchlists(&inputFlags{keywords: []string{path}}, false)
	if _, err := w.read(); err != nil {
		t.Fatal(err)
	}
	return w, path
}

func TestNoWordIsLostWhenSeveralAreAddedAtOnce(t *testing.T) {
	for range 20 {
		w, path := lists(t, "[[group]]\nname='a'\nwords=['x']\n")
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Go(func() {
				if _, err := w.Add(0, "", fmt.Sprintf("word%c", 'a'+i), false); err != nil {
					t.Error(err)
				}
				_, _ = w.Add(-1, fmt.Sprintf("group%c", 'a'+i), "y", false)
			})
		}
		wg.Wait()
		text, err := os.ReadFile(path)
		if err != nil || strings.Count(string(text), `"word`) != 4 || strings.Count(string(text), `"group`) != 4 {
			t.Fatalf("%v\n%s", err, text)
		}
	}
}

func TestAListThatChangedMeanwhileIsLeftAlone(t *testing.T) {
	w, path := lists(t, "[[group]]\nname='a'\nwords=['x', 'z']\n")
	now := "[[group]]\nname='new'\nwords=['n', 'z']\n[[group]]\nname='a'\nwords=['x', 'z']\n"
	if err := writeFile(path, now); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Add(0, "", "foo", false); err == nil {
		t.Error("a word was added to another group")
	}
	if _, err := w.TakeOut(0, "z"); err == nil {
		t.Error("a word was taken out of another group")
	}
	if text, _ := os.ReadFile(path); string(text) != now {
		t.Errorf("the list is\n%s", text)
	}
	if _, err := w.read(); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{second(w.Add(1, "", "x", false)), second(w.TakeOut(1, "gone"))} {
		if !errors.Is(err, ui.ErrUnchanged) {
			t.Errorf("%v, where nothing is to be changed", err)
		}
	}
}

func second(_ ui.Watched, err error) error { return err }

// The editor has the terminal itself, and Ctrl-C is its own.
func TestTheEditorHasTheTerminal(t *testing.T) {
	folder := t.TempDir()
	path, editor := filepath.Join(folder, "a.jsonl"), filepath.Join(folder, "editor")
	if err := writeFile(path, oneArticle); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\ntrap 'echo interrupted; exit 0' INT\n[ -t 0 ] && [ -t 1 ] && [ -t 2 ] && echo edi'tor' \"$1\"\nwhile :; do sleep 0.1; done\n"
	if err := os.WriteFile(editor, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	s := start(t, "qari", pty.Winsize{Cols: 80, Rows: 24}, nil, []string{"XDG_CONFIG_HOME=" + folder, "EDITOR=" + editor}, path)
	s.await("beta")
	s.press("w")
	s.await("no watched words yet")
	s.press("e")
	s.await("editor " + filepath.Join(folder, "qari", "watch.toml"))
	s.press("\x03")
	s.await("interrupted")
	s.press("q")
	time.Sleep(300 * time.Millisecond)
	s.press("Q")
	s.exit(0)
}
