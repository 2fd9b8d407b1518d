package fuzzy

import (
	"slices"

	"qari/model/arabic"
)

// Candidate returns a quick test which no title fails that query finds, so that
// an index of the titles that pass gives what one of all gives.
func Candidate(query string) func(title string) bool {
	terms := parse(query)
	slices.SortFunc(terms, func(a, b term) int { return len(b.letters) - len(a.letters) })
	var sequences []*arabic.Sequence
	for _, t := range terms {
		sequences = append(sequences, arabic.NewSequence(t.folded))
	}
	return func(title string) bool {
		for _, s := range sequences {
			if !s.In(title) {
				return false
			}
		}
		return true
	}
}
