package source_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"qari/data/source"
)

// Whatever packs and encodes them, lines are given as they are counted.
func TestExcerpt(t *testing.T) {
	var text strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&text, "سطر رقم %d\r\n", i+1)
	}
	plain := text.String()
	arabic, err := charmap.Windows1256.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	for _, name := range []string{"0.jsonl", "dir/a.jsonl", "z.jsonl"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(strings.Replace(plain, "سطر", name, map[bool]int{true: 0, false: -1}[name == "dir/a.jsonl"])))
	}
	_ = z.Close()
	dir := put(t, map[string]string{
		"a.jsonl": plain, "b.txt": arabic, "c.csv": wide, "d.jsonl.zst": packers[".zst"](t, plain), "e.jsonl.gz": pack(t, plain), "f.zip": zipped.String(),
	})
	for _, name := range []string{"a.jsonl", "b.txt", "c.csv", "d.jsonl.zst", "e.jsonl.gz", "f.zip/dir/a.jsonl"} {
		for _, c := range []struct {
			first, last int
			want        []string
		}{
			{1, 2, []string{"سطر رقم 1", "سطر رقم 2"}},
			{4000, 4001, []string{"سطر رقم 4000", "سطر رقم 4001"}},
			{5000, 5010, []string{"سطر رقم 5000"}},
		} {
			got, err := source.Excerpt(context.Background(), filepath.Join(dir, name), "", c.first, c.last, 100)
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%s, %d to %d: %q, %v", name, c.first, c.last, got, err)
			}
		}
	}
}

func TestExcerptSaysWhatItCannotShow(t *testing.T) {
	dir := put(t, map[string]string{"a": "x\n", "b.gz": pack(t, "x")[:14]})
	for path, want := range map[string]string{
		"-": "cannot be read again", dir: "is not a file", dir + "/none": "no such file", dir + "/a": "has no line 3", dir + "/b.gz": "gzip data is cut off",
	} {
		if got, err := source.Excerpt(context.Background(), path, "", 3, 4, 10); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q, %v, want %q", path, got, err, want)
		}
	}
	if _, err := source.Excerpt(context.Background(), dir+"/a", "klingon", 1, 1, 10); err == nil {
		t.Error("no error for an encoding that there is not")
	}
}

func TestExcerptCutsLongLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "long")
	if err := os.WriteFile(path, []byte("a\n"+strings.Repeat("y", 1<<20)+"\nb\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte("\nc"), 200<<20); err != nil { // after a line longer than a record may be
		t.Fatal(err)
	}
	got, err := source.Excerpt(context.Background(), path, "", 1, 9, 3)
	if err != nil || !slices.Equal(got, []string{"a", "yyy", "b", "…", "c"}) {
		t.Errorf("%q, %v", got, err)
	}
}
