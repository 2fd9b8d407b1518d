package ui_test

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/model/corpus"
)

// million are a million articles of sixteen sources on six thousand days.
func million() []*corpus.Article {
	origins := make([]*corpus.Origin, 16)
	for i := range origins {
		origins[i] = &corpus.Origin{Source: fmt.Sprintf("صحيفة %d", i), Path: "million.jsonl"}
	}
	first := time.Date(2004, 1, 1, 0, 0, 0, 0, time.UTC)
	all := make([]corpus.Article, 1_000_000)
	list := make([]*corpus.Article, len(all))
	for i := range all {
		a := &all[i]
		a.ID, a.Title, a.Text, a.RTL = corpus.ID(fmt.Sprint(i)), fmt.Sprintf("عنوان المقال رقم %d في الجريدة", i*7919%len(all)), "نص", true
		a.TitleRule, a.Origin = corpus.TitleField, origins[i%len(origins)]
		a.SetDate(corpus.Date{Time: first.AddDate(0, 0, i*31%6000), Unit: corpus.Day})
		a.SetCounts(&corpus.Counts{Words: int32(i % 1000), Digest: uint64(i + 1)})
		list[i] = a
	}
	return list
}

// BenchmarkMoveInAMillion measures Update alone, for a key that moves in a list of
// a million: the time it takes mostly, and the longest.
func BenchmarkMoveInAMillion(b *testing.B) {
	d := start(b, million(), nil, nil, 80, 24)
	for _, keys := range []string{"j", "k", "G", "gg", "d", "u", "}", "{", "N", "n", "500000G", "Sd", "m"} {
		b.Run(keys, func(b *testing.B) {
			longest := time.Duration(0)
			for b.Loop() {
				for _, r := range keys {
					began := time.Now()
					d.model, _ = d.model.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
					longest = max(longest, time.Since(began))
				}
			}
			b.ReportMetric(float64(longest.Microseconds()), "longest-µs")
		})
	}
}
