// Package jsonl reads JSON Lines: one JSON object a line, each an article.
package jsonl

import (
	"bytes"
	"errors"
	"io"

	"qari/data/source/record"
)

// Decoder reads JSON Lines.
type Decoder struct{}

// chunkSize is about as much as a processor works on for a millisecond.
const chunkSize = 256 << 10

// Chunks cuts the stream at line ends. What a pipe gives is passed on as soon
// as a line is whole.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	c := cutter{r: r, yield: yield, line: 1, buf: make([]byte, 0, chunkSize)}
	for {
		err := c.read()
		if errors.Is(err, io.EOF) {
			return c.rest()
		}
		if err != nil {
			return err
		}
	}
}

// cutter gathers bytes until there is a line end.
type cutter struct {
	r      io.Reader
	yield  func(record.Chunk) error
	buf    []byte // what was read and not passed on
	line   int    // of its first byte, and
	offset int64  // its place in the stream
	long   bool   // the line is too long and is skipped
}

// read reads once, and passes on what is whole.
func (c *cutter) read() error {
	if len(c.buf) == cap(c.buf) {
		c.buf = append(make([]byte, 0, 2*cap(c.buf)), c.buf...)
	}
	from := len(c.buf)
	n, err := c.r.Read(c.buf[from:cap(c.buf)])
	c.buf = c.buf[:from+n]
	end := bytes.LastIndexByte(c.buf[from:], '\n') + 1
	if end > 0 {
		if yerr := c.pass(from + end); yerr != nil {
			return yerr
		}
	} else if len(c.buf) > record.MaxRecord {
		if yerr := c.tooLong(); yerr != nil {
			return yerr
		}
	}
	return err
}

// pass hands on the first n bytes and keeps the rest in a buffer of its own.
func (c *cutter) pass(n int) error {
	data, rest := c.buf[:n:n], c.buf[n:]
	if n < chunkSize/8 { // a slow pipe: copy the little that came
		data = bytes.Clone(data)
		c.buf = append(c.buf[:0], rest...)
	} else {
		c.buf = append(make([]byte, 0, max(chunkSize, 2*len(rest))), rest...)
	}
	chunk := record.Chunk{Line: c.line, Offset: c.offset}
	c.line += bytes.Count(data, []byte{'\n'})
	c.offset += int64(n)
	if c.long { // its end is at last there
		first := bytes.IndexByte(data, '\n') + 1
		chunk.Line, chunk.Offset, data = chunk.Line+1, chunk.Offset+int64(first), data[first:]
		c.long = false
	}
	if chunk.Data = data; len(data) == 0 {
		return nil
	}
	return c.yield(chunk)
}

// tooLong reports a line that is longer than a record may be, once.
func (c *cutter) tooLong() error {
	chunk := record.Chunk{Line: c.line, Offset: c.offset}
	c.offset += int64(len(c.buf))
	c.buf = c.buf[:0]
	if c.long {
		return nil
	}
	c.long = true
	chunk.Fault = record.Fault{Line: c.line, Offset: chunk.Offset, Reason: record.ErrTooLong.Error()}
	return c.yield(chunk)
}

// rest hands on a last line without end.
func (c *cutter) rest() error {
	if len(c.buf) == 0 || c.long {
		return nil
	}
	return c.pass(len(c.buf))
}

// Records gives the objects of the chunk, one a line. A line that is not JSON,
// or has neither text nor title, is a fault.
func (Decoder) Records(c record.Chunk, f *record.Fields, yield func(record.Record), fault func(record.Fault)) {
	b := record.NewBuilder(f)
	p := parser{add: b.Add}
	line, offset := c.Line, c.Offset
	for data := c.Data; len(data) > 0; line++ {
		end := bytes.IndexByte(data, '\n') + 1
		if end == 0 {
			end = len(data)
		}
		one := data[:end]
		data = data[end:]
		if len(bytes.TrimSpace(one)) > 0 {
			at, err := p.object(bytes.TrimRight(one, "\r\n"))
			r := b.Record()
			r.Line = line
			switch {
			case err != "":
				fault(record.Fault{Line: line, Offset: offset + int64(at), Reason: err})
			case blank(r.Text) && blank(r.Title):
				fault(record.Fault{Line: line, Offset: offset, Reason: "neither text nor title"})
			default:
				yield(r)
			}
		}
		offset += int64(end)
	}
}

func blank(s string) bool { return len(bytes.TrimSpace([]byte(s))) == 0 }

// Recognise reports whether head, the beginning of a file, looks like JSON
// Lines: it begins with an object, and half of its whole lines are objects.
func Recognise(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	p := parser{add: func(string, ...string) {}}
	lines, objects := 0, 0
	for n := 0; n < 20 && len(head) > 0; n++ {
		line, rest, whole := bytes.Cut(head, []byte("\n"))
		head = rest
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		at, err := p.object(line)
		switch {
		case err == "":
			objects++
		case !whole && at == len(line): // cut off by the end of head
			if lines > 0 {
				continue
			}
			objects++
		}
		lines++
	}
	return lines > 0 && objects*2 >= lines
}
