package source

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"qari/model/corpus"
)

// input is one file to be read, or trouble in its place.
type input struct {
	path    string // as it is shown
	below   string // path below the folder that was given, "" for an argument
	size    int64  // -1 when unknown
	weight  int64  // bytes that it is of the whole load, -1 when unknown
	stream  bool   // a pipe or device, or standard input
	open    func() (io.ReadCloser, error)
	done    func()          // if set, called after it was read
	problem *corpus.Problem // if set, there is nothing to be read
	passed  bool            // or what was given has been walked through

	tracked *tracked  // nil when it is not
	again   bool      // what is in it may have been read before
	since   time.Time // since when it is waited for it to be written, zero if it is not

	entry  bool    // of an archive
	budget *budget // of that archive, nil if there is none
}

// name is the file's name.
func (in *input) name() string { return path.Base(filepath.ToSlash(in.path)) }

// folder is the name of the sub-folder that holds the file, "" if there is none.
func (in *input) folder() string {
	if dir := path.Dir(in.below); dir != "." && dir != "/" {
		return path.Base(dir)
	}
	return ""
}

// walker finds the inputs. It runs ahead of the reader, so that the sum of the
// sizes is known early.
type walker struct {
	ctx context.Context

	mu      sync.Mutex
	more    sync.Cond
	found   []input
	taken   int
	ended   bool
	total   int64
	unsized bool // there is a stream
	sized   bool // the total is known

	stdin  bool      // "-" was there
	follow *follower // nil when nothing is followed
}

func newWalker(ctx context.Context) *walker {
	w := &walker{ctx: ctx}
	w.more.L = &w.mu
	context.AfterFunc(ctx, w.end)
	return w
}

// end says that there is no more to be found.
func (w *walker) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.ended, w.sized = true, true
	w.more.Broadcast()
}

// next waits for the next input; false when there is none or ctx has ended.
func (w *walker) next() (input, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.taken == len(w.found) && !w.ended {
		w.more.Wait()
	}
	if w.taken == len(w.found) || w.ctx.Err() != nil {
		return input{}, false
	}
	in := w.found[w.taken]
	w.found[w.taken] = input{}
	if w.taken++; w.taken == len(w.found) {
		w.found, w.taken = w.found[:0], 0
	}
	return in, true
}

// size is the sum of the sizes, 0 while it is not known.
func (w *walker) size() int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.sized || w.unsized {
		return 0
	}
	return w.total
}

func (w *walker) add(in input) {
	w.mu.Lock()
	defer w.mu.Unlock()
	in.weight = in.size
	if in.size < 0 {
		w.unsized = true
	} else {
		w.total += in.size
	}
	w.found = append(w.found, in)
	w.more.Signal()
}

func (w *walker) problem(path, reason string) {
	w.add(input{path: path, problem: &corpus.Problem{Path: path, Offset: -1, Reason: reason}})
}

// argument finds the inputs of one path as it was given.
func (w *walker) argument(name string, stdin io.Reader) {
	if name == "-" {
		w.standardInput(stdin)
		return
	}
	info, err := os.Stat(name)
	if w.follow != nil && (err != nil || info.Mode().IsRegular()) {
		info, err = w.follow.named(name)
	}
	switch {
	case err != nil:
		w.problem(name, stated(err))
	case info.IsDir():
		t := tree{walker: w, root: name}
		t.read()
	default:
		w.single(name, info)
	}
}

// single adds a file that is an argument.
func (w *walker) single(name string, info fs.FileInfo) {
	in := input{path: name, size: info.Size(), open: func() (io.ReadCloser, error) { return openRegular(name) }}
	if !info.Mode().IsRegular() {
		in.size, in.stream = -1, true
		in.open = func() (io.ReadCloser, error) { return os.Open(name) }
		w.add(in)
		return
	}
	w.regular(in, info)
}

// regular adds a file that is no stream.
func (w *walker) regular(in input, info fs.FileInfo) {
	if w.follow != nil {
		w.follow.offer(in, info)
		return
	}
	w.add(in)
}

func (w *walker) standardInput(stdin io.Reader) {
	switch {
	case stdin == nil:
		w.problem("-", "no standard input")
	case w.stdin:
		w.problem("-", "standard input can be read only once")
	default:
		w.stdin = true
		w.add(input{path: "-", size: -1, stream: true, open: func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil }})
	}
}

// tree finds the inputs of a whole file system.
func (w *walker) tree(fsys fs.FS) {
	t := tree{walker: w, fsys: fsys}
	t.read()
}

// tree is one folder that is read with all in it.
type tree struct {
	*walker
	root string // the folder on disk, as it was given, or
	fsys fs.FS  // another file system

	files int
	done  map[string]bool // folders that were read, by their path without links
}

func (t *tree) read() {
	t.done = map[string]bool{}
	t.folder(".", t.target("."))
	if t.files == 0 && t.ctx.Err() == nil && t.follow == nil {
		t.problem(t.path("."), "no articles in this folder")
	}
}

// path is the path of something in the tree, as it is shown and, on disk, opened.
// (os.DirFS would refuse names that are not UTF-8.)
func (t *tree) path(below string) string {
	switch {
	case t.fsys != nil:
		return below
	case below == ".":
		return t.root
	case strings.HasSuffix(t.root, string(filepath.Separator)):
		return t.root + filepath.FromSlash(below)
	default:
		return t.root + string(filepath.Separator) + filepath.FromSlash(below)
	}
}

func (t *tree) readDir(below string) ([]fs.DirEntry, error) {
	if t.fsys != nil {
		return fs.ReadDir(t.fsys, below)
	}
	return os.ReadDir(t.path(below))
}

// stat looks at an entry of a folder, through a link.
func (t *tree) stat(below string, e fs.DirEntry) (info fs.FileInfo, err error) {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.Info()
	}
	below = path.Join(below, e.Name())
	if t.fsys != nil {
		info, err = fs.Stat(t.fsys, below)
	} else {
		info, err = os.Stat(t.path(below))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("link to nowhere")
	}
	return info, err
}

func (t *tree) open(below string) (io.ReadCloser, error) {
	if t.fsys != nil {
		return t.fsys.Open(below)
	}
	return openRegular(t.path(below))
}

// openRegular opens a file that was a regular one a moment ago. A pipe in its
// place, which might let it wait for ever, is an error.
func openRegular(name string) (io.ReadCloser, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("has become " + irregular(info.Mode()) + ", read only when it is named")
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// target is the path of a folder on disk without links.
func (t *tree) target(below string) string {
	if t.fsys != nil {
		return below
	}
	resolved, err := filepath.EvalSymlinks(t.path(below))
	if err != nil {
		return below
	}
	if abs, err := filepath.Abs(resolved); err == nil {
		resolved = abs
	}
	return resolved
}

// folder goes through one folder in byte-wise order of the paths: a folder
// counts with the slash after its name.
func (t *tree) folder(below, resolved string) {
	t.done[resolved] = true
	t.follow.enter(t, below, resolved)
	entries, err := t.readDir(below)
	if err != nil {
		t.files++ // there may be some
		t.problem(t.path(below), stated(err))
	}
	type entry struct {
		name string // with a slash for a folder
		info fs.FileInfo
		err  error
	}
	var all []entry
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		one := entry{name: e.Name()}
		if one.info, one.err = t.stat(below, e); one.err == nil && one.info.IsDir() {
			one.name += "/"
		}
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	for _, e := range all {
		if t.ctx.Err() != nil {
			return
		}
		name := path.Join(below, e.name)
		switch {
		case e.err != nil:
			t.files++
			t.problem(t.path(name), stated(e.err))
		case e.info.IsDir():
			t.sub(name, resolved)
		default:
			t.file(name, e.info)
		}
	}
}

// sub goes into a folder, by a link only where that leads to a new one.
func (t *tree) sub(below, parent string) {
	resolved := filepath.Join(parent, path.Base(below))
	linked := t.target(below)
	if t.follow.knows(spot{t, below}, linked) {
		return
	}
	if linked != resolved {
		if t.done[linked] || inside(parent, linked) {
			t.problem(t.path(below), "link to a folder that is read already")
			return
		}
		resolved = linked
	}
	t.folder(below, resolved)
}

// inside reports whether the folder path lies in the folder above, or is it.
func inside(path, above string) bool {
	return path == above || strings.HasPrefix(path, strings.TrimRight(above, string(filepath.Separator))+string(filepath.Separator))
}

// file adds a file. What is no regular one might never end, or wait for ever, so
// it is read only where it is named.
func (t *tree) file(below string, info fs.FileInfo) {
	if note(path.Base(below)) {
		return
	}
	t.files++
	if !info.Mode().IsRegular() {
		t.problem(t.path(below), irregular(info.Mode())+", read only when it is named")
		return
	}
	t.follow.linked(spot{t, below})
	t.regular(input{
		path: t.path(below), below: below, size: info.Size(),
		open: func() (io.ReadCloser, error) { return t.open(below) },
	}, info)
}

// irregular says what a file is that is no regular one.
func irregular(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeDevice != 0:
		return "a device"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	}
	return "no regular file"
}
