package clean

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// slowWords is plainWords as it is meant: letter by letter, to the very end.
func slowWords(text string, i, end int) (n, blanks int) {
	from, between := i, 0
	for i+1 < end {
		switch {
		case plainLetter(text[i], text[i+1]):
			i += 2
			n, blanks = i-from, blanks+between
			between = 0
		case text[i] == ' ' && between == 0:
			i++
			between = 1
		default:
			return n, blanks
		}
	}
	return n, blanks
}

// checkWords holds plainWords to what slowWords passes, but for what it leaves
// near the end and before something else, and reports what it passed.
func checkWords(t *testing.T, text string, i, end int) int {
	t.Helper()
	n, blanks := plainWords(text, i, end)
	wantN, _ := slowWords(text, i, end)
	if n > wantN || n < wantN && i+n+8 <= end && n+8 < wantN {
		t.Fatalf("%+q[%d:%d]: passed %d bytes, letter by letter %d", text, i, end, n, wantN)
	}
	if n > 0 && (text[i+n-1] < 0x80 || !plainLetter(text[i+n-2], text[i+n-1])) {
		t.Fatalf("%+q[%d:%d]: passed %d bytes, no letter at their end", text, i, end, n)
	}
	if want := strings.Count(text[i:i+n], " "); blanks != want {
		t.Fatalf("%+q[%d:%d]: %d blanks, want %d", text, i, end, blanks, want)
	}
	return n
}

func TestPlainWordsPassesPlainLettersOnly(t *testing.T) {
	for c := range 256 {
		for d := range 256 {
			pair := string([]byte{byte(c), byte(d)})
			for at := range 4 {
				text := strings.Repeat("ن", at) + pair + strings.Repeat("ن", 8)
				n := checkWords(t, text, 0, len(text))
				if plain := plainLetter(byte(c), byte(d)); plain && n < len(text)-8 || !plain && n > 2*at && !(c == ' ' && d == 0xD9) {
					t.Fatalf("%+q: passed %d bytes of %+q", pair, n, text)
				}
			}
		}
	}
}

func TestPlainWordsAgreesWithTheSlowWay(t *testing.T) {
	pieces := []string{"ن", "ا", "ي", "ء", "غ", "ف", "ل", "م", " ", " ", "ـ", "َ", "،", "a", ".", "\n", "“", "\xD8", "\xA7", "پ", "€"}
	random := rand.New(rand.NewPCG(3, 4))
	for range 200_000 {
		var b strings.Builder
		for range random.IntN(16) {
			b.WriteString(pieces[random.IntN(8+random.IntN(len(pieces)-7))])
		}
		text := b.String()
		i := random.IntN(len(text) + 1)
		if i < len(text) && text[i]&0xC0 != 0x80 { // a letter begins there
			checkWords(t, text, i, i+random.IntN(len(text)-i+1))
		}
	}
}
