package cache_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"qari/data/cache"
	"qari/model/corpus"
	"qari/model/search"
)

// large is an index of texts that are worth keeping it.
func large(t *testing.T, word string) (search.Snapshot, []*corpus.Article) {
	t.Helper()
	var all []*corpus.Article
	text := strings.Repeat(word+" كلمة في النص ", 20_000)
	for i := range 40 {
		all = append(all, &corpus.Article{Title: fmt.Sprint(word, i), TitleRule: corpus.TitleField, Text: text})
	}
	var x search.Index
	for x.Extend(context.Background(), all) {
	}
	return x.Snapshot(), all
}

func TestAnIndexIsKeptAndReadAgain(t *testing.T) {
	f := cache.Folder{Path: filepath.Join(t.TempDir(), "a", "b")}
	key := cache.Key("/x", "jsonl")
	if f.Read(key) != nil {
		t.Error("something was read where nothing is")
	}
	s, all := large(t, "نفط")
	if err := f.Write(key, s); err != nil {
		t.Fatal(err)
	}
	var x search.Index
	x.Adopt(f.Read(key), all)
	if got := x.Snapshot().Articles(); got != len(all) {
		t.Errorf("%d articles are indexed, want %d", got, len(all))
	}
	info, err := os.Stat(f.Path)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may look into the folder: %v %v", info.Mode(), err)
	}
	if cache.Key("/x", "json", "l") == key {
		t.Error("two corpora have one key")
	}
}

func TestAnythingElseIsPassedOver(t *testing.T) {
	f := cache.Folder{Path: t.TempDir()}
	s, _ := large(t, "نفط")
	if err := f.Write("key", s); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(f.Path, "key.index")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range [][]byte{nil, data[:len(data)/2], []byte("foreign"), append([]byte("qari index 0\n"), data[13:]...)} {
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if f.Read("key") != nil {
			t.Errorf("%d bytes that are no index were read", len(bad))
		}
	}
	if err := f.Write("key", s); err != nil || f.Read("key") == nil {
		t.Errorf("it was not written anew: %v", err)
	}
}

func TestSmallOnesAreNotKept(t *testing.T) {
	f := cache.Folder{Path: filepath.Join(t.TempDir(), "a")}
	var x search.Index
	x.Extend(context.Background(), []*corpus.Article{{Title: "ا", Text: "ب"}})
	if err := f.Write("key", x.Snapshot()); err != nil {
		t.Fatal(err)
	}
	if list, err := f.List(); err != nil || len(list) > 0 {
		t.Errorf("%v %v", list, err)
	}
}

func TestTheLimitHolds(t *testing.T) {
	s, _ := large(t, "نفط")
	f := cache.Folder{Path: t.TempDir(), Limit: 5 * int64(s.Bytes()) / 2}
	for i, key := range []string{"a", "b", "c"} {
		if err := f.Write(key, s); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(time.Duration(i-10) * time.Hour)
		if err := os.Chtimes(filepath.Join(f.Path, key+".index"), at, at); err != nil {
			t.Fatal(err)
		}
		if key == "b" && f.Read("a") == nil { // a was used last
			t.Fatal("a is gone too soon")
		}
	}
	if f.Read("b") != nil || f.Read("a") == nil || f.Read("c") == nil {
		t.Error("not the one that was used longest ago is gone")
	}
	f.Limit = 10
	if err := f.Write("d", s); err != nil || f.Read("d") != nil {
		t.Errorf("one beyond the limit is kept: %v", err)
	}
	// What was left of a run that was cut off counts and goes, too.
	if err := os.WriteFile(filepath.Join(f.Path, "new-123"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(f.Path, "mine.txt"), []byte("not qari's"), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, bytes, err := f.Clear(); n != 3 || bytes == 0 || err != nil {
		t.Errorf("%d of %d bytes: %v", n, bytes, err)
	}
	if left, _ := os.ReadDir(f.Path); len(left) != 1 {
		t.Errorf("left are %v", left)
	}
}

// What another run is writing is not taken from it to make room; what was left of
// one that was cut off is.
func TestWhatIsBeingWrittenStays(t *testing.T) {
	s, _ := large(t, "نفط")
	f := cache.Folder{Path: t.TempDir(), Limit: 3 * int64(s.Bytes()) / 2}
	if err := f.Write("old", s); err != nil {
		t.Fatal(err)
	}
	for name, age := range map[string]time.Duration{"new-now": 50 * time.Minute, "new-left": 70 * time.Minute} {
		path, at := filepath.Join(f.Path, name), time.Now().Add(-age)
		if err := os.WriteFile(path, make([]byte, s.Bytes()/2), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Write("key", s); err != nil || f.Read("key") == nil {
		t.Errorf("the index is not kept: %v", err)
	}
	if _, err := os.Stat(filepath.Join(f.Path, "new-now")); err != nil {
		t.Errorf("what another run writes is gone: %v", err)
	}
	if _, err := os.Stat(filepath.Join(f.Path, "new-left")); err == nil || f.Read("old") != nil {
		t.Error("no room was made")
	}
}
