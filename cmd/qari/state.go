package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// stateFolder is qari's folder for what is kept between runs, by the XDG base
// directory rules: a relative XDG_STATE_HOME does not count.
func (p *process) stateFolder() (string, error) {
	base := p.env("XDG_STATE_HOME")
	if !filepath.IsAbs(base) {
		home := p.env("HOME")
		if !filepath.IsAbs(home) {
			return "", errors.New("neither XDG_STATE_HOME nor HOME names a folder")
		}
		base = filepath.Join(home, ".local", "state")
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
	temp, err := os.CreateTemp(folder, "copied-*") // 0600
	if err != nil {
		return "", err
	}
	_, err = temp.WriteString(text)
	err = errors.Join(err, temp.Close())
	path := filepath.Join(folder, "copied.txt")
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
		return "", err
	}
	return p.short(path), nil
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
