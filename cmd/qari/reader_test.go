package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

func writeFile(path, text string) error { return os.WriteFile(path, []byte(text), 0o600) }

// screen is the program running in a pseudo-terminal.
type screen struct {
	t    *testing.T
	cmd  *exec.Cmd
	tty  *os.File
	done chan error

	mu  sync.Mutex
	got bytes.Buffer
}

// start runs this test binary under one of its names (see TestMain) on a
// terminal that says of itself only that it is one.
func start(t *testing.T, name string, size pty.Winsize, stdin *os.File, env []string, args ...string) *screen {
	t.Helper()
	s := startSilent(t, name, size, stdin, env, args...)
	s.answering(0, map[string]string{"\x1b[c": "\x1b[?1;0c"})
	return s
}

// startSilent is start on a terminal that answers nothing.
func startSilent(t *testing.T, name string, size pty.Winsize, stdin *os.File, env []string, args ...string) *screen {
	t.Helper()
	cmd := exec.Command(name, args...)
	home := t.TempDir()
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "HOME=" + home,
		"LANG=en_US.UTF-8"}, env...)
	s := &screen{t: t, cmd: cmd, done: make(chan error, 1)}
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := pty.Setsize(slave, &size); err != nil {
		t.Fatal(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	if stdin != nil {
		cmd.Stdin = stdin
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	slave.Close()
	s.tty = pollable(t, master)
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(s, s.tty)
	}()
	go func() {
		err := cmd.Wait()
		select { // the last bytes may still be on their way
		case <-drained:
		case <-time.After(time.Second):
		}
		s.done <- err
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = s.tty.Close()
	})
	return s
}

// pollable is the same terminal, but closing it ends a read that waits: else
// hanging up would have to wait for the program's output.
func pollable(t *testing.T, f *os.File) *os.File {
	t.Helper()
	defer f.Close()
	fd, err := unix.Dup(int(f.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), "terminal")
}

// resize gives the terminal another size.
func (s *screen) resize(size pty.Winsize) {
	s.t.Helper()
	raw, err := s.tty.SyscallConn()
	if err != nil {
		s.t.Fatal(err)
	}
	var failed error
	err = raw.Control(func(fd uintptr) {
		failed = unix.IoctlSetWinsize(int(fd), unix.TIOCSWINSZ, &unix.Winsize{Row: size.Rows, Col: size.Cols})
	})
	if err = errors.Join(err, failed); err != nil {
		s.t.Fatal(err)
	}
}

func (s *screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got.Write(b)
}

func (s *screen) output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got.String()
}

// await waits until the output holds text.
func (s *screen) await(text string) {
	s.t.Helper()
	for range 500 {
		if strings.Contains(s.output(), text) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatalf("no %q in the output:\n%q", text, s.output())
}

func (s *screen) press(keys string) {
	s.t.Helper()
	if _, err := s.tty.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// exit waits for the end and checks the exit code, and that the terminal is as
// it was: main screen, cursor, no modes left on.
func (s *screen) exit(code int) {
	s.t.Helper()
	select {
	case err := <-s.done:
		got := 0
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			got = exit.ExitCode()
		} else if err != nil {
			s.t.Fatal(err)
		}
		if got != code {
			s.t.Fatalf("exit code %d, want %d; output:\n%q", got, code, s.output())
		}
	case <-time.After(10 * time.Second):
		s.t.Fatalf("it does not end; output:\n%q", s.output())
	}
	out := s.output()
	for _, mode := range []string{"1049", "2004", "1000", "1002", "1003", "1006", "1004"} {
		on, off := "\x1b[?"+mode+"h", "\x1b[?"+mode+"l"
		if strings.LastIndex(out, on) > strings.LastIndex(out, off) {
			s.t.Errorf("mode %s is left on", mode)
		}
	}
	if strings.LastIndex(out, "\x1b[?25l") > strings.LastIndex(out, "\x1b[?25h") {
		s.t.Error("the cursor is left hidden")
	}
}

const entersFull = "\x1b[?1049h"

var usual = pty.Winsize{Rows: 24, Cols: 80}

func TestReaderShowsTheSampleAndQuits(t *testing.T) {
	s := start(t, "qari", usual, nil, nil)
	s.await(entersFull)
	s.await("sample")
	s.press("Q")
	s.exit(0)
}

func TestSignalsLeaveTheTerminalAsItWas(t *testing.T) {
	for _, c := range []struct {
		signal syscall.Signal
		code   int
	}{
		{syscall.SIGTERM, 143},
		{syscall.SIGHUP, 129},
		{syscall.SIGINT, 130},
	} {
		t.Run(c.signal.String(), func(t *testing.T) {
			s := start(t, "qari", usual, nil, nil)
			s.await("sample")
			if err := s.cmd.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			s.exit(c.code)
		})
	}
}

func TestHangUpEndsTheReader(t *testing.T) {
	s := start(t, "qari", usual, nil, nil)
	s.await("sample")
	if err := s.tty.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-s.done:
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 129 {
			t.Errorf("ended with %v, want exit code 129", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it does not end")
	}
}

func TestReaderStandsAnySize(t *testing.T) {
	for _, size := range []pty.Winsize{{Rows: 1, Cols: 1}, {Rows: 2, Cols: 3}, {Rows: 10, Cols: 40}, {Rows: 100, Cols: 300}, {}} {
		s := start(t, "qari", size, nil, nil)
		s.await(entersFull)
		s.resize(usual)
		s.await("sample")
		s.resize(size)
		time.Sleep(50 * time.Millisecond)
		s.press("Q")
		s.exit(0)
	}
}

func TestKeysComeFromTheTerminalWhileArticlesComeFromAPipe(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, "qari", usual, read, nil, "-")
	read.Close()
	s.await(entersFull)
	// The reader works before the pipe has ended.
	if _, err := io.WriteString(write, `{"id":"a","title":"خبر أول من الأنبوب","text":"نص الخبر الأول."}`+"\n"+
		`{"id":"b","title":"خبر ثان من الأنبوب","text":"نص الخبر الثاني."}`+"\n"); err != nil {
		t.Fatal(err)
	}
	s.await("standard input")
	s.press("Q")
	s.exit(0)
	write.Close()
}

func TestReaderNamesWhatItCouldNotOpen(t *testing.T) {
	folder := t.TempDir()
	article := filepath.Join(folder, "a.txt")
	if err := writeFile(article, "عنوان المقال الأول هنا\n\nنص المقال في سطر واحد طويل بما يكفي ليكون فقرة كاملة.\n"); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(folder, "missing.txt")
	s := start(t, "qari", usual, nil, nil, article, missing)
	s.await(entersFull)
	time.Sleep(200 * time.Millisecond)
	s.press("Q")
	s.exit(2)
	_, after, _ := strings.Cut(s.output(), "\x1b[?1049l")
	if !strings.Contains(after, "qari: "+missing+": ") {
		t.Errorf("it does not name %s after the full screen: %q", missing, after)
	}
}

func TestAMissingPathAloneOpensNothing(t *testing.T) {
	s := start(t, "qari", usual, nil, nil, "/nowhere/news")
	s.exit(2)
	if out := s.output(); strings.Contains(out, entersFull) || !strings.Contains(out, "qari: /nowhere/news: no such file") {
		t.Errorf("output %q", out)
	}
}

func TestAMistypedCommandIsAMissingPathWithAHint(t *testing.T) {
	s := start(t, "qari", usual, nil, nil, "lsit")
	s.exit(2)
	if out := s.output(); !strings.Contains(out, "qari: is the command list meant?") {
		t.Errorf("output %q", out)
	}
}

func TestADumbTerminalGetsAMessage(t *testing.T) {
	s := start(t, "qari", usual, nil, []string{"TERM=dumb"})
	s.exit(2)
	if out := s.output(); strings.Contains(out, "\x1b") || !strings.Contains(out, "qari cat") {
		t.Errorf("output %q", out)
	}
}
