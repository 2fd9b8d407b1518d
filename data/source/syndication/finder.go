package syndication

import (
	"bytes"

	"qari/data/source/cut"
	"qari/data/source/record"
)

// maxHead is the number of bytes before the first entry that are kept.
const maxHead = 1 << 20

// finder finds the ends of entries.
type finder struct {
	scan  scanner
	in    *channel // nil before the first entry
	some  bool     // an entry has ended
	long  bool     // the entry is too long and is skipped
	ended bool     // all is said
}

// Find takes off the entries that are whole.
func (f *finder) Find(data []byte, _ int, last bool) cut.Found {
	if f.ended {
		return cut.Found{}
	}
	found := f.find(data, last)
	f.scan.at -= found.Whole + found.Skipped
	return found
}

func (f *finder) find(data []byte, last bool) cut.Found {
	if f.in == nil && !f.enter(data, last) {
		return f.rest(data, last)
	}
	whole := 0
	for {
		m, at := f.scan.next(data, last)
		if m == none {
			break
		}
		if f.long { // it ends at last, or another begins
			f.long = false
			return cut.Found{Skipped: at}
		}
		if m == closes {
			whole, f.some = at, true
		}
	}
	switch {
	case whole > 0:
		return cut.Found{Whole: whole, Context: f.in}
	case f.long:
		return cut.Found{Skipped: f.scan.at}
	case len(data) > record.MaxRecord:
		f.long = true
		return cut.Found{Skipped: f.scan.at, Reason: record.ErrTooLong.Error()}
	}
	return f.rest(data, last)
}

// enter reads what stands before the first entry; false when it is not all
// there.
func (f *finder) enter(data []byte, last bool) bool {
	if f.scan.name == "" {
		root := rootName(data)
		if root == "" && !last && len(data) < maxHead {
			return false
		}
		f.scan.name = entryName(root)
	}
	m, at := f.scan.next(data, last)
	switch {
	case m == opens:
		f.scan.at = at // to see it again
	case m == none && len(data) <= maxHead:
		return false
	case m == none:
		at = f.scan.at
	}
	f.in = readChannel(data[:at])
	return true
}

// rest takes an entry without end, and says what the feed lacks.
func (f *finder) rest(data []byte, last bool) cut.Found {
	if !last {
		return cut.Found{}
	}
	f.ended = true
	switch {
	case f.in != nil && hasEntry(data, f.in.entry): // Records will say that it has no end
		return cut.Found{Whole: len(data), Context: f.in}
	case !f.some:
		return cut.Found{Skipped: len(data), Reason: "feed without entries"}
	case !bytes.Contains(data, []byte("</")):
		return cut.Found{Skipped: len(data), Reason: "feed is cut off after an entry", At: len(data)}
	}
	return cut.Found{Skipped: len(data)}
}
