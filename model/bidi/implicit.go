package bidi

// implicit does N1, N2, I1 and I2: it gives neutrals a direction, and all runes
// of one isolating run sequence their resolved levels.
func implicit(levels []Level, types []Class, level Level, sos, eos Class) {
	levels = levels[:len(types)]
	var of [AN + 1]Level
	of[L] = level + level&1
	of[R] = level | 1
	of[EN] = (level + 2) &^ 1
	of[AN] = of[EN]

	before := sos
	for i := 0; i < len(types); i++ {
		t := types[i]
		if t <= AN {
			levels[i] = of[t]
			before = strongOf(t)
			continue
		}
		end := i + 1
		for end < len(types) && types[end] > AN {
			end++
		}
		after := eos
		if end < len(types) {
			after = strongOf(types[end])
		}
		l := level // N2
		if before == after {
			l = of[before] // N1
		}
		fill(levels[i:end], l)
		i = end - 1
	}
}
