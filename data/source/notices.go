package source

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// notices gathers what the system tells of changes, until there is time to look
// at them.
type notices struct {
	watcher *fsnotify.Watcher // nil where there is none to be had
	failed  error             // why

	wake chan struct{} // holds one when there is something

	mu      sync.Mutex
	changed map[string]change // by path without links
	lost    bool              // some were lost: anything may have changed
	waiting map[string]wait   // by path as shown
}

// change is a path of which the system said that it changed.
type change struct{ first, last time.Time }

// wait is a file that is to be looked at again at a time.
type wait struct {
	in input
	at time.Time
}

// maxChanged is how many changed paths are remembered.
const maxChanged = 1 << 16

func newNotices() *notices {
	n := &notices{wake: make(chan struct{}, 1), changed: map[string]change{}, waiting: map[string]wait{}}
	n.watcher, n.failed = fsnotify.NewWatcher()
	return n
}

// listen gathers notices until the end of ctx.
func (n *notices) listen(ctx context.Context) {
	if n.watcher == nil {
		return
	}
	defer func() { _ = n.watcher.Close() }()
	for {
		select {
		case e := <-n.watcher.Events:
			n.note(e.Name, time.Now())
		case err := <-n.watcher.Errors:
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				n.lose()
			}
		case <-ctx.Done():
			return
		}
	}
}

// watch asks for notices of what changes in a folder.
func (n *notices) watch(dir string) error {
	if n.watcher == nil {
		return n.failed
	}
	return n.watcher.Add(dir)
}

// unwatch takes that back.
func (n *notices) unwatch(dir string) {
	if n.watcher != nil {
		_ = n.watcher.Remove(dir) // it may be gone
	}
}

// unwatched says why changes in a folder are not told of.
func unwatched(err error) string {
	why := "cannot be watched: " + err.Error()
	switch {
	case errors.Is(err, syscall.ENOSPC):
		why = "no more folders can be watched (fs.inotify.max_user_watches)"
	case errors.Is(err, syscall.EMFILE):
		why = "no more programs can watch folders (fs.inotify.max_user_instances)"
	}
	return why + "; changes are looked for every 2 s"
}

func (n *notices) note(path string, now time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c, found := n.changed[path]
	switch {
	case found:
		c.last = now
		n.changed[path] = c
		return
	case len(n.changed) == maxChanged:
		n.lost = true
	case !n.lost:
		n.changed[path] = change{now, now}
	}
	n.rouse()
}

func (n *notices) lose() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lost = true
	n.rouse()
}

// later asks for a look at a file in a while.
func (n *notices) later(in input, d time.Duration) {
	in.tracked, in.again = nil, false
	n.mu.Lock()
	defer n.mu.Unlock()
	at := time.Now().Add(d)
	w, ok := n.waiting[in.path]
	if in.since.IsZero() {
		in.since = w.in.since
	}
	if !ok || at.Before(w.at) {
		n.waiting[in.path] = wait{in, at}
	}
	n.rouse()
}

func (n *notices) rouse() {
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// take takes the changes out that are due, and the files that are; all of them
// when some were lost.
func (n *notices) take(now time.Time, due func(path string, c change) bool) (paths []string, files []input, lost bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	lost, n.lost = n.lost, false
	for path, c := range n.changed {
		if lost || due(path, c) {
			paths = append(paths, path)
			delete(n.changed, path)
		}
	}
	for path, w := range n.waiting {
		if !w.at.After(now) {
			files = append(files, w.in)
			delete(n.waiting, path)
		}
	}
	slices.SortFunc(files, func(a, b input) int { return strings.Compare(a.path, b.path) })
	if len(n.changed)+len(n.waiting) > 0 {
		n.rouse()
	}
	return paths, files, lost
}

// resolved is a path without links; ok is false where there is nothing.
func resolved(path string) (_ string, ok bool) {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", false
	}
	path, err = filepath.Abs(path)
	return path, err == nil
}
