package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"qari/data/sample"
	"qari/data/source"
	"qari/model/corpus"
)

// errEnough is returned by an emit that wants no more articles.
var errEnough = errors.New("enough")

// loadWith brings the articles of the paths, or of the sample when there are
// none, to emit. Nothing but emit's error and the context's comes back: what
// could not be read is in the batches. errEnough ends it without an error.
func loadWith(ctx context.Context, o source.Options, paths []string, emit func(corpus.Batch) error) error {
	var err error
	if len(paths) == 0 {
		err = source.FromFS(ctx, sample.FS(), o, emit)
	} else {
		err = source.Load(ctx, paths, o, emit)
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

func (p *process) sourceOptions(f *inputFlags) source.Options {
	return source.Options{Format: f.format, Fields: f.fields, Encoding: f.encoding, Follow: f.follow, Stdin: p.in}
}

// check finds mistakes in the input flags before anything is opened.
func (f *inputFlags) check() error {
	if err := (source.Options{Format: f.format, Fields: f.fields, Encoding: f.encoding}).Check(); err != nil {
		return usageError{err}
	}
	return nil
}

// collect loads as load does for a command that prints: problems are told as
// they come, and make the command end with exitError; so does input that
// holds no article at all.
func (p *process) collect(ctx context.Context, o source.Options, paths []string, each func(*corpus.Article) error, flush func() error) error {
	if err := o.Check(); err != nil { // before anything is opened
		return usageError{err}
	}
	articles, problems := 0, 0
	err := loadWith(ctx, o, paths, func(b corpus.Batch) error {
		articles += len(b.Articles) + b.Unwanted
		var stop error
		for _, a := range b.Articles {
			if stop = each(a); stop != nil {
				break
			}
		}
		if err := flush(); err != nil {
			return err
		}
		if stop == nil {
			problems += len(b.Problems)
			p.report(b.Problems)
		}
		return stop
	})
	switch {
	case err != nil && ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil:
		return err
	case problems > 0:
		return status(exitError)
	case articles == 0:
		return noArticles(paths)
	}
	return nil
}

func (p *process) report(problems []corpus.Problem) {
	for _, q := range problems {
		p.say("%v", q)
	}
}

// noArticles is the error of input that holds none.
func noArticles(paths []string) error {
	if len(paths) == 0 {
		return errors.New("no articles in the sample")
	}
	return fmt.Errorf("no articles in %s", strings.Join(paths, ", "))
}

// reason says in plain words why a file could not be read.
func reason(err error) string {
	switch {
	case errors.Is(err, os.ErrNotExist):
		return "no such file or folder"
	case errors.Is(err, os.ErrPermission):
		return "permission denied"
	}
	return err.Error()
}
