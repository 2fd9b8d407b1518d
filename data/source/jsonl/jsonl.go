// Package jsonl reads JSON Lines: one JSON object a line, each an article.
package jsonl

import (
	"bytes"
	"io"

	"qari/data/source/cut"
	"qari/data/source/jsonobject"
	"qari/data/source/record"
)

// Decoder reads JSON Lines.
type Decoder struct{}

// Chunks cuts the stream at line ends. What a pipe gives is passed on as soon
// as a line is whole.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	return cut.Lines(r, yield)
}

// Records gives the objects of the chunk, one a line. A line that is not JSON,
// or has neither text nor title, is a fault.
func (Decoder) Records(c record.Chunk, f *record.Fields, yield func(record.Record), fault func(record.Fault)) {
	b := record.NewBuilder(f)
	p := jsonobject.Parser{Add: b.Add, Buffer: c.Scratch}
	line, offset := c.Line, c.Offset
	for data := c.Data; len(data) > 0; line++ {
		end := bytes.IndexByte(data, '\n') + 1
		if end == 0 {
			end = len(data)
		}
		one := data[:end]
		data = data[end:]
		if len(bytes.TrimSpace(one)) > 0 {
			at, err := p.Parse(bytes.TrimRight(one, "\r\n"))
			r := b.Record()
			r.Line = line
			switch {
			case err != "":
				fault(record.Fault{Line: line, Offset: offset + int64(at), Reason: err})
			case blank(r.Text) && blank(r.Title):
				fault(record.Fault{Line: line, Offset: offset, Reason: "neither text nor title"})
			default:
				yield(r)
			}
		}
		offset += int64(end)
	}
}

func blank(s string) bool { return len(bytes.TrimSpace([]byte(s))) == 0 }

// Recognise reports whether head, the beginning of a file, looks like JSON
// Lines: it begins with an object, and half of its whole lines are objects.
func Recognise(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	p := jsonobject.Parser{Add: func(string, ...string) {}}
	lines, objects := 0, 0
	for n := 0; n < 20 && len(head) > 0; n++ {
		line, rest, whole := bytes.Cut(head, []byte("\n"))
		head = rest
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		at, err := p.Parse(line)
		switch {
		case err == "":
			objects++
		case !whole && at == len(line): // cut off by the end of head
			if lines > 0 {
				continue
			}
			objects++
		}
		lines++
	}
	return lines > 0 && objects*2 >= lines
}
