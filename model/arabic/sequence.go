package arabic

// Sequence is folded letters that a text may hold in order, with others between
// them.
type Sequence struct {
	t       *table
	letters []rune
	// low tells of each rune below lowEnd which of the letters it folds to: bit i
	// for the letter i.
	low [lowEnd]uint32
}

// Bit 31 of Sequence.low tells that a rune must be folded to know its letters.
const (
	atOnce     = 31 // so many letters have a bit
	mustBeSeen = 1 << atOnce
)

// NewSequence returns the sequence of the letters of a folded text.
func NewSequence(folded string) *Sequence {
	q := &Sequence{t: defaults(), letters: []rune(folded)}
	for r := range q.low {
		e := q.t.low[r]
		letter, one := e.single()
		switch {
		case e.len() == 0:
		case !one, len(q.letters) > atOnce:
			q.low[r] = mustBeSeen
		default:
			for i, l := range q.letters {
				if l == letter {
					q.low[r] |= 1 << i
				}
			}
		}
	}
	return q
}

// In reports whether a text, folded under the default options, holds the sequence.
func (q *Sequence) In(text string) bool {
	found := 0
	for i := 0; i < len(text) && found < len(q.letters); {
		bits, size := uint32(mustBeSeen), 1
		switch b := text[i]; {
		case b < 0x80:
			bits = q.low[b]
		case 0xC2 <= b && b < 0xE0 && i+1 < len(text) && text[i+1]&0xC0 == 0x80:
			bits, size = q.low[rune(b&0x1F)<<6|rune(text[i+1]&0x3F)], 2
			if i+3 < len(text) && text[i+2] == 0xD9 && (text[i+3]-0x8B < 0xA0-0x8B || text[i+3] == 0xB0) {
				bits = mustBeSeen // with a mark, perhaps a hamza
			}
		}
		if bits&mustBeSeen == 0 {
			found += int(bits >> (found & 31) & 1)
			i += size
			continue
		}
		e, size := q.t.at(text, i)
		i += size
		for _, r := range string(q.t.appendTo(nil, e)) {
			if found < len(q.letters) && r == q.letters[found] {
				found++
			}
		}
	}
	return found == len(q.letters)
}
