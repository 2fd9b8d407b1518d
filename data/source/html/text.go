package html

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text makes plain text of a piece of HTML, such as a feed has in its entries:
// paragraphs apart by newlines, single blanks between words, a tab between the
// cells of a table. Entities are decoded, tags left out, nothing is fetched. A
// piece without any tag keeps its lines.
func Text(piece string) string {
	if !strings.Contains(piece, "<") {
		piece = strings.ReplaceAll(piece, "\n", "<br>")
	}
	p := paragraphs{}
	dropped := false
	z := html.NewTokenizer(strings.NewReader(piece))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return p.b.String()
		case html.TextToken:
			if !dropped {
				p.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			dropped = raw[a]
			p.start(a)
		case html.EndTagToken:
			dropped = false
			name, _ := z.TagName()
			p.end(atom.Lookup(name))
		}
	}
}

// nodeText is the text of a tree.
func nodeText(n *node) string {
	p := paragraphs{}
	p.walk(n)
	return p.b.String()
}

func (p *paragraphs) walk(n *node) {
	if n.Type == html.TextNode {
		p.text(n.Data)
		return
	}
	a := atom.Lookup([]byte(n.Data)) // the library makes nodes without DataAtom
	p.start(a)
	for c := range n.ChildNodes() {
		p.walk(c)
	}
	p.end(a)
}

// paragraphs writes text as a browser would break it into paragraphs.
type paragraphs struct {
	b    strings.Builder
	gap  byte // what stands before the next word: nothing, ' ', '\t' or '\n'
	kept int  // preformatted elements around
}

// blocks are elements that stand in lines of their own. Not changed.
var blocks = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true, atom.Br: true,
	atom.Caption: true, atom.Center: true, atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Dir: true,
	atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true,
	atom.Footer: true, atom.Form: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true,
	atom.H6: true, atom.Head: true, atom.Header: true, atom.Hgroup: true, atom.Hr: true, atom.Html: true,
	atom.Legend: true, atom.Li: true, atom.Main: true, atom.Menu: true, atom.Nav: true, atom.Ol: true,
	atom.Optgroup: true, atom.Option: true, atom.P: true, atom.Pre: true, atom.Section: true, atom.Summary: true,
	atom.Table: true, atom.Tbody: true, atom.Tfoot: true, atom.Thead: true, atom.Title: true, atom.Tr: true, atom.Ul: true,
}

func (p *paragraphs) start(a atom.Atom) {
	switch {
	case blocks[a]:
		p.part('\n')
	case a == atom.Td || a == atom.Th:
		p.part('\t')
	}
	if a == atom.Pre {
		p.kept++
	}
}

func (p *paragraphs) end(a atom.Atom) {
	if a == atom.Pre && p.kept > 0 {
		p.kept--
	}
	if blocks[a] {
		p.part('\n')
	}
}

// part asks for a gap before the next word; the widest that is asked for holds.
func (p *paragraphs) part(gap byte) {
	switch {
	case p.gap == '\n', p.gap == '\t' && gap == ' ':
	default:
		p.gap = gap
	}
}

// text writes the words of s.
func (p *paragraphs) text(s string) {
	for len(s) > 0 {
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end < 0 {
			end = len(s)
		}
		if end > 0 {
			p.word(s[:end])
			s = s[end:]
			continue
		}
		for i, r := range s {
			if !unicode.IsSpace(r) {
				s = s[i:]
				break
			}
			if r == '\n' && p.kept > 0 {
				p.part('\n')
			}
			p.part(' ')
			if i+len(string(r)) == len(s) {
				return
			}
		}
	}
}

// word writes one word, after the gap before it.
func (p *paragraphs) word(w string) {
	if p.gap != 0 && p.b.Len() > 0 {
		p.b.WriteByte(p.gap)
	}
	p.gap = 0
	p.b.WriteString(w)
}

// tags are those that hardly a text of HTML goes without. They are not changed.
var tags = []string{"</p>", "<br>", "<br/>", "<br />", "</div>", "</a>", "</li>", "</h2>", "</h3>", "</P>", "<BR>"}

// Tagged reports whether a text is a piece of HTML.
func Tagged(text string) bool {
	for {
		i := strings.IndexByte(text, '<')
		if i < 0 {
			return false
		}
		text = text[i:]
		for _, tag := range tags {
			if strings.HasPrefix(text, tag) {
				return true
			}
		}
		text = text[1:]
	}
}
