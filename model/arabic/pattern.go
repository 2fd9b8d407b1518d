package arabic

import (
	"bytes"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// Pattern is a word that is looked for, made ready: it knows every folded token
// that it finds. Matching is driven by the pattern alone; tokens are never
// stemmed (ARABIC.md 4). It does not change and may be shared.
type Pattern struct {
	typed  string // as it was typed
	exact  string // in its exact form
	folded string
	level  Level
	stems  []stem
	last   bool // whether the last letter is alef maqsura decides, see LastDecides
	open   openness
}

// stem is a core with an ending, and the prefixes that may stand before it.
type stem struct {
	text     string
	level    Level // of a match without prefix; with one it is Clitics at least
	prefixes prefixSet
}

// openness says on which sides of a pattern other letters may stand.
type openness struct{ start, end bool }

// NewPattern makes the pattern of a word, one token as typed, which finds what
// differs from it no more than level allows. Within a phrase of several words
// the last letter of علي does not decide (ARABIC.md 4.3).
func NewPattern(word string, level Level, inPhrase bool) *Pattern {
	p := &Pattern{typed: word, exact: exactForm(word), folded: Fold(word), level: level}
	if p.folded == "" {
		return p
	}
	core, stripped := strip(p.folded, word)
	named := LastDecides(p.folded)
	p.last = named && !inPhrase
	p.add(p.folded, Folded, noPrefix)
	if level >= Clitics {
		p.add(p.folded, Clitics, allowed(utf8.RuneCountInString(p.folded), false))
		if stripped {
			p.add(core, Clitics, allowed(utf8.RuneCountInString(core), true))
		}
	}
	if level < Forms || named {
		return p
	}
	if !stripped {
		core = p.folded
	}
	set := allowed(utf8.RuneCountInString(core), stripped)
	for _, form := range inflected(core) {
		p.add(form, Forms, set)
	}
	return p
}

// NewOpen makes the pattern of a word before or after which other letters may
// stand in the token. It is compared folded, or with exact letter by letter.
func NewOpen(word string, exact, start, end bool) *Pattern {
	p := &Pattern{typed: word, exact: exactForm(word), folded: Fold(word), level: Folded, open: openness{start, end}}
	if exact {
		p.level = Exact
	}
	return p
}

// add adds a stem. Of one text the first, which has the strictest level, holds
// for its prefixes.
func (p *Pattern) add(text string, level Level, set prefixSet) {
	for i := range p.stems {
		if p.stems[i].text == text {
			set &^= p.stems[i].prefixes
		}
	}
	if set != 0 {
		p.stems = append(p.stems, stem{text, level, set})
	}
}

// Empty reports whether there is nothing to look for.
func (p *Pattern) Empty() bool { return p.folded == "" }

// Open reports whether the pattern finds tokens that only hold it.
func (p *Pattern) Open() bool { return p.open != openness{} }

// Level is the level up to which the pattern finds.
func (p *Pattern) Level() Level { return p.level }

// Folded is the word that is looked for, folded.
func (p *Pattern) Folded() string { return p.folded }

// Forms gives every folded token that the pattern may find, none twice. Whether
// one is found is for Match to say. Of an open pattern it gives none.
func (p *Pattern) Forms() iter.Seq[string] {
	return func(yield func(string) bool) {
		if p.Open() {
			return
		}
		seen := make(map[string]bool)
		for _, s := range p.stems {
			for i, prefix := range prefixes {
				if s.prefixes&(1<<i) == 0 || seen[prefix+s.text] {
					continue
				}
				seen[prefix+s.text] = true
				if !yield(prefix + s.text) {
					return
				}
			}
		}
	}
}

// Match reports whether the pattern finds a token, given folded and as written,
// and at which level: the strictest that holds.
func (p *Pattern) Match(folded, token string) (Level, bool) {
	if p.folded == "" {
		return 0, false
	}
	if p.Open() {
		return p.matchOpen(folded, token)
	}
	if folded == p.folded {
		return p.asTyped(token)
	}
	best := Forms + 1
	for i, prefix := range prefixes {
		rest, has := strings.CutPrefix(folded, prefix)
		if !has {
			continue
		}
		for _, s := range p.stems {
			if s.text == rest && s.prefixes&(1<<i) != 0 && s.level < best && p.agrees(i, token) {
				best = s.level
			}
		}
	}
	return best, best <= p.level
}

// asTyped tells at which level a pattern finds a token whose folded letters are
// its own.
func (p *Pattern) asTyped(token string) (Level, bool) {
	switch {
	case token == p.typed || exactForm(token) == p.exact:
		return Exact, true
	case p.level == Exact || p.last && Maqsura(token) != Maqsura(p.typed):
		return 0, false
	}
	return Folded, true
}

// agrees reports whether a token, as written, allows what the folded one does:
// the article of the prefix, and the last letter of a name.
func (p *Pattern) agrees(prefix int, token string) bool {
	return (!p.last || Maqsura(token) == Maqsura(p.typed)) && articleStands(prefix, token)
}

// articleStands reports whether the article of the prefix, if it has one, is
// written with a bare alef.
func articleStands(prefix int, token string) bool {
	p := prefixes[prefix]
	return !strings.HasSuffix(p, "ال") || bareAlef(token, utf8.RuneCountInString(p)-2)
}

func (p *Pattern) matchOpen(folded, token string) (Level, bool) {
	if p.level == Exact {
		return Exact, p.holds(exactForm(token), p.exact)
	}
	switch {
	case !p.holds(folded, p.folded):
		return 0, false
	case p.holds(exactForm(token), p.exact):
		return Exact, true
	}
	return Folded, true
}

// mayHold reports whether Match of an open pattern is worth while: it takes longer, and
// most tokens hold nothing of what is looked for.
func (p *Pattern) mayHold(folded []byte) bool {
	n, m := len(folded), len(p.folded)
	switch {
	case p.level == Exact: // its letters may fold in another way within a token
		return true
	case p.open.start && p.open.end:
		return bytes.Contains(folded, []byte(p.folded))
	case p.open.start:
		return n >= m && string(folded[n-m:]) == p.folded
	}
	return n >= m && string(folded[:m]) == p.folded
}

// holds reports whether an open pattern's letters stand where they must.
func (p *Pattern) holds(token, letters string) bool {
	switch {
	case p.open.start && p.open.end:
		return strings.Contains(token, letters)
	case p.open.start:
		return strings.HasSuffix(token, letters)
	}
	return strings.HasPrefix(token, letters)
}

// Core is a word folded, without an article before it.
func Core(word string) string {
	folded := Fold(word)
	if core, ok := strip(folded, word); ok {
		return core
	}
	return folded
}

// Levels are the levels by their names on the command line.
func Levels() []string { return slices.Clone(levelNames[:]) }

// ParseLevel gives the level of a name.
func ParseLevel(name string) (Level, bool) {
	i := slices.Index(levelNames[:], name)
	return Level(max(i, 0)), i >= 0
}

var levelNames = [...]string{"exact", "folded", "clitics", "forms"}

func (l Level) String() string { return levelNames[min(int(l), len(levelNames)-1)] }
