// Package delimited reads tables as text: CSV and TSV, a row an article (RFC
// 4180, leniently).
//
// Cells are apart by commas, tabs, semicolons or vertical bars, whichever the
// first rows agree on. A cell that begins with a quote goes on, over line ends and
// separators, to the quote before the next separator or line end; quotes within
// it are doubled, and where they are not they are taken as they stand. So are
// quotes within a cell that does not begin with one. A quote that is never closed
// is a fault, and reading goes on with the line after it. Where a table of tabs is
// even only without all that, its quotes are letters like others.
//
// The first row is a header when one of its cells is a known key and none is long. Columns without
// a name have their number as key, from 1, so that a user can map them. If nobody
// does and there is no header, or one that tells of no texts and titles, they are
// guessed; see guess. A line before it may tell the separator ("sep=;").
package delimited

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"qari/data/source/cut"
	"qari/data/source/record"
)

// Decoder reads tables.
type Decoder struct {
	// Separator stands between cells; 0 to find it out.
	Separator byte
}

// candidates are the separators that are looked for, the likeliest first.
const candidates = ",\t;|"

// maxCells is how many cells a row may have.
const maxCells = 10_000

func (d Decoder) candidates() string {
	if d.Separator != 0 {
		return string(rune(d.Separator))
	}
	return candidates
}

// Chunks cuts the stream at the ends of rows.
func (d Decoder) Chunks(r io.Reader, yield func(record.Chunk) error) error {
	standard, err := record.NewFields(nil)
	if err != nil {
		return err
	}
	return cut.Stream(r, &finder{candidates: d.candidates(), fields: standard, quote: -1}, yield)
}

// Records gives the rows of the chunk. Rows of empty cells are nothing.
func (Decoder) Records(c record.Chunk, f *record.Fields, yield func(record.Record), fault func(record.Fault)) {
	t, ok := c.Context.(table)
	if !ok {
		return
	}
	keys, header := t.keys(f)
	b := record.NewBuilder(f)
	r := rows{data: c.Data, separator: t.separator, literal: t.literal, line: c.Line}
	if t.first && header {
		r.next()
	}
	for r.next() {
		at := record.Fault{Line: r.first, Offset: c.Offset + int64(r.start)}
		if r.count > maxCells {
			at.Reason = fmt.Sprintf("more than %d cells", maxCells)
			fault(at)
			continue
		}
		if !add(b, keys, r.cells) {
			continue
		}
		one := b.Record()
		one.Line = r.first
		if strings.TrimSpace(one.Text) == "" && strings.TrimSpace(one.Title) == "" {
			at.Reason = "neither text nor title"
			fault(at)
			continue
		}
		yield(one)
	}
}

// add gives the cells that are not empty to b, and reports whether there are any.
func add(b *record.Builder, keys, cells []string) (any bool) {
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		any = any || strings.TrimSpace(cell) != ""
		if i < len(keys) {
			b.Add(keys[i], cell)
		} else {
			b.Add(number(i), cell)
		}
	}
	if !any {
		b.Record() // forgets the blanks
	}
	return any
}

// number is the key of a column without name.
func number(column int) string { return strconv.Itoa(column + 1) }

// maxHeader is the number of bytes that Recognise takes for a header.
const maxHeader = 2000

// Recognise reports whether head, the beginning of a file, is surely a table: a
// header with two known keys, and rows of as many cells.
func Recognise(head []byte) bool {
	head = head[blankLines(head, 0):]
	if _, n := declared(head); n > 0 {
		return true
	}
	line, _, whole := bytes.Cut(head, []byte("\n"))
	if !whole || len(line) > maxHeader || !bytes.ContainsAny(line, candidates) {
		return false
	}
	standard, err := record.NewFields(nil)
	if err != nil {
		return false
	}
	l := fromHeader(line, candidates, standard)
	if l == nil || named(standard, l.head) < 2 {
		return false
	}
	literal := l.separator == '\t' && unquoted(head, false)
	rows := sample(head, l.separator, literal, false)
	for _, row := range rows {
		if len(row) != len(l.head) {
			return false
		}
	}
	return len(rows) > 1
}
