// Package arabic folds Arabic text so that spellings of one word compare equal,
// and cuts text into tokens. Folding drops vowel marks and tatweel, takes the
// forms of alef for one letter, and so on (ARABIC.md 3). Every folded rune
// knows its byte range in the original, so that what was found can be shown.
// Nothing folded needs to be stored: a text folds as fast as it is read.
package arabic

import (
	"unicode/utf8"

	"qari/model/span"
)

// Options are the choices of the fold table (ARABIC.md 3.2) that belong to an
// article's language. The zero value is the default table.
type Options struct {
	Teh   bool   // ة folds to ه
	Hamza bool   // ؤ and ئ fold to و and ي
	Loan  bool   // letters of foreign names (پ چ ژ ڤ گ ڭ ݣ) fold to their Arabic neighbours
	Lang  string // fa, ur, ku, ps: letters of that language fold to the Arabic ones
}

// Folder folds under fixed options. The zero value uses the default table. A
// Folder may be used by several goroutines at once.
type Folder struct{ t *table }

// New returns the Folder for o. It builds a table: make one and keep it.
func New(o Options) *Folder {
	if o == (Options{}) {
		return &Folder{t: defaults()}
	}
	return &Folder{t: newTable(o)}
}

func (f *Folder) table() *table {
	if f.t == nil {
		return defaults()
	}
	return f.t
}

// Fold folds s. What stands between the tokens is kept, save invisible
// characters; invalid bytes become U+FFFD. Folding twice changes nothing.
func (f *Folder) Fold(s string) string {
	t := f.table()
	dst := make([]byte, 0, len(s)+8)
	for i := 0; i < len(s); {
		e, size := t.at(s, i)
		dst = t.appendTo(dst, e)
		i += size
	}
	return string(dst)
}

// FoldSpans folds s and gives for each rune of the result its byte range in s
// (ARABIC.md 3.3). A rune that is dropped extends the range of the letter
// before it in its token; a ligature gives all its letters one range. Starts
// and ends never decrease.
func (f *Folder) FoldSpans(s string) (folded []rune, at []span.Span) {
	t := f.table()
	n := utf8.RuneCountInString(s)
	folded, at = make([]rune, 0, n), make([]span.Span, 0, n)
	var w spanner
	for i := 0; i < len(s); {
		e, size := t.at(s, i)
		first := len(folded)
		if r, ok := e.single(); ok {
			folded = append(folded, r)
		} else if e.class()&isDropped == 0 {
			folded = append(folded, []rune(string(t.appendTo(nil, e)))...)
		}
		at = w.add(at, e, len(folded)-first, span.Span{Start: i, End: i + size})
		i += size
	}
	return folded, at
}

// Fold folds s under the default options; see Folder.Fold.
func Fold(s string) string { return new(Folder).Fold(s) }

// FoldSpans folds s under the default options and gives for each rune of the
// result its byte range in s; see Folder.FoldSpans.
func FoldSpans(s string) (folded []rune, at []span.Span) { return new(Folder).FoldSpans(s) }

// spanner deals byte ranges to folded runes.
type spanner struct{ open int } // number of runes that a dropped one may extend

// add appends the range here for each of the n runes that e folds to.
func (w *spanner) add(at []span.Span, e entry, n int, here span.Span) []span.Span {
	switch {
	case e.class()&isDropped != 0:
		for i := len(at) - w.open; i < len(at); i++ {
			at[i].End = here.End
		}
		return at
	case e.class() == 0:
		w.open = 0
	default:
		w.open = n
	}
	for range n {
		at = append(at, here)
	}
	return at
}
