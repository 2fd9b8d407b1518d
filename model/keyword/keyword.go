// Package keyword finds watched terms in texts. The terms are compiled into one
// lexicon, so that a text is read once however many there are. A term of several
// words stands under its first one.
//
// Words are compared at the level of their group (ARABIC.md 4), as a rule with
// all their forms; phrases as they are spelled, folded.
package keyword

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"qari/model/arabic"
	"qari/model/query"
	"qari/model/span"
)

// Group is one group of watched terms.
type Group struct {
	Name  string
	Color string // a token of the theme: amber teal green rose blue violet, or none
	// Level is how far a token may differ from a word; empty is forms.
	Level string
	// Words are words, or several that must follow one another, with the signs that
	// a query has: "=" before a word asks for exactly its letters and marks, "~" for
	// all its forms, "*" before or after it for any other letters there, quotes for
	// words as they are spelled.
	Words []string
	// Phrases must stand as they are, but for spelling, and where they have a "*".
	Phrases []string
	// AtLeast is the number of hits below which an article has none.
	AtLeast int
	// Exclude are words and phrases within which nothing is a hit.
	Exclude []string
}

// Mark is one watched term in a text: its byte range there, from the first
// letter to the last with its marks, the index of its group, and the level at
// which it was found.
type Mark struct {
	span.Span
	Group int
	Level arabic.Level
}

// WordError tells of a word that cannot be watched.
type WordError struct {
	Group, Word int // indexes of the group, and of the word in it
	Name, Text  string
	Reason      string
}

func (e *WordError) Error() string { return fmt.Sprintf("group %q: %s", e.Name, e.Short()) }

// Short is the error without the group.
func (e *WordError) Short() string { return fmt.Sprintf("word %q %s", e.Text, e.Reason) }

// Set is a compiled list of groups. It may be used by several goroutines.
type Set struct {
	groups  []Group
	lexicon arabic.Lexicon
	terms   []term // of each pattern of the lexicon, the term that begins with it
	finders sync.Pool
}

// term is one watched term.
type term struct {
	group    int
	rest     []*arabic.Pattern // the words after the first
	excluded bool
}

// Compile makes a Set of groups. A word in which there is nothing to look for, or
// a level that does not exist, is a *WordError.
func Compile(groups []Group) (*Set, error) {
	s := &Set{groups: groups}
	for g := range groups {
		if err := s.group(g); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Check finds what is wrong with a group, without compiling it. The error is a
// *WordError.
func Check(g *Group) error {
	return g.each(0, func([]query.Word, arabic.Level, bool) {})
}

func (s *Set) group(g int) error {
	return s.groups[g].each(g, func(words []query.Word, level arabic.Level, excluded bool) {
		p := patterns(words, level)
		s.lexicon.Add(p[0])
		s.terms = append(s.terms, term{group: g, rest: p[1:], excluded: excluded})
	})
}

// each hands on the terms of a group, which is the one of an index, each with its
// words and the level at which they are compared. It ends with the first that cannot
// be watched.
func (g *Group) each(index int, add func(words []query.Word, level arabic.Level, excluded bool)) error {
	level := arabic.Forms
	if g.Level != "" {
		var ok bool
		if level, ok = arabic.ParseLevel(g.Level); !ok {
			return &WordError{Group: index, Name: g.Name, Text: g.Level, Reason: "is no level"}
		}
	}
	for _, list := range []struct {
		texts            []string
		level            arabic.Level
		phrase, excluded bool
	}{{g.Words, level, false, false}, {g.Phrases, arabic.Folded, true, false}, {g.Exclude, level, false, true}} {
		for w, text := range list.texts {
			words, reason := read(text, list.phrase)
			if reason != "" {
				return &WordError{Group: index, Word: w, Name: g.Name, Text: text, Reason: reason}
			}
			add(words, list.level, list.excluded)
		}
	}
	return nil
}

// Groups returns what was compiled. It must not be changed.
func (s *Set) Groups() []Group { return s.groups }

// Find appends the marks of text to dst, in order. At one place the longest
// term wins, of equal ones the one whose group comes first; marks do not
// overlap.
func (s *Set) Find(dst []Mark, text string) []Mark {
	f := s.finder(text)
	defer s.finders.Put(f)
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
	f := s.finder(text)
	defer s.finders.Put(f)
	for {
		m, ok := f.next()
		if !ok {
			return
		}
		counts[m.Group]++
	}
}

// Enough takes the counts of an article's groups to zero where they are fewer
// than the group asks for.
func (s *Set) Enough(counts []int) {
	for g := range counts {
		if counts[g] < s.groups[g].AtLeast {
			counts[g] = 0
		}
	}
}

// finder gives one that was used before, or a new one, for a text.
func (s *Set) finder(text string) *finder {
	f, ok := s.finders.Get().(*finder)
	if !ok {
		f = &finder{set: s}
	}
	f.text, f.scan, f.end, f.excluded = text, *arabic.NewScanner(text), 0, f.excluded[:0]
	return f
}

// finder walks over the marks of a text.
type finder struct {
	set      *Set
	text     string
	scan     arabic.Scanner
	end      int // of the last mark
	excluded []Mark
	found    []arabic.Found
	here     []Mark
}

func (f *finder) next() (m Mark, ok bool) {
	for f.scan.Next() {
		at := f.scan.Span()
		f.found = f.set.lexicon.Find(f.found[:0], f.scan.Folded(), at.Of(f.text))
		if len(f.found) == 0 {
			continue
		}
		f.look(at)
		for _, m := range f.here {
			if m.Start < f.end {
				break
			}
			if f.isExcluded(m) {
				continue
			}
			for f.scan.Span().End < m.End && f.scan.Next() {
			}
			f.end = m.End
			return m, true
		}
	}
	return Mark{}, false
}

// look gathers the terms that stand at the scanner's token, the longest first,
// then by group; what is excluded it keeps aside.
func (f *finder) look(at span.Span) {
	f.here = f.here[:0]
	for _, found := range f.found {
		t := &f.set.terms[found.Pattern]
		end, level, ok := f.match(t, found.Level)
		if !ok {
			continue
		}
		m := Mark{arabic.Whole(f.text, span.Span{Start: at.Start, End: end}), t.group, level}
		if t.excluded {
			f.excluded = append(f.excluded, m)
		} else {
			f.here = append(f.here, m)
		}
	}
	slices.SortStableFunc(f.here, func(a, b Mark) int {
		return cmp.Or(b.End-a.End, a.Group-b.Group, int(a.Level)-int(b.Level))
	})
}

func (f *finder) isExcluded(m Mark) bool {
	return slices.ContainsFunc(f.excluded, func(x Mark) bool {
		return x.Group == m.Group && x.Start <= m.Start && m.End <= x.End
	})
}

// match reports whether a term, whose first word was found at a level, stands at
// the scanner's token, where it ends, and its level: that of the loosest word.
func (f *finder) match(t *term, first arabic.Level) (end int, level arabic.Level, ok bool) {
	if len(t.rest) == 0 {
		return f.scan.Span().End, first, true
	}
	ahead := f.scan.Ahead()
	for _, p := range t.rest {
		if !ahead.Next() {
			return 0, 0, false
		}
		at, ok := p.Match(string(ahead.Folded()), ahead.Span().Of(f.text))
		if !ok {
			return 0, 0, false
		}
		first = max(first, at)
	}
	return ahead.Span().End, first, true
}
