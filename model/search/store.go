package search

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"sync"
	"unsafe"

	"qari/model/corpus"
)

// An index can be kept between runs. What is kept is checked against the texts
// themselves: each segment tells the sums of the text that it was made of, and is
// taken only for articles that have the same. So it does not matter where they came
// from or when, and an index never finds what is not there.
//
// The form, all numbers little-endian:
//
//	magic, then blocks, each: length in bytes (8), data, sum of the data (4)
//	vocabulary: written and folded words, each as text and ends; chains
//	number of segments; for each: head, lengths, titles, words, starts, postings

// storeMagic begins a kept index. It changes with the form, and with whatever
// decides how a text is cut into tokens or folded.
const storeMagic = "qari index 1\n"

// errForeign is what reading anything else gives.
var errForeign = errors.New("no index, or one of another version")

// castagnoli is the polynomial of the sums: processors know it.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// textSum tells one text from another: two sums of 32 bits by different
// polynomials, and the length.
type textSum struct {
	bytes uint64
	sums  [2]uint32
}

func (t *textSum) add(text string) {
	b := unsafe.Slice(unsafe.StringData(text), len(text)) // only read: a copy would take longer than the sums
	t.bytes += uint64(len(b)) + 1
	t.sums[0] = crc32.Update(t.sums[0], castagnoli, b)
	t.sums[1] = crc32.Update(t.sums[1], crc32.IEEETable, b)
}

// sumOf is the sum of what is indexed of some articles.
func sumOf(articles []*corpus.Article) (t textSum) {
	var lengths []byte
	for _, a := range articles {
		lengths = binary.AppendUvarint(lengths, uint64(len(a.Title)))
		lengths = binary.AppendUvarint(lengths, uint64(len(a.Text)))
		lengths = append(lengths, byte(a.TitleRule))
		lengths = binary.AppendUvarint(lengths, uint64(a.BodyStart))
		t.add(a.Title)
		t.add(a.Text)
	}
	t.add(string(lengths))
	return t
}

// WriteTo writes the index down, to be kept. It may grow meanwhile.
func (s Snapshot) WriteTo(w io.Writer) (int64, error) {
	out := &blockWriter{w: bufio.NewWriterSize(w, 1<<20)}
	out.bytes([]byte(storeMagic))
	v := s.vocabulary.still()
	for _, d := range []*dictionary{v.written, v.folded} {
		out.block(d.text)
		out.numbers(d.ends)
	}
	out.numbers(v.first)
	out.numbers(v.next)
	out.numbers([]uint32{uint32(len(s.segments))})
	for _, seg := range s.segments {
		sum := sumOf(s.articles[seg.first : seg.first+len(seg.length)])
		head := binary.LittleEndian.AppendUint64(nil, sum.bytes)
		for _, n := range []uint32{sum.sums[0], sum.sums[1], uint32(seg.tokens), uint32(seg.bytes)} {
			head = binary.LittleEndian.AppendUint32(head, n)
		}
		out.block(head)
		out.numbers(seg.length)
		titles := make([]byte, 0, 2*len(seg.title))
		for _, n := range seg.title {
			titles = binary.LittleEndian.AppendUint16(titles, n)
		}
		out.block(titles)
		out.numbers(seg.words)
		out.numbers(seg.starts)
		out.block(seg.postings)
	}
	if out.err == nil {
		out.err = out.w.Flush()
	}
	return out.n, out.err
}

// blockWriter writes blocks until the first error.
type blockWriter struct {
	w   *bufio.Writer
	n   int64
	err error
}

func (w *blockWriter) bytes(b []byte) {
	if w.err == nil {
		var n int
		n, w.err = w.w.Write(b)
		w.n += int64(n)
	}
}

func (w *blockWriter) block(data []byte) {
	w.bytes(binary.LittleEndian.AppendUint64(nil, uint64(len(data))))
	w.bytes(data)
	w.bytes(binary.LittleEndian.AppendUint32(nil, crc32.Checksum(data, castagnoli)))
}

func (w *blockWriter) numbers(list []uint32) {
	data := make([]byte, 0, 4*len(list))
	for _, n := range list {
		data = binary.LittleEndian.AppendUint32(data, n)
	}
	w.block(data)
}

// Kept is an index that was kept, before it is known whether it fits.
type Kept struct {
	vocabulary *vocabulary
	segments   []keptSegment
}

type keptSegment struct {
	segment
	sum textSum
}

// Read reads a kept index of at most limit bytes. Anything that is not one, or is
// damaged, is an error.
func Read(r io.Reader, limit int64) (*Kept, error) {
	in := &blockReader{r: bufio.NewReaderSize(r, 1<<20), left: limit}
	magic := make([]byte, len(storeMagic))
	if _, err := io.ReadFull(in.r, magic); err != nil || string(magic) != storeMagic {
		return nil, errForeign
	}
	k := &Kept{vocabulary: newVocabulary()}
	v := k.vocabulary
	for _, d := range []*dictionary{v.written, v.folded} {
		d.text, d.ends = in.block(), in.numbers()
	}
	v.first, v.next = in.numbers(), in.numbers()
	count := in.numbers()
	if in.err == nil && (len(count) != 1 || !v.sound()) {
		in.err = errForeign
	}
	for n := uint32(0); in.err == nil && n < count[0]; n++ {
		k.segments = append(k.segments, in.segment(len(v.written.ends)))
	}
	if in.err != nil {
		return nil, in.err
	}
	var wg sync.WaitGroup
	for _, d := range []*dictionary{v.written, v.folded} {
		wg.Go(d.rehash)
	}
	wg.Wait()
	return k, nil
}

// blockReader reads blocks until the first error.
type blockReader struct {
	r    *bufio.Reader
	left int64
	err  error
}

func (r *blockReader) block() []byte {
	var size [8]byte
	if r.err == nil {
		_, r.err = io.ReadFull(r.r, size[:])
	}
	n := binary.LittleEndian.Uint64(size[:])
	if r.err == nil && (n > uint64(r.left)) {
		r.err = fmt.Errorf("a block of %d bytes, where %d are left", n, r.left)
	}
	if r.err != nil {
		return nil
	}
	r.left -= int64(n)
	data := make([]byte, n)
	if _, r.err = io.ReadFull(r.r, data); r.err != nil {
		return nil
	}
	var sum [4]byte
	if _, r.err = io.ReadFull(r.r, sum[:]); r.err != nil {
		return nil
	}
	if binary.LittleEndian.Uint32(sum[:]) != crc32.Checksum(data, castagnoli) {
		r.err = errors.New("damaged: a sum is wrong")
		return nil
	}
	return data
}

func (r *blockReader) numbers() []uint32 {
	data := r.block()
	if r.err == nil && len(data)%4 != 0 {
		r.err = errForeign
	}
	list := make([]uint32, len(data)/4)
	for i := range list {
		list[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	return list
}

// segment reads a segment whose words are below a number.
func (r *blockReader) segment(words int) (s keptSegment) {
	head := r.block()
	s.length = r.numbers()
	titles := r.block()
	s.words, s.starts, s.postings = r.numbers(), r.numbers(), r.block()
	if r.err != nil {
		return s
	}
	if len(head) != 24 || len(titles) != 2*len(s.length) || len(s.starts) != len(s.words)+1 ||
		!ascending(s.starts, uint64(len(s.postings))+1) || !ascending(s.words, uint64(words)) {
		r.err = errForeign
		return s
	}
	s.sum.bytes = binary.LittleEndian.Uint64(head)
	s.sum.sums = [2]uint32{binary.LittleEndian.Uint32(head[8:]), binary.LittleEndian.Uint32(head[12:])}
	s.tokens, s.bytes = int(binary.LittleEndian.Uint32(head[16:])), int(binary.LittleEndian.Uint32(head[20:]))
	s.title = make([]uint16, len(s.length))
	for i := range s.title {
		s.title[i] = binary.LittleEndian.Uint16(titles[2*i:])
	}
	return s
}

// ascending reports whether numbers never fall, and stay below one.
func ascending(list []uint32, below uint64) bool {
	for i, n := range list {
		if uint64(n) >= below || i > 0 && n < list[i-1] {
			return false
		}
	}
	return true
}

// rehash makes the table of a dictionary anew.
func (d *dictionary) rehash() {
	size := len(d.slots)
	for len(d.ends)*3 > size*2 {
		size *= 2
	}
	d.slots = make([]slot, size)
	for n := range d.ends {
		d.put(uint32(n))
	}
}

// Adopt takes segments of a kept index that were made of the next articles of the
// corpus, as far as those have come: from the beginning on, before anything else is
// indexed. It reports at how many articles the next one could be taken, 0 when no
// more fits.
func (x *Index) Adopt(k *Kept, articles []*corpus.Article) (next int) {
	if k == nil || len(x.segments) > 0 && x.vocabulary != k.vocabulary {
		return 0
	}
	if x.vocabulary == nil {
		x.begin()
		x.vocabulary = k.vocabulary
	}
	x.surplus = true
	ready := 0
	first := x.Snapshot().Articles()
	end := first
	rest := k.segments[min(len(x.segments), len(k.segments)):]
	for ready < len(rest) && end+len(rest[ready].length) <= len(articles) {
		end += len(rest[ready].length)
		ready++
	}
	fits := make([]bool, ready)
	var wg sync.WaitGroup
	at := first
	for i := range ready {
		part := articles[at : at+len(rest[i].length)]
		at += len(part)
		wg.Go(func() { fits[i] = sumOf(part) == rest[i].sum && rest[i].sound() })
	}
	wg.Wait()
	x.articles = articles
	refused := false
	for i := range ready {
		if refused = !fits[i]; refused {
			k.segments = k.segments[:len(x.segments)]
			break
		}
		s := rest[i].segment
		s.first = x.Snapshot().Articles()
		x.segments = append(x.segments[:len(x.segments):len(x.segments)], &s)
	}
	if n := len(x.segments); n < len(k.segments) {
		return x.Snapshot().Articles() + len(k.segments[n].length)
	}
	if refused {
		x.forget()
	}
	x.surplus = false
	return 0
}

// forget drops the words that no segment has. Snapshots that were taken keep theirs.
func (x *Index) forget() {
	if len(x.segments) == 0 {
		x.vocabulary = nil // it is of other texts
		return
	}
	used := make([]bool, x.vocabulary.Len())
	for _, s := range x.segments {
		for _, n := range s.words {
			used[n] = true
		}
	}
	var numbers []uint32
	x.vocabulary, numbers = x.vocabulary.only(used)
	segments := make([]*segment, len(x.segments))
	for i, old := range x.segments {
		s := *old
		s.words = make([]uint32, len(old.words))
		for w, n := range old.words {
			s.words[w] = numbers[n]
		}
		segments[i] = &s
	}
	x.segments = segments
}
