package layout_test

import (
	"bufio"
	"compress/gzip"
	"os"
	"strconv"
	"strings"
	"testing"

	"qari/model/bidi"
	"qari/model/layout"
)

// Each case of BidiCharacterTest.txt (UAX #9, Unicode 15.0), laid out as a
// paragraph of one line: the level of each cell is that of its first rune.
func TestLevelsOfBidiCharacterTest(t *testing.T) {
	f, err := os.Open("../bidi/testdata/BidiCharacterTest.txt.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var l layout.Layouter
	cases, faults := 0, 0
	sc := bufio.NewScanner(z)
	for line := 1; sc.Scan(); line++ {
		row := sc.Text()
		if row == "" || row[0] == '#' {
			continue
		}
		fields := strings.Split(row, ";")
		var text strings.Builder
		want := map[int]string{} // by byte offset
		levels := strings.Fields(fields[3])
		for i, code := range strings.Fields(fields[0]) {
			r, err := strconv.ParseUint(code, 16, 32)
			if err != nil {
				t.Fatalf("line %d: %v", line, err)
			}
			want[text.Len()] = levels[i]
			text.WriteRune(rune(r))
		}
		base := map[string]bidi.Direction{"0": bidi.LTR, "1": bidi.RTL, "2": bidi.Auto}[fields[1]]
		p := l.Paragraph(text.String(), layout.Options{Base: base, KeepBlanks: true})
		cases++
		if got := strconv.Itoa(int(p.Base)); got != fields[2] {
			t.Errorf("line %d: the paragraph's level is %s, want %s: %s", line, got, fields[2], row)
			faults++
		}
		for i := range p.Len() {
			for _, c := range p.Line(i).Cells {
				if got := strconv.Itoa(int(c.Level)); got != want[c.Start] {
					t.Errorf("line %d: the cell at %d has level %s, want %s: %s", line, c.Start, got, want[c.Start], row)
					faults++
				}
			}
		}
		if faults > 10 {
			t.FailNow()
		}
	}
	if err := sc.Err(); err != nil || cases < 90000 {
		t.Fatalf("%d cases read, %v", cases, err)
	}
}
