package source

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"sync/atomic"
)

// rescue reads a zip archive that has lost its list, which stands at its end:
// entry after entry, by the headers before them, as far as they go.
func (z *zipped) rescue(r io.Reader, out sink) error {
	packed := &counter{r: r, in: &input{entry: true}, sum: new(atomic.Int64)}
	t := &tape{loader: z.loader, in: z.in, packed: packed, kind: "zip", budget: z.budget}
	err := t.read(&scattered{r: bufio.NewReaderSize(packed, 64<<10), packed: packed, budget: z.budget}, out)
	if err == nil || errors.Is(err, errBare) {
		err = &damagedError{"zip archive is cut off or damaged: its list of entries is missing", z.size}
	}
	return err
}

// scattered are the files of a zip archive, found by what begins each of them.
type scattered struct {
	r      *bufio.Reader
	packed *counter
	budget *budget
	last   io.Reader // content that was given last
}

// The header before an entry (APPNOTE.TXT 4.3.7): its size, and where in it
// stand flags, method, packed and unpacked size, and the lengths of what follows.
const (
	localSize                                      = 30
	atFlags, atMethod, atPacked, atUnpacked        = 6, 8, 18, 22
	atName, atExtra                                = 26, 28
	stored, deflated                        uint16 = 0, 8
	flagEncrypted, flagSizeAfter            uint16 = 1, 8
)

func (s *scattered) next() (file, error) {
	if s.last != nil { // what was not read of it
		if _, err := io.Copy(io.Discard, s.last); errors.Is(err, errTooMuch) || errors.Is(err, errRatio) {
			return file{}, err
		}
		s.last = nil
	}
	if err := s.seek(); err != nil {
		return file{}, err
	}
	var h [localSize]byte
	if _, err := io.ReadFull(s.r, h[:]); err != nil {
		return file{}, io.EOF
	}
	u16 := func(at int) uint16 { return binary.LittleEndian.Uint16(h[at:]) }
	u32 := func(at int) int64 { return int64(binary.LittleEndian.Uint32(h[at:])) }
	name := make([]byte, u16(atName))
	if _, err := io.ReadFull(s.r, name); err != nil {
		return file{}, io.EOF
	}
	if _, err := s.r.Discard(int(u16(atExtra))); err != nil {
		return file{}, io.EOF
	}
	f := file{name: string(name), size: -1}
	switch flags, method := u16(atFlags), u16(atMethod); {
	case flags&flagEncrypted != 0:
		f.refused = isEncrypted
	case bytes.HasSuffix(name, []byte("/")):
		f.name = "." // a folder
	case method == deflated:
		f.Reader = flate.NewReader(s.r)
	case method == stored && flags&flagSizeAfter == 0:
		f.Reader = &exactly{s.r, u32(atPacked)}
	default:
		f.refused = "cannot be found without the list of entries"
	}
	if f.Reader != nil {
		from := s.packed.here.Load() - int64(s.r.Buffered())
		s.last = &spending{f.Reader, &budget{packed: func() int64 { return s.packed.here.Load() - from }, within: s.budget}}
		f.Reader = s.last
	}
	return f, nil
}

// seek goes to the next header; io.EOF when there is none.
func (s *scattered) seek() error {
	header, list := []byte("PK\x03\x04"), []byte("PK\x01\x02")
	for {
		head, err := s.r.Peek(len(header))
		switch {
		case bytes.Equal(head, header):
			return nil
		case err != nil:
			return err
		case bytes.Equal(head, list):
			return io.EOF
		}
		buffered, _ := s.r.Peek(s.r.Buffered())
		skip := bytes.IndexByte(buffered[1:], 'P') + 1
		if skip == 0 {
			skip = len(buffered)
		}
		if _, err := s.r.Discard(skip); err != nil {
			return err
		}
	}
}

// exactly reads n bytes; fewer are an error.
type exactly struct {
	r io.Reader
	n int64
}

func (e *exactly) Read(p []byte) (int, error) {
	if e.n == 0 {
		return 0, io.EOF
	}
	n, err := e.r.Read(p[:min(int64(len(p)), e.n)])
	e.n -= int64(n)
	if e.n > 0 {
		err = tooEarly(err)
	}
	return n, err
}

// spending reads within a budget.
type spending struct {
	io.Reader
	budget *budget
}

func (s *spending) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if over := s.budget.spend(n); over != nil {
		return n, over
	}
	return n, err
}
