package layout_test

import (
	"strings"
	"testing"

	"qari/model/layout"
)

// article is prose as news has it: words, a vowel mark now and then, quotes,
// figures, a Latin name.
func article(bytes int) string {
	const s = "قال المتحدث باسم الوزارة، اليوم الثلاثاء، إنّ «اللجنة المشتركة» (CITCO) عقدت 12 اجتماعًا منذ عام 2015؛ " +
		"وأضاف أنّ النتائج الأولى للدراسة سوف تُنشر في الأسبوع المقبل على موقع Cadena SER. ولم يذكر أسماء المشاركين " +
		"في اللقاء الذي دام ثلاث ساعات ونصف الساعة وحضره ممثلون عن سبع دول ومنظمتين من خارج المنطقة .. "
	return strings.Repeat(s, bytes/len(s)+1)[:strings.LastIndexByte(strings.Repeat(s, bytes/len(s)+1)[:bytes], ' ')]
}

func options(width int) layout.Options {
	return layout.Options{Width: width, Shape: true, LamAlef: true, Isolate: true}
}

// An article of 10 kB at 80 columns, all of its lines.
func BenchmarkArticle(b *testing.B) {
	text := article(10_000)
	var l layout.Layouter
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		p := l.Paragraph(text, options(80))
		for i := range p.Len() {
			p.Line(i)
		}
	}
}

// A paragraph of 1 MB until its first screen is there.
func BenchmarkFirstScreenOfMegabyte(b *testing.B) {
	text := article(1_000_000)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		var l layout.Layouter
		p := l.Paragraph(text, options(80))
		for i := range 40 {
			p.Line(i)
		}
	}
}

// The number of lines of that paragraph, without their cells.
func BenchmarkBreakMegabyte(b *testing.B) {
	text := article(1_000_000)
	var l layout.Layouter
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		l.Paragraph(text, options(80)).Len()
	}
}

// A title of a list.
func BenchmarkCut(b *testing.B) {
	text := article(160)
	var l layout.Layouter
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		l.Cut(text, 40, options(0))
	}
}

func BenchmarkAppendShaped(b *testing.B) {
	text := article(10_000)
	var l layout.Layouter
	p := l.Paragraph(text, options(80))
	var dst []byte
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for i := range p.Len() {
			ln := p.Line(i)
			dst = dst[:0]
			for j := range ln.Cells {
				dst = ln.AppendShaped(dst, text, j, layout.CellText{Shape: true})
			}
		}
	}
}
