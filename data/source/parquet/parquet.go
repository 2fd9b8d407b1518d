// Package parquet reads Parquet, in which data sets are handed on: every row is
// an article, every column one of its fields.
//
// It is read here, and not by a library, since what is at hand believes the
// file: a run of two thousand million equal numbers, a page that claims to unpack
// to 4 GB, or a list as long as it says are made before they are looked at, and
// a file of some hundred bytes takes all memory. Here nothing is made that is
// larger than the data at hand, or than a bound. In return only that is read
// which articles need: all usual encodings and packings, lists and structures of
// them, but no indexes, no filters, nothing encrypted. The tests compare it with
// what a library writes.
//
// In order of what builds on what: thrift.go reads the metadata, schema.go the
// columns, page.go and lz4.go the pages, level.go, delta.go and values.go what
// is in them, cursor.go rows of a column, show.go writes values as text, and
// file.go and this file put it together.
package parquet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"qari/data/source/record"
)

// Decoder reads Parquet.
type Decoder struct{}

// maxInMemory is the number of bytes of a file that cannot be read at any place,
// since it is packed or comes through a pipe.
const maxInMemory = 1 << 30

// placed is a file on disk.
type placed interface {
	io.ReaderAt
	Size() int64
}

// A batch is as large as this, in rows and in bytes, or by its last row larger.
const (
	batchRows  = 512
	batchBytes = 1 << 20
)

// batch is the context of a chunk: some rows.
type batch struct {
	columns []column
	rows    []row
	first   int // the number of the first row in the file, from 1
	bytes   int
}

// row is one row, or the reason why it is not read.
type row struct {
	cells  []cell
	reason string
}

// cell is what a row has in a column: of a list its elements.
type cell struct {
	column int
	parts  []string
}

// Chunks reads the file in batches of rows. Where r has ReadAt and Size, it is
// read by them; otherwise all of it is taken into memory first. The line of a
// row is its number.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	at, ok := r.(placed)
	if !ok {
		data, err := io.ReadAll(io.LimitReader(r, maxInMemory+1))
		if err != nil {
			return err
		}
		if len(data) > maxInMemory {
			return fmt.Errorf("more than %d GB of Parquet, packed or from a pipe", maxInMemory>>30)
		}
		at = bytes.NewReader(data)
	}
	f, err := open(at, at.Size())
	if err != nil {
		return faulty(err, 0, yield)
	}
	defer f.close()
	row := 1
	for _, g := range f.groups {
		if err := f.rows(g, row, yield); err != nil {
			return err
		}
		row += int(g.int(3))
	}
	return nil
}

// faulty yields an error of the file as a fault.
func faulty(err error, line int, yield func(record.Chunk) error) error {
	fault := record.Fault{Line: line, Offset: -1, Reason: err.Error()}
	var d *damage
	if !errors.As(err, &d) {
		return err
	}
	fault.Offset = d.offset
	return yield(record.Chunk{Line: max(line, 1), Fault: fault})
}

// rows yields the rows of a row group, the first of which has that number. After
// damage the rest of the group is given up.
func (f *file) rows(group fields, first int, yield func(record.Chunk) error) error {
	cursors, err := f.cursors(group)
	if err != nil {
		return faulty(err, first, yield)
	}
	b := &batch{columns: f.columns, first: first}
	for n := range int(group.int(3)) {
		one, err := readRow(cursors)
		if err != nil {
			if err := b.pass(yield); err != nil {
				return err
			}
			rest := fmt.Errorf("%w; rows %d to %d are not read", err, first+n, first+int(group.int(3))-1)
			return faulty(rest, first+n, yield)
		}
		b.rows = append(b.rows, one)
		for _, c := range one.cells {
			for _, part := range c.parts {
				b.bytes += len(part)
			}
		}
		if len(b.rows) == batchRows || b.bytes >= batchBytes {
			if err := b.pass(yield); err != nil {
				return err
			}
			b = &batch{columns: f.columns, first: first + n + 1}
		}
	}
	return b.pass(yield)
}

// readRow reads the next row of all columns. One that is too long is no error.
func readRow(cursors []*cursor) (r row, err error) {
	budget := record.MaxRecord
	r.cells = make([]cell, 0, len(cursors))
	for i, c := range cursors {
		parts, err := c.row(nil, &budget)
		switch {
		case errors.Is(err, errParts), errors.Is(err, record.ErrTooLong):
			r.reason = err.Error()
		case err != nil:
			return r, fmt.Errorf("column %.50q: %w", c.column.key, err)
		case len(parts) > 0:
			r.cells = append(r.cells, cell{i, parts})
		}
	}
	if r.reason != "" {
		r.cells = nil
	}
	return r, nil
}

// pass yields the rows, if there are any.
func (b *batch) pass(yield func(record.Chunk) error) error {
	if len(b.rows) == 0 {
		return nil
	}
	return yield(record.Chunk{Line: b.first, Context: b})
}

// Records gives the rows of the chunk. Rows one after the other without text and
// title are one fault.
func (Decoder) Records(c record.Chunk, f *record.Fields, yield func(record.Record), fault func(record.Fault)) {
	b, ok := c.Context.(*batch)
	if !ok {
		return
	}
	builder := record.NewBuilder(f)
	blank := 0 // rows before this one
	tell := func(next int) {
		switch {
		case blank == 1:
			fault(record.Fault{Line: next - 1, Offset: -1, Reason: "neither text nor title"})
		case blank > 1:
			fault(record.Fault{Line: next - blank, Offset: -1, Reason: fmt.Sprintf("neither text nor title in %d rows", blank)})
		}
		blank = 0
	}
	for i, one := range b.rows {
		line := b.first + i
		for _, cell := range one.cells {
			builder.Add(b.columns[cell.column].key, cell.parts...)
		}
		r := builder.Record()
		if one.reason == "" && strings.TrimSpace(r.Text) == "" && strings.TrimSpace(r.Title) == "" {
			blank++
			continue
		}
		tell(line)
		if one.reason != "" {
			fault(record.Fault{Line: line, Offset: -1, Reason: one.reason})
			continue
		}
		r.Line = line
		r.Encoding = "UTF-8"
		yield(r)
	}
	tell(b.first + len(b.rows))
}

// Recognise reports whether head, the beginning of a file, is that of Parquet.
func Recognise(head []byte) bool {
	return bytes.HasPrefix(head, []byte(magic)) || bytes.HasPrefix(head, []byte(encrypted))
}
