package config

import (
	_ "embed"
	"errors"

	"qari/model/clean"
	"qari/model/match"
)

//go:embed aliases.txt
var builtInAliases string

// BuiltInAliases are qari's own: broken plurals and names of the news.
func BuiltInAliases() *match.Aliases {
	a, bad := match.ParseAliases(builtInAliases)
	if len(bad) > 0 {
		panic("the built-in aliases: " + bad[0].Error()) // a test reads them
	}
	return a
}

// Aliases reads an alias file (ARABIC.md 4.5). What is good is returned beside
// the errors, each a *FileError.
func Aliases(name string, data []byte) (*match.Aliases, []error) {
	a, bad := match.ParseAliases(string(data))
	for i, err := range bad {
		var line *match.AliasError
		if errors.As(err, &line) {
			bad[i] = &FileError{Name: clean.Name(name), Line: line.Line, Reason: clean.Line(line.Reason)}
		}
	}
	return a, bad
}
