package delimited

import "bytes"

// rows reads one row after the other. Lines of nothing but blanks are none.
type rows struct {
	data      []byte
	separator byte
	literal   bool // quotes are letters like others
	at        int  // where the next row begins, or the next cell
	line      int  // 1-based line of the next row
	lineEnd   int  // the end of the line of the cell, or before it where that is not known

	// Of the row that was read:
	cells    []string // at most maxCells
	count    int      // of its cells
	start    int      // where it begins
	first    int      // its line
	whole    bool     // it has an end, not only the data
	unclosed bool     // it has a quote that is not closed in the data
}

// next reads a row; false at the end of the data.
func (r *rows) next() bool {
	for r.at < len(r.data) {
		line, _, _ := bytes.Cut(r.data[r.at:], []byte("\n"))
		if len(bytes.TrimSpace(line)) > 0 {
			r.read()
			return true
		}
		r.at = min(r.at+len(line)+1, len(r.data))
		r.line++
	}
	return false
}

// read reads the row that begins here.
func (r *rows) read() {
	r.start, r.first, r.lineEnd = r.at, r.line, -1
	r.cells, r.count, r.whole, r.unclosed = r.cells[:0], 0, false, false
	for ended := false; !ended; r.at++ {
		cell := r.cell()
		if r.count++; r.count <= maxCells {
			r.cells = append(r.cells, string(cell))
		}
		r.whole = r.at < len(r.data) && r.data[r.at] == '\n'
		ended = r.whole || r.at == len(r.data)
	}
	r.at = min(r.at, len(r.data))
	r.line += bytes.Count(r.data[r.start:r.at], []byte{'\n'})
}

// cell reads the cell that begins here, up to the separator or line end after it.
func (r *rows) cell() []byte {
	if r.literal || r.at == len(r.data) || r.data[r.at] != '"' {
		return r.plain()
	}
	from := r.at + 1
	end := closing(r.data, from, r.separator)
	if end < 0 {
		r.unclosed, r.at = true, len(r.data)
		return undoubled(r.data[from:])
	}
	r.at = end + 1
	value := undoubled(r.data[from:end])
	if rest := r.plain(); len(rest) > 0 { // of a line that ends in CR CR LF
		value = append(bytes.Clone(value), rest...)
	}
	return value
}

// plain reads what is up to the next separator or line end.
func (r *rows) plain() []byte {
	if r.lineEnd < r.at {
		r.lineEnd = len(r.data)
		if i := bytes.IndexByte(r.data[r.at:], '\n'); i >= 0 {
			r.lineEnd = r.at + i
		}
	}
	line := r.data[r.at:r.lineEnd]
	if i := bytes.IndexByte(line, r.separator); i >= 0 {
		r.at += i
		return line[:i]
	}
	r.at = r.lineEnd
	return bytes.TrimSuffix(line, []byte{'\r'})
}

// closing finds the quote that closes a cell, at from or after it: one that is
// not doubled, before a separator, a line end, or the end of the data. It is
// negative where there is none.
func closing(data []byte, from int, separator byte) int {
	for at := from; ; {
		i := bytes.IndexByte(data[at:], '"')
		if i < 0 {
			return -1
		}
		if at += i; at+1 == len(data) {
			return at
		}
		switch next := data[at+1]; {
		case ends(next, separator):
			return at
		case next == '"':
			at += 2
		default:
			at++
		}
	}
}

// ends reports whether a quote before c closes its cell.
func ends(c, separator byte) bool { return c == separator || c == '\n' || c == '\r' }

// undoubled takes one of each two quotes in a row away.
func undoubled(cell []byte) []byte {
	if !bytes.Contains(cell, []byte(`""`)) {
		return cell
	}
	return bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
}
