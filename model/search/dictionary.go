package search

import (
	"hash/maphash"
	"math/bits"
)

// dictionary numbers strings, from 0 in the order in which they came. It keeps
// them one after the other: a million words take a third of what a Go map would.
type dictionary struct {
	seed  maphash.Seed
	text  []byte
	ends  []uint32 // of each string in text
	slots []slot   // a power of two, at most two thirds of them used
}

// slot is a place of the hash table: half of a hash, and one more than the
// number of a string; 0 for none.
type slot struct{ hash, number uint32 }

func newDictionary() *dictionary {
	return &dictionary{seed: maphash.MakeSeed(), slots: make([]slot, 64)}
}

// Len is the number of strings.
func (d *dictionary) Len() int { return len(d.ends) }

// at is the string of a number.
func (d *dictionary) at(n uint32) []byte {
	from := uint32(0)
	if n > 0 {
		from = d.ends[n-1]
	}
	return d.text[from:d.ends[n]]
}

// find gives the number of a string.
func (d *dictionary) find(s []byte) (uint32, bool) {
	n, _ := d.look(s, maphash.Bytes(d.seed, s))
	return n - 1, n > 0
}

// add gives the number of a string, which is new or not.
func (d *dictionary) add(s []byte) (n uint32, fresh bool) {
	hash := maphash.Bytes(d.seed, s)
	n, place := d.look(s, hash)
	if n > 0 {
		return n - 1, false
	}
	d.text = append(d.text, s...)
	d.ends = append(d.ends, uint32(len(d.text)))
	d.slots[place] = slot{uint32(hash >> 32), uint32(len(d.ends))}
	if len(d.ends)*3 > len(d.slots)*2 {
		d.grow()
	}
	return uint32(len(d.ends) - 1), true
}

// look gives one more than the number of a string, or 0 and the slot for it.
func (d *dictionary) look(s []byte, hash uint64) (n uint32, place int) {
	mask := len(d.slots) - 1
	// The high half chooses the slot, too: it is all that grow knows of a string.
	for i := d.home(uint32(hash >> 32)); ; i = (i + 1) & mask {
		at := d.slots[i]
		if at.number == 0 {
			return 0, i
		}
		if at.hash == uint32(hash>>32) && string(d.at(at.number-1)) == string(s) {
			return at.number, i
		}
	}
}

// home is the slot where a string with the half hash would best stand.
func (d *dictionary) home(half uint32) int {
	return int(half >> (32 - bits.TrailingZeros(uint(len(d.slots)))))
}

// put puts a string that is known into a slot.
func (d *dictionary) put(n uint32) {
	hash := maphash.Bytes(d.seed, d.at(n))
	mask := len(d.slots) - 1
	i := d.home(uint32(hash >> 32))
	for d.slots[i].number != 0 {
		i = (i + 1) & mask
	}
	d.slots[i] = slot{uint32(hash >> 32), n + 1}
}

func (d *dictionary) grow() {
	old := d.slots
	d.slots = make([]slot, 2*len(old))
	mask := len(d.slots) - 1
	for _, s := range old {
		if s.number == 0 {
			continue
		}
		i := d.home(s.hash)
		for d.slots[i].number != 0 {
			i = (i + 1) & mask
		}
		d.slots[i] = s
	}
}
