package parquet

import "encoding/binary"

// delta reads whole numbers as their differences, in blocks of packed bits
// (Encodings.md, DELTA_BINARY_PACKED).
type delta struct {
	data []byte

	left   uint64 // numbers that still come
	last   int64
	begun  bool // the first number is given
	size   int  // numbers of a mini block
	minis  int  // in a block
	min    int64
	widths []byte // of the mini blocks that are left of a block
	in     int    // numbers left in the mini block
	bits   bits
	width  int
	bad    bool
}

// Bounds of a block.
const (
	maxBlock = 1 << 16
	maxMinis = 1 << 10
)

// newDelta reads the head.
func newDelta(data []byte) delta {
	d := delta{data: data}
	block, minis := d.uvarint(), d.uvarint()
	d.left = d.uvarint()
	d.last = zigzag(d.uvarint())
	if d.bad || block == 0 || block > maxBlock || minis == 0 || minis > maxMinis || block%minis != 0 || block/minis%8 != 0 {
		d.bad = true
		return d
	}
	d.size, d.minis = int(block/minis), int(minis)
	return d
}

func zigzag(n uint64) int64 { return int64(n>>1) ^ -int64(n&1) }

func (d *delta) uvarint() uint64 {
	n, size := binary.Uvarint(d.data)
	if size <= 0 {
		d.bad = true
		return 0
	}
	d.data = d.data[size:]
	return n
}

// next gives the next number; false after the last, or when there is damage.
func (d *delta) next() (int64, bool) {
	if d.bad || d.left == 0 {
		return 0, false
	}
	d.left--
	if !d.begun {
		d.begun = true
		return d.last, true
	}
	if d.in == 0 && !d.mini() {
		d.bad = true
		return 0, false
	}
	d.in--
	d.last += d.min + int64(d.bits.next(d.width))
	return d.last, true
}

// mini begins the next mini block, and before it the next block.
func (d *delta) mini() bool {
	if len(d.widths) == 0 {
		d.min = zigzag(d.uvarint())
		if d.bad || len(d.data) < d.minis {
			return false
		}
		d.widths, d.data = d.data[:d.minis], d.data[d.minis:]
	}
	d.width = int(d.widths[0])
	d.widths = d.widths[1:]
	size := d.size / 8 * d.width
	if d.width > 64 {
		return false
	}
	size = min(size, len(d.data)) // the last may be cut off
	if size*8 < d.width*int(min(d.left+1, uint64(d.size))) {
		return false
	}
	d.bits = bits{data: d.data[:size]}
	d.data = d.data[size:]
	d.in = d.size
	return true
}

// after reads n numbers to their end, and gives what comes after them; false when
// there are not so many.
func (d delta) after(n int) ([]byte, bool) {
	if d.left != uint64(n) {
		return nil, false
	}
	for range n {
		if _, ok := d.next(); !ok {
			return nil, false
		}
	}
	return d.data, true
}

// numbers are the values of a page in this encoding.
type numbers struct {
	delta
	narrow bool
}

func (n *numbers) next(v *value) bool {
	number, ok := n.delta.next()
	if n.narrow {
		number = int64(int32(number))
	}
	v.number = number
	return ok
}

// lengthBytes are byte arrays whose lengths come first (DELTA_LENGTH_BYTE_ARRAY).
type lengthBytes struct {
	lengths delta
	data    []byte
}

// newLengthBytes reads n byte arrays; nil when there are not so many.
func newLengthBytes(data []byte, n int) *lengthBytes {
	l := &lengthBytes{lengths: newDelta(data)}
	after, ok := l.lengths.after(n)
	if l.data = after; !ok {
		return nil
	}
	return l
}

func (l *lengthBytes) next(v *value) bool {
	n, ok := l.lengths.next()
	if !ok || n < 0 || n > int64(len(l.data)) {
		return false
	}
	v.bytes, l.data = l.data[:n], l.data[n:]
	return true
}

// prefixBytes are byte arrays that begin as the one before (DELTA_BYTE_ARRAY).
type prefixBytes struct {
	prefixes delta
	suffixes *lengthBytes
	last     []byte
}

// newPrefixBytes reads n byte arrays; nil when there are not so many.
func newPrefixBytes(data []byte, n int) *prefixBytes {
	p := &prefixBytes{prefixes: newDelta(data)}
	after, ok := p.prefixes.after(n)
	if !ok {
		return nil
	}
	if p.suffixes = newLengthBytes(after, n); p.suffixes == nil {
		return nil
	}
	return p
}

func (p *prefixBytes) next(v *value) bool {
	n, ok := p.prefixes.next()
	if !ok || n < 0 || n > int64(len(p.last)) || !p.suffixes.next(v) {
		return false
	}
	p.last = append(p.last[:n], v.bytes...)
	v.bytes = p.last
	return true
}
