package source

import (
	"context"
	"runtime"
	"time"

	"qari/data/source/charset"
	"qari/data/source/record"
	"qari/model/corpus"
)

// A batch is emitted when it has this many articles, or is this old: often
// enough for a list to fill before the eye.
const (
	batchArticles = 512
	batchAge      = 50 * time.Millisecond
	firstAge      = 10 * time.Millisecond // of the first one
)

// ahead is how many jobs may be under way.
const ahead = 32

func load(ctx context.Context, o Options, emit func(corpus.Batch) error, walk func(*walker)) error {
	fields, err := record.NewFields(o.Fields)
	if err != nil {
		return err
	}
	format, err := named(o.Format)
	if err != nil {
		return err
	}
	if err := charset.Check(o.Encoding); err != nil {
		return err
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	l := &loader{
		ctx: inner, walker: newWalker(inner), fields: fields, format: format, uncounted: o.Uncounted,
		order: make(chan *job, ahead), work: make(chan *job),
	}
	go func() {
		defer l.walker.end()
		err := guarded(func() error {
			walk(l.walker)
			return nil
		})
		if err != nil {
			l.walker.problem(".", err.Error())
		}
	}()
	go l.feed()
	for range max(2, min(8, runtime.GOMAXPROCS(0))) {
		go l.worker()
	}
	c := collector{loader: l, emit: emit, seen: map[corpus.ID]*corpus.Article{}}
	if err := c.run(); err != nil {
		return err
	}
	return ctx.Err()
}

// collector puts the results in order, drops what came before, and emits.
type collector struct {
	*loader
	emit  func(corpus.Batch) error
	seen  map[corpus.ID]*corpus.Article
	batch corpus.Batch
	sent  int64 // bytes told of
	tick  *time.Ticker
}

func (c *collector) run() error {
	c.tick = time.NewTicker(firstAge)
	defer c.tick.Stop()
	for {
		j, err := c.wait()
		if err != nil {
			return err
		}
		if j == nil {
			return c.flush()
		}
		for _, a := range j.articles {
			c.add(a)
			if len(c.batch.Articles) == batchArticles {
				if err := c.flush(); err != nil {
					return err
				}
			}
		}
		c.batch.Problems = append(c.batch.Problems, j.problems...)
	}
}

// wait gives the next job once it is done, nil after the last. Meanwhile it
// emits what is old enough.
func (c *collector) wait() (*job, error) {
	order := c.order
	var current *job
	var done chan struct{}
	for {
		select {
		case j, more := <-order:
			if !more {
				return nil, c.ctx.Err()
			}
			current, done, order = j, j.done, nil
		case <-done:
			return current, nil
		case <-c.tick.C:
			if err := c.flush(); err != nil {
				return nil, err
			}
		case <-c.ctx.Done():
			return nil, c.ctx.Err()
		}
	}
}

// flush emits the batch, if there is anything in it, or progress to tell.
func (c *collector) flush() error {
	b := c.batch
	b.Read, b.Total = c.read.Load(), c.walker.size()
	if len(b.Articles) == 0 && len(b.Problems) == 0 && b.Duplicates == 0 && b.Read == c.sent {
		return nil
	}
	c.batch, c.sent = corpus.Batch{}, b.Read
	c.tick.Reset(batchAge)
	return c.emit(b)
}

// add takes in an article, unless the same came before. Another one of the same
// ID gets a suffix from its content, so that it has the same ID whenever the
// two are met in this order.
func (c *collector) add(a *corpus.Article) {
	first, found := c.seen[a.ID]
	if found && !same(first, a) {
		a.ID += corpus.ID("-" + corpus.ContentHash(a.Title, a.Text)[:6])
		_, found = c.seen[a.ID]
	}
	if found {
		c.batch.Duplicates++
		return
	}
	c.seen[a.ID] = a
	c.batch.Articles = append(c.batch.Articles, a)
}

// same reports whether two articles have the same content, as far as an ID made
// of it would tell.
func same(a, b *corpus.Article) bool {
	return a.Text == b.Text && a.Title == b.Title
}
