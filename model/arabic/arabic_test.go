package arabic_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"

	"qari/model/arabic"
	"qari/model/span"
)

func TestFoldFollowsTheTable(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"hamza on and under alef, madda, wasla", "أإآٱ\u0672\u0673\u0675", "ااااااا"},
		{"alef maqsura and Persian yeh", "علىی", "عليي"},
		{"Persian kaf", "کتاب", "كتاب"},
		{"teh marbuta and the seated hamzas stay", "ةؤئء", "ةؤئء"},
		{"marks and tatweel", "فَعّـــالٌ", "فعال"},
		{"superscript alef, Quranic marks", "هٰذاۖ\u0610", "هذا"},
		{"small waw is a letter", "له\u06E5", "له\u06E5"},
		{"Arabic and Persian digits", "٢٠١٥ ۲۰۱۵", "2015 2015"},
		{"other digits stay", "२०१५", "२०१५"},
		{"composed from two runes", "ا\u0654ا\u0655ا\u0653و\u0654ي\u0654", "اااؤئ"},
		{"composed over a vowel mark", "و\u064E\u0654ي\u0651\u0654", "ؤئ"},
		{"a mark of the same place blocks it", "و\u0653\u0654", "و"},
		{"presentation forms", "ﻓﻌّﺎﻝ", "فعال"},
		{"lam-alef forms", "ﻻﻷﻹﻵﻼ", "لالالالالا"},
		{"Allah", "ﷲ", "الله"},
		{"a ligature of words", "ﷺ", "صلي الله عليه وسلم"},
		{"a sign is no letter", "﷼½", "﷼½"},
		{"a mark on a blank", "ﹰ", " "},
		{"a mark on tatweel", "ﹱ", ""},
		{"Latin", "Élysée ÇA Øre Ǆ", "elysee ca øre ǆ"},
		{"Latin, decomposed", "E\u0301lyse\u0301e", "elysee"},
		{"the angstrom sign is a letter too", "\u212B", "a"},
		{"other cased letters", "МОСКВА ΑΘΗΝΑ", "москва αθηνα"},
		{"invisible characters", "مح\u200Bم\u2060د\u200F\u202B\uFEFF\u00AD\U000E0041", "محمد"},
		{"number signs stay", "\u0601٣", "\u06013"},
		{"end of ayah is invisible", "نعم\u06DDلا", "نعملا"},
		{"Hebrew points stay", "שָׁלוֹם", "שָׁלוֹם"},
		{"what is no letter", "«أ»، (Ⓐ) ½ ١٪\n", "«ا»، (Ⓐ) ½ 1٪\n"},
		{"invalid bytes", "a\xff\xd8b", "a\uFFFD\uFFFDb"},
		{"loans stay by default", "پچژڤگڭݣ", "پچژڤگڭݣ"},
		{"letters of other languages stay", "ۀەھہۂۃےۓېۍڪ", "ۀەھہۂۃےۓېۍڪ"},
	}
	for _, tt := range tests {
		if got := arabic.Fold(tt.in); got != tt.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestOptionsFoldMore(t *testing.T) {
	const letters = "ةؤئپچژڤگڭݣۀەھہۂۃےۓېۍڪ"
	tests := []struct {
		options arabic.Options
		want    string
	}{
		{arabic.Options{}, letters},
		{arabic.Options{Teh: true}, "هؤئپچژڤگڭݣۀەھہۂۃےۓېۍڪ"},
		{arabic.Options{Hamza: true}, "ةويپچژڤگڭݣۀەھہۂۃےۓېۍڪ"},
		{arabic.Options{Loan: true}, "ةؤئبجزفكككۀەھہۂۃےۓېۍڪ"},
		{arabic.Options{Lang: "fa"}, "ةؤئپچژڤگڭݣهههہۂۃےۓېۍڪ"},
		{arabic.Options{Lang: "ku"}, "ةؤئپچژڤگڭݣهههہۂۃےۓېۍڪ"},
		{arabic.Options{Lang: "ur"}, "ةؤئپچژڤگڭݣههههههةييييك"[:len("ةؤئپچژڤگڭݣ")] + "هههههةييييك"},
		{arabic.Options{Lang: "ps"}, "ةؤئپچژڤگڭݣۀەھہۂۃييييك"},
		{arabic.Options{Lang: "ur", Teh: true, Hamza: true, Loan: true}, "هويبجزفكككههههههييييك"},
	}
	for _, tt := range tests {
		f := arabic.New(tt.options)
		if got := f.Fold(letters); got != tt.want {
			t.Errorf("%+v:\n got %s\nwant %s", tt.options, got, tt.want)
		}
	}
	if got := arabic.New(arabic.Options{Loan: true}).Fold("ﭘ"); got != "ب" {
		t.Errorf("a presentation form of peh folds to %q as a loan, want beh", got)
	}
}

// at renders byte ranges as the text they cover.
func at(text string, spans []span.Span) []string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, s.Of(text))
	}
	return parts
}

func TestFoldSpansKeepsTheWayBack(t *testing.T) {
	const text = "فعّال مشتبهًا فيهم"
	folded, spans := arabic.FoldSpans(text)
	if got := string(folded); got != "فعال مشتبها فيهم" {
		t.Fatalf("folded to %q", got)
	}
	cover := func(from, to int) string { return text[spans[from].Start:spans[to].End] }
	if got := cover(0, 3); got != "فعّال" {
		t.Errorf("runes 0-3 cover %q, want فعّال", got)
	}
	if got := cover(5, 10); got != "مشتبهًا" {
		t.Errorf("runes 5-10 cover %q, want مشتبهًا", got)
	}
}

func TestFoldSpansOfDroppedRunes(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"a mark extends its letter", "شكّل", []string{"ش", "كّ", "ل"}},
		{"what is dropped first belongs to none", "ـ\u0651شك", []string{"ش", "ك"}},
		{"nor to the blank before", "، \u200Fش", []string{"،", " ", "ش"}},
		{"at the end it belongs to the last letter", "شك\u200F ", []string{"ش", "ك\u200F", " "}},
		{"both runes of a letter", "سو\u0654ال", []string{"س", "و\u0654", "ا", "ل"}},
		{"a ligature gives all its letters one range", "ﻻ\u064Eب", []string{"ﻻ\u064E", "ﻻ\u064E", "ب"}},
	}
	for _, tt := range tests {
		_, spans := arabic.FoldSpans(tt.in)
		if got := at(tt.in, spans); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q gives %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestTokens(t *testing.T) {
	long := strings.Repeat("ط", 300)
	tests := []struct{ in, original, folded string }{
		{"16ماي2003", "16|ماي|2003", "16|ماي|2003"},
		{"قمة G20، الـCIA", "قمة|G20|الـ|CIA", "قمة|g20|ال|cia"},
		{"المتحدةالامريكيةوروسيا", "المتحدة|الامريكية|وروسيا", "المتحدة|الامريكية|وروسيا"},
		{"جملةًأخرى", "جملةً|أخرى", "جملة|اخري"},
		{"ﻣﺪﺭﺳﺔاليوم", "ﻣﺪﺭﺳﺔ|اليوم", "مدرسة|اليوم"},
		{"علىالأرض", "علىالأرض", "عليالارض"},
		{"«داعش»: (2.5%) l'Aube", "داعش|2|5|l|Aube", "داعش|2|5|l|aube"},
		{"لـ«داعش» ـــ .. \u0651", "لـ|داعش", "ل|داعش"},
		{"مح\u200Bمد\u200F 2015\u200F", "مح\u200Bمد\u200F|2015\u200F", "محمد|2015"},
		{"\u200Fماي\u200F2003م", "ماي\u200F|2003|م", "ماي|2003|م"},
		{"محمدﷺ قال", "محمد|ﷺ|ﷺ|ﷺ|ﷺ|قال", "محمد|صلي|الله|عليه|وسلم|قال"},
		{"ﷺ\u064E", "ﷺ\u064E|ﷺ\u064E|ﷺ\u064E|ﷺ\u064E", "صلي|الله|عليه|وسلم"},
		{"بﷲ ﹰنعم", "بﷲ|نعم", "بالله|نعم"},
		{"نعم\u06DDلا", "نعم|لا", "نعم|لا"},
		{"a\xff\xd8b\nМосква東京", "a|b|Москва東京", "a|b|москва東京"},
		{"שָׁלוֹם ֹ", "שָׁלוֹם", "שָׁלוֹם"},
		{long + "اً", long + "اً", long + "ا"},
		{"", "", ""},
		{"؟! ...", "", ""},
	}
	for _, tt := range tests {
		var original, folded []string
		for _, tok := range arabic.Tokens(tt.in) {
			original = append(original, tok.Of(tt.in))
			folded = append(folded, tok.Folded)
		}
		if got := strings.Join(original, "|"); got != tt.original {
			t.Errorf("%q has the tokens %q, want %q", tt.in, got, tt.original)
		}
		if got := strings.Join(folded, "|"); got != tt.folded {
			t.Errorf("%q folds to %q, want %q", tt.in, got, tt.folded)
		}
	}
}

func TestAheadLeavesTheScanner(t *testing.T) {
	scan := arabic.NewScanner("واحد اثنان ثلاثة")
	scan.Next()
	ahead := scan.Ahead()
	ahead.Next()
	ahead.Next()
	if got := string(ahead.Folded()); got != "ثلاثة" {
		t.Errorf("the copy stands at %q", got)
	}
	if got := string(scan.Folded()); got != "واحد" {
		t.Errorf("the scanner moved to %q", got)
	}
	scan.Next()
	if got := string(scan.Folded()); got != "اثنان" {
		t.Errorf("the scanner goes on to %q", got)
	}
}

func TestScannerDoesNotAllocate(t *testing.T) {
	text := strings.Repeat("أكّدت المصادر الأمنيّة ﻻجئ 16ماي2003 ﷺ Élysée. ", 20)
	n := testing.AllocsPerRun(100, func() {
		for scan := arabic.NewScanner(text); scan.Next(); {
			_, _ = scan.Span(), scan.Folded()
		}
	})
	if n != 0 {
		t.Errorf("%v allocations a text, want none", n)
	}
}

func TestDigestSeesLettersAndDigitsOnly(t *testing.T) {
	same := []string{"أعلنت المصادر 16ماي", "اعلنت  «المصادر»\n١٦ ماي.", "أعـلنَت المصادر16ماي"}
	for _, s := range same[1:] {
		if arabic.Digest(s) != arabic.Digest(same[0]) {
			t.Errorf("%q and %q have different digests", same[0], s)
		}
	}
	if arabic.Digest("كرة") == arabic.Digest("كره") {
		t.Error("different letters have one digest")
	}
	if got := arabic.Digest(" .. ـ"); got != 0 {
		t.Errorf("a text without letters has the digest %x, want 0", got)
	}
	if got := arabic.Digest("a"); got != 0xaf63dc4c8601ec8c { // FNV-1a of "a"
		t.Errorf("digest %x: not the same in every process and version", got)
	}
}

// digest is Digest by way of the tokens.
func digest(s string) uint64 {
	h := fnv.New64a()
	n, prime, hash := 0, uint64(1099511628211), h.Sum64()
	for _, t := range arabic.Tokens(s) {
		for _, r := range t.Folded {
			if !unicode.Is(unicode.M, r) {
				hash, n = (hash^uint64(r))*prime, n+1
			}
		}
	}
	if n == 0 {
		return 0
	}
	return hash
}

func TestDigestIsThatOfTheTokens(t *testing.T) {
	pieces := []string{"ا", "أ", "و", "ي", "ى", "ة", "ک", "\u0654", "\u064E", "\u0653", "ـ", " ", "،", "1", "٣", "a", "É", "ß", "ﻻ", "ﷺ", "ﷲ", "ﹰ", "﷼",
		"ש", "\u05B8", "क", "\u093E", "\u200B", "\u200F", "\xD8", "\xff", "😀", "𞸀", "漢", "½", "…", "İ", "ǅ", "\u0345"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var b strings.Builder
		for range random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		if got, want := arabic.Digest(b.String()), digest(b.String()); got != want {
			t.Fatalf("%+q has the digest %x, its tokens %v have %x", b.String(), got, arabic.Tokens(b.String()), want)
		}
	}
}

func TestWholeCoversClusters(t *testing.T) {
	tests := []struct{ name, text, part, want string }{
		{"a letter without its mark", "شكّل", "ك", "كّ"},
		{"a digit under a number sign", "سنة \u0601٣٥", "٣", "\u0601٣"},
		{"a sign that spaces", "का", "क", "का"},
		{"jamo", "\u1112\u1161\u11ab", "\u1161", "\u1112\u1161\u11ab"},
		{"half of a line end", "ا\r\nب", "\n", "\r\n"},
		{"a real boundary that looks unsure", "का", "का", "का"},
		{"a family", "ا👩‍👧ب", "\u200D", "👩‍👧"},
		{"plain letters", "سلام", "لا", "لا"},
		{"a ligature", "بﷲب", "ﷲ", "ﷲ"},
	}
	for _, tt := range tests {
		i := strings.Index(tt.text, tt.part)
		got := arabic.Whole(tt.text, span.Span{Start: i, End: i + len(tt.part)})
		if got.Of(tt.text) != tt.want {
			t.Errorf("%s: %q of %q widens to %q, want %q", tt.name, tt.part, tt.text, got.Of(tt.text), tt.want)
		}
	}
	if got := arabic.Whole("شّ", span.Span{Start: 2, End: 2}); got.Len() != 0 {
		t.Errorf("an empty span widens to %v", got)
	}
}

func TestLevels(t *testing.T) {
	tests := []struct {
		query, token  string
		exact, folded bool
	}{
		{"شاحنة", "شاحنة", true, true},
		{"القُرى", "القُرى\u200F", true, true},
		{"مؤتمر", "مو\u0654تمر", true, true},
		{"الإعلام", "الاعلام", false, true},
		{"اثاث", "أثاثًا", false, false},
		{"جهد", "جُهـد", false, true},
		{"سنه", "سنة", false, false},
		{"Paris", "PARIS", false, true},
		{"12", "١٢", false, true},
		{"علي", "على", false, false},
		{"على", "عليّ", false, false},
		{"على", "ﻋﻠﻰ", false, true},
		{"علی", "علي", false, true},
		{"العلي", "العلى", false, false},
		{"العالي", "العالى", false, true},
		{"ـ", "،", false, false},
	}
	for _, tt := range tests {
		if got := arabic.Exact.Matches(tt.query, tt.token); got != tt.exact {
			t.Errorf("%s finds %s exactly: %v, want %v", tt.query, tt.token, got, tt.exact)
		}
		if got := arabic.Folded.Matches(tt.query, tt.token); got != tt.folded {
			t.Errorf("%s finds %s folded: %v, want %v", tt.query, tt.token, got, tt.folded)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"فعّال مشتبهًا", "16ماي2003", "ﷺ ﻻ\u064E", "و\u064E\u0654", "\u212BǄ\u0345", "a\xffـ", "\u0601٣\u06DD"} {
		f.Add(s)
	}
	folders := map[string]*arabic.Folder{
		"default": new(arabic.Folder),
		"all":     arabic.New(arabic.Options{Teh: true, Hamza: true, Loan: true, Lang: "ur"}),
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, folder := range folders {
			once := folder.Fold(s)
			if twice := folder.Fold(once); twice != once {
				t.Fatalf("%s: folding %q again changes %q to %q", name, s, once, twice)
			}
			runes, spans := folder.FoldSpans(s)
			if string(runes) != once {
				t.Fatalf("%s: FoldSpans of %q gives %q, Fold %q", name, s, string(runes), once)
			}
			checkOffsets(t, s, spans)
		}
		if norm.NFC.IsNormalString(s) && utf8.ValidString(s) {
			if a, b := arabicLetters(s), arabicLetters(norm.NFD.String(s)); a != b {
				t.Fatalf("%q folds to %q, decomposed to %q", s, a, b)
			}
		}
	})
}

// arabicLetters folds the Arabic letters that the table composes; the rest of s
// may have other decompositions.
func arabicLetters(s string) string {
	return arabic.Fold(strings.Map(func(r rune) rune {
		if 0x620 <= r && r <= 0x652 {
			return r
		}
		return ' '
	}, norm.NFC.String(s)))
}

func checkOffsets(t *testing.T, s string, spans []span.Span) {
	t.Helper()
	last := span.Span{}
	for i, sp := range spans {
		if sp.Start < last.Start || sp.End < last.End || sp.Empty() || sp.End > len(s) {
			t.Fatalf("%q: range %d is %v after %v", s, i, sp, last)
		}
		if sp != last && sp.Start < last.End {
			t.Fatalf("%q: range %d, %v, overlaps %v", s, i, sp, last)
		}
		last = sp
	}
}

func FuzzScanner(f *testing.F) {
	for _, s := range []string{"المتحدةالامريكية 16ماي2003", "محمدﷺ\u064Eقال", "G20\u200F", strings.Repeat("ًا", 200), "שָׁ֑ ֑"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for scan := arabic.NewScanner(s); scan.Next(); {
			at, folded := scan.Span(), string(scan.Folded())
			if folded == "" || at.Empty() || at.End < end || !utf8.ValidString(folded) {
				t.Fatalf("%q: token %q at %v after byte %d", s, folded, at, end)
			}
			end = at.End
			offsets := scan.Offsets(nil)
			checkOffsets(t, s, offsets)
			if len(offsets) != utf8.RuneCountInString(folded) || offsets[0].Start != at.Start || offsets[len(offsets)-1].End != at.End {
				t.Fatalf("%q: token %q at %v has the offsets %v", s, folded, at, offsets)
			}
			if !strings.ContainsAny(s, "ﷺﷻ") {
				whole, _ := arabic.FoldSpans(at.Of(s))
				if string(whole) != folded {
					t.Fatalf("%q: token %q, but its text folds to %q", s, folded, string(whole))
				}
			}
		}
	})
}

func FuzzWhole(f *testing.F) {
	f.Add("شكّل का \u0601٣ 👩‍👧 \u1112\u1161\u11ab 🇸🇦🇹🇳\r\n", uint8(3), uint8(9))
	f.Fuzz(func(t *testing.T, s string, a, b uint8) {
		if !utf8.ValidString(s) || int(a) >= int(b) || int(b) > len(s) || !utf8.RuneStart((s + "a")[a]) || !utf8.RuneStart((s + "a")[b]) {
			return
		}
		in := span.Span{Start: int(a), End: int(b)}
		got, want := arabic.Whole(s, in), slowWhole(s, in)
		if got != want {
			t.Fatalf("%v of %q widens to %v, want %v", in, s, got, want)
		}
	})
}

// slowWhole asks the annex from the start of the text.
func slowWhole(s string, in span.Span) span.Span {
	out := in
	for g, i := uniseg.NewGraphemes(s), 0; g.Next(); {
		c := span.Span{Start: i, End: i + len(g.Str())}
		i = c.End
		if c.Overlaps(in) {
			out.Start, out.End = min(out.Start, c.Start), max(out.End, c.End)
		}
	}
	return out
}

func article(words int) string {
	stock := strings.Fields("أعلنت المصادر الأمنيّة اليوم أنّ التعاون بين البلدين مستمرّ، وأضافت أن تبادل المعلومات حول الشبكات 2015 مكّن من «تفكيك» خليّة.")
	var b strings.Builder
	for i := range words {
		b.WriteString(stock[i%len(stock)])
		b.WriteByte(' ')
	}
	return b.String()
}

func BenchmarkScanner(b *testing.B) {
	text := article(5000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		scanAll(text)
	}
}

func scanAll(text string) {
	for scan := arabic.NewScanner(text); scan.Next(); {
	}
}

func BenchmarkFold(b *testing.B) {
	text := article(5000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		arabic.Fold(text)
	}
}

func BenchmarkFoldSpans(b *testing.B) {
	text := article(5000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		arabic.FoldSpans(text)
	}
}

func BenchmarkDigest(b *testing.B) {
	text := article(5000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		arabic.Digest(text)
	}
}

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		arabic.New(arabic.Options{Teh: true})
	}
}

func ExampleFoldSpans() {
	const text = "شكّل"
	folded, at := arabic.FoldSpans(text)
	fmt.Println(string(folded), at[1].Of(text))
	// Output: شكل كّ
}
