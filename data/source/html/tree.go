package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

type node = html.Node

// Bounds of a page in which the main text is looked for; the time for that is
// about the product of length and depth, a second at the worst. A longer page is
// taken as a whole. (The depth of real pages is about 30.)
const (
	maxTags  = 100_000
	maxLean  = 2 << 20 // bytes
	maxDepth = 50      // what lies deeper is lifted up
)

// parse gives the tree of a page, made ready for the library; nil for one that
// is too large, or nested too deep for the parser.
func parse(l *leanPage) *node {
	if l.tags > maxTags || l.body.Len() > maxLean {
		return nil
	}
	doc, err := html.Parse(strings.NewReader(l.body.String()))
	if err != nil {
		return nil
	}
	flatten(doc)
	withoutOthers(doc)
	withoutLayout(doc)
	return doc
}

// next is the node after n in document order, of which below is not entered
// when skip is set.
func next(n *node, skip bool) *node {
	if n.FirstChild != nil && !skip {
		return n.FirstChild
	}
	for n != nil && n.NextSibling == nil {
		n = n.Parent
	}
	if n == nil {
		return nil
	}
	return n.NextSibling
}

// flatten lifts what lies too deep up to the depth that is allowed.
func flatten(doc *node) {
	depth := 0
	for n := doc; n != nil; {
		if depth >= maxDepth && n.Type == html.ElementNode && n.FirstChild != nil {
			first := n.FirstChild
			for c := n.FirstChild; c != nil; c = n.FirstChild {
				n.RemoveChild(c)
				n.Parent.InsertBefore(c, n)
			}
			n.Parent.RemoveChild(n)
			n = first
			continue
		}
		if n.FirstChild != nil {
			n = n.FirstChild
			depth++
			continue
		}
		for n != nil && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n != nil {
			n = n.NextSibling
		}
	}
}

// has reports whether an element of a kind lies in n.
func has(n *node, a atom.Atom) bool {
	for c := range n.ChildNodes() {
		if c.DataAtom == a || has(c, a) {
			return true
		}
	}
	return false
}

// readerNames are classes and IDs of what readers wrote below an article. Not
// changed.
var readerNames = map[string]bool{
	"comment": true, "comments": true, "commentlist": true, "comment-list": true, "comments-area": true, "comments-section": true,
	"comment-respond": true, "respond": true, "disqus_thread": true, "fb-comments": true,
}

// withoutOthers takes out what is surely no part of an article, unless the main
// heading stands in it. The library would keep comments with a short article,
// and take the first who wrote one for its author, or a long footer for a short
// article.
func withoutOthers(doc *node) {
	for n := doc; n != nil; {
		if n.Type != html.ElementNode || !isOther(n) || has(n, atom.H1) {
			n = next(n, false)
			continue
		}
		after := next(n, true)
		n.Parent.RemoveChild(n)
		n = after
	}
}

func isOther(n *node) bool {
	switch n.DataAtom {
	case atom.Aside, atom.Footer, atom.Nav:
		return true
	case atom.Html, atom.Body:
		return false
	}
	for _, at := range n.Attr {
		if at.Key != "class" && at.Key != "id" {
			continue
		}
		for name := range strings.FieldsSeq(at.Val) {
			if readerNames[strings.ToLower(name)] {
				return true
			}
		}
	}
	return false
}

// longCell is the number of bytes of text from which on a table cell holds an
// article, or what surrounds it, and no datum.
const longCell = 400

// withoutLayout makes plain blocks of tables that only place things on a page,
// as was usual until about 2005. It gives the bytes of text in n, and whether
// some of it stands in a long cell.
func withoutLayout(n *node) (text int, long bool) {
	if n.Type == html.TextNode {
		return len(strings.TrimSpace(n.Data)), false
	}
	for c := range n.ChildNodes() {
		t, l := withoutLayout(c)
		text, long = text+t, long || l
	}
	switch n.DataAtom {
	case atom.Td, atom.Th:
		long = long || text >= longCell
	case atom.Table:
		if long {
			block(n)
			placed(n)
		}
	}
	return text, long
}

// placed makes blocks of the parts of a table.
func placed(n *node) {
	for c := range n.ChildNodes() {
		switch c.DataAtom {
		case atom.Table: // one that holds data
			continue
		case atom.Caption, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr:
			block(c)
		}
		placed(c)
	}
}

func block(n *node) { n.Data, n.DataAtom = "div", atom.Div }
