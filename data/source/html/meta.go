package html

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"qari/model/corpus/date"
)

// meta is what a page says of itself, for machines.
type meta struct {
	title, lang, canonical, saved string

	properties []html.Attribute // names in lower case, as meta elements give them
	linked     []string         // JSON-LD
	marked     string           // a date that is marked as that of publication
	times      [2]string        // the first time element before and after the first heading
	headed     bool             // there was a heading
	timed      bool             // in a time element without a datetime

	machine bool // a script of JSON-LD comes next
}

// Bounds of what is kept of a page's head.
const (
	maxProperties = 256
	maxLinked     = 16
	maxScript     = 512 << 10 // bytes of one script
)

// element takes in what an element tells.
func (m *meta) element(a atom.Atom, attr []html.Attribute) {
	get := func(key string) string {
		for _, at := range attr {
			if at.Key == key {
				return strings.TrimSpace(at.Val)
			}
		}
		return ""
	}
	m.machine = a == atom.Script && strings.HasPrefix(strings.ToLower(get("type")), "application/ld+json")
	if m.marked == "" && strings.EqualFold(get("itemprop"), "datePublished") {
		m.marked = or(get("datetime"), get("content"))
	}
	switch a {
	case atom.Html:
		m.lang = or(m.lang, or(get("lang"), get("xml:lang")))
	case atom.Meta:
		name := strings.ToLower(or(get("property"), or(get("name"), get("itemprop"))))
		if content := get("content"); name != "" && content != "" && len(m.properties) < maxProperties {
			m.properties = append(m.properties, html.Attribute{Key: name, Val: content})
		}
	case atom.Link:
		if m.canonical == "" && strings.EqualFold(get("rel"), "canonical") {
			m.canonical = get("href")
		}
	case atom.H1:
		m.headed = true
	case atom.Time:
		m.timed = !m.time(get("datetime"))
	}
}

// time takes in the date of a time element; false when it has none.
func (m *meta) time(stamp string) bool {
	at := &m.times[0]
	if m.headed {
		at = &m.times[1]
	}
	if *at == "" {
		*at = oneLine(stamp)
	}
	return stamp != ""
}

// inTime takes in text as the date of the time element that it stands in.
func (m *meta) inTime(stored []byte) {
	if m.timed && len(stored) <= maxAttribute {
		m.timed = !m.time(html.UnescapeString(string(stored)))
	}
}

// script takes in the data of a script, if there was not too much of it.
func (m *meta) script(text []byte) bool {
	if len(text) > maxScript || len(m.linked) == maxLinked {
		return false
	}
	m.linked = append(m.linked, string(text))
	return true
}

// comment takes in a comment, which browsers leave in what they save:
// "saved from url=(0023)https://host/page", or "url: https://host/page".
func (m *meta) comment(text string) {
	if m.saved != "" || len(text) > maxAttribute {
		return
	}
	for _, before := range []string{"saved from url=", "url: "} {
		if _, rest, found := strings.Cut(text, before); found {
			if strings.HasPrefix(rest, "(") {
				_, rest, _ = strings.Cut(rest, ")")
			}
			if fields := strings.Fields(rest); len(fields) > 0 && strings.HasPrefix(fields[0], "http") {
				m.saved = fields[0]
				return
			}
		}
	}
}

// first is the value of the first of the names that has one.
func (m *meta) first(names ...string) string {
	for _, name := range names {
		for _, p := range m.properties {
			if p.Key == name {
				return oneLine(p.Val)
			}
		}
	}
	return ""
}

// all are the values of a name.
func (m *meta) all(name string) (values []string) {
	for _, p := range m.properties {
		if p.Key == name {
			values = append(values, oneLine(p.Val))
		}
	}
	return values
}

// address is where the page says that it is, else where it was saved from.
func (m *meta) address() string {
	for _, a := range []string{m.canonical, m.first("og:url"), m.saved} {
		if u, err := url.Parse(a); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			return a
		}
	}
	return ""
}

// dateNames are the names under which pages give the date of publication, the
// surest first. Not changed.
var dateNames = []string{
	"article:published_time", "og:article:published_time", "datepublished", "article.published", "published_time",
	"parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish_date", "publish-date", "publication_date",
	"dc.date.issued", "dcterms.created", "dcterms.date", "dc.date.created", "dc.date", "date",
}

// date is the first that can be read, the surest first.
func (m *meta) date() string {
	var found []string
	for _, name := range dateNames {
		found = append(found, m.first(name))
	}
	for _, text := range m.linked {
		found = append(found, datePublished(text))
	}
	for _, d := range append(found, m.marked, m.times[1], m.times[0]) {
		if _, ok := date.Parse(d); ok {
			return d
		}
	}
	return ""
}

// datePublished is that of a text in JSON-LD (schema.org, Article).
func datePublished(text string) string {
	var data any
	if json.Unmarshal([]byte(text), &data) != nil {
		return ""
	}
	return published(data, 0)
}

// maxDepthLinked is how deep in JSON-LD a date is looked for.
const maxDepthLinked = 8

func published(data any, depth int) string {
	if depth > maxDepthLinked {
		return ""
	}
	switch data := data.(type) {
	case map[string]any:
		if d, ok := data["datePublished"].(string); ok && d != "" {
			return d
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart"} {
			if d := published(data[key], depth+1); d != "" {
				return d
			}
		}
	case []any:
		for _, one := range data {
			if d := published(one, depth+1); d != "" {
				return d
			}
		}
	}
	return ""
}

// or is a, or b where a is empty.
func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// oneLine is a text with single blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
