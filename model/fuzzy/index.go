package fuzzy

import (
	"strings"
	"sync"

	"qari/model/arabic"
)

// Index holds titles, ready to be filtered. It only grows, and may be used by
// several goroutines at once. The zero value is empty and ready.
type Index struct {
	mu    sync.Mutex
	ids   map[string]uint32 // of the words, by key
	state Snapshot
}

// Snapshot is the titles that an Index held when it was taken, safe to read
// while the Index grows: what stands in its slices is never written again.
type Snapshot struct {
	words  []word   // distinct words, in order of their first place
	refs   []uint32 // the words of all titles, one title after the other
	titles []title
}

// word is a distinct folded word.
type word struct {
	folded  string
	mask    uint64
	maqsura bool // ends in alef maqsura, where that tells words apart
}

// title says where the words of a title end in refs; they begin where those of
// the one before end.
type title struct {
	mask uint64
	end  uint32
}

// Add appends a title; its index is the number of titles before it.
func (x *Index) Add(text string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.ids == nil {
		x.ids = make(map[string]uint32)
	}
	s := &x.state
	var mask uint64
	for scan := arabic.NewScanner(text); scan.Next(); {
		id := x.id(scan.Folded(), scan.Span().Of(text))
		s.refs = append(s.refs, id)
		mask |= s.words[id].mask
	}
	s.titles = append(s.titles, title{mask: mask, end: uint32(len(s.refs))})
}

// id returns the number of the word, given folded and as written.
func (x *Index) id(folded []byte, written string) uint32 {
	maqsura := arabic.LastDecides(folded) && arabic.Maqsura(written)
	if maqsura {
		folded = append(folded, "ى"...) // a letter that no folded word holds
	}
	if id, ok := x.ids[string(folded)]; ok {
		return id
	}
	key := string(folded)
	w := word{folded: key, maqsura: maqsura}
	if maqsura {
		w.folded = strings.TrimSuffix(key, "ى")
	}
	w.mask = maskOfAll(w.folded)
	id := uint32(len(x.state.words))
	x.state.words = append(x.state.words, w)
	x.ids[key] = id
	return id
}

// Len is the number of titles.
func (x *Index) Len() int { return x.Snapshot().Len() }

// Snapshot returns the titles of now.
func (x *Index) Snapshot() Snapshot {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.state
}

// Len is the number of titles.
func (s Snapshot) Len() int { return len(s.titles) }

// wordsOf returns the numbers of the title's words, in order.
func (s Snapshot) wordsOf(i int) []uint32 {
	start := uint32(0)
	if i > 0 {
		start = s.titles[i-1].end
	}
	return s.refs[start:s.titles[i].end]
}

// maskOf is the bit that stands for a letter in the mask of a word or title,
// which can hold another only if it has all its bits. The Arabic letters and the
// digits have bits of their own, the others share.
func maskOf(r rune) uint64 {
	switch {
	case 'ء' <= r && r <= 'غ':
		return 1 << (r - 'ء')
	case 'ف' <= r && r <= 'ي':
		return 1 << (26 + r - 'ف')
	case '0' <= r && r <= '9':
		return 1 << (36 + r - '0')
	}
	return 1 << (46 + r%18)
}

func maskOfAll(folded string) uint64 {
	var mask uint64
	for _, r := range folded {
		mask |= maskOf(r)
	}
	return mask
}
