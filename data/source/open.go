package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"qari/data/source/charset"
)

// Limits of what is unpacked (ARABIC.md 10.3).
const (
	maxUnpacked = 4 << 30
	maxRatio    = 200
	freeOfRatio = 16 << 20
)

var (
	errBlank   = errors.New("nothing but blanks")
	errEmpty   = errors.New("empty file")
	errTooMuch = errors.New("unpacks to more than 4 GB")
	errRatio   = errors.New("unpacks to more than 200 times its size")
	errNested  = errors.New("packed twice")
)

// mark is the byte order mark of UTF-8. It is not changed.
var mark = []byte("\uFEFF")

// opened is a file whose content is known to be text of a format.
type opened struct {
	io.Reader
	format   *format
	encoding string
	// strict is set when the file is not all UTF-8, but some records are.
	strict bool
}

// counter counts the bytes of the input.
type counter struct {
	r    io.Reader
	sum  *atomic.Int64 // of the whole load
	here int64         // of this file
	in   *input
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.sum.Add(int64(n))
	c.here += int64(n)
	return n, err
}

// recognise finds out what r holds. The error says why it cannot be read.
func (l *loader) recognise(r *counter) (opened, error) {
	size := charset.HeadSize
	if !r.in.stream {
		size = int(min(int64(size), r.in.size+1))
	}
	head, body, err := peek(r, size, r.in.stream)
	zipped := err == nil && isGzip(head)
	if zipped {
		head, body, err = unpack(body, r)
	}
	if err != nil {
		return opened{}, err
	}
	if len(head) < charset.HeadSize && !r.in.stream && len(bytes.TrimSpace(bytes.TrimPrefix(head, mark))) == 0 {
		return opened{}, errBlank
	}
	o := opened{}
	encoding, err := charset.Detect(head)
	if err != nil && !(encoding.Name != "" && someLines(head)) {
		return opened{}, err
	}
	o.strict = err != nil
	o.encoding = encoding.Name
	if o.Reader, err = encoding.Reader(body); err != nil {
		return opened{}, err
	}
	if !zipped && r.in.size >= 0 {
		o.Reader = sized{o.Reader, int(r.in.size)}
	}
	if o.format = l.format; o.format == nil {
		if o.format, err = detect(r.in.name(), bytes.TrimPrefix(head, mark)); err != nil {
			return opened{}, err
		}
	}
	if o.strict && o.format.whole {
		return opened{}, charset.Valid(string(head))
	}
	return o, nil
}

// sized is a reader that knows about how many bytes it has.
type sized struct {
	io.Reader
	size int
}

func (s sized) Len() int { return s.size }

// unpack gives the head and the whole of what is packed in r.
func unpack(r io.Reader, packed *counter) (head []byte, all io.Reader, err error) {
	unpacked, err := newGunzip(r, packed)
	if err != nil {
		return nil, nil, err
	}
	head, all, err = peek(unpacked, charset.HeadSize, packed.in.stream)
	if err == nil && isGzip(head) {
		err = errNested
	}
	return head, all, err
}

// someLines reports whether there are lines of valid UTF-8 beyond ASCII among
// others: then each record is decided upon by itself.
func someLines(head []byte) bool {
	for line := range bytes.Lines(head) {
		if charset.Valid(string(line)) == nil && bytes.ContainsFunc(line, func(r rune) bool { return r >= 0x80 && r != 0xFFFD }) {
			return true
		}
	}
	return false
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

// gunzip unpacks, within limits.
type gunzip struct {
	z      *gzip.Reader
	packed *counter
	out    int64
}

func newGunzip(r io.Reader, packed *counter) (*gunzip, error) {
	z, err := gzip.NewReader(bufio.NewReaderSize(r, 64<<10))
	if err != nil {
		return nil, unpackError(err, packed)
	}
	return &gunzip{z: z, packed: packed}, nil
}

func (g *gunzip) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	g.out += int64(n)
	switch {
	case g.out > maxUnpacked:
		return n, errTooMuch
	case g.out > freeOfRatio && g.out > maxRatio*g.packed.here:
		return n, errRatio
	}
	return n, unpackError(err, g.packed)
}

// damagedError is an error at an offset of the file.
type damagedError struct {
	reason string
	offset int64
}

func (e *damagedError) Error() string { return e.reason }

func unpackError(err error, packed *counter) error {
	switch {
	case err == nil, errors.Is(err, io.EOF):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &damagedError{"gzip data is cut off", packed.here}
	default:
		return &damagedError{fmt.Sprintf("gzip data is damaged (%v)", err), packed.here}
	}
}
