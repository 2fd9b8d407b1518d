package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"

	"qari/model/corpus"
)

// Around a problem this many lines are shown before and after, of each so
// many bytes at most.
const (
	peekLines = 10
	peekBytes = 4 << 10
)

// peek reads the raw lines around a problem, and says which number the first
// of them has.
func peek(q corpus.Problem) (lines []string, first int, err error) {
	if q.Path == "-" {
		return nil, 0, errors.New("standard input cannot be read again")
	}
	info, err := os.Stat(q.Path)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("%s is not a file", q.Path)
	}
	f, err := os.Open(q.Path)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	first = max(1, q.Line-peekLines)
	lines = linesAround(plainText(f), first, max(q.Line, 1)+peekLines)
	if len(lines) == 0 {
		err = fmt.Errorf("%s has no line %d", q.Path, max(q.Line, 1))
	}
	return lines, first, err
}

// plainText unpacks a gzipped file.
func plainText(f io.Reader) *bufio.Reader {
	r := bufio.NewReaderSize(f, 64<<10)
	if magic, _ := r.Peek(2); string(magic) == "\x1f\x8b" {
		if z, err := gzip.NewReader(r); err == nil {
			return bufio.NewReaderSize(z, 64<<10)
		}
	}
	return r
}

// linesAround gives lines first to last, each cut at peekBytes. What can be
// read before an error is shown.
func linesAround(r *bufio.Reader, first, last int) []string {
	var lines []string
	var line []byte
	for n := 1; n <= last; {
		part, err := r.ReadSlice('\n')
		if n >= first && len(line) < peekBytes {
			line = append(line, part[:min(len(part), peekBytes-len(line))]...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if n >= first && (err == nil || len(line) > 0) {
			lines = append(lines, trimNewline(string(line)))
		}
		line = line[:0]
		n++
		if err != nil {
			break
		}
	}
	return lines
}

func trimNewline(s string) string {
	for len(s) > 0 && (s[len(s)-1] == '\n' || s[len(s)-1] == '\r') {
		s = s[:len(s)-1]
	}
	return s
}
