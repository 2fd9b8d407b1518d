package trec

import (
	"bytes"
	"strings"
)

const blanks = " \t\r\n"

// tag is <name attributes>, </name> or <name attributes/>.
type tag struct {
	name       string // in lower case
	attributes []byte
	end        int // offset of what follows it
	closes     bool
	empty      bool
}

// answer is whether there is what was looked for.
type answer uint8

const (
	no answer = iota
	yes
	perhaps // the data ends before it can be told
)

// tagAt reads the tag that begins at the < at an offset. An attribute may hold >
// in quotes but no <, so that of a quote that is not closed no more is lost.
// Where the data perhaps ends within the tag, t is what it is if nothing follows;
// its end is 0 where it is no tag.
func tagAt(data []byte, at int) (t tag, what answer) {
	i := at + 1
	if i < len(data) && data[i] == '/' {
		t.closes = true
		i++
	}
	from := i
	for i < len(data) && nameByte(data[i]) {
		i++
	}
	if i == len(data) && i-from <= maxTagName {
		return tag{}, perhaps
	}
	if !isName(data[from:i]) || i-from > maxTagName || strings.IndexByte(afterName, data[i]) < 0 {
		return tag{}, no
	}
	t.name = strings.ToLower(string(data[from:i]))
	end, what := tagEnd(data, i)
	if end < 0 {
		return tag{}, what
	}
	inner := bytes.TrimRight(data[i:end], blanks)
	if t.empty = bytes.HasSuffix(inner, []byte{'/'}); t.empty {
		inner = inner[:len(inner)-1]
	}
	t.attributes, t.end = bytes.Trim(inner, blanks), end+1
	return t, what
}

// maxTagName is the number of bytes that a name may have.
const maxTagName = 100

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' || c == ':' || c >= 0x80
}

// isName reports whether something is a name: of letters, and not first of digits
// and some signs.
func isName(name []byte) bool {
	for _, c := range name {
		if !nameByte(c) {
			return false
		}
	}
	return len(name) > 0 && strings.IndexByte("0123456789.-:", name[0]) < 0
}

// afterName are the bytes that may follow a tag's name.
const afterName = blanks + "/>"

// tagEnd finds the > that ends a tag, negative for none.
func tagEnd(data []byte, from int) (end int, what answer) {
	first := -1 // in quotes that may not be closed
	var quote, last byte
	for i := from; i < len(data); i++ {
		switch c := data[i]; {
		case c == '<' && first < 0:
			return -1, no
		case c == '<':
			return first, yes
		case c == '>' && quote == 0:
			return i, yes
		case c == '>' && first < 0:
			first = i
		case c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\'') && last == '=':
			quote = c
		}
		if strings.IndexByte(blanks, data[i]) < 0 {
			last = data[i]
		}
	}
	return first, perhaps
}

// is reports whether data begins with a tag's name, in upper or lower case, and
// what may follow one.
func is(data []byte, name string) answer {
	n := len(name)
	if len(data) <= n {
		if strings.EqualFold(string(data), name[:len(data)]) {
			return perhaps
		}
		return no
	}
	if !strings.EqualFold(string(data[:n]), name) || strings.IndexByte(afterName, data[n]) < 0 {
		return no
	}
	return yes
}

// attribute is a name, as it is written, and a value.
type attribute struct{ name, value string }

// maxAttributes is how many attributes are read of a tag.
const maxAttributes = 100

// parse reads the attributes of a tag; false where something in them has no value.
func parse(attributes []byte) (all []attribute, ok bool) {
	for rest := attributes; len(rest) > 0 && len(all) < maxAttributes; rest = bytes.TrimLeft(rest, blanks) {
		name, after, found := bytes.Cut(rest, []byte{'='})
		name = bytes.TrimRight(name, blanks)
		if !found || !isName(name) {
			return all, false
		}
		after = bytes.TrimLeft(after, blanks)
		var value []byte
		if len(after) > 0 && (after[0] == '"' || after[0] == '\'') {
			value, rest, found = bytes.Cut(after[1:], after[:1])
			if !found {
				return all, false
			}
		} else {
			n := bytes.IndexAny(after, blanks)
			if n < 0 {
				n = len(after)
			}
			value, rest = after[:n], after[n:]
		}
		all = append(all, attribute{string(name), string(decoded(nil, value))})
	}
	return all, true
}
