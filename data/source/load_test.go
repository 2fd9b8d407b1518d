package source_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"qari/data/source"
	"qari/model/corpus"
)

// put writes files below a new folder and gives its path.
func put(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// loaded is everything that a load emitted.
type loaded struct {
	articles   []*corpus.Article
	problems   []corpus.Problem
	duplicates int
	unwanted   int
	last       corpus.Batch
}

func (l *loaded) take(b corpus.Batch) error {
	l.articles = append(l.articles, b.Articles...)
	l.problems = append(l.problems, b.Problems...)
	l.duplicates += b.Duplicates
	l.unwanted += b.Unwanted
	l.last = b
	return nil
}

func load(t testing.TB, o source.Options, paths ...string) loaded {
	t.Helper()
	var l loaded
	if err := source.Load(context.Background(), paths, o, l.take); err != nil {
		t.Fatal(err)
	}
	return l
}

// titles are those of the articles, apart by blanks.
func (l *loaded) titles() string {
	var s []string
	for _, a := range l.articles {
		s = append(s, a.Title)
	}
	return strings.Join(s, " ")
}

// reasons are the problems, below dir, one a line.
func (l *loaded) reasons(dir string) string {
	var s []string
	for _, p := range l.problems {
		s = append(s, strings.TrimPrefix(strings.TrimPrefix(p.String(), dir), "/"))
	}
	return strings.Join(s, "\n")
}

func record(title string) string {
	return fmt.Sprintf("{\"title\":%q,\"text\":\"نص %s\"}\n", title, title)
}

func pack(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestFoldersAreReadByPath(t *testing.T) {
	dir := put(t, map[string]string{
		"b.jsonl": record("5") + record("6"), "a/z.jsonl": record("3"), "a-b.jsonl": record("1"), "a.jsonl": record("2"), "a/é/1.jsonl": record("4"),
		".hidden.jsonl": record("x"), ".git/a.jsonl": record("x"), "README.md": "x y z", "a/LICENSE-x.txt": "x",
	})
	l := load(t, source.Options{}, dir)
	if got := l.titles(); got != "1 2 3 4 5 6" || len(l.problems) > 0 {
		t.Errorf("titles %s, problems %v", got, l.problems)
	}
	if got, want := l.articles[3].From().Path, dir+"/a/é/1.jsonl"; got != want {
		t.Errorf("path %s, want %s", got, want)
	}
	if got := l.articles[5].Line; got != 2 {
		t.Errorf("line %d, want 2", got)
	}
	l = load(t, source.Options{}, dir+"/b.jsonl", dir+"/a/", dir+"/README.md", dir+"/.hidden.jsonl")
	if got := l.titles(); got != "5 6 3 4 x y z x" || l.articles[2].From().Path != dir+"/a/z.jsonl" {
		t.Errorf("titles %s of arguments, path %s", got, l.articles[2].From().Path)
	}
}

func TestContentDecidesBeforeTheName(t *testing.T) {
	lines := record("1") + record("2")
	for name, c := range map[string]struct{ text, titles string }{
		"a.jsonl":     {lines, "1 2"},
		"a.txt":       {lines, "1 2"},
		"a":           {lines, "1 2"},
		"a.json":      {lines, "1 2"},
		"a.gz":        {pack(t, lines), "1 2"},
		"packed":      {pack(t, lines), "1 2"},
		"a.jsonl.gz":  {pack(t, "\uFEFF"+lines), "1 2"},
		"a.txt.gz":    {pack(t, "نص قصير."), "نص قصير"},
		"bom.txt":     {"\uFEFFنص قصير.", "نص قصير"},
		"a.md":        {"---\ntitle: ع\n---\nنص", "ع"},
		"front":       {"+++\ntitle = 'ع'\n+++\nنص", "ع"},
		"a.text":      {"---\nنص قصير.", "--- نص قصير"},
		"unknown.xyz": {"نص قصير.", "نص قصير"},
	} {
		dir := put(t, map[string]string{name: c.text})
		if l := load(t, source.Options{}, dir); strings.Join(strings.Fields(l.titles()), " ") != c.titles && name != "a.text" || len(l.problems) > 0 {
			t.Errorf("%s: titles %s, problems %v", name, l.titles(), l.problems)
		}
		l := load(t, source.Options{Stdin: strings.NewReader(c.text)}, "-")
		if name != "a.md" && name != "a.text" && l.titles() != c.titles || len(l.problems) > 0 {
			t.Errorf("%s on standard input: titles %s, problems %v", name, l.titles(), l.problems)
		}
		if l.articles[0].From().Path != "-" || l.articles[0].From().Encoding != "UTF-8" {
			t.Errorf("path %q, encoding %q", l.articles[0].From().Path, l.articles[0].From().Encoding)
		}
	}
}

func TestFormatAndFieldsByOption(t *testing.T) {
	in := func() io.Reader { return strings.NewReader(`{"kop":"ع","text":"ن"}`) }
	l := load(t, source.Options{Stdin: in(), Format: "TXT"}, "-")
	if got := l.articles[0].Text; got != `{"kop":"ع","text":"ن"}` {
		t.Errorf("as plain text it is %q", got)
	}
	l = load(t, source.Options{Stdin: in(), Fields: map[string]string{"title": "kop"}}, "-")
	if got := l.titles(); got != "ع" {
		t.Errorf("the title is %q", got)
	}
	for _, o := range []source.Options{{Format: "parchment"}, {Encoding: "klingon"}, {Fields: map[string]string{"colour": "x"}}} {
		if o.Check() == nil || source.Load(context.Background(), nil, o, nil) == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
	if err := (source.Options{Format: "auto", Encoding: "UTF-8", Fields: map[string]string{"text": "x"}}).Check(); err != nil {
		t.Error(err)
	}
}

func TestProblemsStopNothing(t *testing.T) {
	packed := pack(t, record("packed")+strings.Repeat(record("more"), 1000))
	dir := put(t, map[string]string{
		"1-good.jsonl":     record("1"),
		"2-empty.txt":      "",
		"3-blank.txt":      " \n\t\n",
		"4-binary.txt":     "\x7fELF\x00\x00\x01\x02",
		"5-named.txt.gz":   "\x00\x01\x02",
		"6-lines.jsonl":    record("2") + "broken\n{\"url\":\"x\"}\n" + record("3") + "{\"title\":",
		"7-cut.jsonl.gz":   packed[:len(packed)-12],
		"8-damaged.txt.gz": "\x1f\x8b\x07\x00damaged data",
		"9-later.rtf":      "{\\rtf1}",
		"twice.gz":         pack(t, pack(t, "x")),
		"empty.txt.gz":     pack(t, ""),
		"void/.keep":       "",
		"z-good.jsonl":     record("4"),
	})
	l := load(t, source.Options{}, dir, dir+"/missing.txt", dir+"/void", "-")
	want := `2-empty.txt: empty file
3-blank.txt: nothing but blanks
4-binary.txt: binary file, no text
5-named.txt.gz: not gzip data, as its name says
6-lines.jsonl:2: not a JSON object
6-lines.jsonl:3: neither text nor title
6-lines.jsonl:5: not JSON: cut off, a value is missing
7-cut.jsonl.gz@188: gzip data is cut off
8-damaged.txt.gz@10: gzip data is damaged (invalid header)
9-later.rtf: RTF is not read yet
empty.txt.gz: empty file
twice.gz: packed twice
missing.txt: no such file or folder
void: no articles in this folder
-: no standard input`
	if got := l.reasons(dir); got != want {
		t.Errorf("problems\n%s\nwant\n%s", got, want)
	}
	if got := l.titles(); got != "1 2 3 packed more 4" || l.duplicates != 999 {
		t.Errorf("titles %s, %d duplicates", got, l.duplicates)
	}
	for _, p := range l.problems {
		if strings.HasSuffix(p.Path, "7-cut.jsonl.gz") && p.Offset != int64(len(packed)-12) {
			t.Errorf("cut off at %d, want %d", p.Offset, len(packed)-12)
		}
		if strings.HasSuffix(p.Path, "6-lines.jsonl") && p.Line == 2 && p.Offset != int64(len(record("2"))) {
			t.Errorf("the broken line is at %d, want %d", p.Offset, len(record("2")))
		}
	}
}

func TestAFolderThatCannotBeReadIsNamed(t *testing.T) {
	fsys := fstest.MapFS{"a/x.jsonl": {Data: []byte(record("1"))}, "b/x.jsonl": {Data: []byte(record("2"))}}
	var l loaded
	if err := source.FromFS(context.Background(), refusing{fsys, "a"}, source.Options{}, l.take); err != nil {
		t.Fatal(err)
	}
	if got := l.reasons(""); got != "a: permission denied" || l.titles() != "2" {
		t.Errorf("problems %s, titles %s", got, l.titles())
	}
}

// refusing is a file system with a folder that may not be read.
type refusing struct {
	fs.FS
	folder string
}

func (r refusing) Open(name string) (fs.File, error) {
	if name == r.folder {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return r.FS.Open(name)
}

func TestFewBadBytesStay(t *testing.T) {
	text := strings.Repeat("كلمة ", 50) + "\xff" + " كلمة"
	l := load(t, source.Options{Stdin: strings.NewReader(text)}, "-")
	if len(l.articles) != 1 || l.articles[0].Text != text || l.articles[0].Counts().Controls != 1 {
		t.Errorf("articles %v, problems %v", l.articles, l.problems)
	}
}

func TestAMixedFileIsDecidedByLine(t *testing.T) {
	windows := "{\"title\":\"\xc3\xda\xe1\xe4\xca\",\"text\":\"\xc3\xda\xe1\xe4\xca \xc7\xe1\xe6\xd2\xc7\xd1\xc9\"}\n"
	l := load(t, source.Options{Stdin: strings.NewReader(record("ع") + windows + record("غ"))}, "-")
	if got := l.titles(); got != "ع أعلنت غ" || len(l.problems) != 0 {
		t.Errorf("titles %s, problems %v", got, l.problems)
	}
	for i, want := range []string{"UTF-8", "windows-1256", "UTF-8"} {
		if got := l.articles[i].From().Encoding; got != want {
			t.Errorf("article %d is in %s, want %s", i, got, want)
		}
	}
}

func TestLinksAreFollowedOnce(t *testing.T) {
	dir := put(t, map[string]string{"a/1.jsonl": record("1"), "b/2.jsonl": record("2"), "other/3.jsonl": record("3")})
	for link, to := range map[string]string{
		"a/up": dir + "/a", "b/root": dir, "b/a": dir + "/a", "c": dir + "/other", "file.jsonl": dir + "/other/3.jsonl", "nowhere": dir + "/gone",
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	l := load(t, source.Options{}, dir)
	if got := l.titles(); got != "1 2 3" {
		t.Errorf("titles %s", got)
	}
	const again = ": link to a folder that is read already"
	if got, want := l.reasons(dir), strings.Join([]string{"a/up" + again, "b/a" + again, "b/root" + again, "nowhere: link to nowhere"}, "\n"); got != want {
		t.Errorf("problems\n%s\nwant\n%s", got, want)
	}
}

func TestSameContentIsKeptOnce(t *testing.T) {
	for _, c := range []struct{ name, data, ids string }{
		{"same ID, same content", `{"id":"a","title":"ع","text":"ن"}` + "\n" + `{"id":"a","text":"ن","title":"ع","url":"x"}`, "a"},
		{"same ID, other content", `{"id":"a","text":"١"}` + "\n" + `{"id":"a","text":"٢"}` + "\n" + `{"id":"a","text":"٣"}`, "a a-%s a-%s"},
		{"same ID, other content twice", `{"id":"a","text":"١"}` + "\n" + `{"id":"a","text":"٢"}` + "\n" + `{"id":"a","text":"٢"}`, "a a-%s"},
		{"no ID, same content", record("1") + record("1"), string(corpus.ContentID("1", "نص 1"))},
		{"other ID, same content", `{"id":"a","text":"ن"}` + "\n" + `{"id":"b","text":"ن"}`, "a b"},
		{"an ID with controls", `{"id":" a\u001b\u202eb\n ","text":"ن"}`, "a␛<202E>b"},
	} {
		l := load(t, source.Options{Stdin: strings.NewReader(c.data)}, "-")
		var ids []string
		for _, a := range l.articles {
			ids = append(ids, string(a.ID))
		}
		want := c.ids
		for _, a := range l.articles[1:] {
			want = strings.Replace(want, "%s", corpus.ContentHash(a.Title, a.Text)[:6], 1)
		}
		if got := strings.Join(ids, " "); got != want || l.duplicates != strings.Count(c.data, "text")-len(ids) {
			t.Errorf("%s: IDs %s, %d duplicates, want %s", c.name, got, l.duplicates, want)
		}
	}
}

// The unwanted leave everything as it would be with them, but for themselves.
func TestUnwantedTitlesAreLeftOut(t *testing.T) {
	data := `{"id":"a","title":"one","text":"١"}` + "\n" + `{"id":"a","title":"two","text":"٢"}` + "\n" + `{"title":"one","text":"٣"}` + "\n" +
		`{"text":"no title"}` + "\n" + `{"id":"b","title":"t\u0007wo","text":"٤"}` + "\n" + `{"id":"b","title":"one","text":"٥"}` + "\n" + `{"id":"b","title":"t\u0007wo","text":"٤"}` + "\n"
	all := load(t, source.Options{Stdin: strings.NewReader(data)}, "-")
	var want []string
	for _, a := range all.articles {
		if a.Title != "one" {
			want = append(want, string(a.ID)+" "+a.Title)
		}
	}
	some := load(t, source.Options{Stdin: strings.NewReader(data), Wanted: func(title string) bool { return title != "one" }}, "-")
	var got []string
	for _, a := range some.articles {
		got = append(got, string(a.ID)+" "+a.Title)
	}
	if !slices.Equal(got, want) || len(got) != 3 || some.unwanted != 3 || some.duplicates != all.duplicates || all.unwanted != 0 {
		t.Errorf("%q, want %q; %d unwanted, %d duplicates", got, want, some.unwanted, some.duplicates)
	}
}

func TestFromFS(t *testing.T) {
	fsys := fstest.MapFS{
		"a.jsonl": {Data: []byte(record("1"))}, "sub/dir/b.txt": {Data: []byte("نص قصير.")}, ".x/c.txt": {Data: []byte("x")},
	}
	var l loaded
	if err := source.FromFS(context.Background(), fsys, source.Options{}, l.take); err != nil {
		t.Fatal(err)
	}
	if len(l.articles) != 2 || l.articles[0].From().Path != "a.jsonl" || l.articles[1].From().Path != "sub/dir/b.txt" || l.articles[1].From().Source != "dir" {
		t.Errorf("articles %+v", l.articles)
	}
}

func TestBatchesComeInOrderWithProgress(t *testing.T) {
	files := map[string]string{}
	total := 0
	for i := range 40 {
		var b strings.Builder
		for k := range 100 {
			b.WriteString(record(fmt.Sprintf("%02d-%03d", i, k)))
		}
		if i%3 == 0 { // one that is read as a stream
			b.WriteString(strings.Repeat(" ", 300<<10) + "\n")
		}
		files[fmt.Sprintf("%02d.jsonl", i)] = b.String()
		total += b.Len()
	}
	dir := put(t, files)
	last, read, batches := "", int64(0), 0
	err := source.Load(context.Background(), []string{dir}, source.Options{}, func(b corpus.Batch) error {
		batches++
		if len(b.Articles) > 512 || b.Read < read || b.Total != 0 && b.Total != int64(total) {
			t.Errorf("batch of %d, read %d after %d of %d", len(b.Articles), b.Read, read, b.Total)
		}
		read = b.Read
		for _, a := range b.Articles {
			if a.Title <= last {
				t.Fatalf("%s comes after %s", a.Title, last)
			}
			last = a.Title
		}
		return nil
	})
	if err != nil || last != "39-099" || read != int64(total) || batches < 8 {
		t.Errorf("last %s, read %d of %d, %d batches, %v", last, read, total, batches, err)
	}
}

func TestEmitEndsTheLoad(t *testing.T) {
	enough := errors.New("enough")
	n := 0
	err := source.Load(context.Background(), []string{"-"}, source.Options{Stdin: strings.NewReader(strings.Repeat(record("1")+record("2"), 20000))}, func(corpus.Batch) error {
		n++
		return enough
	})
	if !errors.Is(err, enough) || n != 1 {
		t.Errorf("error %v after %d batches", err, n)
	}
}

// What a pipe has given is in the list before it gives more.
func TestAStreamShowsWhatItHas(t *testing.T) {
	r, w := io.Pipe()
	got := make(chan string)
	go func() {
		_ = source.Load(context.Background(), []string{"-"}, source.Options{Stdin: r}, func(b corpus.Batch) error {
			for _, a := range b.Articles {
				got <- a.Title
			}
			return nil
		})
		close(got)
	}()
	for _, title := range []string{"1", "2", "3"} {
		if _, err := io.WriteString(w, record(title)); err != nil {
			t.Fatal(err)
		}
		select {
		case s := <-got:
			if s != title {
				t.Errorf("%s comes in the place of %s", s, title)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s does not come", title)
		}
	}
	_ = w.Close()
	<-got
}

func TestFormatsThatAreNotReadYetAreNamed(t *testing.T) {
	for _, c := range []struct{ name, text, reason string }{
		{"a.pdf", "x", "PDF is not read yet"},
		{"a", "<?xml version='1.0'?><rss/>", "feed without entries"},
		{"b", "<?xml version='1.0'?>x", "XML of this kind is not read yet"},
		{"a.docx", "x", "Word is not read yet"},
	} {
		l := load(t, source.Options{}, put(t, map[string]string{c.name: c.text}))
		if len(l.articles) != 0 || len(l.problems) != 1 || l.problems[0].Reason != c.reason {
			t.Errorf("%s: %d articles, problems %v, want %s", c.name, len(l.articles), l.problems, c.reason)
		}
	}
	for _, text := range []string{"[كذا] نص", "{نص}", "<b> نص", "[1] \"نص\""} {
		if l := load(t, source.Options{Stdin: strings.NewReader(text)}, "-"); len(l.articles) != 1 {
			t.Errorf("%s: problems %v", text, l.problems)
		}
	}
}

// A fault of this program costs one file and is told of.
func TestAPanicIsAProblem(t *testing.T) {
	fsys := fstest.MapFS{"1.jsonl": {Data: []byte(record("1"))}, "2.jsonl": {Data: []byte(record("2"))}}
	var l loaded
	if err := source.FromFS(context.Background(), panicking{fsys, "1.jsonl"}, source.Options{}, l.take); err != nil {
		t.Fatal(err)
	}
	if got := l.reasons(""); got != "1.jsonl: internal error: broken" || l.titles() != "2" {
		t.Errorf("problems %s, titles %s", got, l.titles())
	}
}

// panicking is a file system that panics at a file.
type panicking struct {
	fs.FS
	file string
}

func (p panicking) Open(name string) (fs.File, error) {
	if name == p.file {
		panic("broken")
	}
	return p.FS.Open(name)
}

// What web services give as HTML is read without its tags.
func TestTextsOfWebServices(t *testing.T) {
	l := fromFile(t, "a.jsonl", `{"id":1,"title":{"rendered":"أ &#8211; ب"},"content":{"rendered":"\u003cp>نص <b>أول<\/b><\/p>\n<p>ثان<\/p>","protected":false}}`+"\n"+`{"text":"5 < 6 <tag> & <p"}`+"\n")
	if len(l.articles) != 2 || l.articles[0].Title != "أ – ب" || l.articles[0].Text != "نص أول\nثان" || l.articles[1].Text != "5 < 6 <tag> & <p" {
		t.Errorf("%q %q, problems %v", l.articles[0].Title, l.articles[0].Text, l.problems)
	}
}
