package source

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

// maxDict is the largest dictionary that is made for xz, that of xz -9.
const maxDict = 64 << 20

var (
	errXZ     = errors.New("not as xz writes it")
	errFilter = errors.New("it uses filters other than LZMA2")
	errDict   = fmt.Errorf("its dictionary is larger than %d MB", maxDict>>20)
	errCheck  = errors.New("checksum is wrong")
)

// unxz unpacks xz. It reads the container (The .xz File Format 1.2.1) and leaves
// its contents to package lzma: package xz would take as much memory as a file
// asks for, up to 4 GB. Indexes, which tell nothing new, are skipped.
type unxz struct {
	r     *bufio.Reader
	at    int64 // bytes read of this stream
	kind  byte  // of the checks
	check hash.Hash
	block *lzma.Reader2
}

func newUnxz(r *bufio.Reader) (io.Reader, error) {
	x := &unxz{r: r}
	return x, x.header()
}

// Read unpacks.
func (x *unxz) Read(p []byte) (int, error) {
	for {
		if x.block == nil {
			if err := x.next(); err != nil {
				return 0, err
			}
		}
		n, err := x.block.Read(p)
		x.check.Write(p[:n])
		if errors.Is(err, io.EOF) {
			x.block = nil
			err = x.endBlock()
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// counted reads and counts; an end of the file is one too early.
func (x *unxz) counted(p []byte) error {
	n, err := io.ReadFull(x.r, p)
	x.at += int64(n)
	return tooEarly(err)
}

func tooEarly(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// counting is what package lzma reads.
type counting struct{ *unxz }

func (c counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.at += int64(n)
	return n, err
}

func (c counting) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.at++
	}
	return b, err
}

// header reads the header of a stream: magic, flags, their checksum.
func (x *unxz) header() error {
	x.at = 0
	var h [12]byte
	if err := x.counted(h[:]); err != nil {
		return err
	}
	flags := h[6:8]
	if !bytes.Equal(h[:6], magicXZ) || flags[0] != 0 || flags[1] > 15 || crc32.ChecksumIEEE(flags) != binary.LittleEndian.Uint32(h[8:]) {
		return errXZ
	}
	x.kind = flags[1]
	return nil
}

// next begins the next block, in the next stream if need be; io.EOF when there
// is none.
func (x *unxz) next() error {
	for {
		var size [1]byte
		if err := x.counted(size[:]); err != nil {
			return err
		}
		if size[0] != 0 {
			return x.begin(size[0])
		}
		if err := x.index(); err != nil {
			return err
		}
		if err := x.padding(); err != nil {
			return err
		}
		if err := x.header(); err != nil {
			return err
		}
	}
}

// begin reads the header of a block, of which the first byte is known.
func (x *unxz) begin(size byte) error {
	h := make([]byte, (int(size)+1)*4)
	h[0] = size
	if err := x.counted(h[1:]); err != nil {
		return err
	}
	end := len(h) - crc32.Size
	if crc32.ChecksumIEEE(h[:end]) != binary.LittleEndian.Uint32(h[end:]) {
		return errCheck
	}
	const filters, reserved, sizes = 0x03, 0x3C, 0xC0
	flags, rest := h[1], bytes.NewReader(h[2:end])
	if flags&reserved != 0 {
		return errXZ
	}
	for mask := byte(0x40); mask != 0; mask <<= 1 { // sizes, packed and unpacked
		if flags&sizes&mask != 0 {
			if _, err := binary.ReadUvarint(rest); err != nil {
				return errXZ
			}
		}
	}
	var filter [3]byte // LZMA2, one byte: the size of its dictionary
	if _, err := io.ReadFull(rest, filter[:]); err != nil || flags&filters != 0 || filter[0] != 0x21 || filter[1] != 1 {
		return errFilter
	}
	dict, err := lzma.DecodeDictCap(filter[2])
	switch {
	case err != nil:
		return err
	case dict > maxDict:
		return errDict
	}
	x.check = newCheck(x.kind)
	x.block, err = lzma.Reader2Config{DictCap: max(int(dict), lzma.MinDictCap)}.NewReader2(counting{x})
	return err
}

// newCheck gives the checksum of a kind; of one that is not known it is not
// looked at.
func newCheck(kind byte) hash.Hash {
	switch kind {
	case 1:
		return crc32.NewIEEE()
	case 4:
		return crc64.New(crc64.MakeTable(crc64.ECMA))
	case 10:
		return sha256.New()
	}
	return crc32.NewIEEE()
}

// endBlock reads what stands behind a block: padding and checksum.
func (x *unxz) endBlock() error {
	sizes := [16]int{0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64}
	padding := int(-x.at & 3)
	tail := make([]byte, padding+sizes[x.kind])
	if err := x.counted(tail); err != nil {
		return err
	}
	want := x.check.Sum(nil)
	switch x.kind {
	case 1, 4: // in little endian
		for i, j := 0, len(want)-1; i < j; i, j = i+1, j-1 {
			want[i], want[j] = want[j], want[i]
		}
	case 10:
	default:
		return nil
	}
	if !bytes.Equal(tail[padding:], want) {
		return errCheck
	}
	return nil
}

// index skips the index of a stream and its footer.
func (x *unxz) index() error {
	records, err := x.number()
	for ; err == nil && records > 0; records-- {
		if _, err = x.number(); err == nil {
			_, err = x.number()
		}
	}
	if err != nil {
		return err
	}
	const footer = 12
	return x.counted(make([]byte, int(-x.at&3)+crc32.Size+footer))
}

// number reads an integer of variable length.
func (x *unxz) number() (uint64, error) {
	n, err := binary.ReadUvarint(counting{x})
	return n, tooEarly(err)
}

// padding skips zeros between streams; io.EOF at the end of the last.
func (x *unxz) padding() error {
	for {
		b, err := x.r.ReadByte()
		if err != nil {
			return err
		}
		if b != 0 {
			return x.r.UnreadByte()
		}
	}
}
