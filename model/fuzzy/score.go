package fuzzy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"qari/model/arabic"
)

// A term's way to lie in a text. The higher, the better.
type tier int

const (
	tierStrewn tier = iota // over the whole title
	tierSpread             // within a word, with gaps
	tierPart               // in one piece inside a word
	tierStart              // a word begins with it
	tierWhole              // it is a word
)

// term is one word of a query.
//
// sahilm/fuzzy counts gaps in bytes and compares letters beyond ASCII slowly.
// All that should matter to it is which letters are those of the term. So it gets
// to see a script of one byte a letter, made for the term: its letters are a, b,
// c and so on, all others and the blanks are one.
type term struct {
	folded  string
	letters []rune
	mask    uint64
	seen    []rune         // the letters that sahilm/fuzzy gets to see
	pattern string         // and how
	codes   [codesEnd]byte // the same, by letter
	unit    int            // what a tier is worth: more than any score of the tier before
	last    bool           // alef maqsura or not, at the end, tells words apart (ARABIC.md 4.3)
	maqsura bool           // so it was typed
}

// sahilm/fuzzy gives three times as much for each further letter in one piece,
// which for long terms is more than an int holds. So it sees that many letters
// at most.
const maxPattern = 16

// other is the code of a letter that is none of the term's.
const other = '~'

// Letters below this one, which are nearly all, are encoded by a table.
const codesEnd = 0x700

// maxGap is more letters than titles have.
const maxGap = 1000

// parse cuts a query into terms; repeated ones count once.
func parse(query string) []term {
	var terms []term
	for _, token := range arabic.Tokens(query) {
		if slices.ContainsFunc(terms, func(t term) bool { return t.folded == token.Folded }) {
			continue
		}
		t := term{folded: token.Folded, letters: []rune(token.Folded), mask: maskOfAll(token.Folded)}
		t.seen = t.letters[:min(len(t.letters), maxPattern)]
		for r := range t.codes {
			t.codes[r] = other
		}
		for _, r := range t.seen {
			if r < codesEnd {
				t.codes[r] = t.code(r)
			}
		}
		t.pattern = string(t.encode(nil, string(t.seen)))
		t.unit = t.match(t.folded).Score + maxGap
		t.last = arabic.LastDecides(t.folded)
		t.maqsura = t.last && arabic.Maqsura(token.Of(query))
		terms = append(terms, t)
	}
	return terms
}

// encode appends text in the script of t.
func (t *term) encode(dst []byte, text string) []byte {
	for _, r := range text {
		if r < codesEnd {
			dst = append(dst, t.codes[r])
		} else {
			dst = append(dst, t.code(r))
		}
	}
	return dst
}

func (t *term) code(r rune) byte {
	if i := slices.Index(t.seen, r); i >= 0 {
		return 'a' + byte(i)
	}
	return other
}

// match has one text matched, which holds t.
func (t *term) match(text string) fuzzy.Match {
	return fuzzy.FindNoSort(t.pattern, []string{string(t.encode(nil, text))})[0]
}

// left returns the letters that remain when text has been read for them, one
// after the other.
func left(letters []rune, text string) []rune {
	for _, r := range text {
		if len(letters) == 0 {
			break
		}
		if r == letters[0] {
			letters = letters[1:]
		}
	}
	return letters
}

// place is where a term lies: in a word or a whole title, from some byte on.
type place struct {
	text string
	from int // where the term begins, if it lies in one piece
	tier tier
}

// seen is what sahilm/fuzzy gets to see: if the term lies in one piece, the text
// from there on, lest it takes an earlier letter.
func (p place) seen() string { return p.text[p.from:] }

// within returns the place of t in a folded word. A word that differs from t in
// alef maqsura alone is another word, and comes after all that hold t in one
// piece.
func (t *term) within(word string, maqsura bool) (p place, ok bool) {
	i := strings.Index(word, t.folded)
	switch {
	case i < 0:
		return place{text: word, tier: tierSpread}, len(left(t.letters, word)) == 0
	case i > 0:
		return place{text: word, from: i, tier: tierPart}, true
	case len(word) > len(t.folded):
		return place{text: word, tier: tierStart}, true
	case t.last && maqsura != t.maqsura:
		return place{text: word, tier: tierSpread}, true
	}
	return place{text: word, tier: tierWhole}, true
}

// score is what the match m of t at p is worth: sahilm's score, in which each
// further letter of the text costs a point, and the tier.
func (t *term) score(p place, m fuzzy.Match) int {
	score := m.Score - utf8.RuneCountInString(p.text[:p.from])
	return int(p.tier)*t.unit + max(score, 1-maxGap)
}

// batch scores texts that hold a term, many at a time.
type batch struct {
	term    *term
	set     func(id, score int)
	ids     []int
	places  []place
	encoded []byte // the texts, each with a newline after it
	texts   []string
}

// batch returns a batch that hands each score to set.
func (t *term) batch(set func(id, score int)) *batch { return &batch{term: t, set: set} }

// add takes a place to be scored; it is true when a batch has been scored.
func (b *batch) add(id int, p place) bool {
	b.encoded = b.term.encode(b.encoded, p.seen())
	return b.close(id, p)
}

// addTitle takes a title of s over which the term is strewn.
func (b *batch) addTitle(id int, s Snapshot, title int) bool {
	for i, w := range s.wordsOf(title) {
		if i > 0 {
			b.encoded = append(b.encoded, other)
		}
		b.encoded = b.term.encode(b.encoded, s.words[w].folded)
	}
	return b.close(id, place{tier: tierStrewn})
}

// close ends the text that was encoded last.
func (b *batch) close(id int, p place) bool {
	b.encoded = append(b.encoded, '\n')
	b.ids = append(b.ids, id)
	b.places = append(b.places, p)
	if len(b.ids) < batchSize {
		return false
	}
	b.flush()
	return true
}

// flush scores what is left.
func (b *batch) flush() {
	rest := string(b.encoded)
	for range b.ids {
		var text string
		text, rest, _ = strings.Cut(rest, "\n")
		b.texts = append(b.texts, text)
	}
	for _, m := range fuzzy.FindNoSort(b.term.pattern, b.texts) {
		b.set(b.ids[m.Index], b.term.score(b.places[m.Index], m))
	}
	b.ids, b.places, b.texts, b.encoded = b.ids[:0], b.places[:0], b.texts[:0], b.encoded[:0]
}
