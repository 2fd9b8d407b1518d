package document_test

import (
	"testing"

	"qari/model/corpus"
	"qari/model/document"
)

func TestQuotations(t *testing.T) {
	a := &corpus.Article{Title: "عنوان", TitleRule: corpus.TitleField, Text: "قال نعم. ثم سكت؟ وعاد!\n\nفقرة ثانية هنا."}
	d := document.Open(a, document.Options{})
	first, ok := d.Cutter().Sentence(document.Place{Block: 1, Offset: len("قال نعم. ثم")})
	if !ok || d.Quote(first) != "ثم سكت؟" {
		t.Fatalf("%q", d.Quote(first))
	}
	for _, c := range []struct {
		unit document.Unit
		n    int
		last bool
		want string
	}{
		{document.BySentence, 1, true, "ثم سكت؟ وعاد!"},
		{document.BySentence, -1, false, "قال نعم. ثم سكت؟"},
		{document.ByWord, 1, true, "ثم سكت؟ وعاد"},
		{document.ByWord, -1, true, "ثم سكت"},
		{document.ByWord, 1, false, "سكت؟"},
		{document.ByWord, -1, false, "نعم. ثم سكت؟"},
		{document.ByParagraph, 1, true, "ثم سكت؟ وعاد!"},
		{document.ByParagraph, -1, false, "قال نعم. ثم سكت؟"},
	} {
		r := first
		if c.last {
			r.To = d.Cutter().Move(r.To, c.unit, c.n, true)
		} else {
			r.From = d.Cutter().Move(r.From, c.unit, c.n, false)
		}
		if got := d.Quote(r); got != c.want {
			t.Errorf("%+v: %q, want %q", c, got, c.want)
		}
	}
	// Over the end of a paragraph, and to the ends of the article.
	r := first
	for range 9 {
		r.To = d.Cutter().Move(r.To, document.BySentence, 1, true)
		r.From = d.Cutter().Move(r.From, document.BySentence, -1, false)
	}
	if got := d.Quote(r); got != "عنوان\n\nقال نعم. ثم سكت؟ وعاد!\n\nفقرة ثانية هنا." {
		t.Errorf("%q", got)
	}
	if _, ok := d.Cutter().Sentence(document.Place{Block: 3}); ok {
		t.Error("a sentence behind the end")
	}
}
