package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
	"qari/ui/terminal"
	"qari/ui/theme"
)

// written is an article with a title and a text.
func written(title, text string) *corpus.Article {
	return &corpus.Article{Title: title, TitleRule: corpus.TitleField, Text: text}
}

// printing runs a press until add has given it all it has.
func printing(p *press, add func(context.Context) error) error {
	work, ctx := errgroup.WithContext(context.Background())
	work.Go(func() error { return p.print(ctx) })
	work.Go(func() error {
		defer p.close()
		return add(ctx)
	})
	return work.Wait()
}

// within10s waits for the end of what might hang.
func within10s(t *testing.T, do func() error) error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		return err
	case <-time.After(10 * time.Second):
		t.Fatal("it hangs")
		return nil
	}
}

// printed is what an article looks like, all of it at once.
func printed(c *compositor, a *corpus.Article) string {
	var all bytes.Buffer
	body := clean.Text(a.Text, a.Body(), clean.Options{Raw: c.raw}).Paragraphs
	for c.raw && len(body) > 0 && body[len(body)-1].Text == "" {
		body = body[:len(body)-1]
	}
	apart := ""
	if document.HasTitle(a, c.raw) {
		c.paragraph(&all, clean.Line(a.Title), nil, theme.Look{})
		apart = "\n"
	}
	for i := range body {
		all.WriteString(apart)
		c.paragraph(&all, body[i].Text, &body[i], theme.Look{})
		if apart = "\n"; c.raw {
			apart = ""
		}
	}
	return all.String()
}

// longText has n paragraphs that can be told from each other.
func longText(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "فقرة %d تقول إن شيئا ما حدث (أمس) في مكان ما. ", i)
		b.WriteString(strings.Repeat("كلمة ", i%97))
		b.WriteString(strings.Repeat("\n", 1+i%3))
	}
	return b.String()
}

func TestThePressPrintsArticlesOfManySheetsWholeAndInOrder(t *testing.T) {
	articles := []*corpus.Article{
		written("قصير", "نص قصير"),
		written("طويل", longText(3*ahead*sheetSize/1000)),
		written("بلا نص", ""),
		written("", ""),
		written("فقرة طويلة", strings.Repeat("كلمة ", sheetSize)),
		written("سطور فارغة", "أ"+strings.Repeat("\n", 3*sheetSize)+"ب"+strings.Repeat("\n", sheetSize)),
		written("فارغة من أولها", strings.Repeat("\n", sheetSize)+"ب"),
		written("متوسط", longText(2*sheetSize/400)),
		written("فارغ", " \n \n"),
	}
	for _, order := range []terminal.Order{terminal.Visual, terminal.Logical} {
		for _, raw := range []bool{false, true} {
			setup := pageSetup{width: 60, profile: terminal.ForOrder(order), raw: raw, pipe: true}
			c := newCompositor(setup)
			var want []string
			for _, a := range articles {
				want = append(want, printed(c, a))
			}
			var got bytes.Buffer
			p := newPress(newOutput(&got), setup)
			err := within10s(t, func() error {
				return printing(p, func(ctx context.Context) error {
					for _, a := range articles {
						if err := p.add(ctx, a); err != nil {
							return err
						}
					}
					return nil
				})
			})
			if all := strings.Join(want, "\n* * *\n\n"); err != nil || got.String() != all {
				t.Errorf("%v, raw %v: %v; %s", order, raw, err, firstDifference(got.String(), all))
			}
		}
	}
}

// firstDifference shows where two texts part.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d is\n %q, want\n %q", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// shut is an output that nobody reads any more once it has taken some bytes.
type shut struct{ after int }

var errShut = errors.New("closed")

func (s *shut) Write(b []byte) (int, error) {
	if s.after -= len(b); s.after < 0 {
		return 0, errShut
	}
	return len(b), nil
}

// When writing fails, whoever adds articles is told and nothing waits.
func TestThePressStopsWhenNobodyReads(t *testing.T) {
	for range 200 {
		p := newPress(newOutput(&shut{}), pageSetup{width: 80})
		err := within10s(t, func() error {
			return printing(p, func(ctx context.Context) error {
				for i := range 1000 {
					if i == 70 {
						time.Sleep(time.Millisecond) // let the workers run dry
					}
					if err := p.add(ctx, written("عنوان", "نص قصير")); err != nil {
						return err
					}
				}
				return nil
			})
		})
		if !errors.Is(err, errShut) {
			t.Fatalf("error %v, want that of the output", err)
		}
	}
}

func TestThePressStopsInTheMiddleOfAnArticle(t *testing.T) {
	text := longText(4 * ahead * sheetSize / 400)
	for _, raw := range []bool{false, true} {
		for _, after := range []int{0, 1, sheetSize, 5 * sheetSize, ahead * sheetSize} {
			p := newPress(newOutput(&shut{after}), pageSetup{width: 80, raw: raw})
			var added error
			err := within10s(t, func() error {
				return printing(p, func(ctx context.Context) error {
					added = p.add(ctx, written("عنوان", text))
					return added
				})
			})
			if !errors.Is(err, errShut) || added == nil {
				t.Errorf("after %d bytes: error %v, of adding %v", after, err, added)
			}
		}
	}
}

// A long article does not run ahead of a reader that takes nothing.
func TestThePressWaitsForItsReader(t *testing.T) {
	read, write := io.Pipe()
	p := newPress(newOutput(write), pageSetup{width: 80})
	added := make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- printing(p, func(ctx context.Context) error {
			defer close(added)
			return p.add(ctx, written("عنوان", longText(4*ahead*sheetSize/400)))
		})
	}()
	for len(p.queue) < ahead {
		time.Sleep(time.Millisecond)
	}
	select {
	case <-added:
		t.Error("all of it was taken in before any of it was read")
	case <-time.After(20 * time.Millisecond):
	}
	go func() { _, _ = io.Copy(io.Discard, read) }()
	if err := within10s(t, func() error { return <-ended }); err != nil {
		t.Error(err)
	}
}
