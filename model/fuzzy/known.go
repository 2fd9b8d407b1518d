package fuzzy

import (
	"context"
	"slices"
	"strings"
	"sync"
)

// A query is typed letter by letter, and letters are taken back. So what the
// latest terms scored is known: a term that was there is not scored again, and
// one that is longer only on the words that hold the shorter one.
type known struct {
	mu    sync.Mutex
	terms []scored // the one used last comes first
}

// maxKnown is how many terms are known: at four bytes for each word, less than
// the titles take.
const maxKnown = 16

// scored is the score of a term on each of the words of an index, up to some
// word. It is not changed.
type scored struct {
	folded  string
	maqsura bool
	scores  []int32
}

// find returns the scores of t, if they are known, and those of the longest
// known term that t begins with.
func (k *known) find(t *term) (same, shorter []int32) {
	k.mu.Lock()
	defer k.mu.Unlock()
	longest := -1
	for i, s := range k.terms {
		if s.folded == t.folded && s.maqsura == t.maqsura {
			copy(k.terms[1:i+1], k.terms[:i])
			k.terms[0] = s
			return s.scores, nil
		}
		if strings.HasPrefix(t.folded, s.folded) && len(s.folded) > longest {
			longest, shorter = len(s.folded), s.scores
		}
	}
	return nil, shorter
}

// put makes the scores of t known.
func (k *known) put(t *term, scores []int32) {
	k.mu.Lock()
	defer k.mu.Unlock()
	same := func(s scored) bool { return s.folded == t.folded && s.maqsura == t.maqsura }
	if i := slices.IndexFunc(k.terms, same); i >= 0 && len(k.terms[i].scores) > len(scores) {
		return // of a later snapshot
	}
	k.terms = slices.DeleteFunc(k.terms, same)
	k.terms = slices.Insert(k.terms, 0, scored{t.folded, t.maqsura, scores})
	k.terms = k.terms[:min(len(k.terms), maxKnown)]
}

// scores returns the score of t on each word of s. If ctx has ended they are of
// no worth.
func (s *Snapshot) scores(ctx context.Context, t *term) []int32 {
	n := len(s.words)
	if s.known == nil {
		return nil
	}
	same, shorter := s.known.find(t)
	if len(same) >= n {
		return same[:n]
	}
	scores := make([]int32, n)
	from := copy(scores, same)
	inShares(ctx, n-from, func(_, first, end int) {
		s.scoreWords(t, scores, shorter, from+first, from+end)
	})
	if ctx.Err() == nil {
		s.known.put(t, scores)
	}
	return scores
}

// scoreWords scores the words [from, to), of which those that do not hold a
// shorter term do not hold this one.
func (s *Snapshot) scoreWords(t *term, scores, shorter []int32, from, to int) {
	for i := from; i < to; i++ {
		scores[i] = none
		w := &s.words[i]
		if w.mask&t.mask != t.mask || i < len(shorter) && shorter[i] == none {
			continue
		}
		if p, ok := t.within(w.folded, w.maqsura); ok {
			var k sketch
			k.add(t.seen, p.seen()) // letters before the term count by the length of the word
			scores[i] = int32(t.score(p.tier, t.sahilm(k, int(w.letters))))
		}
	}
}
