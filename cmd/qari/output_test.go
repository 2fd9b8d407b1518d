package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzTextInJSON holds what programs and terminals lean on: a reader of JSON
// gets the string back, and nothing in the bytes can steer a terminal.
func FuzzTextInJSON(f *testing.F) {
	for _, s := range []string{
		"", "مدريد <تعلن> & \"تستعد\"", "\x1b[31m\x00\x7f\u009b", "\u202eعكس\u2066", "\\ \t\n\u2028\ufeff", "bad \xff\xf0\x9f", "𞤀😀",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		if err := newOutput(&b).jsonFlushed(text(s)); err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal(b.Bytes(), &back); err != nil {
			t.Fatalf("%q gives %q: %v", s, b.String(), err)
		}
		if want := strings.ToValidUTF8(s, "\ufffd"); utf8.ValidString(s) && back != want {
			t.Errorf("%q comes back as %q", s, back)
		}
		for _, r := range strings.TrimSuffix(b.String(), "\n") {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("%q gives %q, which holds %U", s, b.String(), r)
			}
		}
	})
}

func (o output) jsonFlushed(v any) error {
	if err := o.json(v); err != nil {
		return err
	}
	return o.Flush()
}
