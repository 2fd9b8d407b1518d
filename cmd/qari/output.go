package main

import (
	"bufio"
	"encoding/json"
	"io"
	"unicode/utf8"

	"qari/model/clean"
)

// output is standard output, buffered.
type output struct {
	*bufio.Writer
	enc *json.Encoder
}

func newOutput(w io.Writer) output {
	b := bufio.NewWriterSize(w, 64<<10)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	return output{b, enc}
}

// row writes one line of fields apart by tabs, each of them cleaned.
func (o output) row(fields ...string) error {
	for i, f := range fields {
		if i > 0 {
			_ = o.WriteByte('\t')
		}
		_, _ = o.WriteString(clean.Line(f))
	}
	return o.WriteByte('\n')
}

// json writes one object as one line.
func (o output) json(v any) error { return o.enc.Encode(v) }

// text is a string as JSON wants it, with as few escapes as are safe: letters
// stand as they are, and so do < > and &; controls that a terminal would
// obey, and the invisible ones that turn text round, are escaped.
type text string

// MarshalJSON writes the string with invalid UTF-8 replaced by U+FFFD.
//
//nolint:unparam // json.Marshaler returns an error
func (t text) MarshalJSON() ([]byte, error) {
	const hex = "0123456789abcdef"
	b := make([]byte, 0, len(t)+2)
	b = append(b, '"')
	for _, r := range string(t) {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\t':
			b = append(b, `\t`...)
		case unsafeInJSON(r):
			b = append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"'), nil
}

// unsafeInJSON reports controls, line separators and bidi controls.
func unsafeInJSON(r rune) bool {
	switch {
	case r < ' ', 0x7f <= r && r <= 0x9f:
		return true
	case r == 0x61c, r == 0x200e, r == 0x200f, 0x2028 <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
		return true
	}
	return r == 0xfeff || 0xfff9 <= r && r <= 0xfffb
}
