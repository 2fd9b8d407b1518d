package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// passing are programs that start others on a terminal of its own and pass
// everything on to theirs.
var passing = []string{"sudo", "su", "doas", "runuser", "login", "script"}

// parents names the processes above one, the nearest first, up to the one that
// made the terminal: whoever starts a session with a terminal of its own. It
// is nil where /proc does not tell.
func parents(pid int) []string {
	var names []string
	process, ok := readProcess(pid)
	for range 64 {
		parent, found := readProcess(process.parent)
		if !ok || !found {
			break
		}
		names = append(names, parent.name)
		if parent.session != process.session && !slices.Contains(passing, parent.name) {
			break
		}
		process = parent
	}
	return names
}

// oneProcess is what /proc says of a process.
type oneProcess struct {
	name            string // 15 bytes at most
	parent, session int
}

func readProcess(pid int) (oneProcess, bool) {
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	open, end := bytes.IndexByte(stat, '('), bytes.LastIndexByte(stat, ')')
	if pid <= 0 || err != nil || open < 0 || end < open {
		return oneProcess{}, false
	}
	fields := bytes.Fields(stat[end+1:]) // state, parent, group, session
	if len(fields) < 4 {
		return oneProcess{}, false
	}
	parent, _ := strconv.Atoi(string(fields[1]))
	session, _ := strconv.Atoi(string(fields[3]))
	return oneProcess{string(stat[open+1 : end]), parent, session}, true
}
