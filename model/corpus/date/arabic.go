package date

import (
	"strings"
	"sync"
	"unicode/utf8"

	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/span"
)

// month is a month of one of the two calendars, 1 to 12.
type month struct {
	number int
	hijri  bool
}

// names of the months; the two words of a name are apart by one blank.
var names = [...]struct {
	month
	names string
}{
	{month{number: 1}, "يناير|كانون الثاني|جانفي"},
	{month{number: 2}, "فبراير|شباط|فيفري"},
	{month{number: 3}, "مارس|آذار"},
	{month{number: 4}, "أبريل|إبريل|نيسان|أفريل"},
	{month{number: 5}, "مايو|أيار|ماي"},
	{month{number: 6}, "يونيو|يونيه|حزيران|جوان"},
	{month{number: 7}, "يوليو|يوليه|تموز|جويلية|يوليوز"},
	{month{number: 8}, "أغسطس|آب|أوت|غشت"},
	{month{number: 9}, "سبتمبر|أيلول|شتنبر"},
	{month{number: 10}, "أكتوبر|تشرين الأول"},
	{month{number: 11}, "نوفمبر|تشرين الثاني|نونبر"},
	{month{number: 12}, "ديسمبر|كانون الأول|دجنبر"},
	{month{1, true}, "محرم"},
	{month{2, true}, "صفر"},
	{month{3, true}, "ربيع الأول"},
	{month{4, true}, "ربيع الآخر|ربيع الثاني"},
	{month{5, true}, "جمادى الأولى|جمادى الأول"},
	{month{6, true}, "جمادى الآخرة|جمادى الثانية|جمادى الآخر|جمادى الثاني"},
	{month{7, true}, "رجب"},
	{month{8, true}, "شعبان"},
	{month{9, true}, "رمضان"},
	{month{10, true}, "شوال"},
	{month{11, true}, "ذو القعدة|ذي القعدة"},
	{month{12, true}, "ذو الحجة|ذي الحجة"},
}

// words that may stand around a date in a line that is nothing but a date.
const around = "يوم في بتاريخ تاريخ التاريخ نشر نُشر النشر تم آخر تحديث الساعة الموافق صباحا مساء ص م ه من شهر عام سنة لعام " +
	"السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة utc gmt am pm published updated posted on date at"

// folded holds the names as they are compared.
type folded struct {
	months map[string]month
	around map[string]bool
}

var lexicon = sync.OnceValue(func() folded {
	l := folded{months: map[string]month{}, around: map[string]bool{}}
	for _, n := range names {
		for name := range strings.SplitSeq(n.names, "|") {
			l.months[arabic.Fold(name)] = n.month
		}
	}
	for word := range strings.FieldsSeq(around) {
		l.around[arabic.Fold(word)] = true
	}
	return l
})

// words is a text cut into tokens.
type words struct {
	text  string
	token []arabic.Token
	folded
}

// maxLine is the number of words that a date line may have (ARABIC.md 8).
const maxLine = 8

// InLine finds a date in a line of at most eight words, such as stands above or
// below an article; only says that the line holds nothing else. Of two dates
// that of the Gregorian calendar counts.
func InLine(line string) (d corpus.Date, only, ok bool) {
	if len(line) > maxField || len(strings.Fields(line)) > maxLine {
		return corpus.Date{}, false, false
	}
	line = westernDigits(line)
	w := words{text: line, token: arabic.Tokens(line), folded: lexicon()}
	var covered []span.Span
	for i := 0; i < len(w.token); {
		e, next := w.at(i)
		if next == i {
			i++
			continue
		}
		covered = append(covered, span.Span{Start: i, End: next})
		if !ok || d.Converted && !e.Converted {
			d, ok = e, true
		}
		i = next
	}
	return d, ok && w.nothingBut(covered), ok
}

// nothingBut reports whether all words but those covered go with a date.
func (w *words) nothingBut(covered []span.Span) bool {
	for i, t := range w.token {
		in := false
		for _, c := range covered {
			in = in || c.Contains(i)
		}
		if !in && !w.around[t.Folded] && !digits(t.Folded) {
			return false
		}
	}
	return true
}

// search finds the date of a field that is Arabic text.
func search(s string) (corpus.Date, bool) {
	w := words{text: s, token: arabic.Tokens(s), folded: lexicon()}
	var found corpus.Date
	for i := 0; i < len(w.token); {
		d, next := w.at(i)
		if next == i {
			i++
			continue
		}
		if found.IsZero() || found.Converted && !d.Converted {
			found = d
		}
		i = next
	}
	return found, !found.IsZero()
}

// at reads a date that begins with token i, and gives the token after it, i if
// there is none.
func (w *words) at(i int) (corpus.Date, int) {
	if d, n := threeNumbers(w.text[w.token[i].Start:]); n > 0 {
		end := w.token[i].Start + n
		next := i
		for next < len(w.token) && w.token[next].Start < end {
			next++
		}
		if w.token[next-1].End == end {
			return d, w.skip(next, "م", "ه")
		}
	}
	of, ok := number(w.token[i].Folded, 1, 2)
	if !ok {
		return corpus.Date{}, i
	}
	j := w.skip(i+1, "من", "شهر")
	m, k := w.month(j)
	if k == j || !w.near(i, k) {
		return corpus.Date{}, i
	}
	k = w.skip(k, "عام", "سنة", "لعام", "لسنة", "من")
	if k == len(w.token) || !w.near(i, k+1) {
		return corpus.Date{}, i
	}
	year, ok := number(w.token[k].Folded, 4, 4)
	if !ok {
		return corpus.Date{}, i
	}
	d, ok := dated(year, m, of)
	if !ok {
		return corpus.Date{}, i
	}
	return d, w.skip(k+1, "م", "ه")
}

func dated(year int, m month, of int) (corpus.Date, bool) {
	if m.hijri {
		return hijri(year, m.number, of)
	}
	if year < firstYear {
		return corpus.Date{}, false
	}
	return day(year, m.number, of)
}

// month reads the name of a month, or a pair of names for the same.
func (w *words) month(i int) (month, int) {
	m, next := w.name(i)
	if next > i && next < len(w.token) && strings.TrimSpace(w.text[w.token[next-1].End:w.token[next].Start]) == "/" {
		if n, after := w.name(next); after > next && n == m {
			next = after
		}
	}
	return m, next
}

// name reads the name of a month, of one word or two; و ب ل may lead it.
func (w *words) name(i int) (month, int) {
	if i >= len(w.token) {
		return month{}, i
	}
	first := w.token[i].Folded
	for range 2 {
		if i+1 < len(w.token) {
			if m, ok := w.months[first+" "+w.token[i+1].Folded]; ok {
				return m, i + 2
			}
		}
		if m, ok := w.months[first]; ok {
			return m, i + 1
		}
		r, size := utf8.DecodeRuneInString(first)
		if r != 'و' && r != 'ب' && r != 'ل' {
			break
		}
		first = first[size:]
	}
	return month{}, i
}

// skip passes over a run of the words given, which are folded as they stand.
func (w *words) skip(i int, over ...string) int {
	for i < len(w.token) {
		found := false
		for _, a := range over {
			found = found || w.token[i].Folded == a
		}
		if !found {
			break
		}
		i++
	}
	return i
}

// near reports whether nothing but blanks and light punctuation stands between
// the tokens i to k-1.
func (w *words) near(i, k int) bool {
	for ; i+1 < k; i++ {
		between := w.text[w.token[i].End:w.token[i+1].Start]
		if strings.Trim(between, " \t\u00A0،,.-–/()") != "" {
			return false
		}
	}
	return true
}

// number reads a number of least to most digits.
func number(s string, least, most int) (int, bool) {
	if len(s) < least || len(s) > most || !digits(s) {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}
