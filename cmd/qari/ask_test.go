package main

import (
	"maps"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// What terminals answer to the questions, as it was recorded.
var (
	silentTerminal  = map[string]string{}
	konsoleTerminal = map[string]string{"\x1b[>q": "\x1bP>|Konsole 22.12.3\x1b\\", "\x1b[>c": "\x1b[>1;115;0c", "\x1b[c": "\x1b[?62;1;4c", "\x1b[6n": "\x1b[9;5R"}
	vteTerminal     = map[string]string{"\x1b[>c": "\x1b[>65;7006;1c", "\x1b[c": "\x1b[?65;1;9c"}
	puttyTerminal   = map[string]string{"\x1b[>c": "\x1b[>0;136;0c", "\x1b[c": "\x1b[?6c"}
)

// answering makes the terminal answer, each time after a delay, in the order
// of the questions.
func (s *screen) answering(delay time.Duration, answers map[string]string) {
	go func() {
		seen := map[string]int{}
		for range 2000 {
			out, reply := s.output(), ""
			for _, question := range []string{"\x1b]11;?\a", "\x1b[>q", "\x1b[>c", "\x1b[c", "\x1b[6n"} { // as they are asked
				for n := strings.Count(out, question); seen[question] < n; seen[question]++ {
					reply += answers[question]
				}
			}
			if reply != "" {
				time.AfterFunc(delay, func() { _, _ = s.tty.WriteString(reply) })
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
}

func TestTheFirstFrameWaitsForNoAnswer(t *testing.T) {
	s := startSilent(t, "qari", usual, nil, []string{"SSH_TTY=/dev/pts/1"})
	s.answering(300*time.Millisecond, konsoleTerminal)
	s.await("sample")
	if strings.Contains(s.output(), konsoleOff) {
		t.Fatal("no frame before the answers")
	}
	// The answer names a terminal that has to be told, and all is drawn anew.
	s.await(konsoleOff)
	after := func() string {
		_, out, _ := strings.Cut(s.output(), konsoleOff)
		return out
	}
	for range 200 {
		if strings.Contains(after(), "sample") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if !strings.Contains(after(), "sample") {
		t.Error("nothing is drawn after the switch")
	}
	s.press("Q")
	s.exit(0)
	if before, _, _ := strings.Cut(s.output(), "\x1b[?1049l"); !strings.HasSuffix(before, konsoleOn) {
		t.Errorf("the reordering is not switched on before the full screen is left: %q", before[max(0, len(before)-80):])
	}
}

func TestAnAnswerChangesTheOrder(t *testing.T) {
	s := startSilent(t, "qari", usual, nil, []string{"TERM=xterm"})
	s.answering(50*time.Millisecond, puttyTerminal)
	s.await("\u2800") // a guard
	s.press("Q")
	s.exit(0)
}

// screen answers for itself, and passes on what is asked of the terminal that
// is attached to it, wherever its server was started.
func TestTheTerminalAroundScreenIsAsked(t *testing.T) {
	s := startSilent(t, "qari", usual, nil, []string{"TERM=screen", "STY=1.x", "KITTY_WINDOW_ID=1"})
	s.await("\x1b[c")
	s.press("\x1b[>83;40900;0c\x1b[?1;2c")
	s.await("\x1bP\x1b]11;?\a\x1b[>q\x1b[>c\x1b[c\x1b\\")
	s.press("\x1b[>0;136;0c\x1b[?6c")
	s.await("\u2800") // a guard, as PuTTY needs it
	// Attached elsewhere it has another size. screen gives answers to the window
	// that has the keys, so that is waited for.
	s.resize(pty.Winsize{Rows: 30, Cols: 90})
	time.Sleep(100 * time.Millisecond)
	if n := strings.Count(s.output(), "\x1bP"); n != 1 {
		t.Errorf("asked %d times before a key", n)
	}
	s.press("j")
	s.await("\x1bP\x1b[>q\x1b[>c\x1b[c\x1b\\") // the background is known
	s.press("\x1bP>|Konsole 22.12.3\x1b\\\x1b[>1;115;0c\x1b[?62;1;4c")
	s.await("\u200e") // a guard, as Konsole needs it
	s.press("Q")
	s.exit(0)
}

// Ctrl-C ends cat while it waits for an answer, and the terminal is as before.
func TestCatCanBeInterruptedWhileItAsks(t *testing.T) {
	s := startSilent(t, "sh", usual, nil, nil, "-c", `trap : INT; qari cat; echo status $?; stty -a | grep -o -e ' -*icanon'`)
	s.await("\x1b[c")
	s.press("\x03")
	s.await("status 130")
	s.await(" icanon")
	s.exit(0)
}

// cat asks for the background, for the colours that are to be seen on it.
func TestCatTakesColoursForTheBackground(t *testing.T) {
	article := filepath.Join(t.TempDir(), "a.txt")
	if err := writeFile(article, "عنوان\n\nنص المقال في سطر.\n"); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, page := range []string{"0000/0000/0000", "ffff/ffff/ffff"} {
		s := startSilent(t, "qari", usual, nil, []string{"VTE_VERSION=7006", "COLORTERM=truecolor"}, "cat", "-k", "المقال", article)
		answers := maps.Clone(vteTerminal)
		answers["\x1b]11;?\a"] = "\x1b]11;rgb:" + page + "\a"
		s.answering(0, answers)
		s.exit(0)
		out[page] = s.output()
	}
	if dark, light := out["0000/0000/0000"], out["ffff/ffff/ffff"]; dark == light || !strings.Contains(light, "38;2") {
		t.Errorf("on a dark page %q, on a light one %q", dark, light)
	}
}

func TestLeavingWaitsForAnswers(t *testing.T) {
	for name, answers := range map[string]map[string]string{"slow": vteTerminal, "silent": silentTerminal} {
		t.Run(name, func(t *testing.T) {
			s := startSilent(t, "qari", usual, nil, nil)
			s.answering(400*time.Millisecond, answers)
			s.await("sample")
			s.press("Q")
			s.exit(0)
			// Named by its answers it was asked more, and that was awaited, too.
			if len(answers) > 0 && !strings.Contains(s.output(), "\x1b[?2026$p") {
				t.Error("it left before the answers came")
			}
		})
	}
}

// Whatever gives the terminal to others waits for the answers, too.
func TestOthersGetNoAnswers(t *testing.T) {
	for name, do := range map[string]func(*screen){
		"suspend": func(s *screen) { s.press("\x1a") },
		"SIGTERM": func(s *screen) { _ = s.cmd.Process.Signal(syscall.SIGTERM) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startSilent(t, "qari", usual, nil, nil)
			s.answering(400*time.Millisecond, vteTerminal)
			s.await("sample")
			do(s)
			s.await("\x1b[?1049l")
			if before, _, _ := strings.Cut(s.output(), "\x1b[?1049l"); !strings.Contains(before, "\x1b[?2026$p") {
				t.Error("the terminal was left before it had answered")
			}
		})
	}
}

// What was typed ahead is the shell's: cat asks nothing then, nor a terminal
// that is dumb.
func TestCatTakesNothingThatWasTypedAhead(t *testing.T) {
	article := filepath.Join(t.TempDir(), "a.txt")
	if err := writeFile(article, "عنوان\n\nنص المقال في سطر.\n"); err != nil {
		t.Fatal(err)
	}
	s := startSilent(t, "sh", usual, nil, nil, "-c", "sleep 0.2; qari cat "+article+"; read x; echo got $x; TERM=dumb qari cat "+article)
	s.press("typed\n")
	s.await("got typed")
	s.exit(0)
	if strings.Contains(s.output(), "\x1b[c") {
		t.Errorf("it asked: %q", s.output())
	}
}

// Nothing that some terminal prints is asked of a terminal that is not known.
func TestAnUnknownTerminalIsAskedNothingThatItMightPrint(t *testing.T) {
	for _, env := range [][]string{nil, {"TERM_PROGRAM=someterm"}, {"WT_SESSION=x", "TERM=xterm"}} {
		s := startSilent(t, "qari", usual, nil, env)
		s.await("sample")
		time.Sleep(100 * time.Millisecond)
		s.press("Q")
		s.exit(0)
		known := len(env) > 0 && strings.HasPrefix(env[0], "WT_SESSION")
		if out := s.output(); strings.Contains(out, "$p") != known || strings.Contains(out, "\x1bP") {
			t.Errorf("%q: %q", env, out)
		}
	}
}

// The reordering is off exactly while the full screen is on, whatever happens.
func TestTheSwitchGoesWithTheFullScreen(t *testing.T) {
	for name, tt := range map[string]struct{ env, off, on string }{
		"VTE":     {"VTE_VERSION=7006", "\x1b[8l", "\x1b[8h"},
		"Konsole": {"KONSOLE_VERSION=221203", konsoleOff, konsoleOn},
		"mlterm":  {"MLTERM=3.9.0", "\x1b]5379;use_ctl=false\a", "\x1b]5379;use_ctl=true\a"},
	} {
		for what, do := range map[string]func(*screen){
			"quit":    func(s *screen) { s.press("Q"); s.exit(0) },
			"SIGTERM": func(s *screen) { _ = s.cmd.Process.Signal(syscall.SIGTERM); s.exit(143) },
			"SIGHUP":  func(s *screen) { _ = s.cmd.Process.Signal(syscall.SIGHUP); s.exit(129) },
			"suspend": func(s *screen) {
				s.press("\x1a")
				s.await("\x1b[?1049l")
				time.Sleep(50 * time.Millisecond)
				_ = s.cmd.Process.Signal(syscall.SIGCONT)
				s.twice(entersFull)
				s.press("Q")
				s.exit(0)
			},
			"plain page": func(s *screen) {
				s.press("gy")
				s.await("any key returns")
				s.press(" ")
				s.twice(entersFull)
				s.press("Q")
				s.exit(0)
			},
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				t.Parallel()
				s := startSilent(t, "qari", usual, nil, []string{tt.env})
				s.await("1 duplicate") // the articles have come
				do(s)
				follows(t, s.output(), tt.off, tt.on)
			})
		}
	}
}

// Killed, the reader can do nothing any more: its keeper puts the screen in
// order.
func TestTheScreenIsPutInOrderEvenAfterAKill(t *testing.T) {
	s := startSilent(t, "qari", usual, nil, []string{"KONSOLE_VERSION=221203"})
	s.await("sample")
	time.Sleep(100 * time.Millisecond)
	_ = s.cmd.Process.Kill()
	s.await(konsoleOn + "\x1b[?1049l")
}

// twice waits until the output holds text for the second time.
func (s *screen) twice(text string) {
	s.t.Helper()
	for range 500 {
		if strings.Count(s.output(), text) >= 2 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.t.Fatalf("%q came once only:\n%q", text, s.output())
}

// follows checks that off comes after each entering of the full screen, on
// before each leaving, and neither anywhere else.
func follows(t *testing.T, out, off, on string) {
	t.Helper()
	const leavesFull = "\x1b[?1049l"
	const erase = "\x1b[2J" // rows keep the state in which they were empty
	if n := strings.Count(out, entersFull); n == 0 || strings.Count(out, entersFull+off+erase) != n || strings.Count(out, off) != n {
		t.Errorf("entered %d times, switched off %d times after that, %d times in all", n, strings.Count(out, entersFull+off), strings.Count(out, off))
	}
	if n := strings.Count(out, leavesFull); n == 0 || strings.Count(out, on+leavesFull) != n || strings.Count(out, on) != n {
		t.Errorf("left %d times, switched on %d times before that, %d times in all", n, strings.Count(out, on+leavesFull), strings.Count(out, on))
	}
}

// Going through the orders by hand switches, too.
func TestTheSwitchGoesWithTheOrder(t *testing.T) {
	s := startSilent(t, "qari", usual, nil, []string{"KONSOLE_VERSION=221203"})
	s.await("sample")
	s.press("-o")
	s.await(konsoleOn)
	s.press("-o-o-o")
	s.twice(konsoleOff)
	s.press("Q")
	s.exit(0)
	if out := s.output(); strings.Count(out, konsoleOn) != 2 || strings.Count(out, konsoleOff) != 2 {
		t.Errorf("off %d times, on %d times", strings.Count(out, konsoleOff), strings.Count(out, konsoleOn))
	}
}
