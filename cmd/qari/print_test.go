package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"

	"qari/model/cell"
)

func TestCatOnATerminalIsVisualAndAsWideAsItsColumns(t *testing.T) {
	article := filepath.Join(t.TempDir(), "a.jsonl")
	if err := writeFile(article, `{"title":"سلام","text":"`+strings.Repeat("كلمة بعد كلمة، ", 40)+`"}`); err != nil {
		t.Fatal(err)
	}
	for columns, want := range map[uint16]int{30: 30, 200: 80} {
		s := start(t, "qari", pty.Winsize{Rows: 24, Cols: columns}, nil, nil, "cat", "-k", "بعد", article)
		s.exit(0)
		if !strings.Contains(s.output(), "\x1b[") || !strings.Contains(s.output(), "ﺪﻌﺑ") {
			t.Errorf("no lit word in presentation forms: %q", s.output())
		}
		for line := range strings.Lines(ansi.Strip(s.output())) {
			line = strings.TrimRight(line, "\r\n")
			if w := cell.StringWidth(line); w != want && w != 0 {
				t.Errorf("%d columns: a line of %d cells, want %d: %q", columns, w, want, line)
			}
		}
	}
}

func TestSignalsEndCommandsWithTheirCode(t *testing.T) {
	for signal, want := range map[syscall.Signal]int{
		syscall.SIGHUP: 129, syscall.SIGINT: 130, syscall.SIGTERM: 143,
	} {
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("qari", "cat", "-")
		cmd.Stdin = read
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		read.Close()
		if _, err := io.WriteString(write, `{"title":"أول","text":"نص"}`+"\n"+`{"title":"ثان","text":"نص ثان"}`+"\n"); err != nil {
			t.Fatal(err)
		}
		// Articles are printed while the pipe is still open.
		first := make([]byte, len("أول"))
		if _, err := io.ReadFull(out, first); err != nil || string(first) != "أول" {
			t.Fatalf("read %q, %v", first, err)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, out)
		var exit *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != want {
			t.Errorf("%v ends with %v, want %d", signal, err, want)
		}
		write.Close()
	}
}

// What could not be read keeps nothing else from being printed.
func TestCatPrintsAllBesideWhatIsBad(t *testing.T) {
	const articles = 3000
	var lines strings.Builder
	for i := range articles {
		fmt.Fprintf(&lines, `{"id":"%d","title":"عنوان","text":"نص رقم %d"}`+"\n", i, i)
	}
	path := filepath.Join(t.TempDir(), "a.jsonl")
	if err := writeFile(path, lines.String()+"bad\n"); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		out, err := exec.Command("qari", "cat", path).Output()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != exitError || !strings.Contains(string(exit.Stderr), "a.jsonl:3001: ") {
			t.Fatalf("ends with %v", err)
		}
		if n := strings.Count(string(out), "نص رقم "); n != articles {
			t.Fatalf("%d articles are printed, want %d", n, articles)
		}
	}
}
