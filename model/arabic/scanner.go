package arabic

import (
	"strings"
	"unicode/utf8"

	"qari/model/span"
)

// Token is one word of a text (ARABIC.md 3.1): its byte range there, from the
// first letter to the last with what was dropped after it, and its folded
// letters.
type Token struct {
	span.Span
	Folded string
}

// Tokens returns the tokens of s under the default options.
func Tokens(s string) []Token {
	var tokens []Token
	for scan := NewScanner(s); scan.Next(); {
		tokens = append(tokens, Token{Span: scan.Span(), Folded: string(scan.Folded())})
	}
	return tokens
}

// Scanner walks over the tokens of a text (ARABIC.md 3.1). A token is a run of
// letters, digits, marks and invisible characters; it ends between an Arabic
// letter and a digit or another script's letter, after teh marbuta before an
// Arabic letter, and beside a ligature of several words, each of which is a
// token with the ligature's range. What folds to nothing is no token.
//
// A Scanner folds into a buffer of its own and does not allocate, unless a
// token has more than about a hundred letters.
type Scanner struct {
	t     *table
	text  string
	pos   int
	at    span.Span
	words string // of a ligature, those still to come
	word  bool   // the token is a word of a ligature
	n     int    // bytes of the folded token
	fixed [fixedSize]byte
	long  []byte // in place of fixed, if n is too large for it
}

// The last bytes of the buffer are for appendTo, which writes eight at once.
const (
	fixedSize = 248
	fixedUsed = fixedSize - 8
)

// NewScanner returns a scanner over text under the default options.
func NewScanner(text string) *Scanner { return &Scanner{t: defaults(), text: text} }

// Ahead returns a copy of s that can run ahead while s stays.
func (s *Scanner) Ahead() Scanner {
	a := *s
	a.n, a.long = 0, nil
	return a
}

// Next moves to the next token; it is false at the end of the text.
func (s *Scanner) Next() bool {
	if s.words == "" {
		var folded []byte
		folded, s.at, s.pos, s.words = s.t.token(s.fixed[:0], s.text, s.pos)
		s.n, s.word = len(folded), false
		if s.n > fixedUsed {
			s.long = append(s.long[:0], folded...)
		}
	}
	if s.words != "" {
		var word string
		word, s.words, _ = strings.Cut(s.words, " ")
		s.n, s.word = copy(s.fixed[:], word), true
	}
	return s.n > 0
}

// Span is the byte range of the token in the text.
func (s *Scanner) Span() span.Span { return s.at }

// Folded is the folded token in UTF-8. It is valid until Next.
func (s *Scanner) Folded() []byte {
	if s.n > fixedUsed {
		return s.long
	}
	return s.fixed[:s.n]
}

// Ligature reports whether the token is one of several words for which a single
// ligature stands; they have one span.
func (s *Scanner) Ligature() bool { return s.word }

// Offsets appends the byte range in the text of each rune of Folded, by the
// rules of FoldSpans.
func (s *Scanner) Offsets(dst []span.Span) []span.Span {
	if s.word {
		for range utf8.RuneCount(s.Folded()) {
			dst = append(dst, s.at)
		}
		return dst
	}
	var w spanner
	for i := s.at.Start; i < s.at.End; {
		e, size := s.t.at(s.text, i)
		n := 1
		if _, ok := e.single(); !ok && e.class()&isDropped == 0 {
			n = utf8.RuneCount(s.t.appendTo(nil, e))
		}
		dst = w.add(dst, e, n, span.Span{Start: i, End: i + size})
		i += size
	}
	return dst
}

// token folds the first token of s at or after byte i into dst, which must be
// empty; out is empty at the end of s. A ligature of several words comes alone,
// as words.
func (t *table) token(dst []byte, s string, i int) (out []byte, at span.Span, next int, words string) {
	var last uint8 // class of the last letter
	for i < len(s) {
		e, size := t.at(s, i)
		class := e.class()
		switch {
		case class == isArabic && last == isArabic: // most letters
			dst = t.appendTo(dst, e)
			at.End = i + size
		case class&isPhrase != 0 && len(dst) == 0:
			next = t.skipDropped(s, i+size)
			return dst, span.Span{Start: i, End: next}, next, t.ligature(e)
		case class&isLetter != 0 && !breaks(last, class):
			if len(dst) == 0 {
				at.Start = i
			}
			last = class &^ mayCarry
			dst = t.appendTo(dst, e)
			at.End = i + size
		case class&isMark != 0 && len(dst) > 0:
			dst = t.appendTo(dst, e)
			at.End = i + size
		case class&isDropped != 0:
			at.End = i + size
		case len(dst) > 0:
			return dst, at, i, ""
		}
		i += size
	}
	return dst, at, i, ""
}

// skipDropped returns the end of the run of dropped runes at i.
func (t *table) skipDropped(s string, i int) int {
	for i < len(s) {
		e, size := t.at(s, i)
		if e.class()&isDropped == 0 {
			break
		}
		i += size
	}
	return i
}

// breaks reports whether a token ends between two letters (ARABIC.md 3.1).
func breaks(last, next uint8) bool {
	return (last|next)&isLetter == isLetter || last&isTeh != 0 && next&isArabic != 0
}
