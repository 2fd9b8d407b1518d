package jsonl_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"qari/data/source/jsonl"
	"qari/data/source/record"
	"qari/model/corpus"
)

// read gives the records and faults of a stream.
func read(t testing.TB, r io.Reader, user map[string]string) (records []record.Record, faults []record.Fault, err error) {
	t.Helper()
	fields, ferr := record.NewFields(user)
	if ferr != nil {
		t.Fatal(ferr)
	}
	var d jsonl.Decoder
	err = d.Chunks(r, func(c record.Chunk) error {
		d.Records(c, fields, func(r record.Record) { records = append(records, r) }, func(f record.Fault) { faults = append(faults, f) })
		if c.Fault.Reason != "" {
			faults = append(faults, c.Fault)
		}
		return nil
	})
	return records, faults, err
}

func TestFields(t *testing.T) {
	for _, c := range []struct {
		line string
		want record.Record
	}{
		{`{"id":"a","title":"ع","text":"ن"}`, record.Record{ID: "a", Title: "ع", Text: "ن"}},
		{`{"_ID":7,"Head-Line":"ع","Full_Text":["أ","ب"]}`, record.Record{ID: "7", Title: "ع", Text: "أ\nب"}},
		{`{"عنوان":"ع","مُحتوى":"ن","كاتب":["أ","ب"],"تاريخ":1437474605}`, record.Record{Title: "ع", Text: "ن", Author: "أ, ب", Date: "1437474605"}},
		{`{"content":" ","body":"ب","text":"","description":"و"}`, record.Record{Text: "ب", Summary: "و", Extra: []corpus.Field{{Name: "description", Value: "و"}}}},
		{`{"description":"و","title":null}`, record.Record{Text: "و"}},
		{`{"headline":"2","title":"1","text":"ن"}`, record.Record{Title: "1", Text: "ن", Extra: []corpus.Field{{Name: "headline", Value: "2"}}}},
		{`{"text":"ن","views":12.5e3,"ok":true,"geo":{"lat":1, "x":[]}}`, record.Record{Text: "ن", Extra: []corpus.Field{{Name: "views", Value: "12.5e3"}, {Name: "ok", Value: "true"}, {Name: "geo", Value: `{"lat":1, "x":[]}`}}}},
		{`{"text":{"rendered":"ن"},"source":{"id":3,"name":"و"},"tags":[{"name":"أ"},"ب, ج"]}`, record.Record{Text: "ن", Source: "و", Tags: []string{"أ", "ب", "ج"}}},
		{`{"text":"a\"\\\/\b\f\n\r\t\u0041\ud83d\ude00\ud800\ud83dx"}`, record.Record{Text: "a\"\\/\b\f\n\r\tA😀\uFFFD\uFFFDx"}},
		{`{"text":"ن","mine":"ع"}`, record.Record{Title: "ع", Text: "ن"}},
		{`{"_id":{"$oid":"5f"},"title":"ع","text":"ن","date":{"$date":{"$numberLong":"1437474605000"}}}`, record.Record{ID: "5f", Title: "ع", Text: "ن", Date: "1437474605000"}},
		{`{"_index":"x","_id":"7","_score":null,"_source":{"title":"ع","newsText":"ن"}}`, record.Record{ID: "7", Title: "ع", Text: "ن", Extra: []corpus.Field{{Name: "_index", Value: "x"}}}},
		{` { "text" : "ن" } `, record.Record{Text: "ن"}},
	} {
		c.want.Line = 1
		got, faults, err := read(t, strings.NewReader(c.line+"\n"), map[string]string{"title": "mine"})
		if err != nil || len(faults) > 0 || len(got) != 1 || !reflect.DeepEqual(got[0], c.want) {
			t.Errorf("%s\n is %+v, faults %v,\n want %+v", c.line, got, faults, c.want)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		line, reason string
		at           int
	}{
		{`x`, "not a JSON object", 0},
		{`["text"]`, "not a JSON object", 0},
		{`{"text":"ن"`, "not JSON: cut off, a comma or '}' is missing", 12},
		{`{"text":"ن`, "not JSON: cut off within a string", 11},
		{`{"text":}`, `not JSON: '}' where a value should be`, 8},
		{`{"text" "x"}`, `not JSON: '"' where a colon should be`, 8},
		{`{text:"x"}`, `not JSON: 't' where a key in quotes should be`, 1},
		{`{"text":"x" "y":1}`, `not JSON: '"' where a comma or '}' should be`, 12},
		{`{"text":"\x"}`, `not JSON: unknown escape \x`, 10},
		{`{"text":"\u12"}`, `not JSON: four hexadecimal digits must follow \u`, 10},
		{`{"text":-}`, `not JSON: '}' where a digit should be`, 9},
		{`{"text":"x"}{}`, "not JSON: something follows the object", 12},
		{`{"text":` + strings.Repeat("[", 70) + `}`, "nested deeper than 64", 72},
		{`{"url":"x","title":" "}`, "neither text nor title", 0},
	} {
		input := "{\"text\":\"1\"}\n" + c.line + "\n\n{\"text\":\"4\"}"
		got, faults, err := read(t, strings.NewReader(input), nil)
		want := []record.Fault{{Line: 2, Offset: int64(13 + c.at), Reason: c.reason}}
		if err != nil || !reflect.DeepEqual(faults, want) {
			t.Errorf("%s: faults %+v, want %+v", c.line, faults, want)
		}
		if len(got) != 2 || got[1].Line != 4 {
			t.Errorf("%s: the lines around are %+v", c.line, got)
		}
	}
}

// A stream gives the same however it is cut, and lines are numbered through.
func TestChunksOfAnySize(t *testing.T) {
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "{\"id\":%d,\"text\":%q}\n", i, strings.Repeat("نص ", i%300))
	}
	for name, r := range map[string]io.Reader{
		"whole":  strings.NewReader(b.String()),
		"halves": iotest.HalfReader(strings.NewReader(b.String())),
		"last":   iotest.DataErrReader(strings.NewReader(b.String())),
	} {
		got, faults, err := read(t, r, nil)
		if err != nil || len(got)+len(faults) != 5000 || len(faults) != 17 {
			t.Fatalf("%s: %d records, %d faults, %v", name, len(got), len(faults), err)
		}
		for _, r := range got {
			if fmt.Sprint(r.Line-1) != r.ID {
				t.Fatalf("%s: the record %s has line %d", name, r.ID, r.Line)
			}
		}
	}
}

// What a pipe has given is there before the next line comes.
func TestLinesOfAPipeComeAtOnce(t *testing.T) {
	r, w := io.Pipe()
	fields, _ := record.NewFields(nil)
	lines := make(chan string)
	go func() {
		var d jsonl.Decoder
		_ = d.Chunks(r, func(c record.Chunk) error {
			d.Records(c, fields, func(r record.Record) { lines <- r.Text }, func(record.Fault) {})
			return nil
		})
		close(lines)
	}()
	for _, text := range []string{"1", "2"} {
		if _, err := fmt.Fprintf(w, "{\"text\":%q}\n{\"te", text); err != nil {
			t.Fatal(err)
		}
		if got := <-lines; got != text {
			t.Fatalf("got %q, want %q", got, text)
		}
		if _, err := io.WriteString(w, "xt\":\"rest\"}\n"); err != nil {
			t.Fatal(err)
		}
		if got := <-lines; got != "rest" {
			t.Fatalf("got %q, want the rest", got)
		}
	}
	_ = w.Close()
	if _, more := <-lines; more {
		t.Fatal("a line after the end")
	}
}

func TestABrokenStreamKeepsWholeLines(t *testing.T) {
	broken := errors.New("broken")
	r := io.MultiReader(strings.NewReader("{\"text\":\"1\"}\n{\"text\":\"2"), iotest.ErrReader(broken))
	got, faults, err := read(t, r, nil)
	if !errors.Is(err, broken) || len(got) != 1 || len(faults) != 0 {
		t.Errorf("%d records, faults %v, error %v", len(got), faults, err)
	}
}

// forever gives n bytes of a line that does not end.
type forever struct{ n int }

func (f *forever) Read(p []byte) (int, error) {
	if f.n == 0 {
		return 0, io.EOF
	}
	n := min(len(p), f.n)
	for i := range p[:n] {
		p[i] = 'x'
	}
	f.n -= n
	return n, nil
}

func TestALineThatIsTooLongIsSkipped(t *testing.T) {
	r := io.MultiReader(strings.NewReader("{\"text\":\"1\"}\n{\"text\":\""), &forever{n: 2*record.MaxRecord + 5}, strings.NewReader("\"}\n{\"text\":\"3\"}\n"))
	got, faults, err := read(t, r, nil)
	if err != nil || len(got) != 2 || got[1].Line != 3 {
		t.Errorf("records %d, error %v", len(got), err)
	}
	if want := []record.Fault{{Line: 2, Offset: 13, Reason: "longer than 64 MB"}}; !reflect.DeepEqual(faults, want) {
		t.Errorf("faults %+v, want %+v", faults, want)
	}
}

func TestRecognise(t *testing.T) {
	long := `{"text":"` + strings.Repeat("نص", 5000)
	for _, c := range []struct {
		head string
		want bool
	}{
		{"{\"a\":1}\n{\"b\":2}\n", true},
		{"\n {\"a\":1}", true},
		{long, true},
		{"{\"a\":1}\n" + long, true},
		{"{\"a\":1}\nbroken\n{\"b\":2}\n", true},
		{"{\n \"a\": 1\n}\n", false},
		{"[{\"a\":1}]", false},
		{"{نص بين قوسين}\nنص\n", false},
		{"نص", false},
		{"", false},
	} {
		if got := jsonl.Recognise([]byte(c.head)); got != c.want {
			t.Errorf("%.40q is recognised: %v, want %v", c.head, got, c.want)
		}
	}
}

// The parser agrees with encoding/json on what is an object, and on strings.
func FuzzAgreesWithEncodingJSON(f *testing.F) {
	for _, s := range []string{
		`{"text":"a\"\\\/\b\f\n\r\t\u0041\ud83d\ude00\ud800x"}`, `{"text":[1,-0.5e+3,{"name":null}],"x":{}}`, `{"text":"\x","y"}`, `{"text":0123}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r == '\uFFFD' }) {
			return // control characters are taken as they are, and lines end at line ends
		}
		var want map[string]any
		err := json.Unmarshal([]byte(line), &want)
		got, faults, _ := read(t, strings.NewReader(line), nil)
		broken := len(faults) > 0 && faults[0].Reason != "neither text nor title" && !strings.HasPrefix(faults[0].Reason, "nested")
		if strings.TrimSpace(line) != "" && broken != (err != nil || want == nil) {
			t.Fatalf("%q: %v, of encoding/json %v", line, faults, err)
		}
		if text, ok := want["text"].(string); ok && len(want) == 1 && strings.Count(line, "text") == 1 && len(got) == 1 && got[0].Text != text {
			t.Fatalf("%q: %q, of encoding/json %q", line, got[0].Text, text)
		}
	})
}

func BenchmarkRecords(b *testing.B) {
	var data strings.Builder
	for i := range 500 {
		line, _ := json.Marshal(map[string]any{"id": fmt.Sprint(i), "title": "عنوان الخبر", "text": strings.Repeat("نص الخبر كما ورد في الجريدة.\n", 40), "source": "الجريدة", "date": "2015-07-21"})
		data.Write(append(line, '\n'))
	}
	fields, _ := record.NewFields(nil)
	chunk := record.Chunk{Data: []byte(data.String()), Line: 1}
	b.ReportAllocs()
	b.SetBytes(int64(data.Len()))
	for b.Loop() {
		n := 0
		jsonl.Decoder{}.Records(chunk, fields, func(record.Record) { n++ }, func(record.Fault) {})
		if n != 500 {
			b.Fatal(n)
		}
	}
}
