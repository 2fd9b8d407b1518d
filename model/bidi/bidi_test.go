package bidi_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"qari/model/bidi"
)

// alphabet spells a random text: a byte is a rune of some class.
var alphabet = []rune{
	'a', 'b', 0x05D0, 0x0627, 0x0628, 0x0627, '1', '2', 0x0661, 0x06F1, '+', '-', '$', '%', ',', '/', 0x060C,
	0x064B, 0x0300, 0x20D6, '\t', ' ', ' ', '!', '«', 0x00AD, 0x200C, 0x200D, 0x200E, 0x200F, 0x061C,
	'(', ')', '[', ']', '{', '}', 0x2329, 0x232A, 0x3008, 0x3009, 0xFF62, 0xFF63,
	0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x2069, 0x202C,
}

func spell(data []byte) []rune {
	text := make([]rune, len(data))
	for i, b := range data {
		text[i] = alphabet[int(b)%len(alphabet)]
	}
	return text
}

var directions = []bidi.Direction{bidi.Auto, bidi.LTR, bidi.RTL}

// checkText holds Resolve, LineLevels and VisualOrder to the rules as written
// and to what must always be so.
func checkText(t *testing.T, r *bidi.Resolver, text []rune) {
	t.Helper()
	for _, base := range directions {
		p := r.Resolve(text, base)
		wantBase, want := oracle(text, base)
		before := p.Base
		for i, l := range p.Levels {
			if bidi.Removed(p.Classes[i]) && want[i] == noLevel {
				want[i] = before
			}
			before = l
		}
		if p.Base != wantBase || !slices.Equal(p.Levels, want) {
			t.Fatalf("%U base %d\n%v\n got %d %d\nwant %d %d", text, base, p.Classes, p.Base, p.Levels, wantBase, want)
		}
		checkOrder(t, bidi.LineLevels(nil, p.Levels, p.Classes, p.Base))
	}
}

// checkOrder holds VisualOrder to being a permutation, and to L2 said the other
// way about: two neighbours at one odd level stand in reverse, at one even level
// do not.
func checkOrder(t *testing.T, levels []bidi.Level) {
	t.Helper()
	order := bidi.VisualOrder(nil, bidi.VisualRuns(nil, levels))
	at := make([]int, len(levels))
	for i := range at {
		at[i] = -1
	}
	for position, i := range order {
		if at[i] >= 0 {
			t.Fatalf("levels %d: element %d stands twice in %d", levels, i, order)
		}
		at[i] = position
	}
	for i := 1; i < len(levels); i++ {
		step := 1
		if levels[i].RTL() {
			step = -1
		}
		if levels[i-1] == levels[i] && at[i]-at[i-1] != step {
			t.Fatalf("levels %d: elements %d and %d of one level are not side by side in %d", levels, i-1, i, order)
		}
	}
}

func FuzzResolve(f *testing.F) {
	f.Add([]byte("The quick brown fox"))
	f.Add([]byte{48, 0, 44, 3, 49, 31, 2, 32, 17, 52, 6, 12, 6})
	var r bidi.Resolver
	f.Fuzz(func(t *testing.T, data []byte) { checkText(t, &r, spell(data)) })
}

func FuzzVisualOrder(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 2, 1, 1, 0, 126, 125, 255})
	f.Fuzz(func(t *testing.T, data []byte) {
		levels := make([]bidi.Level, len(data))
		for i, b := range data {
			levels[i] = bidi.Level(b % 127)
		}
		checkOrder(t, levels)
	})
}

// TestRandomTextAgreesWithTheRulesAsWritten draws from parts of the alphabet, so
// that each of the short cuts is taken often.
func TestRandomTextAgreesWithTheRulesAsWritten(t *testing.T) {
	parts := map[string][]rune{
		"all":        alphabet,
		"arabic":     []rune("ابتث  ،.!«»()ًّ"),
		"mixed":      []rune("اب ab 12 ٣٤ +-$%,./ ()[]\u064B\u0300"),
		"latin":      []rune("ab 12 +-$%,./ ()[]\u0300\u202C\u2069\u200D"),
		"persian":    []rune("می‌شود ۱۲ ab 12 (%,)\u200D"),
		"isolates":   []rune("ا1a (\u2066\u2067\u2068\u2069\u2069) "),
		"embeddings": []rune("ا1a (\u202A\u202B\u202C\u202D\u202E\u2068\u2069) "),
	}
	rng := rand.New(rand.NewPCG(15, 9))
	var r bidi.Resolver
	for name, part := range parts {
		t.Run(name, func(t *testing.T) {
			for range 4000 {
				text := make([]rune, rng.IntN(24))
				for i := range text {
					text[i] = part[rng.IntN(len(part))]
				}
				checkText(t, &r, text)
			}
		})
	}
}

func TestNestingBeyondEveryLimitAgreesWithTheRulesAsWritten(t *testing.T) {
	var r bidi.Resolver
	for _, opener := range []string{"\u202A", "\u202B", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u202B\u2066", "\u2067\u202D", "(", "[(\u0627) "} {
		for _, n := range []int{30, 61, 62, 63, 64, 65, 124, 125, 126, 130} {
			for _, end := range []string{"", "\u202C", "\u2069", ")", "\u2069\u202C"} {
				text := strings.Repeat(opener+"ا", n) + "1a" + strings.Repeat(end+"b", n+2) + " ا"
				checkText(t, &r, []rune(text))
			}
		}
	}
}

// A stack that overflows ends the search for pairs (BD16); those found stand.
func TestPairsFoundBeforeTheStackOverflowsStand(t *testing.T) {
	var r bidi.Resolver
	text := []rune("a(ב)" + strings.Repeat("(", 64) + "b")
	p := r.Resolve(text, bidi.RTL)
	if want := []bidi.Level{2, 1, 1, 1}; !slices.Equal(p.Levels[:4], want) {
		t.Errorf("levels %d, want %d", p.Levels[:4], want)
	}
	text = []rune("a" + strings.Repeat("(", 64) + "(b)")
	p = r.Resolve(text, bidi.RTL)
	if l := p.Levels[len(text)-1]; l != 1 {
		t.Errorf("closing bracket after the overflow has level %d, want 1: it pairs with none", l)
	}
}

func TestASeparatorInsideStartsAgain(t *testing.T) {
	var r bidi.Resolver
	for _, c := range []struct {
		text string
		base bidi.Direction
		want []bidi.Level
	}{
		{"ا1\na", bidi.LTR, []bidi.Level{1, 2, 0, 0}},
		{"ا\n1", bidi.LTR, []bidi.Level{1, 0, 0}},          // the number no longer follows an AL
		{"\u202Ea\nb", bidi.LTR, []bidi.Level{0, 1, 0, 0}}, // overrides end
		{"\u2067a\nا\u2069!", bidi.LTR, []bidi.Level{0, 2, 0, 1, 0, 0}},
		{"\u00ADا\n\u00ADا", bidi.RTL, []bidi.Level{1, 1, 1, 1, 1}},
		{"a\nا", bidi.Auto, []bidi.Level{0, 0, 1}},
		{"!\nا", bidi.Auto, []bidi.Level{0, 0, 1}}, // P2 looks at the first paragraph
		{"(\nا)", bidi.RTL, []bidi.Level{1, 1, 1, 1}},
	} {
		if p := r.Resolve([]rune(c.text), c.base); !slices.Equal(p.Levels, c.want) {
			t.Errorf("%q base %d: levels %d, want %d", c.text, c.base, p.Levels, c.want)
		}
	}
}

func TestLineLevelsResetsEachLineByItself(t *testing.T) {
	var r bidi.Resolver
	for _, c := range []struct {
		text, line string // the line is cut out of the text
		base       bidi.Direction
		want       []bidi.Level
	}{
		{"ab ا cd", "ab ", bidi.RTL, []bidi.Level{2, 2, 1}}, // the space is inside a run of its paragraph, at the end of its line
		{"ab cd", "ab ", bidi.RTL, []bidi.Level{2, 2, 1}},   // level 2 in the paragraph
		{"ab cd", "ab cd", bidi.RTL, []bidi.Level{2, 2, 2, 2, 2}},
		{"ا ب", " ب", bidi.LTR, []bidi.Level{1, 1}},            // white space that starts a line keeps its level
		{"ا \tب", "ا \tب", bidi.LTR, []bidi.Level{1, 0, 0, 1}}, // and before a separator does not
		{"ا\t\tب \u2067ت\u2069 ", "ا\t\tب \u2067ت\u2069 ", bidi.LTR, []bidi.Level{1, 0, 0, 1, 0, 0, 1, 0, 0}},
		{"ا \u200D\u2069 \u00AD ب", "ا \u200D\u2069 \u00AD ", bidi.LTR, []bidi.Level{1, 0, 0, 0, 0, 0, 0}}, // removed runes go along
		{"ا\u200Dب", "ا\u200D", bidi.LTR, []bidi.Level{1, 0}},
		{"ab\u2029", "ab\u2029", bidi.RTL, []bidi.Level{2, 2, 1}},
	} {
		p := r.Resolve([]rune(c.text), c.base)
		n := len([]rune(c.text[:strings.Index(c.text, c.line)]))
		m := n + len([]rune(c.line))
		got := bidi.LineLevels(nil, p.Levels[n:m], p.Classes[n:m], p.Base)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q of %q base %d: levels %d, want %d", c.line, c.text, c.base, got, c.want)
		}
		inPlace := bidi.LineLevels(p.Levels[n:n], p.Levels[n:m], p.Classes[n:m], p.Base)
		if !slices.Equal(inPlace, c.want) {
			t.Errorf("%q of %q base %d: in place %d, want %d", c.line, c.text, c.base, inPlace, c.want)
		}
	}
}

// TestVisualOrderOfTheAnnex has the examples of rule L2.
func TestVisualOrderOfTheAnnex(t *testing.T) {
	for _, c := range []struct{ text, levels, want string }{
		{"car means CAR.", "00000000001110", "car means RAC."},
		{"car MEANS CAR.", "22211111111111", ".RAC SNAEM car"},
		{"he said \"car MEANS CAR.\"", "000000000222111111111100", "he said \"RAC SNAEM car.\""},
		{"DID YOU SAY 'he said \"car MEANS CAR\"'?", "11111111111112222222224443333333333211", "?'he said \"RAC SNAEM car\"' YAS UOY DID"},
		{"", "", ""},
	} {
		levels := make([]bidi.Level, len(c.levels))
		for i := range levels {
			levels[i] = bidi.Level(c.levels[i] - '0')
		}
		var got strings.Builder
		for _, i := range bidi.VisualOrder(nil, bidi.VisualRuns(nil, levels)) {
			got.WriteByte(c.text[i])
		}
		if got.String() != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got.String(), c.want)
		}
	}
}

func TestClassOf(t *testing.T) {
	for _, c := range []struct {
		r    rune
		want bidi.Class
	}{
		{'a', bidi.L}, {0x05D0, bidi.R}, {0x0628, bidi.AL}, {0x06CC, bidi.AL}, {'7', bidi.EN}, {0x06F7, bidi.EN}, {0x0667, bidi.AN},
		{'+', bidi.ES}, {'%', bidi.ET}, {0x066A, bidi.ET}, {0x066B, bidi.AN}, {0x060C, bidi.CS}, {',', bidi.CS}, {0x00A0, bidi.CS},
		{0x064E, bidi.NSM}, {0x0670, bidi.NSM}, {'\n', bidi.B}, {0x2029, bidi.B}, {'\t', bidi.S}, {' ', bidi.WS}, {0x2028, bidi.WS},
		{'«', bidi.ON}, {0xFD3E, bidi.ON}, {0x200C, bidi.BN}, {0xFEFF, bidi.BN}, {0x200E, bidi.L}, {0x200F, bidi.R}, {0x061C, bidi.AL},
		{0x0640, bidi.AL}, {0x0600, bidi.AN}, {0x06DD, bidi.AN}, {0xFEFB, bidi.AL}, {0x1F600, bidi.ON}, {0x4E2D, bidi.L},
		{0x202A, bidi.LRE}, {0x202B, bidi.RLE}, {0x202C, bidi.PDF}, {0x202D, bidi.LRO}, {0x202E, bidi.RLO},
		{0x2066, bidi.LRI}, {0x2067, bidi.RLI}, {0x2068, bidi.FSI}, {0x2069, bidi.PDI},
		// Unassigned, by the defaults of their blocks.
		{0x05FF, bidi.R}, {0x074B, bidi.AL}, {0x07BF, bidi.AL}, {0x20CF, bidi.ET}, {0xFDD0, bidi.BN}, {0x10FFFF, bidi.BN}, {0x1EEFF, bidi.AL},
		{0xE0FFF, bidi.BN}, {0x0378, bidi.L},
		// Not code points.
		{-1, bidi.L}, {0x110000, bidi.L},
	} {
		if got := bidi.ClassOf(c.r); got != c.want {
			t.Errorf("ClassOf(%U) is %v, want %v", c.r, got, c.want)
		}
	}
}

func TestClassNames(t *testing.T) {
	for name, r := range sample {
		if got := bidi.ClassOf(r).String(); got != name {
			t.Errorf("class of %U is %q, want %q", r, got, name)
		}
	}
}

func TestMirror(t *testing.T) {
	for _, c := range []struct{ r, want rune }{
		{'(', ')'}, {')', '('}, {'[', ']'}, {'<', '>'}, {'«', '»'}, {'»', '«'}, {'≤', '≥'}, {'≰', '≱'}, {0x2329, 0x232A}, {0x3008, 0x3009},
		{0x298D, 0x2990}, {0xFF63, 0xFF62}, {0xFF1C, 0xFF1E},
	} {
		if got, ok := bidi.Mirror(c.r); got != c.want || !ok {
			t.Errorf("Mirror(%c) is %c %v, want %c", c.r, got, ok, c.want)
		}
	}
	// Mirrored without a glyph to stand for it, not mirrored, no code point.
	for _, r := range []rune{'∑', '"', '“', 0xFD3E, 0xFD3F, 'a', 0x0628, -1, 0x110000} {
		if got, ok := bidi.Mirror(r); got != r || ok {
			t.Errorf("Mirror(%U) is %U %v, want itself and false", r, got, ok)
		}
	}
	found := 0
	for r := rune(0); r <= 0x10FFFF; r++ {
		if m, ok := bidi.Mirror(r); ok {
			found++
			if back, _ := bidi.Mirror(m); back != r {
				t.Errorf("the mirror of %U is %U, whose mirror is %U", r, m, back)
			}
		}
	}
	if found != 428 {
		t.Errorf("%d runes have mirrors, want 428", found)
	}
}

func TestFirstStrong(t *testing.T) {
	for _, c := range []struct {
		s    string
		want bidi.Direction
	}{
		{"", bidi.Auto}, {"123 !", bidi.Auto}, {"١٢٣", bidi.Auto}, {"a", bidi.LTR}, {"ا", bidi.RTL}, {"א", bidi.RTL},
		{"1. خبر", bidi.RTL}, {"«CNN» تقول", bidi.LTR}, {"\u200Fabc", bidi.RTL}, {"\u200Eخبر", bidi.LTR},
		{"\u2067خبر\u2069 abc", bidi.LTR}, {"\u2068abc\u2067abc\u2069 خبر", bidi.Auto}, {"\u2069\u2069خبر", bidi.RTL},
		{"\u2066a\u2069\u2069خبر", bidi.RTL}, {"\u202Aخبر", bidi.RTL}, {"12\nخبر", bidi.Auto}, {"\xffخبر", bidi.RTL},
	} {
		if got := bidi.FirstStrong(c.s); got != c.want {
			t.Errorf("FirstStrong(%q) is %d, want %d", c.s, got, c.want)
		}
		want := bidi.Level(0)
		if c.want == bidi.RTL {
			want = 1
		}
		var r bidi.Resolver
		if p := r.Resolve([]rune(c.s), bidi.Auto); p.Base != want {
			t.Errorf("Resolve(%q) has base %d, want %d", c.s, p.Base, want)
		}
	}
}

// hostile texts are those that an implementation may take quadratic time for.
func hostile(n int) map[string][]rune {
	return map[string][]rune{
		"isolates":        []rune(strings.Repeat("\u2068", n)),
		"brackets":        []rune("ا" + strings.Repeat("(a", n/2)),
		"pairs":           []rune("ا" + strings.Repeat("(a)", n/3)),
		"nested pairs":    []rune(strings.Repeat("(", 62) + strings.Repeat("a ", n/2) + strings.Repeat(")", 62)),
		"terminators":     []rune("ا" + strings.Repeat("$", n)),
		"level runs":      []rune(strings.Repeat("\u202Ba\u202C", n/3)),
		"isolated runs":   []rune(strings.Repeat("\u2067a\u2069", n/3)),
		"marks":           []rune("(a" + strings.Repeat("()\u0300", n/3)),
		"neutrals":        []rune("ا" + strings.Repeat("!", n)),
		"closed brackets": []rune(strings.Repeat("(", 63) + strings.Repeat("]", n)),
	}
}

func BenchmarkResolve(b *testing.B) {
	texts := map[string][]rune{
		"arabic":         []rune(strings.Repeat("أعلنت وزارة الخارجية في بيان لها، اليوم الثلاثاء، أن المحادثات ستستأنف. ", 8)),
		"arabic numbers": []rune(strings.Repeat("وارتفع المؤشر 3.5% إلى 1,250 نقطة (أعلى مستوى منذ 2008)، بحسب رويترز. ", 8)),
		"arabic latin":   []rune(strings.Repeat("قالت شركة Apple إن هاتف iPhone 15 سيباع في الأسواق (Middle East) قريبا. ", 8)),
		"vowelled":       []rune(strings.Repeat("قَالَ الْوَزِيرُ إِنَّ الاجْتِمَاعَ سَيُعْقَدُ غَدًا فِي 12 مَدِينَةً. ", 8)),
		"persian zwnj":   []rune(strings.Repeat("می‌گوید که نمی‌تواند در سال ۱۴۰۲ به خانه‌های خود بازگردند. ", 8)),
		"isolates":       []rune(strings.Repeat("اتصل على \u2066+961 1 234567\u2069 أو زر \u2066https://example.org\u2069 للمزيد. ", 8)),
		"latin":          []rune(strings.Repeat("The ministry said in a statement on Tuesday that talks would resume (in 3 days). ", 8)),
	}
	for name, text := range hostile(600) {
		texts["hostile/"+name] = text
	}
	for name, text := range texts {
		b.Run(name, func(b *testing.B) {
			var r bidi.Resolver
			b.SetBytes(int64(len(string(text))))
			b.ReportAllocs()
			for b.Loop() {
				r.Resolve(text, bidi.Auto)
			}
		})
	}
}

func BenchmarkLine(b *testing.B) {
	text := []rune("وارتفع المؤشر 3.5% إلى 1,250 نقطة (أعلى مستوى منذ 2008) ")
	var r bidi.Resolver
	p := r.Resolve(text, bidi.RTL)
	var levels []bidi.Level
	var runs []bidi.Run
	var order []int32
	b.SetBytes(int64(len(string(text))))
	b.ReportAllocs()
	for b.Loop() {
		levels = bidi.LineLevels(levels, p.Levels, p.Classes, p.Base)
		runs = bidi.VisualRuns(runs, levels)
		order = bidi.VisualOrder(order, runs)
	}
}

func BenchmarkFirstStrong(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		bidi.FirstStrong("2023-11-05 … «خبر»")
	}
}

func TestNothingIsAllocatedOnceTheBuffersHaveGrown(t *testing.T) {
	var r bidi.Resolver
	var levels []bidi.Level
	var runs []bidi.Run
	var order []int32
	for name, text := range hostile(600) {
		run := func() {
			for _, base := range directions {
				p := r.Resolve(text, base)
				levels = bidi.LineLevels(levels, p.Levels, p.Classes, p.Base)
				runs = bidi.VisualRuns(runs, levels)
				order = bidi.VisualOrder(order, runs)
			}
		}
		run()
		if n := testing.AllocsPerRun(5, run); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

func ExampleResolver() {
	text := []rune("سعر 12 دولار")
	var r bidi.Resolver
	p := r.Resolve(text, bidi.Auto)
	fmt.Println(p.Base, p.Levels)
	line := bidi.LineLevels(nil, p.Levels, p.Classes, p.Base)
	for _, i := range bidi.VisualOrder(nil, bidi.VisualRuns(nil, line)) {
		fmt.Print(string(text[i]))
	}
	// Output:
	// 1 [1 1 1 1 2 2 1 1 1 1 1 1]
	// رالود 12 رعس
}
