package parquet

import "encoding/binary"

// Encodings of values (parquet.thrift, Encoding).
const (
	plainEncoding      = 0
	plainDictionary    = 2
	rleEncoding        = 3
	bitPackedEncoding  = 4
	deltaBinaryPacked  = 5
	deltaLengthBytes   = 6
	deltaBytes         = 7
	rleDictionary      = 8
	byteStreamSplit    = 9
	maxDictionaryWidth = 32
)

// values gives the values of a page one after the other; false when there is
// none, or it is damaged. Bytes of a value may change with the next.
type values interface{ next(v *value) bool }

// valuesOf reads the values of a page in an encoding, of which there are n; nil
// for an encoding that is not read, or makes no sense here.
func (c *column) valuesOf(encoding int64, data []byte, n int, d *dictionary) values {
	switch {
	case encoding == plainDictionary || encoding == rleDictionary:
		if d == nil || len(data) == 0 || data[0] > maxDictionaryWidth {
			return nil
		}
		return &looked{dictionary: d, index: hybrid{data: data[1:], width: int(data[0])}}
	case encoding == plainEncoding && c.physical == boolean:
		return &flags{bits: bits{data: data}}
	case encoding == plainEncoding && c.physical == byteArray:
		return &plainBytes{data: data}
	case encoding == plainEncoding:
		return &plainFixed{data: data, physical: c.physical, size: c.width()}
	case encoding == rleEncoding && c.physical == boolean && len(data) >= 4:
		return &runs{hybrid{data: data[4:], width: 1}}
	case encoding == deltaBinaryPacked && (c.physical == int32s || c.physical == int64s):
		return &numbers{delta: newDelta(data), narrow: c.physical == int32s}
	case encoding == deltaLengthBytes && c.physical == byteArray:
		if l := newLengthBytes(data, n); l != nil {
			return l
		}
	case encoding == deltaBytes && (c.physical == byteArray || c.physical == fixedBytes):
		if p := newPrefixBytes(data, n); p != nil {
			return p
		}
	case encoding == byteStreamSplit && c.physical != boolean && c.physical != byteArray:
		return &split{data: data, count: len(data) / max(1, c.width()), plain: plainFixed{physical: c.physical, size: c.width()}}
	}
	return nil
}

// width is the number of bytes of a value of fixed length.
func (c *column) width() int {
	switch c.physical {
	case int32s, float32s:
		return 4
	case int64s, float64s:
		return 8
	case int96s:
		return 12
	}
	return c.size
}

// flags are packed bits.
type flags struct{ bits bits }

func (f *flags) next(v *value) bool {
	if f.bits.at >= 8*len(f.bits.data) {
		return false
	}
	v.number = int64(f.bits.next(1))
	return true
}

// runs are small numbers.
type runs struct{ hybrid }

func (r *runs) next(v *value) bool {
	n, ok := r.hybrid.next()
	v.number = int64(n)
	return ok
}

// plainBytes have their lengths before them.
type plainBytes struct{ data []byte }

func (p *plainBytes) next(v *value) bool {
	if len(p.data) < 4 {
		return false
	}
	n := int(binary.LittleEndian.Uint32(p.data))
	if n > len(p.data)-4 {
		return false
	}
	v.bytes, p.data = p.data[4:4+n], p.data[4+n:]
	return true
}

// plainFixed are of one length.
type plainFixed struct {
	data           []byte
	physical, size int
}

func (p *plainFixed) next(v *value) bool {
	if len(p.data) < p.size {
		return false
	}
	p.show(p.data[:p.size], v)
	p.data = p.data[p.size:]
	return true
}

func (p *plainFixed) show(b []byte, v *value) {
	switch p.physical {
	case int32s:
		v.number = int64(int32(binary.LittleEndian.Uint32(b)))
	case float32s:
		v.number = int64(binary.LittleEndian.Uint32(b))
	case int64s, float64s:
		v.number = int64(binary.LittleEndian.Uint64(b))
	default:
		v.bytes = b
	}
}

// split are values of one length, whose first bytes come first, then the second
// ones, and so on.
type split struct {
	data      []byte
	count, at int
	plain     plainFixed
	joined    [maxFixed]byte
}

func (s *split) next(v *value) bool {
	if s.at == s.count {
		return false
	}
	b := s.joined[:s.plain.size]
	for i := range b {
		b[i] = s.data[i*s.count+s.at]
	}
	s.at++
	s.plain.show(b, v)
	return true
}

// dictionary are the different values of a column chunk.
type dictionary struct {
	page  []byte
	ends  []uint32 // of byte arrays, in page
	count int
	plain plainFixed
}

// newDictionary reads a dictionary page, which is plain.
func (c *column) newDictionary(page []byte) *dictionary {
	d := &dictionary{page: page, plain: plainFixed{physical: c.physical, size: c.width()}}
	if c.physical != byteArray {
		if d.plain.size > 0 {
			d.count = len(page) / d.plain.size
		}
		return d
	}
	p, v := plainBytes{data: page}, value{}
	for p.next(&v) {
		d.ends = append(d.ends, uint32(len(page)-len(p.data)))
	}
	d.count = len(d.ends)
	return d
}

// get gives the value at an index; false when there is none.
func (d *dictionary) get(i uint32, v *value) bool {
	switch {
	case int64(i) >= int64(d.count):
		return false
	case d.ends == nil:
		d.plain.show(d.page[int(i)*d.plain.size:][:d.plain.size], v)
		return true
	}
	from := uint32(4)
	if i > 0 {
		from += d.ends[i-1]
	}
	v.bytes = d.page[from:d.ends[i]]
	return true
}

// looked are values of a dictionary.
type looked struct {
	dictionary *dictionary
	index      hybrid
}

func (l *looked) next(v *value) bool {
	i, ok := l.index.next()
	return ok && l.dictionary.get(i, v)
}
