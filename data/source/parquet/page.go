package parquet

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
)

// Kinds of pages (parquet.thrift, PageType).
const (
	dataPage       = 0
	dictionaryPage = 2
	dataPageV2     = 3
)

// Bounds of pages.
const (
	maxPage       = 256 << 20 // bytes, unpacked
	maxPageValues = 16 << 20
	maxRatio      = 200       // of what is unpacked to what is packed,
	freeOfRatio   = 16 << 20  // beyond so many bytes (ARABIC.md 10.3)
	maxHeader     = 256 << 10 // bytes of the head of a page: it may hold the least and the greatest value
	firstHeader   = 512
)

// damage is an error at a place in the file.
type damage struct {
	reason string
	offset int64
}

func (d *damage) Error() string { return d.reason }

// page is a page of a column chunk.
type page struct {
	head fields
	kind int64
	at   int64 // in the file
	data []byte
	// unpacked is the number of bytes of the data without its packing.
	unpacked int64
}

// pages reads the pages of a column chunk.
type pages struct {
	file    *file
	at, end int64
	codec   int64
}

// pagesOf gives the pages of a column chunk (parquet.thrift, ColumnMetaData).
func (f *file) pagesOf(chunk fields) (*pages, error) {
	meta := chunk.sub(3)
	p := &pages{file: f, at: meta.int(9), codec: meta.int(4)}
	if first := meta.int(11); first > 0 && first < p.at {
		p.at = first
	}
	size := meta.int(7)
	switch {
	case chunk.text(1) != "":
		return nil, &damage{"data in another file, which is not read", -1}
	case p.at < int64(len(magic)) || size < 0 || p.at > f.size || size > f.size-p.at:
		return nil, &damage{"data lies outside of the file", p.at}
	}
	p.end = p.at + size
	return p, nil
}

// next reads the next page, still packed; io.EOF after the last.
func (p *pages) next() (page, error) {
	if p.at >= p.end {
		return page{}, io.EOF
	}
	head, size, err := p.header()
	if err != nil {
		return page{}, err
	}
	g := page{head: head, kind: head.int(1), at: p.at, unpacked: head.int(2)}
	p.at += int64(size)
	packed := head.int(3)
	switch {
	case packed < 0 || packed > p.end-p.at:
		return g, &damage{"damaged page: it is longer than its column", g.at}
	case g.unpacked < 0 || g.unpacked > maxPage || packed > maxPage:
		return g, &damage{fmt.Sprintf("page of more than %d MB", maxPage>>20), g.at}
	case g.unpacked > freeOfRatio && g.unpacked/maxRatio > packed:
		return g, &damage{fmt.Sprintf("page that unpacks to more than %d times its size", maxRatio), g.at}
	}
	g.data = make([]byte, packed)
	if err := p.file.read(g.data, p.at); err != nil {
		return g, err
	}
	p.at += packed
	if head.has(4) && crc32.ChecksumIEEE(g.data) != uint32(head.int(4)) {
		return g, &damage{"damaged page: its checksum is wrong", g.at}
	}
	return g, nil
}

// header reads the head of the page, and gives its size.
func (p *pages) header() (fields, int, error) {
	for size := int64(firstHeader); ; size *= 8 {
		b := make([]byte, min(size, p.end-p.at))
		if err := p.file.read(b, p.at); err != nil {
			return nil, 0, err
		}
		head, n, whole, ok := readThrift(b)
		switch {
		case ok:
			return head, n, nil
		case whole || size >= maxHeader || int64(len(b)) == p.end-p.at:
			return nil, 0, &damage{"damaged page: its head makes no sense", p.at}
		}
	}
}

// unpack unpacks data that was so many bytes. Nothing larger is made, whatever
// the data says of itself.
func (p *pages) unpack(data []byte, size int64, at int64) ([]byte, error) {
	broken := &damage{"damaged page: it cannot be unpacked", at}
	switch p.codec {
	case 0:
		return data, nil
	case 1:
		if n, err := snappy.DecodedLen(data); err != nil || int64(n) != size {
			return nil, broken
		}
		unpacked, err := snappy.Decode(make([]byte, size), data)
		if err != nil {
			return nil, broken
		}
		return unpacked, nil
	case 2:
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, broken
		}
		return filled(z, size, broken)
	case 4:
		return filled(brotli.NewReader(bytes.NewReader(data)), size, broken)
	case 6:
		z, err := p.file.unzstd()
		if err != nil {
			return nil, err
		}
		unpacked, err := z.DecodeAll(data, make([]byte, 0, size))
		if err != nil || int64(len(unpacked)) != size {
			return nil, broken
		}
		return unpacked, nil
	case 7:
		unpacked := make([]byte, size)
		if !unpackLZ4(unpacked, data) {
			return nil, broken
		}
		return unpacked, nil
	case 3, 5:
		return nil, &damage{"packed by LZO or the old LZ4, which are not read", at}
	}
	return nil, &damage{"packed in an unknown way", at}
}

// unzstd gives a decoder, the same for all pages, that makes no more than there
// is room for.
func (f *file) unzstd() (z *zstd.Decoder, err error) {
	if f.zstd == nil {
		f.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecodeAllCapLimit(true), zstd.WithDecoderMaxMemory(maxPage))
	}
	return f.zstd, err
}

// filled reads exactly size bytes.
func filled(r io.Reader, size int64, broken error) ([]byte, error) {
	b := make([]byte, size)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, broken
	}
	if n, err := io.ReadFull(r, make([]byte, 1)); n > 0 || !errors.Is(err, io.EOF) {
		return nil, broken
	}
	return b, nil
}
