package cell_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"qari/model/cell"
)

// The widths of what is awkward. Each row is the reason why somebody measured.
func TestWidth(t *testing.T) {
	for _, tt := range []struct {
		s    string
		want int
		why  string
	}{
		{"", 0, "nothing"},
		{"a", 1, "ASCII"},
		{"\x00\x1b\x7f", 0, "controls do not advance"},
		{"\u009b", 0, "nor does C1"},
		{"\t", 0, "a tab's width depends on its column, which layout knows"},
		{"فعّال", 4, "shadda stands on its letter"},
		{"مُحَمَّدٌ", 4, "so do all vowel marks"},
		{"ـ", 1, "tatweel is a letter's worth of line"},
		{"لا", 2, "two letters, two cells"},
		{"\uFEFB", 1, "their ligature has one"},
		{"،؛؟", 3, "Arabic punctuation"},
		{"٠١٢٣۴۵", 6, "digits"},
		{"\uFC60\uFE7C\uFDF2\uFDFA\uFDFD", 5, "the widest glyphs of Unicode, U+FDFD above all, still take a cell each"},
		{"\u064E", 0, "a lone mark: layout must give it a base"},
		{"\u0670\u06D6\u08F0\u0301", 0, "marks of other blocks"},
		{"\u0600\u0605\u06DD\u08E2", 0, "Cf: the renderer gives prefixed signs no cell, glibc one; layout never writes them"},
		{"\u06DD١", 1, "so with a digit only the digit counts"},
		{"\u200C\u200D\u200E\u200F\u061C", 0, "joiners and marks of direction"},
		{"\u2066\u2067\u2068\u2069\u202A\u202E\u202C", 0, "isolates, embeddings and overrides"},
		{"\uFEFF\u2060\u200B\u034F", 0, "invisible by nature"},
		{"\u00AD", 0, "soft hyphen: Cf to the renderer, 1 in glibc; layout never writes it"},
		{"\u2028\u2029", 0, "separators are not drawn"},
		{"\u00A0\u202F\u2003", 3, "blanks of all kinds"},
		{"“”‘’«»…–—", 9, "ambiguous in UAX #11: narrow"},
		{"°±×÷§│─█", 8, "ambiguous too"},
		{"\u2800\uFFFD", 2, "blank Braille pattern, replacement"},
		{"世界、。", 8, "wide"},
		{"한", 2, "a Hangul syllable"},
		{"\u1112\u1161\u11AB", 4, "the same as jamo: the renderer adds vowel and tail, where glibc does not"},
		{"ｱ", 1, "half-width katakana"},
		{"Ａ", 2, "full-width Latin"},
		{"\u3000", 2, "ideographic space"},
		{"😀", 2, "emoji"},
		{"🇵🇸", 2, "a flag is two indicators of one cell"},
		{"👨\u200D👩\u200D👧", 6, "wcwidth knows no ZWJ sequence: three emoji"},
		{"👍🏽", 4, "nor a skin tone"},
		{"⚠", 1, "text presentation by default"},
		{"⚠\uFE0F", 1, "a variation selector does not widen it"},
		{"❤\uFE0E", 1, "nor narrow"},
		{"1\uFE0F\u20E3", 1, "keycap: the enclosing mark has none"},
		{"\u25CC\u064E", 1, "the base that layout gives a lone mark"},
		{"नमस्ते", 4, "nonspacing vowel signs are 0, spacing ones 1, virama 0"},
		{"\xff", 1, "an invalid byte is shown as U+FFFD"},
		{"\uE000", 1, "private use"},
	} {
		if got := cell.StringWidth(tt.s); got != tt.want {
			t.Errorf("StringWidth(%+q) = %d, want %d: %s", tt.s, got, tt.want, tt.why)
		}
		if got := cell.Width(tt.s); got != tt.want {
			t.Errorf("Width(%+q) = %d, want %d: %s", tt.s, got, tt.want, tt.why)
		}
	}
}

// Each rune of Unicode has the width that the renderer gives it.
func TestRuneWidthAgreesWithRenderer(t *testing.T) {
	faults := 0
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		if got, want := cell.RuneWidth(r), ansi.StringWidthWc(string(r)); got != want {
			t.Errorf("RuneWidth(%U) = %d, the renderer says %d", r, got, want)
			if faults++; faults > 20 {
				t.FailNow()
			}
		}
	}
	for _, r := range []rune{-1, 0xD800, utf8.MaxRune + 1} {
		if got := cell.RuneWidth(r); got != 0 {
			t.Errorf("RuneWidth(%#x) = %d for no code point, want 0", r, got)
		}
	}
}

func FuzzStringWidthAgreesWithRenderer(f *testing.F) {
	f.Add("قال: «مُحَمَّد» 16ماي2003 👨\u200D👩\u200D👧")
	f.Add("\u0600١ e\u0301 한글 नमस्ते")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.Map(func(r rune) rune {
			if r < 0x20 || 0x7F <= r && r < 0xA0 {
				return -1 // escape sequences are not text
			}
			return r
		}, strings.ToValidUTF8(s, ""))
		if got, want := cell.StringWidth(s), ansi.StringWidthWc(s); got != want {
			t.Errorf("StringWidth(%+q) = %d, the renderer says %d", s, got, want)
		}
	})
}

func BenchmarkStringWidth(b *testing.B) {
	for _, bb := range []struct{ name, s string }{
		{"Arabic", strings.Repeat("قال مُحَمَّد إنّ الاجتماع في 2015 ", 200)},
		{"Latin", strings.Repeat("the meeting of 2015 was naïve ", 200)},
		{"mixed", strings.Repeat("世界 한 😀 नमस्ते ", 200)},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(bb.s)))
			for b.Loop() {
				cell.StringWidth(bb.s)
			}
		})
	}
}
