// Package match is the one meaning of a query: which articles it finds, and what
// of them. Compile turns the tree of package query into nodes that hold patterns
// of package arabic; a Matcher reads an article word by word and says whether it
// is found, and where the hits are.
//
// The reading pane, snippets, the concordance and the JSON of the command line
// ask a Matcher. The index (package search) evaluates the same nodes and finds
// the same articles without reading them; its tests hold the one to the other.
//
// A position is the number of a token: those of the title first, those of the
// body after them, each as arabic.Scanner cuts it out of the cleaned text.
package match

import (
	"regexp"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/query"
)

// Node is a compiled part of a query: And, Or, Not, All, *Term, *Phrase, *Regex
// or *Condition.
type Node interface{ node() }

// And finds the articles that all of its nodes find.
type And struct{ Nodes []Node }

// Or finds the articles that one of its nodes finds.
type Or struct{ Nodes []Node }

// Not finds the articles that its node does not find.
type Not struct{ Node Node }

// All finds every article.
type All struct{}

// Where is the part of an article in which a term or phrase is looked for.
type Where uint8

// The parts.
const (
	Anywhere Where = iota // title or body
	InTitle
	InBody
)

// Holds reports whether a position lies in the part, of an article whose title
// has so many tokens.
func (w Where) Holds(position, title uint32) bool {
	return w == Anywhere || (position < title) == (w == InTitle)
}

// Term finds the tokens that one of its patterns finds.
type Term struct {
	Leaf
	Patterns []*arabic.Pattern
	Where    Where

	numbers []int // of the patterns in the query's lexicon
}

// Phrase finds its words beside one another: in order when Slop is -1, else in
// any order with at most Slop other tokens between the first and the last.
type Phrase struct {
	Leaf
	Words []*Term
	Slop  int
	Where Where
}

// Regex finds stretches of the title and the text as they are stored.
type Regex struct {
	Leaf
	Re    *regexp.Regexp
	Where Where
}

// Condition is what depends on what is known of an article: source, date, words.
type Condition struct {
	Leaf
	// Of is a pointer that many articles share, and on which alone the answer
	// depends, so that it need not be worked out again; nil when there is none.
	Of func(a *corpus.Article) *corpus.Origin
	// Holds tells whether it holds. number is that of the article in the corpus.
	Holds func(a *corpus.Article, number int) bool
}

// Leaf names a part of a query that finds something.
type Leaf struct {
	// Number counts the leaves of a query from 0. Name is the part as typed.
	Number int
	Name   string
}

func (And) node()        {}
func (Or) node()         {}
func (Not) node()        {}
func (All) node()        {}
func (*Term) node()      {}
func (*Phrase) node()    {}
func (*Regex) node()     {}
func (*Condition) node() {}

// Options are what a query does not say itself.
type Options struct {
	Level   arabic.Level // of bare words
	Aliases *Aliases     // nil for none
	// Without are tokens, folded, that no word of the query finds.
	Without []string
	// Repeats tells of the article of a number whether the same was there before
	// it. Without it dup:yes finds nothing.
	Repeats func(number int) bool
}

// Query is a compiled query. It does not change and may be shared.
type Query struct {
	Text string
	// Root is nil when there is nothing to look for: then nothing is found.
	Root Node
	// Leaves are the parts in the order of their numbers.
	Leaves []Node
	// Lit tells of each leaf whether its hits are shown: not those under NOT.
	Lit []bool

	// Repeats says that the query asks which articles repeat others.
	Repeats bool
	// Without are tokens, folded, that no term finds.
	Without map[string]bool

	loosest arabic.Level // at which a word of the title or text is compared
	leveled bool         // there is such a word

	lexicon arabic.Lexicon
	terms   []*Term // of each pattern of the lexicon, the term that it belongs to
	slots   int     // terms, those in phrases too
}

// Compile makes a query of its tree.
func Compile(q *query.Query, o Options) *Query {
	c := compiler{q: &Query{Text: q.Text, Without: make(map[string]bool)}, o: o}
	for _, folded := range o.Without {
		c.q.Without[folded] = true
	}
	if q.Root != nil {
		c.q.Root = c.node(q.Root, true)
	}
	return c.q
}

// Empty reports whether there is nothing to look for.
func (q *Query) Empty() bool { return q == nil || q.Root == nil }

// Words reports whether hits of words can be shown.
func (q *Query) Words() bool {
	if q == nil {
		return false
	}
	for i, leaf := range q.Leaves {
		if _, condition := leaf.(*Condition); q.Lit[i] && !condition {
			return true
		}
	}
	return false
}

// Scored reports whether what is found has scores, for a word or phrase that is lit.
// Without one the newest stands first.
func (q *Query) Scored() bool {
	for i, leaf := range q.Leaves {
		switch leaf.(type) {
		case *Term, *Phrase:
			if q.Lit[i] {
				return true
			}
		}
	}
	return false
}

// Level is the loosest level at which the query compares a word of the title or
// text; false when it compares none.
func (q *Query) Level() (arabic.Level, bool) { return q.loosest, q.leveled }

// Patterns reports whether regular expressions are lit.
func (q *Query) Patterns() bool { return q.pattern() >= 0 }

// IsPattern reports whether a part of the query, by its number, is a regular
// expression.
func (q *Query) IsPattern(leaf int) bool {
	_, ok := q.Leaves[leaf].(*Regex)
	return ok
}

// pattern is the first part whose hits are those of a regular expression, -1 without
// any.
func (q *Query) pattern() int {
	for i := range q.Leaves {
		if q.Lit[i] && q.IsPattern(i) {
			return i
		}
	}
	return -1
}

// Name is a leaf as it was typed.
func Name(n Node) string {
	switch n := n.(type) {
	case *Term:
		return n.Name
	case *Phrase:
		return n.Name
	case *Regex:
		return n.Name
	case *Condition:
		return n.Name
	}
	return ""
}
