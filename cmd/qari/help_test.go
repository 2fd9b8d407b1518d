package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"qari/data/source"
	"qari/data/source/charset"
)

// Help and README name every format and encoding that there is.
func TestFormatsAreNamed(t *testing.T) {
	words := strings.FieldsFunc(rootLong, func(r rune) bool { return strings.ContainsRune(" \n,;.:", r) })
	for _, name := range slices.Concat(source.Formats(), charset.Names()) {
		if !slices.Contains(words, name) {
			t.Errorf("--help does not name %s", name)
		}
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range source.Formats()[1:] {
		if !strings.Contains(string(readme), "`"+name+"`") {
			t.Errorf("the README does not name %s", name)
		}
	}
}
