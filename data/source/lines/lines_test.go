package lines_test

import (
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"qari/data/source/lines"
	"qari/data/source/record"
)

func read(t testing.TB, r io.Reader) (records []record.Record, faults []record.Fault) {
	t.Helper()
	var d lines.Decoder
	err := d.Chunks(r, func(c record.Chunk) error {
		d.Records(c, nil, func(r record.Record) { records = append(records, r) }, func(f record.Fault) { faults = append(faults, f) })
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

func TestEveryLineIsATitle(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []record.Record
	}{
		"lines":              {"خبر أول\nخبر ثان\n", []record.Record{{Line: 1, Title: "خبر أول"}, {Line: 2, Title: "خبر ثان"}}},
		"no end":             {"خبر", []record.Record{{Line: 1, Title: "خبر"}}},
		"CR LF":              {"أ\r\nب\r\n", []record.Record{{Line: 1, Title: "أ"}, {Line: 2, Title: "ب"}}},
		"blank lines":        {"\n \t\n\u00A0\nأ\n\n", []record.Record{{Line: 4, Title: "أ"}}},
		"blanks are kept":    {" أ \n", []record.Record{{Line: 1, Title: " أ "}}},
		"no syntax":          {"{\"title\":1}\na,b\n", []record.Record{{Line: 1, Title: `{"title":1}`}, {Line: 2, Title: "a,b"}}},
		"NUL and CR within":  {"a\x00b\rc\n", []record.Record{{Line: 1, Title: "a\x00b\rc"}}},
		"nothing":            {"", nil},
		"nothing but blanks": {"\n\n ", nil},
	} {
		if got, faults := read(t, strings.NewReader(c.text)); !reflect.DeepEqual(got, c.want) || len(faults) > 0 {
			t.Errorf("%s: %+v, faults %v, want %+v", name, got, faults, c.want)
		}
	}
}

func TestALineThatIsTooLongIsAFault(t *testing.T) {
	long := strings.Repeat("x", record.MaxRecord+5<<20)
	got, faults := read(t, strings.NewReader("a\n"+long+"\nb\n"))
	if want := []record.Record{{Line: 1, Title: "a"}, {Line: 3, Title: "b"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%d records, want the two that are not too long", len(got))
	}
	if want := []record.Fault{{Line: 2, Offset: 2, Reason: "longer than 64 MB"}}; !reflect.DeepEqual(faults, want) {
		t.Errorf("faults %v, want %v", faults, want)
	}
}

func FuzzLines(f *testing.F) {
	f.Add("خبر أول\n\r\n \nخبر ثان")
	f.Fuzz(func(t *testing.T, text string) {
		var want []record.Record
		for i, line := range strings.Split(text, "\n") {
			if strings.TrimSpace(line) != "" {
				want = append(want, record.Record{Line: i + 1, Title: strings.TrimRight(line, "\r")})
			}
		}
		for name, r := range map[string]io.Reader{"whole": strings.NewReader(text), "bytes": iotest.OneByteReader(strings.NewReader(text))} {
			if got, faults := read(t, r); !reflect.DeepEqual(got, want) || len(faults) > 0 {
				t.Fatalf("%s: %q gives %+v, faults %v", name, text, got, faults)
			}
		}
	})
}

func BenchmarkRecords(b *testing.B) {
	text := strings.Repeat("وزير الخارجية يبحث في عمان سبل التعاون بين البلدين\n", 10_000)
	chunk := record.Chunk{Data: []byte(text), Line: 1}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		lines.Decoder{}.Records(chunk, nil, func(record.Record) { n++ }, nil)
		if n != 10_000 {
			b.Fatal(n)
		}
	}
}
