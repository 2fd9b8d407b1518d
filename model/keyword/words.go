package keyword

import (
	"bytes"
	"unicode/utf8"

	"qari/model/arabic"
	"qari/model/span"
)

// FindWords appends to dst the byte ranges of text where query stands, folded,
// in order and without overlap. One word is found within words too. Several
// must follow one another; the first may be the end of a word and the last the
// beginning of one, so that a query finds its place at every letter while it is
// typed.
func FindWords(dst []span.Span, text, query string) []span.Span {
	words := arabic.Tokens(query)
	if len(words) == 0 {
		return dst
	}
	f := wordFinder{text: text, words: words}
	if len(words) == 1 && arabic.LastDecides(words[0].Folded) {
		f.last, f.maqsura = true, arabic.Maqsura(words[0].Of(query))
	}
	for scan := arabic.NewScanner(text); scan.Next(); {
		if len(words) == 1 {
			dst = f.within(dst, scan)
		} else {
			dst = f.across(dst, scan)
		}
	}
	return dst
}

type wordFinder struct {
	text    string
	words   []arabic.Token
	last    bool        // alef maqsura or not, at the end, must be as typed (ARABIC.md 4.3)
	maqsura bool        // so it was typed
	end     int         // of the last range found
	offsets []span.Span // buffer
}

// within finds the one word in the token of scan.
func (f *wordFinder) within(dst []span.Span, scan *arabic.Scanner) []span.Span {
	folded, word := scan.Folded(), []byte(f.words[0].Folded)
	for from := 0; ; {
		i := bytes.Index(folded[from:], word)
		if i < 0 {
			return dst
		}
		i += from
		from = i + len(word)
		f.offsets = scan.Offsets(f.offsets[:0])
		first := f.offsets[utf8.RuneCount(folded[:i])]
		last := f.offsets[utf8.RuneCount(folded[:from])-1]
		if f.last && arabic.Maqsura(last.Of(f.text)) != f.maqsura {
			continue
		}
		dst = f.add(dst, span.Span{Start: first.Start, End: last.End})
	}
}

// across finds the words from the token of scan on.
func (f *wordFinder) across(dst []span.Span, scan *arabic.Scanner) []span.Span {
	folded := scan.Folded()
	if !bytes.HasSuffix(folded, []byte(f.words[0].Folded)) {
		return dst
	}
	ahead := scan.Ahead()
	n := len(f.words) - 1
	for _, w := range f.words[1:n] {
		if !ahead.Next() || string(ahead.Folded()) != w.Folded {
			return dst
		}
	}
	if !ahead.Next() || !bytes.HasPrefix(ahead.Folded(), []byte(f.words[n].Folded)) {
		return dst
	}
	f.offsets = scan.Offsets(f.offsets[:0])
	first := f.offsets[len(f.offsets)-utf8.RuneCountInString(f.words[0].Folded)]
	f.offsets = ahead.Offsets(f.offsets[:0])
	last := f.offsets[utf8.RuneCountInString(f.words[n].Folded)-1]
	return f.add(dst, span.Span{Start: first.Start, End: last.End})
}

// add appends the range at, unless it overlaps the one before.
func (f *wordFinder) add(dst []span.Span, at span.Span) []span.Span {
	at = arabic.Whole(f.text, at)
	if at.Start < f.end {
		return dst
	}
	f.end = at.End
	return append(dst, at)
}
