package fuzzy

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"qari/model/arabic"
	"qari/model/span"
)

// Matches returns the byte ranges of title that the terms of query matched, for
// a title and the Strewn of a result: whole grapheme clusters, in order, and
// letters that touch as one range. Each term has one place, that which gave its
// score.
func Matches(query, title string, strewn bool) []span.Span {
	var words []string
	var offsets [][]span.Span // of the letters of each word
	var maqsura []bool
	for scan := arabic.NewScanner(title); scan.Next(); {
		words = append(words, string(scan.Folded()))
		offsets = append(offsets, scan.Offsets(nil))
		maqsura = append(maqsura, arabic.LastDecides(scan.Folded()) && arabic.Maqsura(scan.Span().Of(title)))
	}
	var found []span.Span
	for _, t := range parse(query) {
		if at, i := t.bestWord(words, maqsura); i >= 0 {
			found = pick(found, offsets[i], at)
		} else if strewn {
			found = pick(found, joined(offsets), t.lettersIn(strings.Join(words, " ")))
		}
	}
	return merge(title, found)
}

// bestWord returns the index of the word that scores best, and which of its
// letters matched; the index is negative if no word holds t.
func (t *term) bestWord(words []string, maqsura []bool) (letters []int, best int) {
	best, score := -1, none
	for i, w := range words {
		p, ok := t.within(w, maqsura[i])
		if !ok {
			continue
		}
		m := t.match(p.seen())
		if s := t.score(p.tier, m.Score-utf8.RuneCountInString(p.text[:p.from])); s > score {
			best, score = i, s
			letters = t.lettersAt(p, m)
		}
	}
	return letters, best
}

// lettersIn returns which letters of a whole title t matches.
func (t *term) lettersIn(title string) []int {
	if len(left(t.letters, title)) > 0 {
		return nil
	}
	return t.lettersAt(place{text: title}, t.match(title))
}

// lettersAt returns which letters of p's text match. For the long terms of which
// sahilm/fuzzy sees the beginning only, they are the first that will do.
func (t *term) lettersAt(p place, m fuzzy.Match) []int {
	first := utf8.RuneCountInString(p.text[:p.from])
	var letters []int
	if len(t.seen) == len(t.letters) {
		for _, n := range m.MatchedIndexes {
			letters = append(letters, first+n)
		}
		return letters
	}
	rest := t.letters
	for n, r := range []rune(p.seen()) {
		if len(rest) > 0 && r == rest[0] {
			letters, rest = append(letters, first+n), rest[1:]
		}
	}
	return letters
}

// joined returns the offsets of all words, with a place for the blank between.
func joined(offsets [][]span.Span) []span.Span {
	var all []span.Span
	for i, o := range offsets {
		if i > 0 {
			all = append(all, span.Span{})
		}
		all = append(all, o...)
	}
	return all
}

func pick(dst, offsets []span.Span, letters []int) []span.Span {
	for _, n := range letters {
		dst = append(dst, offsets[n])
	}
	return dst
}

// merge sorts ranges, widens them to clusters and joins those that touch.
func merge(title string, found []span.Span) []span.Span {
	slices.SortFunc(found, func(a, b span.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []span.Span
	for _, s := range found {
		s = arabic.Whole(title, s)
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
