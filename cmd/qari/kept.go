package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"qari/data/config"
	"qari/ui/terminal"
)

// keptFile is the path of what was kept for terminals.
func (p *process) keptFile() (string, error) {
	folder, err := p.configFolder()
	return filepath.Join(folder, "terminals.toml"), err
}

// readKept reads what was kept for terminals. What is wrong with it is told,
// and the rest holds.
func (p *process) readKept() ([]config.Terminal, []error) {
	path, err := p.keptFile()
	if err != nil {
		return nil, nil // nowhere to keep anything
	}
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var data []byte
	switch {
	case err == nil && !info.Mode().IsRegular():
		err = &config.FileError{Name: p.short(path), Reason: "not a file"}
	case err == nil:
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, []error{err}
	}
	return config.Terminals(p.short(path), data)
}

// kept gives what was kept for terminals by their names.
func (p *process) kept() map[string]terminal.Setting {
	read, bad := p.readKept()
	for _, err := range bad {
		p.say("%v", err)
	}
	settings := make(map[string]terminal.Setting, len(read))
	for _, t := range read {
		settings[t.Name] = setting(t.Bidi, t.Shape, t.Marks)
	}
	return settings
}

// keep writes down what reads right in a terminal, and returns the path to be
// shown. A file that cannot be read is left as it is.
func (p *process) keep(t config.Terminal) (string, error) {
	path, err := p.keptFile()
	if err != nil {
		return "", err
	}
	if _, bad := p.readKept(); len(bad) > 0 {
		return "", bad[0]
	}
	file, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	text, err := config.KeepTerminal(file, t)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	return p.short(path), replaceFile(path, string(text))
}

// keepable says why nothing can be kept, nil when something can.
func (p *process) keepable() error {
	if err := p.tryKeeping(); err != nil {
		return fmt.Errorf("what reads right cannot be kept: %w", err)
	}
	return nil
}

func (p *process) tryKeeping() error {
	path, err := p.keptFile()
	if err != nil {
		return err
	}
	if _, bad := p.readKept(); len(bad) > 0 {
		return errors.New("first mend that file, or delete it") // told already
	}
	folder := filepath.Dir(path)
	for ; folder != filepath.Dir(folder); folder = filepath.Dir(folder) { // what is missing would be made
		if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
			break
		}
	}
	temp, err := os.CreateTemp(folder, "qari-*")
	if err != nil {
		return err
	}
	return errors.Join(temp.Close(), os.Remove(temp.Name()))
}
