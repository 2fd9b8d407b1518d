// Package config reads the files that a user writes for qari.
package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"qari/model/arabic"
	"qari/model/clean"
	"qari/model/keyword"
)

// colors are the tokens of the theme that a group may name.
const colors = "amber teal green rose blue violet"

// FileError says what is wrong with a file that the user wrote.
type FileError struct {
	Name   string // of the file
	Line   int    // 1-based, 0 when the file as a whole is meant
	Reason string // lower case
}

func (e *FileError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.Name, e.Reason)
	}
	return fmt.Sprintf("%s:%d: %s", e.Name, e.Line, e.Reason)
}

// group is one entry of the file.
type group struct {
	Name    string   `toml:"name"`
	Color   string   `toml:"color"`
	Level   string   `toml:"level"`
	Words   []string `toml:"words"`
	Phrases []string `toml:"phrases"`
	AtLeast int      `toml:"at_least"`
	Exclude []string `toml:"exclude"`
}

// Keywords reads a watch list: TOML, groups of words under a name and a colour
// of the theme (amber, teal, green, rose, blue, violet, or none).
//
//	[[group]]
//	name = "الإرهاب"
//	color = "amber"
//	words = ["الإرهاب", "خلية إرهابية"]     # with their other forms; = ~ * and "..." as in a query
//	phrases = ["مكافحة التطرف"]             # as they are spelled
//	exclude = ["الإرهاب الفكري"]            # within these nothing is a hit
//	level = "clitics"                       # for words: exact, folded, clitics or forms
//	at_least = 2                            # fewer hits in an article are none
//
// The error is a *FileError with name, line and reason: TOML that cannot be
// read, an unknown key, an unknown colour or level, a group without words, a word
// without letters or with signs that mean nothing, a file without groups.
func Keywords(name string, data []byte) ([]keyword.Group, error) {
	fail := func(line int, format string, args ...any) error {
		return &FileError{Name: name, Line: line, Reason: fmt.Sprintf(format, args...)}
	}
	var file struct {
		Group []group `toml:"group"`
	}
	decoder := toml.NewDecoder(strings.NewReader(string(data))).DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		line, reason := located(err, "a group has name, color, level, words, phrases, exclude and at_least")
		return nil, fail(line, "%s", reason)
	}
	if len(file.Group) == 0 {
		return nil, fail(0, "no groups: a group begins with [[group]]")
	}
	at, err := outline(data)
	if err != nil {
		return nil, fail(0, "%v", err)
	}
	groups := make([]keyword.Group, 0, len(file.Group))
	for i, g := range file.Group {
		line := 0
		if i < len(at) {
			line = lineOf(data, at[i].start)
		}
		called := fmt.Sprintf("group %d", i+1)
		if g.Name = clean.Line(g.Name); g.Name != "" {
			called = fmt.Sprintf("group %q", g.Name)
		}
		if g.Color != "" && !slices.Contains(strings.Fields(colors), g.Color) {
			return nil, fail(line, "%s: unknown color %q: there are %s", called, g.Color, strings.ReplaceAll(colors, " ", ", "))
		}
		if _, ok := arabic.ParseLevel(g.Level); g.Level != "" && !ok {
			return nil, fail(line, "%s: unknown level %q: there are %s", called, clean.Line(g.Level), strings.Join(arabic.Levels(), ", "))
		}
		if g.AtLeast < 0 {
			return nil, fail(line, "%s: at_least is a number from 0 up", called)
		}
		one := keyword.Group{Name: g.Name, Color: g.Color, Level: g.Level, AtLeast: g.AtLeast,
			Words: filled(g.Words), Phrases: filled(g.Phrases), Exclude: filled(g.Exclude)}
		if len(one.Words)+len(one.Phrases) == 0 {
			return nil, fail(line, "%s has no words", called)
		}
		var wrong *keyword.WordError
		if errors.As(keyword.Check(&one), &wrong) {
			return nil, fail(line, "%s: %s", called, wrong.Short())
		}
		groups = append(groups, one)
	}
	return groups, nil
}

// filled gives the texts that are not blank.
func filled(texts []string) []string {
	var out []string
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// headings are the lines where the tables of a name begin.
func headings(data, table string) []int {
	var at []int
	n := 0
	for line := range strings.Lines(data) {
		n++
		if head := strings.NewReplacer(" ", "", "\t", "").Replace(line); strings.HasPrefix(head, table) {
			at = append(at, n)
		}
	}
	return at
}

// located gives line and reason of an error of the TOML decoder. known says
// which keys there are.
func located(err error, known string) (int, string) {
	var missing *toml.StrictMissingError
	if errors.As(err, &missing) && len(missing.Errors) > 0 {
		first := &missing.Errors[0]
		line, _ := first.Position()
		return line, fmt.Sprintf("unknown key %q: %s", strings.Join(first.Key(), "."), known)
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, _ := wrong.Position()
		return line, strings.TrimPrefix(wrong.Error(), "toml: ")
	}
	return 0, strings.TrimPrefix(err.Error(), "toml: ")
}
