package warc

import (
	"bytes"
	"strconv"
	"strings"
)

// magic is what every record begins with, before its version.
const magic = "WARC/"

// maxHead is the number of bytes that the head of a record may have.
const maxHead = 64 << 10

// head is that of a record.
type head struct {
	fields []field
	size   int   // bytes, with the blank line after it
	length int64 // bytes of the block that follows
}

type field struct{ name, value string }

// state is what is known of a head.
type state uint8

const (
	whole   state = iota
	partial       // more of it may come
	damaged
)

// readHead reads the head that data begins with; last says that no more comes.
func readHead(data []byte, last bool) (h head, s state) {
	if !bytes.HasPrefix(data, []byte(magic)) {
		if len(data) < len(magic) && !last && strings.HasPrefix(magic, string(data)) {
			return h, partial
		}
		return h, damaged
	}
	h.fields, h.size = readFields(data[:min(len(data), maxHead)])
	if h.size == 0 {
		if len(data) < maxHead && !last {
			return h, partial
		}
		return h, damaged
	}
	length, err := strconv.ParseInt(h.field("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return h, damaged
	}
	h.length = length
	return h, whole
}

// readFields reads a first line, then fields up to a blank line, as in HTTP. The
// first line is a field without name. The size is that of all of it, 0 when one
// of the two is missing.
func readFields(data []byte) (fields []field, size int) {
	for size < len(data) {
		end := bytes.IndexByte(data[size:], '\n')
		if end < 0 {
			return nil, 0
		}
		line := string(bytes.TrimRight(data[size:size+end], "\r"))
		size += end + 1
		name, value, found := strings.Cut(line, ":")
		switch {
		case line == "" && len(fields) == 0:
			return nil, 0
		case line == "":
			return fields, size
		case len(fields) == 0:
			fields = append(fields, field{value: line})
		case line[0] == ' ' || line[0] == '\t': // the line before goes on
			fields[len(fields)-1].value += " " + strings.TrimSpace(line)
		case found:
			fields = append(fields, field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
	return nil, 0
}

// field is the value of a field, "" when there is none. Case does not count.
func (h *head) field(name string) string { return lookup(h.fields, name) }

func lookup(fields []field, name string) string {
	for _, f := range fields {
		if strings.EqualFold(f.name, name) {
			return f.value
		}
	}
	return ""
}

// end is where the block ends, from the beginning of the record. It is only
// used where that is in memory.
func (h *head) end() int { return h.size + int(min(h.length, 1<<40)) }

// blanks is where the line ends after at end.
func blanks(data []byte, at int) int {
	for at < len(data) && (data[at] == '\r' || data[at] == '\n') {
		at++
	}
	return at
}
