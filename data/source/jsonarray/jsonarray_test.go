package jsonarray_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"qari/data/source/jsonarray"
	"qari/data/source/record"
)

// read gives the records and faults of a stream.
func read(t testing.TB, r io.Reader) (records []record.Record, faults []record.Fault) {
	t.Helper()
	fields, err := record.NewFields(nil)
	if err != nil {
		t.Fatal(err)
	}
	var d jsonarray.Decoder
	err = d.Chunks(r, func(c record.Chunk) error {
		d.Records(c, fields, func(r record.Record) { records = append(records, r) }, func(f record.Fault) { faults = append(faults, f) })
		if c.Fault.Reason != "" {
			faults = append(faults, c.Fault)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return records, faults
}

// summary is what there is to records, each with its line.
func summary(records []record.Record) string {
	var all []string
	for _, r := range records {
		all = append(all, fmt.Sprintf("%d:%s/%s", r.Line, r.Title, r.Text))
	}
	return strings.Join(all, " ")
}

func TestWhereArticlesAre(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"an array on one line", `[{"title":"أ","text":"ب"},{"text":"ج"}]`, "1:أ/ب 1:/ج"},
		{"an array over lines", "\n[\n  {\n    \"title\": \"أ\",\n    \"text\": \"ب\"\n  },\n  {\n    \"text\": \"ج\"\n  }\n]\n", "3:أ/ب 7:/ج"},
		{"an object to a line", "[{\"text\":\"أ\"},\n{\"text\":\"ب\"}\n, {\"text\":\"ج\"},\n]", "1:/أ 2:/ب 3:/ج"},
		{"brackets and quotes in strings", `[{"text":"]}\"{[\\"},{"text":"\\\""}]`, "1:/]}\"{[\\ 1:/\\\""},
		{"an array in an object", `{"status":"ok","n":2,"articles":[{"text":"أ"},{"text":"ب"}],"more":null}`, "1:/أ 1:/ب"},
		{"the same, with a name", `{"name":"x","data":[{"text":"أ"}]}`, "1:/أ"},
		{"under a key that would be a text", `{"content":[{"title":"أ"}]}`, "1:أ/"},
		{"in an object in an object", "{\"header\":{\"q\":[1]},\n\"response\":{\"found\":2,\"docs\":[{\"text\":\"أ\"},\n{\"text\":\"ب\"}]},\"t\":1}", "2:/أ 3:/ب"},
		{"two arrays of articles", `{"train":[{"text":"أ"}],"test":[{"text":"ب"}]}`, "1:/أ 1:/ب"},
		{"an array of other things before", `{"people":[{"name":"x"},{"name":"y"}],"articles":[{"text":"أ"}],"tags":[{"label":"z"}]}`, "1:/أ"},
		{"unknown keys and Arabic ones", `{"اخبار":[{"\u0639\u0646\u0648\u0627\u0646":"أ","محتوى":"ب"}]}`, "1:أ/ب"},
		{"a feed with a title", `{"title":"x","items":[{"title":"أ","content":"ب"}]}`, "1:أ/ب"},
		{"a feed with an introduction", `{"title":"x","text":"y","items":[{"title":"أ","content_html":"ب"}]}`, "1:أ/ب"},
		{"an article with others beside", `{"title":"أ","text":"ب","related":[{"title":"x","text":"y"}]}`, "1:أ/ب"},
		{"hits of a search engine", `{"took":1,"hits":{"total":1,"hits":[{"_index":"x","_id":"1","_source":{"title":"أ","text":"ب"}},{"_source":{"text":"ج"}}]}}`, "1:أ/ب 1:/ج"},
		{"a single article", "{\n \"title\": \"أ\",\n \"text\": \"ب\"\n}\n", "1:أ/ب"},
		{"an article with a list of objects", `{"id":1,"authors":[{"name":"x"}],"images":[{"title":"y","url":"z"}],"comments":[{"text":"c"}],"text":"ب"}`, "1:/ب"},
		{"a title with a list of objects", `{"title":"أ","images":[{"title":"y"}]}`, "1:أ/"},
		{"articles one after the other", "{\n\"text\":\"أ\"\n}\n{\n\"text\":\"ب\"\n}", "1:/أ 4:/ب"},
		{"blanks everywhere", " [ { \"text\" : \"أ\" } , { \"text\" : \"ب\" } ] ", "1:/أ 1:/ب"},
		{"an array after the other", "[{\"text\":\"أ\"}]\n[{\"text\":\"ب\"}]", "1:/أ 2:/ب"},
	} {
		got, faults := read(t, strings.NewReader(c.text))
		if summary(got) != c.want || len(faults) > 0 {
			t.Errorf("%s:\n got  %s, faults %+v\n want %s", c.name, summary(got), faults, c.want)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		faults           []record.Fault
	}{
		{"a broken object", "[{\"text\":\"a\"},\n{\"text\":\n x},\n{\"text\":\"b\"}]", "1:/a 4:/b", []record.Fault{{Line: 3, Offset: 25, Reason: "not JSON: 'x' where a value should be"}}},
		{"an object without text", "[{\"text\":\"a\"},\n {\"url\":\"x\"}]", "1:/a", []record.Fault{{Line: 2, Offset: 16, Reason: "neither text nor title"}}},
		{"too deep", `[{"text":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `},{"text":"b"}]`, "1:/b", []record.Fault{{Line: 1, Offset: 73, Reason: "nested deeper than 64"}}},
		{"other things between", `[1, "x", [{"text":"y"}], {"text":"a"}, null, {"text":"b"}]`, "1:/a 1:/b", []record.Fault{
			{Line: 1, Offset: 1, Reason: "not a JSON object"}, {Line: 1, Offset: 39, Reason: "not a JSON object"}}},
		{"nothing but other things", "[" + strings.Repeat("1,[2],", 1000) + "3]", "", []record.Fault{{Line: 1, Offset: 1, Reason: "not a JSON object"}}},
		{"a bracket too much", `[{"text":"a"}}, {"text":"b"}]`, "1:/a 1:/b", []record.Fault{{Line: 1, Offset: 13, Reason: "not a JSON object"}}},
		{"a bracket is missing", `[{"text":"a"}, {"x":{"text":"b"}]`, "1:/a", []record.Fault{{Line: 1, Offset: 32, Reason: "not JSON: ']' where a comma or '}' should be"}}},
		{"something behind", "[{\"text\":\"a\"}]\nx y\n", "1:/a", []record.Fault{{Line: 2, Offset: 15, Reason: "not a JSON object"}}},
		{"cut off in an object", "[{\"text\":\"a\"},\n{\"text\":\"b", "1:/a", []record.Fault{{Line: 2, Offset: 25, Reason: "not JSON: cut off within an object"}}},
		{"cut off behind an object", "[{\"text\":\"a\"},\n", "1:/a", []record.Fault{{Line: 2, Offset: 15, Reason: "not JSON: cut off, the array is not closed"}}},
		{"cut off behind a backslash", "[{\"text\":\"a\"},{\"x\":\"\\", "1:/a", []record.Fault{{Line: 1, Offset: 21, Reason: "not JSON: cut off within an object"}}},
		{"cut off behind the array", `{"articles":[{"text":"a"}], "x`, "1:/a", []record.Fault{{Line: 1, Offset: 30, Reason: "not JSON: cut off within a string"}}},
		{"cut off behind a member", `{"articles":[{"text":"a"}],`, "1:/a", []record.Fault{{Line: 1, Offset: 27, Reason: "not JSON: cut off, the object is not closed"}}},
		{"cut off before any", `{"articles":[`, "", []record.Fault{{Line: 1, Offset: 13, Reason: "not JSON: cut off within an object"}}},
		{"an empty array", `[]`, "", []record.Fault{{Line: 1, Offset: 2, Reason: "no objects in this JSON"}}},
		{"a string", `"x"`, "", []record.Fault{{Line: 1, Offset: 0, Reason: "not a JSON object"}}},
	} {
		got, faults := read(t, strings.NewReader(c.text))
		if summary(got) != c.want || !reflect.DeepEqual(faults, c.faults) {
			t.Errorf("%s:\n got  %q, faults %+v\n want %q, faults %+v", c.name, summary(got), faults, c.want, c.faults)
		}
	}
}

// forever gives n bytes of a string that does not end.
func forever(n int) io.Reader {
	return io.LimitReader(endless{}, int64(n))
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '{'
	}
	return len(p), nil
}

func TestAnObjectThatIsTooLongIsSkipped(t *testing.T) {
	r := io.MultiReader(strings.NewReader("[{\"text\":\"1\"},\n {\"text\":\""), forever(2*record.MaxRecord), strings.NewReader("\\\"\"},\n{\"text\":\"3\"}]"))
	got, faults := read(t, r)
	if want := []record.Fault{{Line: 2, Offset: 16, Reason: "longer than 64 MB"}}; summary(got) != "1:/1 3:/3" || !reflect.DeepEqual(faults, want) {
		t.Errorf("%s, faults %+v, want %+v", summary(got), faults, want)
	}
}

// What holds the articles may be as long as it likes.
func TestALongHolderIsStreamed(t *testing.T) {
	const n = 3000
	var b strings.Builder
	b.WriteString(`{"x":"`)
	b.WriteString(strings.Repeat("x", 100))
	b.WriteString(`","articles":[`)
	for i := range n {
		fmt.Fprintf(&b, "{\"id\":%d,\"text\":%q},\n", i, strings.Repeat("نص ", 1+i%500))
	}
	b.WriteString(`{"text":"last"}]}`)
	for name, r := range map[string]io.Reader{
		"whole":  strings.NewReader(b.String()),
		"halves": iotest.HalfReader(strings.NewReader(b.String())),
		"bytes":  iotest.OneByteReader(strings.NewReader(b.String())),
	} {
		got, faults := read(t, r)
		if len(got) != n+1 || len(faults) > 0 || got[n].Line != n+1 {
			t.Fatalf("%s: %d records, faults %v", name, len(got), faults)
		}
	}
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		head string
		want bool
	}{
		{`[{"text":"a"}`, true},
		{" \n[\n {\n \"text\" : \"a", true},
		{"{\n \"text\": \"a\"\n}", true},
		{"{\"status\":\"ok\",\n \"articles\": [", true},
		{`{"status":"ok","articles":[{"text":"a"},{"text":"b"}]}`, true},
		{`{"status":"ok","articles":[{"text":"a"},{"text":"b`, true},
		{`[{}]`, true},
		{`{"text":"a"}`, false},
		{"{\"text\":\"a\"}\n{\"text\":\"b\"}\n", false},
		{"{\"text\":\"a\n{\"text\":\"b\"}\n", false},
		{`[1,2]`, false},
		{"[{نص بين قوسين}]\nنص\n", false},
		{"{نص بين قوسين}\nنص\n", false},
		{"{\"نص\" بين قوسين}\nنص\n", false},
		{"[نص]", false},
		{"نص", false},
		{"", false},
	} {
		if got := jsonarray.Recognise([]byte(c.head)); got != c.want {
			t.Errorf("%q is recognised: %v, want %v", c.head, got, c.want)
		}
	}
}

func FuzzAnyCutGivesTheSame(f *testing.F) {
	for _, s := range []string{
		`[{"title":"a","text":"b\"]"},{"text":"c"}]`, "{\"x\":[1],\"articles\":[{\"text\":\"a\"},\n{\"y\":{}}],\"z\":{}}", "{\"text\":\"a\"}\n{\"text\":\"b\\", `[1,{"text":"a"}},"x",{"text":]`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, faults := read(t, strings.NewReader(text))
		for name, r := range map[string]io.Reader{"halves": iotest.HalfReader(strings.NewReader(text)), "bytes": iotest.OneByteReader(strings.NewReader(text))} {
			if again, faultsAgain := read(t, r); !reflect.DeepEqual(got, again) || !reflect.DeepEqual(faults, faultsAgain) {
				t.Fatalf("%q:\nwhole: %+v, %v\n%s: %+v, %v", text, got, faults, name, again, faultsAgain)
			}
		}
		_ = jsonarray.Recognise([]byte(text))
	})
}

// Of an array that is JSON, each object is an article or is told of.
func FuzzAgreesWithEncodingJSON(f *testing.F) {
	for _, s := range []string{`{"text":"a"},{"x":[{}]}`, `{"text":"\\\"]"}, {"title":"{"}`, `1`, `{}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, elements string) {
		var want []map[string]any
		text := "[" + elements + "]"
		if json.Unmarshal([]byte(text), &want) != nil || bytes.Contains([]byte(text), []byte("null")) {
			return
		}
		got, faults := read(t, strings.NewReader(text))
		if len(want) > 0 && len(got)+len(faults) != len(want) {
			t.Fatalf("%s: %d records, faults %v, of %d objects", text, len(got), faults, len(want))
		}
	})
}

func BenchmarkChunks(b *testing.B) {
	var data bytes.Buffer
	sep := byte('[')
	for i := range 2000 {
		one, err := json.MarshalIndent(map[string]any{"id": fmt.Sprint(i), "title": "عنوان الخبر", "text": strings.Repeat("نص الخبر كما ورد في الجريدة.\n", 40)}, "", "  ")
		if err != nil {
			b.Fatal(err)
		}
		data.WriteByte(sep)
		data.Write(one)
		sep = ','
	}
	data.WriteByte(']')
	b.SetBytes(int64(data.Len()))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := (jsonarray.Decoder{}).Chunks(bytes.NewReader(data.Bytes()), func(record.Chunk) error { n++; return nil }); err != nil || n == 0 {
			b.Fatal(err)
		}
	}
}
