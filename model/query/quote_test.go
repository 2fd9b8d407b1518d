package query_test

import (
	"strings"
	"testing"

	"qari/model/arabic"
	"qari/model/query"
)

// sources are names that a query must be able to ask for.
var sources = []string{
	"الجزيرة", "BBC عربي", `قناة "العربية" نت`, `a\b "c" 'd'`, "x\x01y\tz\u202Eذ\u202C", "«هسبريس»", "می‌خواهم", "OR", "AND -b | (c)", "رُوَيْتِرز",
	"3,5 %", "source:x", "/re/i", "=a ~b *c*", "و", "و و", "日本", "e\u0301t\u00e9", strings.Repeat("كلمة ", 70),
}

// roundTrip checks that a clause for a name reads back as the name's words.
func roundTrip(t *testing.T, name string) {
	t.Helper()
	var want []string
	for _, token := range arabic.Tokens(name) {
		if len(want) < query.MostAtoms {
			want = append(want, arabic.Fold(token.Of(name)))
		}
	}
	quotation, left := query.Quoted(name)
	if (quotation == "") != (len(want) == 0) || left != len(arabic.Tokens(name))-len(want) {
		t.Fatalf("%q is quoted as %s, %d words left", name, quotation, left)
	}
	if quotation == "" {
		return
	}
	q, err := query.Parse("source:" + quotation)
	if err != nil {
		t.Fatalf("%q is quoted as %s: %v", name, quotation, err)
	}
	var got []query.Word
	field := query.Any
	switch n := q.Root.(type) {
	case *query.Word:
		got, field = []query.Word{*n}, n.Field
	case *query.Phrase:
		got, field = n.Words, n.Field
	}
	if field != query.Source || len(got) != len(want) {
		t.Fatalf("%q is quoted as %s, and reads as %s, want the words %q", name, quotation, dump(q.Root), want)
	}
	for i, w := range got {
		if arabic.Fold(w.Text) != want[i] || !w.Quoted || w.Mode != query.Usual || w.OpenStart || w.OpenEnd {
			t.Fatalf("%q is quoted as %s, and its word %d reads as %#v, want %q", name, quotation, i, w, want[i])
		}
	}
}

func TestQuotedNamesReadBackTheSame(t *testing.T) {
	for _, name := range sources {
		roundTrip(t, name)
	}
}

func TestBareWordsAreNoSigns(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"الإرهاب", "الإرهاب"}, {"NOT a (OR) b", `"NOT" a "OR" b`}, {"-a | title:b*", "a title b"}, {"...", ""},
	} {
		got := query.Bare(tt.in)
		if _, err := query.Parse(got); got != tt.want || err != nil {
			t.Errorf("%q becomes %s, want %s (%v)", tt.in, got, tt.want, err)
		}
	}
}

func FuzzQuoted(f *testing.F) {
	for _, name := range sources {
		f.Add(name)
	}
	f.Fuzz(roundTrip)
}
