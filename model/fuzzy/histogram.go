package fuzzy

// histogram counts words of titles by their scores for a term: in each tier by
// the points below the best, which are lumped together from some number on.
type histogram struct {
	counts [int(tiers) * levels]int
	total  int
}

const levels = 256

// level is the place of a score in a histogram, lowest first.
func (t *term) level(score int32) int {
	above := int(score) + maxGap - 1 // the lowest score of the lowest tier
	tier := above / t.unit()
	return tier*levels + max(0, levels-t.unit()+above%t.unit())
}

// lowest is the lowest score of a level.
func (t *term) lowest(level int) int {
	tier, level := level/levels, level%levels
	if level == 0 {
		return tier*t.unit() + 1 - maxGap
	}
	return tier*t.unit() + 1 - maxGap + t.unit() - levels + level
}

// histogram counts the titles of closed segments by their words.
func (s *Snapshot) histogram(t *term, scores []int32) *histogram {
	h := new(histogram)
	for w, n := range s.counts {
		if score := scores[w]; score != none {
			h.counts[t.level(score)] += int(n)
			h.total += int(n)
		}
	}
	return h
}

// from returns a score from which on, and below limit, at least target were
// counted; none+1 if there are fewer.
func (h *histogram) from(t *term, limit, target int) int {
	n := 0
	for level := len(h.counts) - 1; level >= 0; level-- {
		lowest := t.lowest(level)
		if lowest >= limit {
			continue
		}
		if n += h.counts[level]; n >= target {
			return lowest
		}
	}
	return none + 1
}
