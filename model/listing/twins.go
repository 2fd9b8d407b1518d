package listing

import (
	"sync"

	"qari/model/corpus"
)

// Twins finds out which articles have equal texts, as far as articles have been
// counted. It only grows, and may be used by several goroutines at once. The
// zero value is empty and ready.
type Twins struct {
	mu    sync.Mutex
	table []int32 // by hash, 1 + the first article of a digest; 0 is free
	first []int32
}

// Extend takes in further articles of the list, up to the first one that was not
// counted yet, and returns, for each article so far, the first one that has an
// equal text: mostly itself. Nothing in the slice changes.
func (t *Twins) Extend(list []*corpus.Article) []int32 {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := len(t.first); i < len(list); i++ {
		c := list[i].Counts()
		if c == nil {
			break
		}
		first := int32(i)
		if c.Digest != 0 {
			first = t.find(list, c.Digest, first)
		}
		t.first = append(t.first, first)
	}
	return t.first[:len(t.first):len(t.first)]
}

// find gives the first article with the digest, which is i if there was none.
func (t *Twins) find(list []*corpus.Article, digest uint64, i int32) int32 {
	if 2*len(t.first) >= len(t.table) {
		t.grow(list)
	}
	at := t.slot(list, digest)
	if t.table[at] == 0 {
		t.table[at] = i + 1
	}
	return t.table[at] - 1
}

// slot is the place of a digest in the table, or the free one where it belongs.
func (t *Twins) slot(list []*corpus.Article, digest uint64) int {
	mask := len(t.table) - 1
	for at := int(digest*spread>>32) & mask; ; at = (at + 1) & mask {
		if n := t.table[at]; n == 0 || list[n-1].Counts().Digest == digest {
			return at
		}
	}
}

// spread is an odd number that spreads digests over a table (2^64 by the golden
// ratio: Knuth, TAOCP 6.4).
const spread = 0x9E3779B97F4A7C15

// leastTable is the size of the first table, a power of two.
const leastTable = 1 << 10

func (t *Twins) grow(list []*corpus.Article) {
	old := t.table
	t.table = make([]int32, max(leastTable, 2*len(old)))
	for _, n := range old {
		if n != 0 {
			t.table[t.slot(list, list[n-1].Counts().Digest)] = n
		}
	}
}
