package clean_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"qari/model/clean"
	"qari/model/span"
)

// nasty are texts that hold one of everything.
var nasty = []string{
	"كـــتاب  [gallery ids=\"1\"] ، \u200Fقال \u202Ax\u202C “ نعم ”\r\n\u200B\u2028(\x1b&amp;lt;\xff \uFEFB",
	"[gal[gallery]lery] &am[toc]p; \u2066\u202B\u2069 \u202E раураl \uFDFA\u0085\u2029 ـ\u064E \u200Bـ[toc]ا",
	"a \u200F b \u200F. ” “ » « ( \u061C ) . \u2028 \u2028 \uFEFFa\u00ADb \ufdd0 \u009b &#27; &#10; &nbsp; .",
	" plain text, with (brackets) and “quotes” [1] & more.  \n\n نص عادي، مع (أقواس) ومئة\u064E.",
	"&amp;amp;amp;quot; &[toc]amp;[toc]lt; “ ” ” “ x „ y “ z » a « b",
}

func addNasty(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
}

// safe reports what must not stand in a display text.
func safe(s string, tab, bidi bool) string {
	if !utf8.ValidString(s) {
		return "is not valid UTF-8"
	}
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Cc, r) && !(tab && r == '\t'):
			return "holds a control"
		case r == 0x2029 || r >= 0xFFF9 && r <= 0xFFFB || r&0xFFFE == 0xFFFE:
			return "holds what must be a picture"
		case !bidi && clean.Bidi(string(r)):
			return "holds a bidi control"
		}
	}
	return ""
}

func FuzzViewIsSafeAndItsMapExact(f *testing.F) {
	addNasty(f)
	f.Fuzz(checkView)
}

func checkView(t *testing.T, text string) {
	t.Helper()
	for _, o := range []clean.Options{{}, {KeepTatweel: true}, {Raw: true}} {
		v := clean.Text(text, span.Span{End: len(text)}, o)
		last := 0
		for i := range v.Paragraphs {
			p := &v.Paragraphs[i]
			if wrong := safe(p.Text, o.Raw, true); wrong != "" {
				t.Fatalf("%+v: %+q %s", o, p.Text, wrong)
			}
			if p.Src.Start < last || p.Src.End < p.Src.Start || p.Src.End > len(text) {
				t.Fatalf("%+v: paragraph %d shows %v after %d of %d bytes", o, i, p.Src, last, len(text))
			}
			last = p.Src.End
			checkMap(t, text, p)
			checkRanges(t, p)
		}
		checkParagraphs(t, text, o, v.Paragraphs)
		s := clean.Scan(text)
		if v.Controls != s.Controls || v.Flags != s.Flags || !o.Raw && !o.KeepTatweel && (v.Hidden != s.Hidden || len(v.Paragraphs) != s.Paragraphs) {
			t.Fatalf("%+v: the view has %d paragraphs and %+v, the scan %+v", o, len(v.Paragraphs), v, s)
		}
	}
}

// checkParagraphs holds the paragraphs that come one by one to those that come
// together, however many of them are wanted.
func checkParagraphs(t *testing.T, text string, o clean.Options, want []clean.Paragraph) {
	t.Helper()
	for n := range min(len(want), 3) + 1 {
		var got []clean.Paragraph
		for p := range clean.Paragraphs(text, span.Span{End: len(text)}, o) {
			if got = append(got, p); len(got) == n {
				break
			}
		}
		wanted := want
		if n > 0 {
			wanted = want[:n]
		}
		if !slices.EqualFunc(got, wanted, func(a, b clean.Paragraph) bool { return reflect.DeepEqual(a, b) }) {
			t.Fatalf("%+v: %+q: the first %d paragraphs are %+v, want %+v", o, text, n, got, wanted)
		}
	}
}

func checkRanges(t *testing.T, p *clean.Paragraph) {
	t.Helper()
	last := -1
	for _, s := range p.Soft {
		if s.Start <= last || s.Empty() || s.End > len(p.Text) {
			t.Fatalf("soft ranges %v of %d bytes", p.Soft, len(p.Text))
		}
		last = s.End
	}
	last = -1
	for _, h := range p.Hidden {
		if h <= last || h > len(p.Text) {
			t.Fatalf("hidden offsets %v of %d bytes", p.Hidden, len(p.Text))
		}
		last = h
	}
}

// checkMap holds the map of a paragraph to its promise.
func checkMap(t *testing.T, text string, p *clean.Paragraph) {
	t.Helper()
	last := p.Src.Start
	for off := 0; off <= len(p.Text); off++ {
		s := p.Source(off)
		if s < last || s > p.Src.End {
			t.Fatalf("%+q: source of %d is %d after %d, of %v", p.Text, off, s, last, p.Src)
		}
		last = s
	}
	last = 0
	for off := p.Src.Start; off <= p.Src.End; off++ {
		d := p.Display(off)
		if d < last || d > len(p.Text) {
			t.Fatalf("%+q: display of %d is %d after %d", p.Text, off, d, last)
		}
		last = d
	}
	if last != len(p.Text) {
		t.Fatalf("%+q: the end is shown at %d of %d", p.Text, last, len(p.Text))
	}
	soft := p.Soft
	for d, r := range p.Text {
		shown := span.Span{Start: d, End: d + utf8.RuneLen(r)}
		src := p.SourceSpan(shown)
		if src.Empty() {
			t.Fatalf("%+q: %+q at %d has no source", p.Text, r, d)
		}
		back := p.DisplaySpan(src)
		if back.Start > shown.Start || back.End < shown.End {
			t.Fatalf("%+q: %v is %v in the source and %v back", p.Text, shown, src, back)
		}
		for len(soft) > 0 && soft[0].End <= d {
			soft = soft[1:]
		}
		picture := len(soft) > 0 && soft[0].Contains(d)
		if from := src.Of(text); from != string(r) && !picture && !standsFor(from, r) {
			t.Fatalf("%+q: %+q at %d stands for %+q", p.Text, r, d, from)
		}
	}
}

// standsFor reports whether r may be shown for something else in the source.
func standsFor(from string, r rune) bool {
	first, size := utf8.DecodeRuneInString(from)
	switch {
	case r == ' ':
		return unicode.IsSpace(first) || first == '&' || first == 0x2028
	case first == '&':
		return strings.HasSuffix(from, ";")
	default: // a form
		return size == len(from) && first >= 0xFB50 && first <= 0xFEFC
	}
}

func FuzzLineIsSafeAndIdempotent(f *testing.F) {
	addNasty(f)
	f.Fuzz(checkLine)
}

func checkLine(t *testing.T, text string) {
	t.Helper()
	s := clean.Line(text)
	if wrong := safe(s, false, false); wrong != "" || strings.ContainsRune(s, 0x2028) {
		t.Fatalf("line %+q of %+q %s", s, text, wrong)
	}
	if again := clean.Line(s); again != s {
		t.Fatalf("%+q is the line %+q, and that %+q", text, s, again)
	}
	if n := clean.Name(text); safe(n, false, false) != "" || clean.Name(n) != n {
		t.Fatalf("%+q is the name %+q", text, n)
	}
}

// A line that begins with an invisible character is made by the builder, rune
// by rune; without it the scanner may pass it. Both must show the same.
func FuzzScannerAgreesWithBuilder(f *testing.F) {
	addNasty(f)
	f.Fuzz(checkScanner)
}

func checkScanner(t *testing.T, text string) {
	t.Helper()
	if strings.ContainsAny(text, "\r\n\u2028\u2029\u0085\uFEFF") || strings.HasPrefix(text, "\u200B") {
		return
	}
	const slow = "x \u2060" // the joiner stands between a blank and a letter
	fast, built := reading("x "+text), reading(slow+text)
	if !reflect.DeepEqual(texts(fast), texts(built)) {
		t.Fatalf("%+q is shown as\n %+q, by the builder as\n %+q", text, texts(fast), texts(built))
	}
	if a, b := clean.Scan("x "+text), clean.Scan(slow+text); a.Words != b.Words || a.Controls != b.Controls || a.Flags != b.Flags {
		t.Fatalf("%+q counts as %+v, by the builder as %+v", text, a, b)
	}
}

// Random bytes seldom make a shortcode beside a reference beside a mark; pieces
// in random order do.
func TestPiecesInAnyOrder(t *testing.T) {
	within := []string{
		"[", "]", "gallery", "[gallery]", "[/x]", "[a b=", "&", "amp;", "lt;", "&#27;", "&nbsp;", "&#x202E;",
		"ـ", "ا", "ب", "\u064E", " ", " ", " ", "\u00A0", "\u200F", "\u202A", "\u202C", "\u202E", "\u2067", "\u2069",
		"\u200B", "\u2060", "\u200D", "“", "”", "„", "«", "»", "(", ")", ".", "،", ":", "a", "ж", "1",
		"\x1b", "\xff", "\u009b", "\uFDD0", "\uFEFB", "\uFDFA", "\uFFFD",
	}
	ends := []string{"\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\t"}
	random := rand.New(rand.NewPCG(1, 2))
	add := func(b *strings.Builder, from []string, n int) {
		for range n {
			b.WriteString(from[random.IntN(len(from))])
		}
	}
	for range 5000 {
		var b strings.Builder
		add(&b, within, 1+random.IntN(14))
		checkScanner(t, b.String())
		checkLine(t, b.String())
		for range random.IntN(4) {
			add(&b, ends, 1+random.IntN(2))
			add(&b, within, random.IntN(6))
		}
		checkView(t, b.String())
		checkLine(t, b.String())
	}
}
