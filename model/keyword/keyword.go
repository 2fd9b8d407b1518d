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
	"strings"
	"sync"

	"qari/model/arabic"
	"qari/model/clean"
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
func (e *WordError) Short() string { return "word " + quoted(clean.Name(e.Text)) + " " + e.Reason }

// quoted puts a text in quotation marks, of which it has none.
func quoted(text string) string {
	if strings.Contains(text, `"`) {
		return "«" + text + "»"
	}
	return `"` + text + `"`
}

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
func (s *Set) Find(dst []Mark, text string) []Mark { return s.FindOf(nil, dst, text) }

// FindOf finds what Find does, as if only some groups were watched: those that are
// true at their index. nil is all.
func (s *Set) FindOf(groups []bool, dst []Mark, text string) []Mark {
	f := s.finder(text)
	defer s.finders.Put(f)
	end := 0
	for f.next() {
		for _, m := range f.here {
			if m.Start >= end && (groups == nil || groups[m.Group]) {
				dst, end = append(dst, m), m.End
				break
			}
		}
	}
	return dst
}

// Only names one group for FindOf.
func (s *Set) Only(group int) []bool {
	groups := make([]bool, len(s.groups))
	groups[group] = true
	return groups
}

// Count adds to counts, which has one place for each group, the number of marks
// that each would have in text if it were the only one, and gives the number of
// those of all together, of which none overlap.
func (s *Set) Count(counts []int, text string) (marks int) {
	f := s.finder(text)
	defer s.finders.Put(f)
	end := 0
	for f.next() {
		for _, m := range f.here {
			if m.Start >= f.ends[m.Group] {
				counts[m.Group]++
				f.ends[m.Group] = m.End
			}
			if m.Start >= end {
				marks, end = marks+1, m.End
			}
		}
	}
	return marks
}

// Asks reports whether a group asks for more hits than one.
func (s *Set) Asks() bool {
	return slices.ContainsFunc(s.groups, func(g Group) bool { return g.AtLeast > 1 })
}

// Enough takes the counts of an article's groups to zero where they are fewer
// than the group asks for. Then it gives the groups that are left, for FindOf: nil
// is all.
func (s *Set) Enough(counts []int) (left []bool) {
	for g, n := range counts {
		if n == 0 || n >= s.groups[g].AtLeast {
			continue
		}
		counts[g] = 0
		if left == nil {
			left = make([]bool, len(s.groups))
			for i := range left {
				left[i] = true
			}
		}
		left[g] = false
	}
	return left
}

// finder gives one that was used before, or a new one, for a text.
func (s *Set) finder(text string) *finder {
	f, ok := s.finders.Get().(*finder)
	if !ok {
		f = &finder{set: s, ends: make([]int, len(s.groups))}
	}
	f.text, f.scan, f.excluded = text, *arabic.NewScanner(text), f.excluded[:0]
	clear(f.ends)
	return f
}

// finder walks over the places of a text where terms stand.
type finder struct {
	set      *Set
	text     string
	scan     arabic.Scanner
	excluded []Mark
	found    []arabic.Found
	here     []Mark // those that stand at a place, the longest first
	ends     []int  // by group, of its last mark
}

// next goes to the next place.
func (f *finder) next() bool {
	for f.scan.Next() {
		at := f.scan.Span()
		f.found = f.set.lexicon.Find(f.found[:0], f.scan.Folded(), at.Of(f.text))
		if len(f.found) > 0 {
			f.look(at)
		}
		if len(f.found) > 0 && len(f.here) > 0 {
			return true
		}
	}
	return false
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
	if len(f.excluded) > 0 {
		f.here = slices.DeleteFunc(f.here, f.isExcluded)
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
