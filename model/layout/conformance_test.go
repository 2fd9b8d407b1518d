package layout_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"os"
	"slices"
	"strconv"
	"testing"
	"unicode"

	"qari/model/bidi"
	"qari/model/layout"
)

// The conformance files of UAX #9, Unicode 15.0, are laid out here: each case
// a paragraph of one line. They speak of runes, a line has cells. What is
// compared is:
//
//   - the paragraph's level;
//   - the level of each cell, which is that of its first rune;
//   - the cells in visual order: the file's order without the runes that begin
//     no cell. Which do is said by startsCell, not by the layout, so that no
//     cell may be missing and none too many.
//
// A paragraph separator ends a line and has no cell. In BidiTest.txt it stands
// only at the end, and BidiCharacterTest.txt has none, so that each case is one
// line, as the files want it.

// samples has one rune of each class.
var samples = map[string]rune{
	"L": 'a', "R": 0x05D0, "EN": '1', "AN": 0x0661, "AL": 0x0627, "ES": '+', "ET": '$', "CS": ',',
	"NSM": 0x0300, "B": 0x2029, "S": '\t', "WS": ' ', "ON": '!', "BN": 0x00AD,
	"LRE": 0x202A, "LRO": 0x202D, "RLE": 0x202B, "RLO": 0x202E, "PDF": 0x202C,
	"LRI": 0x2066, "RLI": 0x2067, "FSI": 0x2068, "PDI": 0x2069,
}

func TestBidiCharacterTestLaidOut(t *testing.T) {
	t.Parallel()
	var c bidiChecker
	cases := 0
	for n, row := range dataLines(t, "../bidi/testdata/BidiCharacterTest.txt.gz") {
		fields := bytes.Split(row, []byte(";"))
		c.text = c.text[:0]
		for f := range bytes.FieldsSeq(fields[0]) {
			c.text = append(c.text, rune(number(t, f, 16)))
		}
		c.levels, c.order = numbers(t, c.levels, fields[3]), numbers(t, c.order, fields[4])
		base := []bidi.Direction{bidi.LTR, bidi.RTL, bidi.Auto}[number(t, fields[1], 10)]
		c.check(t, n, base, number(t, fields[2], 10), nil)
		cases++
	}
	if cases != 91707 {
		t.Errorf("%d cases, want 91707", cases)
	}
}

// BidiTest.txt gives classes: each stands for one rune. Where it gives the base
// direction, too, each case is laid out a second time as the second line of a
// text whose first leaves all sorts of things open: they end with it (P1, X8).
func TestBidiTestLaidOut(t *testing.T) {
	t.Parallel()
	var c bidiChecker
	cases := 0
	before := []rune("a\u05D0\u202B\u2067\u202E1\u2029")
	for n, row := range dataLines(t, "../bidi/testdata/BidiTest.txt.gz") {
		if rest, ok := bytes.CutPrefix(row, []byte("@Levels:")); ok {
			c.levels = numbers(t, c.levels, rest)
			continue
		}
		if rest, ok := bytes.CutPrefix(row, []byte("@Reorder:")); ok {
			c.order = numbers(t, c.order, rest)
			continue
		}
		classes, bits, _ := bytes.Cut(row, []byte(";"))
		c.text = c.text[:0]
		for f := range bytes.FieldsSeq(classes) {
			r, ok := samples[string(f)]
			if !ok {
				t.Fatalf("line %d: class %s", n, f)
			}
			c.text = append(c.text, r)
		}
		set := number(t, bytes.TrimSpace(bits), 16)
		for _, base := range []bidi.Direction{bidi.Auto, bidi.LTR, bidi.RTL} {
			if set>>base&1 == 0 {
				continue
			}
			cases++
			if base == bidi.Auto {
				c.check(t, n, base, firstStrong(bytes.Fields(classes)), nil)
				continue
			}
			level := int(base - bidi.LTR)
			c.check(t, n, base, level, nil)
			c.check(t, n, base, level, before)
		}
	}
	if cases != 770241 {
		t.Errorf("%d cases, want 770241", cases)
	}
	if c.joined != 320 {
		t.Errorf("the order is not the file's in %d cases, want 320", c.joined)
	}
}

// firstStrong is the paragraph's level by P2 and P3.
func firstStrong(classes [][]byte) int {
	depth := 0
	for _, c := range classes {
		switch string(c) {
		case "LRI", "RLI", "FSI":
			depth++
		case "PDI":
			depth = max(depth-1, 0)
		case "L", "R", "AL":
			if depth == 0 {
				return map[string]int{"R": 1, "AL": 1}[string(c)]
			}
		}
	}
	return 0
}

// A bidiChecker holds what a file says of a text to what the layout makes of it.
type bidiChecker struct {
	text   []rune
	levels []int // of each rune, -1 for those that X9 removes
	order  []int // indexes of runes from left to right, without those

	layouter  layout.Layouter
	paragraph layout.Paragraph
	line      layout.Line
	logical   []byte
	offsets   []int // of each rune
	left      []int
	got, want []int

	faults int
	joined int // cases in which a mark went past a control and so changed the order
}

// check lays the case out behind the runes before, which are a line.
func (c *bidiChecker) check(t *testing.T, n int, base bidi.Direction, level int, before []rune) {
	t.Helper()
	line := 0
	c.logical, c.offsets = c.logical[:0], c.offsets[:0]
	if len(before) > 0 {
		line, c.logical = 1, append(c.logical, string(before)...)
	}
	for _, r := range c.text {
		c.offsets = append(c.offsets, len(c.logical))
		c.logical = append(c.logical, string(r)...)
	}
	c.expect()
	c.layouter.Lay(&c.paragraph, string(c.logical), layout.Options{Base: base, KeepBlanks: true})
	fault := ""
	switch {
	case int(c.paragraph.Base) != level:
		fault = "the paragraph's level is " + strconv.Itoa(int(c.paragraph.Base))
	case !c.paragraph.LineTo(&c.line, line) || c.paragraph.Len() != line+1:
		fault = "it has " + strconv.Itoa(c.paragraph.Len()) + " lines"
	default:
		fault = c.compare()
	}
	if fault == "" {
		return
	}
	t.Errorf("line %d: %U in direction %s behind %U: %s\nwant paragraph's level %d, levels %d, cells of the runes %d in this order",
		n, c.text, [...]string{"auto", "LTR", "RTL"}[base], before, fault, level, c.levels, c.want)
	if c.faults++; c.faults == 10 {
		t.FailNow()
	}
}

// compare says what is wrong with the cells of the line.
func (c *bidiChecker) compare() string {
	c.got = c.got[:0]
	wrong := ""
	for i := range c.line.Cells {
		cell := &c.line.Cells[i]
		r, ok := slices.BinarySearch(c.offsets, cell.Start)
		if !ok {
			return "a cell begins at byte " + strconv.Itoa(cell.Start)
		}
		c.got = append(c.got, r)
		if int(cell.Level) != c.levels[r] && wrong == "" {
			wrong = "the cell of rune " + strconv.Itoa(r) + " has level " + strconv.Itoa(int(cell.Level))
		}
	}
	if !slices.Equal(c.got, c.want) {
		var b []byte
		for _, r := range c.got {
			b = strconv.AppendInt(append(b, ' '), int64(r), 10)
		}
		return "the cells are those of the runes" + string(b)
	}
	return wrong
}

// expect finds the runes that begin a cell, in visual order: that of the file.
// Only where a mark stands behind a control and goes to the cell before it (L3),
// that control parts no runs any more, nor does the mark: there the order comes
// by L2 from the file's levels of the runes that are left.
func (c *bidiChecker) expect() {
	c.want, c.left = c.want[:0], c.left[:0]
	for _, i := range c.order {
		if startsCell(c.text, i) {
			c.want = append(c.want, i)
		}
	}
	over := false // a mark goes past a control
	for i, r := range c.text {
		switch {
		case unicode.Is(unicode.Mn, r) && !startsCell(c.text, i):
			over = over || isControl(c.text[i-1])
			for isControl(c.text[c.left[len(c.left)-1]]) {
				c.left = c.left[:len(c.left)-1]
			}
		case c.levels[i] >= 0:
			c.left = append(c.left, i)
		}
	}
	if !over {
		return
	}
	order := slices.DeleteFunc(c.reorder(c.left), func(i int) bool { return !startsCell(c.text, i) })
	if !slices.Equal(order, c.want) {
		c.joined++
		c.want = order
	}
}

// reorder puts runes in visual order by the file's levels: L2, word for word.
func (c *bidiChecker) reorder(runes []int) []int {
	order := slices.Clone(runes)
	for level := bidi.Level(126); level > 0; level-- {
		for start := 0; start < len(order); start++ {
			end := start
			for end < len(order) && c.levels[order[end]] >= int(level) {
				end++
			}
			slices.Reverse(order[start:end])
			start = max(start, end-1)
		}
	}
	return order
}

// startsCell reports whether a cell begins with rune i: one that can be seen
// and does not go to the cell of a letter before it. A tab takes no marks (GB4).
func startsCell(text []rune, i int) bool {
	if !unicode.Is(unicode.Mn, text[i]) {
		return !isControl(text[i])
	}
	for i--; i >= 0 && isControl(text[i]); i-- {
	}
	return i < 0 || text[i] == '\t'
}

func isControl(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Zp) }

// dataLines gives the lines of a compressed file that are not comments, by line number.
func dataLines(t *testing.T, path string) func(yield func(int, []byte) bool) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(int, []byte) bool) {
		s := bufio.NewScanner(z)
		for n := 1; s.Scan(); n++ {
			if row := s.Bytes(); len(row) > 0 && row[0] != '#' && !yield(n, row) {
				return
			}
		}
		if err := s.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// numbers reads a field of numbers into the room of dst; x is -1.
func numbers(t *testing.T, dst []int, field []byte) []int {
	dst = dst[:0]
	for f := range bytes.FieldsSeq(field) {
		if f[0] == 'x' {
			dst = append(dst, -1)
		} else {
			dst = append(dst, number(t, f, 10))
		}
	}
	return dst
}

func number(t *testing.T, field []byte, base int) int {
	n, err := strconv.ParseInt(string(field), base, 32)
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}
