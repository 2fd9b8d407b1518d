package jsonarray

import (
	"strings"

	"qari/data/source/cut"
	"qari/data/source/record"
)

// finder finds the objects that are articles: those that lie within the brackets
// of the shape's path. Of what it has walked over it takes away all that is no
// article, so that it keeps no more than one.
type finder struct {
	fields *record.Fields // without the user's
	shape
	known bool   // the shape is
	look  walker // to the end of the object from which it is to be known

	walker       // over what was looked at, and through the value that it is in
	state  state // of that value
	start  int   // of the article that it is in
	whole  int   // the end of the articles at the beginning of the data
	level  int   // brackets of the path that are open
	first  bool  // the next object is the first of a list that may hold other things
	other  bool  // the list holds other things

	junk  bool // something else was met and told of
	told  bool // there was anything to be told of
	ended bool // the end was told of
}

// state is what the finder is in.
type state uint8

const (
	between state = iota
	inArticle
	inTooLong // an article
	inOther   // a value
)

func (f *finder) Find(data []byte, _ int, last bool) cut.Found {
	for f.at < len(data) {
		if f.state != between {
			if !f.through(data) {
				break
			}
			f.leave(data)
			continue
		}
		if strings.IndexByte(blanks+",:", data[f.at]) >= 0 {
			f.at++
			continue
		}
		if found, done := f.enter(data, last); done {
			return found
		}
	}
	return f.pause(data, last)
}

// through walks through the value that it is in; false when the data ends first.
func (f *finder) through(data []byte) bool {
	if f.depth == 0 && f.quote {
		return f.text(data)
	}
	return f.value(data)
}

// leave ends the value that it was in.
func (f *finder) leave(data []byte) {
	was := f.state
	f.state = between
	if was == inOther {
		return
	}
	f.told = true
	if was == inArticle {
		if f.first {
			f.other = gradeOf(data[f.start:f.at], f.fields) < f.grade
		}
		if !f.other {
			f.whole = f.at
		}
	}
	f.first = false
	if data[f.at-1] == ']' && f.level > 0 { // the article lacks a bracket
		f.close()
	}
}

// enter looks at what begins or ends here. When it is done with the data for now,
// it says what it found.
func (f *finder) enter(data []byte, last bool) (found cut.Found, done bool) {
	c := data[f.at]
	if !f.known && c == '{' {
		if f.at > 0 {
			return f.take(0, f.at), true
		}
		if !f.learn(data, last) {
			return cut.Found{}, true
		}
	} else if !f.known && c == '[' {
		f.path, f.known = "[", true
	}
	switch {
	case f.whole == 0 && f.at > 0 && c == '{' && f.inside():
		return f.take(0, f.at), true
	case c == '{' && f.inside():
		f.state, f.start, f.junk = inArticle, f.at, false
		return cut.Found{}, false
	case f.whole > 0: // the articles so far are a chunk
		return f.take(f.whole, f.at-f.whole), true
	}
	at := f.at
	stray := f.pass(c)
	if stray && f.first {
		f.first, f.other, stray = false, true, false
	}
	if !stray || f.junk {
		return cut.Found{}, false
	}
	f.junk, f.told = true, true
	found = f.take(0, f.at)
	found.Reason, found.At = "not a JSON object", at
	return found, true
}

// inside reports whether objects here are articles.
func (f *finder) inside() bool { return f.level == len(f.path) && !f.other }

// pass goes over a byte that begins no article, into what it opens. It reports
// whether it does not belong there.
func (f *finder) pass(c byte) (stray bool) {
	stray = f.level == 0 || f.inside()
	f.at++
	switch {
	case f.level < len(f.path) && c == f.path[f.level]:
		f.level++
		f.first = f.inside() && f.level > 1
		f.junk = false
		return false
	case f.level > 0 && c == closing(f.path[f.level-1]):
		f.close()
		return false
	case c == '{', c == '[':
		f.state, f.depth = inOther, 1
	case c == '"':
		f.state, f.quote = inOther, true
	case c == '}', c == ']':
		return true
	}
	return stray
}

// close ends what the last bracket of the path has opened.
func (f *finder) close() {
	f.level--
	f.first, f.other, f.junk = false, false, false
}

func closing(bracket byte) byte { return bracket + 2 } // in ASCII, of both kinds

// learn finds the shape of the object that data begins with, once there is enough
// to be seen.
func (f *finder) learn(data []byte, last bool) bool {
	if !f.look.value(data) && len(data) < probeSize && !last {
		return false
	}
	f.shape, f.known = shapeOf(data[:min(len(data), probeSize)], f.fields), true
	return true
}

// pause says what can be taken when all data was walked over.
func (f *finder) pause(data []byte, last bool) cut.Found {
	switch {
	case f.whole > 0:
		return f.take(f.whole, 0)
	case f.state == inArticle && len(data)-f.start > record.MaxRecord:
		f.state = inTooLong
		at := f.start
		found := f.take(0, f.at)
		found.Reason, found.At = record.ErrTooLong.Error(), at
		return found
	case last && !f.ended:
		f.ended, f.at = true, len(data)
		found := f.take(0, len(data))
		found.Reason, found.At = f.unfinished(), len(data)
		return found
	case f.state == inArticle:
		return cut.Found{}
	}
	return f.take(0, f.at)
}

// unfinished says what is missing at the end, "" for nothing.
func (f *finder) unfinished() string {
	switch {
	case f.state == inOther && f.depth == 0:
		return "not JSON: cut off within a string"
	case f.state != between:
		return "not JSON: cut off within an object"
	case f.level > 0 && f.path[f.level-1] == '[':
		return "not JSON: cut off, the array is not closed"
	case f.level > 0:
		return "not JSON: cut off, the object is not closed"
	case !f.told:
		return "no objects in this JSON"
	}
	return ""
}

// take takes the first bytes off the data: whole ones that are articles, and then
// others.
func (f *finder) take(whole, others int) cut.Found {
	f.at -= whole + others
	f.start -= whole + others
	f.whole = 0
	return cut.Found{Whole: whole, Skipped: others}
}
