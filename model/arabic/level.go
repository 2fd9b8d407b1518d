package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Level says how far a word of a text may differ from the word that is looked
// for (ARABIC.md 4). Each level contains the one before.
type Level uint8

// The levels, from the strictest on.
const (
	Exact   Level = iota // the same letters, marks and digits
	Folded               // equal after folding
	Clitics              // with other prefixes: و ف ب ك ل and the article
	Forms                // with other endings, too
)

// Sure reports whether a match at the level is surely the same word; one of
// another form is only likely.
func (l Level) Sure() bool { return l < Forms }

// Matches reports whether the word query finds token at level l. Both are one
// token as written. Who asks more than once makes a Pattern.
func (l Level) Matches(query, token string) bool {
	_, ok := NewPattern(query, l, false).Match(Fold(token), token)
	return ok
}

// exactForm is NFC without invisible characters.
func exactForm(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s))
}

// LastDecides reports whether folded is علي, with or without an article before
// it: the preposition على and the name علي fold to one word, and only the last
// letter as written tells them apart (ARABIC.md 4.3). That holds for a word
// which is looked for by itself, not for one in a phrase.
func LastDecides[T string | []byte](folded T) bool {
	const name = "علي"
	if len(folded) < len(name) || string(folded[len(folded)-len(name):]) != name {
		return false
	}
	switch string(folded[:len(folded)-len(name)]) {
	case "", "ال", "وال", "بال", "فال", "كال", "لل":
		return true
	}
	return false
}

// Maqsura reports whether the last letter of word, as written, is alef maqsura.
func Maqsura(word string) bool {
	for word != "" {
		r, size := utf8.DecodeLastRuneInString(word)
		if !dropped(r) {
			return r == 'ى' || r == 0xFEEF || r == 0xFEF0
		}
		word = word[:len(word)-size]
	}
	return false
}
