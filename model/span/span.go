// Package span holds the one coordinate that crosses packages: byte ranges of
// logical UTF-8 text. Rune indexes stay inside bidi and shape, cells inside
// layout and paint.
package span

// Span is the half-open byte range [Start, End) of a logical text.
type Span struct{ Start, End int }

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether the byte at off lies in s.
func (s Span) Contains(off int) bool { return s.Start <= off && off < s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Of cuts the range out of text.
func (s Span) Of(text string) string { return text[s.Start:s.End] }
