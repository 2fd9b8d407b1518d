package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"qari/data/config"
	"qari/model/arabic"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/listing"
	"qari/model/match"
	"qari/model/query"
	"qari/model/search"
	"qari/model/span"
)

const searchLong = `Print the articles whose title or text a query finds, best first.

Words side by side must all be found; "|" is or, "-" before a word not, and
parentheses group. A bare word finds its other forms, too: الإرهاب finds
للإرهاب and الإرهابية. "..." is a phrase, "..."~5 asks for words near one another,
=word for exactly these letters, ~word for all forms; * stands for the rest of a
word (إرهاب*, *سوريا*), /.../ is a regular expression on the stored text.

A field narrows what follows it: title: text: source: author: url: file: lang:
tag: and their Arabic names. date:2015-07, date:2015..2016, date:>2015, date:1436,
date:none; words:>500; dup:no leaves out what repeats an earlier article.

--level says how far a bare word may differ: exact, folded (spelling), clitics
(with و ف ب ك ل and the article), forms (with other endings, and the aliases).

The exit status is 1 when nothing matches, 2 when the query has a mistake.`

// defaultSearchLimit is how many articles are printed unless a number is given.
const defaultSearchLimit = 20

type searchFlags struct {
	in       inputFlags
	asJSON   bool
	withText bool
	limit    int
	level    string
	aliases  string
}

func newSearch(p *process) *cobra.Command {
	var f searchFlags
	c := &cobra.Command{
		Use:   "search [flags] QUERY [PATH...]",
		Short: "Print the articles whose text a query finds, best first",
		Long:  searchLong,
		Example: `  qari search الإرهاب news.jsonl
  qari search '"رئيس الحكومة" -استقالة date:2015..' news/
  qari search --level folded --json 'مصدر:الجزيرة نفط' news.jsonl`,
		Args: atLeast(1, "QUERY"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := f.in.endless(c); err != nil {
				return err
			}
			return p.search(&f, args[0], args[1:])
		},
	}
	takesQuery(c)
	f.in.register(c)
	fs := c.Flags()
	fs.BoolVar(&f.asJSON, "json", false, "print JSON, one object a line")
	fs.BoolVar(&f.withText, "text", false, "with --json: add the source text")
	fs.Var(count{&f.limit}, "limit", fmt.Sprintf("print the best of them only, this many (default %d)", defaultSearchLimit))
	addSearchFlags(c, &f.level, &f.aliases)
	asSetting(fs, "limit")
	return c
}

// addSearchFlags registers what says how words are compared.
func addSearchFlags(c *cobra.Command, level, aliases *string) {
	fs := c.Flags()
	*level = arabic.Forms.String()
	fs.Var(choice{arabic.Levels(), level}, "level", "how far a bare word may differ")
	completes(c, "level", arabic.Levels())
	fs.StringVar(aliases, "aliases", "", "add the words that stand for one another in this `file`; none does without any")
	_ = c.MarkFlagFilename("aliases", "txt")
	asSetting(fs, "level", "aliases")
}

// readAliases reads the built-in aliases and those of the user's file.
func (p *process) readAliases(path string) (*match.Aliases, error) {
	switch path {
	case "none":
		return nil, nil
	case "":
		return config.BuiltInAliases(), nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, usageError{fmt.Errorf("aliases: %s: %s", path, reason(err))}
	}
	own, bad := config.Aliases(path, data)
	if len(bad) > 0 {
		return nil, usageError{fmt.Errorf("aliases: %w", errors.Join(bad...))}
	}
	return config.BuiltInAliases().With(own), nil
}

func (p *process) search(f *searchFlags, text string, paths []string) error {
	if _, err := f.in.watched(false); err != nil {
		return err
	}
	aliases, err := p.readAliases(f.aliases)
	if err != nil {
		return err
	}
	q, err := query.Parse(text)
	if err != nil {
		return usageError{fmt.Errorf("query: %w", err)}
	}
	for _, s := range q.Ignored {
		p.say("ignored: %s", s.Of(text))
	}
	if q.Root == nil {
		return usageError{errors.New("there is nothing to look for in QUERY")}
	}
	p.dieBySignal(nil)
	var articles []*corpus.Article
	o := p.sourceOptions(&f.in)
	o.Uncounted = true
	trouble := p.collect(context.Background(), o, paths, func(a *corpus.Article) error {
		articles = append(articles, a)
		return nil
	}, func() error { return nil })
	var told status
	if trouble != nil && !errors.As(trouble, &told) {
		return trouble
	}
	level, _ := arabic.ParseLevel(f.level)
	compiled := match.Compile(q, match.Options{Level: level, Aliases: aliases, Repeats: repeats(articles)})
	found, err := p.index(articles, &f.in, paths).Search(context.Background(), compiled)
	if err != nil {
		return err
	}
	if err := p.printFound(f, compiled, articles, found); err != nil {
		return err
	}
	switch n := len(found.Found); {
	case n == 0 && trouble == nil:
		p.say("no article%s matches %q", ofSample(paths), text)
		return status(exitNothing)
	case f.limit == 0 && n > defaultSearchLimit:
		p.say("the best %d of %d; --limit prints more", defaultSearchLimit, n)
	}
	return trouble
}

// repeats tells which articles repeat an earlier one. It looks when it is first
// asked, and may be asked by several goroutines.
func repeats(articles []*corpus.Article) func(number int) bool {
	twins := sync.OnceValue(func() []int32 {
		for _, a := range articles {
			if a.Counts() == nil {
				counts := document.Survey(a)
				a.SetCounts(&counts)
			}
		}
		var t listing.Twins
		return t.Extend(articles)
	})
	return func(number int) bool { return int(twins()[number]) != number }
}

// ofSample names the built-in sample, where nothing else was asked for.
func ofSample(paths []string) string {
	if len(paths) > 0 {
		return ""
	}
	return " of the built-in sample (name a PATH, or - for standard input)"
}

// searched is an article that was found, in JSON.
type searched struct {
	listed
	URL   text    `json:"url"`
	Score float64 `json:"score"`
	Hits  []hit   `json:"hits"`
	Text  *text   `json:"text,omitempty"`
}

// hit is a stretch that was found: a byte range of the title, or of the source
// text.
type hit struct {
	Field  string `json:"field"` // title or text
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Match  text   `json:"match"`
	Before text   `json:"before"`
	After  text   `json:"after"`
	Level  string `json:"level"`
	Term   text   `json:"term"`
}

func (p *process) printFound(f *searchFlags, q *match.Query, articles []*corpus.Article, r *search.Result) error {
	out := newOutput(p.out)
	limit := f.limit
	if limit == 0 {
		limit = defaultSearchLimit
	}
	m := q.NewMatcher()
	for _, one := range r.Best(limit) {
		a := articles[one.Article]
		var err error
		if f.asJSON {
			row := searched{listed: asListed(a), URL: text(a.URL), Score: math.Round(float64(one.Score)*1e4) / 1e4}
			row.Hits = hitsOf(m, q, a, int(one.Article))
			if f.withText {
				whole := text(a.Text)
				row.Text = &whole
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

// wordsAround is how many words stand before and after a hit.
const wordsAround = 8

// hitsOf gives the hits in an article, those of the title first.
func hitsOf(m *match.Matcher, q *match.Query, a *corpus.Article, number int) []hit {
	hits := []hit{}
	found, _ := m.Article(nil, a, number)
	view := clean.Text(a.Text, a.Body(), clean.Options{})
	titled := document.HasTitle(a, false)
	for _, h := range found {
		term := text(match.Name(q.Leaves[h.Leaf]))
		if titled && h.Piece == 0 {
			title := clean.Line(a.Title)
			hits = append(hits, around(hit{"title", h.Start, h.End, text(h.Of(title)), "", "", h.Level.String(), term}, title, h.Span))
			continue
		}
		piece := h.Piece
		if titled {
			piece--
		}
		para := &view.Paragraphs[piece]
		at := para.SourceSpan(h.Span)
		hits = append(hits, around(hit{"text", at.Start, at.End, text(at.Of(a.Text)), "", "", h.Level.String(), term}, para.Text, h.Span))
	}
	for _, at := range q.Stored(nil, a) {
		hits = append(hits, around(hit{"text", at.Start, at.End, text(at.Of(a.Text)), "", "", arabic.Exact.String(), ""}, a.Text, at))
	}
	return hits
}

// around adds the words beside a hit.
func around(h hit, piece string, at span.Span) hit {
	// Eight words of any sane length lie within these bytes.
	from, to := max(0, at.Start-400), min(len(piece), at.End+400)
	before := strings.Fields(document.Plain(clean.Line(strings.ToValidUTF8(piece[from:at.Start], ""))))
	after := strings.Fields(document.Plain(clean.Line(strings.ToValidUTF8(piece[at.End:to], ""))))
	h.Before = text(strings.Join(before[max(0, len(before)-wordsAround):], " "))
	h.After = text(strings.Join(after[:min(wordsAround, len(after))], " "))
	return h
}
