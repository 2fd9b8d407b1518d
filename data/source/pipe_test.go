//go:build unix

package source_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
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
	if l := load(t, source.Options{}, dir); len(l.articles) != 0 || l.reasons(dir) != "fifo: a pipe, read only when it is named" {
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

// What comes before a pipe that nobody writes to is there at once.
func TestAPipeHoldsUpNothingBeforeIt(t *testing.T) {
	dir := put(t, map[string]string{"a.jsonl": record("1")})
	fifo := filepath.Join(dir, "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	ended := make(chan error)
	go func() {
		ended <- source.Load(ctx, []string{filepath.Join(dir, "a.jsonl"), fifo}, source.Options{}, func(b corpus.Batch) error {
			if len(b.Articles) == 1 && b.Articles[0].Title == "1" {
				cancel()
			}
			return nil
		})
	}()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v: the article before the pipe did not come", err)
	}
	w, err := os.OpenFile(fifo, os.O_RDWR, 0) // lets the reader that lingers go on
	if err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
}

// As in qari <(zcat x.gz) <(cat x.gz).
func TestPipesByNumber(t *testing.T) {
	for name, data := range map[string]string{"text": record("1") + record("2"), "gzip": pack(t, record("1")+record("2")), "zip": makeZip(t, item{name: "a.jsonl", data: record("1") + record("2")})} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		path := fmt.Sprintf("/dev/fd/%d", r.Fd())
		if _, err := os.Stat(path); err != nil {
			t.Skip("no /dev/fd")
		}
		go func() {
			_, _ = io.WriteString(w, data)
			_ = w.Close()
		}()
		if l := load(t, source.Options{}, path); l.titles() != "1 2" || len(l.problems) > 0 {
			t.Errorf("%s: titles %s, problems %v", name, l.titles(), l.problems)
		}
		_ = r.Close()
	}
}

// What is no regular file is read only where it is named, and not for ever.
func TestDevicesAndSockets(t *testing.T) {
	dir := put(t, map[string]string{"a.jsonl": record("1")})
	socket, err := net.Listen("unix", filepath.Join(dir, "socket"))
	if err != nil {
		t.Skip(err)
	}
	defer func() { _ = socket.Close() }()
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "zero")); err != nil {
		t.Fatal(err)
	}
	l := load(t, source.Options{}, dir)
	if got, want := l.reasons(dir), "socket: a socket, read only when it is named\nzero: a device, read only when it is named"; got != want || l.titles() != "1" {
		t.Errorf("titles %s, problems %s", l.titles(), got)
	}
	l = load(t, source.Options{}, "/dev/null", "/dev/zero", dir+"/zero", dir+"/socket", dir+"/a.jsonl")
	if l.titles() != "1" || len(l.problems) != 4 || l.problems[0].Reason != "empty file" || l.problems[1].Reason != "binary file, no text" {
		t.Errorf("titles %s, problems %v", l.titles(), l.problems)
	}
}
