// Package charset decides in which encoding a file is, by its first bytes
// (ARABIC.md 6). Only UTF-8 is read so far; another encoding becomes one more
// Encoding that Detect may answer, with a Reader that gives UTF-8.
package charset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Encoding turns bytes into UTF-8.
type Encoding struct {
	// Name is the encoding's usual name.
	Name string
	bom  int // bytes at the start of the stream that are no text
}

// HeadSize is the number of bytes that Detect wants to see of a file.
const HeadSize = 64 << 10

// ErrBinary is the error of a file that is no text in any encoding.
var ErrBinary = errors.New("binary file, no text")

// Check is an error for a name that is not known. "" and "auto" ask for
// detection.
func Check(name string) error {
	switch strings.ToLower(strings.ReplaceAll(name, "-", "")) {
	case "", "auto", "utf8":
		return nil
	}
	return fmt.Errorf("unknown encoding %q: only UTF-8 is read yet", name)
}

// Detect decides by the head of a file, up to HeadSize bytes. The error says
// why the file cannot be read.
func Detect(head []byte) (Encoding, error) {
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		return Encoding{Name: "UTF-8", bom: 3}, nil
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")), wide(head):
		return Encoding{}, errors.New("not UTF-8 text but UTF-16; other encodings are not read yet")
	case bytes.IndexByte(head[:min(len(head), binaryHead)], 0) >= 0:
		return Encoding{}, ErrBinary
	}
	return Encoding{Name: "UTF-8"}, Valid(string(head))
}

// binaryHead is how many bytes are looked at for a NUL.
const binaryHead = 8000

// Valid is an error for text that has invalid bytes in more than one of a
// hundred runes. A last sequence that is cut off does not count.
func Valid(text string) error {
	if utf8.ValidString(text) {
		return nil
	}
	bad, runes := 0, 0
	for i := 0; i < len(text); runes++ {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 && utf8.FullRuneInString(text[i:]) {
			bad++
		}
		i += size
	}
	if bad*100 >= runes && bad > 0 {
		return fmt.Errorf("not UTF-8 text (%d %% of it is invalid); other encodings are not read yet", max(1, bad*100/runes))
	}
	return nil
}

// Reader gives the text of r, which begins with the head that was looked at, as
// UTF-8 without byte order mark.
func (e Encoding) Reader(r io.Reader) (io.Reader, error) {
	_, err := io.CopyN(io.Discard, r, int64(e.bom))
	return r, err
}

// wide reports whether head looks like UTF-16 without byte order mark: more than
// a quarter of the units in the Arabic block, or NULs on one side only.
func wide(head []byte) bool {
	head = head[:min(len(head), 4000)&^1]
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
	for side := range 2 {
		if arabic[side]*4 > units && arabic[1-side]*4 <= units {
			return true
		}
		if null[side]*10 > units*3 && null[1-side] == 0 && units >= 8 {
			return true
		}
	}
	return false
}
