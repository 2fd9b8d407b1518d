package fuzzy_test

import (
	"context"
	"reflect"
	"testing"

	"qari/model/fuzzy"
)

// What is found among the candidates is what is found among all titles.
func TestCandidatesAreEnough(t *testing.T) {
	list := append(titles(20_000), "ﷺ ﻻ", "straße ١٢", "الهُدَى الهدي", "ۏـــ x")
	for _, query := range append(typed(list[:100], 60), "صلي لا", "ss12", "هدى", "هدي", "...", "ظظظظظ") {
		candidate := fuzzy.Candidate(query)
		var all, some fuzzy.Index
		var places []int
		for i, title := range list {
			all.Add(title)
			if candidate(title) {
				some.Add(title)
				places = append(places, i)
			}
		}
		want, _ := all.Snapshot().Find(context.Background(), query)
		got, _ := some.Snapshot().Find(context.Background(), query)
		for i, h := range got.Hits {
			got.Hits[i].Title = places[h.Title]
		}
		if len(want.Hits)+len(got.Hits) > 0 && !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %d hits among %d candidates, strewn %v; want %d, %v", query, len(got.Hits), len(places), got.Strewn, len(want.Hits), want.Strewn)
		}
	}
}
