package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// What the walker tells the follower while it walks. Where nothing is followed
// there is none, and nothing is done.

// enter is told of a folder that is about to be read.
func (f *follower) enter(t *tree, below, resolved string) {
	if f == nil {
		return
	}
	if s := (spot{t, below}); !f.knows(s, resolved) {
		p := f.lookout(resolved, t.path(below))
		p.spots = append(p.spots, s)
	}
	if below == "." && !slices.ContainsFunc(f.roots, func(r *root) bool { return r.tree == t }) {
		f.roots = append(f.roots, &root{t, resolved})
	}
}

// knows reports whether a folder is watched, so that it need not be read with
// the one in which it lies.
func (f *follower) knows(s spot, resolved string) bool {
	if f == nil {
		return false
	}
	p := f.places[resolved]
	return p != nil && slices.Contains(p.spots, s)
}

// lookout begins to watch a folder, unless it is watched.
func (f *follower) lookout(dir, shown string) *lookout {
	p := f.places[dir]
	if p != nil {
		return p
	}
	p = &lookout{files: map[string][]spot{}}
	p.look(dir)
	f.places[dir] = p
	err := f.watch(dir)
	p.polled = err != nil || remote(dir)
	if err != nil && !f.told && !errors.Is(err, fs.ErrPermission) && !errors.Is(err, fs.ErrNotExist) {
		f.told = true
		f.problem(shown, unwatched(err))
	}
	return p
}

// named is told of an argument that is a file, or is not there yet, and gives
// what is there once it is watched. Another file may come in its place, so that
// is the folder in which it lies.
func (f *follower) named(name string) (fs.FileInfo, error) {
	parent := filepath.Dir(name)
	dir, ok := resolved(parent)
	if !ok {
		dir, _ = filepath.Abs(parent)
	}
	f.attend(dir, filepath.Base(name), spot{path: name})
	f.linked(spot{path: name})
	return os.Stat(name)
}

// linked is told of a file that may be a link: what it leads to is watched, too.
func (f *follower) linked(s spot) {
	if f == nil {
		return
	}
	if info, err := os.Lstat(s.shown()); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return
	}
	if target, ok := resolved(s.shown()); ok {
		f.attend(filepath.Dir(target), filepath.Base(target), s)
	}
}

// attend watches a folder for the sake of one file in it.
func (f *follower) attend(dir, name string, s spot) {
	p := f.lookout(dir, s.shown())
	if !slices.Contains(p.files[name], s) {
		p.files[name] = append(p.files[name], s)
	}
}

// offer is told of a file. It is read, unless it was and has not changed.
func (f *follower) offer(in input, info fs.FileInfo) {
	is := stampOf(info)
	k := f.files[in.path]
	switch {
	case k == nil && in.below != "" && unfinished(in.name()):
		return
	case f.walked && (k == nil || k.stamp != is) && f.beingWritten(&in, info):
		f.later(in, settled)
		return
	case k == nil:
		k = &tracked{patient: recent(info, quiet), wait: settled}
		f.files[in.path] = k
		if was, ok := f.gone[is.inode]; ok {
			k.past = was.past                       // of which no more is used than the file still agrees with
			if k.known = was.stamp == is; k.known { // it was moved
				k.stamp = is
				if k.held > 0 {
					f.later(in, k.held)
				}
				return
			}
		}
	case !f.walked: // named twice, so read twice, as ever
		f.add(in)
		return
	case k.reading.Load():
		f.later(in, gather)
		return
	case k.stamp != is:
		k.patient = true
		k.delay()
	case k.held == 0:
		return
	default: // nothing was added to what was cut off
		if rest := k.held - time.Since(time.Unix(0, k.ended)); rest > 0 {
			f.later(in, rest)
			return
		}
		k.patient = false
	}
	k.stamp = is
	k.reading.Store(true)
	in.size, in.tracked = info.Size(), k
	f.add(in)
}

// beingWritten reports whether a file may be written just now, and is not one of
// lines, which can be read all the same. It takes note of since when that is so;
// one that never rests is read at last.
func (f *follower) beingWritten(in *input, info fs.FileInfo) bool {
	if f.hasLines(in.name()) || !recent(info, settled) {
		return false
	}
	if in.since.IsZero() {
		in.since = time.Now()
	}
	return time.Since(in.since) < longest
}

// recent reports whether a file was changed a moment ago, as far as the clock of
// its file system agrees with this one.
func recent(info fs.FileInfo, moment time.Duration) bool {
	age := time.Since(info.ModTime())
	return age >= 0 && age < moment
}

// unfinished reports whether a file of this name is one that an editor or a
// download has not finished: it comes by another name, or goes.
func unfinished(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".bak":
		return true
	}
	return strings.HasSuffix(name, "~") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// hasLines reports whether a file of this name surely is one of lines.
func (l *loader) hasLines(name string) bool {
	if packed(name) {
		return false
	}
	f := l.format
	if f == nil {
		f = ended(name)
	}
	return f != nil && f.lines
}

// pass says that what was given has been walked through.
func (w *walker) pass() {
	w.add(input{passed: true})
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sized = true
}
