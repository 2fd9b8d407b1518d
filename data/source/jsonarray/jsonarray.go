// Package jsonarray reads JSON whose articles are spread over lines: an array of
// objects, an object with such an array somewhere in it, or objects one after
// the other, each an article. The stream is cut between objects by their brackets
// alone; each is then parsed by itself, so that one that is broken costs no other
// as long as its brackets match.
package jsonarray

import (
	"bytes"
	"io"
	"strings"

	"qari/data/source/cut"
	"qari/data/source/jsonobject"
	"qari/data/source/record"
)

// Decoder reads JSON arrays and objects.
type Decoder struct{}

// Chunks cuts the stream between objects.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	standard, err := record.NewFields(nil)
	if err != nil {
		return err
	}
	return cut.Stream(r, &finder{fields: standard}, yield)
}

// Records gives the objects of the chunk. One that is not JSON, or has neither
// text nor title, is a fault.
func (Decoder) Records(c record.Chunk, f *record.Fields, yield func(record.Record), fault func(record.Fault)) {
	b := record.NewBuilder(f)
	p := jsonobject.Parser{Add: b.Add}
	line, at := c.Line, 0
	for at < len(c.Data) {
		start := bytes.IndexByte(c.Data[at:], '{')
		if start < 0 {
			return
		}
		start += at
		line += lines(c.Data[at:start])
		w := walker{at: start}
		w.value(c.Data)
		at = w.at
		one := c.Data[start:at]
		wrong, reason := p.Parse(one)
		r := b.Record()
		r.Line = line
		switch {
		case reason != "":
			fault(record.Fault{Line: line + lines(one[:wrong]), Offset: c.Offset + int64(start+wrong), Reason: reason})
		case strings.TrimSpace(r.Text) == "" && strings.TrimSpace(r.Title) == "":
			fault(record.Fault{Line: line, Offset: c.Offset + int64(start), Reason: "neither text nor title"})
		default:
			yield(r)
		}
		line += lines(one)
	}
}

func lines(data []byte) int { return bytes.Count(data, []byte{'\n'}) }

// Recognise reports whether head, the beginning of a file, is surely JSON and not
// JSON Lines: it begins with an array of objects, or with an object that goes over
// several lines or holds an array of articles.
func Recognise(head []byte) bool {
	head = bytes.TrimLeft(head, blanks)
	if inner, ok := bytes.CutPrefix(head, []byte{'['}); ok {
		return object(bytes.TrimLeft(inner, blanks))
	}
	if !object(head) {
		return false
	}
	line, rest, _ := bytes.Cut(head, []byte{'\n'})
	rest = bytes.TrimLeft(rest, blanks)
	if len(rest) == 0 {
		return holder(head)
	}
	w := walker{}
	whole := w.value(line) || rest[0] == '{' && !bytes.HasSuffix(bytes.TrimRight(line, blanks), []byte{'['})
	return !whole // a line of JSON Lines, even if it is broken
}

// holder reports whether the object that data begins with holds the articles.
func holder(data []byte) bool {
	standard, err := record.NewFields(nil)
	return err == nil && shapeOf(data, standard).path != ""
}

const blanks = " \t\r\n"

// object reports whether data begins as an object does: with a key and a colon, or
// with nothing in it.
func object(data []byte) bool {
	inner, ok := bytes.CutPrefix(data, []byte{'{'})
	if !ok {
		return false
	}
	inner = bytes.TrimLeft(inner, blanks)
	if bytes.HasPrefix(inner, []byte{'}'}) {
		return true
	}
	w := walker{}
	if !bytes.HasPrefix(inner, []byte{'"'}) || !w.text(inner) {
		return false
	}
	return bytes.HasPrefix(bytes.TrimLeft(inner[w.at:], blanks), []byte{':'})
}
