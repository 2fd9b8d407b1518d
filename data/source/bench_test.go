package source_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qari/data/source"
	"qari/model/corpus"
)

// lines are n articles as JSON Lines.
func lines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"%d","title":"تفاصيل الخبر رقم %d في الجريدة","text":"%s","source":"جريدة","date":"2017-01-20T21:43:00+01:00","lang":"ar"}`+"\n",
			i, i, strings.Repeat(`أعلنت وزارة الداخلية في بيان لها أن المصالح المختصة تمكنت، بتنسيق مع نظيراتها في بلدان الجوار ، من تفكيك شبكة دولية.\n`, 6))
	}
	return b.String()
}

func BenchmarkLoadJSONL(b *testing.B) {
	data := lines(10000)
	path := filepath.Join(b.TempDir(), "a.jsonl")
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		n := 0
		err := source.Load(context.Background(), []string{path}, source.Options{}, func(c corpus.Batch) error { n += len(c.Articles); return nil })
		if err != nil || n != 10000 {
			b.Fatal(n, err)
		}
	}
}
