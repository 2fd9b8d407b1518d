package source

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"sync"
	"sync/atomic"

	"qari/data/source/record"
	"qari/model/clean"
	"qari/model/corpus"
)

// loader is one load.
type loader struct {
	ctx      context.Context
	walker   *walker
	fields   *record.Fields
	format   *format // nil to detect
	encoding string  // "" to detect
	read     atomic.Int64

	counting func() bool // see Options
	wanted   func(title string) bool
	seed     maphash.Seed

	order chan *job // in input order, for the caller
	work  chan *job // the same jobs, for whoever makes articles
}

// job is a piece of work whose result stands at its place in the order.
type job struct {
	do       func(*job) // nil when there is nothing to do
	path     string
	keep     *keeper // of the worker who does it
	done     chan struct{}
	articles []made
	problems []corpus.Problem
	unwanted int
	passed   bool // all before this is what there was at the start
}

// Up to these sizes a file is read and made into articles in one go: one that is
// packed may hold much more than its size.
const (
	smallFile   = 256 << 10
	smallPacked = 32 << 10
)

// small reports whether the input is of such a size.
func (in *input) small() bool {
	limit := int64(smallFile)
	if packed(in.name()) {
		limit = smallPacked
	}
	return !in.stream && in.size >= 0 && in.size <= limit
}

// feed turns inputs into jobs. Small files are left to the workers as a whole;
// large ones and streams are cut here, so that several work on one file.
func (l *loader) feed() {
	var streams, passing sync.WaitGroup // beside what is followed
	defer func() {
		streams.Wait()
		passing.Wait()
		close(l.work)
		close(l.order)
	}()
	for {
		in, ok := l.walker.next()
		if !ok {
			return
		}
		switch {
		case in.problem != nil:
			ok = l.put(&job{path: in.path, problems: []corpus.Problem{*in.problem}})
		case in.passed:
			passing.Go(func() {
				streams.Wait()
				l.put(&job{passed: true})
			})
		case in.stream && l.walker.follow != nil:
			streams.Go(func() { _ = l.file(&in, l.stream()) })
		case in.small():
			ok = l.whole(&in)
		default:
			ok = l.file(&in, l.stream()) == nil
		}
		if !ok {
			return
		}
	}
}

// put adds a job to the order; false when the load has ended.
func (l *loader) put(j *job) bool {
	j.done = make(chan struct{})
	if j.do == nil {
		close(j.done)
	}
	select {
	case l.order <- j:
	case <-l.ctx.Done():
		return false
	}
	if j.do == nil {
		return true
	}
	select {
	case l.work <- j:
		return true
	case <-l.ctx.Done():
		return false
	}
}

// worker makes articles until there is nothing more to do.
func (l *loader) worker() {
	keep := &keeper{}
	for j := range l.work {
		if l.ctx.Err() == nil {
			j.keep = keep
			j.run()
		}
		close(j.done)
	}
}

// run does the job.
func (j *job) run() {
	err := guarded(func() error {
		j.do(j)
		return nil
	})
	if err != nil {
		j.problems = append(j.problems, corpus.Problem{Path: j.path, Offset: -1, Reason: err.Error()})
	}
}

// guarded turns a panic into an error. It is a fault of this program; it costs
// the file or a part of it, and the user is told, on a terminal that still works.
func guarded(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("internal error: %v", p)
		}
	}()
	return do()
}

// sink takes what is found in an input, in its order. An error ends the load.
type sink struct {
	chunk   func(*input, opened, record.Chunk) error
	entry   func(*input) error // of an archive, small enough to be read in one go
	trouble func(corpus.Problem) error
}

// stream makes a job of each thing that is found.
func (l *loader) stream() sink {
	put := func(j *job) error {
		if !l.put(j) {
			return l.ctx.Err()
		}
		return nil
	}
	return sink{
		chunk: func(in *input, o opened, c record.Chunk) error {
			return put(&job{path: in.path, do: func(j *job) { j.records(l, in, o, c) }})
		},
		entry: func(in *input) error {
			l.whole(in)
			return l.ctx.Err()
		},
		trouble: func(p corpus.Problem) error {
			return put(&job{path: p.Path, problems: []corpus.Problem{p}})
		},
	}
}

// whole makes one job of an input; false when the load has ended.
func (l *loader) whole(in *input) bool {
	return l.put(&job{path: in.path, do: func(j *job) { _ = l.file(in, j.sink(l)) }})
}

// sink takes everything into this job.
func (j *job) sink(l *loader) sink {
	return sink{
		chunk: func(in *input, o opened, c record.Chunk) error {
			j.records(l, in, o, c)
			return l.ctx.Err()
		},
		entry: func(in *input) error { return l.file(in, j.sink(l)) },
		trouble: func(p corpus.Problem) error {
			j.problems = append(j.problems, p)
			return l.ctx.Err()
		},
	}
}

// file reads an input and hands on what is in it, and what is wrong with it as a
// whole. Its error is that of a load that has ended.
func (l *loader) file(in *input, out sink) error {
	counted := &counter{sum: &l.read, in: in}
	err := guarded(func() error { return l.contents(in, counted, out) })
	counted.end()
	err = l.finished(in, err)
	if in.done != nil {
		in.done()
	}
	if err == nil || l.ctx.Err() != nil {
		return l.ctx.Err()
	}
	p := corpus.Problem{Path: in.path, Offset: -1, Reason: stated(err)}
	var d *damagedError
	if errors.As(err, &d) {
		p.Offset = d.offset
	}
	return out.trouble(p)
}

// contents reads an input from its opening on.
func (l *loader) contents(in *input, counted *counter, out sink) error {
	f, err := in.open()
	if err != nil {
		return err
	}
	counted.r, counted.held = f, hold(l.ctx, f)
	defer counted.held.less()
	o, err := l.begin(counted)
	switch {
	case err != nil:
		return err
	case o.archive != nil:
		return o.archive(out)
	}
	err = o.format.decoder.Chunks(o.Reader, func(c record.Chunk) error {
		if c, ok := in.tracked.part(&o, c); ok {
			return out.chunk(in, o, c)
		}
		return nil
	})
	if err == nil && o.whole != nil {
		err = o.whole.failed
	}
	in.tracked.leave(&o)
	return err
}

// refuses reports whether nobody wants the article of a record, as far as its
// title tells.
func (l *loader) refuses(r *record.Record) bool {
	if l.wanted == nil {
		return false
	}
	title := clean.Line(r.Title)
	return title != "" && !l.wanted(title)
}

// records makes the articles of a chunk.
func (j *job) records(l *loader, in *input, o opened, c record.Chunk) {
	fault := func(f record.Fault) {
		if f.Reason != "" {
			j.problems = append(j.problems, corpus.Problem{Path: in.path, Line: f.Line, Offset: o.offset(f.Offset), Reason: f.Reason})
		}
	}
	c.Scratch = j.keep.room(len(c.Data))
	o.format.decoder.Records(c, l.fields, func(r record.Record) {
		if !o.format.whole {
			readable(&r)
		}
		if l.refuses(&r) {
			j.unwanted++
			if id := idOf(&r); id != "" { // it is taken
				j.articles = append(j.articles, made{nil, l.hash(id), l.hash(r.Title, r.Text), in.again})
			}
			return
		}
		encoding := r.Encoding
		if encoding == "" {
			encoding = o.encoding(r.Line)
		}
		kept := r // the refused need no memory
		m := maker{in: in, record: &kept, keep: j.keep, encoding: encoding, whole: o.format.whole, counted: l.counting()}
		a, reason := m.article()
		if a == nil {
			fault(record.Fault{Line: r.Line, Offset: -1, Reason: reason})
			return
		}
		j.articles = append(j.articles, made{a, l.hash(string(a.ID)), l.hash(r.Title, r.Text), in.again})
	}, fault)
	fault(c.Fault)
	if c.Release != nil {
		c.Release()
	}
}
