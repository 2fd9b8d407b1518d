package query

import (
	"strings"

	"qari/model/arabic"
	"qari/model/span"
)

// Words reads a text as nothing but words with the signs beside them, = ~ and *: for
// terms that are looked for elsewhere than in a search. loose tells of a "*" that
// belongs to no word. The error is an *Error.
func Words(text string) (words []Word, loose bool, err error) {
	p := parser{text: text}
	words = p.words(span.Span{End: len(text)})
	if p.err != nil {
		return nil, false, p.err
	}
	for piece := range strings.FieldsFuncSeq(text, func(r rune) bool { return sign(r) == ' ' }) {
		loose = loose || looseStar(piece)
	}
	return words, loose, nil
}

// looseStar reports whether a "*" of what stands between blanks says nothing.
func looseStar(piece string) bool {
	star := func(r rune) bool { return sign(r) == '*' }
	if len(arabic.Tokens(piece)) == 0 {
		return strings.ContainsFunc(piece, star)
	}
	inner := strings.TrimLeftFunc(piece, invisible)
	inner = strings.TrimLeft(inner, "=~")
	inner = strings.TrimFunc(inner, func(r rune) bool { return star(r) || invisible(r) })
	return strings.ContainsFunc(inner, star)
}

// IsQuote reports whether a rune is one of the quotation marks that a query knows.
func IsQuote(r rune) bool { return sign(r) == '"' }
