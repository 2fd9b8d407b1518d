package listing

import (
	"cmp"
	"context"
	"math"
	"slices"

	"qari/model/arabic"
)

// sortBy puts the articles into the request's order. Equal ones stay in the
// order of the corpus, also when the sort is reversed. A key is made once for
// each article.
func sortBy(ctx context.Context, c Corpus, r Request, order []int, scores map[int]int) error {
	if r.Sort == ByTitle || r.Sort == BySource {
		return sortKeys(ctx, r, order, func(i int) string {
			if r.Sort == BySource {
				return last(arabic.Fold(c.Articles[i].Source), r.Reversed)
			}
			return last(arabic.Fold(c.Articles[i].Title), r.Reversed)
		})
	}
	return sortKeys(ctx, r, order, func(i int) int64 {
		a := c.Articles[i]
		switch r.Sort {
		case ByDate:
			if a.Date.Time.IsZero() {
				if r.Reversed {
					return math.MinInt64
				}
				return math.MaxInt64 // without a date: at the end either way
			}
			return -a.Date.Time.Unix()
		case ByWords:
			return -int64(a.Words)
		case ByHits:
			return -int64(c.Tally.Sum(i, r.Group))
		default:
			return -int64(scores[i])
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

func sortKeys[K cmp.Ordered](ctx context.Context, r Request, order []int, key func(int) K) error {
	type keyed struct {
		key     K
		article int
	}
	all := make([]keyed, len(order))
	for n, i := range order {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		all[n] = keyed{key(i), i}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		d := cmp.Compare(a.key, b.key)
		if r.Reversed {
			d = -d
		}
		if d == 0 {
			d = a.article - b.article
		}
		return d
	})
	for n := range all {
		order[n] = all[n].article
	}
	return ctx.Err()
}
