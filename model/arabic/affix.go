package arabic

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The affixes of ARABIC.md 4. A token may be prefix + core + ending; what a core
// may take is decided by the core alone, never by looking at tokens.

// prefixes are [و|ف] [ب|ك|ل] [ال], each optional, with ل and ال written لل. The
// first is empty; from firstArticle on they hold the article.
var prefixes = [...]string{
	"", "و", "ف", "ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل",
	"ال", "وال", "فال", "بال", "كال", "لل", "وبال", "وكال", "ولل", "فبال", "فكال", "فلل",
}

const firstArticle = 12

// prefixSet has the bit i for the prefix i.
type prefixSet uint32

const (
	noPrefix     prefixSet = 1
	allPrefixes  prefixSet = 1<<len(prefixes) - 1
	withArticle            = allPrefixes &^ (1<<firstArticle - 1)
	onlyWaw      prefixSet = 1 << 1
	threeLetters           = withArticle | noPrefix | 1<<1 | 1<<3 | 1<<5 | 1<<6 | 1<<8 // و ب ل وب ول
)

// allowed gives the prefixes that may stand before a core of n letters, which
// an article was stripped from or not (ARABIC.md 4.1).
func allowed(n int, stripped bool) prefixSet {
	switch {
	case stripped && n <= 2:
		return withArticle
	case stripped && n == 3:
		return withArticle | noPrefix
	case n <= 2:
		return withArticle | noPrefix | onlyWaw
	case n == 3:
		return threeLetters
	}
	return allPrefixes
}

// strip takes an article with what stands before it off a folded query word, as
// typed with a bare alef; false when there is none, or too little would be left.
func strip(folded, typed string) (core string, ok bool) {
	for _, p := range [...]string{"وال", "بال", "فال", "كال", "لل", "ال"} {
		rest, has := strings.CutPrefix(folded, p)
		if !has {
			continue
		}
		if n := utf8.RuneCountInString(rest); n < 2 || n < 3 && p != "ال" {
			return "", false
		}
		return rest, p == "لل" || bareAlef(typed, utf8.RuneCountInString(p)-2)
	}
	return "", false
}

// The endings of ARABIC.md 4.2.
var (
	pronouns  = []string{"ه", "ها", "هم", "هما", "هن", "ك", "كم", "نا", "ي", "ني"}
	nisba     = []string{"ي", "ية", "يه", "يا", "يين", "يون", "يات", "يتين", "يتان", "يان", "يي", "يو"}
	feminine  = concat([]string{"ة", "ه", "ات", "تين", "تان"}, after("ت", pronouns), after("ات", pronouns))
	shortNoun = concat([]string{"", "ا", "ان", "ين", "ون"}, nisba, pronouns)
	longNoun  = concat(shortNoun, []string{"ات", "و"})
	bare      = []string{""}
)

func concat(lists ...[]string) []string { return slices.Concat(lists...) }

// after puts a base before each ending.
func after(base string, endings []string) []string {
	out := make([]string, len(endings))
	for i, e := range endings {
		out[i] = base + e
	}
	return out
}

// class is a line of the table of affix classes: for a core that ends in one of
// ends with least letters or more before it, what base and core may take.
type class struct {
	ends  string // apart by blanks
	least int
	forms func(base, core, end string, n int) []string
}

// classes stand in the order in which they are tried.
var classes = []class{
	{"يين يون يات ية يه ي", 3, func(base, _, end string, _ int) []string {
		forms := after(base, nisba) // never the bare noun
		if end == "ية" || end == "يه" || end == "يات" {
			forms = append(forms, concat(after(base+"يت", pronouns), after(base+"يات", pronouns))...)
		}
		return forms
	}},
	{"يا", 3, func(base, _, _ string, n int) []string {
		if n >= 4 {
			return append(after(base, nisba), base)
		}
		return after(base, nisba)
	}},
	{"ا", 3, func(base, _, _ string, _ int) []string { return append(after(base, nisba), base+"ا") }},
	{"ة", 3, func(base, _, _ string, n int) []string {
		if n >= 4 {
			return after(base, concat(feminine, nisba))
		}
		return after(base, feminine)
	}},
	{"ه", 4, func(base, core, _ string, _ int) []string {
		return concat(after(base, feminine), after(base, nisba), nouns(core), []string{core + "ات"})
	}},
	{"ات", 3, func(base, core, _ string, _ int) []string {
		return concat(after(base, feminine), after(core, nisba), after(core, pronouns))
	}},
	{"ون ين", 4, func(base, core, _ string, _ int) []string {
		return concat(after(base, []string{"", "ون", "ين", "و", "ي", "ة"}), after(core, nisba))
	}},
}

// nouns are the forms of a core that ends in none of these.
func nouns(core string) []string {
	if utf8.RuneCountInString(core) >= 4 {
		return after(core, longNoun)
	}
	return after(core, shortNoun)
}

// inflected gives what stands for a core at the forms level, prefixes left out:
// the core with its endings, itself among them, and some twice.
func inflected(core string) []string {
	if utf8.RuneCountInString(core) < 3 {
		return bareOf(core)
	}
	own := append(after(core, pronouns), core)
	for i := range classes {
		c := &classes[i]
		for end := range strings.FieldsSeq(c.ends) {
			base, has := strings.CutSuffix(core, end)
			if n := utf8.RuneCountInString(base); has && n >= c.least {
				return append(own, c.forms(base, core, end, n)...)
			}
		}
	}
	return append(own, nouns(core)...)
}

func bareOf(core string) []string { return after(core, bare) }

// bareAlef reports whether the letter with an index in a word, as written, is an
// alef without hamza or madda: only such a one belongs to an article.
func bareAlef(word string, index int) bool {
	t := defaults()
	for i := 0; i < len(word); {
		e, size := t.at(word, i)
		letters := 1
		if _, one := e.single(); !one {
			letters = utf8.RuneCount(t.appendTo(nil, e))
		}
		if e.class()&isDropped != 0 || letters == 0 {
			i += size
			continue
		}
		if index < letters {
			r, _ := utf8.DecodeRuneInString(word[i:])
			return letters > 1 || bareLetter(r) && !hamzaAhead(word[i+size:])
		}
		index -= letters
		i += size
	}
	return false
}

// bareLetter tells alef as written, in its presentation forms, and with wasla,
// which stands in articles only.
func bareLetter(r rune) bool {
	switch r {
	case 'ا', 'ٱ', 0xFE8D, 0xFE8E, 0xFB50, 0xFB51:
		return true
	}
	return false
}

// hamzaAhead reports whether a combining hamza or madda stands among the marks
// at the start of s.
func hamzaAhead(s string) bool {
	for _, r := range s {
		switch {
		case 0x653 <= r && r <= 0x655:
			return true
		case !dropped(r):
			return false
		}
	}
	return false
}
