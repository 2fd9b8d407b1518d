package cut

import (
	"bytes"
	"io"

	"qari/data/source/record"
)

// Lines gives the chunks of a format whose records are lines. The last line may
// have no end; a line longer than record.MaxRecord is a fault.
func Lines(r io.Reader, yield func(record.Chunk) error) error {
	return Stream(r, &lineFinder{}, yield)
}

// lineFinder cuts at line ends.
type lineFinder struct {
	long bool // the line is too long and is skipped
}

func (l *lineFinder) Find(data []byte, seen int, last bool) Found {
	if l.long {
		end := bytes.IndexByte(data, '\n') + 1
		if end == 0 {
			return Found{Skipped: len(data)}
		}
		l.long = false
		return Found{Skipped: end}
	}
	end := bytes.LastIndexByte(data[seen:], '\n') + 1
	switch {
	case end > 0:
		return Found{Whole: seen + end}
	case len(data) > record.MaxRecord:
		l.long = true
		return Found{Skipped: len(data), Reason: record.ErrTooLong.Error()}
	case last:
		return Found{Whole: len(data)}
	}
	return Found{}
}
