package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"qari/ui/terminal"
)

// tmuxWithin is how long tmux may take to tell what is around it.
const tmuxWithin = time.Second

// outside asks tmux which terminal is attached to it; nil when it does not
// tell. That takes a process, and is never done before the first frame.
func (p *process) outside() *terminal.Outside {
	fields := p.tmux("client_termtype", "client_termname", "client_pid", "client_tty", "allow-passthrough")
	if fields == nil || fields[1] == "" {
		return nil
	}
	o := &terminal.Outside{Type: fields[0], Term: fields[1]}
	// Since 3.4 a word, before that a number.
	o.Passthrough = slices.Contains([]string{"1", "on", "all"}, fields[4])
	if environ, err := os.ReadFile(filepath.Join("/proc", filepath.Base(fields[2]), "environ")); err == nil {
		o.Env = terminal.Environment(strings.Split(string(environ), "\x00"))
	}
	if pid, err := strconv.Atoi(fields[2]); err == nil {
		o.Parents = parents(pid)
	}
	if f, err := os.OpenFile(fields[3], os.O_WRONLY, 0); err == nil {
		o.Tty = f.Close() == nil
	}
	return o
}

// clientTTY is the path of the terminal in which tmux's client runs, "" when
// unknown.
func (p *process) clientTTY() string {
	if fields := p.tmux("client_tty"); fields != nil {
		return fields[0]
	}
	return ""
}

// tmux gives the values of variables and options of tmux, nil when it cannot
// be asked: it is on another machine, or does not answer.
func (p *process) tmux(names ...string) []string {
	if p.env("TMUX") == "" {
		return nil
	}
	ctx, stop := context.WithTimeout(context.Background(), tmuxWithin)
	defer stop()
	c := exec.CommandContext(ctx, "tmux", "display-message", "-p", "#{"+strings.Join(names, "}\n#{")+"}")
	c.Env = p.environ
	out, err := c.Output()
	fields := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if err != nil || len(fields) != len(names) {
		return nil
	}
	return fields
}
