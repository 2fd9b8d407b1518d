package bidi

import (
	"slices"
	"sort"
)

// LineLevels writes the levels of one line after L1 into dst, from its start,
// and gives it back: the levels with separators, and the white space and isolate
// formatting characters before them and at the line's end, reset to base. Runes
// that X9 removes are reset with them. levels and classes are the line's part of
// a Paragraph; dst may be levels itself.
func LineLevels(dst []Level, levels []Level, classes []Class, base Level) []Level {
	dst = append(dst[:0], levels...)
	reset := true
	for i := len(dst) - 1; i >= 0; i-- {
		switch c := classes[i]; {
		case separatorSet.has(c):
			reset = true
			dst[i] = base
		case !resetOnLine.has(c):
			reset = false
		case reset:
			dst[i] = base
		}
	}
	return dst
}

// VisualOrder writes into dst, from its start, the index of the element that
// stands at each visual position from left to right (L2), and gives it back.
// The elements may be runes, clusters or cells of one line.
func VisualOrder(dst []int32, levels []Level) []int32 {
	dst = slices.Grow(dst[:0], len(levels))[:len(levels)]
	highest, lowestOdd := Level(0), Level(maxDepth+2)
	for i, l := range levels {
		dst[i] = int32(i)
		highest = max(highest, l)
		if l.RTL() {
			lowestOdd = min(lowestOdd, l)
		}
	}
	for l := highest; l >= lowestOdd; l-- {
		reverseRuns(dst, levels, l)
	}
	return dst
}

// reverseRuns reverses in order each stretch of elements at level l or higher.
// Elements of such a stretch have only been moved within it, so that levels
// still says where it is.
func reverseRuns(order []int32, levels []Level, l Level) {
	for start := 0; start < len(levels); start++ {
		if levels[start] < l {
			continue
		}
		end := start + 1
		for end < len(levels) && levels[end] >= l {
			end++
		}
		slices.Reverse(order[start:end])
		start = end
	}
}

// Mirror gives the rune that is drawn in place of r at an odd level (L4), by
// BidiMirroring.txt; r and false when it has none.
func Mirror(r rune) (rune, bool) {
	if propertyOf(r)&mirrored == 0 {
		return r, false
	}
	i := sort.Search(len(mirrors), func(i int) bool { return mirrors[i].from >= r })
	return mirrors[i].to, true
}
