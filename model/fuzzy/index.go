package fuzzy

import (
	"strings"
	"sync"
	"unicode/utf8"

	"qari/model/arabic"
)

// Index holds titles, ready to be filtered. It only grows, and may be used by
// several goroutines at once. The zero value is empty and ready.
type Index struct {
	mu     sync.Mutex
	ids    map[string]uint32 // of the words, by key
	local  []uint32          // by word: its number in the open segment plus one, 0 without
	pieces memo
	state  Snapshot
}

// Snapshot is the titles that an Index held when it was taken, safe to read
// while the Index grows: what stands in its slices is never written again.
type Snapshot struct {
	words  []word   // distinct words, in order of their first place
	counts []uint32 // by word, about how often it is there; later ones were not counted yet
	sealed []segment
	open   segment // takes the next title
	known  *known  // what the latest queries found out about words
}

// word is a distinct folded word.
type word struct {
	folded  string
	mask    uint64
	letters uint32
	maqsura bool // ends in alef maqsura, where that tells words apart
}

// Add appends a title; its index is the number of titles before it.
func (x *Index) Add(title string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.ids == nil {
		x.ids = make(map[string]uint32)
		x.pieces = newMemo()
		x.state.known = &known{}
	}
	if x.state.open.len() == segmentTitles {
		x.seal()
	}
	o, all := x.add(title)
	if !all && x.state.open.len() > 0 {
		x.seal()
		o, _ = x.add(title)
	}
	x.state.open.end(o)
}

// add adds the words of a title to the open segment. If there are more words than
// the segment has numbers for, some are left out, and all is false.
func (x *Index) add(title string) (o outline, all bool) {
	all = true
	for more := true; more; {
		var piece string
		piece, title, more = strings.Cut(title, " ")
		if at := x.pieces.get(piece); at != nil {
			all = x.refer(at.word) && all
			o.add(at.mask, int(at.letters))
			continue
		}
		n, last := 0, uint32(0)
		for scan := arabic.NewScanner(piece); scan.Next(); n++ {
			last = x.id(scan.Folded(), scan.Span().Of(piece))
			all = x.refer(last) && all
			w := &x.state.words[last]
			o.add(narrow(w.mask), int(w.letters))
		}
		if n == 1 {
			x.pieces.put(piece, last, &x.state.words[last])
		}
	}
	return o, all
}

// refer adds a word to the open segment, unless that has no number left for it.
func (x *Index) refer(id uint32) bool {
	g := &x.state.open
	n := x.local[id]
	if n == 0 {
		if len(g.vocabulary) == maxVocabulary {
			return false
		}
		g.vocabulary = append(g.vocabulary, id)
		n = uint32(len(g.vocabulary))
		x.local[id] = n
	}
	g.refs = append(g.refs, uint16(n-1))
	return true
}

// seal closes the open segment and opens the next.
func (x *Index) seal() {
	s := &x.state
	g := s.open.seal()
	s.sealed = append(s.sealed, g)
	s.open = g.next()
	for _, w := range g.vocabulary {
		x.local[w] = 0
	}
	if len(s.words) > wordy*len(g.refs) {
		return
	}
	counts := make([]uint32, len(s.words))
	copy(counts, s.counts)
	for i, w := range g.vocabulary {
		counts[w] += uint32(len(g.withWord(i)))
	}
	s.counts = counts
}

// wordy is by how much all words may outnumber those of a segment's titles for
// its words to be counted: in an index of segments that were closed early since
// hardly a word comes twice, counts would cost more than they are worth.
const wordy = 64

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
	w.letters = uint32(utf8.RuneCountInString(w.folded))
	id := uint32(len(x.state.words))
	x.state.words = append(x.state.words, w)
	x.local = append(x.local, 0)
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
func (s Snapshot) Len() int { return s.open.first + s.open.len() }

// segments is the number of segments, the last of which is open.
func (s *Snapshot) segments() int { return len(s.sealed) + 1 }

func (s *Snapshot) segment(i int) *segment {
	if i == len(s.sealed) {
		return &s.open
	}
	return &s.sealed[i]
}

// maskOf is the bit that stands for a letter in the mask of a word, which can
// hold another only if it has all its bits. The Arabic letters and the digits
// have bits of their own, the others share.
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
