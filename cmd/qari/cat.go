package main

import (
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"qari/model/corpus"
)

const catLong = `Print articles laid out as the reading pane would lay them out: the title, a
blank line, the paragraphs, apart by blank lines; articles are apart by a line
of three asterisks.

Into a pipe or a file text is written in logical order, as it is stored; on a
terminal in the order that the terminal needs. In the other orders lines that
run from right to left are padded to the width.`

type catFlags struct {
	in   inputFlags
	page layoutFlags
	raw  bool
	id   string
}

func newCat(p *process) *cobra.Command {
	var f catFlags
	c := &cobra.Command{
		Use:   "cat [flags] [PATH...]",
		Short: "Print articles laid out as in the reading pane",
		Long:  catLong,
		Example: `  qari cat news/a.txt
  qari cat --id 5f1c2a news.jsonl
  qari cat --width 60 --bidi visual news/a.txt
  qari cat --color=always -k مدريد news.jsonl | less -R`,
		RunE: func(c *cobra.Command, args []string) error { return p.cat(c, &f, args) },
	}
	f.in.register(c)
	f.page.register(c)
	c.Flags().BoolVar(&f.raw, "raw", false, "print the original text, line by line, with everything that is hidden otherwise")
	c.Flags().StringVar(&f.id, "id", "", "print only the article with this `ID`")
	return c
}

func (p *process) cat(c *cobra.Command, f *catFlags, paths []string) error {
	words, err := f.in.watched(len(paths) == 0)
	if err != nil {
		return err
	}
	if err := f.in.follows(c, paths); err != nil {
		return err
	}
	setup := p.pageSetup(f, givenBy(c.Flags(), "bidi"))
	setup.words = words
	p.dieBySignal(func() { p.switchTo(setup.profile.Switch.On) })
	p.switchTo(setup.profile.Switch.Off)
	defer func() { p.switchTo(setup.profile.Switch.On) }()

	o := p.sourceOptions(&f.in)
	o.Uncounted = true // nothing but texts is printed
	press := newPress(newOutput(p.out), setup)
	found := false
	var trouble error // of loading: it must not keep from print what was loaded
	work, ctx := errgroup.WithContext(p.printing(&f.in))
	work.Go(func() error { return press.print(ctx) })
	work.Go(func() error {
		defer press.close()
		trouble = p.collect(ctx, o, paths, func(a *corpus.Article) error {
			if f.id == "" {
				return press.add(ctx, a)
			}
			if string(a.ID) != f.id {
				return nil
			}
			found = true
			if err := press.add(ctx, a); err != nil {
				return err
			}
			return errEnough
		}, func() error { return nil })
		return nil
	})
	err = work.Wait()
	if err == nil {
		err = trouble
	}
	if err == nil && f.id != "" && !found {
		p.say("no article has the ID %s", f.id)
		return status(exitNothing)
	}
	return err
}

// pageSetup settles everything that shapes the pages of one run.
func (p *process) pageSetup(f *catFlags, bidiFrom string) pageSetup {
	facts, wish := p.facts(), f.page.wish(bidiFrom, p.kept())
	p.answers(&facts, wish, f.page.colors(facts) > colorprofile.ASCII)
	s := pageSetup{
		width:   f.page.width,
		profile: facts.profile(wish),
		colors:  f.page.colors(facts),
		dark:    !facts.light(),
		raw:     f.raw,
		pipe:    !facts.terminal,
		marks:   f.page.marks,
		isolate: f.page.isolate == "on" || f.page.isolate == "auto" && !f.raw,
		justify: f.page.justify == "kashida" && !f.raw,
	}
	if s.width == 0 {
		s.width = measure
		if facts.terminal && facts.columns > 0 {
			s.width = min(measure, facts.columns)
		}
	}
	// In a pipe every order breaks lines at the same places; on a screen
	// the profile decides how many cells a lam and its alef take.
	s.lamAlef = f.page.shape != "off"
	if facts.terminal {
		s.lamAlef = s.profile.Shape
	}
	return s
}

// switchTo writes what turns the terminal's own reordering off or on.
func (p *process) switchTo(sequence string) {
	if sequence != "" {
		_, _ = p.out.WriteString(sequence)
	}
}

// measure is the width of text in cells when nothing asks for another.
const measure = 80
