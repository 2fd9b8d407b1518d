package layout_test

import (
	"slices"
	"testing"

	"qari/model/layout"
)

// justified gives the lines of text in logical order, with a bar after those that
// are full.
func justified(text string, width int) []string {
	var l layout.Layouter
	p := l.Paragraph(text, layout.Options{Width: width, Shape: true, LamAlef: true, Justify: true})
	var lines []string
	for i := range p.Len() {
		ln := p.Line(i)
		slices.SortFunc(ln.Cells, func(a, b layout.Cell) int { return a.Start - b.Start })
		var s []byte
		for j := range ln.Cells {
			s = ln.AppendPlain(s, text, j, layout.CellText{})
		}
		if ln.Width == width {
			s = append(s, '|')
		}
		lines = append(lines, string(s))
	}
	return lines
}

func TestJustify(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		width      int
		want       string // the first line
	}{
		{"the last line is left as it is", "محمد", 6, "محمد"},
		{"so is one that the text ends", "محمد\nمحمد", 6, "محمد"},
		{"a full line too", "محمد على محمد", 8, "محمد على|"},
		{"after seen", "مسجد حفرة", 6, "مســجد|"},
		{"rather than before dal", "شديد حفرة", 6, "شــديد|"},
		{"before another final letter", "حفرة مسجد", 5, "حفـرة|"},
		{"and heh, dal", "محمد نعمة", 5, "محمـد|"},
		{"before alef, not at the first join", "فتحها نعمة", 6, "فتحهـا|"},
		{"before a final alef", "كتاب نعمة", 5, "كتـاب|"},
		{"before beh with reh", "كبير نعمة", 5, "كبـير|"},
		{"before waw", "مكتوب نعمة", 6, "مكتـوب|"},
		{"a word of two letters is not stretched, the blank is", "من في محمد", 6, "من  في|"},
		{"nor the name of God", "الله الله محمد", 10, "الله  الله|"},
		{"with what stands before it", "فلله بالله محمد", 11, "فلله  بالله|"},
		{"nor when it is called", "اللهم محمد", 6, "اللهم"},
		{"but other words with its letters are", "خلاله محمد", 5, "خلالـه|"},
		{"hamza is a part of its word", "فجاءتهما محمد محمد", 10, "فجاءتهمــا|"},
		{"and counts as a letter", "شيء محمد", 4, "شـيء|"},
		{"a tab keeps its stop", "محمد\tمحمد محمد", 15, "محمد    محمد"},
		{"wide blanks their width", "من\u2003في محمد", 6, "من\u2003في"},
		{"nor a lam before its alef", "سلام نعمة", 4, "سـلام|"},
		{"nor a letter that does not join", "دار ورد نعمة", 8, "دار  ورد|"},
		{"the better place first", "نعمة سلام منزل", 9, "نعمة سـلام|"},
		{"one place a word, up to three cells, then blanks", "محمد محمد محمد محمد", 18, "محمــد محمـد محمـد|"},
		{"before final teh marbuta", "نعمة مسجد", 5, "نعمـة|"},
		{"too great a hole stays at the end", "محمد abcdefghijkl", 12, "محمد"},
		{"left-to-right paragraphs are ragged", "one two three", 9, "one two"},
		{"marks stay on their letter", "مُحَمَّدٌ نعمة", 5, "مُحَمَّـدٌ|"},
	} {
		if got := justified(tt.text, tt.width)[0]; got != tt.want {
			t.Errorf("%s: %q at %d\n got %q\nwant %q", tt.name, tt.text, tt.width, got, tt.want)
		}
	}
}
