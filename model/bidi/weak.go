package bidi

// keptType is what the weak rules leave of a type by itself: AL is R (W3), strong
// and neutral types stay. asBefore and isWeak are the others.
var keptType = [classes]Class{
	L: L, R: R, AL: R, B: B, S: S, WS: WS, ON: ON, LRI: LRI, RLI: RLI, FSI: FSI, PDI: PDI,
	NSM: asBefore, EN: isWeak, AN: isWeak, ES: isWeak, ET: isWeak, CS: isWeak,
}

const (
	asBefore = classes + 1 + iota
	isWeak
)

// weak does W1 to W7 on one isolating run sequence. It reads src and leaves in
// dst, another slice of the same length, only L, R, EN, AN and neutrals (classes
// above AN; separators and terminators are ON).
//
// Numbers and what belongs to them stand apart in most texts: weak goes quickly
// over all else, and weakStretch sees to them.
func weak(dst, src []Class, sos Class) {
	dst = dst[:len(src)]
	w := weakState{dst: dst, src: src, strong: sos}
	last := sos
	for i := 0; i < len(src); {
		t := keptType[src[i]]
		if t == isWeak {
			i = w.stretch(i) // no mark is at i now
			continue
		}
		if t == asBefore { // W1; after isolates any neutral will do for ON
			t = last
		}
		dst[i] = t
		last = t
		i++
	}
}

type weakState struct {
	dst, src []Class
	strong   Class // last of L, R and AL before seen, or sos (W2, W7)
	seen     int
}

// lastStrong is the last strong type before i. What it has looked through once
// it does not look through again. Marks are as their base and need no look.
func (w *weakState) lastStrong(i int) Class {
	for j := i - 1; j >= w.seen; j-- {
		if strongSet.has(w.src[j]) {
			w.strong = w.src[j]
			break
		}
	}
	w.seen = i
	return w.strong
}

// stretch does the weak rules from i, a number, separator or terminator, to the
// next type that is none of these nor a mark on one, and gives its index.
//
// What a rune becomes hangs on the type before it (W1), the last strong type
// (W2, W7), whether a number stands right before (W4) and whether a European
// number does, with any terminators after it (W5). The one look ahead is W4's;
// terminators before a number are filled in when it comes.
func (w *weakState) stretch(i int) int {
	const none = ON
	dst, src := w.dst, w.src
	strong := w.lastStrong(i)
	european := EN // what an EN becomes
	switch strong {
	case AL:
		european = AN // W2
	case L:
		european = L // W7
	}
	before := none
	number := none          // EN or AN when the rune before is one
	afterEN := false        // the rune before is EN, by W5 or without it
	terminators := len(src) // start of the ETs right before that no EN has claimed
	for ; i < len(src); i++ {
		t := src[i]
		if t == NSM { // W1
			t = before
		}
		before = t
		if t == EN && strong == AL {
			t = AN
		}
		switch t {
		case EN:
			dst[i] = european
			for j := terminators; j < i; j++ {
				dst[j] = european // W5
			}
			number, afterEN, terminators = EN, true, len(src)
		case AN:
			dst[i] = AN
			number, afterEN, terminators = AN, false, len(src)
		case ET:
			if dst[i] = ON; afterEN {
				dst[i] = european // W5
			} else if terminators > i {
				terminators = i // W6, unless an EN comes
			}
			number = none
		case ES, CS:
			// W4, else W6. Only a bare number may follow: a mark would be
			// another separator.
			next := none
			if i+1 < len(src) {
				next = src[i+1]
			}
			if next == EN && strong == AL {
				next = AN
			}
			dst[i] = ON
			switch {
			case next != number:
			case next == EN:
				dst[i] = european
			case next == AN && t == CS:
				dst[i] = AN
			}
			number, afterEN, terminators = none, false, len(src)
		default:
			return i
		}
	}
	return i
}
