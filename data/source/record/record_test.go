package record_test

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"qari/data/source/record"
)

func TestNewFieldsRefusesUnknownFields(t *testing.T) {
	_, err := record.NewFields(map[string]string{"colour": "title"})
	if err == nil || !strings.Contains(err.Error(), `"colour"`) || !strings.Contains(err.Error(), "author") {
		t.Errorf("error %v, want one that names the field and those there are", err)
	}
}

func TestAny(t *testing.T) {
	for _, c := range []struct {
		value any
		want  []string
	}{
		{nil, nil},
		{"a", []string{"a"}},
		{[]any{"a", 2, []any{true}}, []string{"a", "2", "true"}},
		{map[string]any{"id": 1, "name": "b"}, []string{"b"}},
		{bytes.NewBufferString("c"), []string{"c"}},
		{1.5, []string{"1.5"}},
	} {
		if got := record.Any(c.value); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v is %q, want %q", c.value, got, c.want)
		}
	}
}

func TestWhole(t *testing.T) {
	var got []record.Chunk
	yield := func(c record.Chunk) error { got = append(got, c); return nil }
	if err := record.Whole(strings.NewReader("abc"), yield); err != nil || len(got) != 1 || string(got[0].Data) != "abc" {
		t.Errorf("got %v, %v", got, err)
	}
	if err := record.Whole(io.LimitReader(zeros{}, record.MaxRecord+1), yield); !errors.Is(err, record.ErrTooLong) {
		t.Errorf("error %v of a file that is too long", err)
	}
	broken := errors.New("broken")
	if err := record.Whole(iotest.ErrReader(broken), yield); !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the reader", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
