// Package jsonobject reads a JSON object (RFC 8259) whose members say what an
// article is. JSON Lines and JSON arrays share it.
package jsonobject

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"qari/data/source/record"
)

// MaxDepth is how deep values may lie in each other (ARABIC.md 10.3).
const MaxDepth = 64

// Parser reads JSON objects and calls Add for each of their members, with strings,
// numbers and so on as strings, and nothing for null. It is not strict about
// control characters in strings, which then are shown as what they are. It is
// not safe for concurrent use.
type Parser struct {
	// Add gets a key, and the parts of its value: of an array all elements. It
	// may have been called before a fault is found. The slice is valid until the
	// next object; the strings as long as nobody changes the data and the buffer,
	// which they may share memory with.
	Add func(key string, parts ...string)
	// Buffer takes the strings that had escapes, one after the other. There is
	// another one when it is full.
	Buffer []byte

	data  []byte
	at    int
	parts []string
	keys  map[string]string
	err   string
}

// Parse reads data, which must hold one object. Where it does not, it gives the
// offset of the fault in data, and the reason.
func (p *Parser) Parse(data []byte) (at int, reason string) {
	p.data, p.at, p.err = data, 0, ""
	if cap(p.Buffer)-len(p.Buffer) < len(data) { // no string is longer without escapes
		p.Buffer = make([]byte, 0, max(minBuffer, len(data)))
	}
	p.parts = p.parts[:0]
	if p.next() != '{' {
		p.fail("not a JSON object")
		return p.at, p.err
	}
	p.members(1, p.member)
	if p.err == "" && (p.next() != 0 || p.at < len(p.data)) {
		p.fail("not JSON: something follows the object")
	}
	return p.at, p.err
}

// member reads the value of a member of the object.
func (p *Parser) member(key string, depth int) {
	if key == wrapper && p.next() == '{' {
		p.members(depth+1, p.member)
		return
	}
	parts, found := p.value(depth, p.parts[len(p.parts):])
	if found && p.err == "" {
		p.Add(key, parts...)
		p.parts = append(p.parts, parts...)
	}
}

// wrapper is the member in which Elasticsearch and OpenSearch give what was
// stored; its members count as those of the object.
const wrapper = "_source"

// minBuffer is the size of a buffer for the strings of a few objects.
const minBuffer = 16 << 10

// next skips blanks and gives the byte there, 0 at the end.
func (p *Parser) next() byte {
	for p.at < len(p.data) {
		switch c := p.data[p.at]; c {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return c
		}
	}
	return 0
}

// fail takes note of the first fault.
func (p *Parser) fail(format string, args ...any) {
	if p.err == "" {
		p.err = fmt.Sprintf(format, args...)
	}
}

// expected fails with what is missing here.
func (p *Parser) expected(what string) {
	if p.at >= len(p.data) || p.next() == 0 && p.at >= len(p.data) {
		p.fail("not JSON: cut off, %s is missing", what)
		return
	}
	r, _ := utf8.DecodeRune(p.data[p.at:])
	p.fail("not JSON: %q where %s should be", r, what)
}

// members reads the members of the object that begins here.
func (p *Parser) members(depth int, member func(key string, depth int)) {
	p.list(depth, '}', func() {
		if p.next() != '"' {
			p.expected("a key in quotes")
			return
		}
		key := p.key()
		if p.next() != ':' {
			p.expected("a colon")
			return
		}
		p.at++
		member(key, depth)
	})
}

// list reads the elements of the object or array that begins here, apart by
// commas, up to the bracket that closes it.
func (p *Parser) list(depth int, closes byte, element func()) {
	p.at++
	if depth > MaxDepth {
		p.fail("nested deeper than %d", MaxDepth)
	}
	if p.next() == closes {
		p.at++
		return
	}
	for p.err == "" {
		element()
		if p.err != "" {
			return
		}
		switch p.next() {
		case ',':
			p.at++
		case closes:
			p.at++
			return
		default:
			p.expected("a comma or '" + string(rune(closes)) + "'")
		}
	}
}

// value reads a value and appends what it says to parts: of an array all
// elements, of an object the member that names it. It is false for null.
func (p *Parser) value(depth int, parts []string) ([]string, bool) {
	switch c := p.next(); {
	case c == '"':
		return append(parts, p.text()), true
	case c == '{':
		return append(parts, p.named(depth+1)...), true
	case c == '[':
		p.list(depth+1, ']', func() { parts, _ = p.value(depth+1, parts) })
		return parts, true
	case c == '-' || c >= '0' && c <= '9':
		return append(parts, p.number()), true
	case p.word("true"), p.word("false"):
		return append(parts, strconv.FormatBool(c == 't')), true
	case p.word("null"):
		return parts, false
	default:
		p.expected("a value")
		return parts, false
	}
}

// named gives what an object within an object says: its member of the best
// name, or all of it as JSON.
func (p *Parser) named(depth int) []string {
	from := p.at
	best, rank := []string(nil), len(record.Naming())
	p.members(depth, func(key string, depth int) {
		parts, found := p.value(depth, nil)
		for i, name := range record.Naming() {
			if found && key == name && i < rank {
				best, rank = parts, i
			}
		}
	})
	if best == nil && p.err == "" {
		best = []string{string(p.data[from:p.at])}
	}
	return best
}

func (p *Parser) word(w string) bool {
	if !bytes.HasPrefix(p.data[p.at:], []byte(w)) {
		return false
	}
	p.at += len(w)
	return true
}

// number reads a number and gives it as it is written.
func (p *Parser) number() string {
	from := p.at
	if p.data[p.at] == '-' {
		p.at++
	}
	if p.at < len(p.data) && p.data[p.at] == '0' {
		p.at++
	} else {
		p.digits()
	}
	if p.at < len(p.data) && p.data[p.at] == '.' {
		p.at++
		p.digits()
	}
	if p.at < len(p.data) && p.data[p.at]|0x20 == 'e' {
		p.at++
		if p.at < len(p.data) && (p.data[p.at] == '+' || p.data[p.at] == '-') {
			p.at++
		}
		p.digits()
	}
	return string(p.data[from:p.at])
}

func (p *Parser) digits() {
	from := p.at
	for p.at < len(p.data) && p.data[p.at] >= '0' && p.data[p.at] <= '9' {
		p.at++
	}
	if p.at == from {
		p.expected("a digit")
	}
}

// text reads the string that begins here.
func (p *Parser) text() string {
	raw := p.raw()
	if len(raw) == 0 {
		return ""
	}
	return unsafe.String(&raw[0], len(raw))
}

// maxKeys bounds the keys that are remembered.
const maxKeys = 256

// key reads a key, most of which come again in every object.
func (p *Parser) key() string {
	raw := p.raw()
	if key, ok := p.keys[string(raw)]; ok {
		return key
	}
	key := string(raw)
	if p.keys == nil {
		p.keys = map[string]string{}
	}
	if len(p.keys) < maxKeys {
		p.keys[key] = key
	}
	return key
}

// raw reads the string that begins here.
func (p *Parser) raw() []byte {
	p.at++
	from := len(p.Buffer)
	for end := -1; ; {
		if end < p.at { // a quote before was escaped
			end = bytes.IndexByte(p.data[p.at:], '"')
			if end < 0 {
				p.at = len(p.data)
				p.fail("not JSON: cut off within a string")
				return nil
			}
			end += p.at
		}
		rest := p.data[p.at:end]
		escape := bytes.IndexByte(rest, '\\')
		if escape < 0 {
			p.at = end + 1
			if len(p.Buffer) == from {
				return rest
			}
			p.Buffer = append(p.Buffer, rest...)
			return p.Buffer[from:]
		}
		p.Buffer = append(p.Buffer, rest[:escape]...)
		p.at += escape + 1
		if !p.escape() {
			return nil
		}
	}
}

// escape reads what follows a backslash.
func (p *Parser) escape() bool {
	if p.at == len(p.data) {
		p.fail("not JSON: cut off within a string")
		return false
	}
	c := p.data[p.at]
	switch c {
	case '"', '\\', '/':
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'u':
		return p.unicode()
	default:
		p.fail("not JSON: unknown escape \\%c", c)
		return false
	}
	p.at++
	p.Buffer = append(p.Buffer, c)
	return true
}

// unicode reads what follows `\`, two units where they are a surrogate pair. A
// surrogate alone is U+FFFD.
func (p *Parser) unicode() bool {
	r, ok := p.hex(p.at)
	if !ok {
		p.fail("not JSON: four hexadecimal digits must follow \\u")
		return false
	}
	p.at += 5
	if utf16.IsSurrogate(r) {
		pair := rune(utf8.RuneError)
		if p.at+1 < len(p.data) && p.data[p.at] == '\\' && p.data[p.at+1] == 'u' {
			if low, ok := p.hex(p.at + 1); ok {
				if pair = utf16.DecodeRune(r, low); pair != utf8.RuneError {
					p.at += 6
				}
			}
		}
		r = pair
	}
	p.Buffer = utf8.AppendRune(p.Buffer, r)
	return true
}

// hex reads the four digits after the u at i.
func (p *Parser) hex(i int) (rune, bool) {
	if i+5 > len(p.data) {
		return 0, false
	}
	n, err := strconv.ParseUint(string(p.data[i+1:i+5]), 16, 32)
	return rune(n), err == nil
}
