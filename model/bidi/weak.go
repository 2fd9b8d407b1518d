package bidi

// weak does W1 to W7 on one isolating run sequence in one pass. It reads the
// types of src and leaves in dst only L, R, EN, AN and neutrals (classes above
// AN; separators and terminators are ON). The two may be the same slice.
//
// What a rune becomes hangs on four things: the type before it (W1), the last
// strong type (W2, W7), whether a number stands right before (W4) and whether a
// European number does, with any terminators after it (W5). The one look ahead
// is W4's; terminators before a number are filled in when it comes.
func weak(dst, src []Class, sos Class) {
	const none = ON
	dst = dst[:len(src)]
	before, strong := sos, sos
	number := none          // EN or AN when the rune before is one
	afterEN := false        // the rune before is EN, by W5 or without it
	terminators := len(src) // start of the ETs right before that no EN has claimed
	for i, t := range src {
		if t == NSM { // W1
			if t = before; isolateSet.has(t) {
				t = ON
			}
		}
		before = t
		if t == EN && strong == AL { // W2
			t = AN
		}
		switch t {
		case L, R:
			strong = t
		case AL: // W3
			strong = AL
			t = R
		case EN:
			t = europeanNumber(strong) // W7
			for j := terminators; j < i; j++ {
				dst[j] = t // W5
			}
			dst[i] = t
			number, afterEN, terminators = EN, true, len(src)
			continue
		case AN:
			dst[i] = AN
			number, afterEN, terminators = AN, false, len(src)
			continue
		case ET:
			if dst[i] = ON; afterEN {
				dst[i] = europeanNumber(strong) // W5, W7
			} else if terminators > i {
				terminators = i // W6, unless an EN comes
			}
			number = none
			continue
		case ES, CS:
			t = separator(t, number, src[i+1:], strong)
		}
		dst[i] = t
		number, afterEN, terminators = none, false, len(src)
	}
}

// separator is what W4, W6 and W7 make of t, an ES or CS that stands after
// number and before the types after. Only a bare number may follow it: a mark
// would be another separator by W1.
func separator(t, number Class, after []Class, strong Class) Class {
	if len(after) == 0 {
		return ON
	}
	next := after[0]
	if next == EN && strong == AL { // W2
		next = AN
	}
	switch {
	case next != number:
		return ON
	case next == EN:
		return europeanNumber(strong)
	case next == AN && t == CS:
		return AN
	}
	return ON
}

// europeanNumber is what W7 makes of an EN.
func europeanNumber(strong Class) Class {
	if strong == L {
		return L
	}
	return EN
}
