package config

import (
	"bytes"

	"github.com/pelletier/go-toml/v2/unstable"
)

// placed is where a group of a watch list stands in its file, in bytes. There are two
// ways to write groups:
//
//	[[group]]
//	name = "a"
//	words = ["x"]
//
//	group = [{name = "a", words = ["x"]}]
type placed struct {
	inline bool
	start  int // of its heading's name, or at its brace
	inside int // behind the heading, or the brace
	name   int // behind the value of its name, 0 without one
	last   int // behind its last value, 0 without one
	lists  map[string]wordList
}

// wordList is where a list of a group stands in the file, in bytes.
type wordList struct {
	open   int // behind the list's bracket, 0 when there is no list
	values []value
}

// value is a text of a list, and where it stands in the file, in bytes.
type value struct {
	text       string
	start, end int
}

// outline finds the groups of a watch list. The error is that of the TOML parser;
// whether a list can be used is not looked at.
func outline(data []byte) ([]placed, error) {
	var p unstable.Parser
	p.Reset(data)
	var groups []placed
	for p.NextExpression() {
		e := p.Expression()
		switch {
		case e.Kind == unstable.ArrayTable || e.Kind == unstable.Table: // [group] is read as well
			at := int(e.Child().Raw.Offset)
			groups = append(groups, placed{start: at, inside: lineEnd(data, at), lists: map[string]wordList{}})
		case e.Kind == unstable.KeyValue && len(groups) > 0 && !groups[len(groups)-1].inline:
			groups[len(groups)-1].take(data, e)
		case e.Kind == unstable.KeyValue && keyOf(e) == "group" && e.Value().Kind == unstable.Array:
			groups = append(groups, inlineGroups(data, e.Value())...)
		}
	}
	return groups, p.Error()
}

// inlineGroups are the tables of an array.
func inlineGroups(data []byte, array *unstable.Node) (groups []placed) {
	for tables := array.Children(); tables.Next(); {
		table := tables.Node()
		if table.Kind != unstable.InlineTable {
			continue
		}
		at := int(table.Raw.Offset)
		g := placed{inline: true, start: at, inside: at + 1, lists: map[string]wordList{}}
		for values := table.Children(); values.Next(); {
			g.take(data, values.Node())
		}
		groups = append(groups, g)
	}
	return groups
}

// take notes where a key and its value stand.
func (g *placed) take(data []byte, e *unstable.Node) {
	end := int(e.Raw.Offset + e.Raw.Length)
	g.last = max(g.last, end)
	switch key := keyOf(e); key {
	case "name":
		g.name = end
	case "words", "phrases":
		at := int(e.Raw.Offset)
		list := wordList{open: at + bytes.IndexByte(data[at:], '[') + 1}
		for it := e.Value().Children(); it.Next(); {
			if n := it.Node(); n.Kind == unstable.String {
				start := int(n.Raw.Offset)
				list.values = append(list.values, value{string(n.Data), start, start + int(n.Raw.Length)})
			}
		}
		g.lists[key] = list
	}
}

// keyOf is the key of a value, "" where it has several parts.
func keyOf(e *unstable.Node) string {
	parts := e.Key()
	if !parts.Next() {
		return ""
	}
	key := string(parts.Node().Data)
	if parts.Next() {
		return ""
	}
	return key
}

// lineEnd is where the line that holds an offset ends.
func lineEnd(data []byte, at int) int {
	i := bytes.IndexByte(data[at:], '\n')
	switch {
	case i < 0:
		return len(data)
	case i > 0 && data[at+i-1] == '\r':
		return at + i - 1
	}
	return at + i
}

// lineOf is the number of the line of an offset, 1-based.
func lineOf(data []byte, at int) int { return 1 + bytes.Count(data[:at], []byte("\n")) }
