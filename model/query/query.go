// Package query reads the query language (ARABIC.md 5): text to a tree, with
// errors that say where and why.
//
//	إرهاب -"كأس العالم" source:الجزيرة date:2015-07..2015-09
//
// What stands side by side must all be found; "|" is or, "-" not, parentheses
// group. "..." is a phrase, "..."~5 words near one another, = asks for exact
// letters, ~ for all forms, * for the rest of a word, /.../ is a regular
// expression, and a field narrows what comes after its colon. Package match gives
// the tree its meaning.
package query

import (
	"fmt"
	"regexp"
	"time"
	"unicode/utf8"

	"qari/model/clean"
	"qari/model/span"
)

// Node is a part of a query: And, Or, Not, *Word, *Phrase, *Regex, *Date, *Length
// or *Dup.
type Node interface{ node() }

// And asks for all of its nodes, two or more.
type And struct{ Nodes []Node }

// Or asks for one of its nodes, two or more.
type Or struct{ Nodes []Node }

// Not asks for what its node does not find.
type Not struct{ Node Node }

// Mode is how a word asks to be compared.
type Mode uint8

// The modes: as usual, "=" and "~".
const (
	Usual Mode = iota
	Exact
	Forms
)

// Field is where a word or phrase is looked for.
type Field uint8

// The fields; Any is title or text.
const (
	Any Field = iota
	Title
	Text
	Source
	Author
	URL
	File
	Lang
	Tag
	dates // those below are conditions, not places
	length
	dup
)

// Word is one token as it was typed, without signs.
type Word struct {
	span.Span // bytes of the query's text
	Text      string
	Mode      Mode
	Quoted    bool // it stood in quotes
	OpenStart bool // "*" before it
	OpenEnd   bool // "*" after it
	Field     Field
}

// Phrase is two words or more that stand together: in order when Slop is -1, else
// in any order with at most Slop other tokens among them.
type Phrase struct {
	span.Span
	Words []Word
	Slop  int
	Field Field
}

// Regex is a regular expression on the text as it is stored.
type Regex struct {
	span.Span
	Re    *regexp.Regexp
	Field Field
}

// Date is a range of dates, From included and To not, in UTC; a zero time is an
// open end. None asks for articles without date.
type Date struct {
	span.Span
	From, To time.Time
	None     bool
}

// Length is a range of numbers of words, both ends included; Max -1 is no limit.
type Length struct {
	span.Span
	Min, Max int
}

// Dup asks for articles that repeat an earlier one, or for the others.
type Dup struct {
	span.Span
	Yes bool
}

func (And) node()     {}
func (Or) node()      {}
func (Not) node()     {}
func (*Word) node()   {}
func (*Phrase) node() {}
func (*Regex) node()  {}
func (*Date) node()   {}
func (*Length) node() {}
func (*Dup) node()    {}

// Query is a text that was read.
type Query struct {
	Text string
	// Root is nil when there is nothing to look for.
	Root Node
	// Ignored are the words in which there is nothing to look for.
	Ignored []span.Span

	either bool // alternatives stand outside of all brackets
}

// The limits of a query.
const (
	MostAtoms = 64
	MostDepth = 16
	MostRegex = 200 // characters
)

// Reason is a kind of mistake.
type Reason uint8

// The mistakes.
const (
	NoPartner     Reason = iota + 1 // a bracket
	EmptyParens                     // nothing in brackets
	OpenQuote                       // a quotation is not closed
	EmptyQuote                      // nothing in quotes
	OpenRegex                       // a regular expression is not closed
	BadRegex                        // it cannot be read
	LongRegex                       // it is too long
	NothingBeside                   // |, OR, AND or NOT without what they join
	EmptyField                      // a field without a value
	UnknownField
	BadDate
	BadNumber
	BadDup
	TurnedRange // its end lies before its beginning
	NoSlop      // ~ after a quotation without a number
	ShortStar   // * with fewer than two other letters
	TooMany     // atoms
	TooDeep     // brackets in brackets
)

// String says in lower case what is wrong.
func (r Reason) String() string {
	return [...]string{
		NoPartner:     "the bracket has no partner",
		EmptyParens:   "nothing stands in the brackets",
		OpenQuote:     "the quotation is not closed",
		EmptyQuote:    "there is no word in the quotation",
		OpenRegex:     "the regular expression is not closed: it ends with /",
		BadRegex:      "the regular expression cannot be read",
		LongRegex:     "the regular expression has more than 200 characters",
		NothingBeside: "there is nothing beside it to join",
		EmptyField:    "the field has no value",
		UnknownField:  "no such field; there are title text source author url file lang tag date words dup",
		BadDate:       "no date: 2015, 2015-07, 2015-07-21, 2015..2016, >2015, none",
		BadNumber:     "no number: 500, >500, 100..300",
		BadDup:        "dup is yes or no",
		TurnedRange:   "the range ends before it begins",
		NoSlop:        "a number stands after ~ and a quotation: \"...\"~5",
		ShortStar:     "two letters or more stand beside *",
		TooMany:       "the query has more than 64 parts",
		TooDeep:       "there are more than 16 brackets in one another",
	}[r]
}

// Error says what is wrong with a query, and where.
type Error struct {
	Reason Reason
	// Span is the range of the offending text in bytes, Rune its beginning in
	// runes from 0, Text the text itself.
	span.Span
	Rune   int
	Text   string
	Detail string // further words, as those of the regular expression's parser
}

func (e *Error) Error() string {
	text := fmt.Sprintf("position %d: %v: %q", e.Rune+1, e.Reason, clean.Line(e.Text))
	if e.Detail != "" {
		text += " (" + clean.Line(e.Detail) + ")"
	}
	return text
}

// Parse reads a query. The error is an *Error.
func Parse(text string) (*Query, error) {
	p := parser{text: text}
	q := p.query()
	if p.err != nil {
		return nil, p.err
	}
	return q, nil
}

// Draft reads a query that is still being typed: what is open at its end is
// closed, and what dangles there left out, as is a condition that may become right
// when more of it is typed. With anything else wrong, its words are looked for as
// they are, the first MostAtoms of them, and the *Error is a hint.
func Draft(text string) (*Query, *Error) {
	p := parser{text: text, draft: true}
	q := p.query()
	if p.err == nil {
		return q, nil
	}
	literal := parser{text: text, draft: true}
	var nodes []Node
	for _, w := range literal.words(span.Span{End: len(text)}) {
		if len(nodes) < MostAtoms && !idleWord(w) {
			nodes = append(nodes, &w)
		}
	}
	return &Query{Text: text, Root: joined(nodes, func(n []Node) Node { return And{n} })}, p.err
}

// Walk calls visit for every leaf of a tree; lit is false under NOT.
func Walk(n Node, visit func(n Node, lit bool)) { walk(n, true, visit) }

func walk(n Node, lit bool, visit func(Node, bool)) {
	switch n := n.(type) {
	case nil:
	case And:
		for _, x := range n.Nodes {
			walk(x, lit, visit)
		}
	case Or:
		for _, x := range n.Nodes {
			walk(x, lit, visit)
		}
	case Not:
		walk(n.Node, !lit, visit)
	default:
		visit(n, lit)
	}
}

// joined is nil, the one node, or what join makes of several.
func joined(nodes []Node, join func([]Node) Node) Node {
	switch len(nodes) {
	case 0:
		return nil
	case 1:
		return nodes[0]
	}
	return join(nodes)
}

// runeAt counts the runes of the text before a byte.
func runeAt(text string, at int) int { return utf8.RuneCountInString(text[:at]) }
