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

// A Run is a stretch of elements at one level, [Start, End) in logical order.
// At an odd level its elements stand from right to left.
type Run struct {
	Start, End int32
	Level      Level
}

// VisualRuns writes into dst, from its start, the runs of a line from left to
// right (L2), and gives it back. levels are those of the line's elements, which
// may be runes, clusters or cells.
func VisualRuns(dst []Run, levels []Level) []Run {
	dst = dst[:0]
	highest, lowestOdd := Level(0), Level(maxDepth+2)
	for start := 0; start < len(levels); {
		l := levels[start]
		end := start + 1
		for end < len(levels) && levels[end] == l {
			end++
		}
		dst = append(dst, Run{int32(start), int32(end), l})
		highest = max(highest, l)
		if l.RTL() {
			lowestOdd = min(lowestOdd, l)
		}
		start = end
	}
	if len(dst) > 1 {
		for l := highest; l >= lowestOdd; l-- {
			reverseRuns(dst, l)
		}
	}
	return dst
}

// reverseRuns reverses the order in each stretch of runs at level l or higher.
func reverseRuns(runs []Run, l Level) {
	for start := 0; start < len(runs); start++ {
		if runs[start].Level < l {
			continue
		}
		end := start + 1
		for end < len(runs) && runs[end].Level >= l {
			end++
		}
		slices.Reverse(runs[start:end])
		start = end
	}
}

// VisualOrder writes into dst, from its start, the index of the element that
// stands at each visual position of the runs, from left to right, and gives it
// back.
func VisualOrder(dst []int32, runs []Run) []int32 {
	dst = dst[:0]
	for _, r := range runs {
		if r.Level.RTL() {
			for i := r.End - 1; i >= r.Start; i-- {
				dst = append(dst, i)
			}
			continue
		}
		for i := r.Start; i < r.End; i++ {
			dst = append(dst, i)
		}
	}
	return dst
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
