package arabic

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Lexicon finds which of many patterns find a token. It looks up what is left
// of the token after each prefix that the token may have, so that it takes the
// same time however many patterns there are. Patterns that are open are tried
// one by one. The zero value is empty. Once it is filled it may be shared.
type Lexicon struct {
	patterns []*Pattern
	stems    map[string][]stemOf
	open     []int32
}

// stemOf is a stem of a pattern in a lexicon.
type stemOf struct {
	pattern  int32
	level    Level
	prefixes prefixSet
}

// Found is a pattern of a lexicon that finds a token, by the number that Add
// gave, and the level at which it does.
type Found struct {
	Pattern int
	Level   Level
}

// Add adds a pattern and gives its number: the first is 0, the next 1. An empty
// one finds nothing.
func (x *Lexicon) Add(p *Pattern) int {
	n := len(x.patterns)
	x.patterns = append(x.patterns, p)
	if p.Open() {
		x.open = append(x.open, int32(n))
		return n
	}
	if x.stems == nil {
		x.stems = make(map[string][]stemOf)
	}
	for _, s := range p.stems {
		x.stems[s.text] = append(x.stems[s.text], stemOf{int32(n), s.level, s.prefixes})
	}
	return n
}

// Len is the number of patterns.
func (x *Lexicon) Len() int { return len(x.patterns) }

// Pattern is the pattern of a number.
func (x *Lexicon) Pattern(n int) *Pattern { return x.patterns[n] }

// Find appends the patterns that find a token, given folded and as written, each
// once with the strictest level. It does what Match of each would.
func (x *Lexicon) Find(dst []Found, folded []byte, token string) []Found {
	from := len(dst)
	dst = x.look(dst, from, 0, folded, token)
	if r, _ := utf8.DecodeRune(folded); strings.ContainsRune(prefixLetters, r) {
		for i := 1; i < len(prefixes); i++ {
			if p := prefixes[i]; len(folded) > len(p) && string(folded[:len(p)]) == p {
				dst = x.look(dst, from, i, folded[len(p):], token)
			}
		}
	}
	for _, n := range x.open {
		if !x.patterns[n].mayHold(folded) {
			continue
		}
		if level, ok := x.patterns[n].Match(string(folded), token); ok {
			dst = append(dst, Found{int(n), level})
		}
	}
	return dst
}

// prefixLetters are those with which a prefix may begin.
const prefixLetters = "وفبكلا"

// look appends the patterns that have a stem and allow a prefix before it.
func (x *Lexicon) look(dst []Found, from, prefix int, stem []byte, token string) []Found {
	for _, s := range x.stems[string(stem)] {
		p := x.patterns[s.pattern]
		if s.prefixes&(1<<prefix) == 0 || s.level > p.level && s.level > Folded {
			continue
		}
		level, ok := s.level, false
		if level == Folded && prefix == 0 {
			level, ok = p.asTyped(token)
		} else {
			ok = p.agrees(prefix, token)
		}
		if ok {
			dst = keep(dst, from, Found{int(s.pattern), level})
		}
	}
	return dst
}

// keep adds a find, or betters the level of one that is there.
func keep(dst []Found, from int, f Found) []Found {
	i := slices.IndexFunc(dst[from:], func(o Found) bool { return o.Pattern == f.Pattern })
	if i < 0 {
		return append(dst, f)
	}
	dst[from+i].Level = min(dst[from+i].Level, f.Level)
	return dst
}
