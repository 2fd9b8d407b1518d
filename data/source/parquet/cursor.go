package parquet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"qari/data/source/record"
)

// cursor goes through the values of a column chunk, row by row.
type cursor struct {
	column *column
	pages  *pages
	dict   *dictionary

	left     int // values in the page, missing ones too
	rep, def hybrid
	values   values
	at       int64 // of the page, in the file
	held     int64 // bytes of the page and of the dictionary

	// The next value, when there is one.
	peeked           bool
	nextRep, nextDef int
}

// maxParts is the number of values that a list may have.
const maxParts = 1 << 16

var errParts = errors.New("list of more than 65,536 values")

// row gives the values of the next row as text. Missing ones are left out. The
// budget is what the row may have in bytes.
func (c *cursor) row(parts []string, budget *int) ([]string, error) {
	var v value
	var long error
	for first := true; ; first = false {
		more, err := c.peek()
		switch {
		case err != nil:
			return nil, err
		case !more && first:
			return nil, &damage{"fewer values than rows", c.at}
		case !more, !first && c.nextRep == 0:
			return parts, long
		case first && c.nextRep != 0:
			return nil, c.damaged()
		}
		c.peeked = false
		if c.nextDef < c.column.maxDef {
			continue
		}
		if !c.values.next(&v) {
			return nil, c.damaged()
		}
		switch { // a row that is too long is read to its end all the same
		case c.pages.file.given/maxRatio > c.pages.file.size+freeOfRatio/maxRatio:
			return nil, &damage{fmt.Sprintf("more than %d times the size of the file", maxRatio), c.at}
		case len(v.bytes) > *budget:
			long = record.ErrTooLong
		case len(parts) == maxParts:
			long = errParts
		default:
			if text, ok := c.column.show(v); ok {
				parts = append(parts, text)
				*budget -= len(text)
				c.pages.file.given += int64(len(text))
			}
		}
	}
}

func (c *cursor) damaged() error { return &damage{"damaged page", c.at} }

// peek reads the levels of the next value; false when there is none.
func (c *cursor) peek() (bool, error) {
	if c.peeked {
		return true, nil
	}
	for c.left == 0 {
		err := c.load()
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
	c.left--
	var rep, def uint32
	ok := true
	if c.column.maxRep > 0 {
		rep, ok = c.rep.next()
	}
	if c.column.maxDef > 0 && ok {
		def, ok = c.def.next()
	}
	if !ok {
		return false, c.damaged()
	}
	c.peeked, c.nextRep, c.nextDef = true, int(rep), int(def)
	return true, nil
}

// load takes up the next page that has values.
func (c *cursor) load() error {
	for {
		p, err := c.pages.next()
		if err != nil {
			return err
		}
		c.at = p.at
		if err := c.hold(p.unpacked + int64(len(p.data))); err != nil {
			return err
		}
		switch p.kind {
		case dictionaryPage:
			data, err := c.pages.unpack(p.data, p.unpacked, p.at)
			if err != nil {
				return err
			}
			c.dict = c.column.newDictionary(data)
		case dataPage:
			return c.loadV1(p)
		case dataPageV2:
			return c.loadV2(p)
		}
	}
}

// hold counts what a page takes in memory, in place of the one before.
func (c *cursor) hold(page int64) error {
	kept := int64(0)
	if c.dict != nil {
		kept = int64(len(c.dict.page) + 4*len(c.dict.ends))
	}
	c.pages.file.held += kept + page - c.held
	c.held = kept + page
	if c.pages.file.held > maxHeld {
		return &damage{"more than 1 GB would have to be unpacked at once", c.at}
	}
	return nil
}

// loadV1 takes up a page of the older kind: all of it is packed.
func (c *cursor) loadV1(p page) error {
	data, err := c.pages.unpack(p.data, p.unpacked, p.at)
	if err != nil {
		return err
	}
	head := p.head.sub(5)
	ok := true
	if c.column.maxRep > 0 && ok {
		c.rep, data, ok = levelsV1(head.int(4), c.column.maxRep, data)
	}
	if c.column.maxDef > 0 && ok {
		c.def, data, ok = levelsV1(head.int(3), c.column.maxDef, data)
	}
	if !ok {
		return c.damaged()
	}
	return c.begin(head.int(1), head.int(2), data)
}

// levelsV1 are levels with their length before them.
func levelsV1(encoding int64, most int, data []byte) (h hybrid, rest []byte, ok bool) {
	if encoding != rleEncoding || len(data) < 4 {
		return h, nil, false // bits without runs were given up before there were articles
	}
	n := int64(binary.LittleEndian.Uint32(data))
	if n > int64(len(data)-4) {
		return h, nil, false
	}
	return hybrid{data: data[4 : 4+n], width: widthOf(most)}, data[4+n:], true
}

// widthOf is the number of bits that a number up to most needs.
func widthOf(most int) (width int) {
	for ; most > 0; most >>= 1 {
		width++
	}
	return width
}

// loadV2 takes up a page of the newer kind: its levels are not packed.
func (c *cursor) loadV2(p page) error {
	head := p.head.sub(8)
	def, rep := head.int(5), head.int(6)
	if def < 0 || rep < 0 || def > int64(len(p.data)) || rep > int64(len(p.data))-def || p.unpacked < def+rep {
		return c.damaged()
	}
	c.rep = hybrid{data: p.data[:rep], width: widthOf(c.column.maxRep)}
	c.def = hybrid{data: p.data[rep : rep+def], width: widthOf(c.column.maxDef)}
	data := p.data[rep+def:]
	if !head.has(7) || head.int(7) != 0 {
		var err error
		if data, err = c.pages.unpack(data, p.unpacked-rep-def, p.at); err != nil {
			return err
		}
	}
	return c.begin(head.int(1), head.int(4), data)
}

// begin takes up n values, missing ones among them.
func (c *cursor) begin(n, encoding int64, data []byte) error {
	if n < 0 || n > maxPageValues {
		return &damage{"page of more than 16 million values", c.at}
	}
	c.left = int(n)
	there := c.left
	if c.column.maxDef > 0 {
		there = 0
		def := c.def
		for range n {
			if d, ok := def.next(); ok && int(d) == c.column.maxDef {
				there++
			}
		}
	}
	c.values = nothing{}
	if there > 0 {
		c.values = c.column.valuesOf(encoding, data, there, c.dict)
	}
	if c.values == nil {
		return &damage{"values in an encoding that is not read", c.at}
	}
	return nil
}

// nothing are no values.
type nothing struct{}

func (nothing) next(*value) bool { return false }
