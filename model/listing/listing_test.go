package listing_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"qari/model/corpus"
	"qari/model/fuzzy"
	"qari/model/listing"
)

func article(title, source, date string, words int, digest uint64) *corpus.Article {
	a := &corpus.Article{Title: title, Origin: &corpus.Origin{Source: source}, RTL: true}
	a.SetCounts(&corpus.Counts{Words: int32(words), Digest: digest})
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		a.SetDate(corpus.Date{Time: t, Unit: corpus.Day})
	}
	return a
}

func corpusOf(list ...*corpus.Article) listing.Corpus {
	var x fuzzy.Index
	for _, a := range list {
		x.Add(a.Title)
	}
	return listing.Corpus{Articles: list, Titles: x.Snapshot(), Twins: new(listing.Twins).Extend(list)}
}

func rows(t *testing.T, c listing.Corpus, r listing.Request) []int {
	t.Helper()
	l, err := listing.Arrange(context.Background(), c, r)
	if err != nil {
		t.Fatal(err)
	}
	var out []int
	for _, row := range l.Rows {
		out = append(out, int(row.Article))
	}
	return out
}

func TestSorts(t *testing.T) {
	c := corpusOf(
		article("ب", "هسبريس", "2025-11-01", 30, 0),
		article("أ", "", "2025-11-03", 10, 0),
		article("ت", "الصباح", "", 20, 0),
		article("ا", "الصباح", "2025-11-02", 20, 0),
	)
	c.Tally = listing.Tally{Groups: 2}
	c.Tally.Append([]uint16{1, 0, 1, 0, 5, 5, 2, 0, 2, 0, 0, 0})
	for _, tt := range []struct {
		name string
		r    listing.Request
		want []int
	}{
		{"newest first, undated last", listing.Request{Group: -1}, []int{1, 3, 0, 2}},
		{"oldest first, undated still last", listing.Request{Group: -1, Reversed: true}, []int{0, 3, 1, 2}},
		{"titles are compared folded", listing.Request{Group: -1, Sort: listing.ByTitle}, []int{1, 3, 0, 2}},
		{"sources, none last", listing.Request{Group: -1, Sort: listing.BySource}, []int{2, 3, 0, 1}},
		{"sources reversed, none still last", listing.Request{Group: -1, Sort: listing.BySource, Reversed: true}, []int{0, 2, 3, 1}},
		{"longest first", listing.Request{Group: -1, Sort: listing.ByWords}, []int{0, 2, 3, 1}},
		{"most hits first", listing.Request{Group: -1, Sort: listing.ByHits}, []int{1, 2, 0, 3}},
		{"most hits of one group first", listing.Request{Group: 0, Sort: listing.ByHits}, []int{2, 0, 1, 3}},
	} {
		if got := rows(t, c, tt.r); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestHiddenReadLeavesTheOneThatIsOpen(t *testing.T) {
	c := corpusOf(article("ا", "", "", 1, 0), article("ب", "", "", 1, 0), article("ت", "", "", 1, 0))
	r := listing.Request{Group: -1, HideRead: true, Read: []bool{true, false, true}, Keep: 2}
	if got := rows(t, c, r); !slices.Equal(got, []int{1, 2}) {
		t.Errorf("got %v", got)
	}
}

func TestEqualTextsAreOneRowLedByTheEarliest(t *testing.T) {
	c := corpusOf(
		article("ا", "", "2025-11-03", 1, 7), article("ب", "", "2025-11-02", 1, 8),
		article("ا", "", "2025-11-01", 1, 7), article("ا", "", "", 1, 7), article("", "", "", 0, 0), article("", "", "", 0, 0),
	)
	l, err := listing.Arrange(context.Background(), c, listing.Request{Group: -1})
	if err != nil {
		t.Fatal(err)
	}
	want := []listing.Row{{Article: 1, Copies: 1}, {Article: 2, Copies: 3}, {Article: 4, Copies: 1}, {Article: 5, Copies: 1}}
	if !slices.Equal(l.Rows, want) || l.Articles != 6 {
		t.Errorf("got %v of %d, want %v of 6", l.Rows, l.Articles, want)
	}
}

func TestFilterNarrowsAndCounts(t *testing.T) {
	c := corpusOf(article("خطر الإرهاب", "", "2025-11-01", 1, 0), article("سعر القمح", "", "2025-11-03", 1, 0), article("ضد الارهاب", "", "2025-11-02", 1, 0))
	l, err := listing.Arrange(context.Background(), c, listing.Request{Group: -1, Query: "الارهاب"})
	if err != nil {
		t.Fatal(err)
	}
	if l.Articles != 2 || l.Total != 3 || l.Rows[0].Article != 2 {
		t.Errorf("got %d of %d, rows %v: want 2 of 3, newest first", l.Articles, l.Total, l.Rows)
	}
}

func TestCalledOff(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := listing.Arrange(ctx, corpusOf(article("ا", "", "", 1, 0)), listing.Request{Group: -1}); err == nil {
		t.Error("no error")
	}
}

func BenchmarkArrange100000(b *testing.B) {
	list := make([]*corpus.Article, 100_000)
	for i := range list {
		list[i] = article(fmt.Sprintf("عنوان %d في مدريد", i*7919%100_000), "مصدر", fmt.Sprintf("20%02d-%02d-11", i%20, i%12+1), i, uint64(i+1))
	}
	c := corpusOf(list...)
	for _, sort := range []listing.Sort{listing.ByDate, listing.ByTitle} {
		b.Run(fmt.Sprint(sort), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := listing.Arrange(context.Background(), c, listing.Request{Group: -1, Sort: sort}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The rows of a page are the first of all rows, twins and hidden ones included:
// only how many copies a row stands for, and which of equally good twins leads
// it, may be known later.
func TestAPageIsTheBeginningOfAll(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("خطر الإرهاب في مدريد وباريس بعد حرب المدينة على الإرهابيين رب حروب حربية")
	pages := 0
	for range 30 {
		var list []*corpus.Article
		read := make([]bool, 2000)
		for i := range 2000 {
			title := make([]string, 1+random.IntN(6))
			for n := range title {
				title[n] = words[random.IntN(len(words))]
			}
			list = append(list, article(strings.Join(title, " "), "", "", 1, uint64(random.IntN(1500))))
			read[i] = random.IntN(5) == 0
		}
		c := corpusOf(list...)
		for _, query := range []string{"ا", "حرب", "الار", "ف مد", "بر"} {
			r := listing.Request{Query: query, Sort: listing.ByScore, Group: -1, HideRead: random.IntN(2) == 0, Read: read, Keep: -1}
			page, err := listing.NewPlan(c, r).Page(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if page == nil {
				continue
			}
			pages++
			all, err := listing.Arrange(t.Context(), c, r)
			if err != nil {
				t.Fatal(err)
			}
			for i, row := range page.Rows {
				full := all.Rows[i]
				if page.Index(int(row.Article)) != i || all.Index(int(full.Article)) != i {
					t.Fatalf("%q: row %d is not found by its article", query, i)
				}
				if row.Article != full.Article && list[row.Article].Counts().Digest != list[full.Article].Counts().Digest || row.Copies > full.Copies {
					t.Fatalf("%q: row %d of the page is %+v, of all %+v", query, i, row, full)
				}
			}
		}
	}
	if pages < 100 {
		t.Errorf("only %d pages", pages)
	}
}

// The members of a listing are all that its rows stand for, whatever the order.
func TestMembersAreRepeatsToo(t *testing.T) {
	c := corpusOf(
		article("ا", "", "2025-11-03", 1, 7), article("ا ب", "", "2025-11-02", 1, 8),
		article("ا", "", "2025-11-01", 1, 7), article("ت", "", "", 1, 9),
	)
	for _, tt := range []struct {
		r    listing.Request
		want []int32
	}{
		{listing.Request{Group: -1}, []int32{0, 1, 2, 3}},
		{listing.Request{Group: -1, Sort: listing.ByTitle, Reversed: true}, []int32{0, 1, 2, 3}},
		{listing.Request{Group: -1, Query: "ا", Sort: listing.ByScore}, []int32{0, 1, 2}},
		{listing.Request{Group: -1, Query: "ت"}, []int32{3}},
	} {
		l, err := listing.Arrange(t.Context(), c, tt.r)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Sorted(slices.Values(l.Members())); !slices.Equal(got, tt.want) || l.Articles != len(tt.want) {
			t.Errorf("%+v: got %v of %d, want %v", tt.r, got, l.Articles, tt.want)
		}
	}
}
