package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/ansi"

	"qari/ui/terminal"
)

// tmuxWithin is how long tmux may take to tell what is around it.
const tmuxWithin = time.Second

// outside asks tmux which terminal is attached to it; nil when it does not
// tell. That takes a process, and is never done before the first frame.
func (p *process) outside() *terminal.Outside {
	fields := p.tmux("client_termtype", "client_termname", "client_pid", "client_tty", "allow-passthrough", "client_termfeatures")
	if fields == nil || fields[1] == "" {
		return nil
	}
	o := &terminal.Outside{Answers: terminal.Answers{Version: fields[0]}, Term: fields[1]}
	// Since 3.4 a word, before that a number.
	o.Passthrough = slices.Contains([]string{"1", "on", "all"}, fields[4])
	many := slices.ContainsFunc(strings.Split(fields[5], ","), func(f string) bool { return f == "256" || f == "RGB" })
	if !many {
		n := tmuxColors(p.runTmux("show-messages", "-T"), fields[3])
		o.Few = n > 0 && n < 256
	}
	if environ, err := os.ReadFile(filepath.Join("/proc", filepath.Base(fields[2]), "environ")); err == nil {
		o.Env = terminal.Environment(strings.Split(string(environ), "\x00"))
	}
	if pid, err := strconv.Atoi(fields[2]); err == nil {
		o.Parents = parents(pid)
	}
	if f, err := os.OpenFile(fields[3], os.O_WRONLY, 0); err == nil {
		_ = f.Close()
		o.Tty = fields[3]
	}
	return o
}

// tmuxColors is the number of colours that tmux sends to a client's terminal, 0
// when it does not tell: what terminfo says of it, and tmux.conf.
func tmuxColors(terminals, tty string) int {
	_, of, _ := strings.Cut(terminals, " for "+tty+",")
	of, _, _ = strings.Cut(of, "\nTerminal ")
	m := colorsOfTmux.FindStringSubmatch(of)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

var colorsOfTmux = regexp.MustCompile(`(?m)^ *\d+: colors: \(number\) (\d+)`)

// tellClient writes a sequence to the terminal in which a client of tmux runs,
// and lets tmux draw everything anew on empty rows.
func (p *process) tellClient(path, sequence string) {
	f, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NOCTTY, 0)
	if err != nil {
		return
	}
	_, _ = f.WriteString(sequence + ansi.EraseEntireScreen)
	_ = f.Close()
	p.runTmux("refresh-client")
}

// tmux gives the values of variables and options of tmux, nil when it cannot
// be asked: it is on another machine, or does not answer.
func (p *process) tmux(names ...string) []string {
	if p.env("TMUX") == "" {
		return nil
	}
	out := p.runTmux("display-message", "-p", "#{"+strings.Join(names, "}\n#{")+"}")
	fields := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(fields) != len(names) {
		return nil
	}
	return fields
}

// runTmux runs a command of tmux and gives its output, "" when it fails.
func (p *process) runTmux(args ...string) string {
	ctx, stop := context.WithTimeout(context.Background(), tmuxWithin)
	defer stop()
	c := exec.CommandContext(ctx, "tmux", args...)
	c.Env = p.environ
	out, err := c.Output()
	if err != nil {
		return ""
	}
	return string(out)
}
