// Qari is a terminal reader for Arabic news and other right-to-left article
// corpora.
//
// This room holds flags, wiring and exit codes; it is the only one that sees
// both what is read (data) and what is shown (ui). Each command has a file of
// its own. Whatever belongs to the process, its streams, environment and
// signals, is taken here and handed on.
//
// House rules: data goes to standard output and messages to standard error,
// each line of them beginning with "qari: ". Nothing that comes from outside,
// an argument, a path, a reason or a title, is printed before it is cleaned.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"qari/model/clean"
)

func main() { os.Exit(newProcess().run(os.Args[1:])) }

// The exit codes; a signal ends the process with 128 and its number.
const (
	exitNothing = 1 // nothing matched
	exitError   = 2 // usage or input error
	exitSignal  = 128
)

// status is an error that has been told already, or needs no telling: only
// the exit code is left of it.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// usageError is a mistake in the command line, as against one in the input.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// process is what the operating system gave: streams, environment, signals.
type process struct {
	in, out, err *os.File
	environ      []string
	signals      chan os.Signal
	away         away // another program has the terminal

	dying sync.Once
	last  atomic.Value // func(): what dieBySignal does last
}

// away tells that another program has the terminal, or had it a moment ago.
type away struct{ since atomic.Int64 }

// away.since while it has the terminal.
const hasTerminal = -1

func (a *away) begin() { a.since.Store(hasTerminal) }
func (a *away) end()   { a.since.Store(time.Now().UnixNano()) }

// holds reports whether Ctrl-C was meant for the other program: its signal may come to
// us only when that has ended of it.
func (a *away) holds() bool {
	since := a.since.Load()
	return since == hasTerminal || time.Now().UnixNano()-since < int64(time.Second/4)
}

func newProcess() *process {
	p := &process{in: os.Stdin, out: os.Stdout, err: os.Stderr, environ: os.Environ(),
		signals: make(chan os.Signal, 4)}
	// A signal that was ignored when we were started (nohup, a shell's
	// background jobs) stays ignored.
	for _, s := range []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(p.signals, s)
		}
	}
	// Without this a write into a closed pipe would end the process by a
	// signal; with it the write fails, and that is silent.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	return p
}

// env is the value of an environment variable, "" when it is not set.
func (p *process) env(name string) string {
	for i := len(p.environ) - 1; i >= 0; i-- {
		if k, v, _ := strings.Cut(p.environ[i], "="); k == name {
			return v
		}
	}
	return ""
}

// swapStderr makes f the standard error that libraries print to, and returns
// what it was.
func swapStderr(f *os.File) *os.File {
	old := os.Stderr
	os.Stderr = f
	return old
}

// dieBySignal makes the first signal end the process at once, after last, which
// may be nil, in place of what was to come last before. The reader does without
// it: it ends by itself.
func (p *process) dieBySignal(last func()) {
	p.last.Store(last)
	p.dying.Do(func() {
		go func() {
			s := <-p.signals
			if last := p.last.Load().(func()); last != nil {
				last()
			}
			os.Exit(exitSignal + number(s))
		}()
	})
}

func number(s os.Signal) int {
	if n, ok := s.(syscall.Signal); ok {
		return int(n)
	}
	return 0
}

// say prints a message, which may have several lines, on standard error.
func (p *process) say(format string, args ...any) {
	var b strings.Builder
	for line := range strings.Lines(fmt.Sprintf(format, args...)) {
		b.WriteString("qari: " + clean.Line(line) + "\n")
	}
	_, _ = p.err.WriteString(b.String())
}

// run carries out the command line and returns the exit code.
func (p *process) run(args []string) int {
	root := newRoot(p)
	root.SetArgs(minusAsQuery(root, args))
	command, err := root.ExecuteC()
	var told status
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return 0
	case errors.As(err, &told):
		return int(told)
	case errors.As(err, &usageError{}):
		p.say("%v (see: %s --help)", err, command.CommandPath())
	default:
		p.say("%v", err)
	}
	return exitError
}
