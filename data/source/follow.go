package source

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// When changes are looked at.
const (
	gather  = 100 * time.Millisecond // after the first notice, and files of lines
	settled = 300 * time.Millisecond // other files, once they have been left alone so long
	longest = 10 * time.Second       // or, if they never are, every so often
	rarest  = time.Minute            // what is read anew again and again
	between = 2 * time.Second        // what the system gives no notice of
)

// follower finds what is new, or has changed, in the folders and files that were
// given. It goes on where the walker ends, in the same goroutine, and hands what
// it finds to the same readers: from the start, but for files of lines, which are
// gone on with (resume.go). What comes again in a file that was read before is
// dropped by who puts the articles in order (load.go).
//
// A folder is watched before it is read the first time, so that nothing falls
// between. Where the system gives no notice of changes, or cannot know of them,
// the follower looks for itself.
type follower struct {
	*walker
	*notices
	hasLines func(name string) bool // by a file's name

	files  map[string]*tracked // by path, as shown
	places map[string]*lookout // by folder, without links
	roots  []*root
	walked bool // the first pass is over
	told   bool // that some folder cannot be watched

	// gone are files, by inode, that are no longer where they were: they may have
	// been moved.
	gone    map[uint64]goner
	missing time.Time // when one was missed last
}

// lookout is a folder that is watched.
type lookout struct {
	is     fs.FileInfo       // the folder, nil while there is none
	spots  []spot            // where it is in the folders that were given
	files  map[string][]spot // single files in it that are followed, by name
	polled bool              // it must be looked at
}

// spot is a folder or file: below one that was given, or, with no tree, given.
type spot struct {
	tree *tree
	path string
}

// goner is a file that is gone.
type goner struct {
	stamp
	past
	shown string
}

// root is a folder that was given.
type root struct {
	*tree
	resolved string // without links, "" while there is none
}

func newFollower(w *walker, hasLines func(name string) bool) *follower {
	return &follower{
		walker: w, notices: newNotices(), hasLines: hasLines,
		files: map[string]*tracked{}, places: map[string]*lookout{}, gone: map[uint64]goner{},
	}
}

// run goes on looking until the load ends.
func (f *follower) run() {
	f.walked = true
	poll := time.NewTimer(between)
	defer poll.Stop()
	for {
		select {
		case <-f.ctx.Done():
			return
		case <-poll.C:
			start := time.Now()
			f.checkRoots()
			f.scanAll(func(p *lookout) bool { return p.polled })
			// What takes long to be looked at is looked at less often.
			poll.Reset(max(between, 10*time.Since(start)))
		case <-f.wake:
			select {
			case <-f.ctx.Done():
				return
			case <-time.After(gather):
			}
			f.round(time.Now())
		}
	}
}

// round looks at what is due: first for what is gone, so that what was moved is
// known when it is found.
func (f *follower) round(now time.Time) {
	paths, files, lost := f.take(now, func(path string, c change) bool { return f.due(path, c, now) })
	slices.Sort(paths)
	f.prune(now)
	f.forgetSwapped(paths)
	for _, path := range paths {
		f.missed(path)
	}
	f.checkRoots()
	for _, path := range paths {
		f.look(path)
	}
	for _, in := range files {
		if info, err := os.Stat(in.path); err == nil && info.Mode().IsRegular() {
			f.offer(in, info)
		}
	}
	if lost {
		f.scanAll(func(*lookout) bool { return true })
	}
}

// due reports whether it is time to look at a path. A file that is being written
// is left alone, but for one of lines that is new or is gone on with.
func (f *follower) due(path string, c change, now time.Time) bool {
	if f.places[path] != nil {
		return true
	}
	wait := settled
	for _, s := range f.at(path) {
		k := f.files[s.shown()]
		switch {
		case k == nil && f.hasLines(filepath.Base(path)):
			return true
		case k == nil || k.reading.Load():
		case k.left != nil:
			return true
		default:
			wait = max(wait, k.wait)
		}
	}
	return now.Sub(c.last) >= wait || now.Sub(c.first) >= max(longest, wait)
}

// shown is the path of the spot as it is shown.
func (s spot) shown() string {
	if s.tree == nil {
		return s.path
	}
	return s.tree.path(s.path)
}

// at gives what stands at a path without links.
func (f *follower) at(name string) []spot {
	p := f.places[filepath.Dir(name)]
	if p == nil {
		return nil
	}
	base := filepath.Base(name)
	spots := slices.Clone(p.files[base])
	for _, s := range p.spots {
		spots = append(spots, spot{s.tree, path.Join(s.path, base)})
	}
	return spots
}

// forgetSwapped drops the folders among the paths that are gone, or others by
// the same name. All are dropped before any is watched: one may have come in
// another's place.
func (f *follower) forgetSwapped(paths []string) {
	dirs := map[string]bool{}
	for _, path := range paths {
		if p := f.places[path]; p != nil && !p.stands(path) {
			dirs[path] = true
		}
	}
	f.forget(dirs)
}

// stands reports whether the folder is still the one that was watched.
func (p *lookout) stands(dir string) bool {
	info, err := os.Lstat(dir)
	return err == nil && p.is != nil && os.SameFile(p.is, info)
}

// look sees what folder stands there.
func (p *lookout) look(dir string) {
	if info, err := os.Lstat(dir); err == nil {
		p.is = info
	}
}

// missed takes note of what is no longer at a path.
func (f *follower) missed(name string) {
	for _, s := range f.at(name) {
		if info, err := os.Stat(s.shown()); err != nil || f.files[s.shown()] != nil && f.files[s.shown()].stamp != stampOf(info) {
			f.vanished(s.shown())
		}
	}
}

// vanished takes note that a file is no longer at its path.
func (f *follower) vanished(shown string) {
	if k := f.files[shown]; k != nil && !k.reading.Load() && k.known && k.inode != 0 {
		f.gone[k.inode] = goner{k.stamp, k.past, shown}
		f.missing = time.Now()
	}
}

// prune forgets the files that have been gone for long.
func (f *follower) prune(now time.Time) {
	if now.Sub(f.missing) <= longest {
		return
	}
	for _, g := range f.gone {
		if _, err := os.Lstat(g.shown); err != nil {
			delete(f.files, g.shown)
		}
	}
	clear(f.gone)
}

// forget drops folders that are gone, with all below.
func (f *follower) forget(dirs map[string]bool) {
	if len(dirs) == 0 {
		return
	}
	dropped := map[string]bool{} // as they are shown
	for name, p := range f.places {
		if !insideAny(name, dirs) {
			continue
		}
		f.unwatch(name)
		for _, s := range p.spots {
			dropped[filepath.Clean(s.shown())] = true
			delete(s.tree.done, name)
		}
		if p.spots, p.polled, p.is = nil, true, nil; len(p.files) == 0 {
			delete(f.places, name)
		}
	}
	for shown := range f.files {
		if dropped[filepath.Dir(shown)] {
			f.vanished(shown)
		}
	}
}

// insideAny reports whether a path lies in one of the folders, or is it.
func insideAny(path string, dirs map[string]bool) bool {
	for {
		if dirs[path] {
			return true
		}
		above := filepath.Dir(path)
		if above == path {
			return false
		}
		path = above
	}
}

// checkRoots says which of the folders that were given are gone, and reads those
// that are there again, or others by the same name.
func (f *follower) checkRoots() {
	for _, r := range f.roots {
		now, _ := resolved(r.root)
		if now == r.resolved && (now == "" || f.knows(spot{r.tree, "."}, now) && f.places[now].stands(now)) {
			continue
		}
		if r.resolved != "" {
			f.forget(map[string]bool{r.resolved: true})
		}
		if r.resolved = now; now == "" {
			f.problem(r.root, "this folder is gone")
			continue
		}
		r.folder(".", now)
	}
}

// look looks at a path of which the system said that it changed.
func (f *follower) look(name string) {
	if p := f.places[name]; p != nil { // another folder by the same name
		f.scan(name, p)
	}
	for _, s := range f.at(name) {
		f.visit(s, filepath.Dir(name))
	}
}

// visit looks at one spot, which is in a folder without links.
func (f *follower) visit(s spot, parent string) {
	if s.tree == nil {
		f.again(s.path)
		return
	}
	if strings.HasPrefix(path.Base(s.path), ".") {
		return
	}
	info, err := os.Stat(s.shown())
	switch {
	case err != nil: // gone, or a link to nowhere
	case info.IsDir():
		s.tree.sub(s.path, parent)
	default:
		s.tree.file(s.path, info)
	}
}

// again looks at a path that was given and was no folder.
func (f *follower) again(name string) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
	case !info.IsDir():
		f.linked(spot{path: name})
		f.walker.single(name, info)
	case !slices.ContainsFunc(f.roots, func(r *root) bool { return r.root == name }):
		f.argument(name, nil)
	}
}

// scanAll looks at all in those folders, by their order: first for folders that
// are gone, which may have been moved into others.
func (f *follower) scanAll(which func(*lookout) bool) {
	var dirs []string
	for _, dir := range slices.Sorted(maps.Keys(f.places)) {
		if which(f.places[dir]) {
			dirs = append(dirs, dir)
		}
	}
	f.forgetSwapped(dirs)
	for _, dir := range dirs {
		if p := f.places[dir]; p != nil {
			f.scan(dir, p)
		}
	}
}

// scan looks at all in a folder, but not in those below, which are looked at by
// themselves.
func (f *follower) scan(dir string, p *lookout) {
	p.look(dir)
	p.polled = f.watch(dir) != nil || remote(dir)
	for _, s := range slices.Clone(p.spots) {
		s.tree.folder(s.path, dir)
	}
	for _, spots := range p.files {
		for _, s := range spots {
			f.visit(s, dir)
		}
	}
}
