package source

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"qari/data/source/charset"
)

// Limits of what is unpacked (ARABIC.md 10.3).
const (
	maxUnpacked = 4 << 30
	maxRatio    = 200
	freeOfRatio = 16 << 20
)

// maxWindow is the largest window that is made for zstd, as that of the command
// itself.
const maxWindow = 128 << 20

var (
	errTooMuch = errors.New("unpacks to more than 4 GB")
	errRatio   = errors.New("unpacks to more than 200 times its size")
	errNested  = errors.New("packed twice")
)

// packing is a way of packing a stream of bytes.
type packing struct {
	name string // in messages
	// endings of file names, and what of each is left of the name.
	endings map[string]string
	begins  func(head []byte) bool
	open    func(*bufio.Reader) (io.Reader, error)
}

// magicXZ is how xz begins. It is not changed.
var magicXZ = []byte("\xFD7zXZ\x00")

// packings are the ways that are known. Not changed.
var packings = []packing{
	{
		name:    "gzip",
		endings: map[string]string{".gz": "", ".tgz": ".tar"},
		begins:  func(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1F\x8B")) },
		open:    newGunzip,
	},
	{
		name:    "zstd",
		endings: map[string]string{".zst": "", ".tzst": ".tar"},
		begins: func(head []byte) bool { // a frame, or one that is skipped
			return bytes.HasPrefix(head, []byte("\x28\xB5\x2F\xFD")) ||
				len(head) >= 4 && head[0]>>4 == 5 && bytes.Equal(head[1:4], []byte("\x2A\x4D\x18"))
		},
		open: func(r *bufio.Reader) (io.Reader, error) {
			return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		},
	},
	{
		name:    "bzip2",
		endings: map[string]string{".bz2": "", ".tbz2": ".tar", ".tbz": ".tar"},
		begins: func(head []byte) bool { // the size of blocks, a block or the end
			return len(head) >= 10 && bytes.HasPrefix(head, []byte("BZh")) && head[3] >= '1' && head[3] <= '9' &&
				(bytes.Equal(head[4:10], []byte("1AY&SY")) || bytes.Equal(head[4:10], []byte("\x17rE8P\x90")))
		},
		open: func(r *bufio.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil },
	},
	{
		name:    "xz",
		endings: map[string]string{".xz": "", ".txz": ".tar"},
		begins:  func(head []byte) bool { return bytes.HasPrefix(head, magicXZ) },
		open:    newUnxz,
	},
}

// packingOf gives the way in which a stream that begins with head is packed, nil
// if it is not.
func packingOf(head []byte) *packing {
	for i := range packings {
		if packings[i].begins(head) {
			return &packings[i]
		}
	}
	return nil
}

// packedName gives the way in which a file is packed by its name, nil if it is
// not, and the name without that.
func packedName(name string) (p *packing, unpacked string) {
	end := path.Ext(name)
	for i := range packings {
		if left, ok := packings[i].endings[strings.ToLower(end)]; ok && len(name) > len(end) {
			return &packings[i], name[:len(name)-len(end)] + left
		}
	}
	return nil, name
}

// budget is how much may yet be unpacked of something packed.
type budget struct {
	packed func() int64 // its size, as far as it was read; nil for any
	out    atomic.Int64 // bytes unpacked of it
	within *budget      // that of the archive it lies in
}

// spend takes n bytes off the budget and off those that it lies within.
func (b *budget) spend(n int) error {
	var err error
	for ; b != nil; b = b.within {
		switch out := b.out.Add(int64(n)); {
		case out > maxUnpacked:
			err = errTooMuch
		case b.packed != nil && out > freeOfRatio && out > maxRatio*b.packed():
			err = errRatio
		}
	}
	return err
}

// unpacker unpacks a stream, within a budget.
type unpacker struct {
	*packing
	z      io.Reader
	in     *bufio.Reader
	packed *counter
	budget *budget
}

// unpack gives the head and the whole of what is packed in r, which is read
// through the counter.
func (p *packing) unpack(r io.Reader, packed *counter) (head []byte, u *unpacker, all io.Reader, err error) {
	const buffer = 64 << 10
	u = &unpacker{packing: p, in: bufio.NewReaderSize(r, buffer), packed: packed}
	u.budget = &budget{packed: packed.here.Load, within: packed.in.budget}
	if u.z, err = p.open(u.in); err != nil {
		return nil, nil, nil, u.failed(err)
	}
	head, all, err = peek(u, charset.HeadSize, packed.in.stream)
	return head, u, all, err
}

func (u *unpacker) Read(p []byte) (int, error) {
	n, err := u.z.Read(p)
	if over := u.budget.spend(n); over != nil {
		return n, over
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = u.failed(err)
	}
	return n, err
}

// failed says what is wrong with the packed data, and where.
func (u *unpacker) failed(err error) error {
	at := u.packed.here.Load() - int64(u.in.Buffered())
	switch {
	case u.packed.failed != nil:
		return u.packed.failed
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &damagedError{u.name + " data is cut off", at}
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return fmt.Errorf("%s data is not unpacked: its window is larger than %d MB", u.name, maxWindow>>20)
	case errors.Is(err, errDict), errors.Is(err, errFilter):
		return fmt.Errorf("%s data is not unpacked: %w", u.name, err)
	}
	return &damagedError{fmt.Sprintf("%s data is damaged (%s)", u.name, plainly(err)), at}
}

// damagedError is an error at an offset of the file: what came before may be
// used.
type damagedError struct {
	reason string
	offset int64
}

func (e *damagedError) Error() string { return e.reason }

// gunzip unpacks gzip data, member after member. Zeros may follow, with which
// tapes are filled up.
type gunzip struct {
	z  *gzip.Reader
	in *bufio.Reader
}

func newGunzip(r *bufio.Reader) (io.Reader, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	return &gunzip{z, r}, nil
}

func (g *gunzip) Read(p []byte) (int, error) {
	for {
		n, err := g.z.Read(p)
		switch {
		case !errors.Is(err, io.EOF):
			return n, err
		case n > 0:
			return n, nil
		}
		if err := g.next(); err != nil {
			return 0, err
		}
	}
}

// next goes to the next member.
func (g *gunzip) next() error {
	zeros := false
	for {
		b, err := g.in.Peek(1)
		if err != nil {
			return err
		}
		if b[0] != 0 {
			break
		}
		zeros = true
		if _, err := g.in.Discard(1); err != nil {
			return err
		}
	}
	if zeros {
		return gzip.ErrHeader
	}
	if err := g.z.Reset(g.in); err != nil {
		return tooEarly(err)
	}
	g.z.Multistream(false)
	return nil
}
