package date_test

import (
	"testing"

	"qari/model/corpus/date"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ field, want string }{
		{"2015-07-21", "2015-07-21"},
		{" ٢٠١٥-٠٧-٢١ ", "2015-07-21"},
		{"۲۰۱۵/۷/۲۱", "2015-07-21"},
		{"2015-07-21T10:30:05+01:00", "2015-07-21T10:30:05+01:00"},
		{"2015-07-21 10:30", "2015-07-21T10:30:00Z"},
		{"2015-07-21T10:30:05.123Z", "2015-07-21T10:30:05Z"},
		{"2015-07-21T10:30:05-0330", "2015-07-21T10:30:05-03:30"},
		{"Tue, 21 Jul 2015 10:30:05 GMT", "2015-07-21T10:30:05Z"},
		{"Tue, 21 Jul 2015 10:30:05 EST", "2015-07-21T10:30:05-05:00"},
		{"21 Jul 15 10:30 +0200", "2015-07-21T10:30:00+02:00"},
		{"July 21, 2015", "2015-07-21"},
		{"1437474605", "2015-07-21T10:30:05Z"},
		{"1437474605.0", "2015-07-21T10:30:05Z"},
		{"1437474605123", "2015-07-21T10:30:05Z"},
		{"20150721", "2015-07-21"},
		{"21072015", "2015-07-21"},
		{"20150721103005", "2015-07-21T10:30:05Z"},
		{"3/7/2015", "2015-07-03"},
		{"7/21/2015", "2015-07-21"},
		{"21.7.2015 9:05 PM", "2015-07-21T21:05:00Z"},
		{"7 مارس 2015", "2015-03-07"},
		{"الثلاثاء، 21 يوليو، 2015م", "2015-07-21"},
		{"الخميس 20 شباط/فبراير 2014", "2014-02-20"},
		{"يوم 3 من شهر كانون الثاني عام 2016", "2016-01-03"},
		{"16ماي2003", "2003-05-16"},
		{"١٦ تشرين الأول ٢٠١٤", "2014-10-16"},
		{"21 آب 2015", "2015-08-21"},
		{"5 غشت 2015", "2015-08-05"},
		{"5 شوال 1436هـ", "2015-07-22"},
		{"1 محرم 1446", "2024-07-08"},
		{"15 ذي الحجة 1436 هـ الموافق 29 سبتمبر 2015", "2015-09-29"},
		{"1436/10/05", "2015-07-22"},
	} {
		d, ok := date.Parse(c.field)
		if !ok || d.String() != c.want {
			t.Errorf("%q is %q (%v), want %q", c.field, d, ok, c.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, s := range []string{
		"", "أمس", "2015", "مارس 2015", "30 مارس الماضي", "31/2/2015", "2015-13-40", "99999999", "1436", "5", "0",
		"7 مارس 1436", "31 محرم 1436", "2015-07-21x", "2015-07-21T10:30+99:00", "7 مارب 2015", "محمد 5 بارز",
	} {
		if d, ok := date.Parse(s); ok {
			t.Errorf("%q is taken for %s", s, d)
		}
	}
}

func TestConvertedDatesSaySo(t *testing.T) {
	if d, _ := date.Parse("5 شوال 1436"); !d.Converted {
		t.Error("a Hijri date is not marked as converted")
	}
	if d, _ := date.Parse("5 مارس 2015"); d.Converted {
		t.Error("a Gregorian date is marked as converted")
	}
}

func TestInLine(t *testing.T) {
	for _, c := range []struct {
		line, want string
		only       bool
	}{
		{"الثلاثاء 21 يوليو 2015 - 10:30", "2015-07-21", true},
		{"نُشر في: 2015-07-21 الساعة 9", "2015-07-21", true},
		{"الرباط، 7 مارس 2015", "2015-03-07", false},
		{"كتب: المحرر 21/7/2015", "2015-07-21", false},
		{"هجمات 11 مارس 2004 في مدريد كما يرويها شهود العيان اليوم", "", false},
		{"لا تاريخ هنا 12 مرة", "", false},
	} {
		d, only, ok := date.InLine(c.line)
		if d.String() != c.want || only != c.only || ok != (c.want != "") {
			t.Errorf("%q holds %q, only %v, want %q, %v", c.line, d, only, c.want, c.only)
		}
	}
}

func TestInPath(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"http://example.org/2015/07/21/title", "2015-07-21"},
		{"news/2015-07-21-title.txt", "2015-07-21"},
		{"2015_7_1.txt", "2015-07-01"},
		{"http://example.org/2015/07/title", ""},
		{"http://example.org/12015-07-21", ""},
		{"id-2015-07-210.txt", ""},
		{"x", ""},
	} {
		d, ok := date.InPath(c.path)
		if d.String() != c.want || ok != (c.want != "") {
			t.Errorf("%q holds %q, want %q", c.path, d, c.want)
		}
	}
}

func FuzzDatesNeverPanic(f *testing.F) {
	f.Add("16ماي2003")
	f.Add("2015-07-21T10:30:05+01:00")
	f.Add("5 ذي الحجة 1436هـ / 7/7/2015")
	f.Fuzz(func(t *testing.T, s string) {
		for _, find := range []func() (string, bool){
			func() (string, bool) { d, ok := date.Parse(s); return d.String(), ok },
			func() (string, bool) { d, _, ok := date.InLine(s); return d.String(), ok },
			func() (string, bool) { d, ok := date.InPath(s); return d.String(), ok },
		} {
			if d, ok := find(); ok != (d != "") {
				t.Fatalf("%q is the date %q, and %v", s, d, ok)
			}
		}
	})
}
