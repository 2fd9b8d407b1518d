package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/data/config"
	"qari/data/sample"
	"qari/model/keyword"
	"qari/ui"
	"qari/ui/theme"
)

// noLists is what --keywords says to do without any list.
const noLists = "none"

// watched compiles the groups of words to be watched, nil for none. The sample
// brings its own, unless others are asked for.
func (f *inputFlags) watched(sampled bool) (*keyword.Set, error) {
	var groups []keyword.Group
	if sampled && len(f.keywords) == 0 && len(f.words) == 0 {
		list, err := config.Keywords(sampleList, sample.Keywords())
		if err != nil {
			return nil, err
		}
		groups = list
	}
	for _, path := range f.lists() {
		list, err := readList(path, path)
		if err != nil {
			return nil, err
		}
		groups = append(groups, list...)
	}
	return compileWatched(append(groups, wordGroups(f.words)...))
}

const sampleList = "the sample's keywords"

// lists are the files of watched words that were asked for.
func (f *inputFlags) lists() []string {
	return slices.DeleteFunc(slices.Clone(f.keywords), func(path string) bool { return path == noLists })
}

// readList reads a list, which messages call by its name.
func readList(name, path string) ([]keyword.Group, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("keywords: %s: %s", name, reason(err))
	}
	return config.Keywords(name, data)
}

func compileWatched(groups []keyword.Group) (*keyword.Set, error) {
	if len(groups) == 0 {
		return nil, nil
	}
	set, err := keyword.Compile(groups)
	if err != nil {
		return nil, usageError{err}
	}
	return set, nil
}

// wordGroups makes a group of each word, as long as there are colours enough.
func wordGroups(words []string) []keyword.Group {
	if len(words) > theme.GroupTokens {
		return []keyword.Group{{Name: strings.Join(words, " "), Words: words}}
	}
	groups := make([]keyword.Group, len(words))
	for i, w := range words {
		groups[i] = keyword.Group{Name: w, Words: []string{w}}
	}
	return groups
}

// watchlists are the lists of watched words of a session: they are read anew when
// their files change, and can be added to.
type watchlists struct {
	p     *process
	first []keyword.Group // of the sample: they are in no file
	paths []string
	own   string          // the file that new groups go to, "" for nowhere
	asked bool            // the files were asked for: they must be there
	last  []keyword.Group // of words given by -k

	editing sync.Mutex // held while a file is changed
	serial  int        // of what was read

	mu     sync.Mutex
	stamps []stamp
	groups []origin // where each group is
}

// stamp tells one state of a file from another.
type stamp struct {
	at   time.Time
	size int64
}

// origin is the place of a group in the lists.
type origin struct {
	path  string // "" when it is in no file
	index int    // of the group in its file
	name  string
}

// ownList is the file of the user's own list, which is watched unless another one
// is asked for.
const ownList = "watch.toml"

func (p *process) newWatchlists(f *inputFlags, sampled bool) *watchlists {
	w := &watchlists{p: p, paths: f.lists(), last: wordGroups(f.words)}
	if sampled && len(f.keywords) == 0 && len(f.words) == 0 {
		w.first, _ = config.Keywords(sampleList, sample.Keywords()) // a test reads them
	}
	switch folder, err := p.configFolder(); {
	case len(w.paths) > 0:
		w.own, w.asked = w.paths[len(w.paths)-1], true
	case err == nil:
		w.own = filepath.Join(folder, ownList)
		if !slices.Contains(f.keywords, noLists) {
			w.paths = []string{w.own}
		}
	}
	return w
}

// read reads all lists. A file that is not there yet holds nothing where it is the
// user's own.
func (w *watchlists) read() (ui.Watched, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	groups, origins := slices.Clone(w.first), make([]origin, len(w.first))
	var watched ui.Watched
	w.stamps = w.look()
	for i, path := range w.paths {
		if w.stamps[i] == (stamp{}) && !w.asked {
			continue
		}
		list, err := readList(w.p.short(path), path)
		if err != nil {
			return watched, err
		}
		for i := range list {
			origins = append(origins, origin{path, i, list[i].Name})
		}
		groups = append(groups, list...)
		watched.Lists++
		if at := w.stamps[i].at; at.After(watched.Changed) {
			watched.Changed = at
		}
	}
	groups, origins = append(groups, w.last...), append(origins, make([]origin, len(w.last))...)
	set, err := compileWatched(groups)
	if err != nil {
		return watched, err
	}
	w.serial++
	watched.Words, w.groups, watched.Serial = set, origins, w.serial
	for _, o := range origins {
		watched.Editable = append(watched.Editable, o.path != "")
	}
	return watched, nil
}

// look takes the stamps of all files.
func (w *watchlists) look() []stamp {
	stamps := make([]stamp, len(w.paths))
	for i, path := range w.paths {
		if info, err := os.Stat(path); err == nil {
			stamps[i] = stamp{info.ModTime(), info.Size()}
		}
	}
	return stamps
}

// lookEvery is how often it is looked whether a list has changed.
const lookEvery = time.Second

// Next waits until a list changes, and brings all of them.
func (w *watchlists) Next() ui.Watched {
	for {
		time.Sleep(lookEvery)
		w.mu.Lock()
		changed := !slices.Equal(w.look(), w.stamps)
		w.mu.Unlock()
		if !changed {
			continue
		}
		watched, err := w.read()
		watched.Err = err
		return watched
	}
}

// Add adds a word, or a phrase, to a group, or with group -1 to a new one of that
// name.
func (w *watchlists) Add(group int, name, word string, phrase bool) (ui.Watched, error) {
	w.editing.Lock()
	defer w.editing.Unlock()
	at, err := w.find(group)
	if err != nil {
		return ui.Watched{}, err
	}
	return w.edit(at, group, func(data []byte) ([]byte, bool, error) {
		if group < 0 {
			return config.AddGroup(w.p.short(at.path), data, name, word, phrase)
		}
		return config.AddWord(w.p.short(at.path), data, at.index, word, phrase)
	})
}

// TakeOut takes a word, or a phrase, out of a group.
func (w *watchlists) TakeOut(group int, word string) (ui.Watched, error) {
	w.editing.Lock()
	defer w.editing.Unlock()
	at, err := w.find(group)
	if err != nil {
		return ui.Watched{}, err
	}
	return w.edit(at, group, func(data []byte) ([]byte, bool, error) {
		return config.TakeOut(w.p.short(at.path), data, at.index, word)
	})
}

// find gives the file of a group, or of new ones.
func (w *watchlists) find(group int) (origin, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case group < 0 && w.own != "":
		return origin{path: w.own}, nil
	case group < 0:
		return origin{}, errors.New("there is no folder for settings: neither XDG_CONFIG_HOME nor HOME names one")
	case group >= len(w.groups) || w.groups[group].path == "":
		return origin{}, errors.New("this group is in no file")
	}
	return w.groups[group], nil
}

// edit changes the file of a group, whole or not at all, and reads all lists anew.
// The group must still be the one that was read.
func (w *watchlists) edit(at origin, group int, change func([]byte) ([]byte, bool, error)) (ui.Watched, error) {
	path := at.path
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return ui.Watched{}, fmt.Errorf("%s: %s", w.p.short(path), reason(err))
	}
	if group >= 0 {
		now, err := config.Keywords(w.p.short(path), data)
		if err != nil {
			return ui.Watched{}, err
		}
		if at.index >= len(now) || now[at.index].Name != at.name {
			return ui.Watched{}, fmt.Errorf("%s has just been changed: look again", w.p.short(path))
		}
	}
	out, changed, err := change(data)
	if err != nil {
		return ui.Watched{}, err
	}
	if changed {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return ui.Watched{}, err
		}
		if err := rewrite(path, string(out)); err != nil {
			return ui.Watched{}, fmt.Errorf("%s: %s", w.p.short(path), reason(err))
		}
		w.mu.Lock()
		if !slices.Contains(w.paths, path) {
			w.paths = append(w.paths, path)
		}
		w.mu.Unlock()
	}
	watched, err := w.read()
	if err == nil && !changed {
		err = ui.ErrUnchanged
	}
	return watched, err
}

// rewrite replaces a file, which keeps its permissions.
func rewrite(path, text string) error {
	info, missing := os.Stat(path)
	if err := replaceFile(path, text); err != nil || missing != nil {
		return err
	}
	return os.Chmod(path, info.Mode().Perm())
}

// Editor is the user's editor with the file of a group, or of new ones.
func (w *watchlists) Editor(group int) (tea.ExecCommand, error) {
	at, err := w.find(group)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(at.path), 0o700); err != nil {
		return nil, err
	}
	editor := strings.Fields(w.p.env("VISUAL"))
	if len(editor) == 0 {
		editor = strings.Fields(w.p.env("EDITOR"))
	}
	if len(editor) == 0 {
		editor = []string{"vi"}
	}
	c := exec.Command(editor[0], append(editor[1:], at.path)...) //nolint:gosec // it is the user's own editor
	c.Env = w.p.environ
	c.Stdout, c.Stderr = w.p.out, w.p.out
	return program{c, w.p}, nil
}

// program is another program that has the terminal for a while: the terminal
// itself, not what the reader writes through. Ctrl-C is meant for it alone.
type program struct {
	*exec.Cmd
	p *process
}

func (p program) SetStdin(r io.Reader) { p.Stdin = r }
func (p program) SetStdout(io.Writer)  {}
func (p program) SetStderr(io.Writer)  {}

// Run runs the program to its end.
func (p program) Run() error {
	p.p.away.begin()
	defer p.p.away.end()
	return p.Cmd.Run()
}
