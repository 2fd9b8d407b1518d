package layout_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qari/model/bidi"
	"qari/model/layout"
	"qari/model/shape"
)

// article is prose as news has it: words, a vowel mark now and then, quotes,
// figures, a Latin name.
func article(bytes int) string {
	const s = "قال المتحدث باسم الوزارة، اليوم الثلاثاء، إنّ «اللجنة المشتركة» (CITCO) عقدت 12 اجتماعًا منذ عام 2015؛ " +
		"وأضاف أنّ النتائج الأولى للدراسة سوف تُنشر في الأسبوع المقبل على موقع Cadena SER. ولم يذكر أسماء المشاركين " +
		"في اللقاء الذي دام ثلاث ساعات ونصف الساعة وحضره ممثلون عن سبع دول ومنظمتين من خارج المنطقة .. "
	return strings.Repeat(s, bytes/len(s)+1)[:strings.LastIndexByte(strings.Repeat(s, bytes/len(s)+1)[:bytes], ' ')]
}

// paragraphs are those of the articles in the folder QARI_SEEDS, or prose, and
// the bytes in them.
func paragraphs(b *testing.B) (texts []string, bytes int64) {
	b.Helper()
	var all strings.Builder
	files, _ := filepath.Glob(filepath.Join(os.Getenv("QARI_SEEDS"), "*.txt"))
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		all.Write(data)
	}
	if all.Len() == 0 {
		all.WriteString(strings.Repeat(article(1500)+"\n", 20))
	}
	for line := range strings.Lines(all.String()) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			texts = append(texts, line)
			bytes += int64(len(line))
		}
	}
	return texts, bytes
}

// Levels alone.
func BenchmarkLevels(b *testing.B) {
	texts, bytes := paragraphs(b)
	var r bidi.Resolver
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			r.Begin()
			r.WriteString(text)
			r.End(bidi.Auto)
		}
	}
}

// Levels, shaping, reordering and mirroring of whole paragraphs, to runes: what
// libfribidi's log2vis does.
func BenchmarkVisual(b *testing.B) {
	texts, bytes := paragraphs(b)
	var r bidi.Resolver
	var runes, shaped, visual []rune
	var levels []bidi.Level
	var runs []bidi.Run
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			runes = runes[:0]
			for _, c := range text {
				runes = append(runes, c)
			}
			p := r.Resolve(runes, bidi.Auto)
			shaped = shape.Shape(shaped, runes, p.Levels, true)
			levels = bidi.LineLevels(levels, p.Levels, p.Classes, p.Base)
			visual = visual[:0]
			runs = bidi.VisualRuns(runs, levels)
			for _, run := range runs {
				if !run.Level.RTL() {
					visual = append(visual, shaped[run.Start:run.End]...)
					continue
				}
				for i := run.End - 1; i >= run.Start; i-- {
					c := shaped[i]
					if p.Classes[i] == bidi.ON {
						c, _ = bidi.Mirror(c)
					}
					if c != shape.Ligated {
						visual = append(visual, c)
					}
				}
			}
		}
	}
}

// Everything, all lines at 80 cells.
func BenchmarkLayout(b *testing.B) {
	texts, bytes := paragraphs(b)
	var l layout.Layouter
	var p layout.Paragraph
	var line layout.Line
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			l.Lay(&p, text, options(80))
			for i := 0; p.LineTo(&line, i); i++ {
			}
		}
	}
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

// A paragraph of 10 MB until its first screen is there, with nothing to reuse.
func BenchmarkFirstScreen(b *testing.B) {
	text := article(10_000_000)
	b.ReportAllocs()
	for b.Loop() {
		var l layout.Layouter
		p := l.Paragraph(text, options(80))
		for i := range 40 {
			p.Line(i)
		}
	}
}

// A jump from there to its end.
func BenchmarkJumpToEnd(b *testing.B) {
	text := article(10_000_000)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		var l layout.Layouter
		p := l.Paragraph(text, options(80))
		p.Line(0)
		b.StartTimer()
		last := p.LineAt(len(text))
		for i := last; i > last-40; i-- {
			p.Line(i)
		}
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
