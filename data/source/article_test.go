package source_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"qari/data/sample"
	"qari/data/source"
	"qari/model/clean"
	"qari/model/corpus"
)

// words is a line of n words that is no title: it ends in a full stop.
func words(n int) string { return strings.TrimSpace(strings.Repeat("كلمة ", n)) + "." }

// one loads a single file.
func one(t *testing.T, name, text string) *corpus.Article {
	t.Helper()
	l := load(t, source.Options{}, put(t, map[string]string{name: text}))
	if len(l.articles) != 1 || len(l.problems) != 0 {
		t.Fatalf("%s: %d articles, problems %v", name, len(l.articles), l.problems)
	}
	return l.articles[0]
}

func TestTitlesAndSourcesOfPlainText(t *testing.T) {
	const (
		field = corpus.TitleField + iota
		line
		derived
		file
	)
	long := "كلمة " + strings.Repeat("طويلة جدا ", 20)
	for _, c := range []struct {
		name, text    string
		rule          corpus.TitleRule
		title, source string
		body          string // what the body begins with
	}{
		{"a title line", "عنوان الخبر\n\n" + words(12), line, "عنوان الخبر", "", "\nكلمة"},
		{"a title line, CR LF", "عنوان الخبر\r\n" + words(12), line, "عنوان الخبر", "", "كلمة"},
		{"a title with a shortcode", "عنوان [gallery] الخبر\n" + words(12), line, "عنوان الخبر", "", "كلمة"},
		{"one word is no title", "عنوان\n" + words(12), derived, "عنوان", "", "عنوان\n"},
		{"too many words for a title", strings.Repeat("ل ", 26) + "\n" + words(60), derived, strings.TrimSpace(strings.Repeat("ل ", 26)), "", "ل ل"},
		{"too many letters for a title", strings.Repeat("كلمةطويلة ", 21) + "\n" + words(60), derived, strings.TrimSpace(strings.Repeat("كلمةطويلة ", 9)) + "…", "", "كلمةطويلة"},
		{"a sentence is no title", "وقع الحادث صباحا.\n" + words(12), derived, "وقع الحادث صباحا", "", "وقع"},
		{"a colon is no title's end", "قال في بيان:\n" + words(12), derived, "قال في بيان:", "", "قال"},
		{"nothing follows", "عنوان الخبر وحده\n \n", derived, "عنوان الخبر وحده", "", "عنوان"},
		{"a short line and little follow", "عنوان الخبر الطويل\nنص قصير\n" + words(20), derived, "عنوان الخبر الطويل", "", "عنوان"},
		{"a short line and much follow", "عنوان الخبر الطويل\nنص قصير\n" + words(40), line, "عنوان الخبر الطويل", "", "نص قصير"},
		{"a source line", "ليبر نيوز\n" + words(12), derived, strings.TrimSuffix(words(12), "."), "ليبر نيوز", "كلمة"},
		{"a source line and a title", "صحيفة الأفق\n\nعنوان الخبر\n" + words(12), line, "عنوان الخبر", "صحيفة الأفق", "كلمة"},
		{"a name of a source", "رويترز\n" + words(12), derived, strings.TrimSuffix(words(12), "."), "رويترز", "كلمة"},
		{"a name of a source, folded", "الاناضول\n" + words(12), derived, strings.TrimSuffix(words(12), "."), "الاناضول", "كلمة"},
		{"five words are no source", "قناة الأفق تعلن عن برامجها\n" + words(12), line, "قناة الأفق تعلن عن برامجها", "", "كلمة"},
		{"little follows a source", "قناة الأفق\n" + words(9), line, "قناة الأفق", "", "كلمة"},
		{"a date line before the title", "الثلاثاء 21 يوليو 2015\nعنوان الخبر\n" + words(12), line, "عنوان الخبر", "", "كلمة"},
		{"a long sentence is cut at a blank", long, derived, "كلمة" + strings.Repeat(" طويلة جدا", 8) + "…", "", "كلمة"},
		{"the first sentence", "وصل د. سامي اليوم. ثم غادر.", derived, "وصل د. سامي اليوم", "", "وصل"},
		{"a question", "هل وصل سامي؟ نعم.", derived, "هل وصل سامي؟", "", "هل"},
		{"no body", "[gallery]", file, "خبر 1", "", "[gallery]"},
		{"only a source and noise", "[gallery]\n\u200B", file, "خبر 1", "", "[gallery]"},
	} {
		a := one(t, "خبر 1.txt", c.text)
		if a.Title != c.title || a.TitleRule != c.rule || a.From().Source != c.source || !strings.HasPrefix(a.Body().Of(a.Text), c.body) {
			t.Errorf("%s:\n title %q by rule %d, source %q, body %.20q\n want  %q by rule %d, source %q, body %q",
				c.name, a.Title, a.TitleRule, a.From().Source, a.Body().Of(a.Text), c.title, c.rule, c.source, c.body)
		}
		if a.Text != c.text || len(a.Text) != len(c.text) {
			t.Errorf("%s: the text is not the source's", c.name)
		}
	}
}

func TestTitlesOfOtherFormats(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		rule             corpus.TitleRule
		title, body      string
	}{
		{"a field", "a.jsonl", `{"title":" ع\u001b[1m &quot;x&quot;\n","text":"نص"}`, corpus.TitleField, `ع␛[1m "x"`, "نص"},
		{"a field that is noise", "a.jsonl", `{"title":"\u200b[gallery]","text":"جملة أولى هنا. ثانية"}`, corpus.TitleDerived, "جملة أولى هنا", "جملة أولى هنا. ثانية"},
		{"no line of a record is its title", "a.jsonl", `{"text":"عنوان الخبر\nنص الخبر الأول هنا"}`, corpus.TitleDerived, "عنوان الخبر", "عنوان الخبر\nنص الخبر الأول هنا"},
		{"the text repeats its title", "a.jsonl", `{"title":"الإرهاب في سوريا","text":"«الارهاب» في سوريا:\nنص"}`, corpus.TitleField, "الإرهاب في سوريا", "نص"},
		{"the text is its title", "a.jsonl", `{"title":"عنوان","text":"عنوان"}`, corpus.TitleField, "عنوان", "عنوان"},
		{"the text begins as its title does", "a.jsonl", `{"title":"الأمير يزور","text":"الأمير يزور تونس\nنص"}`, corpus.TitleField, "الأمير يزور", "الأمير يزور تونس\nنص"},
		{"the text repeats its summary", "a.jsonl", `{"title":"ع","abstract":"ملخص الخبر","text":"ملخص الخبر\nملخص الخبر وتفصيله"}`, corpus.TitleField, "ع", "ملخص الخبر وتفصيله"},
		{"the text begins with its summary", "a.jsonl", `{"title":"ع","abstract":"ملخص الخبر","text":"ملخص الخبر\nتفصيله"}`, corpus.TitleField, "ع", "ملخص الخبر\nتفصيله"},
		{"front matter", "a.md", "---\ntitle: عنوان\n---\nنص", corpus.TitleField, "عنوان", "نص"},
		{"a heading", "a.md", "# عنوان\n\nنص", corpus.TitleLine, "عنوان", "\nنص"},
		{"neither", "a.md", "---\nsource: م\n---\nعنوان الخبر\n\nنص الخبر كما ورد", corpus.TitleLine, "عنوان الخبر", "\nنص الخبر كما ورد"},
	} {
		a := one(t, c.file, c.text)
		if a.Title != c.title || a.TitleRule != c.rule || a.Body().Of(a.Text) != c.body {
			t.Errorf("%s:\n title %q by rule %d, body %q\n want  %q by rule %d, body %q", c.name, a.Title, a.TitleRule, a.Body().Of(a.Text), c.title, c.rule, c.body)
		}
	}
}

func TestSourcesAndDates(t *testing.T) {
	for _, c := range []struct{ name, file, text, source, date string }{
		{"fields", "2014-01-01.jsonl", `{"text":"ن","source":"ص","url":"http://www.x.org/2015/07/21/a","date":"2015-07-20"}`, "ص", "2015-07-20"},
		{"the host and the address", "a/2014-01-01.jsonl", `{"text":"ن","url":"http://www.X.org:80/2015/07/21/a"}`, "x.org", "2015-07-21"},
		{"an address that is none", "a/b.jsonl", `{"text":"ن","url":"لا شيء"}`, "a", ""},
		{"a file of records has no date", "2014-01-01.jsonl", `{"text":"ن"}`, "", ""},
		{"the folder and the file name", "a/الأفق/2014-01-01 x.txt", "نص قصير.", "الأفق", "2014-01-01"},
		{"folders named by date", "2015/07/21/x.txt", "نص قصير.", "21", "2015-07-21"},
		{"a date line at the start", "a.txt", "7 مارس 2015\n" + words(12), "", "2015-03-07"},
		{"a date line below the title", "a.txt", "عنوان الخبر\nالرباط، 7 مارس 2015\n" + words(50), "", "2015-03-07"},
		{"a date line at the end", "a.txt", words(12) + "\n" + words(12) + "\n" + words(12) + "\n" + words(12) + "\nنشر في 7 مارس 2015\n\n", "", "2015-03-07"},
		{"a date line in the middle", "a.txt", strings.Repeat(words(12)+"\n", 4) + "نشر في 7 مارس 2015\n" + strings.Repeat(words(12)+"\n", 4), "", ""},
		{"a date in a sentence", "a.txt", "توفي في 7 مارس 2015.\n" + words(12), "", ""},
		{"a date in a title", "a.txt", "هجمات 11 مارس 2004 في مدريد\n" + words(12), "", ""},
		{"a Hijri date", "a.jsonl", `{"text":"ن","date":"5 شوال 1436هـ"}`, "", "2015-07-22"},
		{"a date that is none", "a.jsonl", `{"text":"ن","date":"أمس"}`, "", ""},
		{"seconds", "a.jsonl", `{"text":"ن","date":1437474605}`, "", "2015-07-21T10:30:05Z"},
	} {
		a := one(t, c.file, c.text)
		if a.From().Source != c.source || a.Date().String() != c.date {
			t.Errorf("%s: source %q, date %q; want %q, %q", c.name, a.From().Source, a.Date(), c.source, c.date)
		}
	}
}

func TestCountsAndFlags(t *testing.T) {
	for _, c := range []struct {
		name, text        string
		words, paragraphs int
		controls          int
		flags             corpus.Flags
		rtl               bool
	}{
		{"a field's title counts", `{"title":"عنوان الخبر","text":"نص  الخبر ، هنا [gallery ids=1]\n\nثم"}`, 7, 2, 0, 0, true},
		{"a title that is repeated counts once", `{"title":"عنوان الخبر","text":"عنوان الخبر\nنص"}`, 3, 1, 0, 0, true},
		{"a derived title counts once", `{"text":"نص الخبر"}`, 2, 1, 0, 0, true},
		{"no body", `{"title":"Breaking"}`, 1, 0, 0, 0, false},
		{"controls", `{"title":"a\u001b","text":"\u0007b\u009b"}`, 2, 1, 3, 0, false},
		{"a title that deceives", `{"title":"a\u202eb","text":"c"}`, 2, 1, 0, corpus.Deceiving, false},
		{"a body that deceives", `{"title":"a","text":"c\u2067"}`, 2, 1, 0, corpus.Deceiving, false},
		{"marks are fine", `{"title":"a","text":"c\u200f"}`, 2, 1, 0, 0, false},
		{"marks in an address are not", `{"title":"a","text":"c","url":"http://x\u200f"}`, 2, 1, 0, corpus.Deceiving, false},
		{"marks in a source are not", `{"title":"a","text":"c","source":"x\u200f"}`, 2, 1, 0, corpus.Deceiving, false},
		{"marks in an ID are not", `{"id":"a\u200f","text":"c"}`, 1, 1, 0, corpus.Deceiving, false},
		{"many marks in title and text", `{"title":"` + strings.Repeat(`\u200f`, 6) + `a","text":"` + strings.Repeat(`\u200f`, 6) + `c"}`, 2, 1, 0, corpus.Deceiving, false},
		{"mixed scripts", `{"title":"a","text":"раураl"}`, 2, 1, 0, corpus.MixedScripts, false},
		{"a title of digits", `{"title":"2015","text":"نص"}`, 2, 1, 0, 0, true},
	} {
		a := one(t, "a.jsonl", c.text)
		n := a.Counts()
		flags := a.Flags | n.Flags
		if int(n.Words) != c.words || int(n.Paragraphs) != c.paragraphs || int(n.Controls) != c.controls || flags != c.flags || a.RTL != c.rtl {
			t.Errorf("%s: %d words, %d paragraphs, %d controls, flags %b, right-to-left %v; want %d, %d, %d, %b, %v", c.name,
				n.Words, n.Paragraphs, n.Controls, flags, a.RTL, c.words, c.paragraphs, c.controls, c.flags, c.rtl)
		}
	}
}

// Without counts articles are the same but for what is counted.
func TestUncounted(t *testing.T) {
	dir := put(t, map[string]string{
		"a/line.txt":  "صحيفة الأفق\n\nعنوان الخبر\n" + words(12) + "\n[gallery] &quot;نص&quot;\u202E\n",
		"derived.txt": "وصل د. سامي اليوم. ثم غادر.\n7 مارس 2015\n", "file.txt": "[gallery]", "matter.md": "---\ntitle: عنوان\n---\nنص",
		"same.txt": "نص مكرر", "same2.txt": "نص مكرر", "bad.txt": "\xff\xfe\xff",
		"records.jsonl": `{"id":"x","title":"عنوان\u001b","text":"عنوان\nنص"}` + "\n" + `{"id":"x","title":"آخر","text":"آخر"}` + "\nbad\n" + `{"text":"نص بلا عنوان","url":"http://x.org/2015/07/21/a\u200f"}`,
	})
	counted, bare := load(t, source.Options{}, dir), load(t, source.Options{Uncounted: true}, dir)
	for _, a := range counted.articles {
		if a.Counts().Words == 0 && a.TitleRule != corpus.TitleFile {
			t.Errorf("%s: nothing is counted", a.From().Path)
		}
		a.SetCounts(nil)
	}
	if !reflect.DeepEqual(counted.articles, bare.articles) || counted.duplicates != 1 || bare.duplicates != 1 || !reflect.DeepEqual(counted.problems, bare.problems) {
		t.Errorf("without counts there are %d articles, %d duplicates, problems %v; want %d, 1, %v, but for the counts the same",
			len(bare.articles), bare.duplicates, bare.problems, len(counted.articles), counted.problems)
	}
}

func TestFieldsAreSafe(t *testing.T) {
	a := one(t, "a.jsonl", `{"title":"  ع ","text":"ن","source":"\u001b س","author":"ك\u202e\nل","url":" http://x/[gallery]?a=b&amp;c\u0007 ","lang":" ar ","tags":["أ\u0000","",3]}`)
	if a.Title != "ع" || a.From().Source != "␛ س" || a.More().Author != "ك ل" || a.URL != "http://x/[gallery]?a=b&amp;c␇" || a.From().Lang != "ar" || strings.Join(a.More().Tags, "|") != "أ␀|3" {
		t.Errorf("%+v", a)
	}
	if len(a.More().Extra) != 1 || a.More().Extra[0] != (corpus.Field{Name: "title", Value: "  ع "}) {
		t.Errorf("beside the fields is kept %q", a.More().Extra)
	}
}

// Articles with the same letters in their bodies have the same digest.
func TestDigest(t *testing.T) {
	digest := func(text string) uint64 { return one(t, "a.txt", text).Counts().Digest }
	a := digest("الإرهاب في سوريا.")
	for text, same := range map[string]bool{
		"الارهاب  في سُوريا !": true, "[caption id=1]الارهاب[/caption] في &quot;سوريا&quot;": true, "الارهاب في ليبيا": false, "[gallery] …": false,
	} {
		if got := digest(text); (got == a) != same {
			t.Errorf("%q has the digest %x, want it to equal %x: %v", text, got, a, same)
		}
	}
	if got := digest("[gallery] …"); got != 0 {
		t.Errorf("a body without letters has the digest %x", got)
	}
}

// The built-in sample loads without a problem, and holds what its own test
// says of it.
func TestSample(t *testing.T) {
	var l loaded
	if err := source.FromFS(context.Background(), sample.FS(), source.Options{}, l.take); err != nil {
		t.Fatal(err)
	}
	if len(l.articles) < 16 || len(l.problems) > 0 || l.duplicates > 0 {
		t.Errorf("%d articles, %d duplicates, problems %v", len(l.articles), l.duplicates, l.problems)
	}
	derived := 0
	for _, a := range l.articles {
		if a.TitleRule.Derived() {
			derived++
		}
		if a.Title == "" || a.From().Source == "" || clean.Line(a.Title) != a.Title {
			t.Errorf("%s: title %q, source %q", a.From().Path, a.Title, a.From().Source)
		}
	}
	if derived == 0 {
		t.Error("no title is derived")
	}
}

// Real articles are not part of this project; where a folder of them is at hand,
// what its description says is checked.
func TestSeeds(t *testing.T) {
	dir := os.Getenv("QARI_SEEDS")
	if dir == "" {
		return
	}
	l := load(t, source.Options{}, dir)
	want := []struct {
		words  int
		rule   corpus.TitleRule
		source bool
	}{{357, corpus.TitleDerived, false}, {401, corpus.TitleDerived, true}, {894, corpus.TitleDerived, false}, {452, corpus.TitleLine, false}, {341, corpus.TitleDerived, false}}
	if len(l.articles) != len(want) || len(l.problems) > 0 {
		t.Fatalf("%d articles, problems %v", len(l.articles), l.problems)
	}
	for i, a := range l.articles {
		if int(a.Counts().Words) != want[i].words || a.TitleRule != want[i].rule || (a.From().Source != "") != want[i].source {
			t.Errorf("%s: %d words, title by rule %d, source %q, want %+v", filepath.Base(a.From().Path), a.Counts().Words, a.TitleRule, a.From().Source, want[i])
		}
	}
}
