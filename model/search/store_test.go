package search_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/match"
	"qari/model/search"
)

func keep(t testing.TB, s search.Snapshot) []byte {
	t.Helper()
	var b bytes.Buffer
	if n, err := s.WriteTo(&b); err != nil || n != int64(b.Len()) {
		t.Fatal(n, err)
	}
	return b.Bytes()
}

func read(t testing.TB, data []byte) *search.Kept {
	t.Helper()
	k, err := search.Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// A kept index answers as the one that was kept, also while the articles are still
// coming, and grows with what is new.
func TestAKeptIndexAnswersTheSame(t *testing.T) {
	all := articles(t)
	old := len(all) * 3 / 4
	x := search.Index{Segment: 20_000}
	for x.Extend(context.Background(), all[:old]) {
	}
	kept := read(t, keep(t, x.Snapshot()))
	var y search.Index
	last := 0
	for n := 0; n <= old; n++ {
		next := y.Adopt(kept, all[:n])
		got := y.Snapshot().Articles()
		if got < last || got > n || next > 0 && (next <= n || next <= got) {
			t.Fatalf("of %d articles %d are indexed, the next at %d", n, got, next)
		}
		last = got
	}
	if last != old {
		t.Fatalf("%d of %d articles are indexed", last, old)
	}
	for y.Extend(context.Background(), all) {
	}
	whole := indexed(t, all, 1)
	q := newQuestions(all, 3)
	for range 100 {
		text := q.query()
		c := compile(t, text, match.Options{Level: arabic.Forms})
		a, err1 := whole.Search(context.Background(), c)
		b, err2 := y.Snapshot().Search(context.Background(), c)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		if !slices.EqualFunc(a.Found, b.Found, func(a, b search.Found) bool { return a.Article == b.Article && a.Hits == b.Hits }) {
			t.Fatalf("%s: %d articles in the kept index, %d in a new one", text, len(b.Found), len(a.Found))
		}
	}
}

// An index of other texts is not taken, from the first difference on.
func TestAnIndexOfOtherTextsIsNotTaken(t *testing.T) {
	all := articles(t)
	x := search.Index{Segment: 20_000}
	for x.Extend(context.Background(), all) {
	}
	data := keep(t, x.Snapshot())
	changed := slices.Clone(all)
	a := corpus.Article{Title: all[9].Title, Text: all[9].Text[:len(all[9].Text)-1] + "!", TitleRule: all[9].TitleRule, BodyStart: all[9].BodyStart}
	changed[9] = &a
	var y search.Index
	if next := y.Adopt(read(t, data), changed); next != 0 {
		t.Errorf("more is to be taken at %d", next)
	}
	if got := y.Snapshot().Articles(); got > 9 {
		t.Errorf("%d articles are taken, the tenth has changed", got)
	}
	for y.Extend(context.Background(), changed) {
	}
	if got := y.Snapshot().Articles(); got != len(all) {
		t.Errorf("%d articles are indexed", got)
	}
	// Nor once something else was indexed.
	var z search.Index
	z.Extend(context.Background(), all[:3])
	if z.Adopt(read(t, data), all); z.Snapshot().Articles() != 3 {
		t.Errorf("%d articles are indexed", z.Snapshot().Articles())
	}
}

// rareWords is an article of words that no other has.
func rareWords(n int) *corpus.Article {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "rare%d ", i)
	}
	return &corpus.Article{Title: "rare", TitleRule: corpus.TitleField, Text: text.String()}
}

// Where only the first segments of a kept index fit, the words of the others are
// forgotten with them; whoever searches meanwhile is not disturbed.
func TestWordsOfDroppedSegmentsAreForgotten(t *testing.T) {
	all := articles(t)
	x := search.Index{Segment: 20_000}
	for x.Extend(context.Background(), all) {
	}
	want := len(keep(t, x.Snapshot()))
	with := append(slices.Clone(all), rareWords(20_000))
	for x.Extend(context.Background(), with) {
	}
	data := keep(t, x.Snapshot())
	if len(data) < 2*want {
		t.Fatalf("the rare words take %d of %d bytes only", len(data)-want, len(data))
	}
	for name, now := range map[string][]*corpus.Article{
		"another article": append(slices.Clone(all), rareWords(2)),
		"no article":      append(slices.Clone(all), rareWords(1))[:len(all)],
	} {
		y := search.Index{Segment: 20_000}
		kept := read(t, data)
		y.Adopt(kept, now[:len(all)/2])
		before := y.Snapshot()
		y.Adopt(kept, now)
		if y.Snapshot().Articles() < len(all)/2 {
			t.Fatalf("%s: only %d articles are taken", name, y.Snapshot().Articles())
		}
		for y.Extend(context.Background(), now) {
		}
		if got := len(keep(t, y.Snapshot())); got > want*11/10 {
			t.Errorf("%s: the index takes %d bytes, without the words that are gone %d", name, got, want)
		}
		whole := indexed(t, now, 1)
		for q, n := newQuestions(all, 8), 0; n < 50; n++ {
			text := q.query()
			c := compile(t, text, match.Options{Level: arabic.Forms})
			a, err1 := whole.Search(context.Background(), c)
			b, err2 := y.Snapshot().Search(context.Background(), c)
			old, err3 := before.Search(context.Background(), c)
			if err := errors.Join(err1, err2, err3); err != nil {
				t.Fatal(err)
			}
			same := func(a, b search.Found) bool { return a.Article == b.Article && a.Hits == b.Hits }
			if !slices.EqualFunc(a.Found, b.Found, same) {
				t.Fatalf("%s: %s: %d articles in the kept index, %d in a new one", name, text, len(b.Found), len(a.Found))
			}
			first := slices.DeleteFunc(slices.Clone(a.Found), func(f search.Found) bool { return int(f.Article) >= before.Articles() })
			if !slices.EqualFunc(first, old.Found, same) {
				t.Fatalf("%s: %s: %d articles in the snapshot from before, %d in a new index", name, text, len(old.Found), len(first))
			}
		}
	}
}

// slowly does something before each write.
type slowly struct {
	bytes.Buffer
	before func()
}

func (s *slowly) Write(b []byte) (int, error) {
	s.before()
	return s.Buffer.Write(b)
}

// A slow disk does not hold up who searches, or the index that grows.
func TestAnIndexGrowsWhileItIsWrittenDown(t *testing.T) {
	all := []*corpus.Article{rareWords(300_000), {Title: "نفط", Text: "غاز"}}
	var x search.Index
	x.Extend(context.Background(), all[:1])
	kept := x.Snapshot()
	want := keep(t, kept)
	disk := &slowly{before: func() { x.Extend(context.Background(), all) }}
	done := make(chan error)
	go func() {
		_, err := kept.WriteTo(disk)
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the index waits for the writer, and the writer for the index")
	}
	if got := x.Snapshot().Articles(); got != 2 {
		t.Errorf("%d articles are indexed", got)
	}
	if !bytes.Equal(disk.Bytes(), want) {
		t.Error("it was written down with what came later")
	}
}

// Damage is noticed wherever it is.
func TestADamagedIndexIsNotRead(t *testing.T) {
	data := keep(t, indexed(t, articles(t), 1))
	random := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		bad := slices.Clone(data)
		switch at := random.IntN(len(bad)); random.IntN(3) {
		case 0:
			bad = bad[:at]
		case 1:
			bad[at] ^= 1 << random.IntN(8)
		default:
			copy(bad[at:], "some other text that has nothing to do with it")
		}
		if _, err := search.Read(bytes.NewReader(bad), int64(len(bad))); err == nil && !bytes.Equal(bad, data) {
			t.Fatal("a damaged index was read")
		}
	}
	if _, err := search.Read(bytes.NewReader(data), 100); err == nil {
		t.Error("an index beyond the limit was read")
	}
}

// The rules by which texts are cut and folded are those of the version that stands
// in the magic. Whoever changes them raises it, and then the sum here.
func TestTheVersionTellsOfTheRules(t *testing.T) {
	text := "الإِرْهـــاب، وَالتطرُّف؛ ﷺ ﻻ لأن 16ماي ١٢٣ U.N. Café على علي ی ک گ می‌خواهم ﻣﺤﻤﺪ\u00a0a_b x-y 3.5 «قال»؟"
	sum := crc32.ChecksumIEEE(nil)
	for _, token := range arabic.Tokens(text) {
		sum = crc32.Update(sum, crc32.IEEETable, []byte(token.Folded+" "+token.Of(text)+"\n"))
	}
	if want := uint32(0x3c479079); sum != want {
		t.Errorf("the sum of the rules is %#x, not %#x: raise the version in store.go", sum, want)
	}
}

// BenchmarkKept writes an index down, reads it, and takes it for a corpus.
func BenchmarkKept(b *testing.B) {
	all := many(b, 5000)
	s := indexed(b, all, 1)
	data := keep(b, s)
	b.Run("write", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			keep(b, s)
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			read(b, data)
		}
	})
	kept := read(b, data)
	b.Run("adopt", func(b *testing.B) {
		b.SetBytes(textOf(all))
		for b.Loop() {
			var x search.Index
			x.Adopt(kept, all)
			if x.Snapshot().Articles() != len(all) {
				b.Fatal("it is not taken")
			}
		}
	})
}
