package locale_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"qari/ui/locale"
)

func TestEveryMessageStandsInBothLanguages(t *testing.T) {
	en, ar := locale.English(), locale.Arabic()
	if len(locale.IDs()) < 200 {
		t.Fatalf("only %d messages", len(locale.IDs()))
	}
	for _, id := range locale.IDs() {
		e, a := en.Text(id), ar.Text(id)
		if e == "" || a == "" {
			t.Errorf("message %d: English %q, Arabic %q", id, e, a)
		}
		if strings.ContainsFunc(e, arabicLetter) {
			t.Errorf("message %d: English %q has Arabic letters", id, e)
		}
		if a != "Shift" && !strings.ContainsFunc(a, arabicLetter) {
			t.Errorf("message %d: Arabic %q (%s) has no Arabic letter", id, a, e)
		}
		checkClean(t, e)
		checkClean(t, a)
	}
	if en.Text(locale.None) != "" || en.Text(-1) != "" || en.Text(1<<20) != "" {
		t.Error("an ID that is no message must say nothing")
	}
}

// messages gives every message that is made by a method, for a number n.
func messages(s *locale.Strings, n int) []string {
	day := time.Date(2025, 11, 30, 8, 0, 0, 0, time.UTC)
	return []string{
		s.Number(n), s.Of(n, 400), s.Slash(n, 400), s.NewOf(n, 400), s.TitlesOf(n, 400), s.ArticleOf(n, 400), s.HitOf(n, 17),
		s.ErrorOf(n, 5), s.Errors(n), s.ErrorCount(n), s.Hidden(n), s.Arrived(n), s.TakenIn(n), s.Articles(n), s.Words(n), s.Minutes(n),
		s.WordsMinutes(n, n), s.Bytes(int64(n)), s.Duplicates(n), s.Controls(n), s.Rows(n), s.Group(n), s.Copied(n), s.Copies(n),
		s.OtherReading("x"), s.AtLeast(40, 10), s.AskAllRead(n), s.MarkedAll(n), s.Width(n), s.WhatsIn(n), s.ID("x"), s.LineNumber(n),
		s.Hits(n), s.ReadOf(int64(n), 1e9), s.CountedOf(n, 400), s.Size(int64(n) * 1000), s.LoadRate(int64(n)*1e6, time.Duration(n)*time.Second),
		s.Duration(time.Duration(n) * time.Minute), s.Date(day), s.ISODate(day), s.ShortDate(day, day),
	}
}

func TestMessagesWithNumbersAreWholeAndClean(t *testing.T) {
	for _, s := range []*locale.Strings{locale.English(), locale.Arabic(), locale.Arabic().WithDigits(locale.ArabicIndic)} {
		for _, n := range []int{0, 1, 2, 3, 10, 11, 99, 100, 102, 4321, 1 << 40} {
			for i, m := range messages(s, n) {
				if m == "" || strings.Contains(m, "%s") {
					t.Errorf("%s: message %d for %d is %q", s.Tag(), i, n, m)
				}
				checkClean(t, m)
			}
		}
	}
}

func arabicLetter(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }

// checkClean holds what every string of the interface must keep: nothing
// invisible, no vowel mark that a terminal may lose, no blank at an edge.
func checkClean(t *testing.T, s string) {
	t.Helper()
	for _, r := range s {
		if unicode.Is(unicode.C, r) || unicode.Is(unicode.M, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) || r == unicode.ReplacementChar {
			t.Errorf("%q holds %U", s, r)
		}
	}
	if strings.TrimSpace(s) != s || strings.Contains(s, "  ") {
		t.Errorf("%q has blanks too many", s)
	}
}

func TestStatusLineSaysWhatTheScreensDraw(t *testing.T) {
	s := locale.English()
	day := time.Date(2025, 11, 30, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{s.Text(locale.SortNewest), "newest first"},
		{s.NewOf(213, 400), "213 new of 400"},
		{s.Text(locale.NewAndKept), "new and kept"},
		{s.Text(locale.HintHelp), "? help"},
		{s.Errors(2), "2 errors: ge"},
		{s.Errors(1), "1 error: ge"},
		{s.ArticleOf(4, 400), "article 4 of 400"},
		{s.Text(locale.HintEscDrops), "Esc drops it"},
		{s.Of(41, 3210), "41 of 3,210"},
		{s.TitlesOf(0, 400), "0 of 400 titles"},
		{s.Text(locale.HintEnterTexts), "Enter: the texts"},
		{s.OtherReading("الإرهاب"), "Tab: الإرهاب"},
		{s.Text(locale.HintStops), "q stops"},
		{s.LoadRate(170e6, 6*time.Second), "170 MB/s, 6 s left"},
		{s.LoadRate(1.44e6, 0), "1.4 MB/s"},
		{s.Articles(412000), "412,000 articles"},
		{s.Copied(34), "copied 34 words"},
		{s.Copied(1), "copied 1 word"},
		{s.Text(locale.HintPlainPage), "gy: plain page"},
		{s.WordsMinutes(401, 2), "401 words, 2 min"},
		{s.Date(day), "30 November 2025"},
		{s.ISODate(day), "2025-11-30"},
		{s.ShortDate(day, day), "11-30"},
		{s.ShortDate(time.Date(2015, 7, 9, 0, 0, 0, 0, time.UTC), day), "2015-07"},
		{s.HitOf(3, 17), "hit 3 of 17"},
		{s.Hits(1), "1 hit"},
		{s.Hits(17), "17 hits"},
		{s.Group(3), "group 3"},
		{s.Text(locale.SameWord), "same word"},
		{s.Percent(35), "35 %"},
		{s.Hidden(2), "2 hidden: r"},
		{s.Arrived(12), "12 arrived: R"},
		{s.Text(locale.HintRead), "Tab: read"},
		{s.Text(locale.HintLayout), "z: layout"},
		{s.Slash(2, 400), "2/400"},
		{s.AtLeast(40, 10), "40x10 at least"},
		{s.Text(locale.NotYet), "not yet"},
		{s.WhatsIn(41), "i what is in these 41"},
		{s.Copies(3), "x3"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	en, indic := locale.English(), locale.Arabic().WithDigits(locale.ArabicIndic)
	for _, c := range []struct {
		n           int
		west, indic string
	}{
		{0, "0", "٠"},
		{7, "7", "٧"},
		{999, "999", "٩٩٩"},
		{1000, "1,000", "١٬٠٠٠"},
		{4321, "4,321", "٤٬٣٢١"},
		{-1234567, "-1,234,567", "-١٬٢٣٤٬٥٦٧"},
	} {
		if got := en.Number(c.n); got != c.west {
			t.Errorf("English %d: %q, want %q", c.n, got, c.west)
		}
		if got := locale.Arabic().Number(c.n); got != c.west {
			t.Errorf("Arabic %d: %q, want %q: Western digits unless configured", c.n, got, c.west)
		}
		if got := indic.Number(c.n); got != c.indic {
			t.Errorf("Arabic-Indic %d: %q, want %q", c.n, got, c.indic)
		}
	}
}

func TestSizes(t *testing.T) {
	s := locale.English()
	for _, c := range []struct {
		bytes int64
		want  string
	}{
		{0, "0 bytes"}, {1, "1 byte"}, {999, "999 bytes"}, {1000, "1.0 kB"}, {9949, "9.9 kB"}, {9960, "10 kB"}, {999400, "999 kB"},
		{999600, "1.0 MB"}, {1.4e9, "1.4 GB"}, {3e12, "3.0 TB"}, {9e18, "9000000 TB"},
	} {
		if got := s.Size(c.bytes); got != c.want {
			t.Errorf("%d: %q, want %q", c.bytes, got, c.want)
		}
	}
	if got, want := locale.Arabic().WithDigits(locale.ArabicIndic).Size(1.4e9), "١٫٤ ج.ب"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDurations(t *testing.T) {
	s := locale.English()
	for _, c := range []struct {
		d    time.Duration
		want string
	}{
		{0, "1 s"}, {6 * time.Second, "6 s"}, {89 * time.Second, "89 s"}, {90 * time.Second, "2 min"}, {80 * time.Minute, "80 min"}, {150 * time.Minute, "3 h"},
	} {
		if got := s.Duration(c.d); got != c.want {
			t.Errorf("%v: %q, want %q", c.d, got, c.want)
		}
	}
}

func TestArabicPlurals(t *testing.T) {
	s := locale.Arabic()
	for _, c := range []struct {
		n                     int
		articles, words, errs string
	}{
		{0, "لا مقالات", "لا كلمات", "لا أخطاء"},
		{1, "مقال واحد", "كلمة واحدة", "خطأ واحد"},
		{2, "مقالان", "كلمتان", "خطآن"},
		{3, "3 مقالات", "3 كلمات", "3 أخطاء"},
		{10, "10 مقالات", "10 كلمات", "10 أخطاء"},
		{11, "11 مقالا", "11 كلمة", "11 خطأ"},
		{99, "99 مقالا", "99 كلمة", "99 خطأ"},
		{100, "100 مقال", "100 كلمة", "100 خطأ"},
		{102, "102 مقال", "102 كلمة", "102 خطأ"},
		{103, "103 مقالات", "103 كلمات", "103 أخطاء"},
		{111, "111 مقالا", "111 كلمة", "111 خطأ"},
		{4000, "4,000 مقال", "4,000 كلمة", "4,000 خطأ"},
	} {
		if got := s.Articles(c.n); got != c.articles {
			t.Errorf("articles %d: %q, want %q", c.n, got, c.articles)
		}
		if got := s.Words(c.n); got != c.words {
			t.Errorf("words %d: %q, want %q", c.n, got, c.words)
		}
		if got := s.ErrorCount(c.n); got != c.errs {
			t.Errorf("errors %d: %q, want %q", c.n, got, c.errs)
		}
	}
	for _, c := range []struct{ got, want string }{
		{s.Copied(2), "تم نسخ كلمتين"},
		{s.Copied(34), "تم نسخ 34 كلمة"},
		{s.Errors(2), "خطآن: ge"},
		{s.Arrived(2), "وصل مقالان: R"},
		{s.WordsMinutes(401, 2), "401 كلمة، دقيقتان"},
		{s.NewOf(213, 400), "الجديد 213 من 400"},
		{s.Date(time.Date(2025, 11, 30, 0, 0, 0, 0, time.UTC)), "30 نوفمبر 2025"},
		{s.WithDigits(locale.ArabicIndic).Date(time.Date(2025, 11, 30, 0, 0, 0, 0, time.UTC)), "٣٠ نوفمبر ٢٠٢٥"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestWithDigitsLeavesTheOriginalAlone(t *testing.T) {
	s := locale.Arabic()
	s.WithDigits(locale.ArabicIndic)
	if got := s.Number(5); got != "5" {
		t.Errorf("got %q", got)
	}
}

func TestForTag(t *testing.T) {
	for _, c := range []struct {
		tag  string
		lang locale.Lang
		ok   bool
	}{
		{"ar", locale.LangArabic, true}, {"ar-MA", locale.LangArabic, true}, {"ar_MA.UTF-8", locale.LangArabic, true}, {"AR", locale.LangArabic, true},
		{"en", locale.LangEnglish, true}, {"en_GB", locale.LangEnglish, true}, {"", locale.LangEnglish, false}, {"C.UTF-8", locale.LangEnglish, false},
		{"arn", locale.LangEnglish, false}, {"fr", locale.LangEnglish, false},
	} {
		s, ok := locale.For(c.tag)
		if s.Lang() != c.lang || ok != c.ok {
			t.Errorf("%q: %s, %v", c.tag, s.Tag(), ok)
		}
		if s.RTL() != (c.lang == locale.LangArabic) {
			t.Errorf("%q: RTL %v", c.tag, s.RTL())
		}
	}
}
