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

func TestFieldsOfKeys(t *testing.T) {
	f, err := record.NewFields(map[string]string{"title": "Betreff", "text": "5"})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"Head_Line": "title", "betreff": "title", "5": "text", "٥": "text", "المُحتوى": "text", "العنوان": "title", "تاريخ النشر": "date", "ال": "", "الالعنوان": "", "مُحتوى": "text", "_id": "id", "colour": "", "": "",
	} {
		if got := f.Field(key); got != want {
			t.Errorf("%q is the field %q, want %q", key, got, want)
		}
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

// sized is a reader that says how much it has, rightly or not.
type sized struct {
	io.Reader
	size int
}

func (s sized) Len() int { return s.size }

func TestWhole(t *testing.T) {
	long := strings.Repeat("نص طويل\n", 100_000)
	for name, c := range map[string]struct {
		r    io.Reader
		want string
	}{
		"empty":              {sized{strings.NewReader(""), 0}, ""},
		"size known":         {strings.NewReader(long), long},
		"size not known":     {io.MultiReader(strings.NewReader(long)), long},
		"empty, not known":   {io.MultiReader(), ""},
		"a slow pipe":        {iotest.OneByteReader(io.MultiReader(strings.NewReader("abc"))), "abc"},
		"it ends with data":  {iotest.DataErrReader(io.MultiReader(strings.NewReader(long))), long},
		"it has grown":       {sized{strings.NewReader(long), 1000}, long},
		"it has shrunk":      {sized{strings.NewReader("abc"), 1000}, "abc"},
		"it claims too much": {sized{strings.NewReader("abc"), 1 << 50}, "abc"},
	} {
		var got []record.Chunk
		err := record.Whole(c.r, func(c record.Chunk) error { got = append(got, c); return nil })
		if err != nil || len(got) != 1 || got[0].Text != c.want || got[0].Line != 1 {
			t.Errorf("%s: got %d chunks, %v", name, len(got), err)
		}
	}
}

func TestWholeGivesNothingOfWhatItCannotRead(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		r    io.Reader
		want error
	}{
		"too long":           {io.LimitReader(zeros{}, record.MaxRecord+1), record.ErrTooLong},
		"too long, and said": {sized{zeros{}, record.MaxRecord + 1}, record.ErrTooLong},
		"broken":             {io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(broken)), broken},
		"broken, size known": {sized{io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(broken)), 9}, broken},
		"broken at its end":  {io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(io.ErrUnexpectedEOF)), io.ErrUnexpectedEOF},
	} {
		err := record.Whole(c.r, func(record.Chunk) error { t.Errorf("%s: a chunk", name); return nil })
		if !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
