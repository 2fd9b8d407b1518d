package match

import "slices"

// Together finds where words stand together. lists has the positions of each
// word, ascending, without repeats; none is empty. title is the number of tokens
// of the title: no place lies on both sides of its end. yield gets the positions
// of the words, in the order of lists; the slice is used again.
//
// With slop -1 the words are adjacent and in order. Otherwise they stand in any
// order, each on a token of its own, with at most slop other tokens between the
// first and the last. Such places do not overlap: after one has been found, the
// search goes on behind its first token.
func Together(lists [][]uint32, slop int, title uint32, yield func(words []uint32)) {
	if slop < 0 {
		adjacent(lists, title, yield)
		return
	}
	near(lists, uint32(slop), title, yield)
}

func adjacent(lists [][]uint32, title uint32, yield func([]uint32)) {
	rarest := 0
	for i := range lists {
		if len(lists[i]) < len(lists[rarest]) {
			rarest = i
		}
	}
	words := make([]uint32, len(lists))
next:
	for _, at := range lists[rarest] {
		if at < uint32(rarest) {
			continue
		}
		first := at - uint32(rarest)
		if first < title && first+uint32(len(lists)) > title {
			continue
		}
		for i := range lists {
			words[i] = first + uint32(i)
			if i == rarest {
				continue
			}
			if _, ok := slices.BinarySearch(lists[i], words[i]); !ok {
				continue next
			}
		}
		yield(words)
	}
}

// near goes over the tokens that any word may stand on. Each may be the first of
// a place that ends at the latest where the slop is used up.
func near(lists [][]uint32, slop, title uint32, yield func([]uint32)) {
	var starts []uint32
	for _, list := range lists {
		starts = append(starts, list...)
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	a := newAssignment(lists)
	for i := 0; i < len(starts); {
		end := starts[i] + uint32(len(lists)) + slop
		if starts[i] < title {
			end = min(end, title)
		}
		if last, ok := a.shortest(starts[i], end); ok {
			yield(a.words)
			for i < len(starts) && starts[i] <= last { // places do not overlap
				i++
			}
			continue
		}
		i++
	}
}

// assignment gives each word a token of its own, of those that lie in a window.
type assignment struct {
	lists [][]uint32
	words []uint32 // of each list, the token it has
	taken map[uint32]int
	tried map[uint32]bool
}

func newAssignment(lists [][]uint32) *assignment {
	return &assignment{lists: lists, words: make([]uint32, len(lists)), taken: make(map[uint32]int), tried: make(map[uint32]bool)}
}

// shortest finds the smallest window from first, which must be used, to before
// end, in which every word has a token, and gives its last one.
func (a *assignment) shortest(first, end uint32) (last uint32, ok bool) {
	if !a.fits(first, end) || !slices.Contains(a.words, first) {
		return 0, false
	}
	for {
		last = slices.Max(a.words)
		if last == first || !a.fits(first, last) {
			break
		}
	}
	a.fits(first, last+1)
	return last, slices.Contains(a.words, first)
}

// fits gives every word a token from first to before end, if that can be done.
// It is the textbook search for augmenting paths; there are few words. The token
// first is dealt out before others.
func (a *assignment) fits(first, end uint32) bool {
	clear(a.taken)
	for word := range a.lists {
		if _, has := slices.BinarySearch(a.lists[word], first); has {
			a.taken[first], a.words[word] = word, first
			break
		}
	}
	for word := range a.lists {
		if at, ok := a.taken[first]; ok && at == word {
			continue
		}
		clear(a.tried)
		if !a.place(word, first, end) {
			return false
		}
	}
	return true
}

func (a *assignment) place(word int, first, end uint32) bool {
	list := a.lists[word]
	i, _ := slices.BinarySearch(list, first)
	for ; i < len(list) && list[i] < end; i++ {
		at := list[i]
		if a.tried[at] {
			continue
		}
		a.tried[at] = true
		if other, taken := a.taken[at]; taken && !a.place(other, first, end) {
			continue
		}
		a.taken[at], a.words[word] = word, at
		return true
	}
	return false
}
