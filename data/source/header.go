package source

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"qari/model/arabic"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/corpus/date"
	"qari/model/span"
)

// header is what a plain text begins with before its body.
type header struct {
	source, title span.Span
	date          corpus.Date // of a line that holds nothing else
	body          int         // where the body begins
}

// textLine is a line of a text that is not blank once it is cleaned. What is
// asked of it is computed when it is asked: most lines are only passed over.
type textLine struct {
	span.Span
	stored string
}

// text is the line as it is shown, as much of it as a title or a source is looked
// for in.
func (l textLine) text() string { return clean.Line(cut(l.stored, maxPeek)) }

const maxPeek = 2000

// runes is the length of the line as it is shown.
func (l textLine) runes() int { return utf8.RuneCountInString(l.text()) }

// words is the number of words of the whole line.
func (l textLine) words() int { return clean.Words(l.stored) }

// maxFirst is the length in bytes of the beginning of a line that mostly shows
// whether there is anything in it.
const maxFirst = 32

// seen reports whether anything of the line is shown.
func (l textLine) seen() bool {
	s := strings.TrimLeft(l.stored, " \t")
	if s == "" {
		return false
	}
	return clean.Words(cut(s, maxFirst)) > 0 || len(s) > maxFirst && clean.Words(s) > 0
}

// lines goes over the lines of a text.
type lines struct {
	text string
	at   int
}

// next gives the next line that is not blank.
func (l *lines) next() (textLine, bool) {
	for l.at < len(l.text) {
		from := l.at
		one, _, _ := strings.Cut(l.text[from:], "\n")
		one, _, _ = strings.Cut(one, "\r")
		line := textLine{Span: span.Span{Start: from, End: from + len(one)}, stored: one}
		l.at = after(l.text, line.End)
		if line.seen() {
			return line, true
		}
	}
	return textLine{}, false
}

// after is where the line after the one that ends at i begins.
func after(text string, i int) int {
	switch rest := text[i:]; {
	case strings.HasPrefix(rest, "\r\n"):
		return i + 2
	case rest != "" && (rest[0] == '\n' || rest[0] == '\r'):
		return i + 1
	}
	return i
}

// cut shortens s to at most n bytes, between runes.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// readHeader looks at the first lines of a plain text for a source line
// (ARABIC.md 2.2), a line that is a date and nothing else, and a title line
// (2.1, rule 2).
func readHeader(text string) header {
	h := header{}
	l := lines{text: text}
	line, ok := l.next()
	for ok {
		d, only, _ := inLine(line)
		switch {
		case only && h.date.IsZero() && followed(l, 1):
			h.date = d
		case h.source.Empty() && isSource(line) && followed(l, 10):
			h.source = line.Span
		default:
			if isTitle(line, l) {
				h.title, h.body = line.Span, l.at
			}
			return h
		}
		h.body = l.at
		line, ok = l.next()
	}
	return h
}

// followed reports whether a line of so many words comes.
func followed(l lines, words int) bool {
	for line, ok := l.next(); ok; line, ok = l.next() {
		if line.words() >= words {
			return true
		}
	}
	return false
}

// isTitle reports whether a line, with what follows it, is a title.
func isTitle(line textLine, rest lines) bool {
	if n := line.words(); n < 2 || n > 25 || line.runes() > 200 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line.text())
	if strings.ContainsRune(".،؛:…", last) {
		return false
	}
	next, ok := rest.next()
	if !ok {
		return false
	}
	if next.runes() >= line.runes() {
		return true
	}
	words := 0
	for ; ok && words < 40; next, ok = rest.next() {
		words += next.words()
	}
	return words >= 40
}

// Words that only the name of a source has, and names of sources without one.
const (
	sourceWords = "نيوز بريس برس تيفي أونلاين صحيفة جريدة مجلة وكالة قناة إذاعة راديو موقع بوابة 24 News Press TV FM Online Post Times"
	sourceNames = "رويترز|فرانس برس|الأناضول|الجزيرة|الجزيرة نت|العربية|العربية نت|العربي الجديد|القدس العربي|الشرق الأوسط|الحياة|الأهرام|" +
		"اليوم السابع|المصري اليوم|الشروق|الوطن|الرياض|عكاظ|سبق|البيان|الخليج|الاتحاد|القبس|الراية|النهار|السفير|الأخبار|الغد|" +
		"هسبريس|الصباح|المساء|هبة بريس|كود|لكم|اليوم 24|الخبر|النصر|واس|وام|قنا|كونا|بترا|وفا|سانا|واع|وال|وات|واج|ومع|بنا|" +
		"سكاي نيوز عربية|بي بي سي|بي بي سي عربي|روسيا اليوم|سبوتنيك|دويتشه فيله|الحرة|وكالات|" +
		"Reuters|AFP|AP|BBC|BBC Arabic|CNN|CNN Arabic|RT|DW|Sputnik|Al Jazeera|Hespress"
)

var sources = sync.OnceValue(func() (s struct{ words, names []string }) {
	for word := range strings.FieldsSeq(sourceWords) {
		s.words = append(s.words, arabic.Fold(word))
	}
	for name := range strings.SplitSeq(sourceNames, "|") {
		s.names = append(s.names, arabic.Fold(name))
	}
	return s
})

// isSource reports whether a line names a source.
func isSource(line textLine) bool {
	if len(line.stored) > maxShort || line.words() > 4 {
		return false
	}
	s := sources()
	var folded []string
	for _, t := range arabic.Tokens(line.text()) {
		if slices.Contains(s.words, t.Folded) {
			return true
		}
		folded = append(folded, t.Folded)
	}
	return slices.Contains(s.names, strings.Join(folded, " "))
}

// maxDerived is the length in characters of a title made of a sentence.
const maxDerived = 90

// firstSentence is the title that the first sentence of a body gives (ARABIC.md
// 2.1, rule 3); "" for an empty body.
func firstSentence(body string) string {
	l := lines{text: body}
	line, ok := l.next()
	if !ok {
		return ""
	}
	s := line.text()
	s = s[:sentenceEnd(s)]
	if utf8.RuneCountInString(s) <= maxDerived {
		return strings.TrimRight(s, ".،؛ ")
	}
	n, last := 0, 0
	for i, r := range s {
		if n++; n > maxDerived {
			break
		}
		if r == ' ' || r == '،' {
			last = i
		}
	}
	if last == 0 {
		last = len(cut(s, 2*maxDerived))
	}
	return strings.TrimRight(s[:last], ".،؛: ") + "…"
}

// sentenceEnd is where the first sentence of s ends: after a full stop, question
// or exclamation mark before a blank, but not within the first three words.
func sentenceEnd(s string) int {
	blanks := 0
	for i, r := range s {
		switch r {
		case ' ':
			blanks++
		case '.', '؟', '?', '!', '…', '۔':
			end := i + utf8.RuneLen(r)
			if blanks >= 2 && (end == len(s) || s[end] == ' ') {
				return end
			}
		}
	}
	return len(s)
}

// afterTitle is where the body begins of a text whose title stands beside it:
// after its first line where that repeats the title, and after a summary that
// the text begins with twice (ARABIC.md 7).
func afterTitle(text, title, summary string) int {
	l := lines{text: text}
	first, ok := l.next()
	if !ok {
		return 0
	}
	start := 0
	if first.alike(title) {
		start = l.at
		if first, ok = l.next(); !ok {
			return 0 // the title is all there is
		}
	}
	if summary == "" || !first.alike(clean.Line(summary)) {
		return start
	}
	if second, ok := l.next(); ok && strings.HasPrefix(letters(second.text()), letters(first.text())) {
		return second.Start
	}
	return start
}

// alike reports whether the line has the same folded words as s. Most differ in
// the first.
func (l textLine) alike(s string) bool {
	a, b := arabic.NewScanner(l.stored), arabic.NewScanner(s)
	for n := 0; ; n++ {
		more := a.Next()
		if b.Next() != more {
			return false
		}
		if !more {
			return n > 0
		}
		if string(a.Folded()) != string(b.Folded()) {
			return false
		}
	}
}

// letters are the folded letters and digits of s.
func letters(s string) string {
	var b strings.Builder
	for _, t := range arabic.Tokens(s) {
		b.WriteString(t.Folded)
	}
	return b.String()
}

// dateLine finds the date in a line among the first or last three of a body that
// is short and no sentence (ARABIC.md 8).
func dateLine(body string) corpus.Date {
	l := lines{text: body}
	for range 3 {
		line, ok := l.next()
		if !ok {
			return corpus.Date{}
		}
		if d, ok := dated(line); ok {
			return d
		}
	}
	end := len(strings.TrimRight(body, " \t\r\n"))
	for n := 0; n < 3 && end > l.at; n++ {
		from := max(l.at, strings.LastIndexAny(body[:end], "\r\n")+1)
		l := lines{text: body[:end], at: from}
		if line, ok := l.next(); ok {
			if d, ok := dated(line); ok {
				return d
			}
		}
		end = len(strings.TrimRight(body[:from], " \t\r\n"))
	}
	return corpus.Date{}
}

func dated(line textLine) (corpus.Date, bool) {
	d, only, ok := inLine(line)
	return d, ok && (only || !strings.HasSuffix(line.text(), "."))
}

// maxShort is the length in bytes of the longest line that is looked at for a
// source or a date, which have a few words.
const maxShort = 400

func inLine(line textLine) (d corpus.Date, only, ok bool) {
	if len(line.stored) > maxShort {
		return corpus.Date{}, false, false
	}
	return date.InLine(line.text())
}
