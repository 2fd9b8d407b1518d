package main

import (
	"runtime/debug"

	"qari/model/corpus"
)

// pace bounds the memory of a load. Go lets garbage pile up until it is as much
// as what lives; with a corpus of gigabytes in memory that is too much, and
// with a small one any less would only cost time. So it may be garbageRoom, as
// long as that is less than what lives.
type pace struct {
	percent int
	living  int64 // bytes
}

// garbageRoom is how many bytes of garbage may pile up.
const garbageRoom = 100 << 20

// Percentages of Go's collector: its own to begin with, and the least.
const (
	usualPercent = 100
	leastPercent = 5
)

// perArticle is about what an article takes beside its text.
const perArticle = 300

// loaded is told of articles, which live from now on.
func (p *pace) loaded(articles []*corpus.Article) {
	for _, a := range articles {
		p.living += int64(len(a.Text)) + perArticle
	}
	percent := max(leastPercent, min(usualPercent, int(garbageRoom*100/max(p.living, 1))))
	if p.percent == 0 {
		p.percent = usualPercent
	}
	if percent < p.percent {
		debug.SetGCPercent(percent)
		p.percent = percent
	}
}
