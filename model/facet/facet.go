// Package facet tells what is in a set of articles: where they come from, when they
// appeared, and in which forms the words of a query stand in them.
package facet

import (
	"cmp"
	"slices"

	"qari/model/arabic"
	"qari/model/concordance"
	"qari/model/corpus"
)

// Count is one value and how many articles have it.
type Count struct {
	Name     string // "" where it is not known
	Articles int
}

// Sources counts the sources of some articles, by their numbers, the most frequent
// first.
func Sources(articles []*corpus.Article, numbers []int32) []Count {
	known := make(map[*corpus.Origin]int)
	for _, n := range numbers {
		known[articles[n].Origin]++
	}
	counts := make(map[string]int)
	for origin, n := range known {
		name := ""
		if origin != nil {
			name = origin.Source
		}
		counts[name] += n
	}
	return byCount(counts)
}

// Months counts the months in which articles appeared, as in 2015-07, the latest
// first.
func Months(articles []*corpus.Article, numbers []int32) []Count {
	counts := make(map[string]int)
	for _, n := range numbers {
		month := ""
		if a := articles[n]; a.HasDate() {
			month = a.Date().Time.Format("2006-01")
		}
		counts[month]++
	}
	out := byCount(counts)
	slices.SortFunc(out, func(a, b Count) int { return cmp.Compare(b.Name, a.Name) })
	return out
}

func byCount(counts map[string]int) []Count {
	out := make([]Count, 0, len(counts))
	for name, n := range counts {
		out = append(out, Count{name, n})
	}
	slices.SortFunc(out, func(a, b Count) int { return cmp.Or(b.Articles-a.Articles, cmp.Compare(a.Name, b.Name)) })
	return out
}

// Form is a word as it stands in texts: all spellings that fold to one.
type Form struct {
	Folded  string
	Written string // its most frequent spelling
	Level   arabic.Level
	Hits    int
}

// Forms counts the forms of hits. The zero value is empty and ready.
type Forms struct {
	forms map[string]*counted
}

type counted struct {
	level   arabic.Level
	hits    int
	written map[string]int
}

// Add counts the words of further hits.
func (f *Forms) Add(lines []concordance.Line) {
	if f.forms == nil {
		f.forms = make(map[string]*counted)
	}
	for i := range lines {
		l := &lines[i]
		for _, t := range arabic.Tokens(l.Hit) {
			c := f.forms[t.Folded]
			if c == nil {
				c = &counted{level: l.Level, written: make(map[string]int)}
				f.forms[t.Folded] = c
			}
			c.hits++
			c.level = min(c.level, l.Level)
			c.written[t.Of(l.Hit)]++
		}
	}
}

// Counts are the forms so far, the most frequent first.
func (f *Forms) Counts() []Form {
	out := make([]Form, 0, len(f.forms))
	for folded, c := range f.forms {
		out = append(out, Form{folded, mostFrequent(c.written), c.level, c.hits})
	}
	slices.SortFunc(out, func(a, b Form) int { return cmp.Or(b.Hits-a.Hits, cmp.Compare(a.Folded, b.Folded)) })
	return out
}

func mostFrequent(written map[string]int) (best string) {
	for s, n := range written {
		if m := written[best]; best == "" || n > m || n == m && s < best {
			best = s
		}
	}
	return best
}
