package config

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A watch list is edited as the text that the user wrote: comments, order and
// blanks stay. What comes out is read again before it is handed back.

// AddWord adds a word, or a phrase, to a group of a watch list, by its index. It
// reports that nothing changed when the group has it already. The error tells why the
// list cannot be read, or could not be any more.
func AddWord(name string, data []byte, group int, word string, phrase bool) (out []byte, changed bool, err error) {
	key := listKey(phrase)
	g, err := findGroup(data, group)
	if err != nil {
		return nil, false, err
	}
	list, quoted := g.lists[key], quote(word)
	switch {
	case slices.ContainsFunc(list.values, func(v value) bool { return v.text == word }):
		return data, false, nil
	case len(list.values) > 0:
		out = insert(data, list.values[len(list.values)-1].end, ", "+quoted)
	case list.open > 0:
		out = insert(data, list.open, quoted)
	default:
		out = g.withList(data, key+" = ["+quoted+"]")
	}
	return checked(name, out)
}

// listKey is the key of the list that a word, or a phrase, belongs to.
func listKey(phrase bool) string {
	if phrase {
		return "phrases"
	}
	return "words"
}

// withList puts a new list behind the name of a group, or first where it has none.
func (g *placed) withList(data []byte, list string) []byte {
	switch {
	case g.inline && g.name > 0:
		return insert(data, g.name, ", "+list)
	case g.inline:
		rest := bytes.TrimLeft(data[g.inside:], " \t")
		return insert(data, len(data)-len(rest), list+", ")
	}
	at := lineEnd(data, max(g.inside, g.name))
	line := "\n"
	if bytes.HasPrefix(data[at:], []byte("\r\n")) {
		line = "\r\n"
	}
	return insert(data, at, line+list)
}

// AddGroup adds a group with one word, or one phrase, to a watch list, which may
// be empty. The error tells why the list cannot be read, or could not be any more.
func AddGroup(name string, data []byte, group, word string, phrase bool) (out []byte, changed bool, err error) {
	title, list := "name = "+quote(group), listKey(phrase)+" = ["+quote(word)+"]"
	groups, err := outline(data)
	if err == nil && len(groups) > 0 && groups[0].inline {
		last := groups[len(groups)-1]
		rest := bytes.TrimLeft(data[last.last:], " \t")
		if len(rest) == 0 || rest[0] != '}' {
			return nil, false, &FileError{name, lineOf(data, last.start), "a group cannot be added to this array: write the groups as [[group]]"}
		}
		return checked(name, insert(data, len(data)-len(rest)+1, ", {"+title+", "+list+"}"))
	}
	var b bytes.Buffer
	b.Write(data)
	if len(data) > 0 {
		if data[len(data)-1] != '\n' {
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "[[group]]\n%s\n%s\n", title, list)
	return checked(name, b.Bytes())
}

// TakeOut takes a word or a phrase out of a group of a watch list. Taking out the
// last one of a group is an error.
func TakeOut(name string, data []byte, group int, word string) (out []byte, changed bool, err error) {
	g, err := findGroup(data, group)
	if err != nil {
		return nil, false, err
	}
	for _, key := range []string{"words", "phrases"} {
		for _, v := range g.lists[key].values {
			if strings.TrimSpace(v.text) == word {
				start, end := withComma(data, v)
				return checked(name, append(slices.Clone(data[:start]), data[end:]...))
			}
		}
	}
	return data, false, nil
}

// findGroup finds a group by its index.
func findGroup(data []byte, group int) (placed, error) {
	groups, err := outline(data)
	switch {
	case err != nil:
		return placed{}, err
	case len(groups) == 0:
		return placed{}, errors.New("its groups are not written as [[group]]: it cannot be changed here")
	case group >= len(groups):
		return placed{}, errors.New("the list has changed: there is no such group any more")
	}
	return groups[group], nil
}

// withComma is the range of a value with the comma that goes with it.
func withComma(data []byte, v value) (start, end int) {
	const blanks = " \t"
	rest := bytes.TrimLeft(data[v.end:], blanks)
	if len(rest) > 0 && rest[0] == ',' {
		return v.start, len(data) - len(bytes.TrimLeft(rest[1:], blanks))
	}
	before := bytes.TrimRight(data[:v.start], blanks+"\r\n")
	if len(before) > 0 && before[len(before)-1] == ',' {
		return len(before) - 1, v.end
	}
	return v.start, v.end
}

func insert(data []byte, at int, text string) []byte {
	return slices.Concat(data[:at], []byte(text), data[at:])
}

// checked hands a list back if it can be read.
func checked(name string, data []byte) ([]byte, bool, error) {
	if _, err := Keywords(name, data); err != nil {
		return nil, false, err
	}
	return data, true, nil
}

// quote writes a text as a basic string of TOML.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7F:
			b.WriteString(`\u` + fmt.Sprintf("%04s", strconv.FormatInt(int64(r), 16)))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
