package trec

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// prose gathers text between markup. Without any markup of paragraphs its lines
// are as they are written; with it, they are where the markup parts them.
type prose struct {
	text   []byte
	breaks []int // offsets in text
}

// write adds text with entities.
func (p *prose) write(s []byte) { p.text = decoded(p.text, s) }

// plain adds text as it stands.
func (p *prose) plain(s []byte) { p.text = append(p.text, s...) }

// mark does what markup does.
func (p *prose) mark(k kind) {
	switch k {
	case paragraph:
		if n := len(p.breaks); n == 0 || p.breaks[n-1] < len(p.text) {
			p.breaks = append(p.breaks, len(p.text))
		}
	case cell:
		p.text = append(p.text, ' ')
	case letters:
	}
}

// parts gives the paragraphs, or all in one, and none where there is nothing but
// blanks.
func (p *prose) parts() (all []string) {
	if len(p.breaks) == 0 {
		if text := bytes.Trim(p.text, blanks); len(text) > 0 {
			all = append(all, string(text))
		}
		return all
	}
	from := 0
	for _, to := range append(p.breaks, len(p.text)) {
		if part := joined(p.text[from:to]); len(part) > 0 {
			all = append(all, string(part))
		}
		from = to
	}
	return all
}

// joined makes one line of several.
func joined(lines []byte) (one []byte) {
	for line := range bytes.Lines(lines) {
		if line = bytes.Trim(line, blanks); len(line) > 0 && len(one) > 0 {
			one = append(one, ' ')
		}
		one = append(one, line...)
	}
	return one
}

// maxEntity is the number of bytes that an entity has.
const maxEntity = 10

// decoded appends s to text, with the entities that all of XML knows and &nbsp; as
// what they stand for. It goes over s once: what an entity stands for is text.
func decoded(text, s []byte) []byte {
	for {
		i := bytes.IndexByte(s, '&')
		if i < 0 {
			return append(text, s...)
		}
		text = append(text, s[:i]...)
		s = s[i:]
		n := bytes.IndexByte(s[:min(len(s), maxEntity)], ';')
		if r := entity(s, n); r != 0 {
			text = utf8.AppendRune(text, r)
			s = s[n+1:]
			continue
		}
		text = append(text, '&')
		s = s[1:]
	}
}

// entity is the rune that the entity stands for that s begins with, up to a
// semicolon at n, 0 for another one.
func entity(s []byte, n int) rune {
	if n < 0 {
		return 0
	}
	name := string(s[1:n])
	switch name {
	case "quot":
		return '"'
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "apos":
		return '\''
	case "nbsp":
		return '\u00A0'
	}
	if len(name) < 2 || name[0] != '#' {
		return 0
	}
	digits, base := name[1:], 10
	if digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	code, err := strconv.ParseUint(digits, base, 32)
	switch {
	case err != nil:
		return 0
	case code == 0 || code > utf8.MaxRune || !utf8.ValidRune(rune(code)):
		return utf8.RuneError
	}
	return rune(code)
}
