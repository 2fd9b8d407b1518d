package parquet

import "encoding/binary"

// hybrid reads small numbers as runs of equal ones and as packed bits, mixed
// (Encodings.md, RLE). However long a run says it is, it takes no memory.
type hybrid struct {
	data  []byte
	width int // bits of a number

	left   uint64 // numbers in this run
	packed bool
	equal  uint32 // the number of a run of equal ones
	bits   bits
}

// next gives the next number; false at the end of the data.
func (h *hybrid) next() (uint32, bool) {
	for h.left == 0 {
		if !h.run() {
			return 0, false
		}
	}
	h.left--
	if h.packed {
		return uint32(h.bits.next(h.width)), true
	}
	return h.equal, true
}

// run reads the head of a run.
func (h *hybrid) run() bool {
	head, n := binary.Uvarint(h.data)
	if n <= 0 {
		return false
	}
	h.data = h.data[n:]
	h.packed = head&1 == 1
	if !h.packed {
		size := (h.width + 7) / 8
		if size > len(h.data) {
			return false
		}
		h.left, h.equal = head>>1, 0
		for i := range size {
			h.equal |= uint32(h.data[i]) << (8 * i)
		}
		h.data = h.data[size:]
		return true
	}
	// Groups of eight numbers, of which the last may be cut off.
	size := len(h.data)
	if groups := head >> 1; groups < uint64(size) {
		size = min(size, int(groups)*h.width)
	}
	h.left = head >> 1 * 8
	if h.width > 0 {
		h.left = min(h.left, uint64(size)*8/uint64(h.width))
	}
	h.bits = bits{data: h.data[:size]}
	h.data = h.data[size:]
	return true
}

// bits are numbers of few bits, the lowest first.
type bits struct {
	data []byte
	at   int // in bits
}

// next gives the next number of so many bits, up to 64, with zeros for what is
// not there.
func (b *bits) next(width int) uint64 {
	from := b.at >> 3
	shift := b.at & 7
	b.at += width
	var n uint64
	if from+8 <= len(b.data) {
		n = binary.LittleEndian.Uint64(b.data[from:])
	} else {
		for i := from; i < len(b.data); i++ {
			n |= uint64(b.data[i]) << (8 * (i - from))
		}
	}
	n >>= shift
	if shift+width > 64 && from+8 < len(b.data) {
		n |= uint64(b.data[from+8]) << (64 - shift)
	}
	if width == 64 {
		return n
	}
	return n & (1<<width - 1)
}
