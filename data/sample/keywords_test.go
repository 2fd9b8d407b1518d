package sample_test

import (
	"slices"
	"strings"
	"testing"

	"qari/data/config"
	"qari/data/sample"
	"qari/model/arabic"
	"qari/model/keyword"
)

func groups(t *testing.T) []keyword.Group {
	t.Helper()
	g, err := config.Keywords("keywords.toml", sample.Keywords())
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestEachColourHasOneGroup(t *testing.T) {
	var colours []string
	for _, g := range groups(t) {
		colours = append(colours, g.Color)
		if g.Name == "" || len(g.Words) == 0 {
			t.Errorf("group %q has %d words", g.Name, len(g.Words))
		}
	}
	want := []string{"amber", "teal", "green", "rose", "blue", "violet"}
	if !slices.Equal(colours, want) {
		t.Errorf("colours %q, want %q", colours, want)
	}
}

// TestNoWordStandsTwice: of two words that fold to the same, the second would
// never be found.
func TestNoWordStandsTwice(t *testing.T) {
	seen := map[string]string{}
	for _, g := range groups(t) {
		for _, w := range g.Words {
			var folded []string
			for _, token := range arabic.Tokens(w) {
				folded = append(folded, token.Folded)
			}
			key := strings.Join(folded, " ")
			if before, ok := seen[key]; ok {
				t.Errorf("%s: %q is the same as %s", g.Name, w, before)
			}
			seen[key] = g.Name + ": " + w
		}
	}
}

// TestEachGroupIsMet: the tally of the list has something to show, and there are
// articles without any hit beside those with many.
func TestEachGroupIsMet(t *testing.T) {
	g := groups(t)
	set, err := keyword.Compile(g)
	if err != nil {
		t.Fatal(err)
	}
	met, without := make([]int, len(g)), 0
	for _, a := range load(t) {
		counts := make([]int, len(g))
		set.Count(counts, a.Text)
		for i, n := range counts {
			if n > 0 {
				met[i]++
			}
		}
		if slices.Max(counts) == 0 {
			without++
		}
	}
	for i, n := range met {
		if n < 5 {
			t.Errorf("%s: met in %d articles, want 5 or more", g[i].Name, n)
		}
	}
	if without < 5 {
		t.Errorf("%d articles have no hit, want 5 or more", without)
	}
}
