package query_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"qari/model/query"
)

// dump writes a tree: (a b) for and, (a | b) for or, !a for not.
func dump(n query.Node) string {
	list := func(nodes []query.Node, between string) string {
		parts := make([]string, len(nodes))
		for i, x := range nodes {
			parts[i] = dump(x)
		}
		return "(" + strings.Join(parts, between) + ")"
	}
	switch n := n.(type) {
	case nil:
		return "nothing"
	case query.And:
		return list(n.Nodes, " ")
	case query.Or:
		return list(n.Nodes, " | ")
	case query.Not:
		return "!" + dump(n.Node)
	case *query.Word:
		return place(n.Field) + word(*n)
	case *query.Phrase:
		parts := make([]string, len(n.Words))
		for i, w := range n.Words {
			parts[i] = word(w)
		}
		s := place(n.Field) + "[" + strings.Join(parts, " ") + "]"
		if n.Slop >= 0 {
			s += fmt.Sprintf("~%d", n.Slop)
		}
		return s
	case *query.Regex:
		return place(n.Field) + "/" + n.Re.String() + "/"
	case *query.Date:
		if n.None {
			return "date none"
		}
		s := ".."
		if !n.From.IsZero() {
			s = n.From.Format("2006-01-02") + s
		}
		if !n.To.IsZero() {
			s += n.To.Format("2006-01-02")
		}
		return s
	case *query.Length:
		return fmt.Sprintf("words %d..%d", n.Min, n.Max)
	case *query.Dup:
		return fmt.Sprint("dup ", n.Yes)
	}
	return "?"
}

func place(f query.Field) string {
	return [...]string{"", "title:", "text:", "source:", "author:", "url:", "file:", "lang:", "tag:"}[f]
}

func word(w query.Word) string {
	s := [...]string{"", "=", "~"}[w.Mode]
	if w.OpenStart {
		s += "*"
	}
	s += w.Text
	if w.OpenEnd {
		s += "*"
	}
	if w.Quoted {
		s = "'" + s + "'"
	}
	return s
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", "nothing"},
		{"  ", "nothing"},
		{"إرهاب", "إرهاب"},
		{"إرهاب داعش", "(إرهاب داعش)"},
		{"a b | c d", "((a b) | (c d))"},
		{"a OR b AND NOT c", "(a | (b !c))"},
		{"a -b", "(a !b)"},
		{"-b", "!b"},
		{"a - b", "(a b)"},
		{"a-b", "[a b]"},
		{"-(a | b) c", "(!(a | b) c)"},
		{"ORAL ANDES NOTE", "(ORAL ANDES NOTE)"},
		{"16ماي2003", "[16 ماي 2003]"},
		{"U.N.", "[U N]"},
		{`"رئيس الحكومة"`, "['رئيس' 'الحكومة']"},
		{"«رئيس الحكومة»~٥", "['رئيس' 'الحكومة']~5"},
		{"“=رئيس ~حكومة”", "['=رئيس' '~حكومة']"},
		{`"إرهاب"`, "'إرهاب'"},
		{`"حصاد و محمد"`, "['حصاد' 'و' 'محمد']"},
		{"حصاد و محمد", "(حصاد محمد)"},
		{"=الإرهاب ~داعش", "(=الإرهاب ~داعش)"},
		{"إرهاب* *سوريا* =*هاب", "(إرهاب* *سوريا* =*هاب)"},
		{"إرهاب٭", "إرهاب*"},
		{"title:إرهاب عنوان:(أ | ب)", "(title:إرهاب (title:أ | title:ب))"},
		{"مصدر:«قناة الجزيرة»", "source:['قناة' 'الجزيرة']"},
		{"source:(الجزيرة | BBC) -lang:fa", "((source:الجزيرة | source:BBC) !lang:fa)"},
		{"قال: نعم", "(قال نعم)"},
		{"http://bbc.com/a", "[http bbc com a]"},
		{`C:\texts`, "[C texts]"},
		{"12:30 a1:b", "([12 30] [a1 b])"},
		{"قال:نعم", "[قال نعم]"},
		{"Reuters: oil", "(Reuters oil)"},
		{"oil titel:", "(oil titel)"},
		{"date:2015", "2015-01-01..2016-01-01"},
		{"date:٢٠١٥-٠٧", "2015-07-01..2015-08-01"},
		{"date:2015-07-21", "2015-07-21..2015-07-22"},
		{"date:2015-07..2015-09", "2015-07-01..2015-10-01"},
		{"date:..2015", "..2016-01-01"},
		{"date:>2015-07", "2015-08-01.."},
		{"date:<=2015", "..2016-01-01"},
		{"date:none", "date none"},
		{`تاريخ:"7 مارس 2015"`, "2015-03-07..2015-03-08"},
		{"date:1436", "2014-10-25..2015-10-15"},
		{"date:1436-09", "2015-06-18..2015-07-18"},
		{"words:>500", "words 501..-1"},
		{"words:100..300 words:<=٩", "(words 100..300 words 0..9)"},
		{"dup:no مكرر:نعم", "(dup false dup true)"},
		{"/إره.ب/i", "/(?i)إره.ب/"},
		{`/a\/b/`, "/a/b/"},
		{"أين؟ هنا، هناك؛", "(أين هنا هناك)"},
		{"（أ｜ب） ج", "((أ | ب) ج)"},
		{"\u202Bإرهاب\u202C\u00A0داعش", "(إرهاب داعش)"},
		{"(((a)))", "a"},
		{"50٪", "50"},
	} {
		q, err := query.Parse(tt.in)
		if err != nil {
			t.Errorf("%s: %v", tt.in, err)
			continue
		}
		if got := dump(q.Root); got != tt.want {
			t.Errorf("%s is read as %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestMistakesSayWhere(t *testing.T) {
	for _, tt := range []struct {
		in     string
		reason query.Reason
		rune   int
		text   string
	}{
		{"إرهاب (داعش", query.NoPartner, 6, "("},
		{"إرهاب) داعش", query.NoPartner, 5, ")"},
		{"أ () ب", query.EmptyParens, 2, "()"},
		{`أ "ب`, query.OpenQuote, 2, `"`},
		{`أ ""`, query.EmptyQuote, 2, `""`},
		{"أ || ب", query.NothingBeside, 2, "|"},
		{"| أ", query.NothingBeside, 0, "|"},
		{"أ |", query.NothingBeside, 2, "|"},
		{"أ AND", query.NothingBeside, 2, "AND"},
		{"NOT", query.NothingBeside, 0, "NOT"},
		{"أ title:", query.EmptyField, 2, "title:"},
		{"أ titel:ب", query.UnknownField, 2, "titel:"},
		{"أ foo:bar", query.UnknownField, 2, "foo:"},
		{"أ -foo:(bar | ب)", query.UnknownField, 3, "foo:"},
		{`foo:"bar"`, query.UnknownField, 0, "foo:"},
		{"أ date:2015-13", query.BadDate, 2, "date:2015-13"},
		{"أ date:2016..2015 ب", query.TurnedRange, 7, "2016..2015"},
		{"date:2015-07..2015-06", query.TurnedRange, 5, "2015-07..2015-06"},
		{"words:500..100", query.TurnedRange, 6, "500..100"},
		{`"أ ب"~x`, query.NoSlop, 5, "~"},
		{`"أ ب"~`, query.NoSlop, 5, "~"},
		{"words:many", query.BadNumber, 0, "words:many"},
		{"dup:maybe", query.BadDup, 0, "dup:maybe"},
		{"أ /(/", query.BadRegex, 2, "/(/"},
		{"أ /ab", query.OpenRegex, 2, "/"},
		{"/" + strings.Repeat("a", 201) + "/", query.LongRegex, 0, "/" + strings.Repeat("a", 201) + "/"},
		{"م*", query.ShortStar, 0, "م*"},
		{strings.Repeat("a ", 65), query.TooMany, 128, "a"},
		{strings.Repeat("(", 17) + "a" + strings.Repeat(")", 17), query.TooDeep, 16, "("},
	} {
		_, err := query.Parse(tt.in)
		var e *query.Error
		if !errors.As(err, &e) || e.Reason != tt.reason || e.Rune != tt.rune || e.Text != tt.text {
			t.Errorf("%.20s: %v, want %v at %d, %q", tt.in, err, tt.reason, tt.rune, tt.text)
		}
	}
}

// Who mistypes a field is told which there are.
func TestAnUnknownFieldNamesTheKnownOnes(t *testing.T) {
	_, err := query.Parse("foo:bar")
	for english := range query.Fields() {
		if err == nil || !strings.Contains(err.Error(), english) {
			t.Errorf("%v does not name %s", err, english)
		}
	}
}

func TestDraftClosesWhatIsOpen(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		hint     bool
	}{
		{`إرهاب "رئيس الحك`, "(إرهاب ['رئيس' 'الحك'])", false},
		{"إرهاب (داعش", "(إرهاب داعش)", false},
		{"إرهاب |", "إرهاب", false},
		{"إرهاب AND", "إرهاب", false},
		{"إرهاب -", "إرهاب", false},
		{"إرهاب =", "إرهاب", false},
		{"إرهاب title:", "إرهاب", false},
		{"إرهاب date:20", "إرهاب", false},
		{"إرهاب date:2015-", "إرهاب", false},
		{"إرهاب date:2016..20", "إرهاب", false},
		{"إرهاب date:2016..1", "إرهاب", false}, // a Hijri year
		{"إرهاب date:2015-07.", "إرهاب", false},
		{"إرهاب date:<", "إرهاب", false},
		{"إرهاب date:07/0", "إرهاب", false},
		{"إرهاب date:no", "إرهاب", false},
		{`إرهاب date:"7 مار`, "إرهاب", false},
		{"إرهاب words:500..100", "إرهاب", false}, // 1000
		{"إرهاب words:>", "إرهاب", false},
		{"إرهاب dup:y مغرب", "(إرهاب dup y مغرب)", true},
		{"إرهاب dup:y", "إرهاب", false},
		{"إرهاب مكرر:ن", "إرهاب", false},
		// What cannot become right is looked for as it stands.
		{"إرهاب date:2015-13", "(إرهاب date 2015 13)", true},
		{"إرهاب date:2016..2015", "(إرهاب date 2016 2015)", true},
		{"إرهاب date:x", "(إرهاب date x)", true},
		{"إرهاب words:many", "(إرهاب words many)", true},
		{"إرهاب dup:maybe", "(إرهاب dup maybe)", true},
		{"م* إرهاب", "(م إرهاب)", true},
		{"حصاد و محمد )", "(حصاد محمد)", true},
		{"إرهاب /ab", "(إرهاب /ab/)", false},
		{"إرهاب م*", "(إرهاب م)", false},
		{"إرهاب) داعش", "(إرهاب داعش)", true},
		{"titel:x إرهاب", "(titel x إرهاب)", true},
	} {
		q, hint := query.Draft(tt.in)
		if got := dump(q.Root); got != tt.want || (hint != nil) != tt.hint {
			t.Errorf("%s is read as %s, hint %v, want %s", tt.in, got, hint, tt.want)
		}
	}
}

func TestComplete(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		ok       bool
	}{{"so", "source:", true}, {"t", "t", false}, {"ti", "title:", true}, {"إرهاب مص", "مصدر:", true}, {"x", "", false}, {"", "", false}} {
		if got, _, _, ok := query.Complete(tt.in, len(tt.in)); got != tt.want || ok != tt.ok {
			t.Errorf("%q completes to %q, %v, want %q", tt.in, got, ok, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a "b c"~3 -(d | =e*) /x/i date:2015..`, "«أ ب» | -", "((((", "title:source:x", "AND OR NOT", "*** ~= \u202E\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		within := func(n query.Node, _ bool) {
			var start, end int
			switch n := n.(type) {
			case *query.Word:
				start, end = n.Start, n.End
			case *query.Phrase:
				start, end = n.Start, n.End
			}
			if start < 0 || end < start || end > len(s) {
				t.Fatalf("%q: %v lies outside", s, n)
			}
		}
		q, err := query.Parse(s)
		d, hint := query.Draft(s)
		query.Walk(d.Root, within)
		if err != nil {
			var e *query.Error
			if !errors.As(err, &e) || e.Start > e.End || e.End > len(s) || e.Rune != utf8.RuneCountInString(s[:e.Start]) || e.Error() == "" {
				t.Fatalf("%q: %#v", s, err)
			}
			return
		}
		query.Walk(q.Root, within)
		if a, b := dump(q.Root), dump(d.Root); hint != nil || a != b {
			t.Fatalf("%q is read as %s, while it is typed as %s (%v)", s, a, b, hint)
		}
	})
}

func ExampleParse() {
	_, err := query.Parse("إرهاب (داعش")
	fmt.Println(err)
	// Output: position 7: the bracket has no partner: "("
}

func TestBothAsksForBoth(t *testing.T) {
	for _, tt := range []struct{ a, b, want string }{
		{"a", "b", "a b"}, {"a | b", "c", "(a | b) c"}, {"a OR b", "c|d", "(a OR b) (c|d)"},
		{"(a | b) c", "d", "(a | b) c d"}, {`"a | b"`, "c", `"a | b" c`},
		{"نفط | و", "القمح", "(نفط | و) القمح"}, {"title:(a | b)", "c", "title:(a | b) c"},
	} {
		if got := query.Both(tt.a, tt.b); got != tt.want {
			t.Errorf("%s and %s: got %s, want %s", tt.a, tt.b, got, tt.want)
		}
		if _, err := query.Parse(tt.want); err != nil {
			t.Errorf("%s: %v", tt.want, err)
		}
	}
}

func TestOtherKeyboardKeepsWhatIsNoWord(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"hgrlp", "القمح"}, {"source:hgrlp date:2015 hgrlp", "source:القمح date:2015 القمح"},
		{"hgrlp OR -title:hgrlp", "القمح OR -title:القمح"}, {"بخخ", "foo"}, {"مصدر:بخخ", "مصدر:foo"},
	} {
		if got, ok := query.OtherKeyboard(tt.in); got != tt.want || !ok {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
	if got, ok := query.OtherKeyboard("date:2015"); ok {
		t.Errorf("date:2015 reads %s", got)
	}
}

// What a draft closes silently is closed; all else stays as it is.
func TestClosed(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`نفط "غاز`, `نفط "غاز"`}, {"(a (b", "(a (b))"}, {"a |", "a"}, {`"a b"~`, `"a b"`}, {"a AND", "a"}, {"a NOT", "a"}, {"a title:", "a"}, {"/ab", "/ab/"},
		{`(a "b`, `(a "b")`}, {"a)", "a)"}, {"()", "()"}, {"a || b", "a || b"}, {"date:2015-13", "date:2015-13"}, {"a", "a"}, {"", ""},
	} {
		if got := query.Closed(tt.in); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
}
