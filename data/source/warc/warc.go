// Package warc reads web archives: WARC (ISO 28500), versions 0.17 to 1.1, with
// the pages that a crawler got, and WET, with their text. Every page or text is
// an article; what else is in there, such as requests, pictures and notes of the
// crawler, is passed over in silence.
//
// The format is simple enough to be read here: a head of named fields, a length,
// so many bytes. What stands in a page is found by package html.
package warc

import (
	"bytes"
	"io"
	"net/url"
	"strings"

	"qari/data/source/charset"
	"qari/data/source/cut"
	"qari/data/source/html"
	"qari/data/source/record"
	"qari/model/corpus"
	"qari/model/corpus/date"
)

// Decoder reads web archives. Those packed by records are unpacked before.
type Decoder struct{}

// Chunks cuts at the ends of records, as their lengths give them.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	return cut.Stream(r, &finder{}, yield)
}

// Records gives the pages and texts of a chunk. They have no ID, so that one is
// made of their content: WARC-Record-ID is new in every crawl and every copy, and
// under one address there is another text tomorrow.
func (Decoder) Records(c record.Chunk, _ *record.Fields, yield func(record.Record), fault func(record.Fault)) {
	line, counted := c.Line, 0
	for at := blanks(c.Data, 0); at < len(c.Data); {
		h, state := readHead(c.Data[at:], true)
		if state != whole || h.end() > len(c.Data)-at {
			return // Chunks has said it
		}
		line += bytes.Count(c.Data[counted:at], []byte{'\n'})
		counted = at
		r, reason := h.record(c.Data[at+h.size : at+h.end()])
		switch {
		case reason != "":
			fault(record.Fault{Line: line, Offset: c.Offset + int64(at), Reason: reason})
		case strings.TrimSpace(r.Text) != "":
			r.Line = line
			yield(r)
		}
		at = blanks(c.Data, at+h.end())
	}
}

// Recognise reports whether head, the beginning of a file, is that of a web
// archive.
func Recognise(head []byte) bool {
	rest, found := bytes.CutPrefix(head[blanks(head, 0):], []byte(magic))
	return found && len(rest) > 0 && rest[0] >= '0' && rest[0] <= '9'
}

// record makes a record of a block; without text when it is no article. The
// reason says why one cannot be read.
func (h *head) record(block []byte) (r record.Record, reason string) {
	p := h.payload(block)
	if p.kind == other {
		return r, ""
	}
	data, err := p.decoded()
	if err != nil {
		return r, err.Error()
	}
	if p.unsure && !html.Recognise(data) {
		return r, ""
	}
	body, encoding, err := charset.Decode(data, p.charset)
	if err != nil {
		return r, err.Error()
	}
	if p.kind == page {
		r = html.Page(body)
	} else {
		r = record.Record{Text: strings.ReplaceAll(body, "\r\n", "\n"), Plain: true}
	}
	address := h.address()
	if r.URL != "" && r.URL != address {
		r.Extra = append(r.Extra, corpus.Field{Name: "canonical", Value: r.URL})
	}
	r.URL = address
	if r.Lang == "" {
		r.Lang = language(h.field("WARC-Identified-Content-Language"))
	}
	if crawled := h.field("WARC-Date"); crawled != "" {
		if !dated(&r) {
			r.Date = crawled
		}
		r.Extra = append(r.Extra, corpus.Field{Name: "crawled", Value: crawled})
	}
	r.Encoding = encoding
	return r, ""
}

// dated reports whether an article has a date of its own: in a field, in its
// address, or in one of its first or last lines. When it was crawled counts only
// after these.
func dated(r *record.Record) bool {
	if r.Date != "" {
		return true
	}
	if _, ok := date.InPath(r.URL); ok {
		return true
	}
	const looked, short = 3, 200 // lines at each end, and bytes of one
	lines := strings.FieldsFunc(r.Text, func(c rune) bool { return c == '\n' })
	for i, line := range lines {
		if (i < looked || i >= len(lines)-looked) && len(line) <= short {
			if _, _, ok := date.InLine(line); ok {
				return true
			}
		}
	}
	return false
}

// language is the first of a list of languages, by its usual code.
func language(list string) string {
	first, _, _ := strings.Cut(list, ",")
	switch first = strings.TrimSpace(first); first {
	case "ara":
		return "ar"
	case "eng":
		return "en"
	}
	return first
}

// address is where the crawler found what is in a record; some versions put it
// in brackets.
func (h *head) address() string { return strings.Trim(h.field("WARC-Target-URI"), "<>") }

// isNote reports whether an address is that of a text for crawlers.
func isNote(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Path == "/robots.txt"
}
