package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"qari/model/clean"
)

// Terminal is what was found to read right in one terminal. Empty fields are
// left to detection.
type Terminal struct {
	Name  string `toml:"name"`            // as qari doctor names it
	Bidi  string `toml:"bidi,omitempty"`  // visual, words, runs, logical
	Shape string `toml:"shape,omitempty"` // on, off
	Marks string `toml:"marks,omitempty"` // keep, strip
}

// terminalsHead begins the file.
const terminalsHead = `# What was found to read right, by terminal. "qari doctor" writes this file
# and names the terminals; bidi is visual, words, runs or logical, shape is on
# or off, marks is keep or strip. Delete an entry to leave it to detection.
`

// Terminals reads what was kept for terminals: TOML.
//
//	[[terminal]]
//	name = "tmux/VTE"
//	bidi = "runs"
//	marks = "strip"
//
// The entries that are good are returned beside the errors, each a *FileError.
// Of entries with one name the last holds.
func Terminals(name string, data []byte) ([]Terminal, []error) {
	var file struct {
		Terminal []Terminal `toml:"terminal"`
	}
	decoder := toml.NewDecoder(strings.NewReader(string(data))).DisallowUnknownFields()
	var good []Terminal
	var bad []error
	if err := decoder.Decode(&file); err != nil {
		line, reason := located(err, "a terminal has name, bidi, shape and marks")
		bad = append(bad, &FileError{Name: name, Line: line, Reason: reason})
		if unknown := new(toml.StrictMissingError); !errors.As(err, &unknown) {
			return nil, bad
		}
	}
	heads := headings(string(data), "[[terminal]]")
	for i, t := range file.Terminal {
		if reason := t.wrong(); reason != "" {
			line := 0
			if i < len(heads) {
				line = heads[i]
			}
			bad = append(bad, &FileError{Name: name, Line: line, Reason: reason})
			continue
		}
		good = append(good, t)
	}
	return good, bad
}

// wrong says what is wrong with an entry, "" for nothing.
func (t *Terminal) wrong() string {
	if t.Name == "" {
		return "a terminal without a name"
	}
	for _, field := range []struct{ key, value, words string }{
		{"bidi", t.Bidi, "visual words runs logical"},
		{"shape", t.Shape, "on off"},
		{"marks", t.Marks, "keep strip"},
	} {
		words := strings.Fields(field.words)
		if field.value != "" && !slices.Contains(words, field.value) {
			last := len(words) - 1
			return fmt.Sprintf("terminal %q: %s is %s or %s, not %q", clean.Line(t.Name), field.key,
				strings.Join(words[:last], ", "), words[last], clean.Line(field.value))
		}
	}
	return ""
}

// KeepTerminal gives the file with t in it, in place of entries of the same
// name. An entry that leaves everything to detection is dropped. Other lines
// stay as they are, comments too, where entries begin with [[terminal]].
func KeepTerminal(file []byte, t Terminal) ([]byte, error) {
	kept, _ := Terminals("", file)
	kept = slices.DeleteFunc(kept, func(k Terminal) bool { return k.Name == t.Name })
	entry := []Terminal{}
	if t.Bidi != "" || t.Shape != "" || t.Marks != "" {
		entry, kept = append(entry, t), append(kept, t)
	}
	written, err := writeTerminals(entry)
	if err != nil {
		return nil, err
	}
	text := dropTerminal(string(file), t.Name) + string(written)
	if text == string(written) {
		text = terminalsHead + "\n" + text
	}
	if got, bad := Terminals("", []byte(text)); len(bad) == 0 && slices.Equal(got, kept) {
		return []byte(text), nil
	}
	all, err := writeTerminals(kept) // it was written in some other way
	return append([]byte(terminalsHead+"\n"), all...), err
}

func writeTerminals(list []Terminal) ([]byte, error) {
	if len(list) == 0 {
		return nil, nil
	}
	return toml.Marshal(struct {
		Terminal []Terminal `toml:"terminal"`
	}{list})
}

// dropTerminal takes the entries of a name out of a file, but not the comments
// in them.
func dropTerminal(file, name string) string {
	entries, _ := Terminals("", []byte(file))
	heads := headings(file, "[[terminal]]")
	var b strings.Builder
	n, entry := 0, -1
	for line := range strings.Lines(file) {
		if n++; entry+1 < len(heads) && heads[entry+1] == n {
			entry++
		}
		bare := strings.TrimSpace(line)
		ours := entry >= 0 && entry < len(entries) && entries[entry].Name == name
		if !ours || strings.HasPrefix(bare, "#") {
			b.WriteString(strings.TrimSuffix(line, "\n") + "\n")
		}
	}
	return b.String()
}
