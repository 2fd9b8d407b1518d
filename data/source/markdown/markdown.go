// Package markdown reads Markdown with front matter: YAML between lines of
// `---`, TOML between lines of `+++`. A file is one article; its text is kept as
// it is written. Without a title in the front matter a first line `# Title` is
// the title.
package markdown

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
	"github.com/pelletier/go-toml/v2"

	"qari/data/source/record"
	"qari/model/span"
)

// Decoder reads Markdown.
type Decoder struct{}

// Chunks gives the whole file.
func (Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	return record.Whole(r, yield)
}

// Records gives the file as one record. Front matter that cannot be read is a
// fault; the text is there all the same.
func (Decoder) Records(c record.Chunk, f *record.Fields, yield func(record.Record), fault func(record.Fault)) {
	m, body := cut(c.Text)
	b := record.NewBuilder(f)
	if err := m.add(b); err != nil {
		fault(record.Fault{Line: m.line(err), Offset: -1, Reason: "front matter: " + reason(err)})
	}
	r := b.Record()
	if r.Text == "" || strings.TrimSpace(body) != "" {
		r.Text = body
	}
	if r.Title == "" {
		r.Heading = heading(r.Text)
		r.Plain = true
	}
	yield(r)
}

// HasFrontMatter reports whether the text begins with front matter that ends.
func HasFrontMatter(data []byte) bool {
	m, _ := cut(string(data))
	return m.fence != ""
}

// matter is the front matter of a file.
type matter struct {
	fence string // --- or +++, "" for none
	data  string
}

// maxMatter is the number of bytes that front matter may have.
const maxMatter = 64 << 10

// cut parts a file into its front matter and the text after it.
func cut(data string) (matter, string) {
	first, rest, _ := strings.Cut(data, "\n")
	fence := strings.TrimRight(first, " \t\r")
	if fence != "---" && fence != "+++" {
		return matter{}, data
	}
	for at := 0; at < len(rest) && at < maxMatter; {
		line, _, _ := strings.Cut(rest[at:], "\n")
		end := strings.TrimRight(line, " \t\r")
		if end == fence || fence == "---" && end == "..." {
			return matter{fence: fence, data: rest[:at]}, rest[min(at+len(line)+1, len(rest)):]
		}
		at += len(line) + 1
	}
	return matter{}, data
}

// add gives the keys of the front matter to b.
func (m matter) add(b *record.Builder) error {
	switch m.fence {
	case "+++":
		var keys map[string]any
		if err := toml.Unmarshal([]byte(m.data), &keys); err != nil {
			return err
		}
		for _, key := range inOrder(m.data, keys) {
			b.Add(key, parts(keys[key])...)
		}
	case "---":
		if entangled(m.data) {
			return errors.New("too many anchors")
		}
		var keys yaml.MapSlice
		if err := yaml.Unmarshal([]byte(m.data), &keys); err != nil {
			return err
		}
		for _, k := range keys {
			b.Add(fmt.Sprint(k.Key), parts(k.Value)...)
		}
	}
	return nil
}

// inOrder gives the keys of a TOML table in the order of the text, tables last.
func inOrder(data string, keys map[string]any) []string {
	var order []string
	for line := range strings.Lines(data) {
		key, _, found := strings.Cut(line, "=")
		key = strings.Trim(key, " \t\"'")
		if _, known := keys[key]; found && known && !slices.Contains(order, key) {
			order = append(order, key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if !slices.Contains(order, key) {
			order = append(order, key)
		}
	}
	return order
}

// maxAliases bounds what a text can unfold to: n aliases multiply to 2^n.
const maxAliases = 8

// entangled reports whether YAML has more aliases than anybody would write.
func entangled(data string) bool {
	n := 0
	for _, t := range lexer.Tokenize(data) {
		if t.Type == token.AliasType {
			n++
		}
	}
	return n > maxAliases
}

// parts gives a value as strings; a time without zone or clock as it stands.
func parts(v any) []string {
	switch v := v.(type) {
	case time.Time:
		return []string{v.Format(time.RFC3339)}
	case yaml.MapSlice:
		m := map[string]any{}
		for _, k := range v {
			m[fmt.Sprint(k.Key)] = k.Value
		}
		return record.Any(m)
	}
	return record.Any(v)
}

// heading is the range of the line `# Title` that a text begins with.
func heading(text string) span.Span {
	from := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	line, _, _ := strings.Cut(text[from:], "\n")
	title, found := strings.CutPrefix(line, "# ")
	if !found || strings.TrimSpace(title) == "" {
		return span.Span{}
	}
	return span.Span{Start: from + len("# "), End: from + len(line)}
}

// reason is the first line of an error, without its source excerpt.
func reason(err error) string {
	var y yaml.Error
	if errors.As(err, &y) {
		return strings.ToLower(y.GetMessage())
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return strings.TrimPrefix(first, "toml: ")
}

// line is the line of an error in the file.
func (m matter) line(err error) int {
	var y yaml.Error
	if errors.As(err, &y) && y.GetToken() != nil && y.GetToken().Position != nil {
		return y.GetToken().Position.Line + 1
	}
	var t *toml.DecodeError
	if errors.As(err, &t) {
		row, _ := t.Position()
		return row + 1
	}
	return 1
}
