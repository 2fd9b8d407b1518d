// Package bidi is the Unicode Bidirectional Algorithm, UAX #9 of Unicode 15.0
// (revision 46), over runes: levels of a paragraph, then levels and visual
// order of each line cut out of it. Everything here counts runes, or whatever
// elements the caller hands to LineLevels and VisualRuns; byte offsets are the
// caller's.
//
//	rule       where                          what is done
//	P1         caller                         one paragraph a call; text after a B inside it starts again at the same base
//	P2, P3     Resolver with Auto, FirstStrong first strong rune outside isolates, up to the first B
//	HL1-HL6    Direction                      the caller sets the base (HL1); nothing else is overridden
//	X1-X8      explicit.go                    stack of 127 entries to level 125, overflow counters, isolates, FSI by P2
//	X9         Removed                        removed runes stay in place, with the level of the rune before (section 5.2)
//	X10        explicit.go                    isolating run sequences by a stack of open isolates, sos and eos
//	W1-W7      weak.go                        one pass
//	N0         bracket.go                     BD14-BD16, 63 deep; on overflow the pairs found so far stand
//	N1, N2     implicit.go                    one pass, with I1 and I2
//	L1         LineLevels                     by the original classes; removed runes go with the white space
//	L2         VisualRuns, VisualOrder
//	L3         caller                         marks follow their base where clusters are moved whole
//	L4         Mirror                         BidiMirroring.txt, rough mirrors ("best fit") too
//
// Three short cuts leave out rules that cannot matter: text without
// right-to-left or explicit runes in a left-to-right paragraph is all level 0;
// text without left-to-right letters, numbers or explicit runes in a
// right-to-left paragraph is all level 1; a paragraph without embeddings and
// isolates is one run. A test holds them to the rules as written.
package bidi
