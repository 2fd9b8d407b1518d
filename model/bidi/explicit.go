package bidi

// maxDepth is the highest explicit embedding level (BD2).
const maxDepth = 125

// A status is an entry of the directional status stack (section 3.3.2).
type status struct {
	level    Level
	override Class // L or R; ON when neutral
	isolate  bool
}

// explicit does X1 to X8 over the runes [lo, hi): it gives them explicit levels
// and overrides their types. set is what classes the paragraph has.
func (r *Resolver) explicit(set classSet, lo, hi int, base Level) {
	var fsi []bool
	if set.has(FSI) {
		r.resolveFirstStrong(lo, hi)
		fsi = r.fsi
	}
	stack := &r.stack
	stack[0] = status{level: base, override: ON}
	top := 0
	overflowIsolates, overflowEmbeddings, validIsolates := 0, 0, 0

	for i := lo; i < hi; i++ {
		c := r.classes[i]
		switch c {
		case RLE, LRE, RLO, LRO: // X2-X5
			r.types[i] = c
			next, ok := stack[top].level.above(c == RLE || c == RLO)
			if !ok || overflowIsolates+overflowEmbeddings > 0 {
				if overflowIsolates == 0 {
					overflowEmbeddings++
				}
				continue
			}
			top++
			stack[top] = status{level: next, override: ON}
			if c == RLO || c == LRO {
				stack[top].override = next.direction()
			}
		case PDF: // X7
			r.types[i] = c
			switch {
			case overflowIsolates > 0:
			case overflowEmbeddings > 0:
				overflowEmbeddings--
			case !stack[top].isolate && top > 0:
				top--
			}
		case BN:
			r.types[i] = c
		case RLI, LRI, FSI: // X5a-X5c
			r.setExplicit(i, stack[top])
			rtl := c == RLI
			if c == FSI {
				rtl, fsi = fsi[0], fsi[1:]
			}
			next, ok := stack[top].level.above(rtl)
			if !ok || overflowIsolates+overflowEmbeddings > 0 {
				overflowIsolates++
				continue
			}
			validIsolates++
			top++
			stack[top] = status{level: next, override: ON, isolate: true}
		case PDI: // X6a
			if overflowIsolates > 0 {
				overflowIsolates--
			} else if validIsolates > 0 {
				overflowEmbeddings = 0
				for !stack[top].isolate {
					top--
				}
				top--
				validIsolates--
			}
			r.setExplicit(i, stack[top])
		default: // X6
			r.setExplicit(i, stack[top])
		}
	}
}

// above is the least level greater than l of the direction asked for, and
// whether it is a valid explicit level.
func (l Level) above(rtl bool) (Level, bool) {
	next := (l + 2) &^ 1
	if rtl {
		next = (l + 1) | 1
	}
	return next, next <= maxDepth
}

func (r *Resolver) setExplicit(i int, s status) {
	r.levels[i] = s.level
	r.types[i] = r.classes[i]
	if s.override != ON {
		r.types[i] = s.override
	}
}

// resolveFirstStrong finds for each FSI of [lo, hi) whether P2 and P3 over its
// isolate give right-to-left (X5c). A strong rune decides only for the innermost
// open isolate, as the outer ones skip it.
func (r *Resolver) resolveFirstStrong(lo, hi int) {
	const decided = -1
	r.fsi, r.open = r.fsi[:0], r.open[:0]
	for _, c := range r.classes[lo:hi] {
		last := len(r.open) - 1
		switch {
		case c == FSI:
			r.open = append(r.open, int32(len(r.fsi)))
			r.fsi = append(r.fsi, false)
		case c == LRI || c == RLI:
			r.open = append(r.open, decided)
		case last < 0:
		case c == PDI:
			r.open = r.open[:last]
		case strongSet.has(c) && r.open[last] != decided:
			r.fsi[r.open[last]] = c != L
			r.open[last] = decided
		}
	}
}

// A levelRun is a level run (BD7): runes at one level, removed ones not counted.
type levelRun struct {
	start, end   int // runes; removed ones may be among them
	level        Level
	before       Level // level of the run before it, the paragraph's for the first
	after        Level // level of the run after it, the paragraph's for the last
	opens        bool  // its last rune is an isolate initiator
	continuation bool  // its first rune ends the isolate that an earlier run opened
	next         int   // index of the run that continues its isolating run sequence, or -1
}

// sequences does X10: it joins the level runs of [lo, hi) to isolating run
// sequences (BD13) and resolves each.
func (r *Resolver) sequences(lo, hi int, base Level) {
	r.findRuns(lo, hi, base)
	r.linkRuns()
	for i := range r.runs {
		if r.runs[i].continuation {
			continue
		}
		last := r.gather(i)
		first, end := r.runs[i], r.runs[last]
		after := end.after
		if end.opens { // without a matching PDI, else the sequence would go on
			after = base
		}
		r.resolveGathered(first.level, max(first.level, first.before).direction(), max(first.level, after).direction())
	}
}

func (r *Resolver) findRuns(lo, hi int, base Level) {
	r.runs = r.runs[:0]
	run := levelRun{start: -1, level: base, before: base, after: base, next: -1}
	last := lo // the last rune of the run
	for i := lo; i < hi; i++ {
		if Removed(r.classes[i]) {
			continue
		}
		if l := r.levels[i]; l != run.level || run.start < 0 {
			before := run.level
			if run.start >= 0 {
				run.after = l
				r.endRun(run, last)
			}
			run = levelRun{start: i, level: l, before: before, after: base, next: -1}
		}
		last = i
	}
	if run.start >= 0 {
		r.endRun(run, last)
	}
}

func (r *Resolver) endRun(run levelRun, last int) {
	run.end = last + 1
	run.opens = initiatorSet.has(r.classes[last])
	r.runs = append(r.runs, run)
}

// linkRuns finds what continues each run that ends in an isolate initiator: a
// valid isolate with anything in it ends a run at its initiator and starts
// another at its PDI, so these pair off like brackets. An isolate without a PDI
// has none after it that could be taken for it (BD9).
func (r *Resolver) linkRuns() {
	r.open = r.open[:0]
	for i := range r.runs {
		run := &r.runs[i]
		if n := len(r.open); n > 0 && r.classes[run.start] == PDI {
			r.runs[r.open[n-1]].next = i
			run.continuation = true
			r.open = r.open[:n-1]
		}
		if run.opens {
			r.open = append(r.open, int32(i))
		}
	}
}

// gather collects the isolating run sequence that begins with run i, and gives
// its last run.
func (r *Resolver) gather(i int) (last int) {
	if cap(r.at) < len(r.classes) {
		n := cap(r.classes)
		r.at, r.seq, r.seqTypes, r.out = make([]int32, n), make([]Class, n), make([]Class, n), make([]Level, n)
	}
	at, seq := r.at[:cap(r.at)], r.seq[:cap(r.at)]
	n := 0
	for ; i >= 0; i = r.runs[i].next {
		last = i
		run := &r.runs[i]
		for j, t := range r.types[run.start:run.end] {
			if !Removed(t) { // no removed type comes from an override, nor is one overridden
				at[n], seq[n] = int32(run.start+j), t
				n++
			}
		}
	}
	r.at, r.seq, r.seqTypes, r.out = at[:n], seq[:n], r.seqTypes[:n], r.out[:n]
	return last
}

// resolveGathered does W1 to I2 on the sequence that gather collected.
func (r *Resolver) resolveGathered(level Level, sos, eos Class) {
	weak(r.seqTypes, r.seq, sos)
	s := sequence{r: r, types: r.seqTypes, at: r.at, level: level, sos: sos}
	s.brackets()
	implicit(r.out, r.seqTypes, level, sos, eos)
	for i, j := range r.at {
		r.levels[j] = r.out[i]
	}
}
