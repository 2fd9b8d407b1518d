package bidi

// implicit does N1, N2, I1 and I2: it gives neutrals a direction, and all runes
// of one isolating run sequence their resolved levels.
//
// N1 differs from N2 only between two types of the direction opposite to the
// embedding direction, so neutrals get the sequence's level at first, and those
// that stand before an opposite type are looked at again.
func implicit(levels []Level, types []Class, level Level, sos, eos Class) {
	levels = levels[:len(types)]
	var of [classes]Level
	fill(of[:], level)
	of[L] = level + level&1
	of[R] = level | 1
	of[EN] = (level + 2) &^ 1
	of[AN] = of[EN]
	opposite := level.direction() ^ 1
	var opposed [classes]bool
	for t := L; t <= AN; t++ {
		opposed[t] = strongOf(t) == opposite
	}

	for i, t := range types {
		levels[i] = of[t]
		if opposed[t] && (i == 0 || types[i-1] > AN) {
			oppose(levels, types, i, of[opposite], opposite, sos)
		}
	}
	if eos == opposite {
		oppose(levels, types, len(types), of[opposite], opposite, sos)
	}
}

// oppose does N1 for the neutrals before i, where the opposite direction begins:
// they are at its level l if that direction stands before them too.
func oppose(levels []Level, types []Class, i int, l Level, opposite, sos Class) {
	j := i
	for j > 0 && types[j-1] > AN {
		j--
	}
	before := sos
	if j > 0 {
		before = strongOf(types[j-1])
	}
	if before == opposite {
		fill(levels[j:i], l)
	}
}
