package document_test

import (
	"strings"
	"testing"

	"qari/model/corpus"
	"qari/model/document"
	"qari/model/keyword"
)

func article(title, text string, rule corpus.TitleRule) *corpus.Article {
	return &corpus.Article{Title: title, TitleRule: rule, Text: text}
}

func words(t *testing.T, groups ...keyword.Group) *keyword.Set {
	t.Helper()
	s, err := keyword.Compile(groups)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestADerivedTitleIsNotABlock(t *testing.T) {
	for _, tt := range []struct {
		rule   corpus.TitleRule
		blocks int
	}{{corpus.TitleField, 3}, {corpus.TitleLine, 3}, {corpus.TitleDerived, 2}, {corpus.TitleFile, 3}} {
		d := document.Open(article("العنوان", "فقرة أولى\nفقرة ثانية", tt.rule), document.Options{})
		if len(d.Blocks) != tt.blocks {
			t.Errorf("rule %v: %d blocks, want %d", tt.rule, len(d.Blocks), tt.blocks)
		}
	}
}

func TestCountFindsWhatOpenMarks(t *testing.T) {
	set := words(t, keyword.Group{Name: "أ", Words: []string{"الإرهاب"}}, keyword.Group{Name: "ب", Words: []string{"تبادل المعلومات"}})
	a := article("خطر الارهاب", "الإرْهاب [gallery ids=\"الإرهاب\"] و تبادل  المعلومات\n\nالإرهاب", corpus.TitleField)
	d := document.Open(a, document.Options{Words: set})
	counts := make([]int, 2)
	document.Count(counts, a, set)
	marked := make([]int, 2)
	for _, h := range d.Hits {
		marked[h.Group]++
	}
	if counts[0] != 3 || counts[1] != 1 || marked[0] != 3 || marked[1] != 1 {
		t.Errorf("counted %v, marked %v: want [3 1]", counts, marked)
	}
}

func TestRawShowsTheSameHits(t *testing.T) {
	set := words(t, keyword.Group{Name: "أ", Words: []string{"الإرهاب"}})
	a := article("خطر الإرهاب", "سطر أول [gallery ids=\"1\"] عن الإرهـاب\n\n‏الإرهاب ثم الإرهاب", corpus.TitleField)
	read, raw := document.Open(a, document.Options{Words: set}), document.Open(a, document.Options{Words: set, Raw: true})
	if len(read.Hits) != 4 || len(raw.Hits) != 4 {
		t.Fatalf("%d hits read, %d raw: want 4", len(read.Hits), len(raw.Hits))
	}
	for i, h := range raw.Hits {
		got := h.Of(raw.Blocks[h.Block].Text)
		if !strings.Contains(strings.ReplaceAll(got, "ـ", ""), "الإرهاب") {
			t.Errorf("hit %d lights %q", i, got)
		}
	}
}

func TestThePlaceIsTheSameInBothViews(t *testing.T) {
	text := "أول  [gallery ids=\"1\"] سطر\n\nثان فيه ‏كلمة\nثالث"
	a := article("", text, corpus.TitleDerived)
	read, raw := document.Open(a, document.Options{}), document.Open(a, document.Options{Raw: true})
	for _, word := range []string{"سطر", "كلمة", "ثالث"} {
		src := strings.Index(text, word)
		for name, d := range map[string]*document.Document{"read": read, "raw": raw} {
			p := d.Place(src)
			if !strings.HasPrefix(d.Blocks[p.Block].Text[p.Offset:], word) {
				t.Errorf("%s: %q is at %v of %q", name, word, p, d.Blocks[p.Block].Text)
			}
			if back := d.Source(p); back != src {
				t.Errorf("%s: %q comes back as %d, want %d", name, word, back, src)
			}
		}
	}
}

func TestLongParagraphsBreakAfterSentences(t *testing.T) {
	sentence := strings.Repeat("كلمة ", 29) + "نهاية. "
	a := article("", strings.TrimSpace(strings.Repeat(sentence, 6)), corpus.TitleDerived)
	d := document.Open(a, document.Options{})
	b := d.Blocks[0]
	if len(b.Breaks) != 2 {
		t.Fatalf("%d breaks in 180 words, want 2 (after 60 and 120)", len(b.Breaks))
	}
	for _, at := range b.Breaks {
		if !strings.HasSuffix(b.Text[:at], "نهاية. ") {
			t.Errorf("a break after %q", b.Text[max(0, at-20):at])
		}
	}
	if d := document.Open(a, document.Options{LongParas: true}); len(d.Blocks[0].Breaks) != 0 {
		t.Error("whole paragraphs were asked for")
	}
	short := article("", strings.TrimSpace(strings.Repeat(sentence, 5)), corpus.TitleDerived)
	if n := len(document.Open(short, document.Options{}).Blocks[0].Breaks); n != 0 {
		t.Errorf("%d breaks in 150 words", n)
	}
}

func TestFractionsGrow(t *testing.T) {
	d := document.Open(article("عنوان", "واحد\n\nاثنان\n\nثلاثة", corpus.TitleField), document.Options{})
	last := -1.0
	for i, b := range d.Blocks {
		for _, off := range []int{0, len(b.Text)} {
			f := d.Fraction(document.Place{Block: i, Offset: off})
			if f <= last || f > 1 {
				t.Errorf("block %d offset %d: %v after %v", i, off, f, last)
			}
			last = f
		}
	}
}

func TestCopiedTextHasNoControl(t *testing.T) {
	a := article("عنوان", "نص \u2067اسم\u2069 \u200fهنا\x1b[31m", corpus.TitleField)
	got := document.Text(a)
	if strings.ContainsAny(got, "\x1b\u200f\u2067\u2069") || !strings.Contains(got, "نص اسم هنا") {
		t.Errorf("%q", got)
	}
}

func TestRawLightsATitleThatIsALineOfTheText(t *testing.T) {
	set := words(t, keyword.Group{Name: "أ", Words: []string{"الإرهاب"}})
	text := "عن الإرهاب\n\nنص الإرهاب"
	a := article("عن الإرهاب", text, corpus.TitleLine)
	a.BodyStart = int32(strings.Index(text, "نص"))
	if n := len(document.Open(a, document.Options{Words: set}).Hits); n != 2 {
		t.Errorf("%d hits read, want 2", n)
	}
	if n := len(document.Open(a, document.Options{Words: set, Raw: true}).Hits); n != 2 {
		t.Errorf("%d hits raw, want 2", n)
	}
}

// A group that has too few hits takes none from others.
func TestAGroupWithTooFewHitsHidesNothing(t *testing.T) {
	set := words(t, keyword.Group{Name: "أ", Words: []string{"مكافحة الإرهاب"}, AtLeast: 2}, keyword.Group{Name: "ب", Words: []string{"الإرهاب"}})
	a := article("خطر", "مكافحة الإرهاب", corpus.TitleField)
	counts := make([]int, 2)
	marks := document.Count(counts, a, set)
	if d := document.Open(a, document.Options{Words: set}); len(d.Hits) != 1 || d.Hits[0].Group != 1 || marks != 1 || counts[0] != 0 || counts[1] != 1 {
		t.Errorf("marked %v, counted %v, %d in all: want one of the second group", d.Hits, counts, marks)
	}
	if d := document.Open(a, document.Options{Words: set, Group: 1}); len(d.Hits) != 0 {
		t.Errorf("the first group alone has %v", d.Hits)
	}
}
