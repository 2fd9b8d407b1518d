package source_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"qari/data/source"
	"qari/model/corpus"
)

// item is an entry of an archive to be made.
type item struct {
	name, data string
	link       string // of tar
	kind       byte   // of tar
	raw        *zip.FileHeader
}

// makeZip packs items, in their order.
func makeZip(t testing.TB, items ...item) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, i := range items {
		var f io.Writer
		var err error
		if i.raw != nil {
			i.raw.Name = i.name
			i.raw.CompressedSize64, i.raw.UncompressedSize64 = uint64(len(i.data)), uint64(len(i.data))
			f, err = w.CreateRaw(i.raw)
		} else {
			f, err = w.Create(i.name)
		}
		if err == nil && !strings.HasSuffix(i.name, "/") {
			_, err = io.WriteString(f, i.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// makeTar packs items, in their order.
func makeTar(t testing.TB, items ...item) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, i := range items {
		h := &tar.Header{Name: i.name, Linkname: i.link, Typeflag: tar.TypeReg, Mode: 0o600, Size: int64(len(i.data))}
		if i.kind != 0 {
			h.Typeflag = i.kind
		}
		err := w.WriteHeader(h)
		if err == nil {
			_, err = io.WriteString(w, i.data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// paths are those of the articles, below dir, apart by blanks.
func (l *loaded) paths(dir string) string {
	var s []string
	for _, a := range l.articles {
		s = append(s, strings.TrimPrefix(a.From().Path, dir+"/"))
	}
	return strings.Join(s, " ")
}

// corpora are what lies in the archives of these tests.
func corpora(t testing.TB) []item {
	big := strings.Repeat(" ", 300<<10) + "\n"
	return []item{
		{name: "z.jsonl", data: record("5") + big + record("6")},
		{name: "a/", kind: tar.TypeDir},
		{name: "./a/2.txt", data: "نص قصير."},
		{name: "a/3.md.gz", data: pack(t, "---\ntitle: ٣\n---\nنص")},
		{name: "a-1.jsonl", data: record("1")},
		{name: ".hidden/x.txt", data: "خفي."},
		{name: "a/.x.txt", data: "خفي."},
		{name: "__MACOSX/a/._2.txt", data: "\x00\x05\x16\x07"},
		{name: "README.md", data: "no article"},
		{name: "b/4.txt", data: "\xc3\xda\xe1\xe4\xca \xc7\xe1\xe6\xd2\xc7\xd1\xc9 \xda\xe4."},
	}
}

// An archive is read as a folder is: zip by the paths, tar as it comes.
func TestArchivesAreReadLikeFolders(t *testing.T) {
	sorted := "a-1.jsonl a/3.md.gz a/2.txt b/4.txt z.jsonl z.jsonl"
	asPacked := "z.jsonl z.jsonl a/2.txt a/3.md.gz a-1.jsonl b/4.txt"
	zipped, tarred := makeZip(t, corpora(t)...), makeTar(t, corpora(t)...)
	files := map[string]struct{ data, order string }{
		"a.zip": {zipped, "./a/2.txt " + sorted}, "unnamed": {zipped, ""}, "b.tar": {tarred, asPacked}, "no-name": {tarred, asPacked},
	}
	for end, pack := range packers {
		files["c.tar"+end] = struct{ data, order string }{pack(t, tarred), asPacked}
	}
	files["d.tgz"] = files["c.tar.gz"]
	for name, c := range files {
		dir := put(t, map[string]string{"sub/" + name: c.data})
		l := load(t, source.Options{}, dir)
		want := c.order
		if strings.HasPrefix(c.data, "PK") {
			want = "a/2.txt a-1.jsonl a/3.md.gz b/4.txt z.jsonl z.jsonl" // the first is ./a in the archive
		}
		want = strings.ReplaceAll(" "+want, " ", " sub/"+name+"/")[1:]
		if got := l.paths(dir); got != want || len(l.problems) > 0 {
			t.Errorf("%s: articles\n%s, want\n%s, problems %v", name, got, want, l.problems)
			continue
		}
		for _, a := range l.articles {
			switch _, base, _ := strings.Cut(a.From().Path, name); base {
			case "/b/4.txt":
				if a.Title != "أعلنت الوزارة عن" || a.From().Encoding != "windows-1256" || a.From().Source != "b" {
					t.Errorf("%s: %s in %s of %s", name, a.Title, a.From().Encoding, a.From().Source)
				}
			case "/a-1.jsonl":
				if a.From().Source != "sub" {
					t.Errorf("%s: an article beside folders is of %q", name, a.From().Source)
				}
			}
		}
		if l.last.Read != int64(len(c.data)) || l.last.Total != l.last.Read {
			t.Errorf("%s: read %d of %d, which are %d", name, l.last.Read, l.last.Total, len(c.data))
		}
		l = load(t, source.Options{Stdin: strings.NewReader(c.data)}, "-")
		if got := l.paths("-"); got != strings.ReplaceAll(want, "sub/"+name+"/", "") || len(l.problems) > 0 {
			t.Errorf("%s on standard input: articles %s, problems %v", name, got, l.problems)
		}
	}
}

// Entries that would reach out of the archive, and links, are named and not read.
func TestEvilEntriesAreNamed(t *testing.T) {
	items := []item{
		{name: "../up.txt", data: "x."}, {name: "a/../../up.txt", data: "x."}, {name: "/etc/passwd", data: "x."}, {name: `C:\x.txt`, data: "x."},
		{name: `..\back.txt`, data: "x."}, {name: "good.jsonl", data: record("1")},
	}
	const out, absolute = "path that leads out of the archive, not read", "absolute path in an archive, not read"
	want := []string{"../up.txt: " + out, "a/../../up.txt: " + out, "etc/passwd: " + absolute, "C:/x.txt: " + absolute, "../back.txt: " + out}
	links := []item{
		{name: "link.txt", link: "/etc/passwd", kind: tar.TypeSymlink}, {name: "hard.txt", link: "good.jsonl", kind: tar.TypeLink},
		{name: "fifo", kind: tar.TypeFifo}, {name: "dev", kind: tar.TypeBlock},
	}
	for name, c := range map[string]struct {
		data string
		want []string
	}{
		"a.tar": {makeTar(t, append(items, links...)...), append(want, "link.txt: link in an archive, not read", "hard.txt: link in an archive, not read", "fifo: not a regular file, not read", "dev: not a regular file, not read")},
		"a.zip": {makeZip(t, items...), want},
	} {
		dir := put(t, map[string]string{name: c.data})
		l := load(t, source.Options{}, dir)
		got := strings.ReplaceAll(l.reasons(dir), name+"/", "")
		for _, line := range c.want {
			if !strings.Contains("\n"+got+"\n", "\n"+line+"\n") {
				t.Errorf("%s: no problem %q in\n%s", name, line, got)
			}
		}
		if len(l.problems) != len(c.want) || l.titles() != "1" {
			t.Errorf("%s: titles %s, problems\n%s", name, l.titles(), got)
		}
		if files, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), "up.txt")); len(files) > 0 {
			t.Errorf("%s: wrote %v", name, files)
		}
	}
}

func TestLinksAndEncryptedEntriesOfZip(t *testing.T) {
	link := &zip.FileHeader{Method: zip.Store}
	link.SetMode(fs.ModeSymlink | 0o777)
	l := fromFile(t, "a.zip", makeZip(t,
		item{name: "a.txt", data: "sealed", raw: &zip.FileHeader{Flags: 1}},
		item{name: "b.txt", data: "a.txt", raw: link},
		item{name: "c.txt", data: "squeezed", raw: &zip.FileHeader{Method: 14}},
		item{name: "d.txt", data: "stored.", raw: &zip.FileHeader{Method: zip.Store, CRC32: 1}},
		item{name: "e.jsonl", data: record("1")}))
	const want = "/a.txt: encrypted, not read\n/b.txt: link in an archive, not read\n/c.txt: packed by method 14 of zip, which is not read\n/d.txt@159: zip data is damaged (checksum error)"
	if got := l.reasons(filepath.Dir(l.articles[0].From().Path)); l.titles() != "stored 1" || got != strings.ReplaceAll("\n"+want, "\n/", "\n")[1:] {
		t.Errorf("titles %s, problems\n%s", l.titles(), got)
	}
	if at := l.problems[3].Offset; at <= 0 {
		t.Errorf("the damage is at %d", at)
	}
}

func TestArchivesInArchives(t *testing.T) {
	inner, tarred := makeZip(t, item{name: "a.txt", data: "x."}), makeTar(t, item{name: "a.txt", data: "x."})
	for _, pack := range []func(testing.TB, ...item) string{makeZip, makeTar} {
		l := fromFile(t, "a", pack(t, item{name: "1.zip", data: inner}, item{name: "2", data: tarred}, item{name: "3.tgz", data: packers[".gz"](t, tarred)},
			item{name: "4.gz.gz", data: packers[".gz"](t, packers[".xz"](t, "x."))}, item{name: "5.jsonl", data: record("1")}))
		var got []string
		for _, p := range l.problems {
			got = append(got, filepath.Base(p.String()))
		}
		if want := "1.zip: packed twice|2: packed twice|3.tgz: packed twice|4.gz.gz: packed twice"; strings.Join(got, "|") != want || l.titles() != "1" {
			t.Errorf("titles %s, problems %s", l.titles(), got)
		}
	}
	if l := fromFile(t, "a.zip.gz", packers[".gz"](t, inner)); len(l.articles) != 0 || len(l.problems) != 1 || l.problems[0].Reason != "packed twice" {
		t.Errorf("zip in gzip: problems %v", l.problems)
	}
}

// One entry that unpacks too far costs itself, where the others can be found
// without it.
func TestBombsInArchives(t *testing.T) {
	bomb := strings.Repeat("x", 20<<20)
	items := []item{{name: "1.jsonl", data: record("1")}, {name: "2.txt", data: bomb}, {name: "3.txt.gz", data: pack(t, bomb)}, {name: "4.jsonl", data: record("4")}}
	const far = "unpacks to more than 200 times its size"
	for name, c := range map[string]struct{ data, titles, problems string }{
		"a.zip":    {makeZip(t, items...), "1 4", "2.txt: " + far + "\n3.txt.gz: " + far},
		"a.tar":    {makeTar(t, items[0], items[2], items[3]), "1 4", "3.txt.gz: " + far},
		"a.tar.gz": {pack(t, makeTar(t, items...)), "1", "2.txt: " + far},
	} {
		dir := put(t, map[string]string{name: c.data})
		l := load(t, source.Options{}, dir)
		if got := strings.ReplaceAll(l.reasons(dir), name+"/", ""); l.titles() != c.titles || got != c.problems {
			t.Errorf("%s: titles %s, want %s, problems %s", name, l.titles(), c.titles, got)
		}
	}
}

// A zip archive without the list at its end is read as far as it goes.
func TestTornZip(t *testing.T) {
	text := strings.Repeat("كلمة أخرى ", 200)
	stored := &zip.FileHeader{Method: zip.Store}
	data := makeZip(t, item{name: "a/"}, item{name: "2.jsonl", data: record("2")}, item{name: "1.jsonl", data: record("1"), raw: stored}, item{name: "../x", data: "x"},
		item{name: "sealed.txt", data: "x", raw: &zip.FileHeader{Flags: 1}}, item{name: "3.txt", data: text + corpus.ContentHash(text, "")})
	list := strings.Index(data, "PK\x01\x02")
	const torn = "zip archive is cut off or damaged: its list of entries is missing"
	const others = "../x: path that leads out of the archive, not read\nsealed.txt: encrypted, not read\n"
	for cut, c := range map[int]struct {
		articles int
		problems string
	}{
		list:                              {3, others + ": " + torn},
		list + 50:                         {3, others + ": " + torn},
		len(data) - 1:                     {3, others + ": " + torn},
		list - 30:                         {3, others + "3.txt: zip archive is cut off\n: " + torn},
		strings.Index(data, "1.jsonl"):    {1, ": " + torn},
		strings.Index(data, "sealed") + 8: {2, "../x: path that leads out of the archive, not read\n: " + torn},
		40:                                {0, ": " + torn},
	} {
		dir := put(t, map[string]string{"a.zip": data[:cut]})
		l := load(t, source.Options{}, dir)
		end := fmt.Sprintf("@%d", cut)
		got := strings.NewReplacer("a.zip/", "", "a.zip"+end, "", "a.zip", "", end, "").Replace(l.reasons(dir))
		if len(l.articles) != c.articles || got != c.problems {
			t.Errorf("cut at %d of %d: %d articles, want %d, problems\n%s\nwant\n%s", cut, len(data), len(l.articles), c.articles, got, c.problems)
		}
	}
}

func TestTornTar(t *testing.T) {
	text := strings.Repeat("كلمة أخرى ", 100)
	data := makeTar(t, item{name: "1.jsonl", data: record("1")}, item{name: "2.txt", data: text})
	for cut, want := range map[int]string{1024 + 512 + 300: "a.tar/2.txt@1836: tar archive is cut off", 1024 + 100: "a.tar@1124: tar archive is cut off"} {
		dir := put(t, map[string]string{"a.tar": data[:cut]})
		l := load(t, source.Options{}, dir)
		if got := l.reasons(dir); got != want || l.problems[0].Offset != int64(cut) || len(l.articles) == 0 {
			t.Errorf("cut at %d: %d articles, problems %s at %d", cut, len(l.articles), got, l.problems[0].Offset)
		}
	}
	bad := data[:1024+8] + "damage" + data[1024+14:]
	if l := fromFile(t, "a.tar", bad); l.titles() != "1" || len(l.problems) != 1 || !strings.HasPrefix(l.problems[0].Reason, "tar archive is damaged (") {
		t.Errorf("titles %s, problems %v", l.titles(), l.problems)
	}
	packed := pack(t, data)
	if l := fromFile(t, "a.tgz", packed[:len(packed)-20]); l.titles() == "" || len(l.problems) != 1 || l.problems[0].Reason != "gzip data is cut off" {
		t.Errorf("titles %s, problems %v", l.titles(), l.problems)
	}
}

func TestArchivesOfNothing(t *testing.T) {
	for name, data := range map[string]string{
		"a.zip": makeZip(t), "b.zip": makeZip(t, item{name: "x/"}, item{name: "README"}), "a.tar": makeTar(t), "b.tar": makeTar(t, item{name: ".x", data: "x"}),
		"a.tar.gz": pack(t, makeTar(t)),
	} {
		if l := fromFile(t, name, data); len(l.problems) != 1 || l.problems[0].Reason != "no articles in this archive" {
			t.Errorf("%s: problems %v", name, l.problems)
		}
	}
	for name, file := range map[string]string{"a.docx": "[Content_Types].xml", "a.epub": "mimetype"} {
		l := fromFile(t, name, makeZip(t, item{name: file, data: "<x/>"}, item{name: "a.xml", data: "<x/>"}))
		if len(l.problems) != 1 || !strings.Contains(l.problems[0].Reason, "not read yet") {
			t.Errorf("%s: problems %v", name, l.problems)
		}
	}
}

// Many entries come in order, whoever reads them, and large ones among them.
func TestManyEntries(t *testing.T) {
	var items []item
	for i := range 1500 {
		data := record(fmt.Sprintf("%04d", i))
		if i%500 == 7 {
			data += strings.Repeat(" ", 400<<10) + "\n"
		}
		items = append(items, item{name: fmt.Sprintf("%04d.jsonl", i), data: data})
	}
	for name, data := range map[string]string{"a.zip": makeZip(t, items...), "a.tar": makeTar(t, items...)} {
		l := fromFile(t, name, data)
		for i, a := range l.articles {
			if a.Title != fmt.Sprintf("%04d", i) {
				t.Fatalf("%s: article %d is %s", name, i, a.Title)
			}
		}
		if len(l.articles) != len(items) || len(l.problems) > 0 || l.last.Read != l.last.Total || l.last.Read != int64(len(data)) {
			t.Errorf("%s: %d articles, problems %v, read %d of %d", name, len(l.articles), l.problems, l.last.Read, l.last.Total)
		}
	}
}

// A file system may give files that can be read only from their beginning on.
func TestZipWithoutSeeking(t *testing.T) {
	data := makeZip(t, item{name: "1.jsonl", data: record("1")}, item{name: "2.jsonl", data: record("2") + strings.Repeat(" ", 3<<20)})
	var l loaded
	if err := source.FromFS(context.Background(), forward{fstest.MapFS{"a.zip": {Data: []byte(data)}}}, source.Options{}, l.take); err != nil {
		t.Fatal(err)
	}
	if l.titles() != "1 2" || len(l.problems) > 0 {
		t.Errorf("titles %s, problems %v", l.titles(), l.problems)
	}
}

// forward hides what files can do but Read.
type forward struct{ fs.FS }

func (f forward) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	if _, dir := file.(fs.ReadDirFile); err != nil || dir {
		return file, err
	}
	return struct{ fs.File }{file}, nil
}

func TestNamesInOldArchives(t *testing.T) {
	l := fromFile(t, "a.zip", makeZip(t, item{name: "\xc3\xce\xc8\xc7\xd1/\xd5\xda\xe6\xc8\xc9.jsonl", data: record("1")}))
	if len(l.articles) != 1 || !strings.HasSuffix(l.articles[0].From().Path, "a.zip/أخبار/صعوبة.jsonl") || l.articles[0].From().Source != "أخبار" {
		t.Errorf("articles %s, problems %v", l.paths(""), l.problems)
	}
}

func TestFilesOfAnArchiveAreClosed(t *testing.T) {
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		t.Skip("no list of open files")
	}
	open := func() int { files, _ := os.ReadDir("/proc/self/fd"); return len(files) }
	files := map[string]string{}
	for i := range 50 {
		files[fmt.Sprintf("%d.zip", i)] = makeZip(t, item{name: "1.jsonl", data: record(fmt.Sprint(i))}, item{name: "2.jsonl", data: record("x")})
	}
	dir := put(t, files)
	before := open()
	if l := load(t, source.Options{}, dir); len(l.articles) != 51 {
		t.Errorf("%d articles, problems %v", len(l.articles), l.problems)
	}
	if after := open(); after > before+2 {
		t.Errorf("%d files are open, %d were before", after, before)
	}
}

func FuzzZip(f *testing.F) {
	f.Add([]byte(makeZip(f, item{name: "a.jsonl", data: record("1")}, item{name: "b/c.txt", data: "نص."})))
	f.Add([]byte(makeZip(f, item{name: "a.txt", data: "x", raw: &zip.FileHeader{Method: zip.Store}})[:40]))
	f.Add([]byte(makeZip(f)))
	f.Fuzz(func(t *testing.T, data []byte) { quiet(t, fstest.MapFS{"a.zip": {Data: data}}) })
}

func FuzzTar(f *testing.F) {
	f.Add([]byte(makeTar(f, item{name: "a.jsonl", data: record("1")}, item{name: "b/c.txt", data: "نص."}, item{name: "l", link: "x", kind: tar.TypeSymlink})))
	f.Add([]byte(makeTar(f)))
	f.Fuzz(func(t *testing.T, data []byte) { quiet(t, fstest.MapFS{"a.tar": {Data: data}}) })
}
