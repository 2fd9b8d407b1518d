package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// A breakClass is a Line_Break class (UAX #14) of those that Arabic and Latin
// prose consists of. For them the rules come down to a table of pairs; a text
// that holds anything else goes to uniseg, from one opportunity to the next.
type breakClass uint8

const (
	lbXX breakClass = iota // any other
	lbAL
	lbNU
	lbIS
	lbEX
	lbCL
	lbCP
	lbOP
	lbQU
	lbHY
	lbBA
	lbSY
	lbPO
	lbIN
	lbGL
	lbSP
	lbCM

	breakClassCount = iota
)

// What the table says of a pair: whether a line may break between the two.
const (
	never = '-'
	may   = '+'
	ask   = '?' // it depends on what stands before the pair (LB25)
)

// pairs has a row for each class before, a column for each class after a
// place, in the order of the constants.
var pairs = [...]string{
	//     AL NU IS EX CL CP OP QU HY BA SY PO IN GL
	lbAL: "--------------", // LB13, 19, 21-24, 28, 30
	lbNU: "--------------", // LB23, 25, 30
	lbIS: "-?----+----?--", // LB29
	lbEX: "++----+----+--",
	lbCL: "++----+----?--",
	lbCP: "------+----?--", // LB30
	lbOP: "--------------", // LB14
	lbQU: "--------------", // LB19
	lbHY: "+-----+----+-+", // LB12a, 25
	lbBA: "++----+----+-+",
	lbSY: "+?----+----?--",
	lbPO: "------?----+--", // LB24, 25
	lbIN: "++----+----+--",
	lbGL: "--------------", // LB12
}

// breakClasses holds the classes of the first runes, up to the Arabic letters.
var breakClasses = func() (t [0x800]breakClass) {
	for r := range t {
		t[r] = breakOther(rune(r))
	}
	return t
}()

func breakClassOf(r rune) breakClass {
	if uint32(r) < uint32(len(breakClasses)) {
		return breakClasses[r]
	}
	return breakOther(r)
}

func breakOther(r rune) breakClass {
	switch {
	case r < 0x80:
		return breakASCII(r)
	case 0x620 <= r && r < 0x64B, 0x671 <= r && r < 0x6D4, r == 0x6D5, 0x66E <= r && r <= 0x66F,
		0xC0 <= r && r < 0x250 && r != 0xD7 && r != 0xF7:
		return lbAL
	case 0x64B <= r && r < 0x660, r == 0x670:
		return lbCM
	case 0x660 <= r && r <= 0x669, 0x6F0 <= r && r <= 0x6F9:
		return lbNU
	case 0xFB50 <= r && r < 0xFD3E, 0xFE80 <= r && r <= 0xFEFC:
		return lbAL
	}
	switch r {
	case '،':
		return lbIS
	case '؛', '؟', '۔':
		return lbEX
	case '٪':
		return lbPO
	case '«', '»', '“', '”', '‘', '’', '‹', '›':
		return lbQU
	case '–':
		return lbBA
	case '…':
		return lbIN
	case 0xA0:
		return lbGL
	}
	return lbXX
}

func breakASCII(r rune) breakClass {
	switch r {
	case ' ':
		return lbSP
	case '!', '?':
		return lbEX
	case '"', '\'':
		return lbQU
	case '(', '[', '{':
		return lbOP
	case ')', ']':
		return lbCP
	case '}':
		return lbCL
	case ',', '.', ':', ';':
		return lbIS
	case '-':
		return lbHY
	case '/':
		return lbSY
	case '%':
		return lbPO
	case '$', '+', '\\', '|', 0x7F:
		return lbXX
	}
	switch {
	case '0' <= r && r <= '9':
		return lbNU
	case r > ' ':
		return lbAL
	}
	return lbXX
}

// isClosing reports whether r may not begin a line.
func isClosing(r rune) bool {
	switch breakClassOf(r) {
	case lbIS, lbEX, lbCL, lbCP, lbSY, lbPO, lbIN:
		return true
	}
	return isFinalQuote(r) || r == '"'
}

func isInitialQuote(r rune) bool { return r == '«' || r == '“' || r == '‘' || r == '‹' }
func isFinalQuote(r rune) bool   { return r == '»' || r == '”' || r == '’' || r == '›' }

// nextBreak is the first place after the byte offset at, itself 0 or such a
// place, where a line may break; the text's end if there is no other.
//
// It is UAX #14 of Unicode 15.0 with what later versions say of quotes (LB15a,
// LB15b of 15.1): between blanks an opening quote stays with what follows, a
// closing one with what precedes. So do an ellipsis and a percent sign after a
// blank.
func nextBreak(text string, at int) int {
	for {
		var sure bool
		at, sure = nextOpportunity(text, at)
		if sure || at >= len(text) || !vetoed(text, at) {
			return at
		}
	}
}

// nextOpportunity is nextBreak by the rules of Unicode 15.0; sure when what
// later versions say makes no difference to it.
func nextOpportunity(text string, at int) (next int, sure bool) {
	before, blanks := lbXX, false
	for i := at; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		c := breakClassOf(r)
		switch {
		case c == lbXX, before == lbXX && (c == lbSP || c == lbCM), c == lbCM && blanks:
			return askOpportunity(text, at, i), false
		case c == lbSP:
			blanks = true
		case c == lbCM: // LB9
		case blanks:
			if !tiedOverBlanks(before, c) {
				return i, sureAfterBlanks(before, c)
			}
			before, blanks = c, false
		case before == lbXX:
			before = c
		default:
			switch pairs[before][c-lbAL] {
			case may:
				return i, true
			case ask:
				return askOpportunity(text, at, i), false
			}
			before = c
		}
		i += size
	}
	return len(text), true
}

// tiedOverBlanks reports whether no line breaks at blanks between the two
// classes (LB13, LB14, LB15).
func tiedOverBlanks(before, after breakClass) bool {
	switch after {
	case lbIS, lbEX, lbCL, lbCP, lbSY:
		return true
	case lbOP:
		return before == lbQU || before == lbOP
	}
	return before == lbOP
}

// sureAfterBlanks reports whether vetoed has nothing to say of an opportunity
// after blanks, where those are U+0020.
func sureAfterBlanks(before, after breakClass) bool {
	return before != lbQU && (after == lbAL || after == lbNU || after == lbOP)
}

// askOpportunity gives the first place from the byte least on, after the place
// at, where uniseg would break. What it says of places before that is not asked:
// there the table knows. It knows nothing any more of an emoji behind a modifier
// of its skin (LB30b): there the modifier is asked for by itself, as an emoji
// like others.
func askOpportunity(text string, at, least int) int {
	rest, state := text[at:], -1
	for next := at; ; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		next += len(segment)
		if next >= len(text) {
			return len(text)
		}
		if r, size := utf8.DecodeLastRuneInString(segment); isModifier(r) && len(segment) > size {
			next -= size
			rest, state = text[next:], -1
			continue
		}
		if next >= least {
			return next
		}
	}
}

func isModifier(r rune) bool { return 0x1F3FB <= r && r <= 0x1F3FF }

// vetoed reports whether no line is to break at an opportunity after a blank.
func vetoed(text string, at int) bool {
	if text[at-1] != ' ' {
		return false
	}
	after, size := utf8.DecodeRuneInString(text[at:])
	if isFinalQuote(after) || after == '…' {
		next, _ := utf8.DecodeRuneInString(text[at+size:])
		if at+size == len(text) || isBlank(next) || isClosing(next) {
			return true
		}
	}
	left := strings.TrimRight(text[:at], " ")
	before, size := utf8.DecodeLastRuneInString(left)
	if isInitialQuote(before) {
		left = left[:len(left)-size]
		before, _ = utf8.DecodeLastRuneInString(left)
		return left == "" || isBlank(before) || breakClassOf(before) == lbOP || isInitialQuote(before)
	}
	return breakClassOf(before) == lbNU && breakClassOf(after) == lbPO
}
