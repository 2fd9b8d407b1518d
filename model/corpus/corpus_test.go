package corpus_test

import (
	"testing"
	"time"

	"qari/model/corpus"
)

func TestContentIDBelongsToTheContent(t *testing.T) {
	id := corpus.ContentID("عنوان", "نص\nثان")
	for _, c := range []struct {
		why, title, text string
		same             bool
	}{
		{"line ends do not count", "عنوان", "نص\r\nثان", true},
		{"the title may be the first line", "", "عنوان\nنص\rثان", true},
		{"the text counts", "عنوان", "نص\nثالث", false},
		{"the title counts", "عنوان آخر", "نص\nثان", false},
	} {
		if got := corpus.ContentID(c.title, c.text); (got == id) != c.same {
			t.Errorf("%s: IDs %s and %s", c.why, got, id)
		}
	}
	// sha256sum of the four bytes "text"
	if got, want := corpus.ContentID("", "text"), corpus.ID("982d9e3eb996"); got != want {
		t.Errorf("ID %s, want %s", got, want)
	}
}

func TestDateString(t *testing.T) {
	at := time.Date(2015, 7, 21, 10, 30, 0, 0, time.FixedZone("", 3600))
	for _, c := range []struct {
		date corpus.Date
		want string
	}{
		{corpus.Date{}, ""},
		{corpus.Date{Time: at}, ""},
		{corpus.Date{Time: at, Unit: corpus.Day}, "2015-07-21"},
		{corpus.Date{Time: at, Unit: corpus.Second}, "2015-07-21T10:30:00+01:00"},
	} {
		if got := c.date.String(); got != c.want {
			t.Errorf("%+v is %q, want %q", c.date, got, c.want)
		}
	}
}

func TestDatesInOrder(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2015, 7, d, 0, 0, 0, 0, time.UTC) }
	ordered := []corpus.Date{
		{Time: day(30)}, // unknown
		{Time: day(1), Unit: corpus.Day},
		{Time: day(2), Unit: corpus.Day},
		{Time: day(2), Unit: corpus.Second},
		{Time: day(3), Unit: corpus.Second},
	}
	for i, a := range ordered {
		for j, b := range ordered {
			if got, want := a.Compare(b), i-j; (got < 0) != (want < 0) || (got > 0) != (want > 0) {
				t.Errorf("%v compared with %v is %d", a, b, got)
			}
		}
	}
}

func TestProblemString(t *testing.T) {
	for _, c := range []struct {
		problem corpus.Problem
		want    string
	}{
		{corpus.Problem{Path: "a.jsonl", Line: 3, Offset: 90, Reason: "not JSON"}, "a.jsonl:3: not JSON"},
		{corpus.Problem{Path: "a.txt", Offset: -1, Reason: "empty file"}, "a.txt: empty file"},
	} {
		if got := c.problem.String(); got != c.want {
			t.Errorf("%+v is %q, want %q", c.problem, got, c.want)
		}
	}
}

func TestPlaceOfAProblem(t *testing.T) {
	for want, p := range map[string]corpus.Problem{
		"a:7": {Path: "a", Line: 7, Offset: 512}, "a@512": {Path: "a", Offset: 512}, "a@0": {Path: "a"}, "a": {Path: "a", Offset: -1},
	} {
		if p.Place() != want || p.String() != want+": "+p.Reason {
			t.Errorf("%+v: place %q, want %q", p, p.Place(), want)
		}
	}
}
