// Package record is the seam between the loader and the formats: what a format
// makes of bytes, and which keys of the data mean what. Every format is a
// package beside this one with a Decoder; see the comment of package source for
// how to add one.
package record

import (
	"errors"
	"io"

	"qari/model/corpus"
	"qari/model/span"
)

// Record is one article as a format gives it: strings decoded to UTF-8 and
// otherwise as they were stored. Titles, bodies and so on are made of it by the
// loader, by the same rules for every format.
type Record struct {
	// Line is the 1-based line of the record in its file, 0 for a whole file.
	Line int

	ID, Title, Text, Summary        string
	Source, Author, Date, URL, Lang string
	Tags                            []string
	Extra                           []corpus.Field

	// Heading is the range of Text that is its title, where the format marks
	// it as such; what follows is the body.
	Heading span.Span
	// Plain texts may begin with a source line and a title line (ARABIC.md 2).
	Plain bool
}

// Fault is a record that could not be read.
type Fault struct {
	Line   int    // 1-based, 0 for the whole file
	Offset int64  // byte offset in the unpacked file, -1 when unknown
	Reason string // lower case
}

// Chunk is a part of a file that is decoded by itself: whole records.
type Chunk struct {
	Data   []byte
	Line   int   // 1-based line of its first byte
	Offset int64 // of its first byte, in the unpacked file
	// Fault, where it has a reason, is trouble met after the data.
	Fault Fault
}

// Decoder reads one format.
//
// The work is parted in two so that it can be spread over processors: Chunks
// cuts a stream at the ends of records, as cheaply as it can, and Records, which
// may be called for several chunks at once, does the rest.
type Decoder interface {
	// Chunks calls yield for one chunk after the other; the chunk's data must
	// not be used again. It should not wait for more input while it has whole
	// records. Its error is that of r or of yield. A record that is too long
	// (MaxRecord) is a fault and is skipped.
	Chunks(r io.Reader, yield func(Chunk) error) error
	// Records gives the records and faults of a chunk in their order. Strings
	// must not share memory with the chunk.
	Records(c Chunk, f *Fields, yield func(Record), fault func(Fault))
}

// MaxRecord is the number of bytes that one record may have (ARABIC.md 10.3).
const MaxRecord = 64 << 20

// ErrTooLong is the error of a file that is one record and longer than that.
var ErrTooLong = errors.New("longer than 64 MB")

// Whole is Chunks for formats that have one record a file.
func Whole(r io.Reader, yield func(Chunk) error) error {
	data, err := io.ReadAll(io.LimitReader(r, MaxRecord+1))
	if err != nil {
		return err
	}
	if len(data) > MaxRecord {
		return ErrTooLong
	}
	return yield(Chunk{Data: data, Line: 1})
}
