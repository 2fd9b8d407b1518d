// Package cache keeps search indexes on disk, one a file, in a folder of the
// user's. A file that is damaged or not an index is passed over, and written anew;
// all together take no more than a limit: the one that was used longest ago goes
// first.
package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"qari/model/search"
)

// DefaultLimit is how many bytes all indexes take at most.
const DefaultLimit = 4 << 30

// least is the size of texts below which an index is not worth keeping: it is made
// in less time than it takes to open a file.
const least = 16 << 20

const suffix = ".index"

// Folder holds indexes. Nothing is made in it before the first one is kept.
type Folder struct {
	Path  string
	Limit int64 // 0 is DefaultLimit
}

// Key names the index of a corpus, by what it was opened with.
func Key(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

func (f Folder) limit() int64 {
	if f.Limit > 0 {
		return f.Limit
	}
	return DefaultLimit
}

func (f Folder) file(key string) string { return filepath.Join(f.Path, key+suffix) }

// Read reads the index of a key, nil when there is none that can be used. That it
// was used is noted.
func (f Folder) Read(key string) *search.Kept {
	path := f.file(key)
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	kept, err := search.Read(file, info.Size())
	if err != nil {
		return nil
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // where that fails it only goes sooner
	return kept
}

// Write keeps an index under a key, whole or not at all. One that is small, or
// larger than the limit, is not kept.
func (f Folder) Write(key string, s search.Snapshot) error {
	if s.Text() < least || int64(s.Bytes()) > f.limit() {
		return nil
	}
	if err := os.MkdirAll(f.Path, 0o700); err != nil {
		return err
	}
	f.sweep()
	temp, err := os.CreateTemp(f.Path, unfinished+"*")
	if err != nil {
		return err
	}
	size, err := s.WriteTo(temp)
	if err == nil {
		err = f.makeRoom(size, key+suffix, filepath.Base(temp.Name()))
	}
	err = errors.Join(err, temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), f.file(key))
	}
	if err != nil {
		_ = os.Remove(temp.Name())
	}
	return err
}

// sweep removes what was left by runs that were cut off.
func (f Folder) sweep() {
	list, _ := f.List()
	for _, e := range list {
		if e.unfinished() && !e.young() {
			_ = os.Remove(filepath.Join(f.Path, e.name))
		}
	}
}

// makeRoom removes indexes until one more, of a size in bytes, keeps within the
// limit. It counts no file of the names: the one that is written, and whose place it
// takes. What another run is writing counts, but stays.
func (f Folder) makeRoom(size int64, names ...string) error {
	kept, err := f.List()
	if err != nil {
		return err
	}
	kept = slices.DeleteFunc(kept, func(e Entry) bool { return slices.Contains(names, e.name) })
	for _, e := range kept {
		size += e.Bytes
	}
	for _, e := range kept {
		if size <= f.limit() {
			break
		}
		if e.unfinished() && e.young() {
			continue
		}
		if err := os.Remove(filepath.Join(f.Path, e.name)); err != nil {
			return err
		}
		size -= e.Bytes
	}
	return nil
}

// Entry is an index that is kept.
type Entry struct {
	Bytes int64
	Used  time.Time

	name string
}

const unfinished = "new-"

// unfinished reports whether an index is being written, or was when its run was cut
// off.
func (e Entry) unfinished() bool { return strings.HasPrefix(e.name, unfinished) }

// young reports whether something was used so lately that another run may be at it.
func (e Entry) young() bool { return time.Since(e.Used) <= time.Hour }

// List gives all indexes, the one that was used longest ago first. What was left
// by a run that was cut off is among them.
func (f Folder) List() ([]Entry, error) {
	files, err := os.ReadDir(f.Path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []Entry
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), suffix) && !strings.HasPrefix(file.Name(), unfinished) {
			continue // not ours
		}
		if info, err := file.Info(); err == nil && info.Mode().IsRegular() {
			list = append(list, Entry{info.Size(), info.ModTime(), file.Name()})
		}
	}
	slices.SortFunc(list, func(a, b Entry) int { return a.Used.Compare(b.Used) })
	return list, nil
}

// Clear removes all indexes, and tells how many and how large they were.
func (f Folder) Clear() (n int, bytes int64, err error) {
	list, err := f.List()
	if err != nil {
		return 0, 0, err
	}
	for _, e := range list {
		if err := os.Remove(filepath.Join(f.Path, e.name)); err != nil {
			return n, bytes, err
		}
		n++
		bytes += e.Bytes
	}
	return n, bytes, nil
}
