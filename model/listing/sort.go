package listing

import (
	"cmp"
	"context"
	"math"
	"slices"

	"qari/model/arabic"
)

// sortBy puts the rows into the request's order. Equal ones stay in the order of
// the corpus, also when the sort is reversed. A key is made once for each.
func sortBy(ctx context.Context, c Corpus, r Request, order []Row) error {
	if r.Sort == ByTitle || r.Sort == BySource {
		return sortKeys(ctx, r, order, func(i int32) string {
			if r.Sort == BySource {
				return last(arabic.Fold(c.Articles[i].From().Source), r.Reversed)
			}
			return last(arabic.Fold(c.Articles[i].Title), r.Reversed)
		})
	}
	return sortKeys(ctx, r, order, func(i int32) int64 {
		a := c.Articles[i]
		switch r.Sort {
		case ByDate:
			if !a.HasDate() {
				if r.Reversed {
					return math.MinInt64
				}
				return math.MaxInt64 // without a date: at the end either way
			}
			return -a.Unix()
		case ByWords:
			if n := a.Counts(); n != nil {
				return -int64(n.Words)
			}
			return 0
		case ByHits:
			if r.Found != nil {
				f, _ := r.Found.Of(int(i))
				return -int64(f.Hits)
			}
			return -int64(c.Tally.Sum(int(i), r.Group))
		default:
			return 0
		}
	})
}

// last moves what is empty to the end, whichever way the sort goes.
func last(key string, reversed bool) string {
	if key == "" && !reversed {
		return "\U0010ffff"
	}
	return key
}

func sortKeys[K cmp.Ordered](ctx context.Context, r Request, order []Row, key func(int32) K) error {
	type keyed struct {
		key K
		Row
	}
	all := make([]keyed, len(order))
	for n, row := range order {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		all[n] = keyed{key(row.Article), row}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		d := cmp.Compare(a.key, b.key)
		if r.Reversed {
			d = -d
		}
		if d == 0 {
			d = int(a.Article - b.Article)
		}
		return d
	})
	for n := range all {
		order[n] = all[n].Row
	}
	return ctx.Err()
}
