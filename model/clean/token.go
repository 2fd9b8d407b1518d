package clean

import (
	"unicode"
	"unicode/utf8"

	"qari/model/corpus"
)

// token is what is known of the token at hand.
type token struct {
	letters  bool // it has a letter or digit, here or further on
	searched bool // it was looked for further on
	last     bool // a letter was shown, and since then only marks
	smuggled bool // an invisible character follows that letter
	scripts  script
}

// tatweel hides a tatweel that lengthens a word, and shows one that stands for
// itself.
func (b *builder) tatweel(r rune, i, size int, decoded bool) {
	if b.keepTatweel || !b.lengthens(i+size) {
		b.see(closesNot)
		b.show(r, i, size, decoded)
		return
	}
	b.hide(i, i+size, false)
}

// lengthens reports whether the token, which goes on at text[i], has a letter
// or digit. It looks ahead once a token.
func (b *builder) lengthens(i int) bool {
	t := &b.token
	for ; !t.letters && !t.searched && i < b.end; i++ {
		r, size := utf8.DecodeRuneInString(b.text[i:b.end])
		switch kindOf(r) {
		case letter, form:
			t.letters = true
		case combining, tatweel, invisible, mark, bidi:
		default:
			t.searched = true
		}
		i += size - 1
	}
	t.searched = true
	return t.letters
}

// inToken takes note of a letter.
func (b *builder) inToken(r rune) {
	t := &b.token
	t.letters = true
	if t.smuggled && t.last {
		b.stats.Flags |= corpus.MixedScripts
	}
	t.last, t.smuggled = true, false
	if r >= 0x600 && r < 0x1C80 {
		return
	}
	if t.last = unicode.IsLetter(r); t.last {
		t.scripts |= scriptOf(r)
	}
	if t.scripts == latin|greekOrCyrillic {
		b.stats.Flags |= corpus.MixedScripts
	}
}
