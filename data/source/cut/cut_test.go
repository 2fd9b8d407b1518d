package cut_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"qari/data/source/cut"
	"qari/data/source/record"
)

// numbered is a text of n lines of growing length.
func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d %s\n", i+1, strings.Repeat("نص ", i%500))
	}
	return b.String()
}

// However a stream comes, the chunks hold all of it, whole lines, with the right
// places, and none changes after it was passed on.
func TestChunksOfAnySize(t *testing.T) {
	text := numbered(3000)
	for name, r := range map[string]io.Reader{
		"whole":  strings.NewReader(text),
		"halves": iotest.HalfReader(strings.NewReader(text)),
		"last":   iotest.DataErrReader(strings.NewReader(text)),
		"bytes":  iotest.OneByteReader(strings.NewReader(text)),
	} {
		var chunks, copies [][]byte
		offset := 0
		err := cut.Lines(r, func(c record.Chunk) error {
			if int(c.Offset) != offset || c.Line != strings.Count(text[:offset], "\n")+1 {
				t.Fatalf("%s: a chunk at line %d, offset %d; want offset %d", name, c.Line, c.Offset, offset)
			}
			if len(c.Data) == 0 || c.Data[len(c.Data)-1] != '\n' || len(c.Data) > 1<<20 {
				t.Fatalf("%s: a chunk of %d bytes", name, len(c.Data))
			}
			offset += len(c.Data)
			chunks, copies = append(chunks, c.Data), append(copies, bytes.Clone(c.Data))
			return nil
		})
		if err != nil || string(slices.Concat(copies...)) != text {
			t.Fatalf("%s: not the text, error %v", name, err)
		}
		if !bytes.Equal(slices.Concat(chunks...), slices.Concat(copies...)) {
			t.Errorf("%s: a chunk was written over", name)
		}
	}
}

// pairs takes records of two bytes, faults at x, and keeps a rest of one.
type pairs struct{}

func (pairs) Find(data []byte, _ int, last bool) cut.Found {
	n := len(data) &^ 1
	if i := bytes.IndexByte(data[:n], 'x'); i >= 0 {
		return cut.Found{Whole: i &^ 1, Skipped: 2, Reason: "an x", At: i, Context: "c"}
	}
	if n == 0 && last && len(data) > 0 {
		return cut.Found{Reason: "half a pair", At: len(data)}
	}
	return cut.Found{Whole: n, Context: "c"}
}

func TestFaultsStandWhereTheyWereFound(t *testing.T) {
	for name, r := range map[string]io.Reader{
		"whole": strings.NewReader("a\nbbx\nc\nd"),
		"bytes": iotest.OneByteReader(strings.NewReader("a\nbbx\nc\nd")),
	} {
		var got strings.Builder
		var faults []record.Fault
		err := cut.Stream(r, pairs{}, func(c record.Chunk) error {
			got.Write(c.Data)
			if len(c.Data) > 0 && c.Context != "c" {
				t.Errorf("%s: context %v", name, c.Context)
			}
			if c.Fault.Reason != "" {
				faults = append(faults, c.Fault)
			}
			return nil
		})
		want := []record.Fault{{Line: 2, Offset: 4, Reason: "an x"}, {Line: 4, Offset: 9, Reason: "half a pair"}}
		if err != nil || got.String() != "a\nbbc\n" || !slices.Equal(faults, want) {
			t.Errorf("%s: %q, faults %v, error %v", name, got.String(), faults, err)
		}
	}
}

func TestErrorsEndTheStream(t *testing.T) {
	broken := errors.New("broken")
	n := 0
	err := cut.Lines(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(broken)), func(c record.Chunk) error {
		n += len(c.Data)
		return nil
	})
	if !errors.Is(err, broken) || n != 2 {
		t.Errorf("after %d bytes error %v, want the reader's after 2", n, err)
	}
	err = cut.Lines(strings.NewReader("a\nb"), func(record.Chunk) error { return broken })
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want that of yield", err)
	}
}

// A chunk of a buffer that has grown large is still no larger than one processor
// should have.
func TestChunksAreSmallAfterALongLine(t *testing.T) {
	long := strings.Repeat("x", 5<<20) + "\n"
	largest := 0
	err := cut.Lines(strings.NewReader(long+numbered(5000)), func(c record.Chunk) error {
		if c.Line > 1 {
			largest = max(largest, len(c.Data))
		}
		return nil
	})
	if err != nil || largest == 0 || largest > 1<<20 {
		t.Errorf("the largest chunk has %d bytes, error %v", largest, err)
	}
}
