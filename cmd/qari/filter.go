package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/fuzzy"
)

// filtered is a hit of the filter in JSON: the article, then how well it
// matched and where. The order of the fields is part of the contract.
type filtered struct {
	listed
	Score   int      `json:"score"`
	Matches [][2]int `json:"matches"` // byte ranges [start,end) into the title
}

const filterLong = `Print the articles whose titles match, best first, as the list's filter in the
reader would show them. Blanks in QUERY separate terms; all must be found, in
any order. The letters of a term must lie within one word of the title; strewn
over the title they count only when no title has them within a word. Spelling
is folded: hamza, vowel marks and tatweel do not matter.

The exit status is 1 when no title matches.`

type filterFlags struct {
	in     inputFlags
	asJSON bool
	limit  int
}

func newFilter(p *process) *cobra.Command {
	var f filterFlags
	c := &cobra.Command{
		Use:   "filter [flags] QUERY [PATH...]",
		Short: "Print the articles whose titles match a query, best first",
		Long:  filterLong,
		Example: `  qari filter الارهاب news.jsonl
  qari filter 'مدريد تعاون' news/
  qari filter --json --limit 5 مدريد news.jsonl`,
		Args: atLeast(1, "QUERY"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.in.endless(c); err != nil {
				return err
			}
			return p.filter(&f, args[0], args[1:])
		},
	}
	takesQuery(c)
	f.in.register(c)
	c.Flags().BoolVar(&f.asJSON, "json", false, "print JSON, one object a line")
	c.Flags().Var(count{&f.limit}, "limit", "print the best of them only, this many")
	asSetting(c.Flags(), "limit")
	return c
}

func (p *process) filter(f *filterFlags, query string, paths []string) error {
	if _, err := f.in.watched(false); err != nil {
		return err
	}
	if strings.TrimSpace(query) == "" {
		return usageError{errors.New("QUERY is empty")}
	}
	p.dieBySignal(nil)
	var (
		articles []*corpus.Article
		index    fuzzy.Index
	)
	ctx := context.Background()
	o := p.sourceOptions(&f.in)
	o.Uncounted, o.Wanted = true, wanted(query)
	trouble := p.collect(ctx, o, paths, func(a *corpus.Article) error {
		articles = append(articles, a)
		index.Add(a.Title)
		return nil
	}, func() error { return nil })
	var told status
	if trouble != nil && !errors.As(trouble, &told) {
		return trouble
	}
	snapshot := index.Snapshot()
	found, err := snapshot.Find(ctx, query)
	if err != nil {
		return err
	}
	if err := p.printHits(f, query, articles, found); err != nil {
		return err
	}
	if len(found.Hits) == 0 && trouble == nil {
		p.say("no title matches %q%s", query, otherReading(ctx, snapshot, query))
		return status(exitNothing)
	}
	return trouble
}

// wanted tells which titles are worth a look: those that query may find, or what
// it reads on the other keyboard layout.
func wanted(query string) func(title string) bool {
	asTyped := fuzzy.Candidate(query)
	other, ok := arabic.OtherKeyboard(query)
	if !ok {
		return asTyped
	}
	asMeant := fuzzy.Candidate(other)
	return func(title string) bool { return asTyped(title) || asMeant(title) }
}

func (p *process) printHits(f *filterFlags, query string, articles []*corpus.Article, found fuzzy.Result) error {
	out := newOutput(p.out)
	for i, hit := range found.Hits {
		if i == f.limit && f.limit > 0 {
			break
		}
		a := articles[hit.Title]
		var err error
		if f.asJSON {
			row := filtered{listed: asListed(a), Score: hit.Score, Matches: [][2]int{}}
			for _, m := range fuzzy.Matches(query, a.Title, found.Strewn) {
				row.Matches = append(row.Matches, [2]int{m.Start, m.End})
			}
			err = out.json(row)
		} else {
			err = out.article(a)
		}
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

// otherReading says that a query matches when it is read as typed on the
// other keyboard layout.
func otherReading(ctx context.Context, s fuzzy.Snapshot, query string) string {
	other, ok := arabic.OtherKeyboard(query)
	if !ok {
		return ""
	}
	if found, err := s.Find(ctx, other); err != nil || len(found.Hits) == 0 {
		return ""
	}
	return "; on the other keyboard layout it reads " + other
}
