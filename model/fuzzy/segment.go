package fuzzy

import (
	"math"
	"math/bits"
	"slices"
)

// A segment is closed at so many titles, so that their numbers in it and those
// of its words need two bytes.
const (
	segmentTitles = 1 << 16
	maxVocabulary = 1 << 16
)

// segment is a run of titles. Its words have numbers of their own.
type segment struct {
	first      int      // index of the first title
	vocabulary []uint32 // the words, by their numbers in the segment; in order once closed
	refs       []uint16 // numbers of the titles' words, one title after the other
	ends       []uint32 // where in refs a title ends; it begins where the one before ends
	masks      []uint32 // of the letters of a title
	lengths    []uint8  // of a title; maxLength is that much or more

	// Once closed: the numbers of the titles that have a word, in order, are
	// titles[starts[word]:starts[word+1]]; a title is there twice that has it twice.
	starts []uint32
	titles []uint16
}

// len is the number of titles.
func (g *segment) len() int { return len(g.ends) }

// end ends the title whose words were added.
func (g *segment) end(o outline) {
	g.ends = append(g.ends, uint32(len(g.refs)))
	g.masks = append(g.masks, o.mask)
	g.lengths = append(g.lengths, uint8(min(o.length, maxLength)))
}

// outline is the letters of a title, and its length: how many letters its words
// have, and a blank after each.
type outline struct {
	mask   uint32
	length int
}

const maxLength = math.MaxUint8

// add adds a word of so many letters.
func (o *outline) add(mask uint32, letters int) {
	o.mask |= mask
	o.length += letters + 1
}

// narrow halves the mask of a title. The upper half is put one bit aside, to the
// letters that folding leaves none of, so that hardly a letter has to share.
func narrow(mask uint64) uint32 { return uint32(mask) | bits.RotateLeft32(uint32(mask>>32), 1) }

// wordsOf returns the numbers of the words of a title, given by its number.
func (g *segment) wordsOf(title int) []uint16 {
	start := uint32(0)
	if title > 0 {
		start = g.ends[title-1]
	}
	return g.refs[start:g.ends[title]]
}

// withWord returns the numbers of the titles that have a word.
func (g *segment) withWord(word int) []uint16 { return g.titles[g.starts[word]:g.starts[word+1]] }

// next returns a segment with room for as much as the one before took.
func (g *segment) next() segment {
	return segment{
		first: g.first + g.len(), vocabulary: make([]uint32, 0, len(g.vocabulary)),
		refs: make([]uint16, 0, len(g.refs)), ends: make([]uint32, 0, segmentTitles), masks: make([]uint32, 0, segmentTitles),
		lengths: make([]uint8, 0, segmentTitles),
	}
}

// seal returns the segment with its words in order, with the titles of each word,
// and without slack.
func (g *segment) seal() segment {
	end := uint32(0)
	if n := g.len(); n > 0 {
		end = g.ends[n-1] // what stands behind is of a title that did not fit
	}
	out := segment{
		first: g.first, vocabulary: slices.Sorted(slices.Values(g.vocabulary)),
		refs: make([]uint16, end), ends: slices.Clone(g.ends), masks: slices.Clone(g.masks), lengths: slices.Clone(g.lengths),
		starts: make([]uint32, len(g.vocabulary)+1), titles: make([]uint16, end),
	}
	number := g.renumber(out.vocabulary)
	for i, w := range g.refs[:end] {
		w = number[w]
		out.refs[i] = w
		out.starts[int(w)+1]++
	}
	for w := range g.vocabulary {
		out.starts[w+1] += out.starts[w]
	}
	next := slices.Clone(out.starts)
	for title := range out.ends {
		for _, w := range out.wordsOf(title) {
			out.titles[next[w]] = uint16(title)
			next[w]++
		}
	}
	return out
}

// renumber returns the numbers of the words in a sorted vocabulary.
func (g *segment) renumber(sorted []uint32) []uint16 {
	number := make([]uint16, len(g.vocabulary))
	for i, w := range g.vocabulary {
		n, _ := slices.BinarySearch(sorted, w)
		number[i] = uint16(n)
	}
	return number
}
