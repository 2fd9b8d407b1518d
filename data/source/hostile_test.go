package source_test

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"qari/data/source"
)

// shifting is a file system in which things change between the look at a folder
// and the opening of what was seen there.
type shifting struct {
	fstest.MapFS
	sizes map[string]int64 // of files that have another size by then
	gone  map[string]bool
}

func (s shifting) Open(name string) (fs.File, error) {
	if s.gone[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return s.MapFS.Open(name)
}

// ReadDir lists the folder as it was before.
func (s shifting) ReadDir(name string) ([]fs.DirEntry, error) {
	if s.gone[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	entries, err := s.MapFS.ReadDir(name)
	for i, e := range entries {
		if size, ok := s.sizes[strings.TrimPrefix(name+"/"+e.Name(), "./")]; ok {
			entries[i] = formerly{e, size}
		}
	}
	return entries, err
}

type formerly struct {
	fs.DirEntry
	size int64
}

func (f formerly) Info() (fs.FileInfo, error) {
	info, err := f.DirEntry.Info()
	return was{info, f.size}, err
}

type was struct {
	fs.FileInfo
	size int64
}

func (w was) Size() int64 { return w.size }

func TestFilesThatChangeWhileTheyAreRead(t *testing.T) {
	text := strings.Repeat("كلمة أخرى ", 30)
	fsys := shifting{
		MapFS: fstest.MapFS{
			"1-shorter.txt":   {Data: []byte(text)},
			"2-shorter.jsonl": {Data: []byte(record("2") + `{"title":"cu`)},
			"3-longer.jsonl":  {Data: []byte(record("3") + record("4"))},
			"4-gone.txt":      {Data: []byte(text)},
			"5-gone/x.txt":    {Data: []byte(text)},
			"6-emptied.txt":   {},
			"7-large.jsonl":   {Data: []byte(record("7") + strings.Repeat(" ", 1<<20) + "\n")},
			"8-good.jsonl":    {Data: []byte(record("8"))},
		},
		sizes: map[string]int64{"1-shorter.txt": int64(len(text)) + 7, "2-shorter.jsonl": 90, "3-longer.jsonl": 9, "6-emptied.txt": 50, "7-large.jsonl": 2 << 20},
		gone:  map[string]bool{"4-gone.txt": true, "5-gone": true},
	}
	var l loaded
	if err := source.FromFS(context.Background(), fsys, source.Options{}, l.take); err != nil {
		t.Fatal(err)
	}
	const want = `1-shorter.txt@540: has become shorter while it was read, by 7 bytes
2-shorter.jsonl@42: has become shorter while it was read, by 48 bytes
4-gone.txt: no such file or folder
5-gone: no such file or folder
6-emptied.txt@0: has become shorter while it was read, by 50 bytes
7-large.jsonl@1048607: has become shorter while it was read, by 1048545 bytes`
	if got := l.reasons(""); got != want {
		t.Errorf("problems\n%s\nwant\n%s", got, want)
	}
	if got := l.titles(); !strings.HasSuffix(got, " 2 3 4 7 8") || l.articles[0].Text != text {
		t.Errorf("titles %s", got)
	}
}

func TestNULsAreShownNotFeared(t *testing.T) {
	long := strings.Repeat("كلمة ", 20)
	dir := put(t, map[string]string{
		"1.jsonl": record("1") + "{\"title\":\"2\",\"text\":\"" + long + "\x00\x00 نص\"}\n" + record("3"),
		"2.txt":   long + strings.Repeat("\x00", 9),
		"3.txt":   strings.Repeat("\x00", 5000),
		"4.jsonl": record("4") + strings.Repeat("\x00", 5000) + "\n",
	})
	l := load(t, source.Options{}, dir)
	if got, want := l.reasons(dir), "3.txt: binary file, no text\n4.jsonl: binary file, no text"; len(l.articles) != 4 || got != want {
		t.Errorf("%d articles, problems %s", len(l.articles), got)
	}
}

// A hundred megabytes without a line end cost the line, or the file if it is one
// article, and little memory.
func TestEndlessLines(t *testing.T) {
	if testing.Short() {
		t.Skip("200 MB")
	}
	for name, c := range map[string]struct{ before, after, problem, titles string }{
		"a.jsonl": {record("1") + `{"text":"`, "\"}\n" + record("3"), "a.jsonl:2: longer than 64 MB", "1 3"},
		"a.txt":   {"نص", "", "a.txt: longer than 64 MB", ""},
	} {
		path := filepath.Join(t.TempDir(), name)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.WriteString(f, c.before)
		for block := strings.Repeat("x", 1<<20); err == nil; {
			if _, err = io.WriteString(f, block); err == nil {
				if at, _ := f.Seek(0, io.SeekCurrent); at > 100<<20 {
					break
				}
			}
		}
		if err == nil {
			_, err = io.WriteString(f, c.after)
		}
		if cerr := f.Close(); err != nil || cerr != nil {
			t.Fatal(err, cerr)
		}
		l := load(t, source.Options{}, path)
		if got := l.reasons(filepath.Dir(path)); got != c.problem || l.titles() != c.titles {
			t.Errorf("titles %s, problems %s", l.titles(), got)
		}
	}
}

func TestFoldersAndLinksThatLeadNowhere(t *testing.T) {
	dir := put(t, map[string]string{"good.jsonl": record("1"), "closed/x.jsonl": record("x"), "dir.txt/y.jsonl": record("2")})
	if err := os.Symlink("loop", filepath.Join(dir, "loop")); err != nil {
		t.Fatal(err)
	}
	want := "loop: too many levels of symbolic links"
	if os.Geteuid() > 0 { // root may read all
		if err := os.Chmod(filepath.Join(dir, "closed"), 0); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = os.Chmod(filepath.Join(dir, "closed"), 0o700) }()
		want = "closed: permission denied\n" + want
	}
	l := load(t, source.Options{}, dir)
	if got := l.reasons(dir); got != want || !strings.Contains(l.titles(), "2 1") {
		t.Errorf("titles %s, problems %s", l.titles(), got)
	}
}
