package source_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"qari/data/source"
	"qari/model/corpus"
)

// packers pack a text, by the usual ending.
var packers = map[string]func(testing.TB, string) string{
	".gz":  pack,
	".zst": packZstd,
	".xz":  func(t testing.TB, s string) string { return packXZ(t, s, xz.WriterConfig{}) },
}

func packZstd(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b)
	return written(t, &b, z, err, text)
}

func packXZ(t testing.TB, text string, c xz.WriterConfig) string {
	t.Helper()
	var b bytes.Buffer
	z, err := c.NewWriter(&b)
	return written(t, &b, z, err, text)
}

// written is what w wrote to b of a text.
func written(t testing.TB, b *bytes.Buffer, w io.WriteCloser, err error, text string) string {
	t.Helper()
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// twoLines are record("1") and record("2") as bzip2 packs them.
const twoLines = "QlpoOTFBWSZTWeJhLx8AABhZygAQUAQwEAIkBEoBAAIAAGAgAFCmmRiYmIFVE0aaNNqPU09X5w6eO0OL3ZpmtammFIWIZQslKVn4u5IpwoSHEwl4+A=="

func fromBase64(t testing.TB, s string) string {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// fromFile loads a file of this name and content, named as an argument.
func fromFile(t testing.TB, name, data string) loaded {
	t.Helper()
	return load(t, source.Options{}, filepath.Join(put(t, map[string]string{name: data}), name))
}

func TestWhatIsPackedIsUnpacked(t *testing.T) {
	const text = `{"title":"1","text":"نص 1"}` + "\n" + `{"title":"2","text":"نص 2"}` + "\n"
	all := map[string]string{".bz2": fromBase64(t, twoLines), ".BZ2": fromBase64(t, twoLines+"") + fromBase64(t, twoLines)}
	for end, pack := range packers {
		all[end] = pack(t, text)
		all[strings.ToUpper(end)] = pack(t, record("1")) + pack(t, record("2")) // two parts
	}
	for name, kind := range map[string]xz.WriterConfig{
		".no.xz": {NoCheckSum: true}, ".crc32.xz": {CheckSum: xz.CRC32}, ".sha256.xz": {CheckSum: xz.SHA256}, ".blocks.xz": {BlockSize: 10},
	} {
		all[name] = packXZ(t, text, kind)
	}
	all[".padded.xz"] = packXZ(t, record("1"), xz.WriterConfig{}) + "\x00\x00\x00\x00" + packXZ(t, record("2"), xz.WriterConfig{})
	all[".padded.gz"] = pack(t, record("1")) + pack(t, record("2")) + strings.Repeat("\x00", 3000)
	for end, data := range all {
		for _, name := range []string{"a.jsonl" + end, "a" + end, "packed"} {
			if l := fromFile(t, name, data); l.titles() != "1 2" || len(l.problems) > 0 {
				t.Errorf("%s as %s: titles %s, problems %v", end, name, l.titles(), l.problems)
			}
		}
		if l := load(t, source.Options{Stdin: strings.NewReader(data)}, "-"); l.titles() != "1 2" || len(l.problems) > 0 {
			t.Errorf("%s on standard input: titles %s, problems %v", end, l.titles(), l.problems)
		}
	}
}

// What is cut off gives what came before, wherever it is cut, and says so.
func TestWhatIsCutOffIsReadAsFarAsItGoes(t *testing.T) {
	var many strings.Builder
	for i := range 1000 {
		many.WriteString(record(corpus.ContentHash(fmt.Sprint(i), "")))
	}
	kinds := map[string]string{".gz": "gzip", ".zst": "zstd", ".xz": "xz", ".bz2": "bzip2"}
	blocks := map[string]int{".gz": 1, ".zst": 1, ".xz": 64 << 10, ".bz2": 900_000} // what is cut off loses a whole one
	for end, kind := range kinds {
		data := fromBase64(t, twoLines)
		if pack := packers[end]; pack != nil {
			data = pack(t, many.String())
		}
		for cut := 12; cut < len(data); cut += 1 + len(data)/20 {
			l := fromFile(t, "a.jsonl"+end, data[:cut])
			if len(l.problems) != 1 || l.problems[0].Reason != kind+" data is cut off" || l.problems[0].Offset != int64(cut) {
				t.Errorf("%s at %d of %d: problems %v at %d", kind, cut, len(data), l.problems, l.problems[0].Offset)
			}
			if cut > len(data)*9/10 && len(l.articles) == 0 && blocks[end] < len(data) {
				t.Errorf("%s at %d of %d: nothing was read", kind, cut, len(data))
			}
		}
	}
	// A text is one article, which then is shorter.
	text := strings.Repeat("أعلنت الوزارة في بيان لها أن الأشغال انتهت قبل موعدها. ", 20)
	for name, data := range map[string]string{"a.txt.gz": pack(t, text+corpus.ContentHash(text, "")), "a.txt.xz": packers[".xz"](t, text)} {
		l := fromFile(t, name, data[:len(data)-9])
		if len(l.articles) != 1 || !strings.HasPrefix(text, l.articles[0].Text[:min(len(text), len(l.articles[0].Text))]) || len(l.problems) != 1 {
			t.Errorf("%s: %d articles, problems %v", name, len(l.articles), l.problems)
		}
	}
}

func TestWhatIsDamagedSaysSo(t *testing.T) {
	var many strings.Builder
	for i := range 1000 {
		many.WriteString(record(corpus.ContentHash(fmt.Sprint(i), "")))
	}
	for end, pack := range packers {
		data := pack(t, many.String())
		found := 0
		for at := 20; at < len(data)-20; at += len(data) / 20 {
			bad := data[:at] + string(data[at]^0x55) + data[at+1:]
			l := fromFile(t, "a.jsonl"+end, bad)
			for _, p := range l.problems {
				if strings.Contains(p.Reason, "internal") {
					t.Errorf("%s: %v", end, p)
				}
				if strings.Contains(p.Reason, " data is damaged (") || strings.Contains(p.Reason, " data is cut off") {
					found++
					if p.Offset < 0 || p.Offset > int64(len(bad)) {
						t.Errorf("%s, damaged at %d of %d: %v at %d", end, at, len(data), p, p.Offset)
					}
				}
			}
		}
		if found < 15 {
			t.Errorf("%s: %d of 20 faults were found", end, found)
		}
	}
	l := fromFile(t, "a.jsonl.gz", pack(t, record("1"))+"something else")
	if l.titles() != "1" || len(l.problems) != 1 || l.problems[0].Reason != "gzip data is damaged (invalid header)" {
		t.Errorf("titles %s, problems %v", l.titles(), l.problems)
	}
}

func TestWhatUnpacksTooFarIsStopped(t *testing.T) {
	for end, pack := range packers {
		l := fromFile(t, "bomb.txt"+end, pack(t, strings.Repeat("x", 20<<20)))
		if len(l.articles) != 0 || len(l.problems) != 1 || l.problems[0].Reason != "unpacks to more than 200 times its size" {
			t.Errorf("%s: %d articles, problems %v", end, len(l.articles), l.problems)
		}
	}
}

// A file that asks for more memory than it could need does not get it.
func TestMemoryAskedForIsLimited(t *testing.T) {
	// A frame of zstd with a window of 2^28 bytes and one raw block.
	window := "\x28\xB5\x2F\xFD\x00\x90" + "\x21\x00\x00" + "text"
	if l := fromFile(t, "a.zst", window); l.reasons("") == "" || !strings.Contains(l.problems[0].Reason, "window is larger than 128 MB") {
		t.Errorf("zstd: problems %v", l.problems)
	}
	// A block of xz whose header says that its dictionary has 4 GB.
	data := []byte(packXZ(t, "text", xz.WriterConfig{}))
	header := data[12 : 12+(int(data[12])+1)*4]
	at := bytes.Index(header, []byte("\x21\x01"))
	header[at+2] = 40
	binary.LittleEndian.PutUint32(header[len(header)-4:], crc32.ChecksumIEEE(header[:len(header)-4]))
	if l := fromFile(t, "a.xz", string(data)); l.reasons("") == "" || !strings.Contains(l.problems[0].Reason, "dictionary is larger than 64 MB") {
		t.Errorf("xz: problems %v", l.problems)
	}
}

func TestNothingIsUnpackedTwice(t *testing.T) {
	for outer, pack := range packers {
		for inner, twice := range packers {
			if l := fromFile(t, "a.txt"+inner+outer, pack(t, twice(t, "نص قصير."))); len(l.articles) != 0 || len(l.problems) != 1 || l.problems[0].Reason != "packed twice" {
				t.Errorf("%s in %s: %d articles, problems %v", inner, outer, len(l.articles), l.problems)
			}
		}
	}
}

// Whatever the bytes are, the load ends, in bounded memory, without a fault of
// the program.
func FuzzUnpack(f *testing.F) {
	for _, pack := range packers {
		f.Add([]byte(pack(f, record("1")+record("2"))))
	}
	f.Add([]byte(fromBase64(f, twoLines)))
	f.Add([]byte(packXZ(f, strings.Repeat(record("1"), 50), xz.WriterConfig{CheckSum: xz.SHA256, BlockSize: 100})))
	f.Fuzz(func(t *testing.T, data []byte) {
		quiet(t, fstest.MapFS{"a.jsonl.gz": {Data: data}, "b": {Data: data}})
	})
}

// quiet loads all of fsys and fails at faults of the program.
func quiet(t *testing.T, fsys fstest.MapFS) {
	t.Helper()
	var l loaded
	if err := source.FromFS(context.Background(), fsys, source.Options{}, l.take); err != nil {
		t.Fatal(err)
	}
	for _, p := range l.problems {
		if strings.Contains(p.Reason, "internal error") {
			t.Fatalf("%v", p)
		}
	}
	if len(l.articles)+len(l.problems) == 0 {
		t.Fatal("nothing was said")
	}
}
