package locale

// noun names something that is counted.
type noun int

const (
	nounArticle noun = iota
	nounWord
	nounWordCopied // as the object of a verb: the dual changes in Arabic
	nounMinute
	nounError
	nounBytes
	nounDuplicate
	nounControl
	nounRow
	nounHit
	nounLine
	nounList
	nounIndex
	nounDay
	nouns
)

// forms are the ways a noun stands with a number; "%s" is the number. They are
// the plural categories of CLDR. English fills one and other only.
type forms struct{ zero, one, two, few, many, other string }

// nounEntry is a noun in both languages.
type nounEntry struct {
	id     noun
	en, ar forms
}

// english gives the two forms of an English noun.
func english(one, other string) forms { return forms{one: "%s " + one, other: "%s " + other} }

// arabic gives the six forms of an Arabic noun: none, one, two, 3 to 10
// (plural), 11 to 99 (singular accusative), and hundreds (singular genitive).
// One and two are said without a number.
func arabic(zero, one, two, few, many, other string) forms {
	return forms{zero, one, two, "%s " + few, "%s " + many, "%s " + other}
}

// nounTexts are the nouns in both languages.
func nounTexts() []nounEntry {
	return []nounEntry{
		{nounArticle, english("article", "articles"), arabic("لا مقالات", "مقال واحد", "مقالان", "مقالات", "مقالا", "مقال")},
		{nounWord, english("word", "words"), arabic("لا كلمات", "كلمة واحدة", "كلمتان", "كلمات", "كلمة", "كلمة")},
		{nounWordCopied, english("word", "words"), arabic("لا شيء", "كلمة واحدة", "كلمتين", "كلمات", "كلمة", "كلمة")},
		{nounMinute, english("min", "min"), arabic("أقل من دقيقة", "دقيقة واحدة", "دقيقتان", "دقائق", "دقيقة", "دقيقة")},
		{nounError, english("error", "errors"), arabic("لا أخطاء", "خطأ واحد", "خطآن", "أخطاء", "خطأ", "خطأ")},
		{nounBytes, english("byte", "bytes"), arabic("0 بايت", "بايت واحد", "بايتان", "بايتات", "بايتا", "بايت")},
		{nounDuplicate, english("duplicate", "duplicates"), arabic("لا مكررات", "مكرر واحد", "مكرران", "مكررات", "مكررا", "مكرر")},
		{nounControl, english("control", "controls"), arabic("لا محارف تحكم", "محرف تحكم واحد", "محرفا تحكم", "محارف تحكم", "محرف تحكم", "محرف تحكم")},
		{nounRow, english("row", "rows"), arabic("لا صفوف", "صف واحد", "صفان", "صفوف", "صفا", "صف")},
		{nounLine, english("line", "lines"), arabic("لا أسطر", "سطر واحد", "سطران", "أسطر", "سطرا", "سطر")},
		{nounList, english("list", "lists"), arabic("لا قوائم", "قائمة واحدة", "قائمتان", "قوائم", "قائمة", "قائمة")},
		{nounIndex, english("index", "indexes"), arabic("لا فهارس", "فهرس واحد", "فهرسان", "فهارس", "فهرسا", "فهرس")},
		{nounDay, english("day", "days"), arabic("أقل من يوم", "يوم واحد", "يومين", "أيام", "يوما", "يوم")},
		{nounHit, english("hit", "hits"), arabic("لا مطابقات", "مطابقة واحدة", "مطابقتان", "مطابقات", "مطابقة", "مطابقة")},
	}
}

// counted gives the noun with its number in the form that the language asks.
func (s *Strings) counted(w noun, n int64) string {
	f := s.nouns[w]
	if s.lang != LangArabic {
		if n == 1 {
			return fill(f.one, s.number(n))
		}
		return fill(f.other, s.number(n))
	}
	shape := f.other
	switch rest := n % 100; {
	case n == 0:
		shape = f.zero
	case n == 1:
		shape = f.one
	case n == 2:
		shape = f.two
	case rest >= 3 && rest <= 10:
		shape = f.few
	case rest >= 11:
		shape = f.many
	}
	return fill(shape, s.number(n))
}
