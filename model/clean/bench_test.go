package clean_test

import (
	"strings"
	"testing"

	"qari/model/clean"
	"qari/model/span"
)

// A paragraph as most are, and one with a little of everything.
const (
	plainText = "أعلنت وزارة الداخلية في بيان لها أن المصالح المختصة تمكنت، بتنسيق مع نظيراتها في بلدان الجوار، من تفكيك شبكة (دولية) تنشط في التهريب عبر الحدود سنة 2015.\n"
	noisyText = "أعلنت وزارة الداخليـة\u00A0في بيان لها ، أن المصالح “ المختصة ” تمكنت  بتنسيق مع \u200Fنظيراتها [gallery ids=\"1,2\"] في بلدان الجوار &quot;من تفكيك&quot; شبكة ..\n"
)

func BenchmarkText(b *testing.B) {
	for _, c := range []struct{ name, part string }{{"plain", plainText}, {"noisy", noisyText}} {
		text := strings.Repeat(c.part, 1<<20/len(c.part))
		body := span.Span{End: len(text)}
		for name, o := range map[string]clean.Options{"reading": {}, "raw": {Raw: true}} {
			b.Run(c.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					clean.Text(text, body, o)
				}
			})
		}
		b.Run(c.name+"/scan", func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				clean.Scan(text)
			}
		})
	}
}

func BenchmarkLine(b *testing.B) {
	title := "محللون: المغرب رائد فى مكافحة الإرهاب ويعتمد على خطوات استباقية"
	b.ReportAllocs()
	b.SetBytes(int64(len(title)))
	for b.Loop() {
		clean.Line(title)
	}
}
