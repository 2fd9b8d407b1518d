package main

import (
	"context"

	"qari/data/source"
	"qari/model/corpus"
)

// Around a problem this many lines are shown before and after, of each so
// many bytes at most.
const (
	peekLines = 10
	peekBytes = 4 << 10
)

// peek reads the raw lines around a problem, and says which number the first
// of them has.
func (f *inputFlags) peek(q corpus.Problem) (lines []string, first int, err error) {
	first = max(1, q.Line-peekLines)
	lines, err = source.Excerpt(context.Background(), q.Path, f.encoding, first, max(q.Line, 1)+peekLines, peekBytes)
	return lines, first, err
}
