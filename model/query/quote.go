package query

import (
	"strings"

	"qari/model/arabic"
)

// Quoted writes a query for the words of a text as they stand: a quotation, or ""
// when the text has no words. Whatever else is in the text, quotes, backslashes,
// controls, signs of the language, parts words and is left out. A query has no more
// than MostAtoms words: left is how many at the end are not in it.
func Quoted(text string) (quotation string, left int) {
	words := wordsOf(text)
	left = max(0, len(words)-MostAtoms)
	if words = words[:len(words)-left]; len(words) == 0 {
		return "", 0
	}
	return `"` + strings.Join(words, " ") + `"`, left
}

// Bare writes a query for all words of a text in any order, compared as bare words
// are, or "" when it has none. Of more than MostAtoms words it has the first.
func Bare(text string) string {
	words := wordsOf(text)
	words = words[:min(len(words), MostAtoms)]
	for i, w := range words {
		if w == "AND" || w == "OR" || w == "NOT" {
			words[i] = `"` + w + `"`
		}
	}
	return strings.Join(words, " ")
}

// wordsOf are the words of a text, without what cannot be seen.
func wordsOf(text string) []string {
	tokens := arabic.Tokens(text)
	words := make([]string, 0, len(tokens))
	for _, t := range tokens {
		words = append(words, plain(t.Of(text)))
	}
	return words
}
