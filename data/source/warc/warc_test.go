package warc_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/andybalholm/brotli"
	"golang.org/x/text/encoding/charmap"

	"qari/data/source/record"
	"qari/data/source/warc"
	"qari/model/corpus"
)

// read gives the records and faults of a stream.
func read(t testing.TB, r io.Reader) (records []record.Record, faults []record.Fault, err error) {
	t.Helper()
	fields, ferr := record.NewFields(nil)
	if ferr != nil {
		t.Fatal(ferr)
	}
	var d warc.Decoder
	err = d.Chunks(r, func(c record.Chunk) error {
		d.Records(c, fields, func(r record.Record) { records = append(records, r) }, func(f record.Fault) { faults = append(faults, f) })
		if c.Fault.Reason != "" {
			faults = append(faults, c.Fault)
		}
		return nil
	})
	return records, faults, err
}

const (
	address = "https://alwadi.example/n"
	body    = "أعلنت وزارة المياه، أمس، عن بدء أعمال صيانة السد الكبير في الوادي، بعد أن كشفت الفحوص الدورية عن تشققات صغيرة في جسمه."
	website = `<html lang="ar"><head><title>صيانة السد الكبير</title></head><body><nav><a href=1>الرئيسية</a></nav><p>` + body + `</p></body></html>`
)

// entry is a record as it is stored.
func entry(version, kind, media string, block []byte) string {
	return fmt.Sprintf("WARC/%s\r\nWARC-Type: %s\r\nwarc-target-uri: <%s>\r\nWARC-Date: 2021-03-14T09:30:00Z\r\n"+
		"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", version, kind, address, media, len(block), block)
}

// answer is a record of what a server answered.
func answer(status, fields, body string) string {
	return entry("1.0", "response", "application/http; msgtype=response", []byte("HTTP/1.1 "+status+"\r\n"+fields+"\r\n\r\n"+body))
}

func packed(t *testing.T, w io.WriteCloser, b *bytes.Buffer, s string) string {
	t.Helper()
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// crawled is what an article has from the record that holds it.
func crawled(r record.Record, encoding string) record.Record {
	r.URL, r.Line = address, 1
	if r.Date == "" {
		r.Date = "2021-03-14T09:30:00Z"
	}
	r.Extra = append(r.Extra, corpus.Field{Name: "crawled", Value: "2021-03-14T09:30:00Z"})
	r.Encoding = encoding
	return r
}

func TestRecords(t *testing.T) {
	arabic, err := charmap.Windows1256.NewEncoder().String(website)
	if err != nil {
		t.Fatal(err)
	}
	var z, d, br bytes.Buffer
	gzipped := packed(t, gzip.NewWriter(&z), &z, website)
	deflated := packed(t, zlib.NewWriter(&d), &d, website)
	brotlied := packed(t, brotli.NewWriter(&br), &br, website)
	article := record.Record{Title: "صيانة السد الكبير", Text: body, Lang: "ar"}
	chunks := fmt.Sprintf("%x; x=y\r\n%s\r\n%X\r\n%s\r\n0\r\n\r\n", 60, website[:60], len(website)-60, website[60:])
	htmlField := "Content-Type: text/html; charset=utf-8"
	dated := article
	dated.Date = "2020-01-02"
	linked := article
	linked.Extra = []corpus.Field{{Name: "canonical", Value: address + "/1"}}
	for name, c := range map[string]struct {
		data string
		want record.Record
	}{
		"page":              {answer("200 OK", htmlField, website), crawled(article, "UTF-8")},
		"windows-1256":      {answer("200 OK", "Content-Type: text/html; charset=windows-1256", arabic), crawled(article, "windows-1256")},
		"a lie":             {answer("200 OK", "content-type: text/html;charset=windows-1256", website), crawled(article, "UTF-8")},
		"chunked":           {answer("200 OK", htmlField+"\r\nTransfer-Encoding: chunked", chunks), crawled(article, "UTF-8")},
		"chunked no more":   {answer("200 OK", htmlField+"\r\nTransfer-Encoding: chunked", website), crawled(article, "UTF-8")},
		"gzip":              {answer("200 OK", htmlField+"\r\nContent-Encoding: gzip", gzipped), crawled(article, "UTF-8")},
		"gzip no more":      {answer("200 OK", htmlField+"\r\nContent-Encoding: gzip", website), crawled(article, "UTF-8")},
		"deflate":           {answer("200 OK", htmlField+"\r\nContent-Encoding: deflate", deflated), crawled(article, "UTF-8")},
		"brotli":            {answer("200 OK", htmlField+"\r\nContent-Encoding: br", brotlied), crawled(article, "UTF-8")},
		"without media":     {answer("200 OK", "Server: x", website), crawled(article, "UTF-8")},
		"resource":          {entry("1.1", "resource", "text/html", []byte(website)), crawled(article, "UTF-8")},
		"line ends of Unix": {strings.ReplaceAll(entry("0.17", "resource", "text/html", []byte(website)), "\r\n", "\n"), crawled(article, "UTF-8")},
		"a date of its own": {answer("200 OK", htmlField, "<meta name=date content=2020-01-02>"+website), crawled(dated, "UTF-8")},
		"canonical":         {answer("200 OK", htmlField, `<link rel=canonical href="`+address+`/1">`+website), crawled(linked, "UTF-8")},
		"WET": {entry("1.0", "conversion", "text/plain", []byte("صيانة السد\r\n"+body)),
			crawled(record.Record{Text: "صيانة السد\n" + body, Plain: true}, "UTF-8")},
		"text from a server": {answer("200 OK", "Content-Type: text/plain", body), crawled(record.Record{Text: body, Plain: true}, "UTF-8")},
	} {
		got, faults, err := read(t, strings.NewReader(c.data))
		if err != nil || len(faults) > 0 || len(got) != 1 || !reflect.DeepEqual(got[0], c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v\nfaults %+v, %v", name, got, c.want, faults, err)
		}
	}
}

func TestWhatIsNoArticleIsPassedOver(t *testing.T) {
	html := "Content-Type: text/html"
	for name, data := range map[string]string{
		"nothing":        "",
		"blanks":         "\r\n\r\n",
		"info":           entry("1.0", "warcinfo", "application/warc-fields", []byte("software: x\r\n")),
		"request":        entry("1.0", "request", "application/http; msgtype=request", []byte("GET / HTTP/1.1\r\n\r\n")),
		"not found":      answer("404 Not Found", html, website),
		"moved":          answer("301 Moved", html, website),
		"a picture":      answer("200 OK", "Content-Type: image/png", "\x89PNG"),
		"no HTTP":        entry("1.0", "response", "application/http", []byte("x")),
		"a blank":        entry("1.0", "response", "application/http", []byte("\nx")),
		"a name":         entry("1.0", "response", "text/dns", []byte("x")),
		"nothing said":   answer("200 OK", "Server: x", "\x89PNG"),
		"an empty page":  answer("200 OK", html, "<html><title>عنوان</title></html>"),
		"a long picture": entry("1.0", "resource", "image/png", make([]byte, 3_000_000)),
		"rules":          strings.Replace(answer("200 OK", "Content-Type: text/plain", body), address, "https://alwadi.example/robots.txt", 1),
	} {
		got, faults, err := read(t, strings.NewReader(data+data))
		if err != nil || len(got) > 0 || len(faults) > 0 {
			t.Errorf("%s: %+v, faults %+v, %v", name, got, faults, err)
		}
	}
}

func TestDamage(t *testing.T) {
	text := func(s string) string { return entry("1.0", "conversion", "text/plain", []byte(s)) }
	first := text("1")
	at := int64(len(first))
	var bomb bytes.Buffer
	bombed := packed(t, gzip.NewWriter(&bomb), &bomb, strings.Repeat(" ", 20<<20))
	for name, c := range map[string]struct {
		data, texts string
		reason      string
		at          int64
	}{
		"no head":         {"x\r\nWARC/\r\n" + text("2"), "1 2", "damaged record: no head of a WARC record", at},
		"no length":       {strings.Replace(text("x"), "Content-Length", "Length", 1) + text("2"), "1 2", "record without a length", at},
		"length too low":  {strings.Replace(text("xyz"), "Length: 3", "Length: 2", 1) + text("2"), "1 2", "damaged record: its length is wrong", at},
		"length too high": {strings.Replace(text("x"), "Length: 1", "Length: 9", 1) + text("2"), "1 2", "damaged record: its length is wrong", at},
		"length far off":  {strings.Replace(text("x"), "Length: 1", "Length: 99999", 1) + text("2"), "1 2", "record is cut off", at},
		"head for ever":   {"WARC/1.0\r\nX: " + strings.Repeat("x", 100_000) + "\r\n" + text("2"), "1 2", "damaged record: no head of a WARC record", at},
		"cut off":         {text("xyz")[:190], "1", "record is cut off", at},
		"unknown packing": {answer("200 OK", "Content-Type: text/html\r\nContent-Encoding: zstd", website) + text("2"), "1 2", `page is packed by "zstd", which is not read`, at},
		"damaged gzip":    {answer("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip", "\x1f\x8b\x08") + text("2"), "1 2", "page is packed by gzip, and damaged", at},
		"a bomb":          {answer("200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip", bombed) + text("2"), "1 2", "page is packed by gzip, and unpacks to more than 16 MB", at},
		"no text":         {text("\x00\x01\x02\x00\xFF") + text("2"), "1 2", "binary file, no text", at},
	} {
		got, faults, err := read(t, strings.NewReader(first+c.data))
		var texts []string
		for _, r := range got {
			texts = append(texts, r.Text)
		}
		if err != nil || strings.Join(texts, " ") != c.texts || len(faults) != 1 || faults[0].Reason != c.reason || faults[0].Offset != c.at {
			t.Errorf("%s: got %q, %+v, %v\nwant %q, %s at %d", name, texts, faults, err, c.texts, c.reason, c.at)
		}
	}
}

// filler gives n bytes.
type filler struct{ n int }

func (f *filler) Read(p []byte) (int, error) {
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

// What is too long is skipped; it is a fault only where it might be an article.
func TestLongRecords(t *testing.T) {
	const length = record.MaxRecord + 100
	long := func(media string) io.Reader {
		head := strings.Replace(entry("1.0", "resource", media, nil), "Length: 0", fmt.Sprintf("Length: %d", length), 1)
		return io.MultiReader(strings.NewReader(strings.TrimSuffix(head, "\r\n\r\n")), &filler{length}, strings.NewReader("\r\n\r\n"))
	}
	last := entry("1.0", "conversion", "text/plain", []byte("2"))
	got, faults, err := read(t, io.MultiReader(long("video/mp4"), long("text/html"), strings.NewReader(last)))
	if err != nil || len(got) != 1 || got[0].Text != "2" || len(faults) != 1 || faults[0].Reason != record.ErrTooLong.Error() || faults[0].Offset < length {
		t.Errorf("%+v, faults %+v, %v", got, faults, err)
	}
	_, faults, err = read(t, io.MultiReader(long("video/mp4"), io.LimitReader(long("video/mp4"), 10_000)))
	if err != nil || len(faults) != 1 || faults[0].Reason != "record is cut off" {
		t.Errorf("cut off: faults %+v, %v", faults, err)
	}
}

// An archive gives the same however it is cut.
func TestChunksOfAnySize(t *testing.T) {
	var b strings.Builder
	for i := range 500 {
		b.WriteString(entry("1.0", "conversion", "text/plain", []byte(fmt.Sprint(i, strings.Repeat(" نص", i)))))
		b.WriteString(entry("1.0", "request", "application/http", bytes.Repeat([]byte{'x'}, i*10)))
	}
	for name, r := range map[string]io.Reader{
		"whole":  strings.NewReader(b.String()),
		"halves": iotest.HalfReader(strings.NewReader(b.String())),
		"last":   iotest.DataErrReader(strings.NewReader(b.String())),
	} {
		got, faults, err := read(t, r)
		if err != nil || len(got) != 500 || len(faults) > 0 {
			t.Fatalf("%s: %d records, faults %v, %v", name, len(got), faults, err)
		}
		for i, r := range got {
			if first, _, _ := strings.Cut(r.Text, " "); first != fmt.Sprint(i) || r.Line != 1+20*i {
				t.Fatalf("%s: record %d is %.20q on line %d", name, i, r.Text, r.Line)
			}
		}
	}
}

func TestRecognise(t *testing.T) {
	for head, want := range map[string]bool{
		"WARC/1.0\r\n": true, "\r\n\r\nWARC/0.17\r\n": true, "WARC/": false, "WARC/x": false, "WAR": false, "نص": false, "": false,
	} {
		if got := warc.Recognise([]byte(head)); got != want {
			t.Errorf("%q is recognised: %v, want %v", head, got, want)
		}
	}
}

// However an archive is cut, the same comes out of it.
func FuzzChunksAtAnyCut(f *testing.F) {
	f.Add([]byte(answer("200 OK", "Content-Type: text/html\r\nTransfer-Encoding: chunked", "5\r\nنصن\r\n0\r\n")+entry("1.0", "conversion", "text/plain", []byte("نص"))), 100)
	f.Add([]byte("WARC/1.0\nContent-Length: 3\n\nxyz\n\nWARC/1.0\nContent-Length: 99\n\nx"), 7)
	f.Add([]byte("x\nWARC/1.0\nWARC-Type: response\nContent-Type: application/http\nContent-Length: 99999999999\n\nHTTP/1.1 200"), 30)
	f.Fuzz(func(t *testing.T, data []byte, cut int) {
		want, wrong, err := read(t, bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		at := min(max(cut, 0), len(data))
		got, faults, err := read(t, io.MultiReader(bytes.NewReader(data[:at]), bytes.NewReader(data[at:])))
		if err != nil || !reflect.DeepEqual(got, want) || !reflect.DeepEqual(faults, wrong) {
			t.Fatalf("cut at %d: %+v %+v\nas a whole: %+v %+v", at, got, faults, want, wrong)
		}
	})
}
