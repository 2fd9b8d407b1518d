package concordance

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"qari/model/arabic"
	"qari/model/corpus"
)

// Sort is what lines are sorted by.
type Sort uint8

// The sorts. Lines that are equal under one stay as they were gathered.
const (
	ByNext   Sort = iota // the words after the hit
	ByPrev               // the words before it, the nearest first
	ByForm               // the hit itself, then the words after it
	BySource             // the article's source
	ByDate               // the article's date, newest first
)

// keyWords is how many words of the context a line is sorted by.
const keyWords = 5

// Sorted gives the lines in another order.
func Sorted(lines []Line, articles []*corpus.Article, by Sort) []Line {
	if by == ByDate {
		out := slices.Clone(lines)
		slices.SortStableFunc(out, func(a, b Line) int {
			x, y := articles[a.Article], articles[b.Article]
			if x.HasDate() != y.HasDate() {
				return map[bool]int{true: -1, false: 1}[x.HasDate()]
			}
			return cmp.Compare(y.Unix(), x.Unix())
		})
		return out
	}
	type keyed struct {
		key string
		at  int32
	}
	keys := make([]keyed, len(lines))
	inParts(len(lines), func(from, to int) {
		for i := from; i < to; i++ {
			keys[i] = keyed{key(&lines[i], articles, by), int32(i)}
		}
	})
	slices.SortFunc(keys, func(a, b keyed) int { return cmp.Or(cmp.Compare(a.key, b.key), int(a.at-b.at)) })
	out := make([]Line, len(lines))
	for i, k := range keys {
		out[i] = lines[k.at]
	}
	return out
}

// last stands after every letter: lines without a word are the last.
const last = "\U0010FFFF"

func key(l *Line, articles []*corpus.Article, by Sort) string {
	switch by {
	case ByPrev:
		return words(l.Before, true)
	case ByForm:
		return arabic.Fold(l.Hit) + "\x00" + words(l.After, false)
	case BySource:
		if s := arabic.Fold(articles[l.Article].From().Source); s != "" {
			return s
		}
		return last
	default:
		return words(l.After, false)
	}
}

// words are the words of a text nearest to its beginning, or to its end, folded.
func words(text string, fromEnd bool) string {
	tokens := arabic.Tokens(text)
	if fromEnd {
		slices.Reverse(tokens)
	}
	if len(tokens) == 0 {
		return last
	}
	var b strings.Builder
	for _, t := range tokens[:min(keyWords, len(tokens))] {
		b.WriteString(t.Folded)
		b.WriteByte(0)
	}
	return b.String()
}

// inParts calls work for ranges of 0 to n, two at a time.
func inParts(n int, work func(from, to int)) {
	var wg sync.WaitGroup
	half := n / 2
	wg.Go(func() { work(0, half) })
	work(half, n)
	wg.Wait()
}
