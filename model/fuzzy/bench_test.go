package fuzzy_test

import (
	"context"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"qari/model/fuzzy"
)

// vocabulary is words whose letters are as unevenly frequent as those of news;
// the first, which titles have most often, are the shortest.
var vocabulary = sync.OnceValue(func() []string {
	rnd := rand.New(rand.NewPCG(1, 2))
	letters := []rune("اااااااالللليييييممممووونننرررتتتبببةةعععدددسسفففقققحححككههججششصصطضخزذثغظءؤئأأإى")
	words := make([]string, 250_000)
	for i := range words {
		var b strings.Builder
		if rnd.IntN(3) == 0 {
			b.WriteString("ال")
		}
		size := 2 + rnd.IntN(2)
		for rank := i; rank > 8 && size < 8; rank /= 6 {
			size += rnd.IntN(2)
		}
		for range size {
			b.WriteRune(letters[rnd.IntN(len(letters))])
		}
		words[i] = b.String()
	}
	return words
})

// corpus is the titles to be measured with: those of a file, one a line, that
// QARI_BENCH_TITLES names, or a million that are made.
var corpus = sync.OnceValue(func() []string {
	name := os.Getenv("QARI_BENCH_TITLES")
	if name == "" {
		return titles(1_000_000)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
})

// titles makes n titles of three to fourteen words, 8.5 on average. As in a
// language, the most frequent word is one in thirty, and a million titles have
// 230,000 different ones.
func titles(n int) []string {
	words := vocabulary()
	rnd := rand.New(rand.NewPCG(3, 4))
	ranks := rand.NewZipf(rnd, 1.1, 4, uint64(len(words)-1))
	var title, out []string
	for range n {
		title = title[:0]
		for range 3 + rnd.IntN(6) + rnd.IntN(7) {
			title = append(title, words[ranks.Uint64()])
		}
		out = append(out, strings.Join(title, " "))
	}
	return out
}

// typed is n queries as they stand in the filter while words of titles are typed
// letter by letter, with slips that are taken back.
func typed(list []string, n int) []string {
	rnd := rand.New(rand.NewPCG(5, 6))
	letters := []rune("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
	var out []string
	for len(out) < n {
		words := strings.Fields(list[rnd.IntN(len(list))])
		if len(words) < 2 {
			continue
		}
		at := rnd.IntN(len(words) - 1)
		goal := []rune(strings.Join(words[at:at+1+rnd.IntN(2)], " "))
		goal = goal[:min(len(goal), 12)]
		for i := range goal {
			if rnd.IntN(8) == 0 {
				slip := append(slices.Clone(goal[:i]), letters[rnd.IntN(len(letters))])
				out = append(out, string(slip), string(goal[:max(i, 1)]))
			}
			out = append(out, string(goal[:i+1]))
		}
		for i := len(goal) - 1; i > len(goal)-rnd.IntN(3) && i > 0; i-- {
			out = append(out, string(goal[:i]))
		}
	}
	return out[:n]
}

// snapshot is that of an index of titles.
func snapshot(list []string) fuzzy.Snapshot {
	var x fuzzy.Index
	for _, t := range list {
		x.Add(t)
	}
	return x.Snapshot()
}

// big is a snapshot of titles in several segments, million one of all that is measured with,
// each made once.
var (
	big     = sync.OnceValue(func() fuzzy.Snapshot { return snapshot(titles(bigTitles)) })
	million = sync.OnceValue(func() fuzzy.Snapshot { return snapshot(corpus()) })
)

const bigTitles = 150_000

// pageSize is more hits than a screen shows.
const pageSize = 200

// BenchmarkKeystrokes types 200 queries into the filter of a million titles: how
// long it takes to the first page, and from there to all hits.
func BenchmarkKeystrokes(b *testing.B) {
	s := million()
	keys := typed(corpus(), 200)
	var pages, rests []time.Duration
	for b.Loop() {
		for _, query := range keys {
			start := time.Now()
			search := s.Search(query)
			if _, err := search.Page(context.Background(), pageSize); err != nil {
				b.Fatal(err)
			}
			paged := time.Now()
			if _, err := search.All(context.Background()); err != nil {
				b.Fatal(err)
			}
			pages, rests = append(pages, paged.Sub(start)), append(rests, time.Since(paged))
		}
	}
	for name, times := range map[string][]time.Duration{"page": pages, "all": rests} {
		slices.Sort(times)
		for percent, unit := range map[int]string{50: "ms-p50", 99: "ms-p99"} {
			b.ReportMetric(times[len(times)*percent/100].Seconds()*1000, name+"-"+unit)
		}
	}
	b.ReportMetric(0, "ns/op")
}

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

// BenchmarkAdd adds a million titles, and tells what memory a title takes.
func BenchmarkAdd(b *testing.B) {
	list := titles(1_000_000)
	var held int64
	for b.Loop() {
		before := heap()
		var x fuzzy.Index
		for _, t := range list {
			x.Add(t)
		}
		held = heap() - before
		runtime.KeepAlive(&x)
	}
	n := float64(len(list))
	b.ReportMetric(float64(held)/n, "B/title")
	b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/n, "ns/title")
	b.ReportMetric(0, "ns/op")
}

// heap is the size of what lives.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
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
