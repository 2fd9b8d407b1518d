package fuzzy_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"qari/model/fuzzy"
)

// dense makes n titles of short words of few letters: most terms are strewn over
// many of them. Every fiftieth is long.
func dense(rnd *rand.Rand, n int) []string {
	var out []string
	for i := range n {
		size := 1 + rnd.IntN(12)
		if i%50 == 0 {
			size = 60 + rnd.IntN(60)
		}
		var words []string
		for range size {
			words = append(words, few(rnd, 1+rnd.IntN(4)))
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

// few is n letters of few.
func few(rnd *rand.Rand, n int) string {
	letters := []rune("ااابتثدa")
	var b strings.Builder
	for range n {
		b.WriteRune(letters[rnd.IntN(len(letters))])
	}
	return b.String()
}

// agree checks that all hits for a query are those of the oracle, and that pages
// are their beginning. It tells whether letters were strewn.
func agree(t *testing.T, s fuzzy.Snapshot, list []string, query string) bool {
	t.Helper()
	want := slowFind(list, query)
	got := find(t, s, query)
	if got.Strewn != want.Strewn || !slices.Equal(got.Hits, want.Hits) {
		t.Fatalf("%q finds %d titles, strewn %v, want %d, %v:\n%v\n%v", query, len(got.Hits), got.Strewn, len(want.Hits), want.Strewn,
			got.Hits[:min(len(got.Hits), 20)], want.Hits[:min(len(want.Hits), 20)])
	}
	beginsWithPages(t, s, query, got)
	return got.Strewn
}

// beginsWithPages checks that pages are the beginning of all hits.
func beginsWithPages(t *testing.T, s fuzzy.Snapshot, query string, all fuzzy.Result) {
	t.Helper()
	for _, n := range []int{1, 7, 200} {
		page, err := s.Search(query).Page(context.Background(), n)
		if err != nil {
			t.Fatal(err)
		}
		if want := all.Hits[:min(n, len(all.Hits))]; !slices.Equal(page.Hits, want) || page.Strewn != all.Strewn {
			t.Fatalf("%q: the first %d hits are\n%v, want\n%v", query, n, page.Hits, want)
		}
	}
}

func TestStrewnAgreesWithTheOracle(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	list := dense(rnd, 200)
	s := index(list...).Snapshot()
	strewn := make(map[int]int) // by terms
	for i := range 120 {
		size := 2 + i%20
		var terms []string
		for range 1 + i%3 {
			terms = append(terms, few(rnd, size))
			size = 1 + rnd.IntN(6)
		}
		if agree(t, s, list, strings.Join(terms, " ")) {
			strewn[len(terms)]++
		}
	}
	for terms := range 3 {
		if strewn[terms+1] < 8 {
			t.Errorf("of the queries of %d terms only %d were strewn", terms+1, strewn[terms+1])
		}
	}
}

func TestStrewnOverSegmentsAgreesWithTheOracle(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 10))
	var list []string
	for range 1<<16 + 3000 {
		list = append(list, few(rnd, 1+rnd.IntN(3))+" "+few(rnd, 1+rnd.IntN(3)))
	}
	list[1<<16-1], list[1<<16] = "ابا تث", "ابا تثا" // on both sides of the border
	s := index(list...).Snapshot()
	for _, query := range []string{"اباتث", "ابتد اا"} {
		if !agree(t, s, list, query) {
			t.Errorf("%q is not strewn", query)
		}
	}
}

func TestPagesAreTheBeginningOfAll(t *testing.T) {
	s := big()
	for _, query := range []string{"ا", "ال", "حرب", "م ت ل", "حرب سلام", "ححسوا", "ليتتا", "يردا", "ظغط", "حظر قلتلم", "متر البساي", "الىلءىو"} {
		beginsWithPages(t, s, query, find(t, s, query))
	}
}
