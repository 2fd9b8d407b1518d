package fuzzy_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"qari/model/fuzzy"
)

// titles makes n titles of four to fifteen words whose letters and words are as
// unevenly frequent as those of news: about one word in two hundred is new.
func titles(n int) []string {
	rnd := rand.New(rand.NewPCG(1, 2))
	letters := []rune("اااااااالللليييييممممووونننرررتتتبببةةعععدددسسفففقققحححككههججششصصطضخزذثغظءؤئأأإى")
	word := func() string {
		var b strings.Builder
		if rnd.IntN(3) == 0 {
			b.WriteString("ال")
		}
		for range 3 + rnd.IntN(4) {
			b.WriteRune(letters[rnd.IntN(len(letters))])
		}
		return b.String()
	}
	var words, out []string
	for range n {
		var title []string
		for range 4 + rnd.IntN(12) {
			i := int(float64(len(words)) * rnd.Float64() * rnd.Float64() * rnd.Float64())
			if len(words) < 2000 || rnd.IntN(20) == 0 {
				i = len(words)
				words = append(words, word())
			}
			title = append(title, words[i])
		}
		out = append(out, strings.Join(title, " "))
	}
	return out
}

// big is a snapshot of 100,000 titles, made once.
var big = sync.OnceValue(func() fuzzy.Snapshot {
	var x fuzzy.Index
	for _, t := range titles(100_000) {
		x.Add(t)
	}
	return x.Snapshot()
})

func BenchmarkFind(b *testing.B) {
	for _, query := range []string{"ا", "ال", "حرب", "مدريد", "الارهاب", "م ت ل", "حرب سلام", "ححسوا", "ليتتا", "ظظظ"} {
		b.Run(query, func(b *testing.B) {
			s := big()
			var r fuzzy.Result
			b.ReportAllocs()
			for b.Loop() {
				r, _ = s.Find(context.Background(), query)
			}
			b.ReportMetric(float64(len(r.Hits)), "hits")
			if r.Strewn {
				b.ReportMetric(1, "strewn")
			}
		})
	}
}

func BenchmarkAdd(b *testing.B) {
	list := titles(20_000)
	size := 0
	for _, t := range list {
		size += len(t)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		var x fuzzy.Index
		for _, t := range list {
			x.Add(t)
		}
	}
}

func BenchmarkMatches(b *testing.B) {
	list := titles(100)
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range list {
			fuzzy.Matches("ال م", t, true)
		}
	}
}
