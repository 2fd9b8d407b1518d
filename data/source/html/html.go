// Package html reads saved web pages: a file is one article. The main text is
// found by a readability library, which sees the page without what has no text
// (lean.go) and within bounds that keep its time in check (tree.go); what the
// page says of itself comes from its head (meta.go). Text, for other formats,
// makes plain text of a piece of HTML.
package html

import (
	"bytes"
	"io"
	"strings"

	"codeberg.org/readeck/go-readability/v2"

	"qari/data/source/record"
	"qari/model/corpus"
)

// Decoder reads saved pages.
type Decoder struct{}

// Chunks gives the whole file.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	return record.Whole(r, yield)
}

// Records gives the page as one record.
func (Decoder) Records(c record.Chunk, _ *record.Fields, yield func(record.Record), _ func(record.Fault)) {
	yield(Page(c.Text))
}

// Page makes a record of a whole page: its main text, paragraphs apart by
// newlines, and what the page says of itself. Where no main text is found, or
// the page is too large or too deep to look for it, the text is all that the
// page shows.
func Page(page string) record.Record {
	l := lean(page)
	r := record.Record{
		Title: or(l.first("og:title"), l.title), Source: l.first("og:site_name"), Author: l.first("author"), Date: l.date(),
		URL: l.address(), Lang: l.lang, Tags: l.all("article:tag"),
	}
	if d := l.first("description", "og:description"); d != "" {
		r.Extra = []corpus.Field{{Name: "description", Value: d}}
	}
	if doc := parse(l); doc != nil {
		extract(doc, &r)
	}
	if r.Text == "" {
		r.Text = Text(l.body.String())
	}
	r.Title = withoutSite(r.Title, r.Source)
	if rest, found := strings.CutPrefix(r.Text, r.Title+"\n"); found {
		r.Text = rest
	}
	return r
}

// enough is the number of characters from which on the library takes a text for
// the article, rather than look again less strictly. News in brief have so few.
const enough = 140

// extract finds the main text of a page, which it changes, and what the page
// tells in other ways than in its head.
func extract(doc *node, r *record.Record) {
	p := readability.NewParser()
	p.CharThresholds = enough
	a, err := p.ParseAndMutate(doc, nil)
	if err != nil {
		return
	}
	r.Title = or(oneLine(a.Title()), r.Title)
	r.Source = or(oneLine(a.SiteName()), r.Source)
	r.Author = or(oneLine(a.Byline()), r.Author)
	if a.Node != nil {
		r.Text = nodeText(a.Node)
	}
}

// withoutSite cuts the name of the site off a title, with the sign before it.
func withoutSite(title, site string) string {
	cut, found := strings.CutSuffix(title, site)
	if !found || site == "" {
		return title
	}
	bare := strings.TrimRight(cut, " \u00A0")
	short := strings.TrimRight(bare, "|-–—:»/•")
	if short == bare || strings.TrimSpace(short) == "" {
		return title
	}
	return strings.TrimSpace(short)
}

// Recognise reports whether head, the beginning of a file, is that of a page:
// after blanks, comments and an XML declaration comes `<!doctype html` or
// `<html`.
func Recognise(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\uFEFF"))
	for {
		head = bytes.TrimLeft(head, " \t\r\n\f")
		end := ""
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(head, []byte("<?")):
			end = "?>"
		default:
			return begins(head, "<!doctype html") || begins(head, "<html")
		}
		at := bytes.Index(head, []byte(end))
		if at < 0 {
			return false
		}
		head = head[at+len(end):]
	}
}

// begins reports whether head begins with a name in any case, after which the
// name ends.
func begins(head []byte, name string) bool {
	if len(head) <= len(name) || !strings.EqualFold(string(head[:len(name)]), name) {
		return false
	}
	return strings.IndexByte(" \t\r\n\f>/", head[len(name)]) >= 0
}
