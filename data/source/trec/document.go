package trec

import (
	"bytes"
	"fmt"
	"strings"

	"qari/data/source/record"
)

// document reads the fields of one record.
type document struct {
	*vocabulary

	data   []byte
	closed map[string]bool // names of the tags that are closed somewhere in data
	opened map[string]bool // those of markup that was opened
	open   []element       // the fields that are open, from the outside in
	loose  prose           // what stands outside of fields

	uncommented bool // no comment ends from here on

	values []value
	lists  map[string]int // of the values that others of the same key are added to
	hasAny bool           // there was text in a field that is text
	faults []string
}

// element is a field that is open. One whose key is unknown may hold others.
type element struct {
	name  string // of its tag
	key   string
	known bool
	depth int // of tags of its name within it
	prose
}

// value is what was found of a field.
type value struct {
	key   string
	parts []string
}

// Bounds of what one record may have.
const (
	maxFields = 10_000
	maxOpen   = 64
	maxNames  = 1000
)

// attributes takes those of the record's own tag as fields.
func (d *document) attributes(raw []byte) {
	all, _ := parse(raw)
	for _, a := range all {
		if !strings.HasPrefix(a.name, "xml") {
			d.found(a.name, []string{a.value})
		}
	}
}

// read reads what stands between the record's tags.
func (d *document) read(data []byte) {
	d.data, d.closed, d.opened = data, closedIn(data), map[string]bool{}
	for at := 0; at < len(data); {
		i := bytes.IndexByte(data[at:], '<')
		if i < 0 {
			d.text().write(data[at:])
			break
		}
		d.text().write(data[at : at+i])
		at += i
		end := d.markup(at)
		if end == 0 {
			d.text().plain(data[at : at+1])
			end = at + 1
		}
		at = end
	}
	d.end(0)
	if parts := d.loose.parts(); len(parts) > 0 {
		key := "rest"
		if !d.hasAny {
			key = "text"
		}
		d.found(key, parts)
	}
}

// closedIn are the names of the closing tags in data.
func closedIn(data []byte) map[string]bool {
	names := map[string]bool{}
	for at := 0; len(names) < maxNames; at += 2 {
		i := bytes.Index(data[at:], []byte("</"))
		if i < 0 {
			break
		}
		at += i
		if t, _ := tagAt(data, at); t.end > 0 {
			names[t.name] = true
		}
	}
	return names
}

// text is where text goes that is met.
func (d *document) text() *prose {
	if len(d.open) > 0 {
		return &d.open[len(d.open)-1].prose
	}
	return &d.loose
}

// markup reads what begins with the < at an offset, and gives the offset of what
// follows it, 0 where it is text.
func (d *document) markup(at int) (end int) {
	rest := d.data[at:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		if !d.uncommented {
			end = d.upTo("-->", at)
			d.uncommented = end == 0
		}
		return end
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		from := at + len("<![CDATA[")
		end := d.upTo("]]>", at)
		if end == 0 {
			d.fail("a CDATA section is not closed")
			d.text().plain(d.data[from:])
			return len(d.data)
		}
		d.text().plain(d.data[from : end-len("]]>")])
		return end
	case bytes.HasPrefix(rest, []byte("<?")), bytes.HasPrefix(rest, []byte("<!")):
		if i, what := tagEnd(d.data, at+1); what == yes {
			return i + 1
		}
		return 0
	}
	t, _ := tagAt(d.data, at)
	if t.end == 0 {
		return 0
	}
	a, ok := parse(t.attributes)
	if ok && (t.closes && d.close(t.name) || !t.closes && d.begin(t, a)) {
		return t.end
	}
	return 0
}

// upTo gives the offset behind the next such mark, 0 where there is none.
func (d *document) upTo(mark string, at int) int {
	i := bytes.Index(d.data[at:], []byte(mark))
	if i < 0 {
		return 0
	}
	return at + i + len(mark)
}

// begin takes in an opening tag; false where it is text.
func (d *document) begin(t tag, attributes []attribute) bool {
	key, known := d.key(t.name, attributes)
	kind, markup := markups[t.name]
	if n := len(d.open) - 1; n >= 0 && d.open[n].known {
		switch top := &d.open[n]; {
		case d.closed[top.name], markup && (kind == letters || d.field(top.key) == "text"):
			return d.inside(top, t)
		case known, markup, d.closed[t.name]: // it has no closing tag: the next field ends it
			d.end(n)
		}
	}
	switch {
	case t.empty, len(d.open) == maxOpen:
		if markup {
			d.text().mark(kind)
		}
		return true
	case known, !markup && d.closed[t.name]:
		d.open = append(d.open, element{name: t.name, key: key, known: known})
		return true
	case markup:
		d.text().mark(kind)
		d.opened[t.name] = true
		return true
	}
	return false
}

// inside takes in an opening tag within a known field; false where it is text.
func (d *document) inside(top *element, t tag) bool {
	kind, markup := markups[t.name]
	if !markup && !t.empty && !d.closed[t.name] {
		return false
	}
	if t.name == top.name && !t.empty {
		top.depth++
	}
	top.mark(kind)
	if !t.empty && len(d.opened) < maxNames {
		d.opened[t.name] = true
	}
	return true
}

// close takes in a closing tag; false where it is text.
func (d *document) close(name string) bool {
	for i := len(d.open) - 1; i >= 0; i-- {
		e := &d.open[i]
		if e.name != name {
			continue
		}
		if e.depth > 0 {
			e.depth--
			e.mark(paragraph)
			return true
		}
		d.end(i)
		return true
	}
	kind, markup := markups[name]
	if !markup && !d.opened[name] {
		return false
	}
	d.text().mark(kind)
	return true
}

// end ends the fields that are open, from the one at i on.
func (d *document) end(i int) {
	for n := len(d.open) - 1; n >= i; n-- {
		e := d.open[n]
		d.open = d.open[:n]
		if parts := e.parts(); len(parts) > 0 {
			d.found(e.key, parts)
		}
	}
}

// found keeps what a field is. Of texts, authors and tags there may be several in
// a record, which belong together.
func (d *document) found(key string, parts []string) {
	if len(d.values) == maxFields {
		d.fail(fmt.Sprintf("more than %d fields", maxFields))
		return
	}
	switch d.field(key) {
	case "text":
		d.hasAny = true
	case "author", "tags":
	default:
		d.values = append(d.values, value{key, parts})
		return
	}
	if i, again := d.lists[key]; again {
		d.values[i].parts = append(d.values[i].parts, parts...)
		return
	}
	if d.lists == nil {
		d.lists = map[string]int{}
	}
	d.lists[key] = len(d.values)
	d.values = append(d.values, value{key, parts})
}

// fail takes note of a fault, once of each kind.
func (d *document) fail(reason string) {
	for _, before := range d.faults {
		if before == reason {
			return
		}
	}
	d.faults = append(d.faults, reason)
}

// add gives the fields to b.
func (d *document) add(b *record.Builder) {
	for _, v := range d.values {
		b.Add(v.key, v.parts...)
	}
}
