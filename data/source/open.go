package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"qari/data/source/charset"
)

var (
	errBlank = errors.New("nothing but blanks")
	errEmpty = errors.New("empty file")
)

// mark is the byte order mark of UTF-8. It is not changed.
var mark = []byte("\uFEFF")

// opened is a file of which it is known what it holds: an archive, or text or
// data of a format.
type opened struct {
	archive func(sink) error

	io.Reader
	format *format
	text   *charset.Reader // nil for data
	whole  *forgiving      // nil where there may be more than one record

	skipped int // lines of the file before what was opened
}

// encoding is that of a line, 0 for the whole file; "" for data that is no text.
func (o *opened) encoding(line int) string {
	if o.text == nil {
		return ""
	}
	return o.text.Encoding(max(0, line-o.skipped))
}

// offset is that of a fault in the file, -1 where decoding has moved it.
func (o *opened) offset(at int64) int64 {
	if o.text != nil && !o.text.Exact() {
		return -1
	}
	return at
}

// recognise finds out what r holds. The error says why it cannot be read.
func (l *loader) recognise(r *counter) (opened, error) {
	size := charset.HeadSize
	if !r.in.stream && r.in.size >= 0 {
		const spare = 512 // for a file that grows, or says that it has nothing
		size = int(min(int64(size), r.in.size+spare))
	}
	head, body, err := peek(r, size, r.in.stream)
	if err != nil {
		return opened{}, err
	}
	var u *unpacker
	if p := packingOf(head); p != nil {
		if head, u, body, err = p.unpack(body, r); err != nil {
			return opened{}, err
		}
		if packingOf(head) != nil {
			return opened{}, errNested
		}
	}
	if o, ok, err := l.archive(r, head, body, u); ok || err != nil {
		return o, err
	}
	if len(head) < charset.HeadSize && !r.in.stream && len(bytes.TrimSpace(bytes.TrimPrefix(head, mark))) == 0 {
		return opened{}, errBlank
	}
	o, err := l.content(r, head, body, u != nil)
	if errors.Is(err, charset.ErrBinary) && u == nil {
		if p, _ := packedName(r.in.name()); p != nil {
			err = fmt.Errorf("not %s data, as its name says", p.name)
		}
	}
	return o, err
}

// content finds out the format and the encoding of what begins with head.
func (l *loader) content(r *counter, head []byte, body io.Reader, unpacked bool) (opened, error) {
	var o opened
	var err error
	if o.format = l.format; o.format == nil {
		o.format = data(head)
	}
	if o.format != nil && o.format.binary {
		return raw(o, r, body, unpacked), nil
	}
	encoding, err := charset.Use(l.encoding, head)
	if err == nil && o.format == nil {
		o.format, err = detect(r.in.name(), decoded(encoding, head))
	} else if f := ended(r.in.name()); err != nil && f != nil && f.binary {
		o.format, err = f, nil // which says what is wrong with it
	}
	switch {
	case err != nil:
		return o, err
	case o.format.binary:
		return raw(o, r, body, unpacked), nil
	}
	o.text = encoding.Reader(body)
	o.Reader = o.text
	if o.format.whole {
		o.whole = &forgiving{r: o.Reader}
		o.Reader = o.whole
	}
	if !unpacked && r.in.size >= 0 {
		o.Reader = sized{o.Reader, int(r.in.size)}
	}
	return o, nil
}

// raw gives a file of data as it is: a file on disk with ways to go to and fro
// in it.
func raw(o opened, r *counter, body io.Reader, unpacked bool) opened {
	o.Reader = body
	if at, ok := r.r.(io.ReaderAt); ok && !unpacked && !r.in.stream {
		o.Reader = placed{body, at, r}
	}
	return o
}

// decoded is head as UTF-8, without mark.
func decoded(e charset.Encoding, head []byte) []byte {
	if e.Name() == "UTF-8" {
		return bytes.TrimPrefix(head, mark)
	}
	text, err := io.ReadAll(e.Reader(bytes.NewReader(head)))
	if err != nil { // there is none
		return nil
	}
	return text
}

// sized is a reader that knows about how many bytes it has.
type sized struct {
	io.Reader
	size int
}

func (s sized) Len() int { return s.size }

// placed is a file on disk.
type placed struct {
	io.Reader
	at io.ReaderAt
	in *counter
}

// Size is the number of bytes in the file.
func (p placed) Size() int64 { return p.in.in.size }

// ReadAt reads from a place of the file.
func (p placed) ReadAt(b []byte, off int64) (int, error) {
	n, err := p.at.ReadAt(b, off)
	p.in.count(n)
	return n, err
}

// forgiving is a reader of a file that is one article: where the file is damaged
// it ends, so that what came before is read, and keeps the error.
type forgiving struct {
	r      io.Reader
	failed error
}

func (f *forgiving) Read(p []byte) (int, error) {
	if f.failed != nil {
		return 0, io.EOF
	}
	n, err := f.r.Read(p)
	var d *damagedError
	if errors.As(err, &d) {
		f.failed, err = err, io.EOF
	}
	return n, err
}

// counter counts the bytes of an input, and tells the load of them.
type counter struct {
	r      io.Reader
	in     *input
	held   *held         // r, for others
	sum    *atomic.Int64 // of the whole load
	here   atomic.Int64  // of this input
	told   atomic.Int64  // of them, those that the load knows of
	failed error         // other than the end
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.count(n)
	switch {
	case err == nil:
	case !errors.Is(err, io.EOF):
		c.failed = err
	case c.here.Load() < c.in.size && !c.in.entry:
		c.failed = &damagedError{fmt.Sprintf("has become shorter while it was read, by %d bytes", c.in.size-c.here.Load()), c.here.Load()}
		err = c.failed
	}
	return n, err
}

// count adds n bytes.
func (c *counter) count(n int) {
	here := c.here.Add(int64(n))
	switch {
	case c.in.weight < 0: // nobody knows how much there is
		c.tell(here)
	case c.in.size > 0:
		c.tell(int64(float64(c.in.weight) * min(1, float64(here)/float64(c.in.size))))
	}
}

// tell tells the load how much was read so far; less than before is no news.
func (c *counter) tell(sum int64) {
	for {
		told := c.told.Load()
		if sum <= told {
			return
		}
		if c.told.CompareAndSwap(told, sum) {
			c.sum.Add(sum - told)
			return
		}
	}
}

// end tells the load that no more is read.
func (c *counter) end() { c.tell(c.in.weight) }

// held is an open file that is closed when the last one has done with it, or
// the load has ended: then a read that waits for a pipe ends, too.
type held struct {
	f     io.Closer
	users atomic.Int32
	stop  func() bool
}

func hold(ctx context.Context, f io.Closer) *held {
	h := &held{f: f, stop: context.AfterFunc(ctx, func() { _ = f.Close() })}
	h.users.Store(1)
	return h
}

func (h *held) more() { h.users.Add(1) }

func (h *held) less() {
	if h.users.Add(-1) == 0 && h.stop() {
		_ = h.f.Close()
	}
}

// peek reads the head of r, up to n bytes, and gives a reader over all of it. Of
// a stream it does not wait for more than the first line.
func peek(r io.Reader, n int, stream bool) (head []byte, all io.Reader, err error) {
	head = make([]byte, 0, n)
	for len(head) < n && err == nil {
		var m int
		m, err = r.Read(head[len(head):n])
		head = head[:len(head)+m]
		if stream && bytes.IndexByte(head, '\n') >= 0 {
			break
		}
	}
	switch {
	case len(head) == 0 && errors.Is(err, io.EOF):
		return nil, nil, errEmpty
	case len(head) == 0:
		return nil, nil, err
	case err != nil: // comes after what there is
		r = failing{err}
	}
	return head, io.MultiReader(bytes.NewReader(head), r), nil
}

// failing is a reader that is at an error, or at its end.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
