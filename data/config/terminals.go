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

// WriteTerminals gives the file that keeps t, in place of an entry of the same
// name. An entry that leaves everything to detection is dropped.
func WriteTerminals(kept []Terminal, t Terminal) ([]byte, error) {
	kept = slices.DeleteFunc(slices.Clone(kept), func(k Terminal) bool { return k.Name == t.Name })
	if t.Bidi != "" || t.Shape != "" || t.Marks != "" {
		kept = append(kept, t)
	}
	out, err := toml.Marshal(struct {
		Terminal []Terminal `toml:"terminal"`
	}{kept})
	if err != nil {
		return nil, err
	}
	return append([]byte(terminalsHead+"\n"), out...), nil
}
