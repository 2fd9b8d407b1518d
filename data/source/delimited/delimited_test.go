package delimited_test

import (
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"qari/data/source/delimited"
	"qari/data/source/record"
	"qari/model/corpus"
)

// read gives the records and faults of a stream.
func read(t testing.TB, r io.Reader, user map[string]string) (records []record.Record, faults []record.Fault) {
	t.Helper()
	return readAs(t, delimited.Decoder{}, r, user)
}

func readAs(t testing.TB, d delimited.Decoder, r io.Reader, user map[string]string) (records []record.Record, faults []record.Fault) {
	t.Helper()
	fields, err := record.NewFields(user)
	if err != nil {
		t.Fatal(err)
	}
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

func extra(pairs ...string) (fields []corpus.Field) {
	for i := 0; i < len(pairs); i += 2 {
		fields = append(fields, corpus.Field{Name: pairs[i], Value: pairs[i+1]})
	}
	return fields
}

func TestTables(t *testing.T) {
	for _, c := range []struct {
		name, text string
		user       map[string]string
		want       []record.Record
	}{
		{"commas", "id,title,text\n1,خبر,نص\n", nil, []record.Record{{Line: 2, ID: "1", Title: "خبر", Text: "نص"}}},
		{"tabs", "id\ttitle\ttext\n1\tخبر, ثم; خبر\tنص\n", nil, []record.Record{{Line: 2, ID: "1", Title: "خبر, ثم; خبر", Text: "نص"}}},
		{"semicolons", "id;title;text\n1;خبر, ثم, خبر;نص\n", nil, []record.Record{{Line: 2, ID: "1", Title: "خبر, ثم, خبر", Text: "نص"}}},
		{"bars", "id|title|text\n1|خبر|نص", nil, []record.Record{{Line: 2, ID: "1", Title: "خبر", Text: "نص"}}},
		{"CR LF", "title,text\r\nخبر,نص\r\n", nil, []record.Record{{Line: 2, Title: "خبر", Text: "نص"}}},
		{"keys of all kinds", " Head_Line ,\"محتوى\"\nخبر,نص\n", nil, []record.Record{{Line: 2, Title: "خبر", Text: "نص"}}},
		{"one column", "title\nخبر\n\"خبر, ثان\"\n", nil, []record.Record{{Line: 2, Title: "خبر"}, {Line: 3, Title: "خبر, ثان"}}},
		{"quotes", "title,text\n\"قال \"\"نعم\"\"\",\"\"\"نص\"\"\"\n", nil, []record.Record{{Line: 2, Title: `قال "نعم"`, Text: `"نص"`}}},
		{"lines within quotes", "title,text\r\n\"خبر\",\"سطر\r\n\r\nسطر, ثان\"\r\nثان,نص\n", nil, []record.Record{{Line: 2, Title: "خبر", Text: "سطر\r\n\r\nسطر, ثان"}, {Line: 5, Title: "ثان", Text: "نص"}}},
		{"quotes not doubled", "title,text\n\"قال \"نعم\" ثم\",نص \"حر\"\n", nil, []record.Record{{Line: 2, Title: `قال "نعم" ثم`, Text: `نص "حر"`}}},
		{"a quote in the middle", "title,text\n5\" خبر,ن\"ص\nثان,\n", nil, []record.Record{{Line: 2, Title: `5" خبر`, Text: `ن"ص`}, {Line: 3, Title: "ثان"}}},
		{"a blank before a quote", "title,text\nخبر, \"نص\n", nil, []record.Record{{Line: 2, Title: "خبر", Text: ` "نص`}}},
		{"empty quotes", "title,text\n\"\",\"نص\"\nخبر,\"\"", nil, []record.Record{{Line: 2, Text: "نص"}, {Line: 3, Title: "خبر"}}},
		{"too few cells", "title,text,url\nخبر\n", nil, []record.Record{{Line: 2, Title: "خبر"}}},
		{"too many cells", "title,text\nخبر,نص,زائد,,x\n", nil, []record.Record{{Line: 2, Title: "خبر", Text: "نص", Extra: extra("3", "زائد", "5", "x")}}},
		{"columns without a name", "title,,text\nخبر,x,نص\n", nil, []record.Record{{Line: 2, Title: "خبر", Text: "نص", Extra: extra("2", "x")}}},
		{"blank lines and empty rows", "\n \ntitle,text\n\nخبر,نص\n,\n , \n\n", nil, []record.Record{{Line: 5, Title: "خبر", Text: "نص"}}},
		{"a line that tells the separator", "sep=;\r\nid;title;text\r\n1;خبر, ثم;نص\r\n", nil, []record.Record{{Line: 3, ID: "1", Title: "خبر, ثم", Text: "نص"}}},
		{"a header that tells of no text", "ID,Kopf,Inhalt\n1,خبر هنا,نص طويل جدا هناك\n2,خبر آخر,نص طويل\n", nil, []record.Record{
			{Line: 2, ID: "1", Title: "خبر هنا", Text: "نص طويل جدا هناك"}, {Line: 3, ID: "2", Title: "خبر آخر", Text: "نص طويل"}}},
		{"the same, named", "ID,Kopf,Inhalt\n1,خبر هنا,نص طويل جدا هناك\n", map[string]string{"text": "kopf"}, []record.Record{
			{Line: 2, ID: "1", Text: "خبر هنا", Extra: extra("Inhalt", "نص طويل جدا هناك")}}},
		{"quotes that are letters", "title\ttext\n\"أ\" ب\t\"ن\nج\tن \"x\"\n\"د\t\"ن\"\n", nil, []record.Record{
			{Line: 2, Title: `"أ" ب`, Text: `"ن`}, {Line: 3, Title: "ج", Text: `ن "x"`}, {Line: 4, Title: `"د`, Text: `"ن"`}}},
		{"the same without a header", "1\t\"أ\" ب هنا\n2\tن \"x\" هناك\n", nil, []record.Record{
			{Line: 1, Text: `"أ" ب هنا`, Extra: extra("1", "1")}, {Line: 2, Text: `ن "x" هناك`, Extra: extra("1", "2")}}},
		{"quoted cells of tabs", "title\ttext\n\"أ\tب\"\t\"ن\nن\"\nج\tن\n", nil, []record.Record{{Line: 2, Title: "أ\tب", Text: "ن\nن"}, {Line: 4, Title: "ج", Text: "ن"}}},
		{"NULs", "title,text\nخ\x00بر,نص\n", nil, []record.Record{{Line: 2, Title: "خ\x00بر", Text: "نص"}}},
		{"the user's header", "Betreff,Inhalt\nخبر,نص\n", map[string]string{"title": "betreff", "text": "inhalt"}, []record.Record{{Line: 2, Title: "خبر", Text: "نص"}}},
		{"the user's numbers", "7,خبر,نص أول,2\n8,ثان,نص ثان,3\n", map[string]string{"title": "2", "text": "3"}, []record.Record{
			{Line: 1, Title: "خبر", Text: "نص أول", Extra: extra("1", "7", "4", "2")}, {Line: 2, Title: "ثان", Text: "نص ثان", Extra: extra("1", "8", "4", "3")}}},
		{"the user's numbers before a header", "id,title,x\n1,أ,ب\n", map[string]string{"title": "3"}, []record.Record{{Line: 2, ID: "1", Title: "ب", Extra: extra("title", "أ")}}},
		{"a cell that is a number is no header", "1,2,خبر\n2,3,ثان\n", map[string]string{"text": "3"}, []record.Record{
			{Line: 1, Text: "خبر", Extra: extra("1", "1", "2", "2")}, {Line: 2, Text: "ثان", Extra: extra("1", "2", "2", "3")}}},
		{"guessed", "7;2015-07-21;وزير يزور تونس;سياسة;" + strings.Repeat("نص الخبر. ", 9) + ";https://example.org/1\n", nil, []record.Record{{Line: 1, Title: "وزير يزور تونس",
			Text: strings.Repeat("نص الخبر. ", 9), Date: "2015-07-21", URL: "https://example.org/1", Extra: extra("1", "7", "4", "سياسة")}}},
		{"guessed: a single column", "وزير يزور تونس\nثم يعود\n", nil, []record.Record{{Line: 1, Text: "وزير يزور تونس"}, {Line: 2, Text: "ثم يعود"}}},
		{"commas in cells do not count", "خبر, أول, هنا;نص أول\nخبر ثان;نص ثان, طويل\n", map[string]string{"title": "1", "text": "2"}, []record.Record{
			{Line: 1, Title: "خبر, أول, هنا", Text: "نص أول"}, {Line: 2, Title: "خبر ثان", Text: "نص ثان, طويل"}}},
		{"a known key in a row of text is no header", "1,story," + strings.Repeat("نص الخبر. ", 9) + "\n2,story," + strings.Repeat("نص الخبر. ", 9) + "\n", nil, []record.Record{
			{Line: 1, Text: strings.Repeat("نص الخبر. ", 9), Extra: extra("1", "1", "2", "story")}, {Line: 2, Text: strings.Repeat("نص الخبر. ", 9), Extra: extra("1", "2", "2", "story")}}},
		{"separators in quotes do not count", "\"a;b;c;d;e\",نص أطول من ذلك\n\"a;b;c;d;e\",نص أطول من ذلك\n", map[string]string{"text": "2"}, []record.Record{
			{Line: 1, Text: "نص أطول من ذلك", Extra: extra("1", "a;b;c;d;e")}, {Line: 2, Text: "نص أطول من ذلك", Extra: extra("1", "a;b;c;d;e")}}},
	} {
		got, faults := read(t, strings.NewReader(c.text), c.user)
		if !reflect.DeepEqual(got, c.want) || len(faults) > 0 {
			t.Errorf("%s:\n got  %+v, faults %v\n want %+v", c.name, got, faults, c.want)
		}
	}
}

func TestTheSeparatorThatWasNamed(t *testing.T) {
	got, _ := readAs(t, delimited.Decoder{Separator: '\t'}, strings.NewReader("a,title,text\nb,title,text\n"), nil)
	if len(got) != 2 || got[0].Text != "a,title,text" {
		t.Errorf("got %+v, want rows of one cell", got)
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name, text string
		titles     string
		want       []record.Fault
	}{
		{"a quote that is never closed", "title,text\nأ,ن\nب,\"ن\nج,ن\nد,ن", "أ ج د", []record.Fault{{Line: 3, Offset: 20, Reason: "a quote opens here and is never closed"}}},
		{"a quote that a later row's would close", "title,text\nأ,\"ن\nب,\"ن\"\nج,ن\n", "ب ج", []record.Fault{{Line: 2, Offset: 14, Reason: "a quote opens here and is never closed"}}},
		{"on the last line", "title,text\nأ,ن\nب,\"ن", "أ", []record.Fault{{Line: 3, Offset: 20, Reason: "a quote opens here and is never closed"}}},
		{"in a row of several lines", "title,text\nأ,\"ن\nن\",\"ن\nب,ن\n", "ب", []record.Fault{{Line: 3, Offset: 22, Reason: "a quote opens here and is never closed"}}},
		{"several", "title\n\"a\n\"b\nأ\n\"c\n", "أ", []record.Fault{
			{Line: 2, Offset: 6, Reason: "a quote opens here and is never closed"},
			{Line: 3, Offset: 9, Reason: "a quote opens here and is never closed"},
			{Line: 5, Offset: 15, Reason: "a quote opens here and is never closed"}}},
		{"what closes behind one that is never closed", "title\n\"a\n\"\"\"x\n\"\"\n\"\"\"\"\nأ\n\"b\n", "\" أ", []record.Fault{
			{Line: 2, Offset: 6, Reason: "a quote opens here and is never closed"},
			{Line: 3, Offset: 9, Reason: "a quote opens here and is never closed"},
			{Line: 7, Offset: 25, Reason: "a quote opens here and is never closed"}}},
		{"in the header", "title,\"text\nأ,ن\n", "أ", []record.Fault{{Line: 1, Offset: 6, Reason: "a quote opens here and is never closed"}}},
		{"no text", "title,text,url\n,,http://example.org\nأ,ن,\n", "أ", []record.Fault{{Line: 2, Offset: 15, Reason: "neither text nor title"}}},
		{"a million cells", "title,text\nأ" + strings.Repeat(",x", 1_000_000) + "\nب,ن\n", "ب", []record.Fault{{Line: 2, Offset: 11, Reason: "more than 10000 cells"}}},
	} {
		got, faults := read(t, strings.NewReader(c.text), nil)
		if titles(got) != c.titles || !reflect.DeepEqual(faults, c.want) {
			t.Errorf("%s:\n got  %q, faults %+v\n want %q, faults %+v", c.name, titles(got), faults, c.titles, c.want)
		}
	}
}

func titles(records []record.Record) string {
	var all []string
	for _, r := range records {
		all = append(all, r.Title)
	}
	return strings.Join(all, " ")
}

// A quote that is not closed within a record's size is given up, and the rest of
// the file is read.
func TestAQuoteThatIsOpenForTooLong(t *testing.T) {
	filler := strings.Repeat(strings.Repeat("x", 999)+"\n", record.MaxRecord/1000+1000)
	got, faults := read(t, io.MultiReader(strings.NewReader("title\n\"أ\nب\n"), strings.NewReader(filler), strings.NewReader("\"ج\nد\n")), nil)
	want := []record.Fault{
		{Line: 2, Offset: 6, Reason: "longer than 64 MB, with a quote that opens here"},
		{Line: 4 + strings.Count(filler, "\n"), Offset: int64(13 + len(filler)), Reason: "a quote opens here and is never closed"},
	}
	if !reflect.DeepEqual(faults, want) {
		t.Errorf("faults %+v, want %+v", faults, want)
	}
	if n := len(got); n != 2+strings.Count(filler, "\n") || got[0].Title != "ب" || got[n-1].Title != "د" || got[n-1].Line != n+3 {
		t.Errorf("%d records, of %+v to %+v", n, got[0], got[n-1])
	}
}

func TestARowThatIsTooLong(t *testing.T) {
	got, faults := read(t, strings.NewReader("title\nأ\n"+strings.Repeat("x", record.MaxRecord+5<<20)+"\nب\n"), nil)
	want := []record.Fault{{Line: 3, Offset: 9, Reason: "longer than 64 MB"}}
	if titles(got) != "أ ب" || !reflect.DeepEqual(faults, want) {
		t.Errorf("%d records, faults %+v, want %+v", len(got), faults, want)
	}
}

// Each of many quotes that are never closed costs its line only.
func TestManyUnclosedQuotes(t *testing.T) {
	const n = 100_000
	got, faults := read(t, strings.NewReader("title\n"+strings.Repeat("\"x\n", n)+"أ\n"), nil)
	if titles(got) != "أ" || len(faults) != n || faults[n-1].Line != n+1 {
		t.Errorf("%d records, %d faults", len(got), len(faults))
	}
}

// A header that is known is enough: rows of a pipe are there as they come.
// A long cell with quotes that are not doubled is read in the time of its length.
func TestManyQuotesWithinACell(t *testing.T) {
	cell := strings.Repeat(`,"x`, 300_000)
	got, faults := read(t, strings.NewReader("title\n\"أ"+cell+"\"\n"), nil)
	if len(faults) > 0 || len(got) != 1 || got[0].Title != "أ"+cell {
		t.Errorf("%d records, faults %v", len(got), faults)
	}
}

func TestRowsOfAPipeComeAtOnce(t *testing.T) {
	r, w := io.Pipe()
	fields, err := record.NewFields(nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := make(chan string)
	go func() {
		var d delimited.Decoder
		_ = d.Chunks(r, func(c record.Chunk) error {
			d.Records(c, fields, func(r record.Record) { rows <- r.Title }, func(record.Fault) {})
			return nil
		})
		close(rows)
	}()
	for _, text := range []string{"title;text\nأ;ن\n", "ب;\"ن\n\"\nج", ";ن\n"} {
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
		want, _, _ := strings.Cut(strings.TrimPrefix(text, "title;text\n"), ";")
		if want == "" {
			want = "ج"
		}
		if got := <-rows; got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
	_ = w.Close()
	if _, more := <-rows; more {
		t.Fatal("a row after the end")
	}
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		head string
		want bool
	}{
		{"title,text\nأ,ن\n", true},
		{"id;Headline;x\n1;أ;ن\n2;\"ب\n;\";ن", true},
		{"عنوان\tمحتوى\r\nأ\tن\r\n", true},
		{"title,text\nأ,ن\nب\n", false},
		{"title,text\n", false},
		{"title,text", false},
		{"title,headline\nأ,ب\n", true},
		{"title,colour\nأ,ب\n", false},
		{"The title, the text\nand, then\n", false},
		{"قال، ثم, نعم\nنص, نص\n", false},
		{"title\ntext\n", false},
		{"", false},
	} {
		if got := delimited.Recognise([]byte(c.head)); got != c.want {
			t.Errorf("%q is recognised: %v, want %v", c.head, got, c.want)
		}
	}
}

// A stream gives the same however it is cut, and in long tables rows are numbered
// through.
func TestChunksOfAnySize(t *testing.T) {
	var b strings.Builder
	b.WriteString("line,title,text\n")
	for line := 2; b.Len() < 3<<20; line += 2 {
		fmt.Fprintf(&b, "%d,\"a \"\"b\"\"\",\"%s\n,x\"\n", line, strings.Repeat("نص ", line%700))
	}
	for name, r := range map[string]io.Reader{
		"whole":  strings.NewReader(b.String()),
		"halves": iotest.HalfReader(strings.NewReader(b.String())),
		"last":   iotest.DataErrReader(strings.NewReader(b.String())),
	} {
		got, faults := read(t, r, nil)
		if len(got) != strings.Count(b.String(), "\n")/2 || len(faults) > 0 {
			t.Fatalf("%s: %d records, faults %v", name, len(got), faults)
		}
		for _, r := range got {
			if r.Title != `a "b"` || fmt.Sprint(r.Line) != r.Extra[0].Value {
				t.Fatalf("%s: line %d is %+v", name, r.Line, r)
			}
		}
	}
}

func FuzzAnyCutGivesTheSame(f *testing.F) {
	for _, s := range []string{
		"title,text\n\"أ\",\"ن\"\"\n\"\n", "a;b\n\"c;\nd\"\n\"e\n\"\"f;g\n", "x\ty\r\n\"\"\"\n\"\"\n\"x", "\"a\nb\n\"\"\"c,\n\"\"\nd",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, faults := read(t, strings.NewReader(text), nil)
		for name, r := range map[string]io.Reader{"halves": iotest.HalfReader(strings.NewReader(text)), "bytes": iotest.OneByteReader(strings.NewReader(text))} {
			if again, faultsAgain := read(t, r, nil); !reflect.DeepEqual(got, again) || !reflect.DeepEqual(faults, faultsAgain) {
				t.Fatalf("%q:\nwhole: %+v, %v\n%s: %+v, %v", text, got, faults, name, again, faultsAgain)
			}
		}
	})
}

// Where every quote is closed, the cells are those that encoding/csv finds.
func FuzzAgreesWithEncodingCSV(f *testing.F) {
	for _, s := range []string{"a,\"b\"\"\n\",c\nd\n", "\"x \"y\" z\",1,\n,\"\",\"\"", "\"a\"\"\",\"\"\"b\"\n\"\"\"\"\n", "a\"b\",\"c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		for line := range strings.Lines(body) {
			if strings.Contains(line, "\r") || strings.Contains(line, "\uFFFD") || strings.TrimSpace(line) == "" && line != "\n" {
				return // there the two differ
			}
		}
		user := map[string]string{"id": "first", "title": "second", "text": "third"}
		got, faults := readAs(t, delimited.Decoder{Separator: ','}, strings.NewReader("first,second,third\n"+body), user)
		for _, fault := range faults {
			if fault.Reason != "neither text nor title" {
				return
			}
		}
		r := csv.NewReader(strings.NewReader(body))
		r.LazyQuotes, r.FieldsPerRecord = true, -1
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatalf("%q: %v", body, err)
		}
		for _, row := range rows {
			row = append(row, "", "")
			if strings.TrimSpace(row[1]) == "" && strings.TrimSpace(row[2]) == "" {
				continue
			}
			if len(got) == 0 {
				t.Fatalf("%q: of %q there is nothing", body, row)
			}
			if one := got[0]; !same(one.ID, row[0]) || !same(one.Title, row[1]) || !same(one.Text, row[2]) {
				t.Fatalf("%q: %+v, of encoding/csv %q", body, one, row)
			}
			got = got[1:]
		}
		if len(got) > 0 {
			t.Fatalf("%q: more than encoding/csv finds: %+v", body, got)
		}
	})
}

func same(a, b string) bool {
	return a == b || strings.TrimSpace(a) == "" && strings.TrimSpace(b) == ""
}

func BenchmarkRecords(b *testing.B) {
	text := "id,title,text,date\n" + strings.Repeat("1,عنوان الخبر,\"نص الخبر، \"\"كما ورد\"\" في الجريدة.\n"+strings.Repeat("نص الخبر ", 100)+"\",2015-07-21\n", 2000)
	fields, err := record.NewFields(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		n := 0
		var d delimited.Decoder
		err := d.Chunks(strings.NewReader(text), func(c record.Chunk) error {
			d.Records(c, fields, func(record.Record) { n++ }, func(record.Fault) {})
			return nil
		})
		if n != 2000 || err != nil {
			b.Fatal(n, err)
		}
	}
}
