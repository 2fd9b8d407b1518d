package delimited

import (
	"bytes"

	"qari/data/source/cut"
	"qari/data/source/record"
)

// finder finds the ends of rows: line ends outside of quotes.
//
// It looks at every byte once, even if quotes are not closed. Where one opens
// within a cell that a quote before it opened, the same quote closes both, or
// none does; so after one was found to be unclosed, the search for those that
// open behind it begins where its own has ended.
type finder struct {
	candidates string
	fields     *record.Fields // without the user's
	*layout                   // nil until it is known
	header     *layout        // what the first line tells of it, and
	tried      bool           // whether it was asked
	begun      bool           // the first row was found, or given up

	at       int // what was looked at
	whole    int // the end of the last whole row
	quote    int // where the quote is that is open, -1 for none
	unclosed int // from where to look for a quote that closes one that opens before
	// strays says that a cell of a later line opens within the quotes that are open:
	// the quote that opened them was never closed.
	strays  bool
	oneLine int // up to where no line ends behind the quote that is open
	long    bool
}

func (f *finder) Find(data []byte, seen int, last bool) cut.Found {
	if f.layout == nil {
		if n := blankLines(data[:min(len(data), sampleSize)], seen); n > 0 {
			return cut.Found{Skipped: n}
		}
		if separator, n := declared(data); n > 0 && f.header == nil {
			f.candidates = string(rune(separator))
			return cut.Found{Skipped: n}
		}
		if !f.learn(data, last) {
			return cut.Found{}
		}
	}
	if f.long {
		return f.skipLine(data)
	}
	f.scan(data, last)
	switch {
	case f.whole > 0:
		return f.take(data)
	case f.quote >= 0 && (last || f.strays):
		return f.giveUp(data, "a quote opens here and is never closed")
	case f.quote >= 0 && len(data) > record.MaxRecord:
		return f.giveUp(data, record.ErrTooLong.Error()+", with a quote that opens here")
	case last:
		f.whole = len(data)
		return f.take(data)
	case len(data) > record.MaxRecord:
		f.long, f.begun = true, true
		f.skip(len(data))
		return cut.Found{Skipped: len(data), Reason: record.ErrTooLong.Error()}
	}
	return cut.Found{}
}

// learn finds the layout, once there is enough to be seen. It does not depend on
// how much came at once.
func (f *finder) learn(data []byte, last bool) bool {
	data = data[:min(len(data), sampleSize)]
	if line, _, whole := bytes.Cut(data, []byte("\n")); whole && !f.tried {
		f.header, f.tried = fromHeader(line, f.candidates, f.fields), true
	}
	all := len(data) < sampleSize
	switch {
	case f.header != nil && f.header.separator != '\t' && tells(f.fields, f.header.head):
		f.layout = f.header
	case all && !last:
	case f.header != nil:
		f.layout = f.header
		f.literal = f.separator == '\t' && unquoted(data, all)
		if rows := sample(data, f.separator, f.literal, all); len(rows) > 1 && !tells(f.fields, f.head) {
			f.guessed = guess(rows[1:])
		}
	default:
		f.layout = fromRows(data, f.candidates, all)
	}
	return f.layout != nil
}

// scan looks at what it has not seen of data.
func (f *finder) scan(data []byte, last bool) {
	for f.at < len(data) && !f.strays {
		if f.quote >= 0 {
			end, strays := f.closing(data)
			switch {
			case strays:
				f.at, f.strays = end, true
				return
			case end < 0:
				f.at = len(data)
			case end+1 == len(data) && !last: // what follows decides
				f.at = end
				return
			default:
				f.quote, f.at = -1, end+1
			}
			continue
		}
		next := len(data)
		if i := bytes.IndexByte(data[f.at:], '"'); i >= 0 && !f.literal {
			next = f.at + i
		}
		if end := bytes.LastIndexByte(data[f.at:next], '\n') + 1; end > 0 {
			f.whole = f.at + end
		}
		f.at = next
		if next < len(data) {
			f.open(data)
		}
	}
}

// closing finds the quote that closes the cell that is open, negative for none.
// Where a quote opens a cell on a later line first, it gives that, and strays is
// true: in what is quoted well, such a quote is doubled.
func (f *finder) closing(data []byte) (at int, strays bool) {
	for at = f.at; ; at++ {
		i := bytes.IndexByte(data[at:], '"')
		if i < 0 {
			return -1, false
		}
		if at += i; at+1 == len(data) || ends(data[at+1], f.separator) {
			return at, false
		}
		switch {
		case data[at+1] == '"':
			at++
		case at > f.quote+1 && data[at-1] == f.separator && f.goesOver(data, at):
			return at, true
		}
	}
}

// goesOver reports whether a line ends between the quote that is open and at.
func (f *finder) goesOver(data []byte, at int) bool {
	from := max(f.quote, f.oneLine)
	f.oneLine = at
	return bytes.IndexByte(data[from:at], '\n') >= 0
}

// open looks at the quote that is met outside of quotes.
func (f *finder) open(data []byte) {
	from := f.at
	f.at++
	if from != f.whole && data[from-1] != f.separator {
		return // within a cell
	}
	f.quote = from
	for f.at < len(data) && data[f.at] == '"' {
		f.at++
	}
	odd := (f.at-from)%2 == 1
	if f.at < min(f.unclosed, len(data)) && (odd || !ends(data[f.at], f.separator)) {
		f.at = f.unclosed
		return
	}
	f.at = from + 1
}

// take passes the whole rows on.
func (f *finder) take(data []byte) cut.Found {
	n := f.whole
	t := table{layout: f.layout, first: !f.begun && len(bytes.TrimSpace(data[:n])) > 0}
	f.begun = f.begun || t.first
	f.skip(n)
	return cut.Found{Whole: n, Context: t}
}

// giveUp skips the line with the quote that is open.
func (f *finder) giveUp(data []byte, reason string) cut.Found {
	found := cut.Found{Skipped: len(data), Reason: reason, At: f.quote}
	if i := bytes.IndexByte(data[f.quote:], '\n'); i >= 0 {
		found.Skipped = f.quote + i + 1
	} else {
		f.long = true
	}
	f.unclosed, f.quote, f.strays = f.at, -1, false
	f.at = found.Skipped
	f.begun = true
	f.skip(found.Skipped)
	return found
}

// skipLine skips the rest of a line that is too long.
func (f *finder) skipLine(data []byte) cut.Found {
	n := bytes.IndexByte(data, '\n') + 1
	if f.long = n == 0; f.long {
		n = len(data)
	}
	f.at = n
	f.skip(n)
	return cut.Found{Skipped: n}
}

// skip takes n bytes off the beginning of what was looked at.
func (f *finder) skip(n int) {
	f.at -= n
	f.whole = 0
	f.unclosed -= n
	f.oneLine -= n
	if f.quote >= 0 {
		f.quote -= n
	}
}
