// Package fuzzy is the filter of the article list.
package fuzzy

import (
	"context"

	"qari/model/span"
)

// Index holds titles, ready to be filtered. It only grows. The zero value is
// empty and ready.
type Index struct{}

// Add appends a title; its index is the number of titles before it.
func (x *Index) Add(title string) {}

// Len is the number of titles.
func (x *Index) Len() int { return 0 }

// Snapshot is the titles that were there at its making, safe to read while Add
// goes on.
type Snapshot struct{}

// Snapshot returns the titles of now.
func (x *Index) Snapshot() Snapshot { return Snapshot{} }

// Hit is a title that matches, by its index; a higher score is better.
type Hit struct {
	Title int
	Score int
}

// Result is what a query finds, best first. Strewn tells that no title has the
// terms within its words, so that letters strewn over the title counted.
type Result struct {
	Hits   []Hit
	Strewn bool
}

// Find filters the titles. The error is only that of ctx.
func (s Snapshot) Find(ctx context.Context, query string) (Result, error) { return Result{}, ctx.Err() }

// Matches returns the byte ranges of the matched letters in title.
func Matches(query, title string, strewn bool) []span.Span { return nil }
