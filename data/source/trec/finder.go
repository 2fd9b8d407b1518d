package trec

import (
	"bytes"

	"qari/data/source/cut"
	"qari/data/source/record"
)

// finder finds the ends of records.
type finder struct {
	name  string // of the records, "" while it is not known
	tried bool   // the first tag does not tell it

	at      int // what was looked at
	start   int // of the record that it is in, -1 between records
	whole   int // the end of the last whole record
	tooLong bool
	found   bool // there was a record
	ended   bool // the end was told of
}

func (f *finder) Find(data []byte, seen int, last bool) cut.Found {
	if f.name == "" && !f.learn(data, seen, last) {
		return cut.Found{}
	}
	for f.at < len(data) {
		i := bytes.IndexByte(data[f.at:], '<')
		if i < 0 {
			f.at = len(data)
			break
		}
		f.at += i
		t, what := f.tag(data)
		if what == perhaps && !last && len(data)-f.at <= record.MaxRecord {
			break
		}
		if what == no || t.end == 0 {
			f.at++
			continue
		}
		if found, done := f.bound(t); done {
			return found
		}
		f.at = t.end
	}
	return f.pause(data, last)
}

// learn finds the name of the records, once there is enough to be seen.
func (f *finder) learn(data []byte, seen int, last bool) bool {
	all := len(data) >= surveySize || last
	if !all && (f.tried || bytes.IndexByte(data[seen:], '>') < 0) {
		return false
	}
	s := surveyOf(data)
	f.tried = s.tags > 0
	if all || len(s.names) > 0 && s.names[0] == doc {
		f.name = s.record()
	}
	return f.name != ""
}

// tag reads the tag that begins here, if it is one of a record.
func (f *finder) tag(data []byte) (tag, answer) {
	rest := data[f.at+1:]
	if len(rest) > 0 && rest[0] == '/' {
		rest = rest[1:]
	}
	if what := is(rest, f.name); what != yes {
		return tag{}, what
	}
	return tagAt(data, f.at)
}

// bound takes note of the tag of a record that begins here. It is done with the
// data for now where a record ends that is not closed, or is too long.
func (f *finder) bound(t tag) (found cut.Found, done bool) {
	within := f.start >= 0
	switch {
	case t.empty && within, t.closes && !within:
		return cut.Found{}, false
	case t.empty:
		f.whole, f.found = t.end, true
		return cut.Found{}, false
	case f.tooLong:
		f.tooLong, f.start = false, -1
		if t.closes {
			f.at = t.end
		}
		if f.at > 0 {
			return f.take(0, f.at), true
		}
	case t.closes:
		f.whole, f.start = t.end, -1
		return cut.Found{}, false
	case within:
		found = f.unclosed(f.at)
		return found, true
	}
	f.start, f.found = f.at, true
	return cut.Found{}, false
}

// unclosed passes on the record that ends without a closing tag.
func (f *finder) unclosed(end int) cut.Found {
	at := f.start
	f.at, f.start = end, -1
	found := f.take(end, 0)
	found.Reason, found.At = "<"+f.name+"> is not closed", at
	return found
}

// pause says what can be taken when all data was looked at.
func (f *finder) pause(data []byte, last bool) cut.Found {
	within := f.start >= 0 && !f.tooLong
	switch {
	case f.whole > 0:
		return f.take(f.whole, 0)
	case within && len(data)-f.start > record.MaxRecord:
		f.tooLong = true
		at := f.start
		found := f.take(0, f.at)
		found.Reason, found.At = record.ErrTooLong.Error(), at
		return found
	case within && last:
		return f.unclosed(len(data))
	case within:
		return cut.Found{}
	case last && !f.ended && !f.found:
		f.ended = true
		return cut.Found{Reason: "no <" + f.name + "> or other record in tags", At: len(data)}
	}
	return f.take(0, f.at)
}

// take takes the first bytes off the data: whole records, and then others.
func (f *finder) take(whole, others int) cut.Found {
	n := whole + others
	f.at -= n
	if f.start >= 0 {
		f.start -= n
	}
	f.whole = 0
	return cut.Found{Whole: whole, Skipped: others, Context: f.name}
}
