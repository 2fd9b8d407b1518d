package shape_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"qari/model/bidi"
	"qari/model/shape"
)

// drawn is what Shape makes of s, without the letters that a ligature took.
func drawn(s string, levels []bidi.Level, lamAlef bool) string {
	var b strings.Builder
	for _, r := range shape.Shape(nil, []rune(s), levels, lamAlef) {
		if r != shape.Ligated {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func TestLettersTakeTheirContextualForms(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"arabic", "كتاب", "\uFEDB\uFE98\uFE8E\uFE8F"},
		{"arabic", "قسطنطينية", "\uFED7\uFEB4\uFEC4\uFEE8\uFEC4\uFEF4\uFEE8\uFEF4\uFE94"},
		{"arabic, letters that join on the right only", "رؤوس", "\uFEAD\uFE85\uFEED\uFEB1"},
		{"arabic", "مسؤول", "\uFEE3\uFEB4\uFE86\uFEED\uFEDD"},
		{"hamza joins nothing", "شيء", "\uFEB7\uFEF2\u0621"},
		{"hamza joins nothing", "ءاب", "\u0621\uFE8D\uFE8F"},
		{"alef maksura at the end", "هدى", "\uFEEB\uFEAA\uFEEF"},
		{"alef maksura inside, as Uighur has it", "ىىى", "\uFBE8\uFBE9\uFEF0"},
		{"persian", "پژواک", "\uFB58\uFB8B\uFEED\uFE8D\uFB8E"},
		{"persian", "گچی", "\uFB94\uFB7D\uFBFD"},
		{"persian, ZWNJ", "می\u200Cشود", "\uFEE3\uFBFD\u200C\uFEB7\uFEEE\uFEA9"},
		{"urdu", "ٹھیک", "\uFB68\uFBAD\uFBFF\uFB8F"},
		{"urdu, heh goal", "بہت", "\uFE91\uFBA9\uFE96"},
		{"urdu, yeh barree", "ہے", "\uFBA8\uFBAF"},
		{"urdu, noon ghunna", "لڑکیاں", "\uFEDF\uFB8D\uFB90\uFBFF\uFE8E\uFB9E"},
		{"urdu, heh doachashmee", "ڈھونڈ", "\uFB88\uFBAC\uFEEE\uFEE7\uFB89"},
		{"pashto, letters without forms", "ښځه", "\u069A\u0681\uFEEA"},
		{"pashto, e", "ډېر", "\u0689\uFBE6\uFEAE"},
		{"sindhi", "ڀاڱو", "\uFB5C\uFE8E\uFB9C\uFEEE"},
		{"sindhi", "ڃڄڇ", "\uFB78\uFB75\uFB7F"},
		{"sindhi", "ڳوٺ", "\uFB98\uFEEE\uFB5E"},
		{"uighur", "ئۇيغۇر", "\uFE8B\uFBD8\uFEF3\uFED0\uFBD8\uFEAD"},
		{"uighur, ae without forms", "ۋەھېي", "\uFBDE\u06D5\uFBAC\uFBE7\uFEF2"},
		{"uighur, ng", "كۆرۈڭ", "\uFEDB\uFBDA\uFEAD\uFBDB\uFBD3"},
		{"kurdish", "کوردی", "\uFB90\uFEEE\uFEAD\uFEA9\uFBFC"},
		{"kurdish, letters without forms", "هەولێر", "\uFEEB\u06D5\uFEED\uFEDF\u06CE\uFEAE"},
		{"u with hamza has an isolated form alone", "ٷ", "\uFBDD"},
		{"u with hamza has no final form", "بٷ", "\uFE91\u0677"},
		{"noon ghunna has no medial form", "بںب", "\uFE91\u06BA\uFE90"},
		{"heh goal with hamza has none", "ۂۀ", "\u06C2\uFBA5"},
		{"tatweel", "ـبـ", "\u0640\uFE92\u0640"},
		{"ZWJ on both sides", "\u200Dه\u200D", "\u200D\uFEEC\u200D"},
		{"ZWJ after", "ه\u200D", "\uFEEB\u200D"},
		{"marks", "مُحَمَّد", "\uFEE3\u064F\uFEA4\u064E\uFEE4\u064E\u0651\uFEAA"},
		{"superscript alef is a mark", "هٰذا", "\uFEEB\u0670\uFEAC\uFE8D"},
		{"format characters are transparent", "ب\u200E\u00AD\u2060\u202Aب", "\uFE91\u200E\u00AD\u2060\u202A\uFE90"},
		{"isolates are not", "ب\u2066\u2069ب", "\uFE8F\u2066\u2069\uFE8F"},
		{"neither are number signs", "بب\u0600بب", "\uFE91\uFE90\u0600\uFE91\uFE90"},
		{"latin and digits", "بabب 12 ب", "\uFE8Fab\uFE8F 12 \uFE8F"},
		{"punctuation", "ب،ب", "\uFE8F،\uFE8F"},
		{"a form in the text is no letter", "\uFE91ب", "\uFE91\uFE8F"},
		{"beyond the BMP", "ب\U0001F600ب\U0010FFFFب", "\uFE8F\U0001F600\uFE8F\U0010FFFF\uFE8F"},
		{"syriac joins without forms", "ܒܒ", "ܒܒ"},
		{"nothing", "", ""},
	} {
		if got := drawn(c.text, nil, true); got != c.want {
			t.Errorf("%s: %s\n got %+q\nwant %+q", c.name, c.text, got, c.want)
		}
	}
}

func TestLamAndAlefBecomeOne(t *testing.T) {
	const ligated = shape.Ligated
	for _, c := range []struct {
		text string
		want []rune
	}{
		{"لا", []rune{0xFEFB, ligated}},
		{"لأ", []rune{0xFEF7, ligated}},
		{"لإ", []rune{0xFEF9, ligated}},
		{"لآ", []rune{0xFEF5, ligated}},
		{"بلا", []rune{0xFE91, 0xFEFC, ligated}},
		{"بلأ", []rune{0xFE91, 0xFEF8, ligated}},
		{"بلإ", []rune{0xFE91, 0xFEFA, ligated}},
		{"بلآ", []rune{0xFE91, 0xFEF6, ligated}},
		{"سلام", []rune{0xFEB3, 0xFEFC, ligated, 0xFEE1}},
		{"للا", []rune{0xFEDF, 0xFEFC, ligated}},
		{"لالا", []rune{0xFEFB, ligated, 0xFEFB, ligated}},
		{"لاا", []rune{0xFEFB, ligated, 0xFE8D}},
		{"لًا", []rune{0xFEFB, 0x064B, ligated}},
		{"قليلًا", []rune{0xFED7, 0xFEE0, 0xFEF4, 0xFEFC, 0x064B, ligated}},
		{"إلَّا", []rune{0xFE87, 0xFEFB, 0x064E, 0x0651, ligated}},
		{"ل\u200Eا", []rune{0xFEFB, 0x200E, ligated}},
		{"لاً", []rune{0xFEFB, ligated, 0x064B}},
		{"لٱ", []rune{0xFEDF, 0xFB51}},
		{"ڵا", []rune{0x06B5, 0xFE8E}},
		{"ل\u200Dا", []rune{0xFEDF, 0x200D, 0xFE8E}},
		{"لـا", []rune{0xFEDF, 0x0640, 0xFE8E}},
		{"ل\u200Cا", []rune{0xFEDD, 0x200C, 0xFE8D}},
		{"ل ا", []rune{0xFEDD, ' ', 0xFE8D}},
	} {
		if got := shape.Shape(nil, []rune(c.text), nil, true); !slices.Equal(got, c.want) {
			t.Errorf("%s\n got %U\nwant %U", c.text, got, c.want)
		}
	}
}

func TestLamAndAlefStayTwoWhenAsked(t *testing.T) {
	for text, want := range map[string]string{"لا": "\uFEDF\uFE8E", "بلأ": "\uFE91\uFEE0\uFE84", "لًا": "\uFEDF\u064B\uFE8E"} {
		if got := drawn(text, nil, false); got != want {
			t.Errorf("%s\n got %+q\nwant %+q", text, got, want)
		}
	}
}

func TestLevelsPartLetters(t *testing.T) {
	for _, c := range []struct {
		name, text string
		levels     []bidi.Level
		want       string
	}{
		{"one level", "بب", []bidi.Level{3, 3}, "\uFE91\uFE90"},
		{"two levels", "بب", []bidi.Level{1, 3}, "\uFE8F\uFE8F"},
		{"lam and alef", "لا", []bidi.Level{1, 3}, "\uFEDD\uFE8D"},
		{"a mark at a level of its own", "بَب", []bidi.Level{1, 3, 1}, "\uFE8F\u064E\uFE8F"},
		{"removed runes have no level", "ب\u00AD\u202Bب", []bidi.Level{1, 1, 7, 1}, "\uFE91\u00AD\u202B\uFE90"},
		{"ZWJ at the start of a left-to-right paragraph", "\u200Dب", []bidi.Level{0, 1}, "\u200D\uFE90"},
		{"ZWJ after a left-to-right letter", "a\u200Dب", []bidi.Level{0, 0, 1}, "a\u200D\uFE90"},
		{"ZWJ before one", "ب\u200Da", []bidi.Level{1, 1, 0}, "\uFE91\u200Da"},
		{"ZWJ where the level changes", "ب\u200Dب", []bidi.Level{1, 1, 3}, "\uFE91\u200D\uFE90"},
		// In an override, the first letter stands at the left.
		{"left to right", "بب", []bidi.Level{2, 2}, "\uFE90\uFE91"},
		{"left to right, alef joins what is at its right", "اب", []bidi.Level{2, 2}, "\uFE8E\uFE91"},
		{"left to right, alef joins nothing at its left", "با", []bidi.Level{2, 2}, "\uFE8F\uFE8D"},
		{"left to right, no ligature", "لا ال", []bidi.Level{2, 2, 2, 2, 2}, "\uFEDD\uFE8D \uFE8E\uFEDF"},
		{"left to right, what joins at its left only", "ب\uA872ب", []bidi.Level{2, 2, 2}, "\uFE90\uA872\uFE8F"},
		{"right to left, what joins at its left only", "ب\uA872ب", []bidi.Level{1, 1, 1}, "\uFE8F\uA872\uFE90"},
		{"right to left after left to right", "ببب", []bidi.Level{2, 2, 1}, "\uFE90\uFE91\uFE8F"},
	} {
		if got := drawn(c.text, c.levels, true); got != c.want {
			t.Errorf("%s: %+q at %d\n got %+q\nwant %+q", c.name, c.text, c.levels, got, c.want)
		}
	}
}

// TestEveryFormOfTheStandardIsUsed goes from each form back to its letter, and
// to the form again by a context that asks for it.
func TestEveryFormOfTheStandardIsUsed(t *testing.T) {
	forms, ligatures := 0, 0
	for r := rune(0); r <= 0x10FFFF; r++ {
		letters, ok := shape.Unshape(r)
		if !ok {
			continue
		}
		if r == 0xFE80 { // hamza, which stays as it is
			continue
		}
		forms++
		if len([]rune(letters)) > 1 {
			ligatures++
		}
		found := false
		for _, context := range []string{"%", "\u200D%", "%\u200D", "\u200D%\u200D"} {
			found = found || strings.ContainsRune(drawn(strings.Replace(context, "%", letters, 1), nil, true), r)
		}
		if !found {
			t.Errorf("%U of %s comes from no context", r, letters)
		}
	}
	if forms != 249 || ligatures != 8 {
		t.Errorf("%d forms, %d of them ligatures; want 249, 8", forms, ligatures)
	}
}

func TestUnshape(t *testing.T) {
	for r, want := range map[rune]string{
		0xFE8D: "ا", 0xFE8E: "ا", 0xFE91: "ب", 0xFE80: "ء", 0xFEF1: "ي", 0xFEEF: "ى", 0xFBE8: "ى", 0xFBFC: "ی", 0xFBFF: "ی", 0xFB8E: "ک",
		0xFBA6: "ہ", 0xFBAA: "ھ", 0xFBDD: "ٷ", 0xFB50: "ٱ", 0xFB9F: "ں", 0xFBD3: "ڭ",
		0xFEF5: "لآ", 0xFEF6: "لآ", 0xFEF7: "لأ", 0xFEF8: "لأ", 0xFEF9: "لإ", 0xFEFA: "لإ", 0xFEFB: "لا", 0xFEFC: "لا",
	} {
		if got, ok := shape.Unshape(r); got != want || !ok {
			t.Errorf("Unshape(%U) is %q %v, want %q", r, got, ok, want)
		}
	}
	// Letters, word ligatures, other ligatures, marks, symbols, unassigned, no code point.
	for _, r := range []rune{'a', 'ب', 0xFDFA, 0xFDF2, 0xFBEA, 0xFC00, 0xFE71, 0xFE70, 0xFBB2, 0xFBC3, 0xFEFD, 0xFEFF, 0xFB4F, -1, 0x110000} {
		if got, ok := shape.Unshape(r); ok {
			t.Errorf("Unshape(%U) is %q, want none", r, got)
		}
	}
}

func TestJoiningTypeOf(t *testing.T) {
	for _, c := range []struct {
		r    rune
		want shape.JoiningType
	}{
		{'a', shape.U}, {' ', shape.U}, {'ا', shape.R}, {'ب', shape.D}, {'ء', shape.U}, {'و', shape.R}, {'ة', shape.R}, {'ى', shape.D},
		{0x0674, shape.U}, {0x0675, shape.R}, {0x06D5, shape.R}, {0x06BA, shape.D}, {0x06C0, shape.R}, {0x06C2, shape.D}, {0x06D2, shape.R},
		{0x0640, shape.C}, {0x200D, shape.C}, {0x200C, shape.U}, {0x064E, shape.T}, {0x0670, shape.T}, {0x08F0, shape.T}, {0x0300, shape.T},
		{0x20DD, shape.T}, {0x200B, shape.T}, {0x200E, shape.T}, {0x202B, shape.T}, {0x2066, shape.U}, {0x2069, shape.U}, {0xFEFF, shape.T},
		{0x0600, shape.U}, {0x06DD, shape.U}, {0x061C, shape.T}, {0x00AD, shape.T}, {0xA872, shape.L}, {0x0870, shape.R}, {0x0750, shape.D},
		{0x0710, shape.R}, {0x1E900, shape.D}, {0x1E94B, shape.T}, {0xE0100, shape.T}, {0xFE8D, shape.U}, {0x0378, shape.U}, {-1, shape.U}, {0x110000, shape.U},
	} {
		if got := shape.JoiningTypeOf(c.r); got != c.want {
			t.Errorf("JoiningTypeOf(%U) is %v, want %v", c.r, got, c.want)
		}
	}
}

func TestDstIsWrittenFromItsStart(t *testing.T) {
	dst := make([]rune, 7, 16)
	got := shape.Shape(dst, []rune("بب"), nil, true)
	if !slices.Equal(got, []rune{0xFE91, 0xFE90}) || &got[0] != &dst[0] {
		t.Errorf("Shape gave %U, not at the start of what it was given", got)
	}
}

var alphabet = []rune("ابتلأإآءىیکپەڵںٷ \u200C\u200D\u0640\u064E\u0651\u00AD\u200Ea1،ܒ\uFE91\uFBDD")

// checkShape holds Shape to the joining rules as written, and to what must
// always be so.
func checkShape(t *testing.T, text []rune, levels []bidi.Level) {
	t.Helper()
	plain := shape.Shape(nil, text, levels, false)
	if len(plain) != len(text) {
		t.Fatalf("%U became %U", text, plain)
	}
	for i, r := range plain {
		joinsBefore, joinsAfter := joined(text, i, -1), joined(text, i, +1)
		if want := inContext(text[i], joinsBefore, joinsAfter); levels == nil && r != want {
			t.Fatalf("%U: rune %d is %U, want %U", text, i, r, want)
		}
		if letters, ok := shape.Unshape(r); r != text[i] && (!ok || letters != string(text[i])) {
			t.Fatalf("%U: rune %d became %U, which is %q", text, i, r, letters)
		}
	}
	ligated := shape.Shape(nil, text, levels, true)
	for i := 0; i < len(text); i++ {
		if ligated[i] == plain[i] {
			continue
		}
		letters, ok := shape.Unshape(ligated[i])
		alef := i + 1
		for alef < len(text) && shape.JoiningTypeOf(text[alef]) == shape.T && ligated[alef] == text[alef] {
			alef++
		}
		if !ok || alef == len(text) || ligated[alef] != shape.Ligated || letters != string([]rune{text[i], text[alef]}) {
			t.Fatalf("%U: rune %d became %U", text, i, ligated)
		}
		i = alef
	}
}

// joined is R1 to R7: whether the rune at i joins the next one in the direction
// of step that is not transparent, all at one right-to-left level.
func joined(text []rune, i, step int) bool {
	joinsAfter := func(t shape.JoiningType) bool { return t == shape.D || t == shape.L || t == shape.C }
	joinsBefore := func(t shape.JoiningType) bool { return t == shape.D || t == shape.R || t == shape.C }
	j := i + step
	for j >= 0 && j < len(text) && shape.JoiningTypeOf(text[j]) == shape.T {
		j += step
	}
	if j < 0 || j >= len(text) {
		return false
	}
	first, second := shape.JoiningTypeOf(text[min(i, j)]), shape.JoiningTypeOf(text[max(i, j)])
	return joinsAfter(first) && joinsBefore(second)
}

// inContext is the form of one letter, asked for by ZWJ: what a context-free
// caller gets. It is compared with what the text around the letter gives.
func inContext(r rune, before, after bool) rune {
	if shape.JoiningTypeOf(r) == shape.T {
		return r
	}
	text := []rune{'.', r, '.'}
	if before {
		text[0] = 0x200D
	}
	if after {
		text[2] = 0x200D
	}
	return shape.Shape(nil, text, nil, false)[1]
}

func FuzzShape(f *testing.F) {
	f.Add([]byte("some bytes to choose letters by"), []byte{1, 1, 2})
	f.Fuzz(func(t *testing.T, data, at []byte) {
		text := make([]rune, len(data))
		for i, b := range data {
			text[i] = alphabet[int(b)%len(alphabet)]
		}
		checkShape(t, text, nil)
		if len(at) > 0 {
			levels := make([]bidi.Level, len(text))
			for i := range levels {
				levels[i] = bidi.Level(at[i%len(at)] % 4)
			}
			checkShape(t, text, levels)
		}
	})
}

func TestRandomTextAgreesWithTheRulesAsWritten(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 2))
	for range 20000 {
		text := make([]rune, rng.IntN(12))
		for i := range text {
			text[i] = alphabet[rng.IntN(len(alphabet))]
		}
		checkShape(t, text, nil)
		if got, want := drawn(string(text), slices.Repeat([]bidi.Level{1}, len(text)), true), drawn(string(text), nil, true); got != want {
			t.Fatalf("%U at level 1 is %+q, without levels %+q", text, got, want)
		}
	}
}

func TestNothingIsAllocated(t *testing.T) {
	text := []rune("السَّلامُ عليكم 12 abc لا")
	levels := slices.Repeat([]bidi.Level{1}, len(text))
	dst := make([]rune, 0, len(text))
	var letters string
	n := testing.AllocsPerRun(10, func() {
		dst = shape.Shape(dst, text, levels, true)
		letters, _ = shape.Unshape(0xFEFB)
	})
	if n != 0 || letters != "لا" {
		t.Errorf("%v allocations, want none", n)
	}
}

func BenchmarkShape(b *testing.B) {
	for name, s := range map[string]string{
		"arabic":   strings.Repeat("أعلنت وزارة الخارجية في بيان لها، اليوم الثلاثاء، أن المحادثات ستستأنف. ", 8),
		"vowelled": strings.Repeat("قَالَ الْوَزِيرُ إِنَّ الاجْتِمَاعَ سَيُعْقَدُ غَدًا فِي 12 مَدِينَةً. ", 8),
		"latin":    strings.Repeat("The ministry said in a statement on Tuesday that talks would resume. ", 8),
	} {
		b.Run(name, func(b *testing.B) {
			text := []rune(s)
			var r bidi.Resolver
			levels := r.Resolve(text, bidi.Auto).Levels
			var dst []rune
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				dst = shape.Shape(dst, text, levels, true)
			}
		})
	}
}
