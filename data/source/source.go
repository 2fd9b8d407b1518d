// Package source brings articles out of files, folders and standard input, and
// says what could not be read. It is a stream: batches come in input order
// while the rest is still being read, and trouble with one file or record stops
// nothing.
//
// # What is read
//
// Arguments are read in their order: files; folders, by byte-wise order of the
// paths in them, hidden names left out; "-" for standard input; pipes and
// devices only when they are named. A symbolic link in a folder is followed,
// unless it leads to a folder that is being read or was. Notes that lie beside a
// corpus (README, LICENSE and the like) are no articles, unless named.
// What a file is, its content decides, then its name; gzip is unpacked on the
// way.
//
// # How
//
// One goroutine walks the folders (walk.go), one reads and cuts streams (feed.go),
// a few make articles (article.go), and the caller's puts everything in order,
// drops what came before, and emits batches (load.go).
//
// # A new format
//
//  1. Make a folder beside plain, markdown and jsonl, with a Decoder that has
//     the two methods of record.Decoder: Chunks cuts the stream at the ends of
//     records, Records makes records of a chunk, by a record.Builder where the
//     data has keys.
//  2. Add a line to the table in format.go: its name for --format, the endings
//     of its files, and a function that recognises it by the first bytes.
//
// Titles, dates, sources, IDs, duplicates, counts, order and progress are then
// as for any other format. A new compression belongs in open.go, a new encoding
// in charset.
package source

import (
	"context"
	"errors"
	"io"
	"io/fs"

	"qari/data/source/charset"
	"qari/data/source/record"
	"qari/model/corpus"
)

// Options say how the input is to be read. The zero value detects everything.
type Options struct {
	// Format is the name of a format, "" or "auto" to detect it.
	Format string
	// Fields names a key of the data for a field of the article, such as
	// "title": "headline2". It comes before the keys that are known.
	Fields map[string]string
	// Encoding is the name of an encoding, "" or "auto" to detect it.
	Encoding string
	// Uncounted leaves out what takes a look at every letter, for a command
	// that only prints: Words, Paragraphs, Controls, Flags, Digest and RTL stay
	// zero.
	Uncounted bool
	// Stdin is read for the path "-".
	Stdin io.Reader
}

// Check finds mistakes in the options before anything is opened.
func (o Options) Check() error {
	if _, err := record.NewFields(o.Fields); err != nil {
		return err
	}
	if _, err := named(o.Format); err != nil {
		return err
	}
	return charset.Check(o.Encoding)
}

// Load reads the paths in their order and calls emit with one batch after the
// other, never concurrently. What could not be read is in the batches; the error
// is that of ctx, of emit, or of the options. When ctx ends, Load returns at
// once, though a read of standard input or of a pipe may linger behind it.
func Load(ctx context.Context, paths []string, o Options, emit func(corpus.Batch) error) error {
	return load(ctx, o, emit, func(w *walker) {
		for _, path := range paths {
			w.argument(path, o.Stdin)
		}
	})
}

// FromFS reads all of fsys as Load reads a folder; paths are relative to it.
func FromFS(ctx context.Context, fsys fs.FS, o Options, emit func(corpus.Batch) error) error {
	return load(ctx, o, emit, func(w *walker) { w.tree(fsys) })
}

// stated is the reason that an error gives, without the path, which stands beside
// it.
func stated(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	}
	return err.Error()
}
