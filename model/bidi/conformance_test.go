package bidi_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"os"
	"slices"
	"strconv"
	"testing"

	"qari/model/bidi"
)

// noLevel stands for the x of a removed rune.
const noLevel bidi.Level = 255

// sample has one rune of each class.
var sample = map[string]rune{
	"L": 'a', "R": 0x05D0, "EN": '1', "AN": 0x0661, "AL": 0x0627, "ES": '+', "ET": '$', "CS": ',',
	"NSM": 0x0300, "B": 0x2029, "S": '\t', "WS": ' ', "ON": '!', "BN": 0x00AD,
	"LRE": 0x202A, "LRO": 0x202D, "RLE": 0x202B, "RLO": 0x202E, "PDF": 0x202C,
	"LRI": 0x2066, "RLI": 0x2067, "FSI": 0x2068, "PDI": 0x2069,
}

// TestBidiCharacterTest runs every case of the file through the public calls.
func TestBidiCharacterTest(t *testing.T) {
	t.Parallel()
	var c checker
	var text []rune
	var levels []bidi.Level
	var order []int32
	cases, failures := 0, 0
	for n, line := range dataLines(t, "testdata/BidiCharacterTest.txt.gz") {
		fields := bytes.Split(line, []byte(";"))
		text, levels, order = text[:0], levels[:0], order[:0]
		for f := range bytes.FieldsSeq(fields[0]) {
			text = append(text, rune(number(t, f, 16)))
		}
		base := []bidi.Direction{bidi.LTR, bidi.RTL, bidi.Auto}[number(t, fields[1], 10)]
		levels, order = appendLevels(t, levels, fields[3]), appendOrder(t, order, fields[4])
		gotBase := c.run(text, base)
		cases++
		if gotBase != bidi.Level(number(t, fields[2], 10)) || !slices.Equal(c.levels, levels) || !slices.Equal(c.order, order) {
			t.Errorf("line %d: %U base %d\n got base %d levels %d order %d\nwant base %s levels %d order %d",
				n, text, base, gotBase, c.levels, c.order, fields[2], levels, order)
			if failures++; failures == 10 {
				t.FailNow()
			}
		}
	}
	if cases != 91707 {
		t.Errorf("%d cases, want 91707", cases)
	}
}

// TestBidiTest runs every case of the file, which gives classes, with one rune
// for each class.
func TestBidiTest(t *testing.T) {
	t.Parallel()
	var c checker
	var text []rune
	var levels []bidi.Level
	var order []int32
	cases, failures := 0, 0
	for n, line := range dataLines(t, "testdata/BidiTest.txt.gz") {
		if rest, ok := bytes.CutPrefix(line, []byte("@Levels:")); ok {
			levels = appendLevels(t, levels[:0], rest)
			continue
		}
		if rest, ok := bytes.CutPrefix(line, []byte("@Reorder:")); ok {
			order = appendOrder(t, order[:0], rest)
			continue
		}
		classes, bits, _ := bytes.Cut(line, []byte(";"))
		text = text[:0]
		for f := range bytes.FieldsSeq(classes) {
			r, ok := sample[string(f)]
			if !ok {
				t.Fatalf("line %d: class %s", n, f)
			}
			text = append(text, r)
		}
		set := number(t, bytes.TrimSpace(bits), 16)
		for _, base := range []bidi.Direction{bidi.Auto, bidi.LTR, bidi.RTL} {
			if set>>base&1 == 0 {
				continue
			}
			c.run(text, base)
			cases++
			if !slices.Equal(c.levels, levels) || !slices.Equal(c.order, order) {
				t.Errorf("line %d: %s base %d\n got levels %d order %d\nwant levels %d order %d",
					n, classes, base, c.levels, c.order, levels, order)
				if failures++; failures == 10 {
					t.FailNow()
				}
			}
		}
	}
	if cases != 770241 {
		t.Errorf("%d cases, want 770241", cases)
	}
}

// A checker takes a text through the public calls as one line, in the terms of
// the conformance files.
type checker struct {
	resolver bidi.Resolver
	levels   []bidi.Level // noLevel for removed runes
	order    []int32      // without removed runes
	runs     []bidi.Run
	visual   []int32
}

func (c *checker) run(text []rune, base bidi.Direction) bidi.Level {
	p := c.resolver.Resolve(text, base)
	c.levels = bidi.LineLevels(c.levels, p.Levels, p.Classes, p.Base)
	c.runs = bidi.VisualRuns(c.runs, c.levels)
	c.visual = bidi.VisualOrder(c.visual, c.runs)
	c.order = c.order[:0]
	for _, i := range c.visual {
		if !bidi.Removed(p.Classes[i]) {
			c.order = append(c.order, i)
		}
	}
	for i, class := range p.Classes {
		if bidi.Removed(class) {
			c.levels[i] = noLevel
		}
	}
	return p.Base
}

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
			if line := s.Bytes(); len(line) > 0 && line[0] != '#' && !yield(n, line) {
				return
			}
		}
		if err := s.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

func appendLevels(t *testing.T, dst []bidi.Level, field []byte) []bidi.Level {
	for f := range bytes.FieldsSeq(field) {
		if f[0] == 'x' {
			dst = append(dst, noLevel)
		} else {
			dst = append(dst, bidi.Level(number(t, f, 10)))
		}
	}
	return dst
}

func appendOrder(t *testing.T, dst []int32, field []byte) []int32 {
	for f := range bytes.FieldsSeq(field) {
		dst = append(dst, int32(number(t, f, 10)))
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
