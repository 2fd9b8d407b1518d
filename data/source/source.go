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
// What a file is, its content decides, then its name; gzip, zstd, bzip2 and xz
// are unpacked on the way, within limits (unpack.go). An archive, zip or tar, is
// read as a folder would be, in place (archive.go); what it packs may be packed
// once more. Nothing is written anywhere.
//
// # How
//
// One goroutine walks the folders (walk.go), one reads and cuts streams (feed.go),
// a few make articles (article.go), and the caller's puts everything in order,
// drops what came before, and emits batches (load.go). Where the input is followed,
// the walker's goroutine goes on with what changes (follow.go): it watches every
// folder from before it reads it on, so that nothing falls between, gathers
// notices (notices.go), and hands files on, to be read anew or, where they hold
// lines and only grew, from where they were left (resume.go).
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
// as for any other format. A new compression belongs in unpack.go, a new encoding
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
	// Uncounted leaves out the counts of articles, which take a look at every
	// letter, for a command that only prints.
	Uncounted bool
	// CountFirst leaves them out beyond about so many bytes of input, for a
	// caller that counts later; 0 counts all.
	CountFirst int64
	// Wanted, unless nil, refuses titles whose articles need not be made, which
	// saves most of the time. It is asked by several goroutines, and not about
	// titles that are made of texts: their articles are always made.
	Wanted func(title string) bool
	// Stdin is read for the path "-".
	Stdin io.Reader
	// Follow goes on until the context ends, with what is new or changed in the
	// files and folders. A batch is marked as Loaded when what there was at the
	// start has been read, pipes and standard input to their end. An article that
	// comes again when its file has changed is dropped, and not counted; one that
	// has changed under its ID gets a suffix. What is gone stays.
	Follow bool
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
	o.Follow = false // there are no notices of what changes in it
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
