package main

import (
	"github.com/spf13/cobra"

	"qari/model/corpus"
	"qari/model/document"
)

// listed is an article in JSON. The order of the fields is part of the
// command line's contract.
type listed struct {
	ID         text   `json:"id"`
	Title      text   `json:"title"`
	Derived    bool   `json:"title_derived"`
	Source     text   `json:"source"`
	Date       string `json:"date"`
	Lang       text   `json:"lang"`
	Words      int    `json:"words"`
	Paragraphs int    `json:"paragraphs"`
	Bytes      int    `json:"bytes"`
	Path       text   `json:"path"`
}

func asListed(a *corpus.Article) listed {
	counts := document.Counts(a)
	return listed{
		ID: text(a.ID), Title: text(a.Title), Derived: a.TitleRule.Derived(),
		Source: text(a.From().Source), Date: a.Date().String(), Lang: text(a.From().Lang),
		Words: int(counts.Words), Paragraphs: int(counts.Paragraphs), Bytes: len(a.Text), Path: text(a.From().Path),
	}
}

// article is an article as fields apart by tabs: id, date, source, title.
func (o output) article(a *corpus.Article) error {
	return o.row(string(a.ID), a.Date().String(), a.From().Source, a.Title)
}

func newList(p *process) *cobra.Command {
	var (
		in     inputFlags
		asJSON bool
		limit  int
	)
	c := &cobra.Command{
		Use:   "list [flags] [PATH...]",
		Short: "Print one article a line: id, date, source, title",
		Long: `Print one article a line: id, date, source and title, apart by tabs, in the
order of the input. Text is in logical order, as it is stored.`,
		Example: `  qari list news/
  qari list --limit 10 news.jsonl
  qari list --json news.jsonl | jq .words
  qari list --follow news/`,
		RunE: func(c *cobra.Command, args []string) error {
			if _, err := in.watched(false); err != nil {
				return err
			}
			if err := in.follows(c, args); err != nil {
				return err
			}
			p.dieBySignal(nil)
			out := newOutput(p.out)
			left := limit
			o := p.sourceOptions(&in)
			o.Uncounted = !asJSON
			return p.collect(p.printing(&in), o, args, func(a *corpus.Article) error {
				if err := out.listed(a, asJSON); err != nil {
					return err
				}
				if left--; left == 0 {
					return errEnough
				}
				return nil
			}, out.Flush)
		},
	}
	in.register(c)
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON, one object a line")
	c.Flags().Var(count{&limit}, "limit", "stop after this many articles")
	asSetting(c.Flags(), "limit")
	return c
}

func (o output) listed(a *corpus.Article, asJSON bool) error {
	if asJSON {
		return o.json(asListed(a))
	}
	return o.article(a)
}
