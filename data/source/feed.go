package source

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"qari/data/source/charset"
	"qari/data/source/record"
	"qari/model/corpus"
)

// loader is one load.
type loader struct {
	ctx    context.Context
	walker *walker
	fields *record.Fields
	format *format // nil to detect
	read   atomic.Int64

	uncounted bool // see Options

	order chan *job // in input order, for the caller
	work  chan *job // the same jobs, for whoever makes articles
}

// job is a piece of work whose result stands at its place in the order.
type job struct {
	do       func(*job) // nil when there is nothing to do
	path     string
	done     chan struct{}
	articles []*corpus.Article
	problems []corpus.Problem
}

// smallFile is up to what size a file is read and made into articles in one go.
const smallFile = 256 << 10

// feed turns inputs into jobs. Small files are left to the workers as a whole;
// large ones and streams are cut here, so that several work on one file.
func (l *loader) feed() {
	defer close(l.order)
	defer close(l.work)
	for {
		in, ok := l.walker.next()
		if !ok {
			return
		}
		switch {
		case in.problem != nil:
			ok = l.put(&job{path: in.path, problems: []corpus.Problem{*in.problem}})
		case !in.stream && in.size <= smallFile && !packed(in.name()):
			ok = l.put(&job{path: in.path, do: func(j *job) { j.file(l, &in) }})
		default:
			ok = l.stream(&in)
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
	for j := range l.work {
		if l.ctx.Err() == nil {
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

// stream cuts a file into chunks, each a job.
func (l *loader) stream(in *input) bool {
	alive := true
	l.file(in, func(o opened, c record.Chunk) error {
		alive = l.put(&job{path: in.path, do: func(j *job) { j.records(l, in, o, c) }})
		if !alive {
			return l.ctx.Err()
		}
		return nil
	}, func(p corpus.Problem) {
		alive = l.put(&job{path: in.path, problems: []corpus.Problem{p}})
	})
	return alive
}

// file reads a file and gives its chunks to yield; what is wrong with the file
// as a whole goes to trouble.
func (l *loader) file(in *input, yield func(opened, record.Chunk) error, trouble func(corpus.Problem)) {
	counted := &counter{sum: &l.read, in: in}
	err := guarded(func() error {
		f, err := in.open()
		if err != nil {
			return err
		}
		defer f.Close()
		// A read that waits for a pipe ends with the load.
		stop := context.AfterFunc(l.ctx, func() { _ = f.Close() })
		defer stop()
		counted.r = f
		o, err := l.recognise(counted)
		if err != nil {
			return err
		}
		return o.format.decoder.Chunks(o.Reader, func(c record.Chunk) error { return yield(o, c) })
	})
	l.read.Add(max(0, in.size-counted.here)) // of what was not read
	if err == nil || l.ctx.Err() != nil {
		return
	}
	p := corpus.Problem{Path: in.path, Offset: -1, Reason: stated(err)}
	var d *damagedError
	if errors.As(err, &d) {
		p.Offset = d.offset
	}
	trouble(p)
}

// file makes the articles of a whole file.
func (j *job) file(l *loader, in *input) {
	l.file(in, func(o opened, c record.Chunk) error {
		j.records(l, in, o, c)
		return nil
	}, func(p corpus.Problem) { j.problems = append(j.problems, p) })
}

// records makes the articles of a chunk.
func (j *job) records(l *loader, in *input, o opened, c record.Chunk) {
	fault := func(f record.Fault) {
		if f.Reason != "" {
			j.problems = append(j.problems, corpus.Problem{Path: in.path, Line: f.Line, Offset: f.Offset, Reason: f.Reason})
		}
	}
	if o.format.whole {
		if err := charset.Valid(c.Text); err != nil {
			fault(record.Fault{Offset: -1, Reason: err.Error()})
			return
		}
	}
	o.format.decoder.Records(c, l.fields, func(r record.Record) {
		m := maker{in: in, record: &r, encoding: o.encoding, whole: o.format.whole, uncounted: l.uncounted}
		if o.strict {
			if err := charset.Valid(r.Text); err != nil {
				fault(record.Fault{Line: r.Line, Offset: -1, Reason: err.Error()})
				return
			}
		}
		a, reason := m.article()
		if a == nil {
			fault(record.Fault{Line: r.Line, Offset: -1, Reason: reason})
			return
		}
		j.articles = append(j.articles, a)
	}, fault)
	fault(c.Fault)
}
