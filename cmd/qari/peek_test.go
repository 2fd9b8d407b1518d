package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"qari/model/corpus"
)

func TestPeekGivesTheLinesAroundAProblem(t *testing.T) {
	dir := t.TempDir()
	var text strings.Builder
	for i := range 40 {
		text.WriteString(strings.Repeat("x", i) + "\n")
	}
	plain, packed := filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "a.jsonl.gz")
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	_, _ = w.Write([]byte(text.String()))
	_ = w.Close()
	for path, data := range map[string][]byte{plain: []byte(text.String()), packed: z.Bytes()} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		lines, first, err := peek(corpus.Problem{Path: path, Line: 15})
		if err != nil || first != 5 || len(lines) != 21 || lines[10] != strings.Repeat("x", 14) {
			t.Errorf("%s: from %d %q, %v", path, first, lines, err)
		}
	}
	lines, first, err := peek(corpus.Problem{Path: plain, Line: 2})
	if err != nil || first != 1 || !slices.Equal(lines[:3], []string{"", "x", "xx"}) {
		t.Errorf("from %d %q, %v", first, lines, err)
	}
}

func TestPeekSaysWhatItCannotShow(t *testing.T) {
	for _, path := range []string{"-", filepath.Join(t.TempDir(), "none"), t.TempDir()} {
		if _, _, err := peek(corpus.Problem{Path: path}); err == nil {
			t.Errorf("%s: no error", path)
		}
	}
}

func TestPeekCutsLongLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "long")
	if err := os.WriteFile(path, []byte(strings.Repeat("y", 1<<20)+"\nshort"), 0o600); err != nil {
		t.Fatal(err)
	}
	lines, _, err := peek(corpus.Problem{Path: path, Line: 1})
	if err != nil || len(lines) != 2 || len(lines[0]) != peekBytes || lines[1] != "short" {
		t.Errorf("%d lines, the first of %d bytes, %v", len(lines), len(lines[0]), err)
	}
}
