// Package keyword finds watched terms in texts. The terms are compiled into a
// hash set of folded tokens, so that a text is read once however many there
// are. A term of several words stands under its first one.
//
// Terms are compared folded (ARABIC.md 4). Matching is driven by the terms
// alone: a level that allows prefixes and other forms will put more tokens into
// the set, and leave the search as it is.
package keyword

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"qari/model/arabic"
	"qari/model/span"
)

// Group is one group of watched terms. A term is a word, or several that must
// follow one another; "=" before a word asks for exactly its letters and marks.
type Group struct {
	Name  string
	Color string // a token of the theme: amber teal green rose blue violet, or none
	Words []string
}

// Mark is one watched term in a text: its byte range there, from the first
// letter to the last with its marks, and the index of its group.
type Mark struct {
	span.Span
	Group int
}

// WordError tells of a word that cannot be watched.
type WordError struct {
	Group, Word int // indexes of the group, and of the word in it
	Name, Text  string
	Reason      string
}

func (e *WordError) Error() string {
	return fmt.Sprintf("group %q: word %q %s", e.Name, e.Text, e.Reason)
}

// Set is a compiled list of groups. It may be used by several goroutines.
type Set struct {
	groups []Group
	terms  map[string][]term // by first folded token; the longest first, then by group
}

// term is one watched term.
type term struct {
	group int
	words []word
}

// word is one token of a term.
type word struct {
	folded string
	typed  string
	exact  bool // compare as typed
	last   bool // alef maqsura or not, at the end, must be as typed (ARABIC.md 4.3)
}

// Compile makes a Set of groups. A word in which there is nothing to look for
// is a *WordError.
func Compile(groups []Group) (*Set, error) {
	s := &Set{groups: groups, terms: make(map[string][]term)}
	for g, group := range groups {
		for w, text := range group.Words {
			words := split(text)
			fault := ""
			switch {
			case len(words) == 0:
				fault = "has no letter or digit"
			case len(words) == 1 && words[0].folded == "و":
				fault = "is the conjunction, which stands everywhere"
			}
			if fault != "" {
				return nil, &WordError{Group: g, Word: w, Name: group.Name, Text: text, Reason: fault}
			}
			first := words[0].folded
			s.terms[first] = append(s.terms[first], term{group: g, words: words})
		}
	}
	for _, terms := range s.terms {
		slices.SortStableFunc(terms, func(a, b term) int { return cmp.Compare(len(b.words), len(a.words)) })
	}
	return s, nil
}

// split cuts a term into its words.
func split(text string) []word {
	var words []word
	for _, t := range arabic.Tokens(text) {
		before, exact := strings.CutSuffix(text[:t.Start], "=")
		exact = exact && (before == "" || strings.HasSuffix(before, " "))
		words = append(words, word{folded: t.Folded, typed: t.Of(text), exact: exact})
	}
	if len(words) == 1 {
		words[0].last = arabic.LastDecides(words[0].folded)
	}
	return words
}

// Groups returns what was compiled. It must not be changed.
func (s *Set) Groups() []Group { return s.groups }

// Find appends the marks of text to dst, in order. At one place the longest
// term wins, of equal ones the one whose group comes first; marks do not
// overlap.
func (s *Set) Find(dst []Mark, text string) []Mark {
	f := finder{set: s, text: text, scan: *arabic.NewScanner(text)}
	for {
		m, ok := f.next()
		if !ok {
			return dst
		}
		dst = append(dst, m)
	}
}

// Count adds the number of marks in text to counts, which has one place for
// each group.
func (s *Set) Count(counts []int, text string) {
	f := finder{set: s, text: text, scan: *arabic.NewScanner(text)}
	for {
		m, ok := f.next()
		if !ok {
			return
		}
		counts[m.Group]++
	}
}

// finder walks over the marks of a text.
type finder struct {
	set  *Set
	text string
	scan arabic.Scanner
	end  int // of the last mark
}

func (f *finder) next() (m Mark, ok bool) {
	for f.scan.Next() {
		terms := f.set.terms[string(f.scan.Folded())]
		for i := range terms {
			end, ok := f.match(terms[i].words)
			if !ok {
				continue
			}
			at := arabic.Whole(f.text, span.Span{Start: f.scan.Span().Start, End: end})
			if at.Start < f.end {
				break
			}
			for f.scan.Span().End < end && f.scan.Next() {
			}
			f.end = at.End
			return Mark{Span: at, Group: terms[i].group}, true
		}
	}
	return Mark{}, false
}

// match reports whether words stand at the scanner's token, whose folded letters
// are those of the first, and where they end.
func (f *finder) match(words []word) (end int, ok bool) {
	at := f.scan.Span()
	if !words[0].agrees(at.Of(f.text)) {
		return 0, false
	}
	if len(words) == 1 {
		return at.End, true
	}
	ahead := f.scan.Ahead()
	for i := range words[1:] {
		w := &words[1+i]
		if !ahead.Next() || string(ahead.Folded()) != w.folded || !w.agrees(ahead.Span().Of(f.text)) {
			return 0, false
		}
	}
	return ahead.Span().End, true
}

// agrees reports whether w finds token, whose folded letters are its own.
func (w *word) agrees(token string) bool {
	switch {
	case token == w.typed:
		return true
	case w.exact:
		return arabic.Exact.Matches(w.typed, token)
	case w.last:
		return arabic.Maqsura(token) == arabic.Maqsura(w.typed)
	}
	return true
}
