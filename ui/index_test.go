package ui_test

import (
	"bytes"
	"errors"
	"testing"

	"qari/model/corpus"
	"qari/model/search"
)

// The index of one run serves the next; it is kept once, and only when some of it
// was made.
func TestTheIndexIsKeptAndTakenAgain(t *testing.T) {
	var kept bytes.Buffer
	times := 0
	keep := func(s search.Snapshot) error {
		times++
		kept.Reset()
		_, err := s.WriteTo(&kept)
		return err
	}
	read := func() *search.Kept {
		k, _ := search.Read(bytes.NewReader(kept.Bytes()), int64(kept.Len()))
		return k
	}
	open := func(all []*corpus.Article) *driver {
		feed := make(chan corpus.Batch, 1)
		feed <- corpus.Batch{Articles: all}
		close(feed)
		d := &driver{t: t, feed: feed, keep: keep, kept: read}
		d.open(nil, 80, 24)
		return d
	}
	for run, want := range []struct {
		articles []*corpus.Article
		times    int
		found    string
	}{
		{texts(), 1, "2 of 4"},
		{texts(), 1, "2 of 4"}, // nothing was made
		{append(texts(), article(9, "new", "المغرب")), 2, "3 of 5"},    // the first four are taken
		{append(texts()[1:], article(9, "new", "القمح")), 3, "2 of 4"}, // nothing fits
		{append(texts()[1:], article(9, "new", "القمح")), 3, "2 of 4"},
	} {
		d := open(want.articles)
		d.keys("s", "المغرب", "<enter>").has(want.found)
		if times != want.times {
			t.Errorf("run %d: the index was kept %d times, want %d", run, times, want.times)
		}
	}
}

func TestAnIndexThatCannotBeKeptIsTold(t *testing.T) {
	feed := make(chan corpus.Batch, 1)
	feed <- corpus.Batch{Articles: texts()}
	close(feed)
	d := &driver{t: t, feed: feed, keep: func(search.Snapshot) error { return errors.New("no room left") }, kept: func() *search.Kept { return nil }}
	d.open(nil, 80, 24)
	d.has("no room left")
	d.keys("s", "المغرب", "<enter>").has("2 of 4")
}
