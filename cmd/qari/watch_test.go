package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
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
