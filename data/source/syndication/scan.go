package syndication

import (
	"bytes"
	"strings"
)

// mark is a tag that an entry begins or ends with.
type mark uint8

const (
	none   mark = iota // none is left in what was read
	opens              // a start tag; its place is where it begins
	closes             // an end tag; its place is where it ends
)

// scanner finds the tags of entries in a feed that may not be well formed. What
// looks like one in a comment or in CDATA is none; in attributes there is no
// `<` (XML 1.0, 3.1).
type scanner struct {
	name  string // of entries
	at    int    // all before is done
	until string // the end of the comment and so on that at is in
}

// maxClose is the length of an end tag, of which only blanks can be many.
const maxClose = 256

// next gives the next mark in buf and its place. The rest of buf, up to what
// cannot be known yet, is done when there is none; final says that no more comes.
func (s *scanner) next(buf []byte, final bool) (mark, int) {
	for {
		if s.until != "" {
			end := bytes.Index(buf[s.at:], []byte(s.until))
			if end < 0 {
				s.at = max(s.at, len(buf)-len(s.until)+1)
				return none, 0
			}
			s.at += end + len(s.until)
			s.until = ""
		}
		i := bytes.IndexByte(buf[s.at:], '<')
		if i < 0 {
			s.at = len(buf)
			return none, 0
		}
		s.at += i
		rest := buf[s.at:]
		if len(rest) < len(cdata)+len(s.name) && !final {
			return none, 0
		}
		switch {
		case s.skip(rest):
		case named(rest[1:], s.name):
			from := s.at
			s.at++
			return opens, from
		case len(rest) > 1 && rest[1] == '/' && named(rest[2:], s.name):
			end := bytes.IndexByte(rest[:min(len(rest), maxClose)], '>')
			if end < 0 && len(rest) < maxClose && !final {
				return none, 0
			}
			s.at++
			if end > 0 {
				s.at += end
				return closes, s.at
			}
		default:
			s.at++
		}
	}
}

const cdata = "<![CDATA["

// skip enters a comment, CDATA or a processing instruction, if rest begins so.
func (s *scanner) skip(rest []byte) bool {
	for _, part := range [...]struct{ begin, end string }{{cdata, "]]>"}, {"<!--", "-->"}, {"<?", "?>"}} {
		if bytes.HasPrefix(rest, []byte(part.begin)) {
			s.at += len(part.begin)
			s.until = part.end
			return true
		}
	}
	return false
}

// named reports whether a tag's name is at the beginning of rest.
func named(rest []byte, name string) bool {
	if len(rest) < len(name) || string(rest[:len(name)]) != name {
		return false
	}
	return len(rest) == len(name) || strings.IndexByte(" \t\r\n>/", rest[len(name)]) >= 0
}

// eachEntry gives the place of each entry in data, and whether it has an end.
func eachEntry(data []byte, name string, entry func(from, to int, whole bool)) {
	s := scanner{name: name}
	from := -1
	for {
		m, at := s.next(data, true)
		switch {
		case m == closes && from >= 0:
			entry(from, at, true)
			from = -1
		case m == opens:
			if from >= 0 {
				entry(from, at, false)
			}
			from = at
		case m == none:
			if from >= 0 {
				entry(from, len(data), false)
			}
			return
		}
	}
}

// hasEntry reports whether an entry begins in data.
func hasEntry(data []byte, name string) (found bool) {
	eachEntry(data, name, func(int, int, bool) { found = true })
	return found
}

// rootName is the name of the first element, "" when it is not in head.
func rootName(head []byte) string {
	head = afterProlog(head)
	if n := bytes.IndexAny(head, " \t\r\n>/"); n > 0 {
		return string(head[1:n])
	}
	return ""
}

// afterProlog is head from the first element on, without the declarations, the
// comments and the document type before it; empty when there is none.
func afterProlog(head []byte) []byte {
	head = bytes.TrimPrefix(head, []byte("\uFEFF"))
	for {
		head = bytes.TrimLeft(head, " \t\r\n")
		end := ">"
		switch {
		case bytes.HasPrefix(head, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(head, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(head, []byte("<!")):
			if open := bytes.IndexByte(head, '['); open >= 0 && open < bytes.IndexByte(head, '>') {
				end = "]>"
			}
		case bytes.HasPrefix(head, []byte("<")):
			return head
		default:
			return nil
		}
		at := bytes.Index(head, []byte(end))
		if at < 0 {
			return nil
		}
		head = head[at+len(end):]
	}
}

// entryName is the name of the entries in a root of that name.
func entryName(root string) string {
	prefix, local := split(root)
	if !strings.EqualFold(local, "feed") {
		return "item"
	}
	if prefix != "" {
		return prefix + ":entry"
	}
	return "entry"
}

// split parts a name into its prefix and the name in that namespace.
func split(name string) (prefix, local string) {
	if prefix, local, found := strings.Cut(name, ":"); found {
		return prefix, local
	}
	return "", name
}
