package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"qari/model/corpus"
	"qari/model/span"
)

// shut is an output that nobody reads any more.
type shut struct{}

func (shut) Write([]byte) (int, error) { return 0, errors.New("closed") }

// When writing fails, whoever adds articles is told and nothing waits.
func TestThePressStopsWhenNobodyReads(t *testing.T) {
	for range 200 {
		press := newPress(newOutput(shut{}), pageSetup{width: 80})
		load, ctx := errgroup.WithContext(context.Background())
		load.Go(func() error { return press.print(ctx) })
		load.Go(func() error {
			defer press.close()
			for i := range 1000 {
				text := "نص قصير"
				if i == 70 {
					time.Sleep(time.Millisecond) // let the workers run dry
				}
				a := &corpus.Article{Title: "عنوان", TitleRule: corpus.TitleField, Text: text, Body: span.Span{End: len(text)}}
				if err := press.add(ctx, a); err != nil {
					return err
				}
			}
			return nil
		})
		done := make(chan error, 1)
		go func() { done <- load.Wait() }()
		select {
		case err := <-done:
			if err == nil {
				t.Fatal("no error")
			}
		case <-time.After(10 * time.Second):
			t.Fatal("it hangs")
		}
	}
}
