// Package plain reads plain text: a file is one article.
package plain

import (
	"io"

	"qari/data/source/record"
)

// Decoder reads plain text.
type Decoder struct{}

// Chunks gives the whole file.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	return record.Whole(r, yield)
}

// Records gives the file as one record.
func (Decoder) Records(c record.Chunk, _ *record.Fields, yield func(record.Record), _ func(record.Fault)) {
	yield(record.Record{Text: c.Text, Plain: true})
}
