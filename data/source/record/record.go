// Package record is the seam between the loader and the formats: what a format
// makes of bytes, and which keys of the data mean what. Every format is a
// package beside this one with a Decoder; see the comment of package source for
// how to add one.
package record

import (
	"errors"
	"io"
	"strings"

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
	// Encoding is the name of the record's own encoding, "" for that of the file.
	Encoding string

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
	Data []byte
	// Text, in place of Data, is a file that is one record, as Whole gives it.
	Text   string
	Line   int   // 1-based line of its first byte
	Offset int64 // of its first byte, in the unpacked file
	// Context is what the decoder learned before and needs for this chunk, such
	// as the columns of a table. Chunks are decoded at the same time, so nothing
	// in it may change.
	Context any
	// Scratch is room, of no bytes yet, for strings that Records has to make:
	// they and the data last until it has returned.
	Scratch []byte
	// Release, unless it is nil, gives the data back when it is no longer needed.
	Release func()
	// Fault, where it has a reason, is trouble met after the data.
	Fault Fault
	// Last says that the stream ends behind this chunk, so that more of it might
	// mend the fault.
	Last bool
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
	// (MaxRecord) is a fault and is skipped. Where the size of the file is
	// known, r has a method Len, as a bytes.Reader has.
	Chunks(r io.Reader, yield func(Chunk) error) error
	// Records gives the records and faults of a chunk in their order. Strings may
	// share memory with the chunk's data and scratch: the loader copies what it
	// keeps, unless the file is one record.
	Records(c Chunk, f *Fields, yield func(Record), fault func(Fault))
}

// MaxRecord is the number of bytes that one record may have (ARABIC.md 10.3).
const MaxRecord = 64 << 20

// ErrTooLong is the error of a file that is one record and longer than that.
var ErrTooLong = errors.New("longer than 64 MB")

// Whole is Chunks for formats that have one record a file. The chunk has Text.
func Whole(r io.Reader, yield func(Chunk) error) error {
	size := -1
	if l, ok := r.(interface{ Len() int }); ok {
		size = min(l.Len(), MaxRecord)
	}
	text, err := all(io.LimitReader(r, MaxRecord+1), size)
	if err != nil {
		return err
	}
	if len(text) > MaxRecord {
		return ErrTooLong
	}
	return yield(Chunk{Text: text, Line: 1})
}

// Sizes of what is read at once: little enough to stay in the processor's
// cache until it is copied, or, where it must be kept, ever more.
const (
	copied  = 64 << 10
	maxKept = 8 << 20
)

// all reads all of r, of which size is the number of bytes, -1 when it is not
// known. A size that is wrong costs no more than time. The text is as long as
// its memory, and was never copied as a whole where the size was right.
func all(r io.Reader, size int) (string, error) {
	var text strings.Builder
	if size >= 0 {
		text.Grow(size)
		_, err := io.CopyBuffer(&text, r, make([]byte, min(size+1, copied)))
		return text.String(), err
	}
	var kept [][]byte
	part, sum := make([]byte, 0, copied), 0
	for ended := false; !ended; {
		n, err := r.Read(part[len(part):cap(part)])
		part = part[:len(part)+n]
		sum += n
		if ended = errors.Is(err, io.EOF); err != nil && !ended {
			return "", err
		}
		if ended || len(part) == cap(part) {
			kept = append(kept, part)
			part = make([]byte, 0, min(2*cap(part), maxKept))
		}
	}
	text.Grow(sum)
	for _, part := range kept {
		text.Write(part)
	}
	return text.String(), nil
}
