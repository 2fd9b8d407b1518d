package charset

import (
	"bytes"
	"io"
	"slices"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// window is how much of a line is looked at, or held back, at a time.
const window = HeadSize

// Reader gives text as UTF-8, without byte order mark. Text that is UTF-8 is
// given as it is, with what is invalid in it.
type Reader struct {
	r    io.Reader
	e    Encoding // of the file as a whole, as far as it was read
	err  error    // of r
	buf  []byte   // what was read and not yet looked at
	room []byte   // the memory of buf
	out  []byte   // what is to be given
	text []byte   // the memory of out, where that was decoded

	line int    // 1-based, of what is looked at next
	sure bool   // how the rest of the line is to be read is known:
	as   single // so

	decoders [windows1252 + 1]*encoding.Decoder
	lines    ledger
}

// Reader gives the text of r, which begins with the head that was looked at. It
// does not wait for more of r than the rest of a line.
func (e Encoding) Reader(r io.Reader) *Reader {
	t := &Reader{r: r, e: e, line: 1}
	t.lines.set(1, e.Name())
	_, t.err = io.CopyN(io.Discard, r, int64(e.mark))
	if e.wide {
		t.r = transform.NewReader(r, unicode.UTF16(e.order, unicode.IgnoreBOM).NewDecoder())
		t.lines.inexact()
	}
	return t
}

// Encoding is the usual name of the encoding in which a line was, counted from
// 1, or, for 0, most of the file. It may be asked while others read.
func (t *Reader) Encoding(line int) string { return t.lines.at(line) }

// Exact reports whether all that was given is what was read, so that an offset
// into the one is an offset into the other.
func (t *Reader) Exact() bool { return t.lines.isExact() }

// Read reads from the underlying reader and decodes.
func (t *Reader) Read(p []byte) (int, error) {
	for len(p) > 0 {
		switch {
		case len(t.out) > 0:
			n := copy(p, t.out)
			t.out = t.out[n:]
			return n, nil
		case len(t.buf) > 0:
			t.advance()
		case t.err != nil:
			return 0, t.err
		case t.e.wide || t.e.fixed && t.e.single == notSingle:
			return t.r.Read(p)
		case t.e.single == notSingle:
			if n := t.pass(p); n > 0 {
				return n, nil
			}
		default:
			t.fill()
		}
	}
	return 0, nil
}

// pass reads to where the text is wanted, and leaves there what looks like
// UTF-8.
func (t *Reader) pass(p []byte) int {
	n, err := t.r.Read(p)
	t.err = err
	ok := t.look(p[:n])
	t.room = append(t.room[:0], p[ok:n]...)
	t.buf = t.room
	return ok
}

// fill reads once more behind buf.
func (t *Reader) fill() {
	t.room = slices.Grow(append(t.room[:0], t.buf...), window)
	n, err := t.r.Read(t.room[len(t.room):cap(t.room)])
	t.room, t.err = t.room[:len(t.room)+n], err
	t.buf = t.room
}

// look gives the length of the beginning of p, of whole lines or up to its
// end, that looks like UTF-8 and needs no decoding.
func (t *Reader) look(p []byte) int {
	for at := 0; at < len(p); {
		end := bytes.IndexByte(p[at:], '\n') + 1
		whole := end > 0
		if !whole {
			end = len(p) - at
		}
		if !t.sure {
			if !whole {
				end = complete(p[at : at+end])
			}
			f := look(p[at:at+end], checked)
			if f == malformed || end == 0 {
				return at
			}
			t.sure, t.as = f == formed, notSingle
			t.e.undecided = t.e.undecided && f == ascii
		}
		if t.as != notSingle {
			return at
		}
		at += end
		t.pastPart(whole)
		if !whole {
			return at
		}
	}
	return len(p)
}

// pastPart takes note that a part of a line was read, up to its end or not.
func (t *Reader) pastPart(whole bool) {
	if whole {
		t.sure = false
		t.line++
	}
}

// advance makes output of the beginning of buf: as it is, where it looks like
// UTF-8, else line by line.
func (t *Reader) advance() {
	if t.e.single == notSingle {
		if n := t.look(t.buf); n > 0 {
			t.out, t.buf = t.buf[:n], t.buf[n:]
			return
		}
	}
	t.text = t.text[:0]
	for len(t.text) < window {
		end := bytes.IndexByte(t.buf, '\n') + 1
		whole := end > 0
		if !whole {
			end = len(t.buf)
			if end < window && t.err == nil {
				break
			}
		}
		if end == 0 {
			break
		}
		t.decode(t.buf[:end], whole)
		t.buf = t.buf[end:]
		if t.e.single == notSingle { // the next may be UTF-8 again
			break
		}
	}
	if t.out = t.text; len(t.out) == 0 {
		t.fill()
	}
}

// decode adds a part of a line to the output.
func (t *Reader) decode(part []byte, whole bool) {
	if !t.sure {
		t.as = t.judge(part)
	}
	t.sure = true
	if t.as == notSingle {
		t.text = append(t.text, part...)
	} else {
		t.text = t.append(t.text, part)
	}
	if t.pastPart(whole); whole && t.as != t.e.single {
		t.lines.set(t.line, t.e.single.name())
	}
}

// append adds a text of one byte a letter as UTF-8.
func (t *Reader) append(text, part []byte) []byte {
	const longest = 3 // bytes that a letter may become
	d := t.decoders[t.as]
	if d == nil {
		d = t.as.table().NewDecoder()
		t.decoders[t.as] = d
	}
	text = slices.Grow(text, longest*len(part))
	n, _, err := d.Transform(text[len(text):cap(text)], part, true)
	if err != nil { // there is room, and no byte is refused
		panic(err)
	}
	t.lines.inexact()
	return text[:len(text)+n]
}

// judge decides how a line, or the first part of a long one, is to be read: by
// itself, where it can tell, else as the rest of the file is.
func (t *Reader) judge(part []byte) single {
	if t.e.fixed {
		return t.e.single
	}
	if t.e.undecided {
		t.settle()
	}
	c := tally(part)
	as := c.best()
	switch base := t.e.single; {
	case c.good+c.bad == 0:
		return notSingle
	case base == notSingle && (c.bad < stray || c.bad <= c.good || c.of(as) <= 0):
		as = notSingle // damage
	case base != notSingle && c.good > 1 && c.bad <= c.good:
		as = notSingle // a line of UTF-8 among others
	case !c.sure() && base != notSingle:
		as = base
	case !c.sure():
		as = t.e.sum.plus(c.score).best()
	}
	if as != notSingle {
		t.e.sum = t.e.sum.plus(c.score)
	}
	t.lines.set(t.line, as.name())
	return as
}

// stray is the number of bad bytes in a line of a file in UTF-8 from which on
// they may be letters.
const stray = 4

// settle decides anew on a file whose beginning was ASCII.
func (t *Reader) settle() {
	e := narrow(t.buf[:min(len(t.buf), window)], t.e.declared)
	t.e.undecided, t.e.single, t.e.sum = false, e.single, e.sum
	t.lines.whole(e.single.name())
}
