package arabic_test

import (
	"strings"
	"testing"

	"qari/model/arabic"
)

// inOrder is Sequence.In, letter by letter.
func inOrder(letters, text string) bool {
	rest := []rune(letters)
	for _, r := range arabic.Fold(text) {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

func TestSequencesAreFoundAsInTheFoldedText(t *testing.T) {
	texts := []string{
		"", "الإرهابية في أوروبا", "مُحَمَّد بن ٱلحسن", "ﷲ ﷺ ﻻ ﻼ", "straße STRASSE ﬁ 12٣۴", "شؤون و\u0654 ي\u0654 و\u0670\u0654ي\u064B\u0654", "日本 語", "שָׁלוֹם", "a\xffb", "ـ\u200dلا",
	}
	for _, text := range texts {
		folded := arabic.Fold(text)
		for _, letters := range []string{"", "ارهاب", "محمد", "الله", "صلي", "لا", "strasse", "fi", "1234", "شؤون", "ء", "本", "ab", "ba", folded, folded + "ا", strings.ReplaceAll(folded, " ", "")} {
			if got, want := arabic.NewSequence(letters).In(text), inOrder(letters, text); got != want {
				t.Errorf("%q in %q: %v, want %v", letters, text, got, want)
			}
		}
	}
}

func FuzzSequence(f *testing.F) {
	f.Add("ارهاب", "الإرهاب")
	f.Add("ss1", "straße ١")
	f.Fuzz(func(t *testing.T, letters, text string) {
		if len(letters)+len(text) > 1000 {
			return
		}
		if got, want := arabic.NewSequence(letters).In(text), inOrder(letters, text); got != want {
			t.Errorf("%q in %q: %v, want %v", letters, text, got, want)
		}
	})
}

func BenchmarkSequence(b *testing.B) {
	q := arabic.NewSequence(arabic.Fold("الارهاب"))
	const title = "الحكومة التونسية تعلن عن إجراءات جديدة لدعم القطاع الفلاحي في الجهات الداخلية"
	b.SetBytes(int64(len(title)))
	for b.Loop() {
		q.In(title)
	}
}
