package syndication

import (
	"bytes"
	"encoding/xml"
	"errors"
	xhtml "html"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"qari/data/source/html"
	"qari/data/source/record"
	"qari/model/corpus"
)

// channel is what a feed says of all of its entries. It is not changed once it
// is read.
type channel struct {
	entry       string // the name of the entries
	atom        bool
	title, lang string
	spaces      map[string]string // short names of the namespaces, by their prefix
}

// readChannel reads what stands before the first entry.
func readChannel(head []byte) *channel {
	head = afterProlog(head)
	root := rootName(head)
	c := &channel{entry: entryName(root), spaces: map[string]string{}}
	c.atom = strings.HasSuffix(c.entry, "entry")
	within := 3 // rss, channel, title
	if c.atom {
		within = 2
	}
	d := decoder(head)
	for depth := 0; ; {
		t, err := d.Token()
		if err != nil {
			return c
		}
		switch t := t.(type) {
		case xml.EndElement:
			depth--
		case xml.StartElement:
			if depth++; depth < within {
				c.declare(t.Attr)
			}
			if key := c.key(t.Name); depth == within && (key == "title" || key == "language") {
				e, err := read(d, head, t)
				if err != nil {
					return c
				}
				c.said(key, e)
				depth--
			}
		}
	}
}

// said takes in a child of the channel, the first of its kind.
func (c *channel) said(key string, e element) {
	switch key {
	case "title":
		c.title = or(c.title, oneLine(c.plain(e)))
	case "language":
		c.lang = or(c.lang, strings.TrimSpace(e.text))
	}
}

// shortNames are what namespaces are called here, "" for those of feeds
// themselves. Not changed.
var shortNames = map[string]string{
	"http://www.w3.org/2005/atom": "", "http://purl.org/atom/ns#": "", "http://purl.org/rss/1.0/": "",
	"http://my.netscape.com/rdf/simple/0.9/": "", "http://backend.userland.com/rss2": "", "http://purl.org/net/rss1.1#": "",
	"http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc", "http://purl.org/dc/terms/": "dc",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}

// declare takes in the namespaces and the language of an element.
func (c *channel) declare(attr []xml.Attr) {
	for _, a := range attr {
		switch {
		case a.Name.Space == "xmlns":
			if short, known := shortNames[strings.ToLower(a.Value)]; known {
				c.spaces[a.Name.Local] = short
			}
		case a.Name.Local == "lang" && c.lang == "":
			c.lang = a.Value
		}
	}
}

// key is the name of an element as it is looked up, with the prefix that its
// namespace usually has, unless that is the feed's own. Prefixes that are not
// declared are taken for what they usually mean.
func (c *channel) key(n xml.Name) string {
	space := n.Space
	if short, known := shortNames[strings.ToLower(space)]; known {
		space = short
	} else if short, known := c.spaces[space]; known {
		space = short
	} else if space == "atom" {
		space = ""
	}
	local := strings.ToLower(n.Local)
	switch {
	case space == "":
		return local
	case space == "dc" && local == "subject":
		return "category"
	case space == "dc" && (local == "creator" || local == "date" || local == "publisher" || local == "language"):
		return local
	}
	return space + ":" + local
}

// element is one child of an entry.
type element struct {
	attr  map[string]string // by name without prefix
	text  string            // outside of elements
	inner []byte            // its source, where there are elements in it
	child map[string]string // text of the elements in it
}

// decoder parses a piece of a feed leniently.
func decoder(data []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	return d
}

// maxDepth is how deep elements may lie in each other.
const maxDepth = 256

var errDeep = errors.New("nested deeper than 256")

// read reads an element up to its end.
func read(d *xml.Decoder, data []byte, start xml.StartElement) (element, error) {
	e := element{attr: map[string]string{}, child: map[string]string{}}
	for _, a := range start.Attr {
		e.attr[a.Name.Local] = a.Value
	}
	var text, below strings.Builder
	from, nested, child := d.InputOffset(), 0, ""
	for {
		before := d.InputOffset()
		t, err := d.Token()
		if err != nil {
			return e, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if nested++; nested > maxDepth {
				return e, errDeep
			}
			if nested == 1 {
				child = t.Name.Local
				below.Reset()
			}
			e.inner = data[from:before]
		case xml.EndElement:
			if nested == 0 {
				if e.inner != nil {
					e.inner = data[from:before]
				}
				e.text = text.String()
				return e, nil
			}
			if nested--; nested == 0 && e.child[child] == "" {
				e.child[child] = below.String()
			}
		case xml.CharData:
			if nested == 0 {
				text.Write(t)
			} else if below.Len() < maxName {
				below.Write(t)
			}
		}
	}
}

// maxName is the length of a name or a title within an element, beyond which it
// is not needed.
const maxName = 1000

// parser makes records of entries.
type parser struct {
	*channel
	builder *record.Builder

	// What may come several times in an entry, or only counts when nothing
	// better comes.
	tags, authors []string
	updated       string
}

// entry makes a record of an entry. Where that cannot be, it gives the offset of
// the fault and the reason.
func (p *parser) entry(data []byte, whole bool) (r record.Record, at int, reason string) {
	legible := legible(data)
	d := decoder(legible)
	start, err := d.Token()
	for err == nil {
		var t xml.Token
		if t, err = d.Token(); err != nil {
			break
		}
		switch t := t.(type) {
		case xml.EndElement: // those of the children are read
			return p.record(start), 0, ""
		case xml.StartElement:
			var e element
			if e, err = read(d, legible, t); err == nil {
				p.add(p.key(t.Name), e)
			}
		}
	}
	p.record(nil) // forgets what was added
	var broken *xml.SyntaxError
	switch {
	case errors.Is(err, errDeep):
		return r, min(int(d.InputOffset()), len(data)), err.Error()
	case !whole:
		return r, 0, "entry without end"
	case errors.As(err, &broken):
		return r, min(int(d.InputOffset()), len(data)), "not well formed: " + broken.Msg
	}
	return r, 0, "not well formed: cut off"
}

// add takes in a child of an entry.
func (p *parser) add(key string, e element) {
	b := p.builder
	switch key {
	case "title":
		b.Add(key, oneLine(p.plain(e)))
	case "content:encoded":
		b.Add("contentencoded", p.plain(e))
	case "content", "description", "summary", "body", "xhtml:body":
		b.Add(key, p.plain(e))
	case "link":
		if rel := e.attr["rel"]; rel == "" || rel == "alternate" {
			b.Add(key, strings.TrimSpace(or(e.attr["href"], e.text)))
		}
	case "guid", "id":
		b.Add(key, strings.TrimSpace(e.text))
	case "author", "creator":
		p.authors = append(p.authors, person(oneLine(or(e.child["name"], e.text))))
	case "category":
		p.tags = append(p.tags, oneLine(or(e.text, or(e.attr["label"], e.attr["term"]))))
	case "source":
		b.Add(key, oneLine(or(e.text, e.child["title"])))
	case "issued":
		b.Add("published", oneLine(e.text))
	case "updated", "modified":
		p.updated = oneLine(e.text)
	default:
		if text := html.Text(e.text); text != "" {
			b.Add(key, text)
		}
	}
}

// person is the name in "mail (name)", which RSS asks for.
func person(s string) string {
	if mail, name, found := strings.Cut(s, " ("); found && strings.Contains(mail, "@") {
		return strings.TrimSuffix(name, ")")
	}
	return s
}

// plain is the text of an element that may hold HTML: as it stands, or escaped.
// In Atom its type says what it is (RFC 4287, 3.1.1); but there is HTML in what
// should be plain text.
func (c *channel) plain(e element) string {
	if e.inner != nil {
		return html.Text(string(e.inner))
	}
	kind := strings.ToLower(e.attr["type"])
	switch {
	case !c.atom, strings.Contains(kind, "html"):
		return html.Text(e.text)
	case kind != "" && !strings.HasPrefix(kind, "text"), e.attr["mode"] == "base64":
		return ""
	case strings.Contains(e.text, "</"), strings.Contains(e.text, "<br"):
		return html.Text(e.text)
	}
	return html.Text(xhtml.EscapeString(e.text))
}

// record gives the record of what was added, and forgets it.
func (p *parser) record(start xml.Token) record.Record {
	if s, ok := start.(xml.StartElement); ok {
		for _, a := range s.Attr {
			if a.Name.Local == "about" { // RDF: the address of what the entry is about
				p.builder.Add("id", a.Value)
			}
		}
	}
	p.builder.Add("author", p.authors...)
	p.builder.Add("category", p.tags...)
	r := p.builder.Record()
	switch {
	case p.updated == "":
	case r.Date == "":
		r.Date = p.updated
	default:
		r.Extra = append(r.Extra, corpus.Field{Name: "updated", Value: p.updated})
	}
	r.Source, r.Lang = or(r.Source, p.title), or(r.Lang, p.lang)
	p.authors, p.tags, p.updated = nil, nil, ""
	return r
}

// reference is a character by its number.
var reference = regexp.MustCompile(`&#(?:[0-9]+|[xX][0-9a-fA-F]+);`)

// legible writes what XML does not allow as what is shown in its place: pictures
// of controls (ARABIC.md 10.1), U+FFFD for bytes that are not UTF-8.
func legible(data []byte) []byte {
	if bytes.Contains(data, []byte("&#")) {
		data = reference.ReplaceAllFunc(data, func(ref []byte) []byte {
			digits, base := string(ref[2:len(ref)-1]), 10
			if digits[0]|0x20 == 'x' {
				digits, base = digits[1:], 16
			}
			if n, err := strconv.ParseUint(digits, base, 32); err == nil && n <= utf8.MaxRune && !forbidden(rune(n)) && utf8.ValidRune(rune(n)) {
				return ref
			} else if err == nil && n < ' ' {
				return utf8.AppendRune(nil, rune(n)+0x2400)
			}
			return []byte("\uFFFD")
		})
	}
	if utf8.Valid(data) && !bytes.ContainsFunc(data, forbidden) {
		return data
	}
	return bytes.Map(func(r rune) rune {
		if !forbidden(r) {
			return r // an invalid byte comes as U+FFFD
		}
		if r < ' ' {
			return r + 0x2400
		}
		return utf8.RuneError
	}, data)
}

// forbidden reports whether XML does not allow a character (XML 1.0, 2.2).
func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// or is a, or b where a is blank.
func or(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return a
	}
	return b
}

// oneLine is a text with single blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
