package source_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"qari/data/source"
)

// codes are the encodings that are read, by the names that articles carry.
var codes = map[string]encoding.Encoding{
	"UTF-8":        encoding.Nop,
	"UTF-16LE":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"UTF-16BE":     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"windows-1256": charmap.Windows1256,
	"ISO-8859-6":   charmap.ISO8859_6,
}

const news = "انطلقت أمس في العاصمة أشغال الدورة الخامسة لمجلس وزراء الصحة. وقال المقرر إن جدول الأعمال يضم تسع نقاط، أولها تبادل الأدوية بين دول الجوار."

func coded(t testing.TB, code, text string) string {
	t.Helper()
	s, err := codes[code].NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The same article is the same in any encoding, format and packing.
func TestArticlesInAllEncodings(t *testing.T) {
	text := strings.ReplaceAll(news, ". ", ".\n")
	want := one(t, "a.txt", "عنوان المقال هنا\n\n"+text)
	for code := range codes {
		for name, form := range map[string]string{
			"a.txt":      "عنوان المقال هنا\n\n" + text,
			"a.txt.gz":   "عنوان المقال هنا\n\n" + text,
			"a.md":       "---\ntitle: عنوان المقال هنا\n---\n" + text,
			"a.jsonl":    fmt.Sprintf("{\"عنوان\":\"عنوان المقال هنا\",\"text\":%q}\n", text),
			"a.jsonl.xz": fmt.Sprintf("{\"عنوان\":\"عنوان المقال هنا\",\"text\":%q}\n", text) + strings.Repeat(" ", 300<<10),
		} {
			data := coded(t, code, form)
			if strings.HasSuffix(name, ".gz") {
				data = pack(t, data)
			} else if pack := packers[".xz"]; strings.HasSuffix(name, ".xz") {
				data = pack(t, data)
			}
			a := one(t, name, data)
			if a.Title != want.Title || a.From().Encoding != code || strings.TrimSpace(a.Text[a.BodyStart:]) != text {
				t.Errorf("%s in %s: %q, %q in %s", name, code, a.Title, a.Text, a.From().Encoding)
			}
			if name == "a.txt" && a.ID != want.ID {
				t.Errorf("in %s the ID is %s, not %s", code, a.ID, want.ID)
			}
		}
	}
}

func TestEncodingByOption(t *testing.T) {
	short := coded(t, "ISO-8859-6", "سعى إلى")
	for name, want := range map[string]string{"iso-8859-6": "سعى إلى", "CP1256": "", "utf-8": ""} {
		l := load(t, source.Options{Encoding: name, Stdin: strings.NewReader(short)}, "-")
		if len(l.articles) != 1 || want != "" && l.articles[0].Text != want {
			t.Errorf("%s: articles %v, problems %v", name, l.titles(), l.problems)
		}
	}
	err := source.Load(context.Background(), nil, source.Options{Encoding: "koi8-r"}, nil)
	if err == nil || !strings.Contains(err.Error(), `unknown encoding "koi8-r": there are auto, utf-8`) {
		t.Errorf("error %v", err)
	}
}

// Where decoding moves bytes, a fault has its line and no offset.
func TestFaultsInOtherEncodings(t *testing.T) {
	text := record("1") + "broken\n" + fmt.Sprintf("{\"title\":\"2\",\"text\":%q}\n", news)
	for code := range codes {
		l := load(t, source.Options{Stdin: strings.NewReader(coded(t, code, text))}, "-")
		if len(l.problems) != 1 || l.problems[0].Line != 2 || (l.problems[0].Offset < 0) != (code != "UTF-8") {
			t.Errorf("%s: problems %+v", code, l.problems)
		}
	}
}

// A large file is decoded in chunks, by whoever has time, and keeps its order.
func TestLargeFilesInOtherEncodings(t *testing.T) {
	var b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&b, "{\"id\":\"%d\",\"title\":\"الخبر رقم %d\",\"text\":%q}\n", i, i, news)
	}
	for code := range codes {
		l := fromFile(t, "a.jsonl", coded(t, code, b.String()))
		if len(l.articles) != 3000 || len(l.problems) > 0 {
			t.Fatalf("%s: %d articles, problems %v", code, len(l.articles), l.problems)
		}
		for i, a := range l.articles {
			if string(a.ID) != fmt.Sprint(i) || a.Text != news || a.From().Encoding != code {
				t.Fatalf("%s: article %d is %s, %.60q in %s", code, i, a.ID, a.Text, a.From().Encoding)
			}
		}
	}
}
