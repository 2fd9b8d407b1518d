package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"qari/model/cell"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"qari": main, "qari-faulty": runFaulty})
}

// TestScript runs the command line as its users do. The scripts read like a
// manual, one a command and one for each kind of trouble.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("LANG", "en_US.UTF-8")
			e.Setenv("HARMFUL", "\x1b[31mred")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"escapes": escapes,
			"widths":  widths,
			"append":  appendFile,
			"holds":   holds,
		},
	})
}

// exits runs a command that must end with the given exit code:
//
//	exits 2 qari cat missing.txt
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s: exit code %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// escapes rewrites files, in which \x1b, \u202e and so on stand for what a
// script cannot hold.
func escapes(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		path := ts.MkAbs(name)
		quoted := strings.NewReplacer(`"`, `\"`, "\n", `\n`).Replace(ts.ReadFile(name))
		text, err := strconv.Unquote(`"` + quoted + `"`)
		if err != nil {
			ts.Fatalf("%s: %v", name, err)
		}
		ts.Check(writeFile(path, text))
	}
}

// appendFile adds what is in the second file to the first.
func appendFile(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteString(ts.ReadFile(args[1]))
	ts.Check(err)
	ts.Check(f.Close())
}

// holds waits until a file holds a text.
func holds(ts *testscript.TestScript, _ bool, args []string) {
	var text []byte
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if text, _ = os.ReadFile(ts.MkAbs(args[0])); strings.Contains(string(text), args[1]) {
			return
		}
	}
	ts.Fatalf("%s does not hold %q: %s", args[0], args[1], text)
}

// widths checks that every line of a file that is not empty and not three
// asterisks has exactly, or at most, so many cells:
//
//	widths exactly 30 stdout
func widths(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	n := 0
	for line := range strings.Lines(ts.ReadFile(args[2])) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line == "* * *" {
			continue
		}
		n++
		if w := cell.StringWidth(line); w > want || args[0] == "exactly" && w != want {
			ts.Fatalf("%d cells, want %s %d: %q", w, args[0], want, line)
		}
	}
	if n == 0 {
		ts.Fatalf("no lines in %s", args[2])
	}
}
