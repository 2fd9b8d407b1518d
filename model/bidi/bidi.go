package bidi

import "unicode/utf8"

//go:generate go run gen.go -ucd /usr/share/unicode -o tables.go

// Level is an embedding level (BD2), 0 to 126; odd levels are right-to-left.
type Level uint8

// RTL reports whether l is a right-to-left level.
func (l Level) RTL() bool { return l&1 != 0 }

// direction is the strong class of text at level l (BD3).
func (l Level) direction() Class { return Class(l & 1) }

// Direction is the base direction that is asked for a paragraph (HL1), or that
// a text has.
type Direction uint8

// The base directions.
const (
	Auto Direction = iota // that of the first strong rune, LTR without one (P2, P3)
	LTR
	RTL
)

// Resolver finds embedding levels, of runes by Resolve, or of text that is
// written to it piece by piece between Begin and End. Its zero value works. It
// keeps its buffers from one paragraph to the next, so that it does not allocate
// once they have grown; it is not safe for concurrent use.
type Resolver struct {
	classes  []Class // of the paragraph at hand
	set      classSet
	brackets []bracket // its paired brackets, in order
	levels   []Level
	types    []Class // current classes, as the rules change them

	stack    [maxDepth + 2]status
	fsi      []bool // for each FSI, whether it acts as RLI
	open     []int32
	runs     []levelRun
	at       []int32 // the isolating run sequence: indexes of its runes,
	seq      []Class // their classes before
	seqTypes []Class // and after the weak rules,
	out      []Level // and levels
	pairs    []pair
}

// Paragraph is what a Resolver found. Its slices belong to the Resolver and hold
// until its next paragraph.
type Paragraph struct {
	Base    Level   // the paragraph embedding level, 0 or 1
	Levels  []Level // resolved level of each rune, before L1
	Classes []Class // original class of each rune
}

// Resolve gives the embedding level of each rune of text (rules P2 to I2), which
// is one paragraph. Runes that X9 removes have the level of the rune before them,
// or the paragraph's at its start. A paragraph separator before the end has the
// paragraph's level, and what follows it starts afresh at that level.
func (r *Resolver) Resolve(text []rune, base Direction) Paragraph {
	r.Begin()
	r.WriteRunes(text)
	return r.End(base)
}

// Begin starts a paragraph that is then written.
func (r *Resolver) Begin() {
	r.classes, r.brackets, r.set = r.classes[:0], r.brackets[:0], 0
}

// WriteString adds the runes of s to the paragraph. Each byte that is not part
// of valid UTF-8 counts as U+FFFD.
func (r *Resolver) WriteString(s string) {
	var runes [256]rune
	n := 0
	for i := 0; i < len(s); {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			if c&^0x1F == 0xC0 && c >= 0xC2 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 { // as DecodeRuneInString, sooner
				c, size = c&0x1F<<6|rune(s[i+1]&0x3F), 2
			} else {
				c, size = utf8.DecodeRuneInString(s[i:])
			}
		}
		i += size
		runes[n] = c
		if n++; n == len(runes) {
			r.WriteRunes(runes[:])
			n = 0
		}
	}
	r.WriteRunes(runes[:n])
}

// WriteRunes adds runes to the paragraph.
func (r *Resolver) WriteRunes(runes []rune) {
	n := len(r.classes)
	if cap(r.classes)-n < len(runes) {
		r.classes = append(make([]Class, 0, 5*(n+len(runes))/4+64), r.classes...)
	}
	r.classes = r.classes[:n+len(runes)]
	classes, set := r.classes[n:][:len(runes)], r.set
	for i, c := range runes {
		p := propertyOf(c)
		classes[i] = Class(p & classBits)
		set |= 1 << (p & classBits)
		if p&(opening|closing) != 0 {
			r.brackets = append(r.brackets, bracket{int32(n + i), c})
		}
	}
	r.set = set
}

// End gives what Resolve would give for the runes written since Begin.
func (r *Resolver) End(base Direction) Paragraph {
	n := len(r.classes)
	if cap(r.levels) < n {
		r.types, r.levels = make([]Class, cap(r.classes)), make([]Level, cap(r.classes))
	}
	r.types, r.levels = r.types[:n], r.levels[:n]
	level := r.baseLevel(r.set, base)
	switch {
	case level == 0 && r.set&levelZeroStop == 0:
		clear(r.levels)
	case level == 1 && r.set&levelOneStop == 0:
		fill(r.levels, 1)
	default:
		r.resolve(r.set, level)
	}
	return Paragraph{Base: level, Levels: r.levels, Classes: r.classes}
}

// resolve runs the rules from X1 on, segment by segment between separators.
func (r *Resolver) resolve(set classSet, base Level) {
	for lo := 0; lo < len(r.classes); {
		hi := len(r.classes)
		if set.has(B) {
			for hi = lo; hi < len(r.classes) && r.classes[hi] != B; hi++ {
			}
		}
		switch {
		case set&nestingSet != 0:
			r.explicit(set, lo, hi, base)
			r.sequences(lo, hi, base)
		case set&removedSet != 0:
			copy(r.types[lo:hi], r.classes[lo:hi])
			r.runs = append(r.runs[:0], levelRun{start: lo, end: hi, level: base, next: -1})
			r.gather(0)
			r.resolveGathered(base, base.direction(), base.direction())
		default:
			weak(r.types[lo:hi], r.classes[lo:hi], base.direction())
			s := sequence{r: r, types: r.types[lo:hi], offset: lo, level: base, sos: base.direction()}
			s.brackets()
			implicit(r.levels[lo:hi], r.types[lo:hi], base, base.direction(), base.direction())
		}
		if set&removedSet != 0 {
			r.levelRemoved(lo, hi, base)
		}
		if hi < len(r.levels) {
			r.levels[hi] = base
		}
		lo = hi + 1
	}
}

// levelRemoved gives removed runes the level of the rune before them.
func (r *Resolver) levelRemoved(lo, hi int, base Level) {
	before := base
	for i := lo; i < hi; i++ {
		if Removed(r.classes[i]) {
			r.levels[i] = before
		}
		before = r.levels[i]
	}
}

// baseLevel is the paragraph embedding level (P2, P3, HL1).
func (r *Resolver) baseLevel(set classSet, base Direction) Level {
	if base != Auto {
		return Level(base - LTR)
	}
	if set&(1<<R|1<<AL) == 0 {
		return 0
	}
	depth := 0
	for _, c := range r.classes {
		if d, done := firstStrong(c, &depth); done {
			return Level(d / RTL)
		}
	}
	return 0
}

// FirstStrong is the direction of the first strong rune of s (P2, P3) that is
// not inside an isolate, Auto when there is none before the end or the first
// paragraph separator. Bytes that are not UTF-8 are U+FFFD, a neutral.
func FirstStrong(s string) Direction {
	depth := 0
	for i := 0; i < len(s); {
		c, n := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(s[i:])
		}
		if d, done := firstStrong(ClassOf(c), &depth); done {
			return d
		}
		i += n
	}
	return Auto
}

// firstStrong takes the next class of a text, in which depth isolates are open,
// and says whether it decides the text's direction.
func firstStrong(c Class, depth *int) (d Direction, done bool) {
	switch c {
	case LRI, RLI, FSI:
		*depth++
	case PDI:
		*depth = max(*depth-1, 0)
	case L:
		return LTR, *depth == 0
	case R, AL:
		return RTL, *depth == 0
	case B:
		return Auto, true
	}
	return Auto, false
}

func fill(levels []Level, l Level) {
	for i := range levels {
		levels[i] = l
	}
}
