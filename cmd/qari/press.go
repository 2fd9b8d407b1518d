package main

import (
	"bytes"
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
)

// press lays articles out on all cores and writes them in the order in which
// they were added. It works on sheets: an article, or, of a long one, so many
// of its paragraphs. At most ahead of them wait to be written, so that memory
// does not grow with the corpus, nor with an article.
type press struct {
	out   output
	setup pageSetup
	jobs  chan *sheet
	queue chan *sheet
	spare sync.Pool
}

// sheet is a part of an article on its way through the press.
type sheet struct {
	first  bool // the article begins here, with its title where it has one
	titled bool
	title  string
	body   []clean.Paragraph
	size   int // of body
	text   bytes.Buffer
	done   chan struct{}
}

const (
	ahead = 32
	// sheetSize is the number of bytes of an article with which a sheet is
	// full: a millisecond's work. A paragraph is never parted.
	sheetSize = 48 << 10
	// blankSize is what a paragraph counts beside its text, so that blank
	// lines fill a sheet too.
	blankSize = 32
)

func newPress(out output, setup pageSetup) *press {
	return &press{out: out, setup: setup,
		jobs: make(chan *sheet, ahead), queue: make(chan *sheet, ahead)}
}

// add gives an article to the press, a sheet as soon as it is full; it waits
// while too many are ahead.
func (p *press) add(ctx context.Context, a *corpus.Article) error {
	s := p.blank()
	s.first, s.titled, s.title = true, document.HasTitle(a, p.setup.raw), a.Title
	put := func(v clean.Paragraph) error {
		if s.size >= sheetSize {
			if err := p.send(ctx, s); err != nil {
				return err
			}
			s = p.blank()
		}
		s.body = append(s.body, v)
		s.size += len(v.Text) + blankSize
		return nil
	}
	held := 0 // blank lines: at the end they are not printed
	for v := range clean.Paragraphs(a.Text, a.Body(), clean.Options{Raw: p.setup.raw}) {
		if v.Text == "" {
			held++
			continue
		}
		for ; held > 0; held-- {
			if err := put(clean.Paragraph{}); err != nil {
				return err
			}
		}
		if err := put(v); err != nil {
			return err
		}
	}
	return p.send(ctx, s)
}

// blank gives a sheet with nothing on it.
func (p *press) blank() *sheet {
	s, _ := p.spare.Get().(*sheet)
	if s == nil {
		return &sheet{done: make(chan struct{}, 1)}
	}
	return s
}

// send puts a sheet in its place before the writer and hands it to the workers.
func (p *press) send(ctx context.Context, s *sheet) error {
	for _, to := range []chan *sheet{p.queue, p.jobs} {
		select {
		case to <- s:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// close says that no article follows.
func (p *press) close() {
	close(p.jobs)
	close(p.queue)
}

// print works until close, an error of writing, or the context's end.
func (p *press) print(ctx context.Context) error {
	work, ctx := errgroup.WithContext(ctx)
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() error {
			c := newCompositor(p.setup)
			for {
				select {
				case s, more := <-p.jobs:
					if !more {
						return nil
					}
					c.sheet(s)
					s.done <- struct{}{}
				case <-ctx.Done():
					return nil // writing failed: add must not wait for us
				}
			}
		})
	}
	work.Go(func() error { return p.write(ctx) })
	return work.Wait()
}

func (p *press) write(ctx context.Context) error {
	between := ""
	for s := range p.queue {
		select {
		case <-s.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if s.first {
			_, _ = p.out.WriteString(between)
			between = "\n* * *\n\n"
		}
		if _, err := p.out.Write(s.text.Bytes()); err != nil {
			return err
		}
		clear(s.body) // a spare sheet keeps no article from being freed
		s.first, s.titled, s.title = false, false, ""
		s.body, s.size = s.body[:0], 0
		s.text.Reset()
		p.spare.Put(s)
		if len(p.queue) == 0 { // nothing waits: show what there is
			if err := p.out.Flush(); err != nil {
				return err
			}
		}
	}
	return p.out.Flush()
}
