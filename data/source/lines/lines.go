// Package lines reads lists: every line that is not blank is the title of an
// article, and there is nothing else to it. Nothing in such a file shows that it
// is one, so it is read only where it is asked for.
package lines

import (
	"io"
	"strings"

	"qari/data/source/cut"
	"qari/data/source/record"
)

// Decoder reads lines.
type Decoder struct{}

// Chunks cuts the stream at line ends.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	return cut.Lines(r, yield)
}

// Records gives the lines of the chunk as titles, without their ends. They share
// one copy of it, which costs less than a string for each.
func (Decoder) Records(c record.Chunk, _ *record.Fields, yield func(record.Record), _ func(record.Fault)) {
	number := c.Line
	for text := string(c.Data); text != ""; number++ {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		for strings.HasSuffix(line, "\r") {
			line = line[:len(line)-1]
		}
		if strings.TrimSpace(line) != "" {
			yield(record.Record{Title: line, Line: number})
		}
	}
}
