package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// stateFolder is qari's folder for what is kept between runs, by the XDG base
// directory rules: a relative XDG_STATE_HOME does not count.
func (p *process) stateFolder() (string, error) {
	return p.folder("XDG_STATE_HOME", ".local/state")
}

// configFolder is qari's folder for settings.
func (p *process) configFolder() (string, error) {
	return p.folder("XDG_CONFIG_HOME", ".config")
}

func (p *process) folder(variable, inHome string) (string, error) {
	base := p.env(variable)
	if !filepath.IsAbs(base) {
		home := p.env("HOME")
		if !filepath.IsAbs(home) {
			return "", fmt.Errorf("neither %s nor HOME names a folder", variable)
		}
		base = filepath.Join(home, inHome)
	}
	return filepath.Join(base, "qari"), nil
}

// saveCopied keeps a copied text where the user finds it, for terminals that
// do not pass it to the clipboard. It returns the path to be shown. The text
// is the user's own: nobody else may read it.
func (p *process) saveCopied(text string) (string, error) {
	folder, err := p.stateFolder()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	path := filepath.Join(folder, "copied.txt")
	if err := replaceFile(path, text); err != nil {
		return "", err
	}
	return p.short(path), nil
}

// replaceFile writes a file that only the user may read, whole or not at all.
// Links are followed: what the last of them names is replaced.
func replaceFile(path, text string) error {
	path, err := behindLinks(path)
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+"-*") // 0600
	if err != nil {
		return err
	}
	_, err = temp.WriteString(text)
	err = errors.Join(err, temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
	}
	return err
}

// mostLinks is how many links are followed before they are taken for a circle: as
// many as Linux follows.
const mostLinks = 40

// behindLinks is the path that a chain of links leads to, of a file that need not be
// there yet. Its folder must be.
func behindLinks(path string) (string, error) {
	for range mostLinks {
		folder, name := filepath.Split(path) // as it is written: what a .. means is up to where a folder really is
		if folder == "" {
			folder = "."
		}
		folder, err := filepath.EvalSymlinks(folder)
		if err != nil {
			return "", err
		}
		path = filepath.Join(folder, name)
		to, err := os.Readlink(path)
		if err != nil {
			return path, nil //nolint:nilerr // it is no link
		}
		if !filepath.IsAbs(to) {
			to = folder + string(filepath.Separator) + to
		}
		path = to
	}
	return "", &os.PathError{Op: "open", Path: path, Err: syscall.ELOOP}
}

// short writes the home folder as ~.
func (p *process) short(path string) string {
	if home := p.env("HOME"); len(home) > 1 {
		if rest, ok := strings.CutPrefix(path, strings.TrimSuffix(home, "/")+"/"); ok {
			return "~/" + rest
		}
	}
	return path
}
