package main

import (
	"bytes"
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"qari/model/corpus"
)

// press lays articles out on all cores and writes them in the order in which
// they were added. At most ahead of them wait to be written, so that memory
// does not grow with the corpus.
type press struct {
	out   output
	setup pageSetup
	jobs  chan *sheet
	queue chan *sheet
	spare sync.Pool
}

// sheet is one article on its way through the press.
type sheet struct {
	article *corpus.Article
	text    bytes.Buffer
	done    chan struct{}
}

const ahead = 64

func newPress(out output, setup pageSetup) *press {
	return &press{out: out, setup: setup,
		jobs: make(chan *sheet, ahead), queue: make(chan *sheet, ahead)}
}

// add gives an article to the press; it waits while too many are ahead.
func (p *press) add(ctx context.Context, a *corpus.Article) error {
	s, _ := p.spare.Get().(*sheet)
	if s == nil {
		s = &sheet{done: make(chan struct{}, 1)}
	}
	s.article = a
	select {
	case p.queue <- s:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case p.jobs <- s:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
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
					s.text.Reset()
					c.article(&s.text, s.article)
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
	first := true
	for s := range p.queue {
		select {
		case <-s.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if !first {
			_, _ = p.out.WriteString("\n* * *\n\n")
		}
		first = false
		if _, err := p.out.Write(s.text.Bytes()); err != nil {
			return err
		}
		s.article = nil
		p.spare.Put(s)
		if len(p.queue) == 0 { // nothing waits: show what there is
			if err := p.out.Flush(); err != nil {
				return err
			}
		}
	}
	return p.out.Flush()
}
