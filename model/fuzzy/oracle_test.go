package fuzzy_test

import (
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"

	"qari/model/arabic"
	qari "qari/model/fuzzy"
)

// slowFind is what Find should give, by trying every term on every word of every
// title, one after the other.
func slowFind(titles []string, query string) qari.Result {
	for _, strewn := range []bool{false, true} {
		var hits []qari.Hit
		for i, title := range titles {
			if score, ok := slowTitle(title, query, strewn); ok {
				hits = append(hits, qari.Hit{Title: i, Score: score})
			}
		}
		if len(hits) > 0 {
			slices.SortStableFunc(hits, func(a, b qari.Hit) int { return b.Score - a.Score })
			return qari.Result{Hits: hits, Strewn: strewn}
		}
	}
	return qari.Result{}
}

func slowTitle(title, query string, strewn bool) (sum int, ok bool) {
	done := make(map[string]bool)
	for _, term := range arabic.Tokens(query) {
		if done[term.Folded] {
			continue
		}
		done[term.Folded] = true
		best, found := 0, false
		var words []string
		for _, word := range arabic.Tokens(title) {
			words = append(words, word.Folded)
			score, ok := slowWord(term.Folded, word.Folded, sameWord(term.Of(query), word.Of(title)))
			if ok && (!found || score > best) {
				best, found = score, true
			}
		}
		if !found && strewn {
			best, found = letters(term.Folded, strings.Join(words, " "))
		}
		if !found {
			return 0, false
		}
		sum += best
	}
	return sum, true
}

// sameWord is false for the name and the preposition that fold to one word.
func sameWord(term, word string) bool {
	folded := arabic.Fold(term)
	return folded != arabic.Fold(word) || !arabic.LastDecides(folded) || arabic.Maqsura(term) == arabic.Maqsura(word)
}

func slowWord(term, word string, same bool) (score int, ok bool) {
	before, _, inOnePiece := strings.Cut(word, term)
	tier := 0
	switch {
	case term == word && !same:
		tier = 1
	case term == word:
		tier = 4
	case strings.HasPrefix(word, term):
		tier = 3
	case inOnePiece:
		tier = 2
	default:
		tier, before = 1, ""
	}
	score, ok = letters(term, word[len(before):])
	first := []rune(term)[:min(16, len([]rune(term)))]
	whole, _ := letters(string(first), string(first))
	return max(score-len([]rune(before)), -999) + tier*(whole+1000), ok
}

// letters is the score of sahilm/fuzzy for the letters of term, the first 16 at
// most, in text, where letters are bytes.
func letters(term, text string) (score int, ok bool) {
	rest := text
	for _, r := range term {
		_, after, found := strings.Cut(rest, string(r))
		if !found {
			return 0, false
		}
		rest = after
	}
	pattern := []rune(term)[:min(16, len([]rune(term)))]
	coded := func(s string) string {
		return strings.Map(func(r rune) rune {
			if i := slices.Index(pattern, r); i >= 0 {
				return rune("abcdefghijklmnop"[i])
			}
			return '#'
		}, s)
	}
	m := fuzzy.Find(coded(string(pattern)), []string{coded(text)})
	return max(m[0].Score, -999), true
}
