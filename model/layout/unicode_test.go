package layout_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"qari/model/layout"
)

const (
	lineBreakTest     = "testdata/LineBreakTest.txt.gz"
	graphemeBreakTest = "testdata/GraphemeBreakTest.txt.gz"
)

// A breakCase is a text with the byte offsets at which its file has ÷.
type breakCase struct {
	text   string
	places []int
}

// breakCases gives the cases of a file by line number.
func breakCases(t *testing.T, path string) func(yield func(int, breakCase) bool) {
	return func(yield func(int, breakCase) bool) {
		for n, row := range dataLines(t, path) {
			spec, _, _ := bytes.Cut(row, []byte("#"))
			var text []byte
			var places []int
			for f := range bytes.FieldsSeq(spec) {
				switch string(f) {
				case "÷":
					places = append(places, len(text))
				case "×":
				default:
					text = utf8.AppendRune(text, rune(number(t, f, 16)))
				}
			}
			if !yield(n, breakCase{string(text), places}) {
				return
			}
		}
	}
}

// uniseg, which the layout asks where it has no short cut, gives what the files
// say, all of it, also when it begins anew at each place, as the layout lets it.
// What it is known to give wrong the files do not hold: see
// TestKnownFaultsOfUniseg.
func TestUnisegAgreesWithTheFiles(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		path  string
		cases int
		next  func(string, int) (string, int)
		first []int // before the text's first place
	}{
		{lineBreakTest, 7654, nextSegment, nil}, // LB2
		{graphemeBreakTest, 602, nextCluster, []int{0}},
	} {
		cases := 0
		for n, c := range breakCases(t, tt.path) {
			cases++
			for _, anew := range []bool{false, true} {
				if got := places(c.text, tt.first, tt.next, anew); !slices.Equal(got, c.places) {
					t.Errorf("%s, line %d: %+q breaks at %d, begun anew: %t; want %d", tt.path, n, c.text, got, anew, c.places)
				}
			}
		}
		if cases != tt.cases {
			t.Errorf("%s: %d cases, want %d", tt.path, cases, tt.cases)
		}
	}
}

func nextSegment(s string, state int) (string, int) {
	segment, _, _, state := uniseg.FirstLineSegmentInString(s, state)
	return segment, state
}

func nextCluster(s string, state int) (string, int) {
	cluster, _, _, state := uniseg.FirstGraphemeClusterInString(s, state)
	return cluster, state
}

func places(text string, first []int, next func(string, int) (string, int), anew bool) []int {
	at, state, out := 0, -1, slices.Clone(first)
	for at < len(text) {
		if anew {
			state = -1
		}
		var part string
		part, state = next(text[at:], state)
		at += len(part)
		out = append(out, at)
	}
	return out
}

// What uniseg 0.4.7 gives wrong and the files do not hold. A version that mends
// one of these shows up here. The last column says whether the layout gets it
// right all the same: it does not ask there, or the blank goes with the line.
func TestKnownFaultsOfUniseg(t *testing.T) {
	t.Parallel()
	var b lineBreaker
	for _, tt := range []struct {
		rule, text string
		got, want  []int
		mended     bool
	}{
		{"LB18: SP ÷, also before a hyphen and a digit", "a -1", []int{4}, []int{2, 4}, true},
		{"LB8: ZW ÷, the same", "\u200B-1", []int{5}, []int{3, 5}, false},
		{"LB15: QU SP* × OP, with two blanks", "«  (", []int{4, 5}, []int{5}, true},
		{"LB16: CL SP* × NS, with two blanks", ")  々", []int{3, 6}, []int{6}, false},
		{"LB17: B2 SP* × B2, with two blanks", "—  —", []int{5, 8}, []int{8}, false},
		{"LB25: NU (SY | IS)* × NU, with two of them", "1..2", []int{3, 4}, []int{4}, false},
		{"LB13: × IS, after EB EM (LB30b)", "👍🏽.", []int{8, 9}, []int{9}, true},
		{"LB7: × SP, the same", "👍🏽 a", []int{8, 9, 10}, []int{9, 10}, true},
	} {
		if got := places(tt.text, nil, nextSegment, false); !slices.Equal(got, tt.got) {
			t.Errorf("%s: %+q breaks at %d, not at %d any more (right is %d)", tt.rule, tt.text, got, tt.got, tt.want)
		}
		want := tt.got
		if tt.mended {
			want = tt.want
		}
		b.read(tt.text)
		for width := range b.columns(0, len(tt.text)) + 2 {
			if fault := b.check(want, width); fault != "" {
				t.Errorf("%s: %+q in lines of %d: %s", tt.rule, tt.text, width, fault)
			}
		}
	}
}

// What the page refuses of the places where LineBreakTest.txt lets a line end.
const (
	withinCluster     = "within a cluster (GB9): before a mark on a blank (LB18, LB10), before an emoji modifier"
	withinQuotes      = "between a blank and the quote round it (LB15a and LB15b of Unicode 15.1)"
	beforePercentSign = "between a figure, a blank and a percent sign (the page's own rule)"
)

// Lines end where LineBreakTest.txt says: whatever the width, none ends at a ×
// unless its first word is longer than the line, none ends before it must, and
// all end where they have to (LB4, LB5). Where the page does otherwise it is one
// of three things, which are taken out of the file's places and counted. Each
// case is laid out by itself and behind two words, so that it can go to the next
// line whole where it must not break, with a word if it is tied to that.
func TestLinesEndWhereLineBreakTestSays(t *testing.T) {
	t.Parallel()
	var b lineBreaker
	counts := map[string]int{}
	tied := map[rune]bool{} // to a letter and a blank before it, by the file itself
	for _, c := range breakCases(t, lineBreakTest) {
		if after, ok := strings.CutPrefix(c.text, "# "); ok && utf8.RuneCountInString(after) == 1 {
			r, _ := utf8.DecodeRuneInString(after)
			tied[r] = c.places[0] != len("# ")
		}
	}
	tied['.'], tied['、'] = tied[','], tied['}'] // of the same classes, IS and CL
	for n, c := range breakCases(t, lineBreakTest) {
		for _, before := range []string{"", "xx yy "} {
			text, allowed := before+c.text, []int(nil)
			b.read(text)
			if before != "" {
				allowed = append(allowed, len("xx "))
				if first, _ := utf8.DecodeRuneInString(c.text); !tied[first] && b.refused(len(before)) == "" {
					allowed = append(allowed, len(before))
				}
			}
			for _, at := range c.places {
				why := b.refused(len(before) + at)
				if why == "" {
					allowed = append(allowed, len(before)+at)
				}
				if before == "" {
					counts[why]++
				}
			}
			for width := range b.columns(0, len(text)) + 2 {
				if fault := b.check(allowed, width); fault != "" {
					t.Errorf("line %d: %+q, which may break at %d, in lines of %d: %s", n, text, allowed, width, fault)
					break
				}
			}
		}
	}
	want := map[string]int{"": 12329, withinCluster: 318, withinQuotes: 2, beforePercentSign: 1}
	if !maps.Equal(counts, want) {
		t.Errorf("places that the page takes, and refuses: %v, want %v", counts, want)
	}
}

// A lineBreaker holds the lines of a text to the places where they may end.
type lineBreaker struct {
	layouter layout.Layouter
	text     string
	cells    []layout.Cell // of all lines, in logical order
}

func (b *lineBreaker) read(text string) {
	b.text, b.cells = text, b.cells[:0]
	p := b.layouter.Paragraph(text, layout.Options{KeepBlanks: true})
	for i := range p.Len() {
		b.cells = append(b.cells, p.Line(i).Cells...)
	}
	slices.SortFunc(b.cells, func(x, y layout.Cell) int { return x.Start - y.Start })
}

// columns is how many the text [start, end) takes, without blanks at its end.
func (b *lineBreaker) columns(start, end int) (columns int) {
	col := 0
	for _, c := range b.cells {
		if c.Start < start || c.Start >= end {
			continue
		}
		if b.text[c.Start:c.End] == "\t" {
			col += 8 - col%8
		} else {
			col += int(c.Width)
		}
		if strings.Trim(b.text[c.Start:c.End], " \t\u3000\u200D") != "" {
			columns = col
		}
	}
	return columns
}

// refused says why no line of the page ends at a place where the file allows it.
func (b *lineBreaker) refused(at int) string {
	for _, c := range b.cells {
		if c.Start < at && at < c.End {
			return withinCluster
		}
	}
	left, right := b.text[:at], b.text[at:]
	switch {
	case !strings.HasSuffix(left, " "):
	case afterOpening.MatchString(left), beforeClosing.MatchString(right):
		return withinQuotes
	case afterFigure.MatchString(left) && beforePercent.MatchString(right):
		return beforePercentSign
	}
	return ""
}

// check says what is wrong with the lines of a width; 0 is without limit.
func (b *lineBreaker) check(allowed []int, width int) string {
	p := b.layouter.Paragraph(b.text, layout.Options{Width: width})
	for i := range p.Len() {
		start, end := p.Line(i).Start, p.Line(i).End
		after := func(off int) int { // the next place where a line may end
			return allowed[slices.IndexFunc(allowed, func(at int) bool { return at > off })]
		}
		fits := func(off int) bool { return width == 0 || b.columns(start, off) <= width }
		fault := ""
		switch must := b.must(start); {
		case end > must:
			fault = "goes on past an end of line"
		case !fits(end) && len(p.Line(i).Cells) > 1:
			fault = "is too long"
		case end == must:
		case end < after(start) && fits(after(start)):
			fault = "cuts a word"
		case end < after(start) && fits(b.cut(end, after(start))):
			fault = "cuts a word too early"
		case end >= after(start) && !slices.Contains(allowed, end):
			fault = "ends where it must not"
		case end >= after(start) && fits(after(end)):
			fault = "could hold more"
		case width > 2 && i > 0 && b.blank(start):
			fault = "begins with a blank"
		}
		if fault != "" {
			return fmt.Sprintf("line %d, bytes %d to %d, %s", i, start, end, fault)
		}
	}
	return ""
}

// cut is the next place in a word, which ends at the byte last, where it could
// be cut instead of at the byte at: one without punctuation on either side, and
// not before a blank.
func (b *lineBreaker) cut(at, last int) int {
	punctuation := func(i int) bool {
		r, _ := utf8.DecodeRuneInString(b.text[b.cells[i].Start:])
		return unicode.IsPunct(r)
	}
	for i := 1; i < len(b.cells); i++ {
		if b.cells[i].Start > at && !punctuation(i-1) && !punctuation(i) && !b.blank(b.cells[i].Start) {
			return min(b.cells[i].Start, last)
		}
	}
	return last
}

// blank reports whether the cell that begins at a byte is a space, and nothing
// to be seen.
func (b *lineBreaker) blank(at int) bool {
	return slices.ContainsFunc(b.cells, func(c layout.Cell) bool { return c.Start == at && strings.TrimRight(b.text[at:c.End], "\u200D") == " " })
}

// must is where the line that begins at start ends, be it as long as it may.
func (b *lineBreaker) must(start int) int {
	i := strings.IndexAny(b.text[start:], "\n\v\f\r\u0085\u2028\u2029")
	if i < 0 {
		return len(b.text)
	}
	i += start
	if strings.HasPrefix(b.text[i:], "\r\n") {
		return i + 2
	}
	_, size := utf8.DecodeRuneInString(b.text[i:])
	return i + size
}

// Why cells do not begin where clusters do.
const (
	noCell   = "an end of line has no cell, nor has what cannot be seen"
	markOver = "a mark behind a control goes to the picture of that (GB4)"
	apart    = "a prefixed sign stands apart (GB9b)"
)

// Cells begin where the clusters of GraphemeBreakTest.txt do, but for what the
// layout does by itself. In how many cases it does which is counted.
func TestCellsBeginWhereGraphemeBreakTestSays(t *testing.T) {
	t.Parallel()
	var b lineBreaker
	counts := map[string]int{}
	for n, c := range breakCases(t, graphemeBreakTest) {
		b.read(c.text)
		var got []int
		for _, cell := range b.cells {
			got = append(got, cell.Start)
		}
		want, whys := cellStarts(c)
		if len(whys) == 0 {
			whys = append(whys, "")
		}
		for _, why := range slices.Compact(slices.Sorted(slices.Values(whys))) {
			counts[why]++
		}
		if !slices.Equal(got, want) {
			t.Errorf("line %d: %+q, clusters begin at %d: cells begin at %d, want %d", n, c.text, c.places, got, want)
		}
	}
	want := map[string]int{"": 417, noCell: 157, markOver: 18, apart: 12}
	if !maps.Equal(counts, want) {
		t.Errorf("cases alike, and not: %v, want %v", counts, want)
	}
}

// cellStarts gives the places at which cells begin, and why they are not those
// of the file.
func cellStarts(c breakCase) (starts []int, whys []string) {
	open := false // a cell stands before in the line
	for i := 1; i < len(c.places); i++ {
		start, end := c.places[i-1], c.places[i]
		first, size := utf8.DecodeRuneInString(c.text[start:])
		if unicode.Is(unicode.Prepended_Concatenation_Mark, first) {
			starts, open = append(starts, start), true
			if start += size; start == end {
				continue
			}
			first, _ = utf8.DecodeRuneInString(c.text[start:])
			if !extends(first) {
				starts, whys = append(starts, start), append(whys, apart)
			}
			continue
		}
		switch {
		case first == '\r' || first == '\n':
			open = false
			whys = append(whys, noCell)
		case strings.Trim(c.text[start:end], "\u034F\u200D") == "":
			whys = append(whys, noCell)
		case open && extends(first):
			whys = append(whys, markOver)
		default:
			starts, open = append(starts, start), true
		}
	}
	return starts, whys
}

// extends reports whether r is never a cell by itself.
func extends(r rune) bool { return r == 0x200D || unicode.Is(unicode.Mn, r) }
