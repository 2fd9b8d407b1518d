// Package arabic folds Arabic text so that spellings of one word compare equal,
// and cuts text into tokens. Every folded letter knows its byte range in the
// original, so that what was found can be shown.
package arabic

import "qari/model/span"

// Options are the choices of the fold table that belong to an article's
// language. The zero value is the default table.
type Options struct {
	Teh   bool   // ة folds to ه
	Hamza bool   // ؤ and ئ fold to و and ي
	Loan  bool   // letters of foreign names fold to the nearest Arabic one: پ چ ژ ڤ گ
	Lang  string // fa, ur, ku or ps: letters of that language fold to the Arabic ones
}

// Folder folds under fixed options. The zero value uses the default table. A
// Folder may be used by several goroutines at once.
type Folder struct{}

// New returns the Folder for o.
func New(o Options) *Folder { return &Folder{} }

// Fold folds s.
func (f *Folder) Fold(s string) string { return s }

// FoldSpans is the method form of the function FoldSpans.
func (f *Folder) FoldSpans(s string) (folded []rune, at []span.Span) { return nil, nil }

// Scanner returns a scanner over the tokens of text.
func (f *Folder) Scanner(text string) *Scanner { return &Scanner{} }

// Fold folds s with the default options.
func Fold(s string) string { return s }

// FoldSpans folds s with the default options and gives, for each rune of the
// result, its byte range in s.
func FoldSpans(s string) (folded []rune, at []span.Span) { return nil, nil }

// Token is one word of a text: its byte range there, and its folded letters.
type Token struct {
	span.Span
	Folded string
}

// Tokens returns the tokens of s under the default options.
func Tokens(s string) []Token { return nil }

// Digest is a 64-bit hash of the folded letters and digits of s, the same in
// every process; 0 when s holds none.
func Digest(s string) uint64 { return 0 }

// OtherKeyboard gives what the keys that typed s would have typed with the
// other keyboard: US QWERTY against Arabic (101). It is false when that is s.
func OtherKeyboard(s string) (string, bool) { return s, false }

// Whole widens s to whole grapheme clusters of text.
func Whole(text string, s span.Span) span.Span { return s }

// Scanner walks over the tokens of a text without allocating.
type Scanner struct{}

// NewScanner returns a scanner over text under the default options.
func NewScanner(text string) *Scanner { return &Scanner{} }

// Next moves to the next token; false at the end of the text.
func (s *Scanner) Next() bool { return false }

// Span is the byte range of the token in the text.
func (s *Scanner) Span() span.Span { return span.Span{} }

// Folded is the folded token in UTF-8, valid until Next.
func (s *Scanner) Folded() []byte { return nil }

// Offsets appends the byte range in the text of each folded rune of the token.
func (s *Scanner) Offsets(dst []span.Span) []span.Span { return dst }
