//go:build unix

package source_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"qari/data/source"
	"qari/model/corpus"
)

// A pipe that nobody writes to, and standard input that gives nothing, do not
// hold up the end.
func TestCancelDoesNotWait(t *testing.T) {
	dir := t.TempDir()
	fifo := filepath.Join(dir, "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	silent, writer := io.Pipe()
	defer func() { _ = writer.Close() }()
	for _, path := range []string{fifo, "-"} {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		err := source.Load(ctx, []string{path}, source.Options{Stdin: silent}, func(corpus.Batch) error { return nil })
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: error %v", path, err)
		}
	}
	// Not named but found in a folder it is not opened at all.
	if l := load(t, source.Options{}, dir); len(l.articles) != 0 || l.reasons(dir) != ": no articles in this folder" {
		t.Errorf("problems %q", l.reasons(dir))
	}
	w, err := os.OpenFile(fifo, os.O_RDWR, 0) // lets the reader that lingers go on
	if err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
}

func TestAPipeIsReadWhenItIsNamed(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	go func() { _ = os.WriteFile(fifo, []byte(record("1")+record("2")), 0o600) }()
	if l := load(t, source.Options{}, fifo); l.titles() != "1 2" || l.last.Total != 0 {
		t.Errorf("titles %s, problems %v, total %d", l.titles(), l.problems, l.last.Total)
	}
}
