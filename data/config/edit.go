package config

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A watch list is edited as the text that the user wrote: comments, order and
// blanks stay. What comes out is read again before it is handed back.

// AddWord adds a word, or a phrase, to a group of a watch list, by its index. It
// reports that nothing changed when the group has it already.
func AddWord(name string, data []byte, group int, word string, phrase bool) (out []byte, changed bool, err error) {
	key := "words"
	if phrase {
		key = "phrases"
	}
	list, err := findList(data, group, key)
	switch {
	case err != nil:
		return nil, false, err
	case slices.ContainsFunc(list.values, func(v value) bool { return v.text == word }):
		return data, false, nil
	}
	quoted := quote(word)
	switch {
	case len(list.values) > 0:
		out = insert(data, list.values[len(list.values)-1].end, ", "+quoted)
	case list.open > 0:
		out = insert(data, list.open, quoted)
	default:
		out = insert(data, list.heading, "\n"+key+" = ["+quoted+"]")
	}
	return checked(name, out)
}

// AddGroup adds a group with one word, or one phrase, to a watch list, which may
// be empty.
func AddGroup(name string, data []byte, group, word string, phrase bool) (out []byte, changed bool, err error) {
	key := "words"
	if phrase {
		key = "phrases"
	}
	var b bytes.Buffer
	b.Write(data)
	if len(data) > 0 {
		if data[len(data)-1] != '\n' {
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "[[group]]\nname = %s\n%s = [%s]\n", quote(group), key, quote(word))
	return checked(name, b.Bytes())
}

// TakeOut takes a word or a phrase out of a group of a watch list. Taking out the
// last one of a group is an error.
func TakeOut(name string, data []byte, group int, word string) (out []byte, changed bool, err error) {
	for _, key := range []string{"words", "phrases"} {
		list, err := findList(data, group, key)
		if err != nil {
			return nil, false, err
		}
		for _, v := range list.values {
			if strings.TrimSpace(v.text) == word {
				start, end := withComma(data, v)
				return checked(name, append(slices.Clone(data[:start]), data[end:]...))
			}
		}
	}
	return data, false, nil
}

// value is a text of a list, and where it stands in the file.
type value struct {
	text       string
	start, end int
}

// wordList is where a list of a group stands in the file.
type wordList struct {
	heading int // behind the group's heading
	open    int // behind the list's bracket, 0 when there is no list
	values  []value
}

// findList finds a list of a group.
func findList(data []byte, group int, key string) (wordList, error) {
	var p unstable.Parser
	p.Reset(data)
	list, at := wordList{}, -1
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.ArrayTable:
			if at++; at == group {
				list.heading = lineEnd(data, int(e.Child().Raw.Offset))
			}
		case unstable.KeyValue:
			name := e.Key()
			if at != group || !name.Next() || string(name.Node().Data) != key {
				continue
			}
			list.open = int(name.Node().Raw.Offset) + bytes.IndexByte(data[name.Node().Raw.Offset:], '[') + 1
			for it := e.Value().Children(); it.Next(); {
				if n := it.Node(); n.Kind == unstable.String {
					start := int(n.Raw.Offset)
					list.values = append(list.values, value{string(n.Data), start, start + int(n.Raw.Length)})
				}
			}
		}
	}
	if err := p.Error(); err != nil {
		return list, err
	}
	if group > at {
		return list, errors.New("the list has changed: there is no such group any more")
	}
	return list, nil
}

// lineEnd is where the line that holds an offset ends.
func lineEnd(data []byte, at int) int {
	if i := bytes.IndexByte(data[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(data)
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
