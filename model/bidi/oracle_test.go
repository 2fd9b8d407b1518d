package bidi_test

import (
	"slices"

	"qari/model/bidi"
)

// This file is UAX #9 as it is written: each rule a pass of its own, each
// definition looked up where it is used. It is slow, shares no code with the
// package but the classes, and is what the package is held to on random text.

// oracle gives the base level and the levels of text, which has no B but at its
// end; removed runes have noLevel.
func oracle(text []rune, base bidi.Direction) (bidi.Level, []bidi.Level) {
	o := &oracleText{text: text, classes: make([]bidi.Class, len(text)), levels: make([]bidi.Level, len(text))}
	for i, r := range text {
		o.classes[i] = bidi.ClassOf(r)
	}
	o.types = slices.Clone(o.classes)
	switch base {
	case bidi.Auto:
		o.base = o.firstStrong(0, len(text))
	case bidi.RTL:
		o.base = 1
	}
	o.explicit()
	o.resolved = slices.Clone(o.levels)
	for _, sequence := range o.sequences() {
		o.resolve(sequence)
	}
	return o.base, o.resolved
}

type oracleText struct {
	text    []rune
	classes []bidi.Class // original
	types   []bidi.Class // current
	levels  []bidi.Level // explicit, then never changed
	base    bidi.Level

	resolved []bidi.Level
}

func isInitiator(c bidi.Class) bool { return c == bidi.LRI || c == bidi.RLI || c == bidi.FSI }

// matchingPDI is BD9; the end of the text when there is none.
func (o *oracleText) matchingPDI(initiator int) int {
	depth := 1
	for i := initiator + 1; i < len(o.classes); i++ {
		if isInitiator(o.classes[i]) {
			depth++
		} else if o.classes[i] == bidi.PDI {
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(o.classes)
}

// firstStrong is P2 and P3 over a part of the text.
func (o *oracleText) firstStrong(lo, hi int) bidi.Level {
	for i := lo; i < hi; i++ {
		switch c := o.classes[i]; {
		case c == bidi.L:
			return 0
		case c == bidi.R || c == bidi.AL:
			return 1
		case isInitiator(c):
			i = o.matchingPDI(i)
		}
	}
	return 0
}

// explicit is X1 to X9.
func (o *oracleText) explicit() {
	type entry struct {
		level    int
		override bidi.Class
		isolate  bool
	}
	stack := []entry{{int(o.base), bidi.ON, false}}
	overflowIsolate, overflowEmbedding, validIsolate := 0, 0, 0
	for i, c := range o.classes {
		last := stack[len(stack)-1]
		odd, even := last.level+1, last.level+1
		if odd%2 == 0 {
			odd++
		} else {
			even++
		}
		next := map[bool]int{true: odd, false: even}
		put := func() {
			last := stack[len(stack)-1]
			o.levels[i] = bidi.Level(last.level)
			if last.override != bidi.ON {
				o.types[i] = last.override
			}
		}
		embed := func(rtl bool, override bidi.Class) {
			if next[rtl] <= 125 && overflowIsolate == 0 && overflowEmbedding == 0 {
				stack = append(stack, entry{next[rtl], override, false})
			} else if overflowIsolate == 0 {
				overflowEmbedding++
			}
		}
		isolate := func(rtl bool) {
			put()
			if next[rtl] <= 125 && overflowIsolate == 0 && overflowEmbedding == 0 {
				validIsolate++
				stack = append(stack, entry{next[rtl], bidi.ON, true})
			} else {
				overflowIsolate++
			}
		}
		switch c {
		case bidi.RLE:
			embed(true, bidi.ON)
		case bidi.LRE:
			embed(false, bidi.ON)
		case bidi.RLO:
			embed(true, bidi.R)
		case bidi.LRO:
			embed(false, bidi.L)
		case bidi.RLI:
			isolate(true)
		case bidi.LRI:
			isolate(false)
		case bidi.FSI:
			isolate(o.firstStrong(i+1, o.matchingPDI(i)) == 1)
		case bidi.PDI:
			if overflowIsolate > 0 {
				overflowIsolate--
			} else if validIsolate > 0 {
				overflowEmbedding = 0
				for !stack[len(stack)-1].isolate {
					stack = stack[:len(stack)-1]
				}
				stack = stack[:len(stack)-1]
				validIsolate--
			}
			put()
		case bidi.PDF:
			if overflowIsolate > 0 {
			} else if overflowEmbedding > 0 {
				overflowEmbedding--
			} else if !last.isolate && len(stack) >= 2 {
				stack = stack[:len(stack)-1]
			}
		case bidi.B:
			o.levels[i] = o.base
		case bidi.BN:
		default:
			put()
		}
		if bidi.Removed(c) {
			o.levels[i] = noLevel
		}
	}
}

// sequences is BD13, over indexes of runes that are not removed.
func (o *oracleText) sequences() (sequences [][]int) {
	var runs [][]int
	for i := range o.text {
		if o.levels[i] == noLevel {
			continue
		}
		if n := len(runs); n > 0 && o.levels[runs[n-1][0]] == o.levels[i] {
			runs[n-1] = append(runs[n-1], i)
		} else {
			runs = append(runs, []int{i})
		}
	}
	matched := map[int]bool{} // PDIs with an initiator
	for i, c := range o.classes {
		if isInitiator(c) {
			matched[o.matchingPDI(i)] = true
		}
	}
	for _, run := range runs {
		if matched[run[0]] {
			continue
		}
		sequence := slices.Clone(run)
		for {
			last := sequence[len(sequence)-1]
			if !isInitiator(o.classes[last]) {
				break
			}
			pdi := o.matchingPDI(last)
			i := slices.IndexFunc(runs, func(run []int) bool { return run[0] == pdi })
			if i < 0 {
				break
			}
			sequence = append(sequence, runs[i]...)
		}
		sequences = append(sequences, sequence)
	}
	return sequences
}

// resolve is the rest of X10 to I2 for one isolating run sequence.
func (o *oracleText) resolve(at []int) {
	level := o.levels[at[0]]
	before, after := o.base, o.base
	for i := at[0] - 1; i >= 0; i-- {
		if o.levels[i] != noLevel {
			before = o.levels[i]
			break
		}
	}
	last := at[len(at)-1]
	for i := last + 1; i < len(o.text) && !isInitiator(o.classes[last]); i++ {
		if o.levels[i] != noLevel {
			after = o.levels[i]
			break
		}
	}
	class := []bidi.Class{bidi.L, bidi.R}
	sos, eos := class[max(level, before)%2], class[max(level, after)%2]
	t := make([]bidi.Class, len(at))
	for i, j := range at {
		t[i] = o.types[j]
	}
	oracleWeak(t, sos)
	o.oracleBrackets(t, at, class[level%2], sos)
	oracleNeutral(t, class[level%2], sos, eos)
	for i, j := range at {
		o.resolved[j] = level
		switch {
		case level%2 == 0 && t[i] == bidi.R, level%2 == 1 && t[i] != bidi.R:
			o.resolved[j] = level + 1
		case level%2 == 0 && t[i] != bidi.L:
			o.resolved[j] = level + 2
		}
	}
}

// oracleWeak is W1 to W7.
func oracleWeak(t []bidi.Class, sos bidi.Class) {
	at := func(i int) bidi.Class {
		if i < 0 {
			return sos
		}
		if i >= len(t) {
			return bidi.ON
		}
		return t[i]
	}
	lastStrong := func(i int) bidi.Class {
		for i--; i >= 0; i-- {
			if t[i] == bidi.L || t[i] == bidi.R || t[i] == bidi.AL {
				return t[i]
			}
		}
		return sos
	}
	for i := range t { // W1
		if t[i] == bidi.NSM {
			t[i] = at(i - 1)
			if isInitiator(t[i]) || t[i] == bidi.PDI {
				t[i] = bidi.ON
			}
		}
	}
	for i := range t { // W2
		if t[i] == bidi.EN && lastStrong(i) == bidi.AL {
			t[i] = bidi.AN
		}
	}
	for i := range t { // W3
		if t[i] == bidi.AL {
			t[i] = bidi.R
		}
	}
	for i := range t { // W4
		same := at(i-1) == at(i+1)
		if t[i] == bidi.ES && same && at(i-1) == bidi.EN {
			t[i] = bidi.EN
		}
		if t[i] == bidi.CS && same && (at(i-1) == bidi.EN || at(i-1) == bidi.AN) {
			t[i] = at(i - 1)
		}
	}
	for i := range t { // W5
		if t[i] == bidi.ET {
			end := i
			for at(end) == bidi.ET {
				end++
			}
			if i > 0 && t[i-1] == bidi.EN || at(end) == bidi.EN {
				t[i] = bidi.EN
			}
		}
	}
	for i := range t { // W6
		if t[i] == bidi.ES || t[i] == bidi.ET || t[i] == bidi.CS {
			t[i] = bidi.ON
		}
	}
	for i := range t { // W7
		if t[i] == bidi.EN && lastStrong(i) == bidi.L {
			t[i] = bidi.L
		}
	}
}

// strong is what N0 to N2 see in a type: L, R, or ON for neutrals.
func strong(c bidi.Class) bidi.Class {
	switch c {
	case bidi.EN, bidi.AN, bidi.R:
		return bidi.R
	case bidi.L:
		return bidi.L
	}
	return bidi.ON
}

// oracleClosers and oracleOpeners pair the brackets of the random text, in
// canonical form.
var (
	oracleOpeners = map[rune]rune{'(': '(', '[': '[', '{': '{', 0x2329: 0x3008, 0x3008: 0x3008, 0xFF62: 0xFF62}
	oracleClosers = map[rune]rune{')': '(', ']': '[', '}': '{', 0x232A: 0x3008, 0x3009: 0x3008, 0xFF63: 0xFF62}
)

// oracleBrackets is BD16 and N0.
func (o *oracleText) oracleBrackets(t []bidi.Class, at []int, embedding, sos bidi.Class) {
	var pairs, stack [][2]int
	for i, j := range at {
		if t[i] != bidi.ON {
			continue
		}
		if _, ok := oracleOpeners[o.text[j]]; ok {
			if len(stack) == 63 {
				break
			}
			stack = append(stack, [2]int{i})
		}
		if opener, ok := oracleClosers[o.text[j]]; ok {
			for d := len(stack) - 1; d >= 0; d-- {
				if oracleOpeners[o.text[at[stack[d][0]]]] == opener {
					pairs = append(pairs, [2]int{stack[d][0], i})
					stack = stack[:d]
					break
				}
			}
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return a[0] - b[0] })
	for _, pair := range pairs {
		inside := map[bidi.Class]bool{}
		for _, c := range t[pair[0]+1 : pair[1]] {
			inside[strong(c)] = true
		}
		context := sos
		for _, c := range t[:pair[0]] {
			if strong(c) != bidi.ON {
				context = strong(c)
			}
		}
		opposite := bidi.L + bidi.R - embedding
		direction := embedding
		if !inside[bidi.L] && !inside[bidi.R] {
			continue
		}
		if !inside[embedding] && context == opposite {
			direction = opposite
		}
		for _, i := range pair {
			t[i] = direction
			for i++; i < len(t) && o.classes[at[i]] == bidi.NSM; i++ {
				t[i] = direction
			}
		}
	}
}

// oracleNeutral is N1 and N2.
func oracleNeutral(t []bidi.Class, embedding, sos, eos bidi.Class) {
	before := sos
	for i := range t {
		if strong(t[i]) != bidi.ON {
			before = strong(t[i])
			continue
		}
		after := eos
		for _, c := range t[i:] {
			if strong(c) != bidi.ON {
				after = strong(c)
				break
			}
		}
		if t[i] = embedding; before == after {
			t[i] = before
		}
	}
}
