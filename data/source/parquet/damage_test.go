package parquet_test

import (
	"bytes"
	"encoding/binary"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/snappy"
	library "github.com/parquet-go/parquet-go"
)

// encoded is Thrift in the compact protocol, written by hand: what no library
// would write.
type encoded []byte

// field is a field of a structure whose number is by step above the one before.
func field(step, kind byte, value encoded) encoded { return append(encoded{step<<4 | kind}, value...) }

func varint(n int64) encoded { return binary.AppendUvarint(nil, uint64(n<<1)^uint64(n>>63)) }

func i32(step byte, n int64) encoded { return field(step, 5, varint(n)) }

func i64(step byte, n int64) encoded { return field(step, 6, varint(n)) }

func text(step byte, s string) encoded {
	return field(step, 8, append(binary.AppendUvarint(nil, uint64(len(s))), s...))
}

func structure(fields ...encoded) encoded {
	return append(bytes.Join(slicesOf(fields), nil), 0)
}

func list(step byte, elements ...encoded) encoded {
	return field(step, 9, append(encoded{byte(len(elements))<<4 | 12}, bytes.Join(slicesOf(elements), nil)...))
}

func slicesOf(all []encoded) (b [][]byte) {
	for _, e := range all {
		b = append(b, e)
	}
	return b
}

// chunk is a file with one column, which may be missing, and its pages.
type chunk struct {
	rows, codec int64
	pages       []byte
	root        encoded // the schema, when it is not that of one column
}

func (c chunk) file() []byte {
	b := append([]byte("PAR1"), c.pages...)
	column := structure(i64(2, 4), field(1, 12, structure(
		i32(1, 6), field(1, 9, encoded{0x15, 0}), field(1, 9, append(encoded{0x18, 4}, "text"...)), i32(1, c.codec), i64(1, c.rows),
		i64(1, int64(len(c.pages))), i64(1, int64(len(c.pages))), i64(2, 4),
	)))
	schema := c.root
	if schema == nil {
		schema = list(1, structure(text(4, "x"), i32(1, 1)), structure(i32(1, 6), i32(2, 1), text(1, "text"), i32(2, 0)))
	}
	footer := structure(i32(1, 1), schema, i64(1, c.rows), list(1, structure(list(1, column), i64(1, 1), i64(1, c.rows))))
	b = append(b, footer...)
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(footer))), "PAR1"...)
}

// page is a data page of the older kind.
func page(unpacked, packed, values, encoding int64, data []byte) []byte {
	head := structure(i32(1, 0), i32(1, unpacked), i32(1, packed), field(2, 12, structure(i32(1, values), i32(1, encoding), i32(1, 3), i32(1, 3))))
	return append(head, data...)
}

// levels says that n values are there.
func levels(n uint64) []byte {
	run := append(binary.AppendUvarint(nil, n<<1), 1)
	return append(binary.LittleEndian.AppendUint32(nil, uint32(len(run))), run...)
}

func whole(values int64, encoding int64, data []byte) []byte {
	return page(int64(len(data)), int64(len(data)), values, encoding, data)
}

// Files that claim more than they have cost little, and say what is wrong.
func TestHostileFiles(t *testing.T) {
	plain := append(levels(1), "\x04\x00\x00\x00\xd9\x86\xd8\xb5"...)
	deep := list(1, structure(text(4, "x"), i32(1, 1)))
	deep = append(deep[:1:1], 0xFC)
	deep = append(deep, binary.AppendUvarint(nil, 2000)...)
	for range 2000 {
		deep = append(deep, structure(text(4, "x"), i32(1, 1))...)
	}
	for name, c := range map[string]struct {
		data []byte
		want string // of the fault, "" for none
	}{
		"as it should be":    {chunk{rows: 1, pages: whole(1, 0, plain)}.file(), ""},
		"no room":            {[]byte("PAR1PAR1"), "cut off: no room for a footer"},
		"no footer":          {[]byte("PAR1 and then nothing more"), "cut off: there is no footer at its end"},
		"encrypted":          {[]byte("PARE\x00\x00\x00\x00PARE"), "encrypted, which is not read"},
		"a long footer":      {[]byte("PAR1\xFF\xFF\xFF\x7FPAR1"), "damaged footer: it is longer than the file"},
		"a long list":        {[]byte("PAR1\x29\xFC\xFF\xFF\xFF\xFF\x07\x07\x00\x00\x00PAR1"), "damaged footer"},
		"a deep footer":      {append(append([]byte("PAR1"), strings.Repeat("\x1C", 99)...), "\x63\x00\x00\x00PAR1"...), "damaged footer"},
		"a deep schema":      {chunk{rows: 1, root: deep}.file(), "damaged footer: its columns make no sense"},
		"many rows":          {chunk{rows: 1 << 40, pages: whole(1, 0, plain)}.file(), "damaged footer: more rows than there can be"},
		"rows without end":   {chunk{rows: 9, pages: whole(1, 0, plain)}.file(), `column "text": fewer values than rows; rows 2 to 9 are not read`},
		"a long page":        {chunk{rows: 1, pages: page(9, 1<<30, 1, 0, plain)}.file(), `column "text": damaged page: it is longer than its column; rows 1 to 1 are not read`},
		"a large page":       {chunk{rows: 1, codec: 2, pages: page(1<<31-1, 8, 1, 0, plain)}.file(), `column "text": page of more than 256 MB; rows 1 to 1 are not read`},
		"a packed page":      {chunk{rows: 1, codec: 2, pages: page(1<<27, 8, 1, 0, plain)}.file(), `column "text": page that unpacks to more than 200 times its size; rows 1 to 1 are not read`},
		"many values":        {chunk{rows: 1, pages: whole(1<<30, 0, plain)}.file(), `column "text": page of more than 16 million values; rows 1 to 1 are not read`},
		"a long run":         {chunk{rows: 2, pages: whole(2, 0, append(levels(1<<50), 4))}.file(), `column "text": damaged page; rows 1 to 2 are not read`},
		"a snappy claim":     {chunk{rows: 1, codec: 1, pages: page(20, 9, 1, 0, []byte("\xFF\xFF\xFF\xFF\x0F\x01\x02\x03\x04"))}.file(), `column "text": damaged page: it cannot be unpacked; rows 1 to 1 are not read`},
		"many differences":   {chunk{rows: 1, pages: whole(1, 6, append(levels(1), "\x80\x01\x04\xFF\xFF\xFF\xFF\x07\x00"...))}.file(), `column "text": values in an encoding that is not read; rows 1 to 1 are not read`},
		"no dictionary":      {chunk{rows: 1, pages: whole(1, 8, append(levels(1), 1, 2, 0))}.file(), `column "text": values in an encoding that is not read; rows 1 to 1 are not read`},
		"an unknown packing": {chunk{rows: 1, codec: 99, pages: whole(1, 0, plain)}.file(), `column "text": packed in an unknown way; rows 1 to 1 are not read`},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, faults, err := read(t, bytes.NewReader(c.data), nil)
		runtime.ReadMemStats(&after)
		got := ""
		for _, f := range faults {
			got += f.Reason
		}
		if err != nil || got != c.want {
			t.Errorf("%s: got %s, %v\nwant %s", name, got, err, c.want)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 4<<20 {
			t.Errorf("%s took %d bytes", name, took)
		}
	}
}

// One long value, named by each row, does not become more than the file may hold.
func TestTextOfADictionaryIsBounded(t *testing.T) {
	const rows = 50_000
	long := strings.Repeat("x", 10_000)
	value := append(binary.LittleEndian.AppendUint32(nil, uint32(len(long))), long...)
	packed := snappy.Encode(nil, value)
	dictionary := structure(i32(1, 2), i32(1, int64(len(value))), i32(1, int64(len(packed))), field(4, 12, structure(i32(1, 1), i32(1, 0))))
	data := append(levels(rows), 0)
	data = append(data, binary.AppendUvarint(nil, rows<<1)...)
	indexes := snappy.Encode(nil, data)
	pages := append(append(dictionary, packed...), page(int64(len(data)), int64(len(indexes)), rows, 8, indexes)...)
	got, faults, err := read(t, bytes.NewReader(chunk{rows: rows, codec: 1, pages: pages}.file()), nil)
	sum := 0
	for _, r := range got {
		sum += len(r.Text)
	}
	if err != nil || sum < 16<<20 || sum > 18<<20 || len(faults) != 1 || !strings.Contains(faults[0].Reason, "more than 200 times the size of the file") {
		t.Errorf("%d bytes, faults %+v, %v", sum, faults, err)
	}
}

// A file that was cut off, or damaged in the middle, keeps the rows of its whole
// row groups.
func TestDamageCostsARowGroup(t *testing.T) {
	data := write(t, manyTexts(3000), library.MaxRowsPerRowGroup(1000), library.PageBufferSize(2000), library.Compression(&library.Gzip))
	at := len(data) / 2
	for i := range 4000 {
		data[at+i] ^= 0xFF
	}
	got, faults, err := read(t, bytes.NewReader(data), nil)
	if err != nil || len(got) < 2000 || len(got) >= 3000 || len(faults) == 0 || !strings.Contains(faults[0].Reason, "to 2000 are not read") {
		t.Errorf("%d rows, faults %+v, %v", len(got), faults, err)
	}
	if last := got[len(got)-1]; last.Line != 3000 {
		t.Errorf("the last row is %d", last.Line)
	}
}

// No file makes the reader fall over or take much more than it has.
func FuzzFile(f *testing.F) {
	rows := manyTexts(20)
	for _, c := range []library.WriterOption{library.Compression(&library.Uncompressed), library.Compression(&library.Snappy), library.Compression(&library.Zstd), library.DataPageVersion(1)} {
		f.Add(write(f, rows, c))
	}
	f.Add(chunk{rows: 1, codec: 7, pages: page(20, 9, 1, 0, []byte("\xFF\xFF\xFF\xFF\x0F\x01\x02\x03\x04"))}.file())
	f.Fuzz(func(t *testing.T, data []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got, faults, err := read(t, bytes.NewReader(data), nil)
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Fatal(err)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > uint64(256<<20+1000*len(data)) {
			t.Fatalf("%d bytes took %d, for %d rows and %d faults", len(data), took, len(got), len(faults))
		}
		if again, _, _ := read(t, bytes.NewReader(data), nil); !reflect.DeepEqual(again, got) {
			t.Fatal("the second time it is something else")
		}
	})
}
