// Package syndication reads feeds: RSS 0.9x, 1.0 and 2.0, and Atom (RFC 4287).
// Each entry is an article; HTML in it becomes text.
//
// Feeds are often cut off or not well formed. So entries are found by their tags
// (scan.go) and each is parsed by itself: a broken one costs only itself. Entities
// that a feed declares are not expanded, and nothing is fetched.
package syndication

import (
	"bytes"
	"io"
	"strings"

	"qari/data/source/cut"
	"qari/data/source/record"
)

// Decoder reads feeds.
type Decoder struct{}

// Chunks cuts the feed at the ends of entries. The context of a chunk is the
// channel that they are in.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	return cut.Stream(r, &finder{}, yield)
}

// Records gives the entries of the chunk.
func (Decoder) Records(c record.Chunk, f *record.Fields, yield func(record.Record), fault func(record.Fault)) {
	in, _ := c.Context.(*channel)
	if in == nil || len(c.Data) == 0 {
		return
	}
	p := parser{channel: in, builder: record.NewBuilder(f)}
	line, counted := c.Line, 0
	eachEntry(c.Data, in.entry, func(from, to int, whole bool) {
		line += bytes.Count(c.Data[counted:from], []byte{'\n'})
		counted = from
		r, at, reason := p.entry(c.Data[from:to], whole)
		switch {
		case reason != "":
			fault(record.Fault{
				Line: line + bytes.Count(c.Data[from:from+at], []byte{'\n'}), Offset: c.Offset + int64(from+at), Reason: reason,
			})
		case strings.TrimSpace(r.Title) == "" && strings.TrimSpace(r.Text) == "":
			fault(record.Fault{Line: line, Offset: c.Offset + int64(from), Reason: "neither text nor title"})
		default:
			r.Line = line
			yield(r)
		}
	})
}

// Recognise reports whether head, the beginning of a file, is that of a feed:
// its root is rss, Atom's feed, or RDF that speaks of RSS.
func Recognise(head []byte) bool {
	switch _, local := split(rootName(head)); strings.ToLower(local) {
	case "rss":
		return true
	case "feed":
		return bytes.Contains(bytes.ToLower(head), []byte("atom"))
	case "rdf":
		return bytes.Contains(head, []byte("purl.org/rss")) || bytes.Contains(head, []byte("my.netscape.com/rdf"))
	}
	return false
}
