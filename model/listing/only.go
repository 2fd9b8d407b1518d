package listing

import (
	"time"

	"qari/model/corpus"
)

// test tells the articles that are asked for.
func (o Only) test() func(*corpus.Article) bool {
	if !o.Month {
		return func(a *corpus.Article) bool { return a.From().Source == o.Value }
	}
	from, err := time.Parse("2006-01", o.Value)
	if err != nil {
		return func(a *corpus.Article) bool { return !a.HasDate() }
	}
	first, last := from.Unix(), from.AddDate(0, 1, 0).Unix()
	return func(a *corpus.Article) bool {
		at := a.Local()
		return a.HasDate() && at >= first && at < last
	}
}
