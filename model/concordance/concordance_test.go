package concordance_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"qari/data/sample"
	"qari/data/source"
	"qari/model/arabic"
	"qari/model/concordance"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/keyword"
	"qari/model/match"
	"qari/model/query"
)

func articles(t testing.TB) (all []*corpus.Article) {
	t.Helper()
	err := source.FromFS(context.Background(), sample.FS(), source.Options{}, func(b corpus.Batch) error {
		all = append(all, b.Articles...)
		return nil
	})
	if err != nil || len(all) == 0 {
		t.Fatal(len(all), err)
	}
	return all
}

func compile(t testing.TB, text string) *match.Query {
	t.Helper()
	q, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return match.Compile(q, match.Options{Level: arabic.Forms})
}

func gather(t testing.TB, all []*corpus.Article, finder func() concordance.Finder) []concordance.Line {
	t.Helper()
	g := concordance.Gatherer{Finder: finder, Articles: all}
	for i := range all {
		g.Numbers = append(g.Numbers, int32(i))
	}
	var lines []concordance.Line
	for !g.Done() {
		lines = append(lines, g.Next(context.Background(), func() bool { return true })...)
	}
	return lines
}

// Every line is a stretch of the text as it is read, around a hit that the open
// article has in the same place.
func TestLinesAreWhatTheArticlesHold(t *testing.T) {
	all := articles(t)
	words, err := keyword.Compile([]keyword.Group{{Name: "a", Words: []string{"الإرهاب"}}, {Name: "b", Words: []string{"اتفاق"}}})
	if err != nil {
		t.Fatal(err)
	}
	for name, finder := range map[string]func() concordance.Finder{
		"word": func() concordance.Finder { return concordance.Searched(compile(t, "الماء")) },
		"phrase": func() concordance.Finder {
			return concordance.Searched(compile(t, `"في المدينة" | الحكومة`))
		},
		"pattern": func() concordance.Finder {
			return concordance.Searched(compile(t, `/[0-9]+ ?(في|من)/ | "من قبل"`))
		},
		"watched": func() concordance.Finder { return concordance.Watched(words, -1) },
		"group":   func() concordance.Finder { return concordance.Watched(words, 1) },
	} {
		lines := gather(t, all, finder)
		if len(lines) == 0 {
			t.Errorf("%s: no lines", name)
		}
		for i, l := range lines {
			d := document.Open(all[l.Article], document.Options{LongParas: true})
			text := strings.Join(strings.Fields(d.Blocks[l.Block].Text), " ")
			stretch := strings.Join(strings.Fields(l.Before+" "+l.Hit+" "+l.After), " ")
			if !strings.Contains(strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(stretch, " ", "")) {
				t.Errorf("%s: %q is not in %q", name, stretch, text)
			}
			if !strings.HasPrefix(d.Blocks[l.Block].Text[l.Start:], l.Hit[:1]) {
				t.Errorf("%s: %q does not begin at byte %d", name, l.Hit, l.Start)
			}
			if strings.ContainsAny(l.Before+l.Hit+l.After, "\n\t\u2028") {
				t.Errorf("%s: a line is broken: %q", name, stretch)
			}
			if i > 0 && l.Article < lines[i-1].Article {
				t.Errorf("%s: the articles are out of order", name)
			}
		}
	}
}

func TestSorts(t *testing.T) {
	dated := func(source, date string) *corpus.Article {
		a := &corpus.Article{Origin: &corpus.Origin{Source: source}}
		if at, err := time.Parse(time.DateOnly, date); err == nil {
			a.SetDate(corpus.Date{Time: at, Unit: corpus.Day})
		}
		return a
	}
	all := []*corpus.Article{dated("ب", "2020-01-02"), dated("", ""), dated("أ", "2021-01-01")}
	lines := []concordance.Line{
		{Article: 0, Before: "ا ج", Hit: "والماء", After: "ب ا"},
		{Article: 1, Before: "", Hit: "الماء", After: ""},
		{Article: 2, Before: "ب ا", Hit: "الماءِ", After: "«أ» ت"},
	}
	for by, want := range map[concordance.Sort][]int32{
		concordance.ByNext:   {2, 0, 1},
		concordance.ByPrev:   {2, 0, 1},
		concordance.ByForm:   {2, 1, 0},
		concordance.BySource: {2, 0, 1},
		concordance.ByDate:   {2, 0, 1},
	} {
		var got []int32
		for _, l := range concordance.Sorted(lines, all, by) {
			got = append(got, l.Article)
		}
		if !slices.Equal(got, want) {
			t.Errorf("sort %d: %v, want %v", by, got, want)
		}
	}
}

// BenchmarkLines gathers and sorts 100,000 lines.
func BenchmarkLines(b *testing.B) {
	all := articles(b)
	q := compile(b, "في | من")
	some := gather(b, all, func() concordance.Finder { return concordance.Searched(q) })
	for n := len(all); len(all)/n*len(some) < 100_000; {
		all = append(all, all[:n]...)
	}
	var lines []concordance.Line
	b.Run("gather", func(b *testing.B) {
		for b.Loop() {
			lines = gather(b, all, func() concordance.Finder { return concordance.Searched(q) })
		}
		b.ReportMetric(float64(len(lines)), "lines")
	})
	for _, by := range []concordance.Sort{concordance.ByNext, concordance.ByPrev, concordance.ByDate} {
		b.Run(fmt.Sprint("sort-", by), func(b *testing.B) {
			for b.Loop() {
				concordance.Sorted(lines, all, by)
			}
		})
	}
}
