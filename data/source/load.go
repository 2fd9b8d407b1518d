package source

import (
	"context"
	"hash/maphash"
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
		ctx: inner, walker: newWalker(inner), fields: fields, format: format, encoding: o.Encoding, counting: func() bool { return false },
		wanted: o.Wanted, seed: maphash.MakeSeed(),
		order: make(chan *job, ahead), work: make(chan *job),
	}
	if o.Follow {
		l.walker.follow = newFollower(l.walker, l.hasLines)
		go l.walker.follow.listen(inner)
	}
	if !o.Uncounted {
		l.counting = func() bool { return o.CountFirst == 0 || l.read.Load() < o.CountFirst }
	}
	go l.find(walk)
	go l.feed()
	for range max(2, min(8, runtime.GOMAXPROCS(0))) {
		go l.worker()
	}
	c := collector{loader: l, emit: emit, seen: map[uint64]uint64{}, told: map[corpus.Problem]bool{}}
	if err := c.run(); err != nil {
		return err
	}
	return ctx.Err()
}

// find finds the inputs, and, when they are followed, goes on finding.
func (l *loader) find(walk func(*walker)) {
	w := l.walker
	defer w.end()
	do := func(part func()) {
		err := guarded(func() error {
			part()
			return nil
		})
		if err != nil {
			w.problem(".", err.Error())
		}
	}
	do(func() { walk(w) })
	if w.follow != nil {
		w.pass()
		do(w.follow.run)
	}
}

// collector puts the results in order, drops what came before, and emits.
type collector struct {
	*loader
	emit  func(corpus.Batch) error
	seen  map[uint64]uint64 // the hash of the content, by that of the ID
	told  map[corpus.Problem]bool
	batch corpus.Batch
	sent  int64 // bytes told of
	tick  *time.Ticker
	// passed says that what comes now comes since the files are followed.
	passed bool
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
		c.trouble(j.problems)
		c.batch.Unwanted += j.unwanted
		if j.passed {
			c.batch.Loaded = true
			if err := c.flush(); err != nil {
				return err
			}
			c.passed = true
		}
	}
}

// trouble takes in problems, those of files that are read again and again only
// once.
func (c *collector) trouble(problems []corpus.Problem) {
	for _, p := range problems {
		if c.walker.follow != nil {
			if c.told[p] {
				continue
			}
			c.told[p] = true
		}
		c.batch.Problems = append(c.batch.Problems, p)
	}
}

// wait gives the next job once it is done, nil after the last. Meanwhile it
// emits what is old enough.
func (c *collector) wait() (*job, error) {
	order, tick := c.order, c.tick.C
	if c.passed && c.empty() {
		tick = nil // it may be long until there is something to tell
	}
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
		case <-tick:
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
	if c.empty() && (c.passed || b.Read == c.sent) {
		return nil
	}
	c.batch, c.sent = corpus.Batch{}, b.Read
	c.tick.Reset(batchAge)
	return c.emit(b)
}

// empty reports whether there is nothing to tell but progress.
func (c *collector) empty() bool {
	b := &c.batch
	return len(b.Articles) == 0 && len(b.Problems) == 0 && b.Duplicates == 0 && b.Unwanted == 0 && !b.Loaded
}

// made is an article, nil if nobody wants it, with hashes of its ID and of its
// content as it was stored.
// They are all that is remembered of articles to tell which came before. By odds
// of one to some hundred millions two of a million IDs have one hash: then the
// later article gets a suffix for nothing.
type made struct {
	*corpus.Article
	id, content uint64
	again       bool // it comes from a file that was read before
}

// hash is that of a text, or of a title and a text, as corpus.ContentID sees
// them.
func (l *loader) hash(texts ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(l.seed)
	for _, s := range texts {
		if s == "" {
			continue
		}
		_, _ = h.WriteString(corpus.Newlines(s))
		_ = h.WriteByte('\n')
	}
	return h.Sum64()
}

// add takes in an article, unless the same came before. Another one of the same
// ID gets a suffix from its content, so that it has the same ID whenever the
// two are met in this order.
func (c *collector) add(a made) {
	first, found := c.seen[a.id]
	if a.Article == nil {
		if !found {
			c.seen[a.id] = a.content
		}
		return
	}
	if found && first != a.content {
		a.ID += corpus.ID("-" + corpus.ContentHash(a.Title, a.Text)[:6])
		a.id = c.hash(string(a.ID))
		_, found = c.seen[a.id]
	}
	if found {
		if !a.again {
			c.batch.Duplicates++
		}
		return
	}
	c.seen[a.id] = a.content
	c.batch.Articles = append(c.batch.Articles, a.Article)
}
