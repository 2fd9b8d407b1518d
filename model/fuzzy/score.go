package fuzzy

import (
	"math"
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
	tiers
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
	seen    []rune // the letters that sahilm/fuzzy gets to see
	pattern string // and how
	points  points
	whole   int  // sahilm's score for the term alone, which no text beats
	last    bool // alef maqsura or not, at the end, tells words apart (ARABIC.md 4.3)
	maqsura bool // so it was typed
}

// sahilm/fuzzy gives three times as much for each further letter in one piece,
// which for long terms is more than an int holds. So it sees that many letters
// at most.
const maxPattern = 16

// other is the code of a letter that is none of the term's.
const other = '~'

// maxGap is more letters than titles have.
const maxGap = 1000

// none is the score of what does not hold the term.
const none = math.MinInt32

// parse cuts a query into terms; repeated ones count once.
func parse(query string) []term {
	var terms []term
	for _, token := range arabic.Tokens(query) {
		if slices.ContainsFunc(terms, func(t term) bool { return t.folded == token.Folded }) {
			continue
		}
		t := term{folded: token.Folded, letters: []rune(token.Folded), mask: maskOfAll(token.Folded)}
		t.seen = t.letters[:min(len(t.letters), maxPattern)]
		t.pattern = t.encode(string(t.seen))
		t.points.ask(t.pattern)
		t.whole = t.match(t.folded).Score
		t.last = arabic.LastDecides(t.folded)
		t.maqsura = t.last && arabic.Maqsura(token.Of(query))
		terms = append(terms, t)
	}
	return terms
}

// unit is what a tier is worth: more than any score of the tier before.
func (t *term) unit() int { return t.whole + maxGap }

// encode returns text in the script of t.
func (t *term) encode(text string) string {
	return strings.Map(func(r rune) rune {
		if i := slices.Index(t.seen, r); i >= 0 {
			return 'a' + rune(i)
		}
		return other
	}, text)
}

// match has one text matched, which holds t.
func (t *term) match(text string) fuzzy.Match {
	return fuzzy.FindNoSort(t.pattern, []string{t.encode(text)})[0]
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

// score is what sahilm's score is worth in a tier.
func (t *term) score(of tier, sahilm int) int {
	return int(of)*t.unit() + max(sahilm, 1-maxGap)
}

// decode is utf8.DecodeRuneInString for text[i:], quick for the letters that
// nearly all folded texts are made of.
func decode(text string, i int) (r rune, size int) {
	switch b := text[i]; {
	case b < utf8.RuneSelf:
		return rune(b), 1
	case b < 0xE0 && i+1 < len(text): // the first of two
		return rune(b&0x1F)<<6 | rune(text[i+1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(text[i:])
}
