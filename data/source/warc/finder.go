package warc

import (
	"bytes"

	"qari/data/source/cut"
	"qari/data/source/record"
)

// finder finds the ends of records by their lengths. After a damaged one it goes
// on at the next line that begins as a record does.
type finder struct {
	skip int64 // bytes that are left of a record that is passed over
	lost bool  // a record was damaged, and the next is not found yet
}

// Find takes off the records that are whole, wanted or not. A long one that is
// not wanted, or too long, is not waited for.
func (f *finder) Find(data []byte, _ int, last bool) cut.Found {
	switch {
	case f.skip > 0:
		return f.pass(data, last)
	case f.lost:
		return f.resume(data, 0, last, "")
	}
	at := 0
	for {
		from := blanks(data, at)
		if from == len(data) {
			return cut.Found{Whole: at, Skipped: from - at}
		}
		h, s := readHead(data[from:], last)
		found, more := f.next(&h, s, data[from:], last)
		if !more {
			if at > 0 { // first what was found before
				f.skip, f.lost = 0, false
				return cut.Found{Whole: at}
			}
			found.Skipped += from
			found.At += from
			return found
		}
		if found.Whole == 0 {
			return cut.Found{Whole: at}
		}
		at = from + found.Whole
	}
}

// next looks at the record that data begins with. When it says that more can be
// done, the record is whole, or, at 0 bytes, has to be waited for.
func (f *finder) next(h *head, s state, data []byte, last bool) (found cut.Found, more bool) {
	switch {
	case s == partial:
		return cut.Found{}, true
	case s == damaged && h.size > 0:
		return f.resume(data, h.size-1, last, "record without a length"), false
	case s == damaged:
		return f.resume(data, 1, last, "damaged record: no head of a WARC record"), false
	case h.length > waited:
		switch w := h.wants(data[h.size:], last); {
		case w == perhaps:
			return cut.Found{}, true
		case w == no, h.length > record.MaxRecord:
			f.skip = int64(h.size) + h.length
			found = f.pass(data, last)
			if w == yes && found.Reason == "" {
				found.Reason = record.ErrTooLong.Error()
			}
			return found, false
		}
	}
	switch {
	case h.length <= int64(len(data)-h.size):
		return f.block(h, data, last)
	case last:
		return f.resume(data, h.size-1, last, "record is cut off"), false
	}
	return cut.Found{}, true
}

// waited is the length of a block that is always waited for, to see whether it
// ends as it should.
const waited = 1 << 20

// block takes a record whose block is there, if it ends where the length says:
// line ends, or the end of the file, must follow.
func (f *finder) block(h *head, data []byte, last bool) (found cut.Found, more bool) {
	end := h.end()
	after := blanks(data[:min(end+len("\r\n\r\n"), len(data))], end)
	switch {
	case after == len(data) && after-end < len("\n\n") && !last:
		return cut.Found{}, true
	case after == end && end < len(data):
		return f.resume(data, h.size-1, last, "damaged record: its length is wrong"), false
	}
	return cut.Found{Whole: after}, true
}

// pass passes over what is left of a record.
func (f *finder) pass(data []byte, last bool) cut.Found {
	n := int(min(f.skip, int64(len(data))))
	f.skip -= int64(n)
	if f.skip > 0 && last {
		f.skip = 0
		return cut.Found{Skipped: n, Reason: "record is cut off", At: n}
	}
	return cut.Found{Skipped: n}
}

// resume goes to the next record after from. A fault that has a reason is at the
// beginning.
func (f *finder) resume(data []byte, from int, last bool, reason string) cut.Found {
	found := cut.Found{Reason: reason}
	at := bytes.Index(data[min(from, len(data)):], []byte("\n"+magic))
	f.lost = at < 0
	switch {
	case at >= 0:
		found.Skipped = from + at + 1
	case last:
		found.Skipped = len(data)
	default: // the end may be the beginning of one
		found.Skipped = max(min(from, len(data)), len(data)-len(magic))
	}
	return found
}
