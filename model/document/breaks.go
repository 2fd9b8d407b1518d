package document

import (
	"strings"
	"unicode/utf8"
)

// Paragraphs longer than longWords words get a visual break at each sentence
// end that follows at least breakWords words.
const (
	longWords  = 150
	breakWords = 60
)

// breaks gives the byte offsets at which the sentences of a long paragraph
// begin a new line.
func breaks(text string) []int {
	if len(text) < longWords*2 || len(strings.Fields(text)) <= longWords {
		return nil
	}
	var out []int
	words, inWord := 0, false
	for i, r := range text {
		if r != ' ' {
			if !inWord && words >= breakWords && endsSentence(text[:i]) {
				out = append(out, i)
				words = 0
			}
			inWord = true
			continue
		}
		if inWord {
			words++
		}
		inWord = false
	}
	return out
}

// endsSentence reports whether a text that ends in blanks ends a sentence:
// its last character, closing quotes and brackets aside, is a full stop, a
// question mark or an exclamation mark.
func endsSentence(before string) bool {
	s := strings.TrimRight(before, ` "'”’»)]}`)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".؟?!۔…", r) && !strings.HasSuffix(s, "(.")
}
