package source_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"qari/data/source"
	"qari/model/corpus"
)

// following is a load that goes on.
type following struct {
	t   *testing.T
	dir string

	mu sync.Mutex
	loaded
	passed int // batches that were marked
}

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

// follow loads the paths, which are below dir, and goes on in the background
// until the end of the test.
func follow(t *testing.T, o source.Options, dir string, paths ...string) *following {
	t.Helper()
	f := &following{t: t, dir: dir}
	for i := range paths {
		if paths[i] != "-" {
			paths[i] = filepath.Join(dir, paths[i])
		}
	}
	o.Follow = true
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- source.Load(ctx, paths, o, f.take) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("the load ended with %v", err)
			}
		case <-time.After(patience):
			t.Error("the load does not end")
		}
	})
	return f
}

func (f *following) take(b corpus.Batch) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if b.Loaded {
		f.passed++
	}
	return f.loaded.take(b)
}

// until waits until something is so.
func (f *following) until(what string, ok func() bool) {
	f.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		f.mu.Lock()
		done := ok()
		titles, reasons := f.titles(), f.reasons(f.dir)
		f.mu.Unlock()
		if done {
			return
		}
		if time.Now().After(end) {
			f.t.Fatalf("waited in vain for %s\ntitles: %s\nproblems: %s", what, titles, reasons)
		}
	}
}

// start waits until what there was has been read.
func (f *following) start() *following {
	f.t.Helper()
	f.until("the end of the first pass", func() bool { return f.passed > 0 })
	return f
}

// has waits until these are all the titles, in any order.
func (f *following) has(titles ...string) {
	f.t.Helper()
	slices.Sort(titles)
	f.until(strings.Join(titles, " "), func() bool {
		got := strings.Fields(f.titles())
		slices.Sort(got)
		return slices.Equal(got, titles)
	})
}

// tells waits for a problem below dir, the last one.
func (f *following) tells(problem string) {
	f.t.Helper()
	f.until(problem, func() bool {
		return len(f.problems) > 0 && strings.HasSuffix("\n"+f.reasons(f.dir), "\n"+problem)
	})
}

// clean fails if anything was wrong or counted twice.
func (f *following) clean() {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.problems) > 0 || f.duplicates > 0 || f.passed != 1 {
		f.t.Errorf("%d duplicates, %d ends of the first pass, problems: %s", f.duplicates, f.passed, f.reasons(f.dir))
	}
}

// write writes a file below the folder, append what is added to it.
func (f *following) write(name, text string) { f.put(name, text, os.O_TRUNC) }

func (f *following) append(name, text string) { f.put(name, text, os.O_APPEND) }

func (f *following) put(name, text string, how int) {
	f.t.Helper()
	path := filepath.Join(f.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		f.t.Fatal(err)
	}
	w, err := os.OpenFile(path, how|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// rename moves what is below the folder.
func (f *following) rename(from, to string) {
	f.t.Helper()
	if err := os.Rename(filepath.Join(f.dir, from), filepath.Join(f.dir, to)); err != nil {
		f.t.Fatal(err)
	}
}

func (f *following) remove(name string) {
	f.t.Helper()
	if err := os.RemoveAll(filepath.Join(f.dir, name)); err != nil {
		f.t.Fatal(err)
	}
}

func page(title string) string { return "---\ntitle: " + title + "\n---\nنص عن " + title + ".\n" }

func TestNewFilesAndFoldersArrive(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{"a.md": page("a"), "old/b.md": page("b")}), "").start()
	f.has("a", "b")
	f.write("c.md", page("c"))
	f.has("a", "b", "c")
	f.write("old/d.md", page("d"))
	f.write("new/deep/e.md", page("e"))
	f.has("a", "b", "c", "d", "e")
	f.write("new/deep/f.md", page("f"))
	f.has("a", "b", "c", "d", "e", "f")
	moved := put(t, map[string]string{"in/g.md": page("g")})
	if err := os.Rename(filepath.Join(moved, "in"), filepath.Join(f.dir, "in")); err != nil {
		t.Fatal(err)
	}
	f.has("a", "b", "c", "d", "e", "f", "g")
	f.clean()
}

// With nothing there at the start nothing is wrong, and an empty file is one
// that will be filled.
func TestFollowingFromNothing(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{"empty.jsonl": "", "blank.txt": "\n\n"}), "").start()
	f.write("new.jsonl", "")
	f.append("empty.jsonl", record("1"))
	f.has("1")
	f.append("new.jsonl", record("2"))
	f.has("1", "2")
	f.clean()
}

func TestAppendedLines(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{"a.jsonl": record("1") + record("2"), "b.jsonl": record("3")}), "").start()
	f.append("a.jsonl", record("4")+record("5"))
	f.has("1", "2", "3", "4", "5")
	f.append("a.jsonl", "{broken\n"+record("6"))
	f.has("1", "2", "3", "4", "5", "6")
	f.tells(`a.jsonl:5: not JSON: 'b' where a key in quotes should be`)
	if at := f.problems[0].Offset; at != int64(4*len(record("1"))+1) {
		t.Errorf("the problem is at %d", at)
	}
	if a := f.articles[len(f.articles)-1]; a.Line != 6 || a.From().Encoding != "UTF-8" {
		t.Errorf("article of line %d, encoding %q", a.Line, a.From().Encoding)
	}
	f.append("b.jsonl", record("1")+record("7"))
	f.has("1", "2", "3", "4", "5", "6", "7")
	if f.duplicates != 1 {
		t.Errorf("%d duplicates, want that of the appended line", f.duplicates)
	}
}

// Lists of titles are gone on with, and other files that grow read as a whole,
// in any encoding.
func TestFilesOfOtherFormatsGrow(t *testing.T) {
	f := follow(t, source.Options{Format: "lines"}, put(t, map[string]string{"a": "1\n2\n"}), "").start()
	f.append("a", "3\n4")
	f.has("1", "2", "3")
	f.append("a", "5\n")
	f.has("1", "2", "3", "45")
	f.clean()

	f = follow(t, source.Options{}, put(t, map[string]string{"a.csv": "id,title,text\n1,1,نص\n", "b.jsonl": "\uFEFF" + record("2")}), "").start()
	f.append("a.csv", "3,3,نص\n")
	f.append("b.jsonl", record("4"))
	f.has("1", "2", "3", "4")
	f.write("c.jsonl", "{\"id\":\"5\",\"title\":\"5\",\"text\":\"\xE3\xCF\xD1\xED\xCF \xDD\xED \xC7\xE1\xE3\xDB\xD1\xC8\"}\n") // windows-1256
	f.has("1", "2", "3", "4", "5")
	f.append("c.jsonl", record("6"))
	f.has("1", "2", "3", "4", "5", "6")
	f.clean()
	for _, a := range f.articles {
		if got, want := a.From().Encoding, map[string]string{"5": "windows-1256"}[a.Title]; want != "" && got != want {
			t.Errorf("article %s has the encoding %s, want %s", a.Title, got, want)
		}
	}
}

// However lines are cut while they are written, each comes once.
func TestLinesCutAnywhere(t *testing.T) {
	f := follow(t, source.Options{}, t.TempDir(), "").start()
	random := rand.New(rand.NewPCG(1, 2))
	var want []string
	rest := make([]string, 3)
	for n := range 150 {
		want = append(want, fmt.Sprint(n))
		rest[n%len(rest)] += record(fmt.Sprint(n))
	}
	for i := 0; strings.Join(rest, "") != ""; i = random.IntN(len(rest)) {
		n := min(len(rest[i]), 1+random.IntN(300))
		f.append(fmt.Sprintf("%d.jsonl", i), rest[i][:n])
		rest[i] = rest[i][n:]
		time.Sleep(time.Duration(random.IntN(8)) * time.Millisecond)
	}
	f.has(want...)
	f.clean()
}

// A line without end may not be whole: it waits for its end, or for a second in
// which nothing comes.
func TestLinesAreTakenWhole(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{"a.jsonl": record("1") + record("2")[:10]}), "").start()
	f.has("1")
	f.append("a.jsonl", record("2")[10:]+record("3")[:5])
	f.has("1", "2")
	f.append("a.jsonl", record("3")[5:]+strings.TrimSuffix(record("4"), "\n"))
	f.has("1", "2", "3")
	f.has("1", "2", "3", "4") // after a second
	f.append("a.jsonl", "\n"+record("5"))
	f.has("1", "2", "3", "4", "5")
	f.clean()
	f.append("a.jsonl", "{x")
	f.tells(`a.jsonl:6: not JSON: 'x' where a key in quotes should be`)
}

// What was shortened, or written anew, or put in another's place is read from
// its start, and what is in it still is no duplicate.
func TestReplacedFilesAreReadFromTheirStart(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{"a.jsonl": record("1") + record("2") + record("3")}), "").start()
	f.write("a.jsonl", record("4"))
	f.has("1", "2", "3", "4")
	f.write("a.jsonl", record("5")+record("4")+record("6")+record("7"))
	f.has("1", "2", "3", "4", "5", "6", "7")
	f.write(".a.jsonl.swp", record("5")+record("4")+record("6")+record("7")+record("8"))
	f.rename(".a.jsonl.swp", "a.jsonl")
	f.has("1", "2", "3", "4", "5", "6", "7", "8")
	f.append("a.jsonl", record("9"))
	f.has("1", "2", "3", "4", "5", "6", "7", "8", "9")
	f.clean()
}

func TestChangedFilesAreReadAnew(t *testing.T) {
	pack := func(text string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(text))
		_ = z.Close()
		return b.String()
	}
	f := follow(t, source.Options{}, put(t, map[string]string{
		"a.md": "---\nid: a\ntitle: a\n---\nأول.", "b.jsonl.gz": pack(record("1")),
	}), "").start()
	f.write("b.jsonl.gz", pack(record("1")+record("2")))
	f.has("1", "2", "a")
	f.write("a.md", "---\nid: a\ntitle: A\n---\nثان.")
	f.has("1", "2", "a", "A")
	f.clean()
	if id := f.articles[len(f.articles)-1].ID; !strings.HasPrefix(string(id), "a-") {
		t.Errorf("the changed article has the ID %s", id)
	}
	f.write("a.md", "---\nid: a\ntitle: a\n---\nأول.") // back
	f.write("b.jsonl.gz", pack(record("3")))
	f.has("1", "2", "3", "a", "A")
	f.clean()
	f.write("c.jsonl", record("2"))
	f.until("a duplicate in a new file", func() bool { return f.duplicates == 1 })
}

// What editors and downloads make on the way is left alone.
func TestFilesInTheMakingAreLeftOut(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{"a.md": page("a")}), "").start()
	for _, name := range []string{".b.md.swp", "b.md~", "#b.md#", "b.md.tmp", "b.md.part", "~$b.md", ".git/b.md", "README.md"} {
		f.write(name, page("no"))
	}
	f.write("b.md.crdownload", page("b"))
	f.rename("b.md.crdownload", "b.md")
	f.has("a", "b")
	f.rename("a.md", "a.md~") // as editors keep what was
	f.write("a.md", page("c"))
	f.has("a", "b", "c")
	f.clean()
}

func TestMovedFilesAreNotReadAgain(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{"a.jsonl": record("1"), "old/b.jsonl": record("2"), "old/c/d.jsonl": record("3")}), "").start()
	f.rename("a.jsonl", "a.jsonl.1") // as logs are turned
	f.write("a.jsonl", record("4"))
	f.rename("old", "new")
	f.has("1", "2", "3", "4")
	f.append("a.jsonl", record("5"))
	f.append("new/b.jsonl", record("6"))
	f.append("new/c/d.jsonl", record("7"))
	f.has("1", "2", "3", "4", "5", "6", "7")
	f.append("a.jsonl.1", record("8"))
	f.has("1", "2", "3", "4", "5", "6", "7", "8")
	f.clean()
}

func TestWhatIsGoneIsNoTroubleButForFoldersThatWereGiven(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{"in/a.md": page("a"), "in/below/b.md": page("b")}), "in").start()
	f.remove("in/a.md")
	f.remove("in/below")
	f.write("in/below/c.md", page("c"))
	f.has("a", "b", "c")
	f.clean()
	f.remove("in")
	f.tells("in: this folder is gone")
	f.write("in/d.md", page("d"))
	f.has("a", "b", "c", "d")
	f.remove("in")
	f.write("in/below/e.md", page("e"))
	f.has("a", "b", "c", "d", "e")
	if len(f.problems) != 1 {
		t.Errorf("problems: %s", f.reasons(f.dir))
	}
}

func TestNamedFiles(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{"a.jsonl": record("1"), "other.jsonl": record("no")}), "a.jsonl", "later.jsonl", "sub/later.md").start()
	f.tells("sub/later.md: no such file or folder")
	f.append("other.jsonl", record("no"))
	f.write("tmp", record("1")+record("2"))
	f.rename("tmp", "a.jsonl")
	f.has("1", "2")
	f.write("later.jsonl", record("3"))
	f.has("1", "2", "3")
	f.append("later.jsonl", record("4"))
	f.write("sub/later.md", page("5"))
	f.has("1", "2", "3", "4", "5")
	if len(f.problems) != 2 || f.duplicates != 0 {
		t.Errorf("%d duplicates, problems: %s", f.duplicates, f.reasons(f.dir))
	}
}

func TestLinksAreFollowedToWhereTheyLead(t *testing.T) {
	dir := put(t, map[string]string{"real/a.jsonl": record("1"), "v1/b.md": page("2"), "v2/c.md": page("3"), "in/d.md": page("4")})
	for from, to := range map[string]string{"in/a.jsonl": "../real/a.jsonl", "now": "v1"} {
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			t.Fatal(err)
		}
	}
	f := follow(t, source.Options{}, dir, "in", "now").start()
	f.has("1", "2", "4")
	f.append("real/a.jsonl", record("5"))
	f.has("1", "2", "4", "5")
	if err := os.Symlink("v2", filepath.Join(dir, "next")); err != nil {
		t.Fatal(err)
	}
	f.rename("next", "now")
	f.has("1", "2", "3", "4", "5")
	f.clean()
}

// Standard input goes on beside what is followed; all that comes meanwhile is of
// the first pass.
func TestStandardInputBesideAFolder(t *testing.T) {
	r, w := io.Pipe()
	f := follow(t, source.Options{Stdin: r}, put(t, map[string]string{"a.md": page("a")}), "-", "")
	if _, err := io.WriteString(w, record("1")); err != nil {
		t.Fatal(err)
	}
	f.has("1", "a")
	f.write("b.md", page("b"))
	f.has("1", "a", "b")
	if f.passed != 0 {
		t.Error("the first pass is over though standard input is not")
	}
	_ = w.Close()
	f.start()
	f.clean()
}

// A folder that is filled while it is walked comes whole.
func TestNothingFallsBetween(t *testing.T) {
	f := follow(t, source.Options{}, t.TempDir(), "")
	var want []string
	for i := range 300 {
		title := string(rune('a'+i%26)) + strings.Repeat("x", i/26+1)
		want = append(want, title)
		f.write(filepath.Join(string(rune('a'+i%7)), string(rune('a'+i%5)), title+".md"), page(title))
	}
	f.has(want...)
	f.clean()
}

// A folder that takes another's place is read and watched, as is the one that
// was there, by its new name.
func TestSwappedFolders(t *testing.T) {
	for _, given := range []string{"", "d"} {
		f := follow(t, source.Options{}, put(t, map[string]string{
			"d/a.md": page("a"), "d/below/b.md": page("b"), ".new/c.md": page("c"), ".new/below/d.md": page("d"),
		}), given).start()
		f.has("a", "b")
		f.rename("d", ".old")
		f.rename(".new", "d")
		f.has("a", "b", "c", "d")
		f.write("d/below/e.md", page("e"))
		f.write("d/f.md", page("f"))
		f.has("a", "b", "c", "d", "e", "f")
		f.rename("d", ".new") // and back
		f.rename(".old", "d")
		f.write("d/below/g.md", page("g"))
		f.has("a", "b", "c", "d", "e", "f", "g")
		f.clean()
	}
}

func TestLinksThatLeadElsewhere(t *testing.T) {
	dir := put(t, map[string]string{"v1/a.jsonl": record("1"), "v2/a.jsonl": record("2"), "in/d.md": page("3")})
	link := func(name, to string) {
		if err := os.Symlink(to, filepath.Join(dir, "next")); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(dir, "next"), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	link("in/a.jsonl", "../v1/a.jsonl")
	link("now.jsonl", "v1/a.jsonl")
	f := follow(t, source.Options{}, dir, "in", "now.jsonl").start()
	link("in/a.jsonl", "../v2/a.jsonl")
	link("now.jsonl", "v2/a.jsonl")
	f.has("1", "2", "3")
	f.append("v2/a.jsonl", record("4"))
	f.has("1", "2", "3", "4")
}

func TestHiddenFilesThatAreNamed(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{".a.jsonl": record("1")}), ".a.jsonl").start()
	f.append(".a.jsonl", record("2"))
	f.has("1", "2")
	f.clean()
}

// What is being written is read when it rests, wherever it was found.
func TestFilesThatAreBeingWritten(t *testing.T) {
	f := follow(t, source.Options{}, put(t, map[string]string{"download.md.part": page("no")}), "").start()
	packed := pack(t, "title: نص\n\n"+strings.Repeat("كلمة أخرى ", 4000))
	for i := range 20 {
		f.append("new/a.md", page(fmt.Sprint(i)))
		f.append("new/b.txt.gz", packed[i*len(packed)/20:(i+1)*len(packed)/20])
		time.Sleep(50 * time.Millisecond)
	}
	f.until("two articles", func() bool { return len(f.articles) == 2 })
	f.clean()
}

// A file that is read while its end is missing is no trouble once that comes.
func TestFilesThatAreCutOffForAWhile(t *testing.T) {
	table := "id,title,text\n1,1,نص\n2,2,\"نص\nآخر\"\n"
	array := "[" + strings.TrimSpace(record("3")) + ",\n" + strings.TrimSpace(record("4")) + "]"
	packed := pack(t, record("5")+record("6"))
	f := follow(t, source.Options{}, t.TempDir(), "").start()
	files := map[string]string{"a.csv": table, "b.json": array, "c.jsonl.gz": packed}
	for name, data := range files {
		f.write(name, data[:len(data)-6])
	}
	f.has("1", "3", "5", "6")
	time.Sleep(500 * time.Millisecond)
	for name, data := range files {
		f.append(name, data[len(data)-6:])
	}
	f.has("1", "2", "3", "4", "5", "6")
	f.clean()
	f.write("d.jsonl.gz", packed[:len(packed)-6])
	f.tells(fmt.Sprintf("d.jsonl.gz@%d: gzip data is cut off", len(packed)-6)) // after a while
}
