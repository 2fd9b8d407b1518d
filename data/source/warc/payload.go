package warc

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"

	"qari/data/source/html"
	"qari/data/source/record"
)

// kind is what a record holds.
type kind uint8

const (
	other kind = iota // no article
	page
	text
)

// answer is whether a record is wanted.
type answer uint8

const (
	no answer = iota
	yes
	perhaps // it is not seen yet
)

// payload is what was got from an address.
type payload struct {
	kind    kind
	unsure  bool // nothing was said of the kind
	charset string
	body    []byte
	chunked bool
	packed  string // the content coding (RFC 9110, 8.4)
}

// wants tells early whether the record whose block begins with data is an
// article.
func (h *head) wants(data []byte, last bool) answer {
	p := h.payload(data)
	switch {
	case p.kind != other:
		return yes
	case p.body == nil && len(data) < maxHead && !last && h.isHTTP():
		return perhaps
	}
	return no
}

func (h *head) isHTTP() bool {
	return strings.EqualFold(h.field("WARC-Type"), "response") && strings.HasPrefix(strings.ToLower(h.field("Content-Type")), "application/http")
}

// payload looks at a block, which may not be whole.
func (h *head) payload(block []byte) (p payload) {
	switch kind := strings.ToLower(h.field("WARC-Type")); {
	case h.isHTTP():
		p = response(block)
	case kind == "resource", kind == "conversion":
		p.body = block
		p.is(h.field("Content-Type"))
	}
	if p.kind == text && isNote(h.address()) {
		p.kind = other
	}
	return p
}

// response reads what a server answered (RFC 9112). Only an answer in full,
// status 200, is an article.
func response(block []byte) (p payload) {
	fields, size := readFields(block[:min(len(block), maxHead)])
	if size == 0 {
		return p
	}
	p.body = block[size:]
	if _, status, _ := strings.Cut(fields[0].value, " "); !strings.HasPrefix(status, "200") || !strings.HasPrefix(fields[0].value, "HTTP/") {
		return p
	}
	p.chunked = strings.Contains(strings.ToLower(lookup(fields, "Transfer-Encoding")), "chunked")
	p.packed = strings.ToLower(lookup(fields, "Content-Encoding"))
	p.is(lookup(fields, "Content-Type"))
	return p
}

// is takes in what a media type says.
func (p *payload) is(mediaType string) {
	media, parameters, err := mime.ParseMediaType(mediaType)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(mediaType), ";")
	}
	p.charset = parameters["charset"]
	switch strings.TrimSpace(media) {
	case "text/html", "application/xhtml+xml":
		p.kind = page
	case "text/plain":
		p.kind = text
	case "":
		p.kind, p.unsure = page, true
	}
}

// decoded is the body as it was before it was sent. Crawlers keep some of the
// codings and take off others, and leave the fields that name them.
func (p *payload) decoded() ([]byte, error) {
	body := p.body
	if p.chunked {
		body = dechunk(body)
	}
	var r io.Reader
	var err error
	switch p.packed {
	case "", "identity", "utf-8":
		return body, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(body, []byte{0x1F, 0x8B}) {
			return body, nil
		}
		r, err = gzip.NewReader(bytes.NewReader(body))
	case "deflate":
		if len(body) == 0 || body[0]&0x0F != 8 {
			return body, nil
		}
		r, err = zlib.NewReader(bytes.NewReader(body))
	case "br":
		if html.Recognise(body) {
			return body, nil
		}
		r = brotli.NewReader(bytes.NewReader(body))
	default:
		return nil, fmt.Errorf("page is packed by %.20q, which is not read", p.packed)
	}
	if err != nil {
		return nil, fmt.Errorf("page is packed by %s, and damaged", p.packed)
	}
	return unpacked(r, p.packed, len(body))
}

// Limits of what is unpacked (ARABIC.md 10.3).
const (
	maxRatio    = 200
	freeOfRatio = 16 << 20
)

// unpacked reads all of r, within limits. Of a page that is cut off, what came
// before is read.
func unpacked(r io.Reader, by string, packed int) ([]byte, error) {
	limit := min(record.MaxRecord, max(freeOfRatio, maxRatio*packed))
	body, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	switch {
	case len(body) > limit:
		return nil, fmt.Errorf("page is packed by %s, and unpacks to more than %d MB", by, limit>>20)
	case err != nil && (len(body) == 0 || !errors.Is(err, io.ErrUnexpectedEOF)):
		return nil, fmt.Errorf("page is packed by %s, and damaged", by)
	}
	return body, nil
}

// dechunk joins the chunks in which a body was sent (RFC 9112, 7.1). A body
// that does not begin with one is as it is; what was damaged ends it.
func dechunk(body []byte) []byte {
	var joined []byte
	for rest := body; ; {
		line, after, found := bytes.Cut(rest, []byte("\n"))
		size, _, _ := strings.Cut(string(line[:min(len(line), maxChunkLine)]), ";")
		n, err := strconv.ParseUint(strings.TrimSpace(size), 16, 32)
		switch {
		case !found || err != nil:
			if joined == nil {
				return body
			}
			return joined
		case n == 0:
			return joined
		case n > uint64(len(after)):
			return append(joined, after...)
		}
		joined = append(joined, after[:n]...)
		rest = bytes.TrimLeft(after[n:], "\r\n")
	}
}

// maxChunkLine is the length of the line before a chunk that is looked at.
const maxChunkLine = 100
