package clean

import (
	"slices"
	"unicode/utf8"
)

// Bidi controls that open or close something.
const (
	lre, rle, pdf, lro, rlo = 0x202A, 0x202B, 0x202C, 0x202D, 0x202E
	lri, rli, fsi, pdi      = 0x2066, 0x2067, 0x2068, 0x2069
)

// debris gives, in order, the offsets of the bidi controls that the view drops
// between text[i] and the end of its paragraph: overrides, and those without
// partner (ARABIC.md 10.2; partners as UAX #9 BD9 and BD11 have them).
func debris(text string, i, end int) []int {
	type open struct {
		off     int
		r       rune
		dropped bool
	}
	var (
		stack    []open
		isolates int
		drop     []int
	)
	for i < end {
		if text[i] == '[' {
			if after, ok := shortcode(text, i, end); ok {
				i = after
				continue
			}
		}
		r, size := utf8.DecodeRuneInString(text[i:end])
		switch r {
		case lre, rle:
			stack = append(stack, open{off: i, r: r})
		case lro, rlo:
			stack = append(stack, open{off: i, r: r, dropped: true})
			drop = append(drop, i)
		case lri, rli, fsi:
			stack = append(stack, open{off: i, r: r})
			isolates++
		case pdf:
			n := len(stack) - 1
			if n < 0 || stack[n].r >= lri {
				drop = append(drop, i)
				break
			}
			if stack[n].dropped {
				drop = append(drop, i)
			}
			stack = stack[:n]
		case pdi:
			if isolates == 0 {
				drop = append(drop, i)
				break
			}
			n := len(stack) - 1
			for ; stack[n].r < lri; n-- { // never closed within the isolate
				if !stack[n].dropped {
					drop = append(drop, stack[n].off)
				}
			}
			stack = stack[:n]
			isolates--
		default:
			if kindOf(r) == paragraph {
				end = i
			}
		}
		i += size
	}
	for _, o := range stack {
		if !o.dropped {
			drop = append(drop, o.off)
		}
	}
	slices.Sort(drop)
	return drop
}
