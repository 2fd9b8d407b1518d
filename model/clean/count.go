package clean

// counted is what a line has.
type counted struct {
	words, hidden int
}

// count counts the line that begins at text[i], and gives the
// offset after its end. It gives up, not ok, at the first thing that may count
// for more or less than it seems: what is hidden, pictures, what is deceiving
// (the fuzz test holds it to that). Blanks, tatweel within a word and the blanks
// that a view leaves out do not matter here, so few lines are left to the builder.
func count(text string, i, end int) (line counted, next int, ok bool) {
	var (
		gap     = true // no word since the last blank
		base    = i    // where the last rune that is no mark began
		scripts script
	)
	for i < end {
		c, size, mark := text[i], 1, false
		switch leads[c] {
		case leadEnd:
			return line, afterEnd(text, i, end), true
		case leadSpace, leadTab:
			gap, i = true, i+1
			continue
		case leadASCII, leadCloses:
		case leadLatin:
			scripts |= latin
		case leadOpens, leadMaybe:
			if i+1 < end && c != '(' && c != '{' && !harmless(c, text[i+1]) {
				return counted{}, 0, false
			}
		case lead06:
			if i+1 == end {
				return counted{}, 0, false
			}
			switch d := text[i+1]; {
			case plainLetter(c, d):
				n, blanks := plainWords(text, i, end)
				line.words += blanks
				size = max(n, 2)
			case c == 0xD9 && d == 0x80: // tatweel
				switch {
				case gap || i-base < 2:
					return counted{}, 0, false
				case plainLetter(text[i-2], text[i-1]):
					line.hidden++
				case text[i-2:i] != "ـ":
					return counted{}, 0, false
				}
				size, mark = 2, true
			default:
				kind := arabic(c, d)
				if kind == arabicSlow {
					return counted{}, 0, false
				}
				size, mark = 2, kind == arabicMark
			}
		case leadTwo:
			if c == 0xC2 && i+1 < end && text[i+1] == 0xA0 {
				gap, i = true, i+2
				continue
			}
			fallthrough
		default:
			if size, mark = wideShown(text[i:end], &scripts); size == 0 {
				return counted{}, 0, false
			}
		}
		if mark && !gap && i-base > maxMarks || scripts == latin|greekOrCyrillic {
			return counted{}, 0, false
		}
		if gap {
			gap, base = false, i
			line.words++
		}
		if i += size; !mark {
			base = i - min(size, 4) // at or before where that rune began
		}
	}
	return line, i, true
}
