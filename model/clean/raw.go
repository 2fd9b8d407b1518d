package clean

import (
	"slices"
	"unicode/utf8"

	"qari/model/span"
)

// raw makes the original view: a paragraph for every line of the text, blank
// ones too. Shown soft are the pictures of what would not be seen, and what the
// reading view leaves out, which is looked for first, in the whole text.
func raw(text string, yield func(Paragraph) bool) Stats {
	dropped := []span.Span{}
	w := walker{b: builder{text: text, end: len(text), dropped: &dropped}}
	w.run(0)
	slices.SortFunc(dropped, func(a, b span.Span) int { return a.Start - b.Start })

	r := rawBuilder{dropped: dropped}
	for i, more := 0, true; more && i < len(text); {
		end, next := lineEnd(text, i)
		r.b.text, r.b.end = text, end
		more = yield(r.line(i))
		i = next
	}
	return w.b.stats.flagged()
}

// lineEnd gives the end of the line that begins at text[i], and the start of
// the next.
func lineEnd(text string, i int) (end, next int) {
	for ; i < len(text); i++ {
		switch text[i] {
		case '\n':
			return i, i + 1
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		case 0xC2:
			if i+1 < len(text) && text[i+1] == 0x85 {
				return i, i + 2
			}
		case 0xE2:
			if i+2 < len(text) && text[i+1] == 0x80 && text[i+2] == 0xA9 {
				return i, i + 3
			}
		}
	}
	return i, i
}

// rawBuilder makes lines of the original view.
type rawBuilder struct {
	b       builder
	dropped []span.Span // of the rest of the text, in order
}

// line makes the line that begins at text[i] and ends where the text of the
// builder does.
func (r *rawBuilder) line(i int) Paragraph {
	b := &r.b
	if l := scan(b.text, i, b.end); l.plain {
		return plainLine(b.text, span.Span{Start: i, End: b.end}, l.shown)
	}
	b.reset(i)
	b.src = span.Span{Start: i, End: i}
	marks := 0
	for i < b.end {
		if n := b.word(i); n > 0 { // shown in any view
			b.verbatim(i, n)
			i, marks = i+n, 0
			continue
		}
		c, size := utf8.DecodeRuneInString(b.text[i:b.end])
		k := kindOf(c)
		if c == utf8.RuneError && size == 1 {
			k, size = bad, invalid(b.text[i:b.end])
		}
		if k == combining {
			marks++
		} else {
			marks = 0
		}
		if p := rawPicture(c, k, marks); p != "" {
			b.picture(i, size, p)
		} else {
			b.verbatim(i, size)
			if r.isDropped(i) {
				b.soft = appendSpan(b.soft, span.Span{Start: len(b.out) - size, End: len(b.out)})
			}
		}
		i += size
	}
	b.visible = true
	b.finish()
	return b.result()
}

// plainLine is a line that the reading view shows as it is, but for the blanks
// at its ends.
func plainLine(text string, src, shown span.Span) Paragraph {
	p := Paragraph{Text: src.Of(text), Src: src}
	if lead := shown.Start - src.Start; lead > 0 {
		p.Soft = append(p.Soft, span.Span{End: lead})
	}
	if shown.End < src.End {
		p.Soft = appendSpan(p.Soft, span.Span{Start: shown.End - src.Start, End: src.Len()})
	}
	return p
}

// rawPicture is what stands for a rune that would not be seen, or not as what it
// is; "" for one that shows itself.
func rawPicture(r rune, k kind, marks int) string {
	switch k {
	case control, bad:
		return picture(r, k)
	case line, invisible, mark, bidi:
		return named(r)
	case blank:
		if r != ' ' && r != '\t' {
			return named(r)
		}
	case combining:
		if marks > maxMarks {
			return named(r)
		}
	}
	return ""
}

// isDropped reports whether the reading view drops the byte at i, which never
// decreases.
func (r *rawBuilder) isDropped(i int) bool {
	for len(r.dropped) > 0 && r.dropped[0].End <= i {
		r.dropped = r.dropped[1:]
	}
	return len(r.dropped) > 0 && r.dropped[0].Contains(i)
}
