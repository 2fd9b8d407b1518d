package search

import (
	"encoding/binary"
	"math"
	"runtime"
	"slices"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/match"
)

// segment is the index of some articles that follow one another in the corpus. It
// does not change.
//
// The postings of a word are, in varints:
//
//	size of the part of the documents, in bytes
//	documents: for each, ascending: step from the one before << 2 | in the
//	    title << 1 | more than once; if more than once, the number of times
//	    less 2
//	positions: for each document, ascending: the first, then the steps
//
// So a query of one word reads no positions, and a phrase skips those of
// documents that it does not need.
type segment struct {
	first  int      // number of the first article
	length []uint32 // tokens of each document, those of the title too
	title  []uint16 // tokens of the title of each
	tokens int      // of all
	bytes  int      // of text that was read

	words    []uint32 // numbers in the vocabulary, ascending
	starts   []uint32 // of the postings of each word, and where the last end
	postings []byte
}

// size is about how many bytes a segment takes.
func (s *segment) size() int {
	return len(s.postings) + 4*len(s.words) + 4*len(s.starts) + 6*len(s.length)
}

// of gives the postings of a word, nil for none.
func (s *segment) of(number uint32) []byte {
	i, ok := slices.BinarySearch(s.words, number)
	if !ok {
		return nil
	}
	return s.postings[s.starts[i]:s.starts[i+1]]
}

// builder makes a segment. It may be used again for the next one.
type builder struct {
	words  *dictionary
	stream []uint32 // the token at each place: its word in words
	doc    []uint32 // the document at each place
	counts []uint32 // of each word
	key    []byte
}

// draft is a segment whose words have the numbers of its own dictionary.
type draft struct {
	segment
	own *dictionary
}

// build indexes articles, the first of which has a number. It stops early, with
// nil, when it is told to.
func (b *builder) build(articles []*corpus.Article, first int, stopped func() bool) *draft {
	b.words, b.stream, b.doc, b.counts = newDictionary(), b.stream[:0], b.doc[:0], b.counts[:0]
	d := &draft{own: b.words}
	d.first = first
	d.length, d.title = make([]uint32, len(articles)), make([]uint16, len(articles))
	for i, a := range articles {
		if i%64 == 0 && stopped() {
			return nil
		}
		if i%8 == 0 {
			runtime.Gosched() // a key that waits for the processor goes first
		}
		from := len(b.stream)
		match.Pieces(a, func(text string, title bool) {
			b.read(text, uint32(i))
			if title {
				d.title[i] = uint16(min(len(b.stream)-from, math.MaxUint16))
			}
		})
		d.length[i] = uint32(len(b.stream) - from)
		d.bytes += len(a.Text) + len(a.Title)
	}
	d.tokens = len(b.stream)
	b.invert(d)
	return d
}

// read takes the tokens of a text.
func (b *builder) read(text string, doc uint32) {
	for scan := arabic.NewScanner(text); scan.Next(); {
		b.key = appendKey(b.key[:0], scan.Span().Of(text), scan.Folded(), scan.Ligature())
		n, fresh := b.words.add(b.key)
		if fresh {
			b.counts = append(b.counts, 0)
		}
		b.counts[n]++
		b.stream, b.doc = append(b.stream, n), append(b.doc, doc)
	}
}

// invert writes the postings of each word.
func (b *builder) invert(d *draft) {
	places := b.sorted()
	begins := make([]uint32, len(d.length)) // of each document in the stream
	at := uint32(0)
	for i, n := range d.length {
		begins[i] = at
		at += n
	}
	w := writer{begins: begins, title: d.title}
	d.words = make([]uint32, b.words.Len())
	d.starts = make([]uint32, 0, b.words.Len()+1)
	w.out = make([]byte, 0, 3*len(b.stream))
	from := uint32(0)
	for n, count := range b.counts {
		d.words[n] = uint32(n)
		d.starts = append(d.starts, uint32(len(w.out)))
		w.word(places[from:from+count], b.doc)
		from += count
	}
	d.starts = append(d.starts, uint32(len(w.out)))
	d.postings = slices.Clip(slices.Clone(w.out))
}

// sorted gives the places of the stream by word, ascending within each.
func (b *builder) sorted() []uint32 {
	ends := make([]uint32, len(b.counts))
	at := uint32(0)
	for n, count := range b.counts {
		ends[n] = at
		at += count
	}
	places := make([]uint32, len(b.stream))
	for place, n := range b.stream {
		places[ends[n]] = uint32(place)
		ends[n]++
	}
	return places
}

// writer writes postings.
type writer struct {
	out, positions []byte
	begins         []uint32
	title          []uint16
}

func (w *writer) word(places []uint32, doc []uint32) {
	w.positions = w.positions[:0]
	head := len(w.out)
	last := uint32(0)
	for i := 0; i < len(places); {
		d := doc[places[i]]
		j, before := i, uint32(0)
		for ; j < len(places) && doc[places[j]] == d; j++ {
			position := places[j] - w.begins[d]
			w.positions = binary.AppendUvarint(w.positions, uint64(position-before))
			before = position
		}
		v := uint64(d-last) << 2
		if places[i]-w.begins[d] < uint32(w.title[d]) {
			v |= 2
		}
		if n := j - i; n > 1 {
			w.out = binary.AppendUvarint(binary.AppendUvarint(w.out, v|1), uint64(n-2))
		} else {
			w.out = binary.AppendUvarint(w.out, v)
		}
		last, i = d, j
	}
	w.out = w.prefixed(head)
	w.out = append(w.out, w.positions...)
}

// prefixed puts the size of what stands from head on before it.
func (w *writer) prefixed(head int) []byte {
	var size [binary.MaxVarintLen32]byte
	n := binary.PutUvarint(size[:], uint64(len(w.out)-head))
	return slices.Insert(w.out, head, size[:n]...)
}

// number gives a draft's words their numbers in the vocabulary.
func (d *draft) number(v *vocabulary) *segment {
	numbers := v.add(d.own)
	order := make([]uint32, len(numbers))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return int(numbers[a]) - int(numbers[b]) })
	s := d.segment
	s.words, s.starts = make([]uint32, 0, len(order)), make([]uint32, 0, len(order)+1)
	s.postings = make([]byte, 0, len(d.postings))
	for _, own := range order {
		s.words = append(s.words, numbers[own])
		s.starts = append(s.starts, uint32(len(s.postings)))
		s.postings = append(s.postings, d.postings[d.starts[own]:d.starts[own+1]]...)
	}
	s.starts = append(s.starts, uint32(len(s.postings)))
	return &s
}
