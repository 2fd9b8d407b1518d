package search_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/match"
	"qari/model/search"
)

// blocks parts a kept index into its beginning and the data of its blocks.
func blocks(kept []byte) (magic []byte, data [][]byte) {
	n := bytes.IndexByte(kept, '\n') + 1
	magic, kept = kept[:n], kept[n:]
	for len(kept) > 0 {
		size := binary.LittleEndian.Uint64(kept)
		data = append(data, kept[8:8+size])
		kept = kept[8+size+4:]
	}
	return magic, data
}

// forged puts blocks together, with the right sums.
func forged(magic []byte, data [][]byte) []byte {
	out := slices.Clone(magic)
	for _, d := range data {
		out = binary.LittleEndian.AppendUint64(out, uint64(len(d)))
		out = append(out, d...)
		out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(d, crc32.MakeTable(crc32.Castagnoli)))
	}
	return out
}

// forgery is a kept index, and what is asked of forged ones.
type forgery struct {
	articles []*corpus.Article
	magic    []byte
	data     [][]byte
	queries  []*match.Query
}

func newForgery(t testing.TB) *forgery {
	t.Helper()
	f := &forgery{articles: articles(t)}
	f.articles = f.articles[:min(len(f.articles), 16)]
	x := search.Index{Segment: 12_000}
	for x.Extend(context.Background(), f.articles) {
	}
	f.magic, f.data = blocks(keep(t, x.Snapshot()))
	for _, text := range []string{
		"في", "=في", "*ال*", "عنوان:من", "نص:في", `"في ال*"`, `"من في"~9`, "في | من | على", "-في", "في عنوان:من", "الإرهاب",
	} {
		f.queries = append(f.queries, compile(t, text, match.Options{Level: arabic.Forms}))
	}
	return f
}

// try reads a forged index and asks it: it may be refused, or find something else,
// but nothing else may happen.
func (f *forgery) try(t testing.TB, data [][]byte) {
	file := forged(f.magic, data)
	k, err := search.Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return
	}
	var x search.Index
	x.Adopt(k, f.articles)
	for range 2 {
		for _, q := range f.queries {
			if r, err := x.Snapshot().Search(context.Background(), q); err != nil || len(r.Found) > len(f.articles) {
				t.Fatalf("%d of %d articles are found, %v", len(r.Found), len(f.articles), err)
			}
		}
		for x.Extend(context.Background(), f.articles) {
		}
	}
}

// flipped changes one byte of a block.
func (f *forgery) flipped(block, at int, with byte) [][]byte {
	data := slices.Clone(f.data)
	block %= len(data)
	if len(data[block]) == 0 {
		return data
	}
	data[block] = slices.Clone(data[block])
	data[block][at%len(data[block])] ^= with
	return data
}

// An index with right sums that was not made by qari must do no harm.
func TestAForgedIndexDoesNoHarm(t *testing.T) {
	f := newForgery(t)
	random := rand.New(rand.NewPCG(2, 9))
	for range 1000 {
		f.try(t, f.flipped(random.IntN(1<<16), random.IntN(1<<30), byte(1+random.IntN(255))))
	}
	for b := range f.data { // cut, and longer than it ought to be
		data := slices.Clone(f.data)
		data[b] = data[b][:len(data[b])/8*4]
		f.try(t, data)
		data[b] = append(slices.Clone(f.data[b]), 0xFF, 0xFF, 0xFF, 0xFF)
		f.try(t, data)
	}
}

// Positions that go back, or beyond what a number holds, do no harm either.
func TestForgedPositionsDoNoHarm(t *testing.T) {
	const times = 100
	f := &forgery{articles: []*corpus.Article{{Text: strings.Repeat("نفط غاز ", times)}}}
	f.magic, f.data = blocks(keep(t, indexed(t, f.articles, 1)))
	for _, text := range []string{"نفط", `"نفط غاز"`, `"غاز نفط"~3`, "نص:نفط", "نفط | نف* | غاز", "نفط | \"نفط غاز\"", `"غاز نفط" | "نفط غاز"~2`} {
		f.queries = append(f.queries, compile(t, text, match.Options{Level: arabic.Forms}))
	}
	last := len(f.data) - 1
	head, steps := []byte{1, times - 2}, bytes.Repeat([]byte{2}, times-1)
	for _, step := range []uint32{1<<32 - 1, 1<<32 - 50, 1 << 31, 1<<32 - 3} {
		long := binary.AppendUvarint(nil, uint64(step)) // of five bytes: in the place of five steps
		for at := range times - 10 {
			data := slices.Clone(f.data)
			data[last] = bytes.ReplaceAll(data[last], head, []byte{1, times - 2 - 4})
			forgedSteps := slices.Concat(steps[:at], long, steps[at+5:])
			data[last] = bytes.ReplaceAll(data[last], steps, forgedSteps)
			if bytes.Count(data[last], long) != 2 {
				t.Fatalf("the postings are not those that were looked for: % x", data[last])
			}
			f.try(t, data)
		}
	}
}

func FuzzAForgedIndexDoesNoHarm(f *testing.F) {
	forge := newForgery(f)
	f.Add(uint16(3), uint32(7), byte(1), uint32(9), byte(0x80))
	f.Fuzz(func(t *testing.T, block uint16, at uint32, with byte, then uint32, thenWith byte) {
		data := forge.flipped(int(block), int(at), with)
		again := *forge
		again.data = data
		forge.try(t, again.flipped(int(block), int(then), thenWith))
	})
}
