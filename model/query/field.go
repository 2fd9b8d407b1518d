package query

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"qari/model/arabic"
	"qari/model/corpus/date"
	"qari/model/span"
)

// fieldNames are the fields by name, in English and Arabic, in the order in which
// they are completed.
var fieldNames = [...]struct {
	field           Field
	english, arabic string
}{
	{Title, "title", "عنوان"},
	{Text, "text", "نص"},
	{Source, "source", "مصدر"},
	{Author, "author", "كاتب"},
	{URL, "url", "رابط"},
	{File, "file", "ملف"},
	{Lang, "lang", "لغة"},
	{Tag, "tag", "وسم"},
	{dates, "date", "تاريخ"},
	{length, "words", "كلمات"},
	{dup, "dup", "مكرر"},
}

// Fields gives the names of the fields, in English and in Arabic.
func Fields() iter.Seq2[string, string] {
	return func(yield func(english, arabic string) bool) {
		for _, f := range fieldNames {
			if !yield(f.english, f.arabic) {
				return
			}
		}
	}
}

// fieldOf finds a field by its name.
func fieldOf(name string) (Field, bool) {
	folded := arabic.Fold(name)
	for _, f := range fieldNames {
		if folded == f.english || folded == arabic.Fold(f.arabic) {
			return f.field, true
		}
	}
	return Any, false
}

// Complete completes the name of a field that ends at a byte of the text: what
// stands from from to to becomes name. Where several names begin so, it is what
// they have in common.
func Complete(text string, cursor int) (name string, from, to int, ok bool) {
	cursor = max(0, min(cursor, len(text)))
	from = cursor
	for from > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:from])
		if !unicode.IsLetter(r) {
			break
		}
		from -= size
	}
	typed := strings.ToLower(text[from:cursor])
	if typed == "" {
		return "", cursor, cursor, false
	}
	var names []string
	for _, f := range fieldNames {
		for _, n := range []string{f.english, f.arabic} {
			if strings.HasPrefix(n, typed) {
				names = append(names, n+":")
			}
		}
	}
	if len(names) == 0 {
		return "", cursor, cursor, false
	}
	name = names[0]
	for _, n := range names[1:] {
		for !strings.HasPrefix(n, name) {
			_, size := utf8.DecodeLastRuneInString(name)
			name = name[:len(name)-size]
		}
	}
	return name, from, cursor, name != text[from:cursor]
}

// field reads a field with its value; false when none stands at the place, and
// then the place is undefined.
//
// A name that is no field's is a mistake, told with the names that are, but only
// where somebody may have meant a field: Latin letters with something right after
// the colon. So http://..., C:\..., 12:30, an Arabic word with a colon, and one of a
// sentence ("Reuters: oil") are words.
func (p *parser) field() (Node, bool) {
	start := p.pos
	p.until(func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	name := p.text[start:p.pos]
	if name == "" || p.peek() != ':' {
		return nil, false
	}
	p.step()
	f, known := fieldOf(name)
	if !known {
		ascii := !strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII })
		next := p.peek()
		if ascii && next != 0 && next != ' ' && next != '\\' && !strings.HasPrefix(p.text[p.pos:], "//") {
			p.fail(UnknownField, start, p.pos)
		}
		return nil, p.err != nil
	}
	head := span.Span{Start: start, End: p.pos}
	c := p.peek()
	if c == 0 || c == ' ' || c == ')' || c == '|' {
		if !p.draft || c != 0 {
			p.fail(EmptyField, head.Start, head.End)
		}
		return nil, true
	}
	if f < dates {
		return p.atom(f), true
	}
	asked := p.pos
	value := p.value()
	return p.condition(f, span.Span{Start: start, End: p.pos}, span.Span{Start: asked, End: p.pos}, value), true
}

// value reads what a condition asks for, in quotes or not.
func (p *parser) value() string {
	start := p.pos
	if p.peek() == '"' {
		p.step()
		start = p.pos
		end := p.until(func(r rune) bool { return r == '"' })
		if p.peek() == '"' {
			p.step()
		}
		return western(p.text[start:end])
	}
	return western(p.text[start:p.until(func(r rune) bool { return r == ' ' || r == ')' || r == '|' })])
}

// western writes digits as 0 to 9, without what cannot be seen.
func western(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if d, ok := digit(r); ok {
			return '0' + rune(d)
		}
		if invisible(r) {
			return -1
		}
		return r
	}, s))
}

// condition makes a value what the field asks for. at is where both stand, asked
// the value with its quotes: a range that is turned around is told there.
func (p *parser) condition(f Field, at, asked span.Span, value string) Node {
	p.count(at)
	n, reason := conditionOf(f, at, value)
	if reason == TurnedRange {
		at = asked
	}
	if reason != 0 {
		if !p.draft || p.peek() != 0 || !p.unfinished(f, asked, value) {
			p.fail(reason, at.Start, at.End)
		}
		return nil
	}
	if p.err != nil {
		return nil
	}
	return n
}

// conditionOf makes a value what the field asks for, or says what is wrong with it.
func conditionOf(f Field, at span.Span, value string) (Node, Reason) {
	switch f {
	case dates:
		d, ok := dateRange(value)
		d.Span = at
		switch {
		case !ok:
			return nil, BadDate
		case d.turned():
			return nil, TurnedRange
		}
		return &d, 0
	case length:
		l, ok := numberRange(value)
		l.Span = at
		switch {
		case !ok:
			return nil, BadNumber
		case l.turned():
			return nil, TurnedRange
		}
		return &l, 0
	}
	yes := value == "yes" || arabic.Fold(value) == "نعم"
	if !yes && value != "no" && value != "لا" {
		return nil, BadDup
	}
	return &Dup{Span: at, Yes: yes}, 0
}

// rests are what may still come after the beginning of a value: of each kind of
// beginning that can become right there is one that makes it so.
var rests = strings.Fields("1 0 2 9 01 99 001 436 500 999 9999999 2015 .2015 ..2015 ..9999999 " +
	"/2015 1/2015 01/2015 /1/2015 /01/2015 1/01/2015 " +
	"none one ne e بلا لا ا yes es s no o نعم عم م")

// unfinished reports that a value at the end of a draft, which is wrong as it is,
// may become right when more of it is typed.
func (p *parser) unfinished(f Field, asked span.Span, value string) bool {
	if quotes := strings.Count(strings.Map(sign, asked.Of(p.text)), `"`); quotes > 0 {
		return quotes == 1 // not closed yet
	}
	slashed := !strings.ContainsAny(value, "-.") // a date with two kinds of sign is none
	for _, rest := range rests {
		if !slashed && strings.Contains(rest, "/") {
			continue
		}
		if _, reason := conditionOf(f, asked, value+rest); reason == 0 {
			return true
		}
	}
	return false
}

// turned reports that no day lies in the range.
func (d *Date) turned() bool {
	return !d.From.IsZero() && !d.To.IsZero() && !d.From.Before(d.To)
}

// turned reports that no number lies in the range.
func (l *Length) turned() bool { return l.Max >= 0 && l.Max < l.Min }

// comparison takes <, <=, >, >= or = from the beginning.
func comparison(value string) (sign, rest string) {
	for _, s := range []string{">=", "<=", ">", "<", "="} {
		if rest, ok := strings.CutPrefix(value, s); ok {
			return s, strings.TrimSpace(rest)
		}
	}
	return "", value
}

func numberRange(value string) (Length, bool) {
	sign, rest := comparison(value)
	if from, to, ok := strings.Cut(rest, ".."); ok && sign == "" {
		low, high := 0, -1
		okFrom, okTo := true, true
		if from != "" {
			low, okFrom = number(from)
		}
		if to != "" {
			high, okTo = number(to)
		}
		return Length{Min: low, Max: high}, okFrom && okTo && from+to != ""
	}
	n, ok := number(rest)
	switch sign {
	case ">":
		return Length{Min: n + 1, Max: -1}, ok
	case ">=":
		return Length{Min: n, Max: -1}, ok
	case "<":
		return Length{Max: n - 1, Min: 0}, ok && n > 0
	case "<=":
		return Length{Max: n}, ok
	}
	return Length{Min: n, Max: n}, ok
}

func number(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n < 1<<31
}

func dateRange(value string) (Date, bool) {
	if value == "none" || arabic.Fold(value) == "بلا" {
		return Date{None: true}, true
	}
	sign, rest := comparison(value)
	if a, b, ok := strings.Cut(rest, ".."); ok && sign == "" {
		var d Date
		okFrom, okTo := true, true
		if a != "" {
			d.From, _, okFrom = period(a)
		}
		if b != "" {
			_, d.To, okTo = period(b)
		}
		return d, okFrom && okTo && a+b != ""
	}
	from, to, ok := period(rest)
	switch sign {
	case ">":
		return Date{From: to}, ok
	case ">=":
		return Date{From: from}, ok
	case "<":
		return Date{To: from}, ok
	case "<=":
		return Date{To: to}, ok
	}
	return Date{From: from, To: to}, ok
}

// Years that are taken for Hijri ones (ARABIC.md 5).
const firstHijri, lastHijri = 1300, 1500

// hijriMonths are the names by which package date knows the months.
var hijriMonths = strings.Fields("محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال ذو_القعدة ذو_الحجة")

// period is a year, a month or a day: its beginning and the beginning of what
// comes after it.
func period(s string) (from, to time.Time, ok bool) {
	parts := strings.Split(strings.ReplaceAll(s, "/", "-"), "-")
	numbers := make([]int, len(parts))
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || i == 0 && len(part) != 4 || len(parts) > 3 {
			return written(s)
		}
		numbers[i] = n
	}
	if y := numbers[0]; y >= firstHijri && y <= lastHijri {
		return hijri(numbers)
	}
	at := slices.Concat(numbers, []int{1, 1})
	from = time.Date(at[0], time.Month(at[1]), at[2], 0, 0, 0, 0, time.UTC)
	if from.Year() != at[0] || int(from.Month()) != at[1] || from.Day() != at[2] {
		return from, to, false // the 30th of February
	}
	switch len(numbers) {
	case 1:
		return from, from.AddDate(1, 0, 0), true
	case 2:
		return from, from.AddDate(0, 1, 0), true
	}
	return from, from.AddDate(0, 0, 1), true
}

// written is a day in words.
func written(s string) (from, to time.Time, ok bool) {
	d, ok := date.Parse(s)
	if !ok {
		return from, to, false
	}
	y, m, day := d.Time.Date()
	from = time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(0, 0, 1), true
}

// hijri is a year, month or day of the Hijri calendar.
func hijri(at []int) (from, to time.Time, ok bool) {
	day := func(year, month, day int) (time.Time, bool) {
		if month < 1 || month > 12 || day < 1 || day > 30 {
			return time.Time{}, false
		}
		name := strings.ReplaceAll(hijriMonths[month-1], "_", " ")
		from, _, ok := written(strconv.Itoa(day) + " " + name + " " + strconv.Itoa(year) + " هـ")
		return from, ok
	}
	full := slices.Concat(at, []int{1, 1})
	from, ok = day(full[0], full[1], full[2])
	if !ok {
		return from, to, false
	}
	next := [2]int{full[0], full[1] + 1}
	switch {
	case len(at) == 3:
		return from, from.AddDate(0, 0, 1), true
	case len(at) == 1 || full[1] == 12:
		next = [2]int{full[0] + 1, 1}
	}
	if to, ok = day(next[0], next[1], 1); !ok { // the year after the last one
		to, ok = from.AddDate(0, 0, 355), true
	}
	return from, to, ok
}
