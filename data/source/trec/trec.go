// Package trec reads documents in tags, as TREC and the news corpora after it
// have them: <DOC> <DOCNO>..</DOCNO> <HEADLINE>..</HEADLINE> <TEXT>..</TEXT>
// </DOC>, one or many a file. They are not well formed: & and < stand in the text
// as they are, and tags may not be closed. So tags are looked for in the text, in
// upper or lower case, and nothing is made of what is not a tag. Dumps in XML
// whose records are elements of one name are read the same way, without the help
// of a document type: entities of its own are never expanded.
//
// A tag in a record is a field where its name is a known key, or where it is
// closed. Inside a known field tags are markup: of paragraphs and so on they part
// the text, of letters they are dropped. Text outside of fields is the text where
// no field is. A record ends with its closing tag, wherever that stands.
package trec

import (
	"bytes"
	"io"
	"strings"

	"qari/data/source/cut"
	"qari/data/source/record"
)

// Decoder reads documents in tags.
type Decoder struct{}

// Chunks cuts the stream at the ends of records.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	return cut.Stream(r, &finder{start: -1}, yield)
}

// Records gives the records of the chunk.
func (Decoder) Records(c record.Chunk, f *record.Fields, yield func(record.Record), fault func(record.Fault)) {
	name, ok := c.Context.(string)
	if !ok {
		return
	}
	b := record.NewBuilder(f)
	v := vocabulary{fields: f, known: map[string]string{}}
	line, counted := c.Line, 0
	for at := 0; ; {
		start, t, found := nextOf(c.Data, at, name)
		if !found {
			return
		}
		line += bytes.Count(c.Data[counted:start], []byte{'\n'})
		counted = start
		where := record.Fault{Line: line, Offset: c.Offset + int64(start)}
		inner, end, closed := []byte(nil), t.end, true
		if !t.empty {
			inner, end, closed = content(c.Data, t.end, name)
		}
		at = end
		d := document{vocabulary: &v}
		d.attributes(t.attributes)
		d.read(inner)
		for _, reason := range d.faults {
			where.Reason = reason
			fault(where)
		}
		d.add(b)
		r := b.Record()
		r.Line = line
		switch {
		case strings.TrimSpace(r.Text) != "" || strings.TrimSpace(r.Title) != "":
			yield(r)
		case closed: // else its end was found to be missing
			where.Reason = "neither text nor title"
			fault(where)
		}
	}
}

// nextOf finds the next opening tag of a name, at or after from.
func nextOf(data []byte, from int, name string) (at int, t tag, found bool) {
	for at = from; ; at++ {
		i := bytes.IndexByte(data[at:], '<')
		if i < 0 {
			return 0, tag{}, false
		}
		at += i
		if is(data[at+1:], name) != yes {
			continue
		}
		if t, _ := tagAt(data, at); t.end > 0 {
			return at, t, true
		}
	}
}

// content gives what stands between a tag, which ends at from, and the one that
// closes it, which is missing only at the end.
func content(data []byte, from int, name string) (inner []byte, end int, closed bool) {
	for at := from; ; at++ {
		i := bytes.IndexByte(data[at:], '<')
		if i < 0 {
			return data[from:], len(data), false
		}
		at += i
		if rest, ok := bytes.CutPrefix(data[at:], []byte("</")); !ok || is(rest, name) != yes {
			continue
		}
		if t, _ := tagAt(data, at); t.end > 0 {
			return data[from:at], t.end, true
		}
	}
}

// Recognise reports whether head, the beginning of a file, is surely such
// documents: tags, the first of which is a record or holds some, and no other
// format that is written in tags.
func Recognise(head []byte) bool {
	head = bytes.TrimLeft(head, blanks)
	if !bytes.HasPrefix(head, []byte{'<'}) {
		return false
	}
	s := surveyOf(head)
	if len(s.names) < 2 || !s.closed || s.foreign() {
		return false
	}
	return s.listed() != "" || bytes.HasPrefix(head, []byte("<?xml")) && s.repeated() != ""
}
