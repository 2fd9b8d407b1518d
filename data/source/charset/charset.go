// Package charset finds out in which encoding a file is, and decodes it to UTF-8
// (ARABIC.md 6): UTF-8, UTF-16 with and without byte order mark, windows-1256 and
// ISO-8859-6; by its name windows-1252, too.
//
// Detect looks at the head of a file. Its Encoding makes a Reader, which goes on
// looking: dumps are put together of parts in several encodings, and a page may
// have more ASCII before its first Arabic letter than any head holds. Where a
// line is no UTF-8 it is decided upon by itself.
package charset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
)

// HeadSize is the number of bytes that Detect wants to see of a file.
const HeadSize = 64 << 10

// ErrBinary is the error of a file that is no text in any encoding.
var ErrBinary = errors.New("binary file, no text")

// errWide is the error of UTF-32, which nobody uses in files.
var errWide = errors.New("UTF-32 is not read")

// The marks that may stand before a text. They are not changed.
var (
	markUTF8  = []byte("\xEF\xBB\xBF")
	markLE    = []byte("\xFF\xFE")
	markBE    = []byte("\xFE\xFF")
	markLE32  = []byte("\xFF\xFE\x00\x00")
	markBE32  = []byte("\x00\x00\xFE\xFF")
	markOfPDF = []byte("%PDF-")
)

// single is an encoding of one byte a letter, 0 for none.
type single uint8

const (
	notSingle single = iota
	windows1256
	iso8859
	windows1252
)

// name is the usual name; without an encoding of one byte a text is UTF-8.
func (s single) name() string {
	return [...]string{"UTF-8", "windows-1256", "ISO-8859-6", "windows-1252"}[s]
}

func (s single) table() *charmap.Charmap {
	return [...]*charmap.Charmap{nil, charmap.Windows1256, charmap.ISO8859_6, charmap.Windows1252}[s]
}

// Encoding says how the bytes of a file become UTF-8.
type Encoding struct {
	single single
	wide   bool // UTF-16, in this order
	order  utf16.Endianness
	mark   int // bytes at the start of the stream that are no text

	// undecided is set when there were only ASCII letters, fixed when the user
	// has said what it is.
	undecided, fixed bool
	declared         single // by the document
	sum              score  // of what is no UTF-8
}

// Name is the encoding's usual name: UTF-8, UTF-16LE, UTF-16BE, windows-1256,
// ISO-8859-6 or windows-1252.
func (e Encoding) Name() string {
	switch {
	case e.wide && e.order == utf16.BigEndian:
		return "UTF-16BE"
	case e.wide:
		return "UTF-16LE"
	}
	return e.single.name()
}

// Check is an error for a name that is not known. "" and "auto" ask for
// detection.
func Check(name string) error {
	switch plain(name) {
	case "", "auto", "utf8", "utf16", "utf16le", "utf16be":
		return nil
	}
	if named(name) != notSingle {
		return nil
	}
	return fmt.Errorf("unknown encoding %q: there are %s", name, strings.Join(Names(), ", "))
}

// Names are the names that Check lets pass, without their other spellings.
func Names() []string {
	return []string{"auto", "utf-8", "utf-16", "utf-16le", "utf-16be", "windows-1256", "iso-8859-6", "windows-1252"}
}

// plain is a name without case and signs.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r == ' ' {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// named gives the encoding of one byte a letter that has the name.
func named(name string) single {
	switch strings.TrimPrefix(plain(name), "x") {
	case "windows1256", "cp1256", "1256":
		return windows1256
	case "iso88596", "88596", "asmo708", "ecma114", "arabic":
		return iso8859
	case "windows1252", "cp1252", "1252", "iso88591", "latin1":
		return windows1252
	}
	return notSingle
}

// Use gives the encoding of a name that Check lets pass, for a file that begins
// with head; "" and "auto" detect it.
func Use(name string, head []byte) (Encoding, error) {
	e := Encoding{fixed: true}
	switch plain(name) {
	case "", "auto":
		return Detect(head)
	case "utf8":
		if bytes.HasPrefix(head, markUTF8) {
			e.mark = len(markUTF8)
		}
	case "utf16", "utf16le", "utf16be":
		return useWide(plain(name), head), nil
	default:
		if e.single = named(name); e.single == notSingle {
			return e, Check(name)
		}
	}
	if noText(head, e.single != notSingle) {
		return e, ErrBinary
	}
	return e, nil
}

// useWide is UTF-16 in the order that its name says, or the mark, or the text.
func useWide(name string, head []byte) Encoding {
	e := Encoding{fixed: true, wide: true, order: utf16.LittleEndian}
	le, be := bytes.HasPrefix(head, markLE), bytes.HasPrefix(head, markBE)
	seen, order := wide(head)
	if name == "utf16be" || name == "utf16" && (be || !le && seen && order == utf16.BigEndian) {
		e.order = utf16.BigEndian
	}
	if le && e.order == utf16.LittleEndian || be && e.order == utf16.BigEndian {
		e.mark = len(markLE)
	}
	return e
}

// Detect decides by the head of a file, up to HeadSize bytes. The error says
// why the file cannot be read.
func Detect(head []byte) (Encoding, error) { return detect(head, named(declared(head))) }

// Decode decodes a text that is held as a whole, of which someone said that it
// is in the encoding named, "" for nobody. That is believed only if the bytes
// agree. It gives the text and the usual name of its encoding.
func Decode(data []byte, name string) (text, encoding string, err error) {
	head := data[:min(len(data), HeadSize)]
	said := named(name)
	if said == notSingle {
		said = named(declared(head))
	}
	e, err := detect(head, said)
	if err != nil {
		return "", "", err
	}
	r := e.Reader(bytes.NewReader(data))
	var b strings.Builder
	b.Grow(len(data))
	if _, err := io.CopyBuffer(&b, r, make([]byte, min(len(data)+1, window))); err != nil {
		return "", "", err
	}
	return b.String(), r.Encoding(0), nil
}

func detect(head []byte, declared single) (Encoding, error) {
	switch {
	case bytes.HasPrefix(head, markUTF8):
		return Encoding{mark: len(markUTF8)}, nil
	case bytes.HasPrefix(head, markLE32), bytes.HasPrefix(head, markBE32):
		return Encoding{}, errWide
	case bytes.HasPrefix(head, markLE):
		return Encoding{wide: true, order: utf16.LittleEndian, mark: len(markLE)}, nil
	case bytes.HasPrefix(head, markBE):
		return Encoding{wide: true, order: utf16.BigEndian, mark: len(markBE)}, nil
	}
	if yes, order := wide(head); yes {
		return Encoding{wide: true, order: order}, nil
	}
	e := narrow(head, declared)
	if noText(head, e.single != notSingle) {
		return Encoding{}, ErrBinary
	}
	return e, nil
}

// narrow decides between UTF-8 and encodings of one byte a letter.
func narrow(head []byte, declared single) Encoding {
	if look(head, len(head)) == begun && len(head) > checked {
		return Encoding{declared: declared} // UTF-8, without counting
	}
	c := tally(head)
	e := Encoding{undecided: c.good == 0 && c.bad == 0, declared: declared, sum: c.score}
	if c.bad > c.good && !c.few() {
		e.single = c.choose(declared)
	}
	return e
}

// wide reports whether head looks like UTF-16 without byte order mark, and in
// which order: in its beginning more than a quarter of the units are in the
// Arabic block, or, in Latin text, NULs stand on one side only.
func wide(head []byte) (yes bool, order utf16.Endianness) {
	const looked, enough = 4000, 8 // bytes, and units for Latin text
	head = head[:min(len(head), looked)&^1]
	var arabic, null [2]int
	for i, c := range head {
		switch c {
		case 6:
			arabic[i&1]++
		case 0:
			null[i&1]++
		}
	}
	units := len(head) / 2
	for side, order := range []utf16.Endianness{utf16.BigEndian, utf16.LittleEndian} {
		other := 1 - side
		if arabic[side]*4 > units && arabic[other]*4 <= units || null[side]*10 > units*3 && null[other] == 0 && units >= enough {
			return true, order
		}
	}
	return false, utf16.LittleEndian
}

// noText reports whether head holds more controls than a text does: a tenth of
// it. A text of one byte a letter, which any bytes might be, has no NUL and
// hardly another.
func noText(head []byte, single bool) bool {
	nulls, controls := 0, 0
	for _, c := range head {
		switch {
		case c == 0:
			nulls++
		case c < '\b' || c > '\r' && c < ' ' && c != '\x1A' && c != '\x1B':
			controls++
		}
	}
	if bytes.HasPrefix(head, markOfPDF) {
		return true
	}
	if single {
		return nulls > 0 || controls*100 > len(head)
	}
	return (nulls+controls)*10 > len(head)
}
