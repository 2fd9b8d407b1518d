package search_test

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/match"
	"qari/model/search"
)

// many repeats articles until there are enough for a benchmark. With
// QARI_TEST_CORPUS the articles of that file are taken as they are.
func many(b *testing.B, least int) []*corpus.Article {
	b.Helper()
	all := articles(b)
	for len(all) < least {
		all = append(all, all...)
	}
	return all
}

func textOf(all []*corpus.Article) (n int64) {
	for _, a := range all {
		n += int64(len(a.Title) + len(a.Text))
	}
	return n
}

// BenchmarkIndex builds the index of a corpus: bytes of text a second, and the
// memory it takes as a part of the text.
func BenchmarkIndex(b *testing.B) {
	all := many(b, 5000)
	b.SetBytes(textOf(all))
	var x search.Index
	for b.Loop() {
		x = search.Index{}
		for x.Extend(context.Background(), all) {
		}
	}
	s := x.Snapshot()
	b.ReportMetric(float64(s.Bytes())/float64(textOf(all)), "index/text")
	b.ReportMetric(float64(s.Segments()), "segments")
}

// BenchmarkQueries asks many queries of a kind and reports the times to the
// first page.
func BenchmarkQueries(b *testing.B) {
	all := many(b, 5000)
	index := indexed(b, all, 1)
	runtime.GC()
	q := newQuestions(all, 7)
	kinds := []struct {
		name string
		ask  func() string
	}{
		{"word", func() string { return q.word() }},
		{"phrase", func() string { return q.phrase() }},
		{"three-and-not", func() string { return q.word() + " " + q.word() + " -" + q.word() }},
		{"open", func() string { return "*" + string([]rune(arabic.Core(q.long()))[:3]) + "*" }},
	}
	for _, kind := range kinds {
		b.Run(kind.name, func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				for range 200 {
					c := compile(b, kind.ask(), match.Options{Level: arabic.Forms})
					start := time.Now()
					r, err := index.Search(context.Background(), c)
					if err != nil {
						b.Fatal(err)
					}
					r.Best(50)
					times = append(times, time.Since(start))
				}
			}
			slices.Sort(times)
			at := func(part int) float64 { return float64(times[(len(times)-1)*part/100]) / 1e6 }
			b.ReportMetric(at(50), "p50-ms")
			b.ReportMetric(at(99), "p99-ms")
			b.ReportMetric(at(100), "max-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}
