package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// leanPage is a page without what has no text: scripts, styles, pictures, forms,
// and attributes that do not help to find the main text. A saved page may hold
// megabytes of them.
type leanPage struct {
	meta
	body strings.Builder // the page as HTML, head and all
	tags int             // start tags in body
	raw  atom.Atom       // the element whose text comes next is dropped, or read
}

// raw are elements whose text is no HTML, to the tokenizer too. They are left
// out, save the title and what is written for machines in scripts. Not changed.
var raw = map[atom.Atom]bool{
	atom.Iframe: true, atom.Noembed: true, atom.Noframes: true, atom.Noscript: true, atom.Plaintext: true,
	atom.Script: true, atom.Style: true, atom.Textarea: true, atom.Title: true, atom.Xmp: true,
}

// omitted are tags that are left out, while what stands between them is kept.
// Formatting elements are among them since a parser must open them again in
// every block where they were not closed (HTML, "reconstruct the active
// formatting elements"): a small page would become a tree of millions of nodes.
// Not changed.
var omitted = map[atom.Atom]bool{
	atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Nobr: true,
	atom.S: true, atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true,
	atom.Applet: true, atom.Area: true, atom.Audio: true, atom.Base: true, atom.Canvas: true, atom.Embed: true,
	atom.Form: true, atom.Frame: true, atom.Frameset: true, atom.Image: true, atom.Img: true, atom.Input: true,
	atom.Link: true, atom.Map: true, atom.Marquee: true, atom.Math: true, atom.Object: true, atom.Param: true,
	atom.Picture: true, atom.Source: true, atom.Svg: true, atom.Template: true, atom.Track: true, atom.Video: true,
	atom.Wbr: true,
}

// kept are the attributes that help to find the main text. Not changed.
var kept = map[string]bool{
	"aria-hidden": true, "aria-modal": true, "class": true, "content": true, "hidden": true, "id": true, "itemprop": true,
	"lang": true, "name": true, "property": true, "rel": true, "role": true, "style": true,
}

// Bounds of what is looked at in one element.
const (
	maxAttributes = 64
	maxAttribute  = 2000 // bytes of one
)

// lean reads a page once, from its first to its last byte.
func lean(page string) *leanPage {
	l := &leanPage{}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return l
		case html.TextToken:
			l.text(z)
		case html.CommentToken:
			l.comment(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			l.start(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			l.end(atom.Lookup(name))
		}
	}
}

// text takes in text, with its entities as they stand, where it is for people.
func (l *leanPage) text(z *html.Tokenizer) {
	switch {
	case l.raw == atom.Title && l.title == "":
		stored := z.Raw()
		l.body.WriteString("<title>")
		l.body.Write(stored)
		l.body.WriteString("</title>")
		l.title = oneLine(html.UnescapeString(string(stored)))
	case l.raw == atom.Script && l.machine:
		if stored := z.Raw(); l.script(stored) {
			l.body.WriteString(`<script type="application/ld+json">`)
			l.body.Write(stored)
			l.body.WriteString("</script>")
		}
	case l.raw == 0:
		stored := z.Raw()
		l.body.Write(stored)
		l.inTime(stored)
	}
}

// start takes in a start tag.
func (l *leanPage) start(z *html.Tokenizer) {
	name, more := z.TagName()
	a := atom.Lookup(name)
	attr := attributes(z, more)
	l.element(a, attr)
	l.raw = 0
	switch {
	case a == 0 || omitted[a]:
		return
	case raw[a]:
		l.raw = a
		return
	}
	l.tags++
	l.body.WriteByte('<')
	l.body.WriteString(a.String())
	for _, at := range attr {
		if kept[at.Key] && (at.Key != "style" || hides(at.Val)) || at.Key == "href" && strings.HasPrefix(at.Val, "#") {
			l.body.WriteByte(' ')
			l.body.WriteString(at.Key)
			l.body.WriteString(`="`)
			l.body.WriteString(html.EscapeString(at.Val))
			l.body.WriteByte('"')
		}
	}
	l.body.WriteByte('>')
}

// end takes in an end tag.
func (l *leanPage) end(a atom.Atom) {
	l.raw = 0
	if a == atom.Time {
		l.timed = false
	}
	if a == 0 || omitted[a] || raw[a] {
		return
	}
	l.body.WriteString("</")
	l.body.WriteString(a.String())
	l.body.WriteByte('>')
}

// attributes reads those of the tag that z is at.
func attributes(z *html.Tokenizer, more bool) (list []html.Attribute) {
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if len(value) <= maxAttribute && len(list) < maxAttributes {
			list = append(list, html.Attribute{Key: string(key), Val: string(value)})
		}
	}
	return list
}

// hides reports whether a style may hide its element.
func hides(style string) bool {
	return strings.Contains(style, "display") || strings.Contains(style, "visibility")
}
