package facet_test

import (
	"slices"
	"testing"
	"time"

	"qari/model/arabic"
	"qari/model/concordance"
	"qari/model/corpus"
	"qari/model/facet"
)

func TestSourcesAndMonths(t *testing.T) {
	dated := func(source, date string) *corpus.Article {
		a := &corpus.Article{Origin: &corpus.Origin{Source: source}}
		if at, err := time.Parse(time.DateOnly, date); err == nil {
			a.SetDate(corpus.Date{Time: at, Unit: corpus.Day})
		}
		return a
	}
	all := []*corpus.Article{dated("b", "2020-01-02"), dated("a", "2020-01-03"), dated("b", "2021-05-01"), dated("", ""), dated("c", "1999-01-01")}
	numbers := []int32{0, 1, 2, 3}
	if got, want := facet.Sources(all, numbers), []facet.Count{{"b", 2}, {"", 1}, {"a", 1}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := facet.Months(all, numbers), []facet.Count{{"2021-05", 1}, {"2020-01", 2}, {"", 1}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestForms(t *testing.T) {
	var f facet.Forms
	f.Add([]concordance.Line{{Hit: "الإرهاب", Level: arabic.Folded}, {Hit: "الارهاب", Level: arabic.Exact}, {Hit: "إرهابية", Level: arabic.Forms}})
	f.Add([]concordance.Line{{Hit: "الإرهاب", Level: arabic.Folded}, {Hit: "مكافحة الارهاب", Level: arabic.Folded}})
	want := []facet.Form{{"الارهاب", "الإرهاب", arabic.Exact, 4}, {"ارهابية", "إرهابية", arabic.Forms, 1}, {"مكافحة", "مكافحة", arabic.Folded, 1}}
	if got := f.Counts(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
