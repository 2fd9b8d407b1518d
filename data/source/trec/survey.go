package trec

import (
	"bytes"
	"slices"
)

// surveySize is how much of a file is looked at to find what its records are.
const surveySize = 64 << 10

// survey is what tags there are at the beginning of a file.
type survey struct {
	names  []string // of the opening tags, as they come
	counts map[string]int
	closed bool // one of them is closed
	tags   int  // of both kinds
}

// surveyOf looks at the tags of the first surveySize bytes.
func surveyOf(data []byte) survey {
	s := survey{counts: map[string]int{}}
	data = data[:min(len(data), surveySize)]
	for at := 0; ; at++ {
		i := bytes.IndexByte(data[at:], '<')
		if i < 0 {
			return s
		}
		at += i
		t, what := tagAt(data, at)
		if what != yes {
			continue
		}
		switch s.tags++; {
		case t.closes:
			s.closed = s.closed || s.counts[t.name] > 0
		default:
			if s.counts[t.name]++; s.counts[t.name] == 1 {
				s.names = append(s.names, t.name)
			}
			s.closed = s.closed || t.empty
		}
	}
}

// record is the name of the records: a usual one; else that of the elements in the
// first one, if there are several; else that of the first one.
func (s survey) record() string {
	if name := s.listed(); name != "" {
		return name
	}
	if name := s.repeated(); name != "" {
		return name
	}
	if len(s.names) > 0 {
		return s.names[0]
	}
	return doc
}

// doc is the name of TREC's records.
const doc = "doc"

// listed is the first of the usual names of records, "" for none. One that comes
// only once may hold others.
func (s survey) listed() (first string) {
	for _, name := range s.names {
		switch name {
		case doc, "document", "article", "item", "row", "page", "record", "entry", "story", "news", "post":
			if first == "" {
				first = name
			}
			if name == doc && first == doc || s.counts[name] > 1 {
				return name
			}
		}
	}
	return first
}

// repeated is the name of the first element in the first one, where there are
// several of it.
func (s survey) repeated() string {
	if len(s.names) > 1 && s.counts[s.names[1]] > 1 {
		return s.names[1]
	}
	return ""
}

// foreign reports whether the first tag is that of another format, or of a piece
// of text with markup.
func (s survey) foreign() bool {
	others := []string{"html", "head", "body", "rss", "feed", "rdf:rdf", "opml", "svg", "urlset", "sitemapindex"}
	_, markup := markups[s.names[0]]
	return markup || slices.Contains(others, s.names[0])
}
