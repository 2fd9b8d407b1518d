package clean

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"qari/model/span"
)

// verbatim shows n bytes as they lie in the source from i on.
func (b *builder) verbatim(i, n int) {
	if b.counting {
		return
	}
	b.place(i, n)
	b.out = append(b.out, b.text[i:i+n]...)
}

// replace shows p for the n bytes of the source from i on.
func (b *builder) replace(i, n int, p []byte) {
	if b.counting {
		return
	}
	b.place(i, n)
	if len(p) != n {
		b.pieces = append(b.pieces, b.piece(i))
		b.out = append(b.out, p...)
		b.pieces = append(b.pieces, b.piece(i+n))
		return
	}
	b.out = append(b.out, p...)
}

// picture shows p, softly, for n bytes that must not be shown.
func (b *builder) picture(i, n int, p string) {
	b.stats.Controls++
	if b.counting {
		return
	}
	b.replace(i, n, []byte(p))
	b.soft = appendSpan(b.soft, span.Span{Start: len(b.out) - len(p), End: len(b.out)})
}

// place makes room in the map for n bytes of the source, shown from i on.
func (b *builder) place(i, n int) {
	if b.src.Start < 0 {
		b.src.Start, b.shownEnd = i, i
	}
	if i != b.shownEnd { // what lies between is not shown
		b.pieces = append(b.pieces, b.piece(b.shownEnd), b.piece(i))
	}
	b.shownEnd = i + n
	b.src.End = max(b.src.End, i+n)
}

// piece is one that begins here, at the source offset s.
func (b *builder) piece(s int) piece {
	return piece{d: uint32(len(b.out)), s: uint32(s - b.src.Start)}
}

// hide leaves something out that is no blank. What adjoins the thing hidden
// before counts as one with it, unless it is a thing by itself.
func (b *builder) hide(i, end int, alone bool) {
	if alone || b.hiddenEnd != i {
		b.stats.Hidden++
	}
	b.hiddenEnd = end
	if b.counting {
		return
	}
	if b.src.Start < 0 {
		b.src.Start, b.shownEnd = i, i
	}
	b.src.End = end
	b.drop(span.Span{Start: i, End: end})
	if n := len(b.hidden); n == 0 || b.hidden[n-1] != len(b.out) {
		b.hidden = append(b.hidden, len(b.out))
	}
}

// drop takes note of a source range that is not shown.
func (b *builder) drop(s span.Span) {
	if b.dropped != nil {
		*b.dropped = append(*b.dropped, s)
	}
}

// finish closes the paragraph. Without anything visible there is none.
func (b *builder) finish() {
	if b.gap == blankGap || b.gap == breakGap {
		b.drop(b.gapAt)
	}
	if b.counting || !b.visible || len(b.pieces) == 0 && b.src.End == b.shownEnd {
		return
	}
	b.pieces = append(b.pieces, b.piece(b.shownEnd), b.piece(b.src.End))
}

// result is the paragraph that was made; it holds no buffer of the builder.
func (b *builder) result() Paragraph {
	p := Paragraph{Src: b.src}
	if len(b.soft) > 0 {
		p.Soft = slices.Clone(b.soft)
	}
	if len(b.hidden) > 0 {
		p.Hidden = slices.Clone(b.hidden)
	}
	if len(b.pieces) == 0 && string(b.out) == b.src.Of(b.text) {
		p.Text = b.src.Of(b.text)
		return p
	}
	p.Text, p.pieces = string(b.out), compact(b.pieces)
	return p
}

// compact copies pieces, from the very beginning on, without empty ones.
func compact(pieces []piece) []piece {
	if len(pieces) == 0 {
		return nil
	}
	to := make([]piece, 1, len(pieces)+1)
	for _, p := range pieces {
		if p != to[len(to)-1] {
			to = append(to, p)
		}
	}
	return to
}

// picture is what is shown for a control or for what is no character.
func picture(r rune, k kind) string {
	switch {
	case k == bad:
		return string(utf8.RuneError)
	case r < ' ':
		return string('\u2400' + r)
	case r == 0x7F:
		return "\u2421"
	default:
		return named(r)
	}
}

// named shows a rune by its number: <200F>, and <9B> for a control.
func named(r rune) string {
	if r < 0xA0 {
		return fmt.Sprintf("<%02X>", r)
	}
	return fmt.Sprintf("<%04X>", r)
}

// appendSpan appends s, as one with the last where they touch.
func appendSpan(to []span.Span, s span.Span) []span.Span {
	if n := len(to); n > 0 && to[n-1].End == s.Start {
		to[n-1].End = s.End
		return to
	}
	return append(to, s)
}
