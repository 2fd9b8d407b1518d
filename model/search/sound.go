package search

import (
	"encoding/binary"
	"math/bits"
)

// Whoever can write into the folder of kept indexes can also make the sums right.
// What is read is believed only so far as it cannot lead a search out of bounds: a
// search itself does not look. What postings say may still be wrong: then a search
// finds what is not there.

// sound reports whether the parts of a dictionary fit one another.
func (d *dictionary) sound() bool {
	n := len(d.ends)
	return ascending(d.ends, uint64(len(d.text))+1) && (n == 0 && len(d.text) == 0 || n > 0 && int(d.ends[n-1]) == len(d.text))
}

// sound reports whether the parts of a vocabulary fit one another.
func (v *vocabulary) sound() bool {
	if !v.written.sound() || !v.folded.sound() || len(v.first) != v.folded.Len() || len(v.next) != v.written.Len() {
		return false
	}
	for n, next := range v.next {
		if int(next) > n { // a chain leads to earlier words only: it ends
			return false
		}
	}
	for _, first := range v.first {
		if int(first) > v.written.Len() {
			return false
		}
	}
	return true
}

// sound reports whether all postings of a segment name documents that it has, and
// have as many positions as they say.
func (s *segment) sound() bool {
	for i := range s.words {
		if !soundPostings(s.postings[s.starts[i]:s.starts[i+1]], len(s.length)) {
			return false
		}
	}
	return true
}

// soundPostings looks at the postings of a word, where there are so many documents.
// Where the positions lie does not matter; that they are read to the end does.
func soundPostings(postings []byte, documents int) bool {
	size, n := uint64(0), 0
	for shift := 0; ; shift += 7 {
		if n == len(postings) || shift > 28 {
			return false
		}
		size |= uint64(postings[n]&0x7F) << shift
		if n++; postings[n-1] < 0x80 {
			break
		}
	}
	if size > uint64(len(postings)-n) {
		return false
	}
	docs, positions := postings[n:n+int(size)], postings[n+int(size):]
	if endless(docs) || endless(positions) {
		return false
	}
	doc, places := uint64(0), uint64(0)
	for i := 0; i < len(docs); {
		v := uint32(docs[i])
		if i++; v >= 0x80 {
			v, i = long(docs, i)
		}
		step := uint64(v >> 2)
		if doc += step; doc >= uint64(documents) || step == 0 && places > 0 {
			return false
		}
		places++
		if v&1 == 0 {
			continue
		}
		if i == len(docs) {
			return false
		}
		v = uint32(docs[i])
		if i++; v >= 0x80 {
			v, i = long(docs, i)
		}
		places += uint64(v) + 1
	}
	return places == numbersIn(positions)
}

// endless reports whether the last number of some goes on behind their end.
func endless(b []byte) bool { return len(b) > 0 && b[len(b)-1] >= 0x80 }

// numbersIn counts the numbers in varints: bytes that nothing follows, eight at once.
func numbersIn(b []byte) (n uint64) {
	const more = 0x8080808080808080
	for ; len(b) >= 8; b = b[8:] {
		n += 8 - uint64(bits.OnesCount64(binary.LittleEndian.Uint64(b)&more))
	}
	for _, c := range b {
		if c < 0x80 {
			n++
		}
	}
	return n
}
