package parquet

import "encoding/binary"

// unpackLZ4 unpacks a block of LZ4, which must fill to.
func unpackLZ4(to, from []byte) bool {
	at, ok := 0, false
	for len(from) > 0 {
		token := int(from[0])
		literals := 0
		if literals, from, ok = lengthLZ4(token>>4, from[1:]); !ok || literals > len(from) || literals > len(to)-at {
			return false
		}
		at += copy(to[at:], from[:literals])
		if from = from[literals:]; len(from) == 0 {
			break // the last has nothing but literals
		}
		if len(from) < 2 {
			return false
		}
		back := int(binary.LittleEndian.Uint16(from))
		match := 0
		if match, from, ok = lengthLZ4(token&0x0F, from[2:]); !ok {
			return false
		}
		const least = 4
		if match += least; back == 0 || back > at || match > len(to)-at {
			return false
		}
		for end := at + match; at < end; at++ { // what is copied may begin before it ends
			to[at] = to[at-back]
		}
	}
	return at == len(to)
}

// lengthLZ4 is a length that begins with n, which goes on in bytes when four bits
// were not enough.
func lengthLZ4(n int, from []byte) (length int, rest []byte, ok bool) {
	if n < 0x0F {
		return n, from, true
	}
	for i, c := range from {
		n += int(c)
		if c != 0xFF {
			return n, from[i+1:], true
		}
	}
	return 0, nil, false
}
