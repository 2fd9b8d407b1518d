package match

import (
	"slices"
	"strings"
	"sync"

	"qari/model/arabic"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/document"
	"qari/model/query"
	"qari/model/span"
)

// compiler makes the nodes of a query.
type compiler struct {
	q *Query
	o Options
}

// node compiles a part of the tree; lit says that its hits are shown.
func (c *compiler) node(n query.Node, lit bool) Node {
	switch n := n.(type) {
	case query.And:
		return And{c.all(n.Nodes, lit)}
	case query.Or:
		return Or{c.all(n.Nodes, lit)}
	case query.Not:
		return Not{c.node(n.Node, !lit)}
	case *query.Word:
		return c.word(n, lit)
	case *query.Phrase:
		return c.phrase(n, lit)
	case *query.Regex:
		r := &Regex{Leaf: c.leaf(n.Span), Re: n.Re, Where: where(n.Field)}
		return c.add(r, lit)
	case *query.Date:
		return c.condition(n.Span, nil, func(a *corpus.Article, _ int) bool { return dated(n, a) })
	case *query.Length:
		return c.condition(n.Span, nil, func(a *corpus.Article, _ int) bool {
			words := int(document.Counts(a).Words)
			return words >= n.Min && (n.Max < 0 || words <= n.Max)
		})
	case *query.Dup:
		c.q.Repeats = true
		return c.condition(n.Span, nil, func(_ *corpus.Article, number int) bool {
			return (c.o.Repeats != nil && c.o.Repeats(number)) == n.Yes
		})
	}
	return All{}
}

func (c *compiler) all(nodes []query.Node, lit bool) []Node {
	out := make([]Node, len(nodes))
	for i, n := range nodes {
		out[i] = c.node(n, lit)
	}
	return out
}

// leaf gives the next number and the name of a part.
func (c *compiler) leaf(s span.Span) Leaf {
	return Leaf{Number: len(c.q.Leaves), Name: strings.TrimSpace(clean.Line(s.Of(c.q.Text)))}
}

// add puts a leaf into the query.
func (c *compiler) add(n Node, lit bool) Node {
	c.q.Leaves, c.q.Lit = append(c.q.Leaves, n), append(c.q.Lit, lit)
	return n
}

func (c *compiler) condition(s span.Span, of func(*corpus.Article) *corpus.Origin, holds func(*corpus.Article, int) bool) Node {
	return c.add(&Condition{Leaf: c.leaf(s), Of: of, Holds: holds}, false)
}

// dated reports whether an article's date, as it is shown, lies in a range.
func dated(d *query.Date, a *corpus.Article) bool {
	if d.None || !a.HasDate() {
		return d.None && !a.HasDate()
	}
	at := a.Local()
	return (d.From.IsZero() || at >= d.From.Unix()) && (d.To.IsZero() || at < d.To.Unix())
}

func where(f query.Field) Where {
	switch f {
	case query.Title:
		return InTitle
	case query.Text:
		return InBody
	}
	return Anywhere
}

// inText reports whether a field is the title or the body.
func inText(f query.Field) bool { return f == query.Any || f == query.Title || f == query.Text }

// word compiles a bare word, and what its aliases say in its place.
func (c *compiler) word(w *query.Word, lit bool) Node {
	if !inText(w.Field) {
		return c.field(w.Span, w.Field, []query.Word{*w}, -1)
	}
	level := c.level(w, c.o.Level)
	group := c.o.Aliases.of(w.Text)
	if level < arabic.Forms || w.OpenStart || w.OpenEnd || group == nil {
		return c.add(c.term(w, level, false), lit)
	}
	return c.aliased(w, group, lit)
}

// level is the one at which a word is compared.
func (c *compiler) level(w *query.Word, usual arabic.Level) arabic.Level {
	switch {
	case w.Mode == query.Exact:
		return arabic.Exact
	case w.Mode == query.Forms:
		return arabic.Forms
	case w.Quoted:
		return arabic.Folded
	}
	return usual
}

// term makes a term of one word.
func (c *compiler) term(w *query.Word, level arabic.Level, inPhrase bool) *Term {
	t := &Term{Leaf: c.leaf(w.Span), Where: where(w.Field)}
	if w.OpenStart || w.OpenEnd {
		level = min(level, arabic.Folded)
		c.pattern(t, arabic.NewOpen(w.Text, level == arabic.Exact, w.OpenStart, w.OpenEnd))
	} else {
		c.pattern(t, arabic.NewPattern(w.Text, level, inPhrase))
	}
	c.q.loosest, c.q.leveled = max(c.q.loosest, level), true
	c.q.slots++
	return t
}

// pattern gives a term one more pattern.
func (c *compiler) pattern(t *Term, p *arabic.Pattern) {
	t.Patterns = append(t.Patterns, p)
	t.numbers = append(t.numbers, c.q.lexicon.Add(p))
	c.q.terms = append(c.q.terms, t)
}

// aliased compiles a word for which an alias file gives others: all that are one
// word are one term, the others phrases.
func (c *compiler) aliased(w *query.Word, group []string, lit bool) Node {
	t := c.term(w, arabic.Forms, false)
	nodes := []Node{c.add(t, lit)}
	for _, member := range group {
		tokens := arabic.Tokens(member)
		if len(tokens) == 1 {
			c.pattern(t, arabic.NewPattern(tokens[0].Of(member), arabic.Forms, false))
			continue
		}
		p := &Phrase{Leaf: c.leaf(w.Span), Slop: -1, Where: where(w.Field)}
		for _, token := range tokens {
			word := query.Word{Span: w.Span, Text: token.Of(member), Field: w.Field}
			p.Words = append(p.Words, c.term(&word, arabic.Forms, true))
		}
		nodes = append(nodes, c.add(p, lit))
	}
	if len(nodes) == 1 {
		return t
	}
	return Or{nodes}
}

// phrase compiles several words that stand together.
func (c *compiler) phrase(q *query.Phrase, lit bool) Node {
	if !inText(q.Field) {
		return c.field(q.Span, q.Field, q.Words, q.Slop)
	}
	p := &Phrase{Leaf: c.leaf(q.Span), Slop: q.Slop, Where: where(q.Field)}
	for i := range q.Words {
		w := &q.Words[i]
		usual := arabic.Folded
		if !w.Quoted {
			usual = c.o.Level
		}
		p.Words = append(p.Words, c.term(w, c.level(w, usual), len(q.Words) > 1))
	}
	if len(p.Words) == 1 {
		p.Words[0].Leaf = p.Leaf
		return c.add(p.Words[0], lit)
	}
	return c.add(p, lit)
}

// field compiles words that are looked for in a field of an article.
func (c *compiler) field(at span.Span, f query.Field, words []query.Word, slop int) Node {
	inner := &Query{Text: c.q.Text}
	part := compiler{q: inner, o: Options{Level: c.o.Level}}
	words = slices.Clone(words)
	for i := range words {
		words[i].Field = query.Any
	}
	if len(words) == 1 {
		inner.Root = part.word(&words[0], true)
	} else {
		inner.Root = part.phrase(&query.Phrase{Words: words, Slop: slop}, true)
	}
	var of func(*corpus.Article) *corpus.Origin
	if f == query.Source || f == query.Lang || f == query.File {
		of = func(a *corpus.Article) *corpus.Origin { return a.Origin }
	}
	matchers := sync.Pool{New: func() any { return inner.NewMatcher() }}
	return c.condition(at, of, func(a *corpus.Article, _ int) bool {
		m := matchers.Get().(*Matcher)
		defer matchers.Put(m)
		for _, value := range fieldOf(a, f) {
			m.begin()
			m.piece(value, false)
			if m.found(inner.Root, nil, 0) {
				return true
			}
		}
		return false
	})
}

// fieldOf gives the values of a field.
func fieldOf(a *corpus.Article, f query.Field) []string {
	switch f {
	case query.Source:
		return []string{a.From().Source}
	case query.Author:
		return []string{a.More().Author}
	case query.URL:
		return []string{a.URL}
	case query.File:
		return []string{a.From().Path}
	case query.Lang:
		return []string{a.From().Lang}
	case query.Tag:
		return a.More().Tags
	}
	return nil
}
