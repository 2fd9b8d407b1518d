package clean_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/span"
)

// reading gives the reading view of all of text.
func reading(text string) clean.View {
	return clean.Text(text, span.Span{End: len(text)}, clean.Options{})
}

func texts(v clean.View) []string {
	var s []string
	for _, p := range v.Paragraphs {
		s = append(s, p.Text)
	}
	return s
}

func TestReadingViewHidesNoise(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		hidden     int
	}{
		{"plain text", "أعلنت الوزارة\nقرارها", []string{"أعلنت الوزارة", "قرارها"}, 0},
		{"blank lines collapse", "\n\nأول\n \t\n\nثان\n\n", []string{"أول", "ثان"}, 0},
		{"every paragraph end", "1\r\n2\r3\u00854\u20295\n\r6", []string{"1", "2", "3", "4", "5", "6"}, 0},
		{"a line end within", "قبل \u2028  بعد", []string{"قبل\u2028بعد"}, 0},
		{"line ends at the edges", "\u2028قبل\u2028 \u2028بعد\u2028", []string{"قبل\u2028بعد"}, 0},
		{"runs of blanks", " قبل \u00A0\u202F\t\u2003 بعد ", []string{"قبل بعد"}, 0},
		{"blank before punctuation", "فيه ، قال ( نعم ) : لا ؛ هل ؟ لا .. { a } ; !", []string{"فيه، قال (نعم): لا؛ هل؟ لا.. {a};!"}, 0},
		{"blank inside brackets", "قبل [ 1 ] بعد", []string{"قبل [1] بعد"}, 0},
		{"blank inside quotes", "قال “ نعم ” ثم « لا » ثم", []string{"قال “نعم” ثم «لا» ثم"}, 0},
		{"quotes the other way round", "قال ”نعم“ ثم »لا« ثم", []string{"قال ”نعم“ ثم »لا« ثم"}, 0},
		{"low quotes", "قال „نعم“ ثم", []string{"قال „نعم“ ثم"}, 0},
		{"quotes alike", "قال ”نعم ” ثم", []string{"قال ”نعم” ثم"}, 0},
		{"closing quote of an earlier paragraph", "نعم ” ثم", []string{"نعم” ثم"}, 0},
		{"tatweel", "كـــتاب لـ«داعش» مـُد", []string{"كتاب ل«داعش» مُد"}, 3},
		{"tatweel before the letters", "ـه ـ٣", []string{"ه ٣"}, 2},
		{"tatweel alone", "ـ أولا\nــً ثانيا", []string{"ـ أولا", "ــً ثانيا"}, 0},
		{"invisible characters", "سو\u200Bريا \uFEFF\u00AD\u2060وال", []string{"سوريا وال"}, 2},
		{"a byte order mark", "\uFEFFسوريا", []string{"سوريا"}, 0},
		{"joiners stay", "می\u200Cخواهم \u200D", []string{"می\u200Cخواهم \u200D"}, 0},
		{"entities, once", "A&amp;B &lt;b&gt; &quot;x&quot;&nbsp;&amp;lt; &#1575;&#x628; &copy; &#; &", []string{"A&B <b> \"x\" &lt; اب &copy; &#; &"}, 0},
		{"an entity that is a control", "a&#27;[2J&#0;&#xD800;&#10;b", []string{"a␛[2J␀\uFFFD b"}, 0},
		{"more marks than a cluster shows", "ب" + strings.Repeat("\u064E", 40) + "ت", []string{"ب" + strings.Repeat("\u064E", 32) + "ت"}, 1},
		{"nothing but noise", "\u200B\n[gallery]\n ", nil, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := reading(c.text)
			if got := texts(v); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%q is shown as\n %q, want\n %q", c.text, got, c.want)
			}
			if v.Hidden != c.hidden {
				t.Errorf("%q: %d hidden, want %d", c.text, v.Hidden, c.hidden)
			}
		})
	}
}

func TestKeepTatweel(t *testing.T) {
	text := "كـــتاب  لـه"
	v := clean.Text(text, span.Span{End: len(text)}, clean.Options{KeepTatweel: true})
	if got := texts(v); got[0] != "كـــتاب لـه" || v.Hidden != 0 {
		t.Errorf("shown as %q with %d hidden", got, v.Hidden)
	}
}

func TestShortcodes(t *testing.T) {
	const long = `[covid19-card region=”EG” region-name=”مصر” label=”تم التحديث في :” color=”#0c3278″]`
	for _, c := range []struct {
		text, want string
		hidden     int
	}{
		{"قبل " + long + " بعد", "قبل بعد", 1},
		{"قبل\n\n" + long + "\n\n" + long + "\n\nبعد", "قبل|بعد", 2},
		{`[caption id="a" width=300]صورة[/caption]`, "صورة", 2},
		{"[gallery] [toc] [contact-form] [video]نص", "نص", 4},
		{"[gallery/]نص[unknown/]", "نص[unknown/]", 1},
		{"[a href=&quot;x&quot;]نص[/a]", "نص", 2},
		{"[name\nattr = 'x'\n]نص", "نص", 1},
		{"نص [1] و[كذا] و[sic] [...] [note] [Gallery] [see p. 4=5]", "نص [1] و[كذا] و[sic] [...] [note] [Gallery] [see p. 4=5]", 0},
		{"[name attr=", "[name attr=", 0},
		{"[name attr=1 نص [1] نص", "[name attr=1 نص [1] نص", 0},
		{"[name attr=1\n\nنص]", "[name attr=1|نص]", 0},
		{"[[gallery]]", "[]", 1},
		{"[", "[", 0},
		{"[/", "[/", 0},
		{"[gallery", "[gallery", 0},
	} {
		v := reading(c.text)
		if got := strings.Join(texts(v), "|"); got != c.want || v.Hidden != c.hidden {
			t.Errorf("%q is shown as\n %q with %d hidden, want\n %q with %d", c.text, got, v.Hidden, c.want, c.hidden)
		}
	}
}

func TestControlsBecomePictures(t *testing.T) {
	for _, c := range []struct {
		text, want string
		soft       []span.Span
		controls   int
	}{
		{"a\x1b]52;c;x\x07b", "a␛]52;c;x␇b", []span.Span{{Start: 1, End: 4}, {Start: 11, End: 14}}, 2},
		{"\x00\x7f\u009b\v\f", "␀␡<9B>␋␌", []span.Span{{Start: 0, End: 16}}, 5},
		{"a\x9bb", "a\uFFFDb", []span.Span{{Start: 1, End: 4}}, 1},
		{"a\xed\xa0\x80b", "a\uFFFDb", []span.Span{{Start: 1, End: 4}}, 1},
		{"a\uFFFE\U0001FFFF\uFDD0b", "a\uFFFD\uFFFD\uFFFDb", []span.Span{{Start: 1, End: 10}}, 3},
		{"a\uFFF9b\uFFFB", "a<FFF9>b<FFFB>", []span.Span{{Start: 1, End: 7}, {Start: 8, End: 14}}, 2},
		{"a\uFFFDb", "a\uFFFDb", nil, 0},
	} {
		for _, raw := range []bool{false, true} {
			v := clean.Text(c.text, span.Span{End: len(c.text)}, clean.Options{Raw: raw})
			p := v.Paragraphs[0]
			if p.Text != c.want || !reflect.DeepEqual(p.Soft, c.soft) || v.Controls != c.controls {
				t.Errorf("%q (raw %v) is shown as %q, soft %v, %d controls; want %q, %v, %d",
					c.text, raw, p.Text, p.Soft, v.Controls, c.want, c.soft, c.controls)
			}
		}
	}
}

func TestBidiControls(t *testing.T) {
	const deceiving = corpus.Deceiving
	for _, c := range []struct {
		name, text, want string
		flags            corpus.Flags
	}{
		{"marks stay", "في \u200F2015\u200E-\u061C3", "في \u200F2015\u200E-\u061C3", 0},
		{"a balanced embedding stays", "قال \u202ACadena SER\u202C نعم", "قال \u202ACadena SER\u202C نعم", 0},
		{"a balanced isolate stays", "قال \u2068\u202BSER\u202C\u2069 نعم", "قال \u2068\u202BSER\u202C\u2069 نعم", 0},
		{"an override goes with its end", "a\u202Ebc\u202Cd", "abcd", deceiving},
		{"an end without start", "ab\u202Cc\u2069", "abc", deceiving},
		{"a start without end", "a\u202Ab\u2067c", "abc", deceiving},
		{"an end beyond the paragraph", "a\u202Ab\nc\u202Cd", "ab|cd", deceiving},
		{"an isolate closes what is open in it", "\u2066a\u202Bb\u2069c\u202C", "\u2066ab\u2069c", deceiving},
		{"an embedding does not close an isolate", "\u2066a\u202Cb\u2069", "\u2066ab\u2069", deceiving},
		{"ten are many but not too many", strings.Repeat("a\u200F ", 10), strings.TrimSpace(strings.Repeat("a\u200F ", 10)), 0},
		{"eleven are too many", strings.Repeat("a\u200F ", 11), strings.TrimSpace(strings.Repeat("a\u200F ", 11)), deceiving},
		{"blanks on both sides of a mark are one", "قبل \u200F بعد", "قبل \u200Fبعد", 0},
		{"a mark between a blank and punctuation", "قبل \u200F، بعد", "قبل\u200F، بعد", 0},
		{"a mark at the end", "قبل \u200F\nبعد", "قبل\u200F|بعد", 0},
		{"an override in a reference", "a&#8238;b", "ab", deceiving},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := reading(c.text)
			if got := strings.Join(texts(v), "|"); got != c.want || v.Flags != c.flags {
				t.Errorf("%+q is shown as\n %+q with flags %b, want\n %+q with %b", c.text, got, v.Flags, c.want, c.flags)
			}
		})
	}
}

func TestMixedScripts(t *testing.T) {
	for _, c := range []struct {
		text string
		want corpus.Flags
	}{
		{"раураl", corpus.MixedScripts},
		{"αbc", corpus.MixedScripts},
		{"Москва and Athens Αθήνα", 0},
		{"é-ж", 0},
		{"كلمة SER", 0},
		{"ISIS\u200Bx", corpus.MixedScripts},
		{"سو\u00ADريا", corpus.MixedScripts},
		{"سو\u064E\u2060ريا", corpus.MixedScripts},
		{"سوريا\u200B والعراق", 0},
		{"سوريا \u200Bوالعراق", 0},
		{"a\U000E0041b", corpus.MixedScripts},
		{"می\u200Cخواهم", 0},
	} {
		if got := reading(c.text).Flags; got != c.want {
			t.Errorf("%+q: flags %b, want %b", c.text, got, c.want)
		}
		if got := clean.Scan(c.text).Flags; got != c.want {
			t.Errorf("%+q: flags %b of the scan, want %b", c.text, got, c.want)
		}
	}
}

func TestPresentationFormsAreReshaped(t *testing.T) {
	text := "\uFEE3\uFEBC\uFEAE \uFEFB \uFDFA"
	p := reading(text).Paragraphs[0]
	if want := "مصر لا \uFDFA"; p.Text != want {
		t.Fatalf("%+q is shown as %+q, want %+q", text, p.Text, want)
	}
	lam := span.Span{Start: strings.Index(p.Text, "لا"), End: strings.Index(p.Text, "لا") + 2}
	if got := p.SourceSpan(lam).Of(text); got != "\uFEFB" {
		t.Errorf("the lam alone is %+q in the source, want the ligature", got)
	}
	if got := p.DisplaySpan(span.Span{Start: 3, End: 6}).Of(p.Text); got != "ص" {
		t.Errorf("the second form is shown as %q, want ص", got)
	}
}

func TestRawViewShowsEverything(t *testing.T) {
	text := "\n\uFEFFعنوان  \u200Fأول\u00A0 \r\nكـتاب [gallery ids=”1″] \u200B،\tنهاية\u2028\xff"
	v := clean.Text(text, span.Span{Start: 20, End: 30}, clean.Options{Raw: true})
	want := []string{"", "<FEFF>عنوان  <200F>أول<00A0> ", "كـتاب [gallery ids=”1″] <200B>،\tنهاية<2028>\uFFFD"}
	if got := texts(v); !reflect.DeepEqual(got, want) {
		t.Fatalf("shown as\n %q, want\n %q", got, want)
	}
	if v.Hidden != 0 || v.Controls != 1 {
		t.Errorf("%d hidden, %d controls, want 0, 1", v.Hidden, v.Controls)
	}
	soft := [][]string{nil, {"<FEFF>", " <200F>", "<00A0> "}, {"ـ", " [gallery ids=”1″] <200B>", "<2028>\uFFFD"}}
	for i, p := range v.Paragraphs {
		var got []string
		for _, s := range p.Soft {
			got = append(got, s.Of(p.Text))
		}
		if !reflect.DeepEqual(got, soft[i]) {
			t.Errorf("line %d: soft are %q, want %q", i+1, got, soft[i])
		}
	}
}

func TestRawViewOfBlanksAtTheEnds(t *testing.T) {
	v := clean.Text("  نص \n   \n", span.Span{}, clean.Options{Raw: true})
	want := []clean.Paragraph{
		{Text: "  نص ", Src: span.Span{End: 7}, Soft: []span.Span{{Start: 0, End: 2}, {Start: 6, End: 7}}},
		{Text: "   ", Src: span.Span{Start: 8, End: 11}, Soft: []span.Span{{Start: 0, End: 3}}},
	}
	if !reflect.DeepEqual(v.Paragraphs, want) {
		t.Errorf("got %+v, want %+v", v.Paragraphs, want)
	}
}

func TestHiddenOffsets(t *testing.T) {
	text := "[toc]\nقبل [gallery] بعد\n[toc]\n[/toc]\nكـتاب"
	v := reading(text)
	var got [][]int
	for _, p := range v.Paragraphs {
		got = append(got, p.Hidden)
	}
	want := [][]int{{0, 6, 13}, {2}}
	if !reflect.DeepEqual(got, want) || v.Hidden != 5 {
		t.Errorf("hidden at %v, %d in all; want %v, 5", got, v.Hidden, want)
	}
}

func TestOffsetsLeadBothWays(t *testing.T) {
	text := "قال  \u200F( نـعم ) [gallery] .\x1b&amp;"
	p := reading(text).Paragraphs[0]
	if want := "قال \u200F(نعم).␛&"; p.Text != want {
		t.Fatalf("shown as %q, want %q", p.Text, want)
	}
	for _, c := range []struct{ display, source string }{
		{"قال", "قال"}, {"نعم", "نـعم"}, {"عم", "عم"}, {").", ") [gallery] ."}, {"␛", "\x1b"}, {"&", "&amp;"}, {"(ن", "( ن"}, {"قال \u200F", "قال  \u200F"},
	} {
		d := spanOf(p.Text, c.display)
		if got := p.SourceSpan(d).Of(text); got != c.source {
			t.Errorf("%q is %q in the source, want %q", c.display, got, c.source)
		}
		if got := p.DisplaySpan(spanOf(text, c.source)).Of(p.Text); got != c.display {
			t.Errorf("%q is shown as %q, want %q", c.source, got, c.display)
		}
	}
	if got, want := p.Display(strings.Index(text, "gallery")), strings.Index(p.Text, "."); got != want {
		t.Errorf("what is hidden is shown at %d, want that of the next byte shown, %d", got, want)
	}
	if got := p.DisplaySpan(spanOf(text, "[gallery]")); !got.Empty() {
		t.Errorf("what is hidden is shown at %v", got)
	}
}

func spanOf(s, part string) span.Span {
	i := strings.Index(s, part)
	return span.Span{Start: i, End: i + len(part)}
}

func TestBodyIsARangeOfTheText(t *testing.T) {
	text := "عنوان\nنص  أول\nنص"
	v := clean.Text(text, span.Span{Start: 11, End: len(text)}, clean.Options{})
	if got := texts(v); !reflect.DeepEqual(got, []string{"نص أول", "نص"}) {
		t.Fatalf("shown as %q", got)
	}
	if got := v.Paragraphs[0].Src.Of(text); got != "نص  أول" {
		t.Errorf("the first paragraph shows %q", got)
	}
	for _, c := range []struct{ off, paragraph, display int }{
		{0, 0, 0}, {11, 0, 0}, {spanOf(text, "أول").Start, 0, 5}, {len(text) - 4, 1, 0}, {len(text) - 5, 1, 0}, {len(text), 1, 4}, {99, 1, 4},
	} {
		if i, d := v.At(c.off); i != c.paragraph || d != c.display {
			t.Errorf("At(%d) is paragraph %d, offset %d, want %d, %d", c.off, i, d, c.paragraph, c.display)
		}
	}
	if v := clean.Text(text, span.Span{Start: 90, End: 7}, clean.Options{}); len(v.Paragraphs) != 0 {
		t.Errorf("a body outside of the text is shown as %q", texts(v))
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0}, {" \n ", 0}, {"كلمة", 1}, {"  كلمة  ثانية\nثالثة ", 3},
		{"بلجيكا ، وفرنسا ..", 4}, {"a\u00A0b&nbsp;c", 3}, {"قبل [gallery ids=\"1 2 3\"] بعد", 2}, {"\u200B \u200B", 0}, {"a \u200B b", 2},
	} {
		if got := clean.Words(c.text); got != c.want {
			t.Errorf("%q has %d words, want %d", c.text, got, c.want)
		}
	}
}

func TestLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"عنوان", "عنوان"}, {"", ""}, {" \n", ""},
		{" عنوان\r\n ثان\u2028\u2029x ", "عنوان ثان x"},
		{"a\x1b[31mb\u009b\xff", "a␛[31mb<9B>\uFFFD"},
		{"a\u202Eb\u200Fc\u2066d", "abcd"},
		{"عنــوان [gallery ids=1] AT&amp;T", "عنوان AT&T"},
		{"x&amp;lt;y", "x<y"},
		{"[gal[gallery]lery]", ""},
		{strings.Repeat("[gal", 20) + "x" + strings.Repeat("lery]", 20), strings.Repeat("[gal", 20) + "x" + strings.Repeat("lery]", 20)},
	} {
		if got := clean.Line(c.text); got != c.want {
			t.Errorf("%q is the line %q, want %q", c.text, got, c.want)
		}
	}
}

func TestName(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"dir/[gallery] a  b ـ.txt", "dir/[gallery] a  b ـ.txt"},
		{"a\nb\x1b\t\x7f", "a␊b␛␉␡"},
		{"a\u202Egpj\u200B\u2028\xff\u0085", "a<202E>gpj<200B><2028>\uFFFD<85>"},
	} {
		if got := clean.Name(c.text); got != c.want {
			t.Errorf("%q is the name %q, want %q", c.text, got, c.want)
		}
	}
	if !clean.Bidi("http://a\u202E/b") || clean.Bidi("http://موقع/\xff\uFFFD") {
		t.Error("Bidi does not find just the bidi controls")
	}
}

// The collection of real articles is not part of this project; where it is at
// hand, the counts that its description gives are checked.
func TestSeeds(t *testing.T) {
	dir := os.Getenv("QARI_SEEDS")
	if dir == "" {
		dir = t.TempDir()
	}
	want := map[string]int{"000": 357, "001": 401, "002": 894, "003": 452, "004": 341}
	files, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if name := filepath.Base(f)[:3]; clean.Words(string(text)) != want[name] {
			t.Errorf("%s has %d words, want %d", name, clean.Words(string(text)), want[name])
		}
	}
}
