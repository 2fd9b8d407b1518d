package search

import "encoding/binary"

// cursor walks over the documents of a word's postings.
type cursor struct {
	docs, positions []byte
	doc             uint32 // of the segment
	times           uint32 // that the word stands in it
	title           bool   // it stands in the title, too
}

func newCursor(postings []byte) cursor {
	docs, positions := split(postings)
	return cursor{docs: docs, positions: positions}
}

// split parts postings into those of the documents and of the positions.
func split(postings []byte) (docs, positions []byte) {
	size, n := binary.Uvarint(postings)
	return postings[n : n+int(size)], postings[n+int(size):]
}

// next goes to the next document.
func (c *cursor) next() bool {
	if len(c.docs) == 0 {
		return false
	}
	var v uint32
	v, c.docs = uvarint(c.docs)
	c.doc += v >> 2
	c.title = v&2 != 0
	c.times = 1
	if v&1 != 0 {
		v, c.docs = uvarint(c.docs)
		c.times = v + 2
	}
	return true
}

// read appends the positions in the document, which must be asked for or skipped
// for each.
func (c *cursor) read(dst []uint32) []uint32 {
	at := uint32(0)
	for range c.times {
		var v uint32
		v, c.positions = uvarint(c.positions)
		at += v
		dst = append(dst, at)
	}
	return dst
}

// skip passes over the positions in the document.
func (c *cursor) skip() {
	i := 0
	for range c.times {
		for c.positions[i] >= 0x80 {
			i++
		}
		i++
	}
	c.positions = c.positions[i:]
}

// uvarint reads what binary.AppendUvarint wrote, of 32 bits.
func uvarint(b []byte) (v uint32, rest []byte) {
	if b[0] < 0x80 {
		return uint32(b[0]), b[1:]
	}
	v = uint32(b[0] & 0x7F)
	for i, shift := 1, 7; ; i, shift = i+1, shift+7 {
		v |= uint32(b[i]&0x7F) << shift
		if b[i] < 0x80 {
			return v, b[i+1:]
		}
	}
}

// long reads the rest of a number whose first byte, before i, has more to follow; i
// is then behind it.
func long(b []byte, i int) (v uint32, end int) {
	v = uint32(b[i-1] & 0x7F)
	for shift := 7; ; shift += 7 {
		c := b[i]
		i++
		v |= uint32(c&0x7F) << shift
		if c < 0x80 {
			return v, i
		}
	}
}
