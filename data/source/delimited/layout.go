package delimited

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"qari/data/source/record"
	"qari/model/corpus/date"
)

// layout is what the beginning of a table tells of all of it.
type layout struct {
	separator byte
	literal   bool     // quotes are letters like others
	head      []string // the first row, perhaps a header
	guessed   []string // keys of the columns, where it does not tell
}

// table is the context of a chunk.
type table struct {
	*layout
	first bool // the chunk has the first row
}

// The layout is learnt from so many rows, and bytes.
const (
	sampleRows = 20
	sampleSize = 64 << 10
)

// fromHeader learns the layout from the first line, where one of its cells is a
// known key: then no other line needs to be seen. nil where it is not.
func fromHeader(line []byte, candidates string, f *record.Fields) *layout {
	var best *layout
	most := 0
	for _, separator := range []byte(candidates) {
		r := rows{data: line, separator: separator}
		if !r.next() || r.unclosed {
			continue
		}
		if known := named(f, r.cells); known > most {
			best, most = &layout{separator: separator, head: r.cells}, known
		}
	}
	return best
}

// fromRows learns the layout from the first rows. The separator is the one that
// makes the most cells of the first row, by the share of rows that have as many.
func fromRows(data []byte, candidates string, all bool) *layout {
	l := &layout{separator: candidates[0]}
	best := 0.0
	for _, separator := range []byte(candidates) {
		literal := separator == '\t' && unquoted(data, all)
		found := sample(data, separator, literal, all)
		if score := agreement(found); score > best {
			best = score
			l = &layout{separator, literal, found[0], guess(found)}
		}
	}
	return l
}

// agreement is the number of cells of the first row times the share of rows that
// have as many.
func agreement(rows [][]string) float64 {
	if len(rows) == 0 {
		return 0
	}
	cells := len(rows[0])
	same := 0
	for _, row := range rows {
		if len(row) == cells {
			same++
		}
	}
	return float64(cells) * float64(same) / float64(len(rows))
}

// sample gives the first rows: those that are whole, or one that is not. With
// all, data is all there is, so that the last row needs no end.
func sample(data []byte, separator byte, literal, all bool) (found [][]string) {
	r := rows{data: data, separator: separator, literal: literal}
	for len(found) < sampleRows && r.next() {
		if len(found) > 0 && (r.unclosed || !r.whole && !all) {
			break
		}
		found = append(found, slices.Clone(r.cells))
	}
	return found
}

// unquoted reports whether quotes in a table of tabs are letters like others, as
// much data of tabs alone has them: all lines have the same number of cells, but
// not if cells may go on from line to line.
func unquoted(data []byte, all bool) bool {
	cells, lines := even(rows{data: data, separator: '\t', literal: true}, all)
	if cells < 2 {
		return false
	}
	quoted, n := even(rows{data: data, separator: '\t'}, all)
	return quoted != cells || n != lines
}

// even is the number of cells that all rows have, 0 where it differs, and that of
// the rows.
func even(r rows, all bool) (cells, n int) {
	for ; r.next() && (r.whole || all); n++ {
		if r.unclosed || n > 0 && r.count != cells {
			return 0, n
		}
		cells = r.count
	}
	return cells, n
}

// keys gives the keys of the columns, and whether the first row is a header. A
// number that the user named goes before the name in the header.
func (l *layout) keys(f *record.Fields) (keys []string, header bool) {
	header = named(f, l.head) > 0
	untold := header && l.guessed != nil && !tells(f, l.head)
	mapped := false
	for i := range l.head {
		mapped = mapped || f.Field(number(i)) != ""
	}
	if !header && !mapped {
		return l.guessed, false
	}
	for i, cell := range l.head {
		key := number(i)
		if name := strings.TrimSpace(cell); header && name != "" && f.Field(key) == "" {
			key = name
		}
		if untold && i < len(l.guessed) && f.Field(cell) == "" {
			if guess := l.guessed[i]; guess == "title" || guess == "text" {
				key = guess
			}
		}
		keys = append(keys, key)
	}
	return keys, header
}

// tells reports whether a header tells where texts or titles are.
func tells(f *record.Fields, head []string) bool {
	for i, cell := range head {
		for _, key := range []string{cell, number(i)} {
			if field := f.Field(key); field == "title" || field == "text" || field == "summary" {
				return true
			}
		}
	}
	return false
}

// declared gives the separator that the first line declares, as Excel writes it
// ("sep=;"), and the length of that line; 0 where it does not.
func declared(data []byte) (separator byte, length int) {
	line, _, whole := bytes.Cut(data[:min(len(data), maxName)], []byte("\n"))
	name := bytes.TrimRight(line, "\r")
	if !whole || len(name) != len("sep=")+1 || !bytes.EqualFold(name[:4], []byte("sep=")) {
		return 0, 0
	}
	if separator = name[4]; separator != '\t' && (separator == '"' || !unicode.IsPunct(rune(separator)) && !unicode.IsSymbol(rune(separator))) {
		return 0, 0
	}
	return separator, len(line) + 1
}

// maxName is the number of bytes above which a cell is no name of a column.
const maxName = 100

// named is the number of cells that are known keys, 0 where one is too long for a
// header. A number is a column's number and no name.
func named(f *record.Fields, row []string) (n int) {
	for _, cell := range row {
		if len(cell) > maxName {
			return 0
		}
		if strings.Trim(cell, "0123456789 ") != "" && f.Field(cell) != "" {
			n++
		}
	}
	return n
}

// Above these a column is no title, a cell no date.
const (
	longTitle = 200 // runes, by average
	longDate  = 100 // bytes
)

// guess gives the keys of columns without header. The column with the longest
// cells by average is the text; the next longest of two words or more and
// longTitle runes at most is the title. Before that, a column of nothing but dates
// (with more than digits in them) is the date, and one of web addresses the url.
// Others have their number.
func guess(sample [][]string) []string {
	columns := 0
	for _, row := range sample {
		columns = max(columns, len(row))
	}
	keys := make([]string, columns)
	stats := make([]column, columns)
	for i := range keys {
		keys[i] = number(i)
		for _, row := range sample {
			if i < len(row) {
				stats[i].add(row[i])
			}
		}
		switch c := stats[i]; {
		case c.cells == 0:
		case c.dates == c.cells:
			keys[i] = "date"
		case c.addresses == c.cells:
			keys[i] = "url"
		default:
			continue
		}
		stats[i] = column{}
	}
	take := func(key string, fits func(column) bool) {
		best := -1
		for i, c := range stats {
			if c.cells > 0 && fits(c) && (best < 0 || c.mean(c.runes) > stats[best].mean(stats[best].runes)) {
				best = i
			}
		}
		if best >= 0 {
			keys[best], stats[best] = key, column{}
		}
	}
	take("text", func(column) bool { return true })
	take("title", func(c column) bool { return c.words >= 2*c.cells && c.runes <= longTitle*c.cells })
	return keys
}

// column sums up the cells of a column that are not blank.
type column struct{ cells, runes, words, dates, addresses int }

func (c *column) add(cell string) {
	cell = strings.TrimSpace(cell)
	if cell == "" {
		return
	}
	c.cells++
	c.runes += utf8.RuneCountInString(cell)
	c.words += len(strings.Fields(cell))
	if len(cell) <= longDate && strings.Trim(cell, "0123456789") != "" {
		if _, ok := date.Parse(cell); ok {
			c.dates++
		}
	}
	if strings.HasPrefix(cell, "http://") || strings.HasPrefix(cell, "https://") {
		c.addresses++
	}
}

// mean is the mean of a sum of the column, in thousandths.
func (c column) mean(sum int) int { return sum * 1000 / c.cells }

// blankLines is the number of bytes of blank lines that data begins with, where
// none of them ends in what was seen.
func blankLines(data []byte, seen int) int {
	if seen > len(data) || bytes.IndexByte(data[seen:], '\n') < 0 {
		return 0
	}
	blanks := len(data) - len(bytes.TrimLeftFunc(data, unicode.IsSpace))
	return bytes.LastIndexByte(data[:blanks], '\n') + 1
}
