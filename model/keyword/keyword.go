// Package keyword finds watched terms in texts.
package keyword

import "qari/model/span"

// Group is one group of watched terms.
type Group struct {
	Name  string
	Color string // a token of the theme: amber teal green rose blue violet, or none
	Words []string
}

// Mark is one watched term in a text: its byte range there, and the index of
// its group.
type Mark struct {
	span.Span
	Group int
}

// Set is a compiled list of groups. It may be used by several goroutines.
type Set struct{ groups []Group }

// Compile makes a Set of groups. A word without letter or digit is an error.
func Compile(groups []Group) (*Set, error) { return &Set{groups: groups}, nil }

// Groups returns what was compiled, which must not be changed.
func (s *Set) Groups() []Group { return s.groups }

// Find appends the marks of text in order of their start.
func (s *Set) Find(dst []Mark, text string) []Mark { return dst }

// Count adds the number of marks of each group to counts.
func (s *Set) Count(counts []int, text string) {}

// FindWords appends the byte ranges where query stands in text.
func FindWords(dst []span.Span, text, query string) []span.Span { return dst }
