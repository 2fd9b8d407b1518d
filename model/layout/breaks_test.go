package layout_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"qari/model/cell"
	"qari/model/layout"
)

var (
	// heldLeft and heldRight are where the page's rules forbid a break that
	// UAX #14 of Unicode 15.0 allows after a blank, seen from both sides.
	afterOpening  = regexp.MustCompile(`(^|[ (\[{«“‘‹])[«“‘‹] +$`)
	beforeClosing = regexp.MustCompile(`^[»”’›…]($|[ ,.:;!?)\]}/%،؛؟۔٪…»”’›"])`)
	afterFigure   = regexp.MustCompile(`[0-9٠-٩] +$`)
	beforePercent = regexp.MustCompile(`^[%٪]`)
	// misread is where uniseg 0.4.7 forbids a break that LB18 allows, before a
	// hyphen and a digit, and where it allows one that LB15 forbids, between a
	// quote, two blanks and an opening bracket.
	misread = regexp.MustCompile(` -[0-9٠-٩]|[«»“”‘’"']  +[(\[{]`)
	// onBlank is a mark without a letter, which takes a cell.
	onBlank = regexp.MustCompile(`(^| )\x{064D}`)
)

// opportunities are the byte offsets at which a line may break, by uniseg run
// over the whole text and the page's rules: the slow and obvious way.
func opportunities(text string) []int {
	var out []int
	at, state := 0, -1
	for rest := text; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		at += len(segment)
		left, right := text[:at], text[at:]
		if strings.HasSuffix(left, " ") && (afterOpening.MatchString(left) || beforeClosing.MatchString(right) ||
			afterFigure.MatchString(left) && beforePercent.MatchString(right)) {
			continue
		}
		out = append(out, at)
	}
	return out
}

// greedy gives the line's end for the text from start on, and whether a word
// must be cut.
func greedy(text string, allowed []int, start, width int) (end int, cuts bool) {
	for _, at := range allowed {
		if at <= start {
			continue
		}
		if cell.StringWidth(strings.TrimRight(text[start:at], " ")) > width {
			break
		}
		end = at
	}
	return end, end == 0
}

// Lines of prose end where uniseg says, whichever way the places were found.
func checkBreaks(t *testing.T, text string) {
	t.Helper()
	if misread.MatchString(text) || onBlank.MatchString(text) {
		return
	}
	allowed := opportunities(text)
	var l layout.Layouter
	for width := 2; width <= len([]rune(text)); width++ { // every character fits
		p := l.Paragraph(text, layout.Options{Width: width})
		for i := range p.Len() {
			ln := p.Line(i)
			want, cuts := greedy(text, allowed, ln.Start, width)
			switch {
			case cuts && slices.Contains(allowed, ln.End) && ln.End < len(text):
				t.Fatalf("%q at %d: line %d ends at %d, though not even the word fits", text, width, i, ln.End)
			case !cuts && ln.End != want:
				t.Fatalf("%q at %d: line %d, %q, ends at %d, want %d", text, width, i, text[ln.Start:ln.End], ln.End, want)
			}
		}
	}
}

func TestLinesBreakWhereUAX14Says(t *testing.T) {
	letters := []rune("اب1٢ab.,،:؛؟!?()[]{}«»“”‘’\"'-–/%٪…\u00A0   #@+$世|=")
	random := rand.New(rand.NewPCG(14, 15))
	for range 4000 {
		text := make([]rune, 1+random.IntN(12))
		for i := range text {
			text[i] = letters[random.IntN(len(letters))]
		}
		checkBreaks(t, strings.Trim(string(text), " "))
	}
}

// All pairs of characters, between letters, with a blank between and without.
func TestEachPairBreaksAsUAX14Says(t *testing.T) {
	letters := []rune("ا1٢a.،؛؟!)}(«»“'\"-–/%٪…\u00A0#+$ٍ")
	for _, a := range letters {
		for _, b := range letters {
			for _, between := range []string{"", " ", "  "} {
				for _, around := range [][2]string{{"ب", "ب"}, {"2", "3"}, {"ب ", " ب"}, {"(", ")"}, {"", ""}} {
					checkBreaks(t, strings.Trim(around[0]+string(a)+between+string(b)+around[1], " "))
				}
			}
		}
	}
}

func FuzzBreaks(f *testing.F) {
	f.Add("قال (نعم)، ثم « مضى » .. إلى 3,5 % و16/7 - 2015")
	f.Add("the “quick” (brown) fox's 1.5-2 % … »x«")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.Map(func(r rune) rune {
			if r == ' ' || r > ' ' && r < 0x7F || 0x620 <= r && r < 0x64B || strings.ContainsRune("،؛؟٪«»“”‘’–…٠٩", r) {
				return r
			}
			return -1
		}, strings.ToValidUTF8(s, ""))
		if len(s) > 200 {
			s = s[:strings.LastIndexFunc(s[:200], func(r rune) bool { return r < 0x80 })+1]
		}
		checkBreaks(t, strings.ToValidUTF8(strings.Trim(s, " "), ""))
	})
}
