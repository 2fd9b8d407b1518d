// Package cut parts streams into chunks of whole records, for the formats of
// which a file holds many. A format says where its records end, by a Finder;
// reading, buffers, lines and offsets are the same for all.
package cut

import (
	"bytes"
	"errors"
	"io"
	"sync/atomic"

	"qari/data/source/record"
)

// Finder finds the ends of records. It sees a stream from its beginning to its
// end, a growing part at a time, and says what can be taken off.
type Finder interface {
	// Find looks at data, the beginning of what was not taken yet; seen bytes of
	// it are those of the call before, 0 after something was taken. At the end of
	// the stream, last is set, and Find is called until it takes nothing. A Finder
	// must take or give up a record that is longer than record.MaxRecord.
	Find(data []byte, seen int, last bool) Found
}

// Found is what can be taken off the beginning of the data.
type Found struct {
	// Whole is the number of bytes at the beginning that are whole records, a
	// chunk; Skipped those after them that are nothing.
	Whole, Skipped int
	// Context is that of the chunk.
	Context any
	// Reason is that of a fault at the offset At of the data, met after the
	// chunk, "" for none.
	Reason string
	At     int
}

// chunkSize is about as much as a processor works on for a millisecond.
const chunkSize = 256 << 10

// maxShown is how much more than before a finder is shown of a long record.
const maxShown = 4 << 20

// Stream gives the chunks that f finds in r. What a pipe gives is passed on as
// soon as a record is whole. Of a stream that ends in an error, the records that
// were whole are passed on before it is returned.
func Stream(r io.Reader, f Finder, yield func(record.Chunk) error) error {
	c := cutter{r: r, finder: f, yield: yield, line: 1, free: make(chan []byte, maxFree)}
	c.buffer = newBuffer(make([]byte, 0, chunkSize), c.free)
	for {
		err := c.read()
		ended := errors.Is(err, io.EOF)
		if ferr := c.find(ended); ferr != nil || ended {
			return ferr
		}
		if err != nil {
			return err
		}
	}
}

// cutter gathers bytes until the finder takes them.
type cutter struct {
	r      io.Reader
	finder Finder
	yield  func(record.Chunk) error

	*buffer
	free   chan []byte // buffers to be used again
	start  int         // in buf, of what was not taken
	seen   int         // of it, by the finder
	line   int         // of the first byte that was not taken, and
	offset int64       // its place in the stream
}

// buffer is memory that chunks share. It is free once all of them have been
// released, and the cutter has gone on to another.
type buffer struct {
	buf   []byte
	users atomic.Int32
	free  chan<- []byte
}

// maxFree is how many buffers wait to be used again.
const maxFree = 16

func newBuffer(buf []byte, free chan<- []byte) *buffer {
	b := &buffer{buf: buf, free: free}
	b.users.Store(1)
	return b
}

// release is for each user of the buffer, once.
func (b *buffer) release() {
	if b.users.Add(-1) > 0 {
		return
	}
	wipe(b.buf)
	select {
	case b.free <- b.buf[:0]:
	default:
	}
}

// read reads once.
func (c *cutter) read() error {
	if len(c.buf) == cap(c.buf) {
		c.room()
	}
	n, err := c.r.Read(c.buf[len(c.buf):cap(c.buf)])
	c.buf = c.buf[:len(c.buf)+n]
	return err
}

// room makes room in the buffer for as much again as is kept.
func (c *cutter) room() {
	kept := c.buf[c.start:]
	if c.users.Load() == 1 && len(kept) <= cap(c.buf)/2 {
		c.buf = append(c.buf[:0], kept...)
	} else {
		old := c.buffer
		c.buffer = newBuffer(append(c.another(2*len(kept)), kept...), c.free)
		old.release()
	}
	c.start = 0
}

// another gives an empty buffer for n bytes or more.
func (c *cutter) another(n int) []byte {
	if n <= chunkSize {
		select {
		case buf := <-c.free:
			if cap(buf) == chunkSize {
				return buf
			}
		default:
		}
	}
	return make([]byte, 0, max(chunkSize, n))
}

// find shows the finder what there is, little enough at a time for several to
// work on what it finds, and passes that on.
func (c *cutter) find(ended bool) error {
	for {
		data := c.buf[c.start:]
		shown := min(len(data), c.seen+min(max(c.seen, chunkSize), maxShown))
		last := ended && shown == len(data)
		if shown == c.seen && !last {
			return nil
		}
		found := c.finder.Find(data[:shown], c.seen, last)
		c.seen = shown
		if found.Whole+found.Skipped > 0 {
			c.seen = 0
		} else if last {
			ended = false // there is no more to be shown
		}
		if err := c.take(data, found, last); err != nil {
			return err
		}
	}
}

// take takes what was found off the data, which may be the last, and passes it on.
func (c *cutter) take(data []byte, f Found, last bool) error {
	chunk := record.Chunk{Data: data[:f.Whole:f.Whole], Line: c.line, Offset: c.offset, Context: f.Context, Last: last}
	if f.Reason != "" {
		chunk.Fault = record.Fault{Line: c.line + lines(data[:f.At]), Offset: c.offset + int64(f.At), Reason: f.Reason}
	}
	if f.Whole < chunkSize/8 { // a slow pipe: the buffer is not given up for it
		chunk.Data = bytes.Clone(chunk.Data)
	} else {
		c.users.Add(1)
		chunk.Release = c.release
	}
	taken := f.Whole + f.Skipped
	c.line += lines(data[:taken])
	c.offset += int64(taken)
	c.start += taken
	if f.Whole == 0 && f.Reason == "" {
		return nil
	}
	return c.yield(chunk)
}

func lines(data []byte) int { return bytes.Count(data, []byte{'\n'}) }
