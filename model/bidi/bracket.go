package bidi

import "slices"

// maxPairs is how many opening brackets may wait for their closing ones (BD16).
const maxPairs = 63

// A sequence is an isolating run sequence (BD13) after the weak rules.
type sequence struct {
	r      *Resolver
	types  []Class
	at     []int32 // index in the paragraph of each rune; nil when they stand together,
	offset int     // from here on
	level  Level
	sos    Class
}

// A bracket is a paired bracket of the paragraph, by its index there.
type bracket struct {
	at   int32
	rune rune
}

// A pair is a bracket pair (BD16) by indexes in its sequence.
type pair struct{ opener, closer int32 }

// paragraphIndex is that of element i.
func (s *sequence) paragraphIndex(i int) int {
	if s.at == nil {
		return s.offset + i
	}
	return int(s.at[i])
}

// element is the index in the sequence of what has index i in the paragraph.
func (s *sequence) element(i int32) (int, bool) {
	if s.at == nil {
		return int(i) - s.offset, true
	}
	return slices.BinarySearch(s.at, i)
}

// bracketsWithin are those of the paragraph between the first and the last
// element.
func (s *sequence) bracketsWithin() []bracket {
	all := s.r.brackets
	if len(all) == 0 || len(s.types) == 0 {
		return nil
	}
	place := func(b bracket, i int) int { return int(b.at) - i }
	lo, _ := slices.BinarySearchFunc(all, s.paragraphIndex(0), place)
	hi, _ := slices.BinarySearchFunc(all, s.paragraphIndex(len(s.types)-1)+1, place)
	return all[lo:hi]
}

// brackets does N0: bracket pairs take the embedding direction when text of
// that direction is inside them, else that of the text inside if it goes on
// from before the pair, else the embedding direction.
func (s *sequence) brackets() {
	brackets := s.bracketsWithin()
	if len(brackets) == 0 {
		return
	}
	s.findPairs(brackets)
	embedding := s.level.direction()
	for _, p := range s.r.pairs {
		if p.closer < 0 {
			continue
		}
		found := false
		direction := embedding
		for _, t := range s.types[p.opener+1 : p.closer] {
			if t <= AN {
				found = true
				if direction = strongOf(t); direction == embedding {
					break // b
				}
			}
		}
		if !found {
			continue // d
		}
		if direction != embedding && s.strongBefore(int(p.opener)) != direction {
			direction = embedding // c2
		}
		s.set(int(p.opener), direction)
		s.set(int(p.closer), direction)
	}
}

// findPairs lists the brackets of the sequence by BD16 in the order of the
// opening ones; closer is -1 where there is none. When too many are open it
// stops, and the pairs found until then stand.
func (s *sequence) findPairs(brackets []bracket) {
	type opener struct {
		closer rune // the bracket that would close it
		pair   int
	}
	var stack [maxPairs]opener
	depth := 0
	s.r.pairs = s.r.pairs[:0]
	for _, b := range brackets {
		i, ok := s.element(b.at)
		if !ok || s.types[i] != ON { // of another sequence, or overridden
			continue
		}
		if propertyOf(b.rune)&opening != 0 {
			if depth == maxPairs {
				return
			}
			closer, _ := Mirror(b.rune)
			stack[depth] = opener{canonicalBracket(closer), len(s.r.pairs)}
			depth++
			s.r.pairs = append(s.r.pairs, pair{int32(i), -1})
			continue
		}
		c := canonicalBracket(b.rune)
		for d := depth - 1; d >= 0; d-- {
			if stack[d].closer == c {
				s.r.pairs[stack[d].pair].closer = int32(i)
				depth = d
				break
			}
		}
	}
}

// canonicalBracket makes the closing brackets U+232A and U+3009 one: they and
// the opening ones of the same pairs are canonical equivalents.
func canonicalBracket(c rune) rune {
	if c == 0x232A {
		return 0x3009
	}
	return c
}

// strongOf is the strong type that N0 and N1 see in L, R or a number.
func strongOf(t Class) Class {
	if t == L {
		return L
	}
	return R
}

// strongBefore is the strong type before element i, sos without one.
func (s *sequence) strongBefore(i int) Class {
	for i--; i >= 0; i-- {
		if t := s.types[i]; t <= AN {
			return strongOf(t)
		}
	}
	return s.sos
}

// set gives a bracket its direction, and with it the marks that follow it.
func (s *sequence) set(i int, direction Class) {
	s.types[i] = direction
	for i++; i < len(s.types) && s.r.classes[s.paragraphIndex(i)] == NSM; i++ {
		s.types[i] = direction
	}
}
