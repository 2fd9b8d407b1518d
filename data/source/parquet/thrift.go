package parquet

import "encoding/binary"

// fields are a structure of Thrift, by the numbers of the fields: int64, []byte,
// []any or fields. Accessors give the zero value for what is missing or is
// something else.
type fields map[int16]any

func (f fields) int(id int16) int64 { n, _ := f[id].(int64); return n }

func (f fields) text(id int16) string { b, _ := f[id].([]byte); return string(b) }

func (f fields) list(id int16) []any { l, _ := f[id].([]any); return l }

func (f fields) sub(id int16) fields { s, _ := f[id].(fields); return s }

func (f fields) has(id int16) bool { _, found := f[id]; return found }

// Bounds of what is read in the compact protocol.
const (
	maxThriftDepth = 32
	maxThrift      = 2 << 20 // values in one structure and what is in it
)

// thrift reads the compact protocol of Thrift. Nothing is made that is larger
// than the data says and has.
type thrift struct {
	data []byte
	at   int
	left int // values that may still come
	bad  bool
	cut  bool // bad since the data ended
}

// readThrift reads the structure that data begins with, and gives its size. It
// is not whole when data ends before it, and bad for anything else.
func readThrift(data []byte) (f fields, size int, whole, ok bool) {
	t := thrift{data: data, left: maxThrift}
	f = t.structure(0)
	return f, t.at, !t.cut, !t.bad
}

func (t *thrift) ended() {
	t.bad, t.cut = true, true
	t.at = len(t.data)
}

func (t *thrift) byte() byte {
	if t.at >= len(t.data) {
		t.ended()
		return 0
	}
	t.at++
	return t.data[t.at-1]
}

func (t *thrift) uvarint() uint64 {
	n, size := binary.Uvarint(t.data[t.at:])
	switch {
	case size == 0:
		t.ended()
	case size < 0:
		t.bad = true
	}
	t.at += max(size, 0)
	return n
}

func (t *thrift) varint() int64 {
	n := t.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

// bytes are the next n bytes.
func (t *thrift) bytes(n uint64) []byte {
	if n > uint64(len(t.data)-t.at) {
		t.ended()
		return nil
	}
	t.at += int(n)
	return t.data[t.at-int(n) : t.at]
}

// structure reads fields up to the stop after the last.
func (t *thrift) structure(depth int) fields {
	f := fields{}
	for id := int16(0); !t.bad; {
		head := t.byte()
		kind := head & 0x0F
		if kind == 0 {
			break
		}
		if step := head >> 4; step != 0 {
			id += int16(step)
		} else {
			id = int16(t.varint())
		}
		switch kind {
		case kindTrue, kindFalse: // the kind is the value
			f[id] = int64(kindFalse - kind)
		default:
			f[id] = t.value(kind, depth+1)
		}
	}
	return f
}

// Kinds of values.
const (
	kindTrue = iota + 1
	kindFalse
	kindByte
	kindInt16
	kindInt32
	kindInt64
	kindDouble
	kindBytes
	kindList
	kindSet
	kindMap
	kindStruct
	kindUUID
)

func (t *thrift) value(kind byte, depth int) any {
	if t.left--; t.left < 0 || depth > maxThriftDepth {
		t.bad = true
		return nil
	}
	switch kind {
	case kindTrue, kindFalse, kindByte:
		return int64(int8(t.byte()))
	case kindInt16, kindInt32, kindInt64:
		return t.varint()
	case kindDouble:
		return t.bytes(8)
	case kindBytes:
		return t.bytes(t.uvarint())
	case kindList, kindSet:
		return t.list(depth)
	case kindMap:
		return t.pairs(depth)
	case kindStruct:
		return t.structure(depth)
	case kindUUID:
		return t.bytes(16)
	}
	t.bad = true
	return nil
}

func (t *thrift) list(depth int) []any {
	head := t.byte()
	n := uint64(head >> 4)
	if n == 0x0F {
		n = t.uvarint()
	}
	var list []any
	for ; n > 0 && !t.bad; n-- {
		list = append(list, t.value(head&0x0F, depth+1))
	}
	return list
}

// pairs reads a map, which nothing here has a use for.
func (t *thrift) pairs(depth int) any {
	n := t.uvarint()
	if n == 0 {
		return nil
	}
	kinds := t.byte()
	for ; n > 0 && !t.bad; n-- {
		t.value(kinds>>4, depth+1)
		t.value(kinds&0x0F, depth+1)
	}
	return nil
}
