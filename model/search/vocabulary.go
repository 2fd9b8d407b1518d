package search

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"sync"

	"qari/model/arabic"
)

// A word of a text is known by how it is written: the original token, so that
// every level can be decided by looking at words alone. The words that fold to
// one stand in a chain.

// vocabulary holds all words of the index. It grows while others look.
type vocabulary struct {
	mu      sync.RWMutex
	written *dictionary
	folded  *dictionary
	first   []uint32 // of each folded word: one more than the last written one of its chain
	next    []uint32 // of each written word: one more than the one before in its chain, 0 for none
}

func newVocabulary() *vocabulary {
	return &vocabulary{written: newDictionary(), folded: newDictionary()}
}

// Len is the number of words, as written.
func (v *vocabulary) Len() int {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.written.Len()
}

// size is about how many bytes the vocabulary takes.
func (v *vocabulary) size() int {
	v.mu.RLock()
	defer v.mu.RUnlock()
	n := 4 * (len(v.first) + len(v.next))
	for _, d := range []*dictionary{v.written, v.folded} {
		n += cap(d.text) + 4*cap(d.ends) + 8*len(d.slots)
	}
	return n
}

// A word of a ligature that stands for several is written as the ligature; this
// sets it apart from its folded letters, which come after it.
const ligatureEnd = 0

// appendKey appends the key of a token.
func appendKey(dst []byte, token string, folded []byte, ligature bool) []byte {
	dst = append(dst, token...)
	if ligature {
		dst = append(append(dst, ligatureEnd), folded...)
	}
	return dst
}

// ofKey gives the token of a key, and the folded letters where the key has them.
func ofKey(key string) (token, folded string) {
	token, folded, _ = strings.Cut(key, string(rune(ligatureEnd)))
	return token, folded
}

// add gives the numbers of the words of another dictionary, in its order.
func (v *vocabulary) add(words *dictionary) []uint32 {
	v.mu.Lock()
	defer v.mu.Unlock()
	numbers := make([]uint32, words.Len())
	for i := range numbers {
		key := words.at(uint32(i))
		n, fresh := v.written.add(key)
		numbers[i] = n
		if !fresh {
			continue
		}
		token, folded := ofKey(string(key))
		if folded == "" {
			folded = arabic.Fold(token)
		}
		f, fresh := v.folded.add([]byte(folded))
		if fresh {
			v.first = append(v.first, 0)
		}
		v.next = append(v.next, v.first[f])
		v.first[f] = n + 1
	}
	return numbers
}

// still gives the vocabulary as it is now, which does not grow: to be written down,
// not to be looked into, since it has no tables. Only the chains' ends are copied:
// all the rest is appended to and never changed.
func (v *vocabulary) still() *vocabulary {
	v.mu.RLock()
	defer v.mu.RUnlock()
	part := func(d *dictionary) *dictionary { return &dictionary{text: d.text, ends: d.ends} }
	return &vocabulary{written: part(v.written), folded: part(v.folded), first: slices.Clone(v.first), next: v.next}
}

// only gives a vocabulary of some words, in the same order, and for each word its
// number there; those of other words mean nothing.
func (v *vocabulary) only(some []bool) (fresh *vocabulary, numbers []uint32) {
	v.mu.RLock()
	words := newDictionary()
	numbers = make([]uint32, len(some))
	for n, is := range some {
		if is {
			numbers[n], _ = words.add(v.written.at(uint32(n)))
		}
	}
	v.mu.RUnlock()
	fresh = newVocabulary()
	fresh.add(words)
	return fresh, numbers
}

// word is a word of the index that a pattern finds.
type word struct {
	number uint32
	level  arabic.Level
}

// find gives the words that the patterns find, by number, each with its
// strictest level; of those that fold to one of without, none.
func (v *vocabulary) find(patterns []*arabic.Pattern, without map[string]bool) []word {
	v.mu.RLock()
	defer v.mu.RUnlock()
	found := make(map[uint32]arabic.Level)
	for _, p := range patterns {
		if p.Open() {
			v.holding(found, p, without)
			continue
		}
		for form := range p.Forms() {
			if f, ok := v.folded.find([]byte(form)); ok && !without[form] {
				v.chain(found, p, f)
			}
		}
	}
	words := make([]word, 0, len(found))
	for n, level := range found {
		words = append(words, word{n, level})
	}
	sort.Slice(words, func(i, j int) bool { return words[i].number < words[j].number })
	return words
}

// chain adds the words of a folded one that a pattern finds.
func (v *vocabulary) chain(found map[uint32]arabic.Level, p *arabic.Pattern, folded uint32) {
	letters := string(v.folded.at(folded))
	for n := v.first[folded]; n > 0; n = v.next[n-1] {
		token, _ := ofKey(string(v.written.at(n - 1)))
		level, ok := p.Match(letters, token)
		if !ok {
			continue
		}
		if had, has := found[n-1]; !has || level < had {
			found[n-1] = level
		}
	}
}

// holding adds the words that an open pattern finds: it looks through the letters
// of all of them at once.
func (v *vocabulary) holding(found map[uint32]arabic.Level, p *arabic.Pattern, without map[string]bool) {
	letters := []byte(p.Folded())
	if len(letters) == 0 {
		return
	}
	text, ends := v.folded.text, v.folded.ends
	for at := 0; ; {
		i := bytes.Index(text[at:], letters)
		if i < 0 {
			return
		}
		at += i
		n := sort.Search(len(ends), func(i int) bool { return int(ends[i]) > at })
		if at+len(letters) <= int(ends[n]) {
			if !without[string(v.folded.at(uint32(n)))] {
				v.chain(found, p, uint32(n))
			}
			at = int(ends[n]) // the rest of the word needs no look
			continue
		}
		at++ // it reaches into the next word
	}
}
