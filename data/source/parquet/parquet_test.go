package parquet_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	library "github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/encoding"

	"qari/data/source/parquet"
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
	var d parquet.Decoder
	err = d.Chunks(r, func(c record.Chunk) error {
		d.Records(c, fields, func(r record.Record) { records = append(records, r) }, func(f record.Fault) { faults = append(faults, f) })
		if c.Fault.Reason != "" {
			faults = append(faults, c.Fault)
		}
		return nil
	})
	return records, faults, err
}

// write writes rows as the library does.
func write[T any](t testing.TB, rows []T, options ...library.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := library.NewGenericWriter[T](&b, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// article is a row as data sets have it.
type article struct {
	ID     int64     `parquet:"docid"`
	Title  *string   `parquet:"title,optional"`
	Text   string    `parquet:"text"`
	Date   time.Time `parquet:"date,timestamp(microsecond)"`
	Tags   []string  `parquet:"tags,list"`
	Author *person   `parquet:"author,optional"`
	Score  float64   `parquet:"score"`
	Paid   bool      `parquet:"paid"`
	Vector []float32 `parquet:"embedding,list"`
	Image  *picture  `parquet:"image,optional"`
}

type person struct {
	Mail string `parquet:"mail"`
	Name string `parquet:"name"`
}

type picture struct {
	Bytes []byte `parquet:"bytes"`
}

func pointer[T any](v T) *T { return &v }

func TestColumnsBecomeFields(t *testing.T) {
	noon := time.Date(2021, 3, 14, 12, 0, 0, 0, time.UTC)
	data := write(t, []article{
		{
			ID: 7, Title: pointer("عنوان"), Text: "نص", Date: noon, Tags: []string{"محليات", "مياه"}, Author: &person{"l@a.example", "ليلى"},
			Score: 0.5, Paid: true, Vector: []float32{1, 2}, Image: &picture{[]byte{0, 1}},
		},
		{ID: 8, Text: "نص بلا عنوان", Date: noon},
	})
	want := []record.Record{
		{
			Line: 1, Encoding: "UTF-8", ID: "7", Title: "عنوان", Text: "نص", Date: "2021-03-14T12:00:00Z", Tags: []string{"محليات", "مياه"}, Author: "ليلى",
			Extra: []corpus.Field{{Name: "author.mail", Value: "l@a.example"}, {Name: "score", Value: "0.5"}, {Name: "paid", Value: "true"}},
		},
		{
			Line: 2, Encoding: "UTF-8", ID: "8", Text: "نص بلا عنوان", Date: "2021-03-14T12:00:00Z",
			Extra: []corpus.Field{{Name: "score", Value: "0"}, {Name: "paid", Value: "false"}},
		},
	}
	got, faults, err := read(t, bytes.NewReader(data), nil)
	if err != nil || len(faults) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v\nfaults %+v, %v", got, want, faults, err)
	}
	got, _, _ = read(t, bytes.NewReader(data), map[string]string{"source": "author.mail"})
	if len(got) != 2 || got[0].Source != "l@a.example" {
		t.Errorf("with a field of the user: %+v", got)
	}
}

// Each type of a value, as text.
func TestValues(t *testing.T) {
	type row struct {
		Text      string    `parquet:"text"`
		A         int8      `parquet:"a"`
		B         uint64    `parquet:"b"`
		C         uint32    `parquet:"c"`
		D         float32   `parquet:"d"`
		Date      int32     `parquet:"day,date"`
		Decimal   int64     `parquet:"decimal,decimal(2:18)"`
		Millis    time.Time `parquet:"millis,timestamp(millisecond)"`
		Local     time.Time `parquet:"local,timestamp(nanosecond:local)"`
		Clock     int64     `parquet:"clock,time(microsecond)"`
		UUID      [16]byte  `parquet:"uuid,uuid"`
		Enum      string    `parquet:"enum,enum"`
		JSON      string    `parquet:"json,json"`
		Bytes     []byte    `parquet:"bytes"`
		Binary    []byte    `parquet:"binary"`
		Index     int64     `parquet:"__index_level_0__"`
		Whole     float64   `parquet:"whole"`
		Decimal16 [16]byte  `parquet:"decimal16,decimal(3:38)"`
	}
	when := time.Date(2021, 3, 14, 9, 30, 1, 0, time.UTC)
	negative := [16]byte(bytes.Repeat([]byte{0xFF}, 16))
	negative[15] = 0x85 // -123
	data := write(t, []row{{
		"نص", -5, 1<<64 - 1, 1<<32 - 1, 1.25, 18700, -12345, when, when, int64(time.Hour / time.Microsecond),
		[16]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, "رأي", `{"a":1}`, []byte("ن"), []byte{0, 0xFF}, 3, 1e6, negative,
	}})
	want := "a=-5 b=18446744073709551615 c=4294967295 d=1.25 day=2021-03-14 decimal=-123.45 millis=2021-03-14T09:30:01Z local=2021-03-14T09:30:01 " +
		`clock=01:00:00 enum=رأي json={"a":1} bytes=ن whole=1000000 decimal16=-0.123`
	got, faults, err := read(t, bytes.NewReader(data), nil)
	if err != nil || len(faults) > 0 || len(got) != 1 {
		t.Fatalf("%+v, faults %+v, %v", got, faults, err)
	}
	if id := "01020304-0506-0708-090a-0b0c0d0e0f10"; got[0].ID != id {
		t.Errorf("the ID is %s, want %s", got[0].ID, id)
	}
	var values []string
	for _, f := range got[0].Extra {
		values = append(values, f.Name+"="+f.Value)
	}
	if all := strings.Join(values, " "); all != want {
		t.Errorf("got  %s\nwant %s", all, want)
	}
}

// texts are rows with gaps, repetitions and lists, so that every encoding has
// something to do.
type texts struct {
	ID    int64    `parquet:"id"`
	Title *string  `parquet:"title,optional"`
	Text  string   `parquet:"text"`
	Tags  []string `parquet:"tags,list"`
	Count int32    `parquet:"count"`
	Ratio float64  `parquet:"ratio"`
	Paid  bool     `parquet:"paid"`
}

func manyTexts(n int) (rows []texts) {
	r := rand.New(rand.NewSource(1))
	for i := range n {
		row := texts{ID: int64(i) * 1000, Text: fmt.Sprintf("نص %d %s", i, strings.Repeat("كلمة ", r.Intn(40))), Count: int32(r.Intn(3)) - 1, Ratio: float64(i) / 8, Paid: i%3 == 0}
		if r.Intn(3) > 0 {
			row.Title = pointer(fmt.Sprintf("عنوان %d", i/5))
		}
		for range r.Intn(4) {
			row.Tags = append(row.Tags, []string{"محليات", "رأي", ""}[r.Intn(3)])
		}
		rows = append(rows, row)
	}
	return rows
}

func (x *texts) record(line int) record.Record {
	r := record.Record{Line: line, Encoding: "UTF-8", ID: fmt.Sprint(x.ID), Text: x.Text}
	if x.Title != nil {
		r.Title = *x.Title
	}
	for _, t := range x.Tags {
		if t != "" {
			r.Tags = append(r.Tags, t)
		}
	}
	ratio := strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.3f", x.Ratio), "0"), ".")
	r.Extra = []corpus.Field{{Name: "count", Value: fmt.Sprint(x.Count)}, {Name: "ratio", Value: ratio}, {Name: "paid", Value: fmt.Sprint(x.Paid)}}
	return r
}

// Whatever encoding, packing and kind of pages a file has, its rows are what the
// library wrote.
func TestAgreesWithTheLibrary(t *testing.T) {
	rows := manyTexts(1000)
	schema := func(of string) library.WriterOption {
		encoded := map[string]encoding.Encoding{"plain": &library.Plain, "dict": &library.RLEDictionary, "length": &library.DeltaLengthByteArray, "prefix": &library.DeltaByteArray}[of]
		number, real := encoding.Encoding(&library.DeltaBinaryPacked), encoding.Encoding(&library.ByteStreamSplit)
		if of == "plain" || of == "dict" {
			number, real = encoded, encoded
		}
		return library.NewSchema("x", library.Group{
			"id":    library.Encoded(library.Int(64), number),
			"title": library.Optional(library.Encoded(library.String(), encoded)),
			"text":  library.Encoded(library.String(), encoded),
			"tags":  library.List(library.Encoded(library.String(), encoded)),
			"count": library.Encoded(library.Int(32), number),
			"ratio": library.Encoded(library.Leaf(library.DoubleType), real),
			"paid":  library.Leaf(library.BooleanType),
		})
	}
	for name, codec := range map[string]compress.Codec{
		"none": &library.Uncompressed, "snappy": &library.Snappy, "gzip": &library.Gzip, "zstd": &library.Zstd, "lz4": &library.Lz4Raw, "brotli": &library.Brotli,
	} {
		for _, coding := range []string{"plain", "dict", "length", "prefix"} {
			for version := 1; version <= 2; version++ {
				data := write(t, rows, library.Compression(codec), schema(coding), library.DataPageVersion(version), library.PageBufferSize(4000), library.MaxRowsPerRowGroup(400))
				got, faults, err := read(t, bytes.NewReader(data), nil)
				if err != nil || len(faults) > 0 || len(got) != len(rows) {
					t.Fatalf("%s, %s, pages %d: %d rows, faults %+v, %v", name, coding, version, len(got), faults, err)
				}
				for i := range got {
					want := rows[i].record(i + 1)
					slicesSort(got[i].Extra)
					slicesSort(want.Extra)
					if !reflect.DeepEqual(got[i], want) {
						t.Fatalf("%s, %s, pages %d: row %d is %+v\nwant %+v", name, coding, version, i, got[i], want)
					}
				}
			}
		}
	}
}

func slicesSort(f []corpus.Field) {
	for i := range f {
		for j := range f[:i] {
			if f[i].Name < f[j].Name {
				f[i], f[j] = f[j], f[i]
			}
		}
	}
}

// Lists as data sets write them: the list and each of its elements may be missing.
func TestNestedOptionalLists(t *testing.T) {
	schema := library.NewSchema("x", library.Group{
		"text": library.String(),
		"tags": library.Optional(library.List(library.Optional(library.String()))),
	})
	var b bytes.Buffer
	w := library.NewGenericWriter[any](&b, schema)
	v := func(s string, rep, def, column int) library.Value {
		if s == "" {
			return library.NullValue().Level(rep, def, column)
		}
		return library.ByteArrayValue([]byte(s)).Level(rep, def, column)
	}
	for _, row := range []library.Row{
		{v("أ", 0, 3, 0), v("", 1, 2, 0), v("ب", 1, 3, 0), v("1", 0, 0, 1)},
		{v("", 0, 0, 0), v("2", 0, 0, 1)}, // no list
		{v("", 0, 1, 0), v("3", 0, 0, 1)}, // an empty one
		{v("ج", 0, 3, 0), v("4", 0, 0, 1)},
	} {
		if _, err := w.WriteRows([]library.Row{row}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got, faults, err := read(t, &b, nil)
	var all []string
	for _, r := range got {
		all = append(all, r.Text+":"+strings.Join(r.Tags, ","))
	}
	if want := "1:أ,ب 2: 3: 4:ج"; err != nil || len(faults) > 0 || strings.Join(all, " ") != want {
		t.Errorf("got %v, want %s; faults %+v, %v", all, want, faults, err)
	}
}

// onDisk is a file that can be read at any place, and from the start only once.
type onDisk struct {
	io.Reader
	*os.File
}

func (f onDisk) Read([]byte) (int, error) { panic("it is read at places") }

func (f onDisk) Size() int64 {
	info, err := f.Stat()
	if err != nil {
		panic(err)
	}
	return info.Size()
}

func TestAFileOnDiskIsReadAtPlaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.parquet")
	if err := os.WriteFile(path, write(t, manyTexts(2000)), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, faults, err := read(t, onDisk{nil, f}, nil)
	if err != nil || len(faults) > 0 || len(got) != 2000 {
		t.Errorf("%d rows, faults %+v, %v", len(got), faults, err)
	}
}

func TestRecognise(t *testing.T) {
	for head, want := range map[string]bool{"PAR1\x15": true, "PARE": true, "PAR": false, "نص": false, "": false} {
		if got := parquet.Recognise([]byte(head)); got != want {
			t.Errorf("%q is recognised: %v, want %v", head, got, want)
		}
	}
}
