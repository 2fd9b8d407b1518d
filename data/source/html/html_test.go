package html_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"qari/data/source/html"
	"qari/data/source/record"
)

// The paragraphs of an article, and what stands around it on a page.
var paragraphs = []string{
	"أعلنت وزارة المياه، أمس الأحد، عن بدء أعمال صيانة السد الكبير في الوادي، بعد أن كشفت الفحوص الدورية عن تشققات صغيرة في جسمه الغربي.",
	"وقال المتحدث باسم الوزارة، سالم الحداد، إن الأعمال ستستمر أربعة أشهر، وإن تزويد القرى المجاورة بالمياه لن ينقطع خلال هذه المدة.",
	"وكان أهالي قرية الزيتون قد اشتكوا، في رسالة وجهوها إلى المجلس البلدي، من تسرب المياه إلى بساتينهم، وطالبوا بتعويضات.",
}

const (
	title   = "بدء صيانة السد الكبير في الوادي"
	menu    = `<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/s">سياسة</a></li><li><a href="/r">رياضة</a></li></ul></nav>`
	related = `<aside class="related"><h3>اقرأ أيضا</h3><ul><li><a href="/1">البرلمان يناقش قانون المياه الجديد</a></li>` +
		`<li><a href="/2">مزارعون يحتجون أمام مقر الوزارة</a></li><li><a href="/3">كيف نحافظ على الماء في بيوتنا؟</a></li></ul></aside>`
	readers = `<div id="comments"><h3>التعليقات</h3><div class="comment"><span class="author">أبو محمد</span><p>الحمد لله، كنا ننتظر هذا ` +
		`المشروع منذ سنوات طويلة، ونتمنى ألا يتأخر كما تأخر غيره من المشاريع التي سمعنا عنها ولم نرها.</p></div></div>`
	footer = `<footer><p>جميع الحقوق محفوظة لصحيفة الوادي. لا يجوز نسخ المحتوى دون إذن مكتوب من إدارة الصحيفة.</p></footer>`
)

func text() string { return strings.Join(paragraphs, "\n") }

// marked gives the paragraphs as HTML.
func marked(before, after string) string {
	return before + strings.Join(paragraphs, after+before) + after
}

func news(head, article string) string {
	return `<!DOCTYPE html><html lang="ar" dir="rtl"><head>` + head + `</head><body><header>` + menu + `</header><main>` + article +
		related + readers + `</main>` + footer + `</body></html>`
}

func TestPages(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		want record.Record
	}{
		"news": {
			news(`<meta charset="utf-8"><title>`+title+` - صحيفة الوادي</title><meta property="og:site_name" content="صحيفة الوادي">`+
				`<meta property="og:title" content="`+title+` | صحيفة الوادي"><meta name="author" content="ليلى &quot;الناصر&quot;">`+
				`<meta property="article:published_time" content="2021-03-14T09:30:00+03:00"><meta property="article:tag" content="السدود">`+
				`<link rel="canonical" href="https://alwadi.example/news/1"><script>var p = "<p>لا</p>";</script>`,
				`<div class="day"><time datetime="2020-01-01">أمس</time></div><article><h1>`+title+`</h1>`+marked("<p>", "</p>")+`</article>`),
			record.Record{
				Title: title, Text: text(), Source: "صحيفة الوادي", Author: `ليلى "الناصر"`, Date: "2021-03-14T09:30:00+03:00",
				URL: "https://alwadi.example/news/1", Lang: "ar", Tags: []string{"السدود"},
			},
		},
		"data for machines": {
			news(`<title>`+title+`</title><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite"},`+
				`{"@type":"NewsArticle","headline":"`+title+`","datePublished":"2021-03-14","author":{"@type":"Person","name":"ليلى"}}]}</script>`,
				`<article>`+marked("<p>", "</p>")+`</article>`),
			record.Record{Title: title, Text: text(), Date: "2021-03-14", Author: "ليلى", Lang: "ar"},
		},
		"blocks without meaning": {
			news(`<title>`+title+`</title><meta property="og:url" content="/relative">`,
				`<div class="x1">`+title+`</div><div class="x2"><time>14 مارس 2021</time></div><div class="x3">`+marked("<div>", "</div>")+`</div>`),
			record.Record{Title: title, Text: text(), Date: "14 مارس 2021", Lang: "ar"},
		},
		"a table for layout": {
			`<html dir=rtl><title>صحيفة الوادي :: ` + title + `</title><body><table><tr><td><a href=1>الرئيسية</a><br><a href=2>أرشيف</a></td><td><font size=5>` +
				`<b>` + title + `</b></font><br><font size=3>` + marked("", "<br><br>") + `</font></td><td><a href=x>أخبار أخرى</a></td></tr></table></body></html>`,
			record.Record{Title: title, Text: text()},
		},
		"nothing closed": {
			`<html><title>` + title + `</title><body><div class=nav><a href=1>الرئيسية<a href=2>سياسة</div><div class=story><h1>` + title + `</h1>` + marked("<p>", ""),
			record.Record{Title: title, Text: text()},
		},
		"news in brief": {
			news(`<title>هزة أرضية خفيفة شمال العاصمة</title>`, `<div><p>أفاد مركز الرصد بوقوع هزة أرضية خفيفة، ولم ترد أنباء عن أضرار.</p></div>`),
			record.Record{Title: "هزة أرضية خفيفة شمال العاصمة", Text: "أفاد مركز الرصد بوقوع هزة أرضية خفيفة، ولم ترد أنباء عن أضرار.", Lang: "ar"},
		},
		"saved by a browser": {
			"<!-- saved from url=(0031)https://alwadi.example/news/1 -->\n<html><head><title>" + title + "</title></head><body>" + marked("<p>", "</p>") + "</body></html>",
			record.Record{Title: title, Text: text(), URL: "https://alwadi.example/news/1"},
		},
		"parts of the text": {
			news(`<title>`+title+`</title>`, `<article>`+marked("<p>", "</p>")+
				`<h2>أرقام</h2><ul><li>الطول: 420 مترا</li><li>السعة: 90&nbsp;مليون</li></ul><blockquote>«سد&#1575;ن»</blockquote><pre>سطر&#10;سطر</pre></article>`),
			record.Record{Title: title, Text: text() + "\nأرقام\nالطول: 420 مترا\nالسعة: 90 مليون\n«سدان»\nسطر\nسطر", Lang: "ar"},
		},
		"only links": {
			`<html><title>صحيفة الوادي</title><body>` + menu + `</body></html>`,
			record.Record{Title: "صحيفة الوادي", Text: "الرئيسية\nسياسة\nرياضة"},
		},
		"empty": {"<html></html>", record.Record{}},
	} {
		if got := html.Page(c.page); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, c.want)
		}
	}
}

func TestDecoderGivesOneRecord(t *testing.T) {
	fields, err := record.NewFields(nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []record.Record
	var d html.Decoder
	err = d.Chunks(strings.NewReader(news(`<title>`+title+`</title>`, marked("<p>", "</p>"))), func(c record.Chunk) error {
		d.Records(c, fields, func(r record.Record) { got = append(got, r) }, func(f record.Fault) { t.Error(f) })
		return nil
	})
	if err != nil || len(got) != 1 || got[0].Title != title || got[0].Text != text() {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ piece, want string }{
		{"نص", "نص"},
		{"سطر\nسطر\n\n سطر", "سطر\nسطر\nسطر"},
		{"<p>فقرة  أولى\n تتواصل</p>\n<p>ثا<b>نية</b></p>", "فقرة أولى تتواصل\nثانية"},
		{"أ<br>ب<br/><br>ج", "أ\nب\nج"},
		{"&laquo;نعم&raquo; &amp; &#1575; &lt;b&gt; &unknown;", "«نعم» & ا <b> &unknown;"},
		{"<!-- لا --><script>if (a < b) {}</script><style>p{}</style>نص<noscript><p>لا</p></noscript>", "نص"},
		{"<table><tr><th>أ</th><th>ب</th></tr><tr><td>1<td>2</table>", "أ\tب\n1\t2"},
		{"<ul><li>أ<li>ب</ul>ج", "أ\nب\nج"},
		{"<pre>أ\n  ب</pre>ج\nد", "أ\nب\nج د"},
		{"<p>&nbsp;</p><p>\u00A0نص&nbsp;نص </p>", "نص نص"},
		{"مقطوع <a href=\"x", "مقطوع"},
		{"", ""},
	} {
		if got := html.Text(c.piece); got != c.want {
			t.Errorf("%q is %q, want %q", c.piece, got, c.want)
		}
	}
}

func TestRecognise(t *testing.T) {
	for _, c := range []struct {
		head string
		want bool
	}{
		{"<!DOCTYPE html>", true},
		{"\uFEFF\r\n<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", true},
		{"<!-- saved -->\n<!-- twice -->\n<HTML dir=rtl>", true},
		{"<?xml version=\"1.0\"?>\n<!DOCTYPE html>", true},
		{"<html>", true},
		{"<?xml version=\"1.0\"?><rss>", false},
		{"<!-- <html> ", false},
		{"<htmlx>", false},
		{"<!doctype", false},
		{"<p>نص</p>", false},
		{"نص <html>", false},
		{"", false},
	} {
		if got := html.Recognise([]byte(c.head)); got != c.want {
			t.Errorf("%q is recognised: %v, want %v", c.head, got, c.want)
		}
	}
}

// Pages made to take long, or to become huge trees, do neither.
func TestHostilePages(t *testing.T) {
	const in = 20 * time.Second // of a busy machine; each takes a second or less
	end := "<p>" + paragraphs[0]
	var formats strings.Builder
	for i := range 400 {
		fmt.Fprintf(&formats, "<b x=%d>", i)
	}
	for name, page := range map[string]string{
		"deep":            strings.Repeat("<div>", 100_000) + end,
		"as deep as may":  strings.Repeat("<div>", 500) + strings.Repeat(end+"</p>", 2000),
		"deep table":      strings.Repeat("<table><tr><td>", 160) + end,
		"open formatting": formats.String() + strings.Repeat("<p>x", 50_000) + end,
		"open links":      strings.Repeat("<a href=#>x<div>", 200) + end,
		"comments":        strings.Repeat("<!--", 500_000),
		"attributes":      "<div " + strings.Repeat("a=1 ", 500_000) + ">" + end,
		"data":            `<script type="application/ld+json">` + strings.Repeat("[", 400_000) + "</script>" + end,
		"10 MB":           strings.Repeat(end, 10_000_000/len(end)),
	} {
		start := time.Now()
		r := html.Page("<html><title>" + title + "</title>" + page)
		if took := time.Since(start); took > in {
			t.Errorf("%s took %v", name, took)
		}
		if name != "comments" && (r.Title != title || !strings.Contains(r.Text, paragraphs[0])) {
			t.Errorf("%s lost its text: %q, %.80q", name, r.Title, r.Text)
		}
	}
}

// Whatever a page holds, its text has paragraphs that are not blank, and little
// more letters than the page.
func FuzzPage(f *testing.F) {
	f.Add(news(`<title>`+title+`</title>`, marked("<p>", "</p>")))
	f.Add(`<html><table><td>` + marked("", "<br>") + `<td><svg><title>x</title><time>1/2/2003</time></table><form><input><select><option>a`)
	f.Add(`<meta name=date content=2020-01-01><script type=application/ld+json>{"datePublished":["x"]}</script><link rel=canonical href="http://[">`)
	f.Add("<!-- saved from url=( --><template><p>&nGt;<plaintext></p>")
	f.Fuzz(func(t *testing.T, page string) {
		r := html.Page(page)
		for _, text := range []string{r.Text, html.Text(page)} {
			if len(text) > 3*len(page) {
				t.Fatalf("%d bytes of text from %d", len(text), len(page))
			}
			for line := range strings.SplitSeq(text, "\n") {
				if text != "" && line == "" || strings.HasPrefix(line, " ") || strings.HasSuffix(line, " ") {
					t.Fatalf("a line is blank or begins or ends so: %q", text)
				}
			}
		}
	})
}

func BenchmarkPage(b *testing.B) {
	page := news(`<title>`+title+`</title>`, `<article>`+strings.Repeat(marked("<p>", "</p>"), 10)+`</article>`)
	b.ReportAllocs()
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if r := html.Page(page); r.Text == "" {
			b.Fatal("no text")
		}
	}
}
