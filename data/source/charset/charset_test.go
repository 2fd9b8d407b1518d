package charset_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"qari/data/source/charset"
)

// prose are texts as newspapers print them, of letters that all encodings have.
var prose = []string{
	"أعلنت وزارة الفلاحة في بيان لها صدر أمس أن موسم جني الزيتون انطلق في الولايات الجنوبية قبل موعده المعتاد، وأن الصابة ستكون هذه السنة أوفر من سابقتها. وأضاف البيان أن لجنة مشتركة ستتابع الأسعار يوما بيوم، وأن نقاط البيع من المنتج إلى المستهلك ستفتح أبوابها في كل المدن الكبرى.",
	"قال رئيس البلدية، خلال ندوة صحفية عقدها صباح اليوم، إن أشغال الطريق الدائرية تقدمت بنسبة ثمانين في المائة. وأوضح أن الجسر الثاني سيدخل طور الاستغلال في مطلع الصيف المقبل؛ أما المأوى تحت الأرض فما زال ينتظر موافقة المجلس الجهوي على كلفته الإضافية.",
	"فاز المنتخب الوطني لكرة اليد على ضيفه بفارق خمسة أهداف بعد شوط أول متكافئ. وسجل الجناح الأيسر تسعة أهداف كاملة، بينما تصدى الحارس لأربع رميات جزاء. وسيلتقي الفريق في الدور القادم بطل القارة في مباراة ينتظر أن تحضرها جماهير غفيرة جاءت من كل الجهات.",
	"هل تنخفض درجات الحرارة نهاية الأسبوع؟ يتوقع خبراء الرصد الجوي أن تهب رياح شمالية قوية قرب السواحل، وأن تنزل أمطار متفرقة على المرتفعات الغربية. ودعت مصالح الحماية المدنية مستعملي الطريق إلى تخفيف السرعة، وإلى تجنب العبور من الأودية مهما كان منسوب مياهها ضعيفا.",
	"افتتح مساء الجمعة بدار الثقافة معرض للخط العربي يتواصل إلى غاية الشهر المقبل. ويضم المعرض سبعين لوحة رسمها خطاطون شبان تدربوا على أيدي شيوخ هذا الفن، فيها الكوفي والثلث والديواني. وستنتظم على هامشه ورشات للأطفال يشرف عليها أساتذة من المعهد العالي للفنون الجميلة.",
}

// codes are the encodings that are told apart, by their names.
var codes = map[string]encoding.Encoding{
	"UTF-8":        encoding.Nop,
	"UTF-16LE":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"UTF-16BE":     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"windows-1256": charmap.Windows1256,
	"ISO-8859-6":   charmap.ISO8859_6,
	"windows-1252": charmap.Windows1252,
}

// in gives a text in an encoding.
func in(t testing.TB, name, text string) string {
	t.Helper()
	s, err := codes[name].NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// cut is the first n runes.
func cut(s string, n int) string { return string([]rune(s)[:n]) }

// read decodes all of a stream that begins with data.
func read(t testing.TB, e charset.Encoding, r io.Reader) (string, *charset.Reader) {
	t.Helper()
	d := e.Reader(r)
	text, err := io.ReadAll(d)
	if err != nil {
		t.Fatal(err)
	}
	return string(text), d
}

func TestProseIsDetected(t *testing.T) {
	for _, name := range []string{"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1256", "ISO-8859-6"} {
		for _, text := range prose {
			for _, form := range []string{text, strings.ReplaceAll(text, ". ", ".\r\n\r\n"), `{"id":"1","title":"` + cut(text, 50) + `","text":"` + text + `"}` + "\n"} {
				data := in(t, name, form)
				e, err := charset.Detect([]byte(data))
				if err != nil || e.Name() != name {
					t.Fatalf("%s: %s, %v of %.60s", name, e.Name(), err, form)
				}
				if got, _ := read(t, e, strings.NewReader(data)); got != form {
					t.Errorf("%s: read %.80q, want %.80q", name, got, form)
				}
			}
		}
	}
}

// Forty bytes are enough nearly always: over 8,622 texts of a radio station that
// are no part of this test, all of them in four encodings, 99.3 % in ISO-8859-6.
func TestShortProseIsDetected(t *testing.T) {
	for _, name := range []string{"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1256", "ISO-8859-6"} {
		right, all := 0, 0
		for _, text := range prose {
			data := in(t, name, text)
			for i := 0; i+40 <= len(data); i += 40 {
				if e, err := charset.Detect([]byte(data[i : i+40])); err == nil && e.Name() == name {
					right++
				}
				all++
			}
		}
		if right*100 < all*96 {
			t.Errorf("%s: %d of %d pieces of 40 bytes", name, right, all)
		}
	}
}

func TestDetect(t *testing.T) {
	text := prose[0]
	windows := in(t, "windows-1256", text)
	for _, c := range []struct{ name, head, want string }{
		{"cut within a rune", text[:41], "UTF-8"},
		{"byte order mark", "\uFEFF" + text, "UTF-8"},
		{"ASCII", "plain", "UTF-8"},
		{"nothing", "", "UTF-8"},
		{"one bad byte in a hundred", text + "\xff", "UTF-8"},
		{"one bad byte in eleven", "نص \xff هنا أن", "UTF-8"},
		{"a truncated letter in each line", strings.Repeat("نص قصير\xd8\n", 9), "UTF-8"},
		{"bad bytes in English", strings.Repeat("It\x92s a long way to go, said he, and went. It was late, and nobody was to be seen in all of the street. ", 9), "UTF-8"},
		{"French of one byte a letter", "Les r\xe9sultats ont \xe9t\xe9 publi\xe9s \xe0 la m\xeame heure.", "windows-1256"},
		{"English, many bad bytes", strings.Repeat("It\x92s late. ", 9), "windows-1256"},
		{"little Arabic in much ASCII", strings.Repeat("plain ascii text ", 400) + windows[:30], "windows-1256"},
		{"one word of windows-1256", in(t, "windows-1256", "المدينة"), "windows-1256"},
		{"windows-1256 with UTF-8 in it", windows + text[:60], "windows-1256"},
		{"UTF-8 with windows-1256 in it", text + windows[:60], "UTF-8"},
		{"UTF-16LE with a mark", "\xff\xfe" + in(t, "UTF-16LE", text), "UTF-16LE"},
		{"UTF-16BE with a mark", "\xfe\xff" + in(t, "UTF-16BE", text), "UTF-16BE"},
		{"UTF-16LE, Latin", in(t, "UTF-16LE", "in Latin letters"), "UTF-16LE"},
		{"UTF-16BE, Latin", in(t, "UTF-16BE", "in Latin letters"), "UTF-16BE"},
		{"UTF-16LE cut within a unit", in(t, "UTF-16LE", text)[:41], "UTF-16LE"},
		{"a text with one NUL", text + "\x00" + text, "UTF-8"},
		{"an end of file as of old", windows + "\x1A", "windows-1256"},
	} {
		e, err := charset.Detect([]byte(c.head))
		if err != nil || e.Name() != c.want {
			t.Errorf("%s: %s, %v, want %s", c.name, e.Name(), err, c.want)
		}
	}
}

func TestBinaryFilesAreNoText(t *testing.T) {
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(i*i*31 + i*7 + i>>3)
	}
	for name, head := range map[string]string{
		"ELF":            "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 9) + "\x03\x00>\x00\x01\x00\x00\x00\xff\xfe" + strings.Repeat("\x00\x01\x00\x00", 9),
		"PNG":            "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00" + string(noise),
		"JPEG":           "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + string(noise),
		"PDF":            "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n",
		"noise":          string(noise),
		"noise, no NULs": strings.ReplaceAll(string(noise), "\x00", ""),
		"zeros":          strings.Repeat("\x00", 100),
		"NUL in Arabic":  in(t, "windows-1256", prose[0]) + "\x00\x01",
	} {
		if e, err := charset.Detect([]byte(head)); !errors.Is(err, charset.ErrBinary) {
			t.Errorf("%s: %s, %v", name, e.Name(), err)
		}
		if name == "NUL in Arabic" {
			continue
		}
		if _, err := charset.Use("windows-1256", []byte(head)); !errors.Is(err, charset.ErrBinary) {
			t.Errorf("%s as windows-1256: %v", name, err)
		}
	}
	if _, err := charset.Detect([]byte("\xff\xfe\x00\x00x\x00\x00\x00")); err == nil || !strings.Contains(err.Error(), "UTF-32") {
		t.Errorf("UTF-32: %v", err)
	}
}

// A declaration counts only if the bytes agree.
func TestDeclaredEncodings(t *testing.T) {
	const short = "سعى" // its letters are as good in one encoding as in the other
	page := func(charset, body string) string {
		return "<!DOCTYPE html>\n<html><head><META http-equiv='Content-Type' content='text/html; charset=" + charset + "'></head><body>" + body + "</body></html>"
	}
	xml := func(charset, body string) string {
		return "\n<?xml version='1.0' encoding = \"" + charset + "\" ?><rss><title>" + body + "</title></rss>"
	}
	for _, c := range []struct{ data, want string }{
		{page("ISO-8859-6", in(t, "ISO-8859-6", short)), "ISO-8859-6"},
		{page("windows-1256", in(t, "windows-1256", short)), "windows-1256"},
		{page("windows-1256", in(t, "ISO-8859-6", prose[0])), "ISO-8859-6"},
		{page("iso-8859-6", in(t, "windows-1256", prose[0])), "windows-1256"},
		{page("iso-8859-1", in(t, "windows-1256", prose[0])), "windows-1256"},
		{page("utf-8", in(t, "windows-1256", prose[0])), "windows-1256"},
		{page("windows-1256", prose[0]), "UTF-8"},
		{page("windows-1252", "M\xf6gen Stra\xdfen so gut wie M\xe4rkte sein?"), "windows-1252"},
		{xml("cp1256", in(t, "windows-1256", prose[1])), "windows-1256"},
		{xml("ISO_8859-6", in(t, "ISO-8859-6", short)), "ISO-8859-6"},
		{xml("utf-16", in(t, "windows-1256", prose[1])), "windows-1256"},
	} {
		e, err := charset.Detect([]byte(c.data))
		if err != nil || e.Name() != c.want {
			t.Errorf("%.120q: %s, %v, want %s", c.data, e.Name(), err, c.want)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, data, want, encoding string }{
		{"", in(t, "windows-1256", prose[2]), prose[2], "windows-1256"},
		{"utf-8", in(t, "ISO-8859-6", prose[2]), prose[2], "ISO-8859-6"},
		{"iso-8859-6", in(t, "ISO-8859-6", "سعى"), "سعى", "ISO-8859-6"},
		{"ISO-8859-1", "M\xe4rkte", "Märkte", "windows-1252"},
		{"", "\uFEFF" + prose[2], prose[2], "UTF-8"},
		{"windows-1256", in(t, "UTF-16BE", prose[2]), prose[2], "UTF-16BE"},
	} {
		text, encoding, err := charset.Decode([]byte(c.data), c.name)
		if err != nil || text != c.want || encoding != c.encoding {
			t.Errorf("as %q: %.60q in %s, %v, want %s", c.name, text, encoding, err, c.encoding)
		}
	}
	if _, _, err := charset.Decode(make([]byte, 100), ""); !errors.Is(err, charset.ErrBinary) {
		t.Errorf("zeros: %v", err)
	}
}

func TestNames(t *testing.T) {
	text, windows := prose[3], in(t, "windows-1256", prose[3])
	latin := in(t, "UTF-16BE", "plain")
	for _, c := range []struct{ name, data, want, text string }{
		{"", windows, "windows-1256", text},
		{"auto", text, "UTF-8", text},
		{"UTF-8", "\uFEFF" + text, "UTF-8", text},
		{"utf8", windows, "UTF-8", windows},
		{"CP1256", windows, "windows-1256", text},
		{"windows_1256", text, "windows-1256", ""},
		{"ISO-8859-6", in(t, "ISO-8859-6", text), "ISO-8859-6", text},
		{"windows-1252", "M\xe4rkte", "windows-1252", "Märkte"},
		{"UTF-16", "\xfe\xff" + latin, "UTF-16BE", "plain"},
		{"utf-16", in(t, "UTF-16BE", text), "UTF-16BE", text},
		{"utf-16", in(t, "UTF-16LE", "ab"), "UTF-16LE", "ab"},
		{"utf-16le", "\xff\xfe" + in(t, "UTF-16LE", "ab"), "UTF-16LE", "ab"},
		{"utf-16be", latin, "UTF-16BE", "plain"},
	} {
		if err := charset.Check(c.name); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		e, err := charset.Use(c.name, []byte(c.data))
		if err != nil || e.Name() != c.want {
			t.Errorf("%s: %s, %v", c.name, e.Name(), err)
			continue
		}
		if got, r := read(t, e, strings.NewReader(c.data)); c.text != "" && got != c.text || r.Encoding(1) != c.want {
			t.Errorf("%s: %.60q in %s", c.name, got, r.Encoding(1))
		}
	}
	for _, name := range []string{"klingon", "koi8-r", "utf-32"} {
		err := charset.Check(name)
		for _, want := range append(charset.Names(), name) {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %v does not name %s", name, err, want)
			}
		}
		if _, err := charset.Use(name, nil); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func ExampleDetect() {
	data := []byte("\xc3\xda\xe1\xe4\xca \xc7\xe1\xe6\xd2\xc7\xd1\xc9")
	e, err := charset.Detect(data)
	if err != nil {
		panic(err)
	}
	text, _ := io.ReadAll(e.Reader(bytes.NewReader(data)))
	fmt.Println(e.Name(), string(text))
	// Output: windows-1256 أعلنت الوزارة
}
