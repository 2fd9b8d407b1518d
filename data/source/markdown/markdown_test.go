package markdown_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"qari/data/source/markdown"
	"qari/data/source/record"
	"qari/model/corpus"
	"qari/model/span"
)

// read gives the record and the faults of a file.
func read(t *testing.T, text string) (r record.Record, faults []record.Fault) {
	t.Helper()
	fields, err := record.NewFields(nil)
	if err != nil {
		t.Fatal(err)
	}
	var d markdown.Decoder
	n := 0
	err = d.Chunks(strings.NewReader(text), func(c record.Chunk) error {
		d.Records(c, fields, func(got record.Record) { r = got; n++ }, func(f record.Fault) { faults = append(faults, f) })
		return nil
	})
	if err != nil || n != 1 {
		t.Fatalf("%d records, %v", n, err)
	}
	return r, faults
}

func TestRecords(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       record.Record
	}{
		{"YAML", "---\ntitle: \"ع: 1\"\nsource: م\ndate: 2015-07-21\ntags: [أ, ب]\nviews: 12\nauthor:\n  - ك\n  - ل\n---\n\nنص\n",
			record.Record{Title: "ع: 1", Source: "م", Date: "2015-07-21", Tags: []string{"أ", "ب"}, Author: "ك, ل", Text: "\nنص\n", Extra: []corpus.Field{{Name: "views", Value: "12"}}}},
		{"YAML with CR LF and dots", "---\r\ntitle: ع\r\n...\r\nنص", record.Record{Title: "ع", Text: "نص"}},
		{"TOML", "+++\nviews = 1\nTitle = 'ع'\ndate = 2015-07-21\ntags = ['أ']\n[params]\nx = 1\n+++\nنص",
			record.Record{Title: "ع", Date: "2015-07-21", Tags: []string{"أ"}, Text: "نص", Extra: []corpus.Field{{Name: "views", Value: "1"}, {Name: "params", Value: `{"x":1}`}}}},
		{"TOML date with clock", "+++\ndate = 2015-07-21T10:30:00+01:00\ntitle = 'ع'\n+++\n", record.Record{Title: "ع", Date: "2015-07-21T10:30:00+01:00"}},
		{"no front matter", "نص\n---\nنص", record.Record{Text: "نص\n---\nنص", Plain: true}},
		{"front matter without end", "---\ntitle: ع\nنص", record.Record{Text: "---\ntitle: ع\nنص", Plain: true}},
		{"front matter that is empty", "---\n---\nنص", record.Record{Text: "نص", Plain: true}},
		{"heading", "\n# عنوان\nنص", record.Record{Text: "\n# عنوان\nنص", Heading: span.Span{Start: 3, End: 13}, Plain: true}},
		{"heading below a title", "---\ntitle: ع\n---\n# عنوان\nنص", record.Record{Title: "ع", Text: "# عنوان\nنص"}},
		{"no heading", "#وسم نص", record.Record{Text: "#وسم نص", Plain: true}},
		{"text in the front matter", "---\ntext: نص\ntitle: ع\n---\n", record.Record{Title: "ع", Text: "نص"}},
	} {
		got, faults := read(t, c.file)
		if len(faults) > 0 || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v, faults %v\nwant %+v", c.name, got, faults, c.want)
		}
	}
}

func TestBrokenFrontMatterKeepsTheText(t *testing.T) {
	for _, c := range []struct {
		file string
		line int
	}{
		{"---\ntitle: ع\nx: [1\n---\nنص", 3},
		{"+++\ntitle = 'ع'\nx = \n+++\nنص", 3},
		{"---\n" + bomb(12) + "---\nنص", 1},
	} {
		got, faults := read(t, c.file)
		if got.Text != "نص" {
			t.Errorf("%.40q: the text is %q", c.file, got.Text)
		}
		if len(faults) != 1 || faults[0].Line != c.line || !strings.HasPrefix(faults[0].Reason, "front matter: ") || strings.Contains(faults[0].Reason, "\n") {
			t.Errorf("%.40q: faults %+v, want one in line %d", c.file, faults, c.line)
		}
	}
}

// bomb is YAML that unfolds to 2 to the n strings.
func bomb(n int) string {
	var b strings.Builder
	b.WriteString("a0: &a0 x\n")
	for i := range n {
		fmt.Fprintf(&b, "a%d: &a%d [*a%d, *a%d]\n", i+1, i+1, i, i)
	}
	return b.String()
}

func TestHasFrontMatter(t *testing.T) {
	for text, want := range map[string]bool{
		"---\na: b\n---\n": true, "+++\n+++": true, "---\nنص": false, "نص": false, "----\n----": false,
	} {
		if got := markdown.HasFrontMatter([]byte(text)); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
