package fuzzy

import (
	"strings"

	"github.com/sahilm/fuzzy"
)

// sketch is what of a text matters to sahilm/fuzzy, but for its length. In a
// script without capitals and separators it matches the first letters that will
// do. It takes points off for up to three letters before the first, and gives
// more for each further letter that touches the one before.
type sketch struct {
	found int // letters of the term
	lead  int // letters before the first
	pairs int // letters that touch the one before
}

// maxLead is after how many letters before the first sahilm/fuzzy stops to take
// off points.
const maxLead = 3

// add reads on in a text, with a word or part of it, for the letters of a term.
func (s *sketch) add(letters []rune, text string) {
	touch := 0
	for i := 0; i < len(text) && s.found < len(letters); {
		r, size := decode(text, i)
		i += size
		if r == letters[s.found] {
			s.found++
			s.pairs += touch
			touch = 1
			continue
		}
		touch = 0
		if s.found == 0 {
			s.lead++
		}
	}
}

// points is what sahilm/fuzzy gives, by lead and pairs, for a text that holds a
// term, before it takes a point off for each letter.
type points [maxLead + 1][maxPattern]int

// ask has sahilm/fuzzy score a text of each sketch.
func (p *points) ask(pattern string) {
	var texts []string
	for lead := range p {
		for pairs := range pattern {
			apart := strings.Split(pattern[pairs:], "")
			texts = append(texts, strings.Repeat(string(other), lead)+pattern[:pairs]+strings.Join(apart, string(other)))
		}
	}
	for _, m := range fuzzy.FindNoSort(pattern, texts) {
		p[m.Index/len(pattern)][m.Index%len(pattern)] = m.Score + len(m.Str)
	}
}

// sahilm is the score that sahilm/fuzzy gives to a text of so many letters that
// has a sketch.
func (t *term) sahilm(s sketch, letters int) int {
	return t.points[min(s.lead, maxLead)][s.pairs] - letters
}
