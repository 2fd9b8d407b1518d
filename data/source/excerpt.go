package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"qari/data/source/charset"
	titles "qari/data/source/lines"
	"qari/data/source/record"
	"qari/model/corpus"
)

// Excerpt gives the lines from first to last, from 1 up, of a file, or of an
// entry of an archive, by the path at which it is shown: unpacked and decoded as
// for a load, but not cleaned, each cut at size bytes. Fewer lines are there if
// the file ends, or cannot be read further.
func Excerpt(ctx context.Context, path, encoding string, first, last, size int) ([]string, error) {
	if path == "-" {
		return nil, errors.New("standard input cannot be read again")
	}
	if err := charset.Check(encoding); err != nil {
		return nil, err
	}
	file, info, err := holder(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", path)
	}
	ctx, enough := context.WithCancel(ctx)
	defer enough()
	l := &loader{ctx: ctx, walker: newWalker(ctx), format: &format{lines: true, decoder: titles.Decoder{}}, encoding: encoding}
	x := excerpt{path: path, first: first, last: last, size: size, enough: enough}
	in := &input{path: file, size: info.Size(), open: func() (io.ReadCloser, error) { return os.Open(file) }}
	x.sink = sink{chunk: x.chunk, trouble: x.trouble, entry: func(in *input) error {
		if in.path != path {
			return ctx.Err()
		}
		return l.file(in, x.sink)
	}}
	_ = l.file(in, x.sink) // which has ended, or was ended
	if len(x.lines) > 0 {
		return x.lines, nil
	}
	return nil, fmt.Errorf("%s has no line %d%s", path, first, x.why)
}

// holder finds the file in which a path leads: itself, or an archive.
func holder(path string) (string, os.FileInfo, error) {
	info, err := os.Stat(path)
	for file := filepath.Dir(path); err != nil && file != filepath.Dir(file); file = filepath.Dir(file) {
		if in, inErr := os.Stat(file); inErr == nil && in.Mode().IsRegular() {
			return file, in, nil
		}
	}
	return path, info, err
}

// excerpt gathers lines.
type excerpt struct {
	sink
	path              string
	first, last, size int
	lines             []string
	why               string
	enough            func()
}

func (x *excerpt) chunk(in *input, _ opened, c record.Chunk) error {
	if c.Release != nil {
		defer c.Release()
	}
	if in.path != x.path {
		return nil
	}
	line := c.Line
	for data := c.Data; len(data) > 0; line++ {
		var text []byte
		text, data, _ = bytes.Cut(data, []byte{'\n'})
		if line > x.last {
			x.enough()
			return context.Canceled
		}
		if line >= x.first {
			for len(x.lines) < line-x.first { // one that was too long
				x.lines = append(x.lines, "…")
			}
			x.lines = append(x.lines, strings.TrimRight(string(text[:min(len(text), x.size)]), "\r"))
		}
	}
	return nil
}

func (x *excerpt) trouble(p corpus.Problem) error {
	if p.Path == x.path {
		x.why = ": " + p.Reason
	}
	return nil
}
