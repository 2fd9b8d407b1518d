package layout_test

import (
	"slices"
	"strings"
	"testing"

	"qari/model/bidi"
	"qari/model/layout"
	"qari/model/span"
)

// visual is what is drawn of a line, from left to right.
func visual(ln *layout.Line, text string, o layout.CellText) string {
	var b []byte
	for i := range ln.Cells {
		b = ln.AppendShaped(b, text, i, o)
	}
	return string(b)
}

// lines are those of a paragraph, as drawn.
func lines(text string, o layout.Options) []string {
	var l layout.Layouter
	p := l.Paragraph(text, o)
	var out []string
	for i := range p.Len() {
		out = append(out, visual(p.Line(i), text, layout.CellText{Shape: o.Shape, HideMarks: o.HideMarks}))
	}
	return out
}

// Whole paragraphs as they are drawn. The expected strings are in visual order:
// an editor that knows bidi shows them the wrong way round.
func TestParagraphIsDrawnInVisualOrder(t *testing.T) {
	shaped := layout.Options{Shape: true, LamAlef: true}
	unjoined := layout.Options{Shape: true}
	plain := layout.Options{}
	for _, tt := range []struct {
		name, text string
		o          layout.Options
		want       string
	}{
		{"empty", "", shaped, ""},
		{"Latin", "plain text", shaped, "plain text"},
		{"letters are joined and turned", "سلام", unjoined, "\uFEE1\uFE8E\uFEE0\uFEB3"},
		{"lam and alef are one", "سلام", shaped, "\uFEE1\uFEFC\uFEB3"},
		{"lam-alef takes the marks of both", "لَاً", shaped, "\uFEFB\u064E\u064B"},
		{"as stored without Shape", "سلام", plain, "مالس"},
		{"marks stay after their letter", "مُحَمَّد", plain, "دمَّحَمُ"},
		{"marks can be hidden", "مُحَمَّدٌ قالَ", layout.Options{HideMarks: true}, "لاق دمحم"},
		{"Koranic and old marks are hidden too", "ا\u0670ب\u06D6ت\u08F0\u0610", layout.Options{HideMarks: true}, "تبا"},
		{"numbers keep their order", "عام 2015 م", plain, "م 2015 ماع"},
		{"a Latin phrase keeps its order", "إذاعة Cadena SER أمس", plain, "سمأ Cadena SER ةعاذإ"},
		{"brackets are mirrored", "قال (نعم)", plain, "(معن) لاق"},
		{"quotes are mirrored", "«نعم»", plain, "«معن»"},
		{"brackets round Latin too", "مركز (CITCO) هنا", plain, "انه (CITCO) زكرم"},
		{"Arabic in a Latin paragraph", "he said نعم أو لا.", plain, "he said ال وأ معن."},
		{"the base direction can be set", "he said.", layout.Options{Base: bidi.RTL}, ".he said"},
		{"trailing blanks are dropped", "نعم  ", plain, "معن"},
		{"unless they are kept", "نعم ", layout.Options{KeepBlanks: true}, " معن"},
		{"NBSP is none of them", "نعم\u00A0", plain, "\u00A0معن"},
		{"bidi controls act and vanish", "\u202Bhe said: \u2067نعم\u2069!\u202C", plain, "!معن :he said"},
		{"a right-to-left mark acts", "2015\u200F-\u200F16", plain, "16-2015"},
		{"joiners act and vanish", "ه\u200Dمي\u200Cم", unjoined, "\uFEE1\uFEF2\uFEE4\uFEEB"},
		{"a tab is blanks to the next stop", "a\tbc\td", plain, "a       bc      d"},
		{"so it is from the right", "ا\tب", plain, "ب       ا"},
		{"a lone mark gets a base", "\u064Eأ", plain, "أ\u25CC\u064E"},
		{"so does one after an end of line", "\u064E", plain, "\u25CC\u064E"},
		{"unless it is hidden", "\u064Eأ", layout.Options{HideMarks: true}, "أ"},
		{"a mark after a control belongs to the letter before", "ab\u200F\u0301c", plain, "ab\u0301c"},
		{"a mark on a blank keeps the blank", "ا \u064E", plain, " \u064Eا"},
		{"a prefixed sign has a stand-in", "\u06DD١٢", plain, "\u25CC١٢"},
		{"each has one", "ا \u0600\u0601", plain, "\u25CC\u25CC ا"},
		{"invisible characters are left out", "a\u200B\uFEFF\u00AD\u2060\u034Fb", plain, "ab"},
		{"an emoji of parts is drawn in parts", "👨\u200D👩\u200D👧 ا", plain, "ا 👨👩👧"},
		{"a variation selector is left out", "⚠\uFE0F", plain, "⚠"},
		{"controls are pictures", "a\x1b\x00\x7f\u009bb", plain, "a␛␀␡\uFFFDb"},
		{"invalid bytes too", "a\xff\xd9", plain, "a\uFFFD\uFFFD"},
		{"lam-alef under a mark of another script", "لا\u2DFA", shaped, "\uFEFB\u2DFA"},
		{"lam-alef of forms with a mark between", "\uFEDF\u064E\uFE8E", shaped, "\uFEFB\u064E"},
		{"noncharacters too", "a\uFFFEb", plain, "a\uFFFDb"},
		{"presentation forms in the text are shaped anew", "\uFEB3\uFEFC\uFEE1", shaped, "\uFEE1\uFEFC\uFEB3"},
		{"also when they were wrong", "\uFEE1\uFE8E\uFEFB\uFEB1", shaped, "\uFEB1\uFEFB\uFE8E\uFEE3"},
		{"one code point stays one cell without LamAlef", "س\uFEFBم", unjoined, "\uFEE1\uFEFC\uFEB3"},
		{"word ligatures stay", "محمد \uFDFA", unjoined, "\uFDFA \uFEAA\uFEE4\uFEA4\uFEE3"},
		{"an ellipsis of two", "انتهى ..", plain, ".. ىهتنا"},
	} {
		got := strings.Join(lines(tt.text, tt.o), "|")
		if got != tt.want {
			t.Errorf("%s: %+q\n got %+q\nwant %+q", tt.name, tt.text, got, tt.want)
		}
	}
}

// A cluster is drawn with at most 32 marks.
func TestLongClusterIsCut(t *testing.T) {
	text := "ب" + strings.Repeat("\u064E", 100) + "ت"
	got := strings.Join(lines(text, layout.Options{}), "|")
	if want := "ت" + "ب" + strings.Repeat("\u064E", 32); got != want {
		t.Errorf("drawn are %d bytes, want %d: %+q", len(got), len(want), got)
	}
}

func TestLinesBreak(t *testing.T) {
	const long = "ابتثجحخدذر"
	for _, tt := range []struct {
		name, text string
		o          layout.Options
		want       []string
	}{
		{"at blanks, which vanish", "one two  three", layout.Options{Width: 5}, []string{"one", "two", "three"}},
		{"exactly full", "one two", layout.Options{Width: 7}, []string{"one two"}},
		{"blanks hang over", "one two    x", layout.Options{Width: 7}, []string{"one two", "x"}},
		{"each line is reordered by itself", "قال abc def نعم", layout.Options{Width: 8}, []string{"abc لاق", "معن def"}},
		{"each line resets its own blanks", "a نعم لا b", layout.Options{Width: 6}, []string{"a معن", "ال b"}},
		{"a word longer than the line is cut", "abcdefgh", layout.Options{Width: 3}, []string{"abc", "def", "gh"}},
		{"with the forms of the whole word", "سسسس", layout.Options{Width: 2, Shape: true}, []string{"\uFEB4\uFEB3", "\uFEB2\uFEB4"}},
		{"clusters are not cut", "بَتَثَ", layout.Options{Width: 1}, []string{"بَ", "تَ", "ثَ"}},
		{"nor is lam-alef", "لالا", layout.Options{Width: 1, Shape: true, LamAlef: true}, []string{"\uFEFB", "\uFEFB"}},
		{"a wide cluster takes what it needs", "世a", layout.Options{Width: 1}, []string{"世", "a"}},
		{"U+2028 breaks within the paragraph", "نعم\u2028لا", layout.Options{Width: 80}, []string{"معن", "ال"}},
		{"so does a newline", "a\r\nb\nc\n", layout.Options{}, []string{"a", "b", "c"}},
		{"two give an empty line", "a\n\nb", layout.Options{Width: 9}, []string{"a", "", "b"}},
		{"NBSP holds", "aa bb\u00A0cc", layout.Options{Width: 6}, []string{"aa", "bb\u00A0cc"}},
		{"a soft hyphen does not, unseen", "aaaa\u00ADbbbb", layout.Options{Width: 5}, []string{"aaaa", "bbbb"}},
		{"nor does a zero-width space", "aaaa\u200Bbbbb", layout.Options{Width: 5}, []string{"aaaa", "bbbb"}},
		{"a word joiner does", "aa bb-\u2060cc", layout.Options{Width: 6}, []string{"aa", "bb-cc"}},
		{"Arabic comma", "أبت ثجح، خد", layout.Options{Width: 6}, []string{"تبأ", "،حجث", "دخ"}},
		{"Arabic semicolon", "أبت ثجح؛ خد", layout.Options{Width: 6}, []string{"تبأ", "؛حجث", "دخ"}},
		{"Arabic question mark", "أبت ثجح؟ خد", layout.Options{Width: 6}, []string{"تبأ", "؟حجث", "دخ"}},
		{"a comma after a blank", "أبت ثجح ، خد", layout.Options{Width: 7}, []string{"تبأ", "، حجث", "دخ"}},
		{"two dots after a blank", "أبت ثجح .. خد", layout.Options{Width: 7}, []string{"تبأ", ".. حجث", "دخ"}},
		{"a full stop after a blank", "أبت ثجح .", layout.Options{Width: 7}, []string{"تبأ", ". حجث"}},
		{"an ellipsis after a blank", "أبت ثجح … خد", layout.Options{Width: 7}, []string{"تبأ", "… حجث", "دخ"}},
		{"an ellipsis that begins a sentence", "أبت ثجح …خد", layout.Options{Width: 8}, []string{"حجث تبأ", "دخ…"}},
		{"guillemets", "أبت «ثجح» خد", layout.Options{Width: 5}, []string{"تبأ", "«حجث»", "دخ"}},
		{"an opening guillemet before a blank", "أبت « ثجح » خد", layout.Options{Width: 7}, []string{"تبأ", "« حجث »", "دخ"}},
		{"curly quotes before and after blanks", "أبت “ ثجح ” خد", layout.Options{Width: 7}, []string{"تبأ", "” حجث “", "دخ"}},
		{"a closing quote and a comma", "أبت «ثج »، خد", layout.Options{Width: 7}, []string{"تبأ", "،« جث»", "دخ"}},
		{"an opening bracket before a blank", "أبت ( ثجح ) خد", layout.Options{Width: 7}, []string{"تبأ", "( حجث )", "دخ"}},
		{"a percent sign after a blank", "أبت 3,5 % خد", layout.Options{Width: 7}, []string{"تبأ", "% 3,5", "دخ"}},
		{"a minus sign begins a line", "أبتث -5", layout.Options{Width: 6}, []string{"ثتبأ", "5-"}},
		{"a comma is not cut off a long word", "ابتث، خ", layout.Options{Width: 4}, []string{"تبا", "خ ،ث"}},
		{"nor a bracket", "ابت(ث)", layout.Options{Width: 4}, []string{"تبا", "(ث)"}},
		{"nor a sign from its number", "ا\u0600١", layout.Options{Width: 2}, []string{"ا", "\u25CC١"}},
		{"nothing but punctuation is cut anywhere", "......", layout.Options{Width: 4}, []string{"....", ".."}},
		{"an indent takes room", "aa bb cc", layout.Options{Width: 5, Indent: 2}, []string{"aa", "bb cc"}},
		{"but leaves a cell", "ab c", layout.Options{Width: 2, Indent: 9}, []string{"a", "b", "c"}},
		{"breaks that are asked for", "aa. bb. cc.", layout.Options{Width: 80, Breaks: []int{4, 8}}, []string{"aa.", "bb.", "cc."}},
		{"before the blanks, too", "aa.  bb", layout.Options{Width: 80, Breaks: []int{3}}, []string{"aa.", "bb"}},
		{"in a cluster: after it", "بَت", layout.Options{Width: 80, Breaks: []int{2}}, []string{"بَ", "ت"}},
		{"nowhere", "aa", layout.Options{Width: 80, Breaks: []int{-3, 0, 2, 99}}, []string{"aa"}},
		{"a tab counts from the line's start", "abc\td\te", layout.Options{Width: 9}, []string{"abc     d", "e"}},
		{"blanks only", "     ", layout.Options{Width: 2}, []string{""}},
		{"one line without a width", strings.Repeat(long+" ", 99) + long, layout.Options{}, []string{reverse(strings.Repeat(long+" ", 99) + long)}},
	} {
		if got := lines(tt.text, tt.o); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q at %d\n got %q\nwant %q", tt.name, tt.text, tt.o.Width, got, tt.want)
		}
	}
}

func reverse(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

func TestIndentOfLines(t *testing.T) {
	var l layout.Layouter
	p := l.Paragraph("aa bb cc dd", layout.Options{Width: 5, Indent: 2, BreakIndent: 1, Breaks: []int{6}})
	var starts []int
	for i := range p.Len() {
		starts = append(starts, p.Line(i).Start)
	}
	if want := []int{0, 3, 6, 9}; !slices.Equal(starts, want) {
		t.Fatalf("lines start at %v, want %v", starts, want)
	}
	for i, want := range []int{2, 0, 1, 0} {
		if got := p.Line(i).Indent; got != want {
			t.Errorf("line %d has an indent of %d, want %d", i, got, want)
		}
	}
}

func TestIsolatedTokensReadFromTheLeft(t *testing.T) {
	for _, tt := range []struct{ name, token string }{
		{"a telephone number", "0599-123-456"},
		{"with a plus", "+970-599-123-456"},
		{"in groups", "+970 599 123 456"},
		{"in groups with 0", "0599 123 456"},
		{"with an area code", "(02)298-1234"},
		{"with an area code and a blank", "(02) 298-1234"},
		{"a date", "2015-07-21"},
		{"a date with slashes", "21/7/2015"},
		{"a date with dots", "21.7.2015"},
		{"a time", "10:30"},
		{"a time of day and zone", "2015-07-21T10:30+02:00"},
		{"a date, day first", "21-07-2015"},
		{"thousands", "10 000"},
		{"millions", "1 250 000"},
		{"a country's code", "+970"},
		{"a code and an area in brackets", "+970 (59) 912 3456"},
		{"a version", "1.2.3-rc1"},
		{"a version with a v", "v1.2.3-rc1"},
		{"a type of aircraft", "737-800"},
		{"another", "F-16"},
		{"a URL", "https://example.com/a/b?c=d&e=1-2"},
		{"a URL that ends in a slash", "http://example.com/"},
		{"a host", "www.example.com"},
		{"a host and a path", "example.com/2015/07/"},
		{"mail", "first.last-2@example.co.uk"},
		{"mail that begins with a digit", "24news@example.com"},
		{"a name", "@news_24"},
		{"a hashtag", "#breaking"},
		{"a path", "/etc/hosts"},
		{"a path at home", "~/notes/2015-07.txt"},
		{"a relative path", "../data/x.json"},
		{"a drive", `C:\data\x\`},
		{"an IBAN", "PS92 PALS 0000 0000 0400 1234 5670 2"},
	} {
		for _, around := range [][2]string{{"قال ", " نعم"}, {"قال (", ")، نعم"}, {"قال «", "». نعم"}, {"هاتف: ", ""}} {
			text := around[0] + tt.token + around[1]
			got := strings.Join(lines(text, layout.Options{Isolate: true}), "|")
			if !strings.Contains(got, tt.token) {
				t.Errorf("%s: %q is drawn %q", tt.name, text, got)
			}
		}
	}
}

func TestIsolateLeavesTheRestAlone(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"prose", "قال نعم، ثم لا.", ".ال مث ،معن لاق"},
		{"a percent sign is left of its number", "ارتفع 3,5 % أمس", "سمأ % 3,5 عفترا"},
		{"numbers of a Latin phrase stay with it", "طائرة Boeing 737-800 أمس", "سمأ Boeing 737-800 ةرئاط"},
		{"but a URL is not such a phrase", "على http://x.org/a 0599-123-456", "0599-123-456 http://x.org/a ىلع"},
		{"a range", "بين 10-20 م", "م 20-10 نيب"},
		{"a score", "الأول 2-1 الثاني", "يناثلا 1-2 لوألا"},
		{"years", "عام (2014-2015) و 2014-15", "15-2014 و (2015-2014) ماع"},
		{"a minute of play", "د 90+3", "3+90 د"},
		{"a minus sign is left where it is", "قال -5 ثم (-7)", "(7-) مث 5- لاق"},
		{"so is a plus of a small number", "قال +5", "5+ لاق"},
		{"a date that goes on after a blank", "مواليد 23-03- 1969", "1969 -03-23 ديلاوم"},
		{"a number typed for the eye", "على 70.101.300(216+)", "(+216)70.101.300 ىلع"},
		{"a hyphen between words", "شرق - غرب", "برغ - قرش"},
		{"a list number", "1- نعم", "معن -1"},
		{"Arabic-Indic digits keep their order", "عام ٢٠١٤-٢٠١٥", "٢٠١٥-٢٠١٤ ماع"},
		{"two years are no thousands", "بين 2014 2015", "2015 2014 نيب"},
		{"a slash between month names", "شباط/February", "February/طابش"},
		{"a token with a mark on its end", "و 1-2-3\u0301", "3\u0301-2-1 و"},
		{"a dash and a number", "ص 5 - 7", "7 - 5 ص"},
		{"a token from the left, which Arabic touches", "a@b.orgو64", "a@b.org64و"},
	} {
		if got := strings.Join(lines(tt.text, layout.Options{Isolate: true}), "|"); got != tt.want {
			t.Errorf("%s: %q\n got %q\nwant %q", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestIsolateOffIsPlainUAX9(t *testing.T) {
	got := strings.Join(lines("هاتف 0599-123-456", layout.Options{}), "|")
	if want := "456-123-0599 فتاه"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A URL's path may go on in Arabic.
func TestIsolatedAddressWithArabicPath(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"انظر https://ar.example.org/wiki/مصر،", "،https://ar.example.org/wiki/رصم رظنا"},
		{"انظر https://example.org/-من-هنا؟/x/ غدا", "ادغ https://example.org/-؟انه-نم/x/ رظنا"},
		{"انظر https://example.orgثم", "مثhttps://example.org رظنا"},
	} {
		if got := strings.Join(lines(tt.text, layout.Options{Isolate: true}), "|"); got != tt.want {
			t.Errorf("%q\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

// The base direction is that of the first strong letter, isolated or not.
func TestIsolateDoesNotChangeTheBase(t *testing.T) {
	for _, text := range []string{"http://example.org/ نعم", "/a/b نعم", "1-2-3 نعم", "نعم http://example.org/", "1-2-3"} {
		var l layout.Layouter
		want := l.Paragraph(text, layout.Options{}).Base
		if got := l.Paragraph(text, layout.Options{Isolate: true}).Base; got != want {
			t.Errorf("%q: the base level is %d, want %d", text, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	shaped := layout.Options{Shape: true, LamAlef: true}
	for _, tt := range []struct {
		name, text string
		width      int
		o          layout.Options
		want       string
	}{
		{"what fits stays", "one two", 7, layout.Options{}, "one two"},
		{"blanks at the end do not count", "one   ", 3, layout.Options{}, "one"},
		{"Latin", "one two", 6, layout.Options{}, "one t…"},
		{"no blank before the ellipsis", "one two", 5, layout.Options{}, "one…"},
		{"Arabic", "قال نعم", 5, layout.Options{}, "…لاق"},
		{"with forms of the whole word", "سسسس", 3, shaped, "…\uFEB4\uFEB3"},
		{"lam-alef is not parted", "سلامة", 3, shaped, "…\uFEFC\uFEB3"},
		{"nor half shown", "سلام", 2, shaped, "…\uFEB3"},
		{"the base is that of the whole", "12 34 نعم", 4, layout.Options{}, "…12"},
		{"the ellipsis stands at the line's end", "نعم abcdef", 8, layout.Options{}, "…abc معن"},
		{"a wide cluster that does not fit", "世界世界", 4, layout.Options{}, "世…"},
		{"one cell", "نعم", 1, layout.Options{}, "…"},
		{"no cell", "نعم", 0, layout.Options{}, ""},
		{"less than none", "نعم", -1, layout.Options{}, ""},
		{"nothing", "", 0, layout.Options{}, ""},
		{"ends of lines are left out", "a\nb\u2028c", 9, layout.Options{}, "abc"},
		{"tabs", "a\tb", 8, layout.Options{}, "a…"},
		{"isolates", "هاتف 0599-123-456", 10, layout.Options{Isolate: true}, "…فتاه"},
		{"a number stays whole or goes whole", "نحو 1600 شخص", 7, layout.Options{}, "…وحن"},
		{"with its separators", "بلغ 3,5 في", 6, layout.Options{}, "…غلب"},
		{"a number alone is cut", "123456", 4, layout.Options{}, "123…"},
	} {
		var l layout.Layouter
		ln := l.Cut(tt.text, tt.width, tt.o)
		got := visual(&ln, tt.text, layout.CellText{Shape: tt.o.Shape})
		if got != tt.want {
			t.Errorf("%s: %q at %d\n got %+q\nwant %+q", tt.name, tt.text, tt.width, got, tt.want)
		}
		if ln.Width > max(tt.width, 0) {
			t.Errorf("%s: %q takes %d cells of %d", tt.name, tt.text, ln.Width, tt.width)
		}
		for _, c := range ln.Cells {
			if c.Start == c.End && (c.Start == 0 && tt.width > 1 || c.Start >= len(tt.text)) {
				t.Errorf("%s: %q is cut at %d", tt.name, tt.text, c.Start)
			}
		}
	}
}

func TestRunsOffsetAndCaret(t *testing.T) {
	const text = "قال abc 12 نعم" // drawn: معن abc 12 لاق
	var l layout.Layouter
	ln := l.Paragraph(text, layout.Options{}).Line(0)
	if got, want := visual(ln, text, layout.CellText{}), "معن abc 12 لاق"; got != want {
		t.Fatalf("drawn %q, want %q", got, want)
	}
	for _, tt := range []struct {
		word string
		want []layout.Run
	}{
		{"قال", []layout.Run{{11, 3}}},
		{"abc", []layout.Run{{4, 3}}},
		{"ل ab", []layout.Run{{4, 2}, {10, 2}}},
		{"12 نعم", []layout.Run{{0, 4}, {8, 2}}},
		{text, []layout.Run{{0, 14}}},
		{"", nil},
	} {
		i := strings.Index(text, tt.word)
		if got := ln.Runs(span.Span{Start: i, End: i + len(tt.word)}); !slices.Equal(got, tt.want) {
			t.Errorf("Runs(%q) = %v, want %v", tt.word, got, tt.want)
		}
	}
	for _, tt := range []struct {
		before string
		col    int
	}{
		{"قال", 13}, {"ال", 12}, {" abc", 10}, {"abc", 4}, {"c", 6}, {"12", 8}, {"نعم", 2}, {"م", 0},
	} {
		off := strings.Index(text, tt.before)
		if tt.before == "م" {
			off = len(text) - 2
		}
		if got := ln.Caret(off); got != tt.col {
			t.Errorf("Caret before %q = %d, want %d", tt.before, got, tt.col)
		}
		if got := ln.Offset(tt.col); got != off {
			t.Errorf("Offset(%d) = %d, want %d, before %q", tt.col, got, off, tt.before)
		}
	}
	if got := ln.Caret(len(text)); got != -1 {
		t.Errorf("caret at the end of right-to-left text: %d, want -1", got)
	}
	if got := ln.Offset(-5); got != len(text)-2 {
		t.Errorf("Offset left of the line = %d, want %d", got, len(text)-2)
	}
	if got := ln.Offset(99); got != 0 {
		t.Errorf("Offset right of the line = %d, want 0", got)
	}
	if got := l.Paragraph("abc", layout.Options{}).Line(0).Caret(3); got != 3 {
		t.Errorf("caret at the end of Latin text: %d, want 3", got)
	}
}

func TestLineAt(t *testing.T) {
	const text = "aa bb cc\u2028dd"
	for off, want := range map[int]int{-1: 0, 0: 0, 2: 0, 3: 1, 5: 1, 6: 2, 8: 2, 10: 2, 11: 3, 12: 3, 13: 3, 99: 3} {
		var l layout.Layouter
		p := l.Paragraph(text, layout.Options{Width: 2})
		if got := p.LineAt(off); got != want {
			t.Errorf("LineAt(%d) = %d, want %d", off, got, want)
		}
	}
	var l layout.Layouter
	if p := l.Paragraph(text, layout.Options{Width: 2}); p.Line(-1) != nil || p.Line(4) != nil {
		t.Error("there are lines before the first or after the last")
	}
}

// What AppendPlain gives is for terminals that reorder by themselves, and
// perhaps shape.
func TestPlainCellsAreAsStored(t *testing.T) {
	for _, tt := range []struct {
		text string
		o    layout.CellText
		want string // in the order of the cells
	}{
		{"(لا)", layout.CellText{}, ")لا("},
		{"(لا)", layout.CellText{Shape: true}, ")\uFEFB("},
		{"لَا", layout.CellText{}, "لَا"},
		{"لَا", layout.CellText{HideMarks: true}, "لا"},
		{"م\u200Cن\u200F", layout.CellText{}, "نم"},
		{"م\u200Cن\u200F", layout.CellText{Joiners: true}, "نم\u200C"},
		{"\u06DD\x1b", layout.CellText{}, "\u25CC␛"},
	} {
		var l layout.Layouter
		ln := l.Paragraph(tt.text, layout.Options{Shape: true, LamAlef: true}).Line(0)
		var got []byte
		for i := range ln.Cells {
			got = ln.AppendPlain(got, tt.text, i, tt.o)
		}
		if string(got) != tt.want {
			t.Errorf("%+q %+v\n got %+q\nwant %+q", tt.text, tt.o, got, tt.want)
		}
	}
}

// Cells say what other orders than the visual one need.
func TestCellsCarryLevelsAndRanges(t *testing.T) {
	const text = "قال (لا) 12"
	var l layout.Layouter
	ln := l.Paragraph(text, layout.Options{Shape: true, LamAlef: true}).Line(0)
	cells := slices.Clone(ln.Cells)
	slices.SortFunc(cells, func(a, b layout.Cell) int { return a.Start - b.Start })
	want := []layout.Cell{
		{Start: 0, End: 2, Shaped: 0xFED7, Level: 1, Class: bidi.AL, Width: 1},
		{Start: 2, End: 4, Shaped: 0xFE8E, Level: 1, Class: bidi.AL, Width: 1},
		{Start: 4, End: 6, Shaped: 0xFEDD, Level: 1, Class: bidi.AL, Width: 1},
		{Start: 6, End: 7, Shaped: ' ', Level: 1, Class: bidi.WS, Width: 1, Blank: true},
		{Start: 7, End: 8, Shaped: '(', Mirrored: ')', Level: 1, Class: bidi.ON, Width: 1},
		{Start: 8, End: 12, Shaped: 0xFEFB, Level: 1, Class: bidi.AL, Width: 1},
		{Start: 12, End: 13, Shaped: ')', Mirrored: '(', Level: 1, Class: bidi.ON, Width: 1},
		{Start: 13, End: 14, Shaped: ' ', Level: 1, Class: bidi.WS, Width: 1, Blank: true},
		{Start: 14, End: 15, Shaped: '1', Level: 2, Class: bidi.EN, Width: 1},
		{Start: 15, End: 16, Shaped: '2', Level: 2, Class: bidi.EN, Width: 1},
	}
	if !slices.Equal(cells, want) {
		t.Errorf("got\n%+v\nwant\n%+v", cells, want)
	}
}

// A paragraph does not change when its Layouter is used again.
func TestParagraphOutlivesTheLayouter(t *testing.T) {
	text := article(3000)
	want := strings.Join(lines(text, options(40)), "\n")
	var l layout.Layouter
	p := l.Paragraph(text, options(40))
	p.Line(2)
	l.Paragraph(strings.Repeat("noise ", 999), options(7)).Len()
	l.Cut("قال نعم ثم لا", 4, options(0))
	var got []string
	for i := range p.Len() {
		got = append(got, visual(p.Line(i), text, layout.CellText{Shape: true}))
	}
	if strings.Join(got, "\n") != want {
		t.Error("the paragraph changed")
	}
}
