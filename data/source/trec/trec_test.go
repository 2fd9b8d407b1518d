package trec_test

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"qari/data/source/record"
	"qari/data/source/trec"
	"qari/model/corpus"
)

// read gives the records and faults of a stream.
func read(t testing.TB, r io.Reader) (records []record.Record, faults []record.Fault) {
	t.Helper()
	fields, err := record.NewFields(map[string]string{"lang": "sprache"})
	if err != nil {
		t.Fatal(err)
	}
	var d trec.Decoder
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

func TestDocuments(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []record.Record
	}{
		{"TREC", "<DOC>\n<DOCNO> A-1 </DOCNO>\n<HL>خبر</HL>\n<DATE>2015-07-21</DATE>\n<AUTHOR>كاتب</AUTHOR>\n<CATEGORY>أ</CATEGORY>\n<CATEGORY>ب</CATEGORY>\n<ABSTRACT>ملخص</ABSTRACT>\n<TEXT>\nسطر\nسطر ثان\n</TEXT>\n</DOC>\n<DOC><DOCNO>A-2</DOCNO><TEXT>نص</TEXT></DOC>",
			[]record.Record{{Line: 1, ID: "A-1", Title: "خبر", Date: "2015-07-21", Author: "كاتب", Tags: []string{"أ", "ب"}, Summary: "ملخص", Text: "سطر\nسطر ثان", Extra: extra("abstract", "ملخص")}, {Line: 14, ID: "A-2", Text: "نص"}}},
		{"attributes and paragraphs", "<DOC id=\"B 1\" type='story' >\n<HEADLINE>\nخبر\n</HEADLINE>\n<DATELINE>تونس</DATELINE>\n<TEXT>\n<P>\nسطر\nوبقيته\n</P>\n<P>\nثان <B>مهم</B>\n</P>\n</TEXT>\n</DOC>\n",
			[]record.Record{{Line: 1, ID: "B 1", Title: "خبر", Text: "سطر وبقيته\nثان مهم", Extra: extra("type", "story", "dateline", "تونس")}}},
		{"not well formed", "<doc>\n<docno>1</docno>\n<text>A & B <3 a<b and c>d <x@example.org> R&D &unknown; <قوس> </text>\n</doc>",
			[]record.Record{{Line: 1, ID: "1", Text: "A & B <3 a<b and c>d <x@example.org> R&D &unknown; <قوس>"}}},
		{"entities, once", "<DOC><TEXT>&quot;&amp;quot;&lt;b&gt;&nbsp;&#1594;&#x63A;&#0;&apos;&#xZ;</TEXT></DOC>",
			[]record.Record{{Line: 1, Text: "\"&quot;<b>\u00A0غغ\uFFFD'&#xZ;"}}},
		{"fields that are not closed", "<DOC>\n<DOCNO>1\n<TITLE>خبر\n<TEXT>سطر\n<P>سطر ثان\n</DOC>",
			[]record.Record{{Line: 1, ID: "1", Title: "خبر", Text: "سطر\nسطر ثان"}}},
		{"text without a field", "<DOC><DOCNO>1</DOCNO>\nسطر\n<P>ثان\n</DOC>", []record.Record{{Line: 1, ID: "1", Text: "سطر\nثان"}}},
		{"comments, CDATA, instructions", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e \"boo\">]>\n<doc><!-- <text>x</text> --><title><![CDATA[<خبر> & &amp;]]></title><text>&e;<?x y?></text></doc>",
			[]record.Record{{Line: 2, Title: "<خبر> & &amp;", Text: "&e;"}}},
		{"a list of articles", "<?xml version=\"1.0\"?>\n<articles>\n<article id=\"1\">\n<meta><title>خبر</title><dc:date>2015</dc:date><other>x</other></meta>\n<body><p>سطر</p><p>ثان</p></body>\n</article>\n<article><title>ثان</title></article></articles>",
			[]record.Record{{Line: 3, ID: "1", Title: "خبر", Date: "2015", Text: "سطر\nثان", Extra: extra("other", "x")}, {Line: 7, Title: "ثان"}}},
		{"fields by a name", "<add><doc>\n<field name=\"id\">1</field><field name=\"title\">خبر</field><field name='content'>نص</field><field name=\"x\">y</field></doc></add>",
			[]record.Record{{Line: 1, ID: "1", Title: "خبر", Text: "نص", Extra: extra("x", "y")}}},
		{"answers of a search engine", "<response><result><doc><str name=\"title\">خبر</str><arr name=\"tags\"><str>أ</str><str>ب</str></arr></doc></result></response>",
			[]record.Record{{Line: 1, Title: "خبر", Tags: []string{"أ", "ب"}}}},
		{"rows of attributes", "<posts>\n<row Id=\"1\" Title=\"خبر > أول\" Body=\"&lt;p&gt;نص\" />\n<row Id='2' Body='نص' x=\"y\"/>\n</posts>",
			[]record.Record{{Line: 2, ID: "1", Title: "خبر > أول", Text: "<p>نص"}, {Line: 3, ID: "2", Text: "نص", Extra: extra("x", "y")}}},
		{"pages with revisions", "<mediawiki><siteinfo><sitename>x</sitename></siteinfo><page><title>خبر</title><id>5</id><revision><id>7</id><timestamp>2015-07-21T10:00:00Z</timestamp><text bytes=\"9\">نص\nثان</text></revision></page></mediawiki>",
			[]record.Record{{Line: 1, ID: "5", Title: "خبر", Date: "2015-07-21T10:00:00Z", Text: "نص\nثان", Extra: extra("id", "7")}}},
		{"elements of any name", "<?xml version=\"1.0\"?><root><nachricht><titel>x</titel><sprache>ar</sprache><text>نص</text></nachricht><nachricht><text>ثان</text></nachricht></root>",
			[]record.Record{{Line: 1, Text: "نص", Lang: "ar", Extra: extra("titel", "x")}, {Line: 1, Text: "ثان"}}},
		{"tags of paragraphs within any field", "<DOC><HEADLINE><P>خبر</P></HEADLINE><DATE><P>2015</P></DATE><TEXT><F P=105>نص</F><BR>ثان</TEXT></DOC>",
			[]record.Record{{Line: 1, Title: "خبر", Date: "2015", Text: "نص\nثان"}}},
		{"two texts", "<DOC><TEXT>أ</TEXT><NOTE>x</NOTE><TEXT>ب</TEXT></DOC>", []record.Record{{Line: 1, Text: "أ\nب", Extra: extra("note", "x")}}},
		{"a text in a text", "<DOC><TEXT>أ<TEXT>ب</TEXT>ج</TEXT>د</DOC>", []record.Record{{Line: 1, Text: "أ\nب\nج", Extra: extra("rest", "د")}}},
	} {
		got, faults := read(t, strings.NewReader(c.text))
		if !reflect.DeepEqual(got, c.want) || len(faults) > 0 {
			t.Errorf("%s:\n got  %+v, faults %+v\n want %+v", c.name, got, faults, c.want)
		}
	}
}

func texts(records []record.Record) string {
	var all []string
	for _, r := range records {
		all = append(all, fmt.Sprintf("%d:%s", r.Line, r.Text))
	}
	return strings.Join(all, " ")
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		faults           []record.Fault
	}{
		{"not closed at the end", "<DOC><TEXT>a</TEXT></DOC>\n<DOC>\n<TEXT>b", "1:a 2:b", []record.Fault{{Line: 2, Offset: 26, Reason: "<doc> is not closed"}}},
		{"not closed at the end, without text", "<DOC><TEXT>a</TEXT></DOC>\n<DOC>\n<DOCNO>1</DOCNO>", "1:a", []record.Fault{{Line: 2, Offset: 26, Reason: "<doc> is not closed"}}},
		{"not closed before the next", "<DOC><TEXT>a</TEXT>\n<DOC>\n<TEXT>b</TEXT></DOC>", "1:a 2:b", []record.Fault{{Line: 1, Offset: 0, Reason: "<doc> is not closed"}}},
		{"no text", "<DOC><TEXT>a</TEXT></DOC>\n<DOC><DOCNO>1</DOCNO><TEXT> </TEXT></DOC><DOC><TEXT>b</TEXT></DOC>", "1:a 2:b", []record.Fault{{Line: 2, Offset: 26, Reason: "neither text nor title"}}},
		{"CDATA that is not closed", "<DOC><TEXT><![CDATA[a</TEXT></DOC>\n<DOC><TEXT>b</TEXT></DOC>", "1:a</TEXT> 2:b", []record.Fault{{Line: 1, Offset: 0, Reason: "a CDATA section is not closed"}}},
		{"cut off within a tag", "<DOC><TEXT>a</TEXT></DOC>\n<DOC><TEXT>b</TE", "1:a 2:b</TE", []record.Fault{{Line: 2, Offset: 26, Reason: "<doc> is not closed"}}},
		{"cut off within the tag of a record", "<DOC><TEXT>a</TEXT></DOC>\n<DO", "1:a", nil},
		{"too many fields", "<DOC><TEXT>a</TEXT>" + strings.Repeat("<x>y</x>", 10_001) + "</DOC>", "1:a", []record.Fault{{Line: 1, Offset: 0, Reason: "more than 10000 fields"}}},
	} {
		got, faults := read(t, strings.NewReader(c.text))
		if texts(got) != c.want || !reflect.DeepEqual(faults, c.faults) {
			t.Errorf("%s:\n got  %q, faults %+v\n want %q, faults %+v", c.name, texts(got), faults, c.want, c.faults)
		}
	}
}

func TestNoRecords(t *testing.T) {
	got, faults := read(t, strings.NewReader("نص\n & <"))
	if want := []record.Fault{{Line: 2, Offset: 9, Reason: "no <doc> or other record in tags"}}; len(got) > 0 || !reflect.DeepEqual(faults, want) {
		t.Errorf("records %+v, faults %+v, want %+v", got, faults, want)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '&'
	}
	return len(p), nil
}

func TestARecordThatIsTooLongIsSkipped(t *testing.T) {
	for name, end := range map[string]string{"closed": "</TEXT></DOC>\n", "not closed": "\n"} {
		r := io.MultiReader(strings.NewReader("<DOC><TEXT>1</TEXT></DOC>\n<DOC><TEXT>"), io.LimitReader(endless{}, 2*record.MaxRecord), strings.NewReader(end+"<DOC><TEXT>3</TEXT></DOC>"))
		got, faults := read(t, r)
		if want := []record.Fault{{Line: 2, Offset: 26, Reason: "longer than 64 MB"}}; texts(got) != "1:1 3:3" || !reflect.DeepEqual(faults, want) {
			t.Errorf("%s: %s, faults %+v, want %+v", name, texts(got), faults, want)
		}
	}
}

// What is not closed costs no more than one look at it.
func TestManyOfWhatIsNotClosed(t *testing.T) {
	const n = 200_000
	for _, s := range []string{"<!--", "<![CDATA[", "<?", "<!x", "<a b=\"", "</x", "<x>", "<p>", "<title>", "<doc ", "&#", "<text><text>"} {
		got, _ := read(t, strings.NewReader("<doc><text>a</text>"+strings.Repeat(s, n)+"</doc><doc><text>b</text></doc>"))
		if len(got) == 0 || got[len(got)-1].Text != "b" {
			t.Errorf("%s: %d records, the last is not the last", s, len(got))
		}
	}
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		head string
		want bool
	}{
		{"<DOC>\n<DOCNO>1</DOCNO>\n<TEXT>a", true},
		{"\n<doc id=\"1\"><text>a</text>", true},
		{"<?xml version=\"1.0\"?>\n<articles><article><title>a</title></article>", true},
		{"<add><doc><field name=\"id\">1</field></doc></add>", true},
		{"<posts>\n<row Id=\"1\"/>\n<row Id=\"2\"/></posts>", true},
		{"<?xml version=\"1.0\"?><x><y>1</y><y>2</y></x>", true},
		{"<?xml version=\"1.0\"?><rss><channel><item><title>a</title></item></channel></rss>", false},
		{"<feed xmlns=\"x\"><entry><title>a</title></entry></feed>", false},
		{"<!DOCTYPE html><html><body><article><p>a</p></article></body></html>", false},
		{"<div><article><p>a</p></article></div>", false},
		{"<?xml version=\"1.0\"?><svg><g>1</g><g>2</g></svg>", false},
		{"<قال> نعم\nنص", false},
		{"<doc> is a word in brackets", false},
		{"<a> and <b> are letters", false},
		{"< 3", false},
		{"نص <doc><text>a</text></doc>", false},
		{"", false},
	} {
		if got := trec.Recognise([]byte(c.head)); got != c.want {
			t.Errorf("%q is recognised: %v, want %v", c.head, got, c.want)
		}
	}
}

func TestChunksOfAnySize(t *testing.T) {
	var b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&b, "<DOC>\n<DOCNO>%d</DOCNO>\n<TEXT>%s</TEXT>\n</DOC>\n", i*4+1, strings.Repeat("نص ", 1+i%500))
	}
	for name, r := range map[string]io.Reader{
		"whole":  strings.NewReader(b.String()),
		"halves": iotest.HalfReader(strings.NewReader(b.String())),
		"bytes":  iotest.OneByteReader(strings.NewReader(b.String())),
	} {
		got, faults := read(t, r)
		if len(got) != 3000 || len(faults) > 0 {
			t.Fatalf("%s: %d records, faults %v", name, len(got), faults)
		}
		for _, r := range got {
			if fmt.Sprint(r.Line) != r.ID {
				t.Fatalf("%s: line %d is %s", name, r.Line, r.ID)
			}
		}
	}
}

func FuzzAnyCutGivesTheSame(f *testing.F) {
	for _, s := range []string{
		"<DOC><DOCNO>1</DOCNO><TEXT>a <b>b</b> &amp; c</TEXT></DOC>\n<doc><text>x", "<?xml?><a><b><title>x</title></b><b c=\"d>\"/></a>", "<doc><doc></DOC>x</doc><doc a='<'>", "<add><doc><field name=\"text\"><![CDATA[x]]></field></doc>",
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
		_ = trec.Recognise([]byte(text))
	})
}

func BenchmarkRecords(b *testing.B) {
	text := strings.Repeat("<DOC>\n<DOCNO>1</DOCNO>\n<HEADLINE>عنوان الخبر</HEADLINE>\n<TEXT>\n"+strings.Repeat("<P>\nنص الخبر كما ورد في الجريدة.\n</P>\n", 40)+"</TEXT>\n</DOC>\n", 1000)
	fields, err := record.NewFields(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		n := 0
		var d trec.Decoder
		err := d.Chunks(strings.NewReader(text), func(c record.Chunk) error {
			d.Records(c, fields, func(record.Record) { n++ }, func(record.Fault) {})
			return nil
		})
		if n != 1000 || err != nil {
			b.Fatal(n, err)
		}
	}
}
