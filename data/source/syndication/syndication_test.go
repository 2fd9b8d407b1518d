package syndication_test

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"qari/data/source/record"
	"qari/data/source/syndication"
	"qari/model/corpus"
)

// read gives the records and faults of a stream.
func read(t testing.TB, r io.Reader, user map[string]string) (records []record.Record, faults []record.Fault, err error) {
	t.Helper()
	fields, ferr := record.NewFields(user)
	if ferr != nil {
		t.Fatal(ferr)
	}
	var d syndication.Decoder
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
	rss2 = `<?xml version="1.0" encoding="windows-1256"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<image><title>شعار</title></image>
<title>صحيفة &quot;الوادي&quot;</title>
<language>ar</language>
<atom:link rel="self" href="https://alwadi.example/rss"/>
<item>
 <title><![CDATA[صيانة السد &amp; القرى]]></title>
 <link>https://alwadi.example/1?a=1&amp;copy=2</link>
 <guid isPermaLink="false">w-1</guid>
 <d:creator>ليلى</d:creator><d:creator>سالم</d:creator>
 <pubDate>Sun, 14 Mar 2021 09:30:00 +0300</pubDate>
 <category>محليات</category><category><![CDATA[المياه]]></category>
 <description>&lt;p&gt;موجز&nbsp;الخبر&lt;/p&gt;</description>
 <content:encoded><![CDATA[<p>الفقرة <b>الأولى</b>.</p><p>الثانية </item> فيها.</p><script>x()</script>]]></content:encoded>
 <comments>https://alwadi.example/1#c</comments>
 <enclosure url="https://alwadi.example/1.jpg"/>
 <!-- <item><title>لا</title></item> -->
</item>
<item><title>خبر قصير</title><description>سطر
سطر</description><author>a@alwadi.example (كريم)</author></item>
</channel>
</rss>
`
	atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar-EG"><title type="html">أخبار &amp;amp; آراء</title><id>x</id>
<entry><id>tag:a,1</id><title>أ &lt; ب</title><link rel="edit" href="https://a.example/e"/><link href="https://a.example/1"/>
<author><name>ليلى</name><email>l@a.example</email></author><published>2021-03-14T09:30:00Z</published><updated>2021-03-15T00:00:00Z</updated>
<category term="m" label="محليات"/><summary>موجز</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>فقرة</p><p>فقرة</p></div></content></entry>
<entry><title type="html">&lt;b&gt;عنوان&lt;/b&gt;</title><updated>2021-03-16T00:00:00Z</updated><source><title>صحيفة أخرى</title></source>
<content type="html">&lt;p&gt;نص&lt;/p&gt;</content></entry></feed>`
	rdf = `<!DOCTYPE rdf:RDF [<!ENTITY x "&#1575;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://a.example"><title>الوادي</title><items><rdf:Seq><rdf:li rdf:resource="https://a.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://a.example/1"><title>عنوان</title><link>https://a.example/1</link><description>نص &x;</description><dc:date>2021-03-14</dc:date><dc:subject>رأي</dc:subject></item>
</rdf:RDF>`
)

func TestFeeds(t *testing.T) {
	for name, c := range map[string]struct {
		feed string
		want []record.Record
	}{
		"RSS 2.0": {rss2, []record.Record{
			{
				Line: 8, ID: "w-1", Title: "صيانة السد & القرى", Text: "الفقرة الأولى.\nالثانية فيها.", Summary: "موجز الخبر",
				URL: "https://alwadi.example/1?a=1&copy=2", Author: "ليلى, سالم", Date: "Sun, 14 Mar 2021 09:30:00 +0300",
				Tags: []string{"محليات", "المياه"}, Source: `صحيفة "الوادي"`, Lang: "ar",
				Extra: []corpus.Field{{Name: "comments", Value: "https://alwadi.example/1#c"}, {Name: "description", Value: "موجز الخبر"}},
			},
			{Line: 21, Title: "خبر قصير", Text: "سطر\nسطر", Author: "كريم", Source: `صحيفة "الوادي"`, Lang: "ar"},
		}},
		"Atom": {atom, []record.Record{
			{
				Line: 2, ID: "tag:a,1", Title: "أ < ب", Text: "فقرة\nفقرة", Summary: "موجز", URL: "https://a.example/1", Author: "ليلى",
				Date: "2021-03-14T09:30:00Z", Tags: []string{"محليات"}, Source: "أخبار & آراء", Lang: "ar-EG",
				Extra: []corpus.Field{{Name: "summary", Value: "موجز"}, {Name: "updated", Value: "2021-03-15T00:00:00Z"}},
			},
			{Line: 5, Title: "عنوان", Text: "نص", Date: "2021-03-16T00:00:00Z", Source: "صحيفة أخرى", Lang: "ar-EG"},
		}},
		"RSS 1.0": {rdf, []record.Record{{
			Line: 4, ID: "https://a.example/1", Title: "عنوان", Text: "نص &x;", URL: "https://a.example/1", Date: "2021-03-14",
			Tags: []string{"رأي"}, Source: "الوادي",
		}}},
		"RSS 0.91, not escaped": {"<rss version=\"0.91\"><channel><title>الوادي</title><item><title>أ & ب</title><link>https://a.example/?a=1&b=2</link>" +
			"<description>نص <b>غليظ</b><br>سطر</description></item></channel></rss>", []record.Record{{
			Line: 1, Title: "أ & ب", Text: "نص غليظ\nسطر", URL: "https://a.example/?a=1&b=2", Source: "الوادي",
		}}},
		"with a prefix": {`<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>الوادي</a:title><a:entry><a:title>ع</a:title><a:content>ن</a:content></a:entry></a:feed>`,
			[]record.Record{{Line: 1, Title: "ع", Text: "ن", Source: "الوادي"}}},
		"controls": {"<rss><channel><item><title>ع\x07\xFF</title></item></channel></rss>", []record.Record{{Line: 1, Title: "ع␇\uFFFD"}}},
	} {
		got, faults, err := read(t, strings.NewReader(c.feed), nil)
		if err != nil || len(faults) > 0 || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v\nfaults %+v, %v", name, got, c.want, faults, err)
		}
	}
}

// A character that XML does not allow, by its number, costs no entry.
func TestReferencesThatAreNotAllowed(t *testing.T) {
	got, faults, err := read(t, strings.NewReader("<rss><channel><item><title>أ&#11;ب&#x1;ج&#xD800;د&#38;</title></item></channel></rss>"), nil)
	if err != nil || len(faults) > 0 || len(got) != 1 || got[0].Title != "أ\u240Bب\u2401ج\uFFFDد&" {
		t.Errorf("%+v, faults %v, %v", got, faults, err)
	}
}

func TestFieldsOfTheUserComeFirst(t *testing.T) {
	got, _, _ := read(t, strings.NewReader(rss2), map[string]string{"text": "description", "id": "comments"})
	if len(got) != 2 || got[0].Text != "موجز الخبر" || got[0].ID != "https://alwadi.example/1#c" {
		t.Errorf("%+v", got)
	}
}

func TestFaults(t *testing.T) {
	const before = "<rss><channel>\n<item><title>1</title></item>\n"
	for _, c := range []struct {
		rest   string
		titles string
		want   []record.Fault
	}{
		{"<item><title>2</title>\n<item><title>3</title></item></channel></rss>", "1 3", []record.Fault{{Line: 3, Offset: 45, Reason: "entry without end"}}},
		{"\n<item><title>2</title><descr", "1", []record.Fault{{Line: 4, Offset: 46, Reason: "entry without end"}}},
		{"\n", "1", []record.Fault{{Line: 4, Offset: 46, Reason: "feed is cut off after an entry"}}},
		{"<item>\n<title>2</ti<tle></item><item><title>3</title></item></channel>", "1 3",
			[]record.Fault{{Line: 4, Offset: 65, Reason: "not well formed: invalid characters between </ti and >"}}},
		{"<item><link>x</link></item></channel>", "1", []record.Fault{{Line: 3, Offset: 45, Reason: "neither text nor title"}}},
		{"<item><title>2</title><description><![CDATA[</description></item>", "1", []record.Fault{{Line: 3, Offset: 45, Reason: "entry without end"}}},
		{"<item><title>2</title><x>" + strings.Repeat("<b>", 300) + "</x></item></channel>", "1", []record.Fault{{Line: 3, Offset: 841, Reason: "nested deeper than 256"}}},
		{"</channel></rss>", "1", nil},
	} {
		got, faults, err := read(t, strings.NewReader(before+c.rest), nil)
		var titles []string
		for _, r := range got {
			titles = append(titles, r.Title)
		}
		if err != nil || strings.Join(titles, " ") != c.titles || !reflect.DeepEqual(faults, c.want) {
			t.Errorf("%q:\n got %v %+v, %v\nwant %v %+v", c.rest, titles, faults, err, c.titles, c.want)
		}
	}
	for _, feed := range []string{"", "نص", "<rss><channel></channel></rss>", strings.Repeat("<x>", 1<<20)} {
		got, faults, err := read(t, strings.NewReader(feed), nil)
		if want := []record.Fault{{Line: 1, Reason: "feed without entries"}}; err != nil || len(got) > 0 || !reflect.DeepEqual(faults, want) {
			t.Errorf("%.20q: %v %+v, %v", feed, got, faults, err)
		}
	}
}

// A feed gives the same however it is cut, and entries are numbered through.
func TestChunksOfAnySize(t *testing.T) {
	var b strings.Builder
	b.WriteString("<rss><channel><title>الوادي</title>\n")
	for i := range 3000 {
		fmt.Fprintf(&b, "<item><guid>%d</guid><title>ع</title><description>%s</description></item>\n", i, strings.Repeat("نص ", i%300))
	}
	b.WriteString("</channel></rss>")
	for name, r := range map[string]io.Reader{
		"whole":  strings.NewReader(b.String()),
		"halves": iotest.HalfReader(strings.NewReader(b.String())),
		"last":   iotest.DataErrReader(strings.NewReader(b.String())),
	} {
		got, faults, err := read(t, r, nil)
		if err != nil || len(got) != 3000 || len(faults) > 0 {
			t.Fatalf("%s: %d records, faults %v, %v", name, len(got), faults, err)
		}
		for i, r := range got {
			if fmt.Sprint(i) != r.ID || r.Line != i+2 || r.Source != "الوادي" {
				t.Fatalf("%s: entry %d is %+v", name, i, r)
			}
		}
	}
}

func TestABrokenStreamKeepsWholeEntries(t *testing.T) {
	broken := errors.New("broken")
	r := io.MultiReader(strings.NewReader("<rss><channel><item><title>1</title></item><item><ti"), iotest.ErrReader(broken))
	got, faults, err := read(t, r, nil)
	if !errors.Is(err, broken) || len(got) != 1 || len(faults) != 0 {
		t.Errorf("%d records, faults %v, error %v", len(got), faults, err)
	}
}

// filler gives n bytes of text without end.
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

func TestAnEntryThatIsTooLongIsSkipped(t *testing.T) {
	r := io.MultiReader(strings.NewReader("<rss><channel>\n<item><title>1</title></item>\n<item><title>2"), &filler{2*record.MaxRecord + 5},
		strings.NewReader("</title></item>\n<item><title>3</title></item></channel></rss>"))
	got, faults, err := read(t, r, nil)
	if err != nil || len(got) != 2 || got[1].Title != "3" || got[1].Line != 4 {
		t.Errorf("records %d, error %v", len(got), err)
	}
	if want := []record.Fault{{Line: 2, Offset: 44, Reason: "longer than 64 MB"}}; !reflect.DeepEqual(faults, want) {
		t.Errorf("faults %+v, want %+v", faults, want)
	}
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		head string
		want bool
	}{
		{rss2, true},
		{atom, true},
		{rdf, true},
		{"\uFEFF<!-- x --><rss>", true},
		{"<rss", false},
		{"<feed><x/></feed>", false},
		{`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><x/></rdf:RDF>`, false},
		{"<?xml version=\"1.0\"?><html>", false},
		{"<doc><rss></doc>", false},
		{"نص", false},
		{"", false},
	} {
		if got := syndication.Recognise([]byte(c.head)); got != c.want {
			t.Errorf("%.40q is recognised: %v, want %v", c.head, got, c.want)
		}
	}
}

// However a feed is cut, the same comes out of it, and never more text than
// there is.
func FuzzChunksAtAnyCut(f *testing.F) {
	for _, s := range []string{rss2, atom, rdf, "<rss><item><title>a</item><item/><item><![CDATA[</item>]]></item>", "<feed atom><entry></entry "} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, feed string, cut int) {
		want, wrong, err := read(t, strings.NewReader(feed), nil)
		if err != nil {
			t.Fatal(err)
		}
		at := min(max(cut, 0), len(feed))
		got, faults, err := read(t, io.MultiReader(strings.NewReader(feed[:at]), strings.NewReader(feed[at:])), nil)
		if err != nil || !reflect.DeepEqual(got, want) || !reflect.DeepEqual(faults, wrong) {
			t.Fatalf("cut at %d: %+v %+v\nas a whole: %+v %+v", at, got, faults, want, wrong)
		}
		sum := 0
		for _, r := range got {
			sum += len(r.Text) + len(r.Title)
		}
		if sum > 3*len(feed) {
			t.Fatalf("%d bytes of text from %d", sum, len(feed))
		}
	})
}
