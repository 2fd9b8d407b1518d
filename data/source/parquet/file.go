package parquet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// magic is what a file begins and ends with, and encrypted what one does whose
// footer is encrypted.
const (
	magic     = "PAR1"
	encrypted = "PARE"
)

// Bounds of a file.
const (
	maxFooter = 64 << 20
	maxHeld   = 1 << 30 // bytes of pages that are held at once
	freeRows  = 1 << 16
)

// file is a Parquet file, of which the footer is read.
type file struct {
	io.ReaderAt
	size    int64
	columns []column
	groups  []fields
	held    int64 // bytes of pages
	given   int64 // bytes of text so far
	zstd    *zstd.Decoder
}

// open reads the footer.
func open(r io.ReaderAt, size int64) (*file, error) {
	const tail = 8 // the length of the footer, and the magic
	f := &file{ReaderAt: r, size: size}
	if size < int64(len(magic))+tail {
		return nil, &damage{"cut off: no room for a footer", size}
	}
	b := make([]byte, tail)
	if err := f.read(b, size-tail); err != nil {
		return nil, err
	}
	length := int64(binary.LittleEndian.Uint32(b))
	switch mark := string(b[4:]); {
	case mark == encrypted:
		return nil, &damage{"encrypted, which is not read", size - tail}
	case mark != magic:
		return nil, &damage{"cut off: there is no footer at its end", size}
	case length > size-tail-int64(len(magic)):
		return nil, &damage{"damaged footer: it is longer than the file", size - tail}
	case length > maxFooter:
		return nil, &damage{fmt.Sprintf("footer of more than %d MB", maxFooter>>20), size - tail}
	}
	b = make([]byte, length)
	if err := f.read(b, size-tail-length); err != nil {
		return nil, err
	}
	meta, _, _, ok := readThrift(b)
	if !ok {
		return nil, &damage{"damaged footer", size - tail - length}
	}
	return f, f.take(meta, size-tail-length)
}

// take takes in the footer (parquet.thrift, FileMetaData).
func (f *file) take(meta fields, at int64) error {
	if meta.has(8) {
		return &damage{"encrypted, which is not read", at}
	}
	columns, ok := columnsOf(meta.list(2))
	if !ok {
		return &damage{"damaged footer: its columns make no sense", at}
	}
	f.columns = columns
	rows := int64(0)
	for _, g := range meta.list(4) {
		group, _ := g.(fields)
		n := group.int(3)
		if n < 0 || n > f.size+freeRows-rows { // each takes up something
			return &damage{"damaged footer: more rows than there can be", at}
		}
		rows += n
		f.groups = append(f.groups, group)
	}
	return nil
}

// read fills b from a place in the file.
func (f *file) read(b []byte, at int64) error {
	n, err := f.ReadAt(b, at)
	if n == len(b) {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		return &damage{"the file has become shorter", at}
	}
	return err
}

// cursors begin at the columns of a row group.
func (f *file) cursors(group fields) ([]*cursor, error) {
	chunks := group.list(1)
	f.held = 0
	var all []*cursor
	for i := range f.columns {
		c := &f.columns[i]
		if c.index >= len(chunks) {
			return nil, &damage{"damaged footer: columns are missing", -1}
		}
		chunk, _ := chunks[c.index].(fields)
		p, err := f.pagesOf(chunk)
		if err != nil {
			return nil, fmt.Errorf("column %.50q: %w", c.key, err)
		}
		all = append(all, &cursor{column: c, pages: p})
	}
	return all, nil
}

// close lets go of what was made while the file was read.
func (f *file) close() {
	if f.zstd != nil {
		f.zstd.Close()
	}
}
