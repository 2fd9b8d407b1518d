package arabic_test

import (
	"os"
	"strings"
	"testing"

	"qari/model/arabic"
)

// TestPairs holds the match levels against a file of word pairs, which
// QARI_TEST_PAIRS names. A line: + or - or k; a level; a query; a word. + is to be
// found from its level on, - is not to be found up to its level, and k is what the
// rules give where a reader would judge otherwise. It tells precision and recall.
func TestPairs(t *testing.T) {
	path := os.Getenv("QARI_TEST_PAIRS")
	if path == "" {
		t.Skip("QARI_TEST_PAIRS names no file")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	names := arabic.Levels()
	type tally struct{ both, wanted, found int }
	tallies := make([]tally, len(names))
	lines := 0
	for line := range strings.Lines(string(data)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(columns) < 4 {
			continue
		}
		lines++
		kind, query, word := columns[0], columns[2], columns[3]
		least, known := arabic.ParseLevel(columns[1])
		if !known {
			least = arabic.Level(len(names)) // none
		}
		wanted := kind == "+" || kind == "k" && !known
		for i := range names {
			level := arabic.Level(i)
			got := level.Matches(query, word)
			right, counts := got == (level >= least), got
			if kind == "-" {
				counts = got && level <= least
				right = !counts
			}
			if !right {
				t.Errorf("%s %s at %v: found is %v", query, word, level, got)
			}
			count := &tallies[i]
			for _, c := range []struct {
				n  *int
				is bool
			}{{&count.both, wanted && counts}, {&count.wanted, wanted}, {&count.found, counts}} {
				if c.is {
					*c.n++
				}
			}
		}
	}
	if lines == 0 {
		t.Fatal("no pairs")
	}
	for i, c := range tallies {
		t.Logf("%-8v precision %.2f, recall %.2f", arabic.Level(i), float64(c.both)/float64(max(1, c.found)), float64(c.both)/float64(max(1, c.wanted)))
	}
}
