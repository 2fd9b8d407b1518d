package parquet

import (
	"slices"
	"strings"

	"qari/data/source/record"
)

// Physical types (parquet.thrift, Type).
const (
	boolean = iota
	int32s
	int64s
	int96s
	float32s
	float64s
	byteArray
	fixedBytes
)

// column is a leaf of the schema: what the values of a column chunk are.
type column struct {
	index          int // of its chunk in every row group
	path           []string
	key            string // as which its values are added to an article
	physical       int
	size           int // bytes of one value of fixedBytes
	maxRep, maxDef int
	show           func(value) (string, bool)
}

// Bounds of a schema.
const (
	maxColumns = 1000
	maxNested  = 32
)

// schema reads the list of elements that the footer has, which is the tree of
// columns in depth-first order.
type schema struct {
	elements []any
	at       int
	leaves   int
	columns  []column
	bad      bool
}

// columnsOf gives the columns that are read; false for a schema that makes no
// sense.
func columnsOf(elements []any) ([]column, bool) {
	s := schema{elements: elements}
	root := s.next()
	for range root.int(5) {
		s.node(nil, 0, 0, 1)
		if s.bad {
			return nil, false
		}
	}
	name(s.columns)
	return s.columns, s.leaves > 0 && s.at == len(elements)
}

func (s *schema) next() fields {
	if s.at >= len(s.elements) {
		s.bad = true
		return nil
	}
	s.at++
	f, _ := s.elements[s.at-1].(fields)
	return f
}

// node reads an element and what lies in it. Of a list, the two elements in
// between have no name of their own (LogicalTypes.md, Lists).
func (s *schema) node(path []string, rep, def, depth int) {
	e := s.next()
	if s.bad = s.bad || depth > maxNested; s.bad {
		return
	}
	rep, def = levels(e, rep, def)
	path = append(slices.Clip(path), e.text(4))
	children := e.int(5)
	switch {
	case children == 0:
		s.leaf(e, path, rep, def)
	case isList(e) && children == 1:
		s.list(path, rep, def, depth+1)
	default:
		for ; children > 0 && !s.bad; children-- {
			s.node(path, rep, def, depth+1)
		}
	}
}

// list reads what is repeated in a list.
func (s *schema) list(path []string, rep, def, depth int) {
	e := s.next()
	rep, def = levels(e, rep, def)
	switch children := e.int(5); children {
	case 0:
		s.leaf(e, path, rep, def)
	case 1:
		inner := s.next()
		rep, def = levels(inner, rep, def)
		if inner.int(5) == 0 {
			s.leaf(inner, path, rep, def)
			return
		}
		if isList(inner) && inner.int(5) == 1 && depth < maxNested {
			s.list(path, rep, def, depth+1)
			return
		}
		for n := inner.int(5); n > 0 && !s.bad; n-- {
			s.node(path, rep, def, depth+1)
		}
	default:
		for ; children > 0 && !s.bad; children-- {
			s.node(path, rep, def, depth+1)
		}
	}
}

// levels adds what an element adds to the levels: optional ones may be missing,
// repeated ones may also come again.
func levels(e fields, rep, def int) (int, int) {
	switch e.int(3) {
	case 1:
		return rep, def + 1
	case 2:
		return rep + 1, def + 1
	}
	return rep, def
}

func isList(e fields) bool {
	return e.sub(10).has(3) || e.has(6) && e.int(6) == convertedList
}

// leaf adds a column, unless its values are no text and many: numbers in lists,
// such as embeddings, and the bytes of pictures and sounds.
func (s *schema) leaf(e fields, path []string, rep, def int) {
	c := column{
		index: s.leaves, path: path, physical: int(e.int(1)), size: int(e.int(2)), maxRep: rep, maxDef: def, show: shower(e),
	}
	s.leaves++
	marked := isText(e)
	switch {
	case c.show == nil,
		rep > 0 && c.physical != byteArray,
		len(path) > 1 && c.physical == byteArray && !marked,
		strings.HasPrefix(path[0], "__index_level_"): // a place, by which pandas means the row
		return
	case len(s.columns) == maxColumns, c.physical == fixedBytes && (c.size <= 0 || c.size > maxFixed):
		s.bad = true
		return
	}
	s.columns = append(s.columns, c)
}

// maxFixed is the number of bytes that a value of fixed length may have.
const maxFixed = 1 << 10

// name gives the columns their keys. Of columns within one the key is that of
// the whole for the one that names it, as for objects in JSON, and the path for
// the others.
func name(columns []column) {
	best := map[string]int{}
	rank := func(c *column) int { return slices.Index(record.Naming(), c.path[len(c.path)-1]) }
	for i := range columns {
		c := &columns[i]
		c.key = strings.Join(c.path, ".")
		if len(c.path) == 1 {
			continue
		}
		if r := rank(c); r >= 0 {
			if b, found := best[c.path[0]]; !found || r < rank(&columns[b]) {
				best[c.path[0]] = i
			}
		}
	}
	for key, i := range best {
		columns[i].key = key
	}
}
