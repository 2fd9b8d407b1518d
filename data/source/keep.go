package source

import (
	"strings"
	"unsafe"

	"qari/model/corpus"
)

// keeper holds what is kept of a load: articles and their texts lie side by
// side in blocks, not each by itself, so that nothing is lost between them and
// the collector has little to look at. A block lives as long as anything in it.
// Every worker has one.
type keeper struct {
	text     []byte // what was handed out, and room for more
	articles []corpus.Article
	counted  []corpus.Counts
	origins  map[corpus.Origin]*corpus.Origin
	names    map[string]string
	scratch  []byte
}

// Sizes of blocks: a text that is large beside a block has one of its own.
const (
	textBlock    = 256 << 10
	largeText    = textBlock / 16
	articleBlock = 64
	maxOrigins   = 4096
	maxNames     = 4096
	maxScratch   = 1 << 20
)

// string gives a copy of s that lies in a block.
func (k *keeper) string(s string) string {
	switch {
	case s == "":
		return ""
	case len(s) > largeText:
		return string([]byte(s))
	case len(s) > cap(k.text)-len(k.text):
		k.text = make([]byte, 0, textBlock)
	}
	from := len(k.text)
	k.text = append(k.text, s...)
	// What was handed out is never written again.
	return unsafe.String(&k.text[from], len(s))
}

// name gives the one copy of a string that comes again and again.
func (k *keeper) name(s string) string {
	if name, ok := k.names[s]; ok {
		return name
	}
	if len(k.names) >= maxNames || k.names == nil {
		k.names = make(map[string]string)
	}
	s = strings.Clone(s) // not in a block, all of which it would keep
	k.names[s] = s
	return s
}

// room gives n bytes for what is not kept. They are the same ones each time.
func (k *keeper) room(n int) []byte {
	if n > maxScratch {
		return make([]byte, 0, n)
	}
	if cap(k.scratch) < n {
		k.scratch = make([]byte, 0, n)
	}
	return k.scratch[:0]
}

// article gives a new article.
func (k *keeper) article() *corpus.Article {
	if len(k.articles) == 0 {
		k.articles = make([]corpus.Article, articleBlock)
	}
	a := &k.articles[0]
	k.articles = k.articles[1:]
	return a
}

// counts gives counts that lie in a block.
func (k *keeper) counts(c corpus.Counts) *corpus.Counts {
	if len(k.counted) == 0 {
		k.counted = make([]corpus.Counts, articleBlock)
	}
	p := &k.counted[0]
	k.counted = k.counted[1:]
	*p = c
	return p
}

// origin gives the one copy of an origin.
func (k *keeper) origin(o corpus.Origin) *corpus.Origin {
	if p, ok := k.origins[o]; ok {
		return p
	}
	if len(k.origins) >= maxOrigins || k.origins == nil {
		k.origins = make(map[corpus.Origin]*corpus.Origin)
	}
	p := &corpus.Origin{Source: strings.Clone(o.Source), Lang: strings.Clone(o.Lang), Path: o.Path, Encoding: o.Encoding}
	k.origins[*p] = p
	return p
}
