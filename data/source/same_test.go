package source_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/ulikunitz/xz"

	"qari/data/source"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
)

// story is an article as it is written into every format.
type story struct {
	ID    string    `json:"id" parquet:"id"`
	Title string    `json:"title" parquet:"title"`
	Text  string    `json:"text" parquet:"text"`
	Date  string    `json:"date" parquet:"date"`
	day   time.Time `json:"-" parquet:"-"`
}

// sentences are the material of the stories. All of their letters are in
// ISO-8859-6, which has the fewest.
var sentences = strings.Split(`قالت البلدية إن أشغال تهيئة الميناء القديم ستنطلق في بداية الشهر المقبل بعد الموافقة على ميزانيتها.
وأضاف رئيس المجلس أن المشروع يشمل توسعة الرصيف وبناء سوق للسمك ومقهى يطل على البحر.
وطالب الصيادون بتأجيل الأشغال إلى ما بعد موسم الصيد، لأن المراكب تحتاج إلى الأرصفة كلها في هذا الفصل.
ورد مدير الميناء بأن المراكب ستنقل إلى الحوض الشرقي مؤقتا، وأن الشركة ستعمل ليلا أيضا.
وتقدر كلفة المرحلة الأولى بنحو 12 مليون دينار، يدفع البنك المحلي نصفها على مدى 7 سنوات.
من جهة أخرى، أعلنت الجامعة فتح باب التسجيل في قسم جديد لعلوم البحار يستقبل 60 طالبا كل سنة.
ويدرس الطلبة فيه حركة التيارات وحياة الأسماك وطرق الصيد التي لا تضر بقاع البحر.
وقال أستاذ في القسم إن الحاجة إلى مختصين في هذا المجال تزداد عاما بعد عام في المدينة وما حولها.
وتعمل الجامعة مع نقابة الصيادين على إعداد خريطة لمواقع الصيد ومواسمه، تنشر في الصيف القادم.
وكانت المدينة قد شهدت في الشتاء الماضي عواصف قوية ألحقت أضرارا بالرصيف الغربي وبعض المخازن.
وأكد عمدة المدينة أن الترميم انتهى في موعده، وشكر المتطوعين الذين نقلوا الشباك والمعدات إلى مكان آمن.
ويتوقع مكتب الأرصاد أن يكون الطقس معتدلا خلال الأسبوع المقبل، مع رياح خفيفة من الشمال.`, "\n")

// stories are twenty articles of three paragraphs each.
func stories() []story {
	var all []story
	for i := range 20 {
		at := func(n int) string { return sentences[(i*5+n*7)%len(sentences)] }
		day := time.Date(2020, time.Month(1+i%12), 1+i, 0, 0, 0, 0, time.UTC)
		all = append(all, story{
			ID:    fmt.Sprintf("s%02d", i),
			Title: fmt.Sprintf("تقرير رقم %d عن الميناء القديم والجامعة الجديدة", i+1),
			Text:  strings.Join([]string{at(0) + " " + at(1) + " " + at(2), at(3) + " " + at(4), at(5) + " " + at(6) + " " + at(7)}, "\n"),
			Date:  day.Format(time.DateOnly), day: day,
		})
	}
	return all
}

func marshalled(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// paragraphs wraps each paragraph of a text.
func paragraphs(text, before, after string) string {
	return before + strings.ReplaceAll(escaped(text), "\n", after+before) + after
}

func webPage(s story) string {
	return "<!DOCTYPE html><html lang=\"ar\"><head><meta charset=\"utf-8\"><title>" + escaped(s.Title) + "</title>" +
		"<meta property=\"article:published_time\" content=\"" + s.Date + "\"></head><body><nav><a href=\"/\">الرئيسية</a> <a href=\"/b\">أخبار</a></nav>" +
		"<article><h1>" + escaped(s.Title) + "</h1>" + paragraphs(s.Text, "<p>", "</p>\n") + "</article><footer><a href=\"/c\">اتصل بنا</a></footer></body></html>\n"
}

func warcRecord(kind, address, media, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2021-01-01T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, address, media, len(block), block)
}

// each joins what f makes of every story.
func each(f func(story) string) string {
	var b strings.Builder
	for _, s := range stories() {
		b.WriteString(f(s))
	}
	return b.String()
}

func separated(by string) string {
	return strings.Join([]string{"id", "title", "text", "date"}, by) + "\n" +
		each(func(s story) string {
			return strings.Join([]string{s.ID, quoted(s.Title), quoted(s.Text), s.Date}, by) + "\n"
		})
}

// written are the stories in every format, by the name of the file, or of the
// files in a folder.
func inFormats(t testing.TB) map[string]map[string]string {
	t.Helper()
	array := marshalled(t, stories())
	var indented bytes.Buffer
	if err := json.Indent(&indented, []byte(array), "", "  "); err != nil {
		t.Fatal(err)
	}
	var table bytes.Buffer
	if err := parquet.Write(&table, stories()); err != nil {
		t.Fatal(err)
	}
	one := func(name, content string) map[string]string { return map[string]string{name: content} }
	files := func(ending string, f func(story) string) map[string]string {
		all := map[string]string{}
		for _, s := range stories() {
			all[s.ID+"-"+s.Date+ending] = f(s)
		}
		return all
	}
	return map[string]map[string]string{
		"txt": files(".txt", func(s story) string { return s.Title + "\n\n" + strings.ReplaceAll(s.Text, "\n", "\n\n") + "\n" }),
		"md": files(".md", func(s story) string {
			return "---\ntitle: " + s.Title + "\ndate: " + s.Date + "\n---\n\n" + strings.ReplaceAll(s.Text, "\n", "\n\n") + "\n"
		}),
		"jsonl":     one("a.jsonl", each(func(s story) string { return marshalled(t, s) + "\n" })),
		"json":      one("a.json", array),
		"indented":  one("b.json", indented.String()),
		"holder":    one("c.json", `{"total":20,"articles":`+array+`}`),
		"csv":       one("a.csv", separated(",")),
		"semicolon": one("b.csv", separated(";")),
		"tsv":       one("a.tsv", separated("\t")),
		"trec": one("a.trec", each(func(s story) string {
			return "<DOC>\n<DOCNO>" + s.ID + "</DOCNO>\n<TITLE>" + s.Title + "</TITLE>\n<DATE>" + s.Date + "</DATE>\n<TEXT>\n" + s.Text + "\n</TEXT>\n</DOC>\n"
		})),
		"xml": one("a.xml", "<?xml version=\"1.0\"?>\n<articles>"+each(func(s story) string {
			return "<article><id>" + s.ID + "</id><title>" + escaped(s.Title) + "</title><date>" + s.Date + "</date><text>" + escaped(s.Text) + "</text></article>\n"
		})+"</articles>"),
		"html": files(".html", webPage),
		"rss": one("a.rss", `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>م</title>`+each(func(s story) string {
			return "<item><guid>" + s.ID + "</guid><title>" + escaped(s.Title) + "</title><pubDate>" + s.day.Format(time.RFC1123Z) + "</pubDate><content:encoded><![CDATA[" +
				paragraphs(s.Text, "<p>", "</p>") + "]]></content:encoded></item>\n"
		})+"</channel></rss>"),
		"atom": one("a.atom", `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>م</title>`+each(func(s story) string {
			return "<entry><id>" + s.ID + "</id><title>" + escaped(s.Title) + "</title><published>" + s.Date + "T00:00:00Z</published><content type=\"html\">" +
				escaped(paragraphs(s.Text, "<p>", "</p>")) + "</content></entry>\n"
		})+"</feed>"),
		"wet": one("a.wet", warcRecord("warcinfo", "", "application/warc-fields", "x: y")+each(func(s story) string {
			return warcRecord("conversion", "https://example.org/"+s.Date+"/"+s.ID, "text/plain", s.Title+"\n"+s.Text+"\n")
		})),
		"warc": one("a.warc", each(func(s story) string {
			return warcRecord("response", "https://example.org/"+s.Date+"/"+s.ID, "application/http; msgtype=response",
				"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"+webPage(s))
		})),
		"parquet": one("a.parquet", table.String()),
	}
}

// same fails unless the articles loaded are the stories.
func same(t *testing.T, l loaded, encoding string) {
	t.Helper()
	if len(l.problems) > 0 || len(l.articles) != len(stories()) {
		t.Fatalf("%d articles, problems %v", len(l.articles), l.problems)
	}
	for i, s := range stories() {
		a := l.articles[i]
		var body []string
		for p := range clean.Paragraphs(a.Text, a.Body(), clean.Options{}) {
			body = append(body, p.Text)
		}
		want := document.Survey(&corpus.Article{Title: s.Title, TitleRule: corpus.TitleField, Text: s.Text})
		got := a.Counts()
		switch {
		case a.Title != s.Title || a.TitleRule.Derived():
			t.Fatalf("story %d has the title %q by rule %d, want %q", i, a.Title, a.TitleRule, s.Title)
		case strings.Join(body, "\n") != s.Text:
			t.Fatalf("story %d is\n%q, want\n%q", i, body, s.Text)
		case a.Date().Time.Format(time.DateOnly) != s.Date:
			t.Fatalf("story %d is of %v, want %s", i, a.Date(), s.Date)
		case got.Digest != want.Digest || got.Words != want.Words || got.Paragraphs != want.Paragraphs || !a.RTL:
			t.Fatalf("story %d counts %+v, want %+v", i, *got, want)
		case a.From().Encoding != encoding:
			t.Fatalf("story %d was %s, want %s", i, a.From().Encoding, encoding)
		}
	}
}

// place writes the files into a folder and gives the path to be loaded: the file,
// if it is one, else the folder.
func place(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := put(t, files)
	if len(files) == 1 {
		for name := range files {
			return filepath.Join(dir, name)
		}
	}
	return dir
}

func TestTheSameStoriesInEveryFormat(t *testing.T) {
	for name, files := range inFormats(t) {
		t.Run(name, func(t *testing.T) { same(t, load(t, source.Options{}, place(t, files)), "UTF-8") })
	}
}

func TestTheSameStoriesInEveryEncoding(t *testing.T) {
	for name, files := range inFormats(t) {
		switch name {
		case "parquet", "wet", "warc", "html": // say themselves in which encoding they are
			continue
		}
		for _, code := range []struct{ code, name string }{
			{"\uFEFFUTF-8", "UTF-8"}, {"UTF-16LE", "UTF-16LE"}, {"UTF-16BE", "UTF-16BE"}, {"\uFEFFUTF-16LE", "UTF-16LE"}, {"\uFEFFUTF-16BE", "UTF-16BE"},
			{"windows-1256", "windows-1256"}, {"ISO-8859-6", "ISO-8859-6"},
		} {
			t.Run(name+"/"+strings.ReplaceAll(code.code, "\uFEFF", "BOM "), func(t *testing.T) {
				other := map[string]string{}
				for file, text := range files {
					mark, codeName := "", code.code
					if cut, ok := strings.CutPrefix(codeName, "\uFEFF"); ok {
						mark, codeName = "\uFEFF", cut
					}
					other[file] = coded(t, codeName, mark+text)
				}
				same(t, load(t, source.Options{}, place(t, other)), code.name)
			})
		}
	}
}

func TestTheSameStoriesPacked(t *testing.T) {
	lines := inFormats(t)["jsonl"]["a.jsonl"]
	// No library that is used writes bzip2; the file was made of the lines by
	// bzip2 -9.
	bzipped, err := os.ReadFile(filepath.Join("testdata", "stories.jsonl.bz2"))
	if err != nil {
		t.Fatal(err)
	}
	var items []item
	for _, s := range stories() {
		items = append(items, item{name: "news/" + s.ID + "-" + s.Date + ".txt", data: s.Title + "\n\n" + s.Text + "\n"})
	}
	for name, content := range map[string]string{
		"a.jsonl.gz": pack(t, lines), "a.jsonl.zst": packZstd(t, lines), "a.jsonl.xz": packXZ(t, lines, xz.WriterConfig{}), "a.jsonl.bz2": string(bzipped),
		"a.zip": makeZip(t, items...), "a.tar": makeTar(t, items...), "a.tar.gz": pack(t, makeTar(t, items...)), "a.tgz": pack(t, makeTar(t, items...)),
	} {
		t.Run(name, func(t *testing.T) {
			same(t, load(t, source.Options{}, place(t, map[string]string{name: content})), "UTF-8")
			same(t, load(t, source.Options{}, place(t, map[string]string{"without-a-telling-name": content})), "UTF-8")
		})
	}
}

// IDs are the same after a reload, a move of the file, in another encoding and
// with other line ends.
func TestIDsStay(t *testing.T) {
	dated := inFormats(t)["txt"]
	ids := func(change func(text string) string, folder string) []corpus.ID {
		files := map[string]string{}
		for name, text := range dated {
			files[folder+name] = change(text)
		}
		var all []corpus.ID
		for _, a := range load(t, source.Options{}, put(t, files)).articles {
			all = append(all, a.ID)
		}
		return all
	}
	want := ids(strings.Clone, "")
	if len(want) != 20 {
		t.Fatalf("%d IDs", len(want))
	}
	for name, got := range map[string][]corpus.ID{
		"again":        ids(strings.Clone, ""),
		"moved":        ids(strings.Clone, "elsewhere/deep/"),
		"windows-1256": ids(func(s string) string { return coded(t, "windows-1256", s) }, ""),
		"UTF-16":       ids(func(s string) string { return coded(t, "UTF-16LE", "\uFEFF"+s) }, ""),
		"CR LF":        ids(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, ""),
	} {
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: IDs %v, want %v", name, got, want)
		}
	}
}

// A file whose first line is its title and a record with that title and text are
// one article, kept once.
func TestAFileAndARecordAreOneArticle(t *testing.T) {
	s := stories()[0]
	dir := put(t, map[string]string{"a.txt": s.Title + "\r\n" + s.Text, "b.jsonl": marshalled(t, map[string]string{"title": s.Title, "text": s.Text}) + "\n"})
	if l := load(t, source.Options{}, dir); len(l.articles) != 1 || l.duplicates != 1 {
		t.Errorf("%d articles, %d duplicates, want one of each", len(l.articles), l.duplicates)
	}
}
