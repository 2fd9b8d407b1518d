package jsonarray

import "bytes"

// walker walks over values by their brackets and quotes alone. It may be given
// more data behind what it has seen, and goes on.
type walker struct {
	at    int  // what was walked over
	depth int  // of the brackets that are open
	quote bool // a string is open
}

// value walks to the end of the object or array that it is in or before; false
// when the data ends first.
func (w *walker) value(data []byte) bool {
	for w.at < len(data) {
		if w.quote {
			if !w.text(data) {
				return false
			}
			continue
		}
		c := data[w.at]
		w.at++
		switch c {
		case '"':
			w.quote = true
		case '{', '[':
			w.depth++
		case '}', ']':
			if w.depth--; w.depth <= 0 {
				w.depth = 0
				return true
			}
		}
	}
	return false
}

// text walks to the end of the string that it is in or before; false when the
// data ends first. A backslash at the end is left until there is what it escapes.
func (w *walker) text(data []byte) bool {
	if !w.quote {
		w.at, w.quote = w.at+1, true
	}
	if i := bytes.IndexByte(data[w.at:], '"'); i >= 0 && bytes.IndexByte(data[w.at:w.at+i], '\\') < 0 {
		w.at, w.quote = w.at+i+1, false
		return true
	}
	for i := w.at; i < len(data); i++ {
		switch data[i] {
		case '"':
			w.at, w.quote = i+1, false
			return true
		case '\\':
			if i+1 == len(data) {
				w.at = i
				return false
			}
			i++
		}
	}
	w.at = len(data)
	return false
}
