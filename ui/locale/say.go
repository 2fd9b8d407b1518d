package locale

import (
	"strings"
	"time"
)

// pattern names a message with places to fill.
type pattern int

const (
	patNewOf pattern = iota
	patOf
	patTitlesOf
	patArticleOf
	patHitOf
	patErrorOf
	patErrors
	patHidden
	patArrived
	patTakenIn
	patWordsMinutes
	patGroup
	patCopied
	patOtherReading
	patAtLeast
	patAskAllRead
	patMarkedAll
	patWidth
	patWhatsIn
	patID
	patRawLine
	patReadOf
	patCountedOf
	patFault
	patQuotation
	patAdded
	patTakenOut
	patGroupOf
	patListsChanged
	patLeftOut
	patIgnored
	patFirstWords
	patLinesIn
	patLineOf
	patLevel
	patIndexed
	patIndexedOf
	patLikeness
	patPerSecond
	patRateLeft
	patSeconds
	patMinutes
	patHours
	patByte // the units follow each other by 1000
	patKB
	patMB
	patGB
	patTB
	patterns
)

// patternRow is a pattern in both languages; each "%s" takes the next value,
// in the same order in both.
type patternRow struct {
	id     pattern
	en, ar string
}

func patternTexts() []patternRow {
	return []patternRow{
		{patNewOf, "%s new of %s", "الجديد %s من %s"},
		{patOf, "%s of %s", "%s من %s"},
		{patTitlesOf, "%s of %s titles", "العناوين: %s من %s"},
		{patArticleOf, "article %s of %s", "المقال %s من %s"},
		{patHitOf, "hit %s of %s", "المطابقة %s من %s"},
		{patErrorOf, "error %s of %s", "الخطأ %s من %s"},
		{patErrors, "%s: ge", "%s: ge"},
		{patHidden, "%s hidden: r", "المخفي %s: r"},
		{patArrived, "%s arrived: R", "وصل %s: R"},
		{patTakenIn, "%s taken in", "أدخل %s"},
		{patWordsMinutes, "%s, %s", "%s، %s"},
		{patGroup, "group %s", "المجموعة %s"},
		{patCopied, "copied %s", "تم نسخ %s"},
		{patOtherReading, "Tab: %s", "Tab: %s"},
		{patAtLeast, "%sx%s at least", "%sx%s على الأقل"},
		{patAskAllRead, "mark all shown as read, %s? y: yes, Esc: no", "اعتبار كل المعروض مقروءا (%s)؟ y: نعم، Esc: لا"},
		{patMarkedAll, "marked as read: %s", "صار مقروءا: %s"},
		{patWidth, "width %s", "العرض %s"},
		{patWhatsIn, "i what is in these %s", "i ما في هذه %s"},
		{patID, "ID %s", "المعرف %s"},
		{patRawLine, "line %s", "السطر %s"},
		{patReadOf, "%s of %s", "%s من %s"},
		{patCountedOf, "hits counted in %s of %s", "عدت المطابقات في %s من %s"},
		{patLinesIn, "%s in %s", "%s في %s"},
		{patLineOf, "line %s of %s", "السطر %s من %s"},
		{patLeftOut, "left out: %s", "استثني: %s"},
		{patFirstWords, "only the first %s words are searched for", "البحث عن أول %s كلمة فقط"},
		{patIgnored, "not looked for: %s", "خارج البحث: %s"},
		{patAdded, "added: %s", "أضيف: %s"},
		{patTakenOut, "taken out: %s", "أخرج: %s"},
		{patGroupOf, "group %s of %s", "المجموعة %s من %s"},
		{patListsChanged, "%s, changed %s ago", "%s، تغيرت قبل %s"},
		{patQuotation, "quotation: %s", "اقتباس: %s"},
		{patFault, "character %s: %s", "الحرف %s: %s"},
		{patLevel, "words compared: %s", "مقارنة الكلمات: %s"},
		{patIndexed, "index %s", "الفهرس %s"},
		{patIndexedOf, "index %s of %s", "الفهرس %s من %s"},
		{patLikeness, "same word %s, likely %s", "الكلمة نفسها %s، محتملة %s"},
		{patPerSecond, "%s/s", "%s/ث"},
		{patRateLeft, "%s, %s left", "%s، بقي %s"},
		{patSeconds, "%s s", "%s ث"},
		{patMinutes, "%s min", "%s د"},
		{patHours, "%s h", "%s س"},
		{patByte, "%s B", "%s ب"},
		{patKB, "%s kB", "%s ك.ب"},
		{patMB, "%s MB", "%s م.ب"},
		{patGB, "%s GB", "%s ج.ب"},
		{patTB, "%s TB", "%s ت.ب"},
	}
}

// say fills a pattern.
func (s *Strings) say(p pattern, values ...string) string { return fill(s.shapes[p], values...) }

// fill puts the values, in order, where the shape has "%s"; nothing else in
// the shape or in a value has a meaning.
func fill(shape string, values ...string) string {
	var b strings.Builder
	for _, v := range values {
		before, after, found := strings.Cut(shape, "%s")
		if !found {
			break
		}
		b.WriteString(before)
		b.WriteString(v)
		shape = after
	}
	b.WriteString(shape)
	return b.String()
}

// Of says a place or a part: "2 of 400", "41 of 400".
func (s *Strings) Of(n, total int) string { return s.say(patOf, s.Number(n), s.Number(total)) }

// Slash says the same where there is no room: "2/400".
func (s *Strings) Slash(n, total int) string { return s.Number(n) + "/" + s.Number(total) }

// NewOf says how many articles are unread: "213 new of 400".
func (s *Strings) NewOf(unread, total int) string {
	return s.say(patNewOf, s.Number(unread), s.Number(total))
}

// TitlesOf says how many titles the filter found: "0 of 400 titles".
func (s *Strings) TitlesOf(n, total int) string {
	return s.say(patTitlesOf, s.Number(n), s.Number(total))
}

// ArticleOf says which row of the list, from 1: "article 4 of 400".
func (s *Strings) ArticleOf(n, total int) string {
	return s.say(patArticleOf, s.Number(n), s.Number(total))
}

// HitOf says which hit of the article, from 1: "hit 3 of 17".
func (s *Strings) HitOf(n, total int) string { return s.say(patHitOf, s.Number(n), s.Number(total)) }

// ErrorOf says which row of the errors view, from 1: "error 2 of 5".
func (s *Strings) ErrorOf(n, total int) string {
	return s.say(patErrorOf, s.Number(n), s.Number(total))
}

// Errors says how many errors there are and which keys list them: "2 errors: ge".
func (s *Strings) Errors(n int) string { return s.say(patErrors, s.counted(nounError, int64(n))) }

// ErrorCount says how many errors there are: "2 errors".
func (s *Strings) ErrorCount(n int) string { return s.counted(nounError, int64(n)) }

// Hidden says how many things the reading view leaves out and which key shows
// them: "2 hidden: r".
func (s *Strings) Hidden(n int) string { return s.say(patHidden, s.Number(n)) }

// Arrived says how many articles wait and which key takes them in: "12 arrived: R".
func (s *Strings) Arrived(n int) string {
	if s.lang == LangArabic {
		return s.say(patArrived, s.Articles(n))
	}
	return s.say(patArrived, s.Number(n))
}

// TakenIn says how many articles were taken into the list: "12 articles taken in".
func (s *Strings) TakenIn(n int) string { return s.say(patTakenIn, s.Articles(n)) }

// Articles counts articles: "412,000 articles".
func (s *Strings) Articles(n int) string { return s.counted(nounArticle, int64(n)) }

// Words counts words: "401 words".
func (s *Strings) Words(n int) string { return s.counted(nounWord, int64(n)) }

// Minutes says how long an article takes to read: "2 min".
func (s *Strings) Minutes(n int) string { return s.counted(nounMinute, int64(n)) }

// WordsMinutes says both, as an article's header does: "401 words, 2 min".
func (s *Strings) WordsMinutes(words, minutes int) string {
	return s.say(patWordsMinutes, s.Words(words), s.Minutes(minutes))
}

// Bytes counts bytes exactly: "12,345 bytes".
func (s *Strings) Bytes(n int64) string { return s.counted(nounBytes, n) }

// Duplicates counts records that were there already: "3 duplicates".
func (s *Strings) Duplicates(n int) string { return s.counted(nounDuplicate, int64(n)) }

// Controls counts the control characters that stand as pictures: "3 controls".
func (s *Strings) Controls(n int) string { return s.counted(nounControl, int64(n)) }

// Hits says how many hits there are: "17 hits".
func (s *Strings) Hits(n int) string { return s.counted(nounHit, int64(n)) }

// Rows counts rows: "12 rows".
func (s *Strings) Rows(n int) string { return s.counted(nounRow, int64(n)) }

// Group says which watch-list group, from 1: "group 3". Its name is an item of
// its own.
func (s *Strings) Group(n int) string { return s.say(patGroup, s.Number(n)) }

// Copied says how many words were copied: "copied 34 words".
func (s *Strings) Copied(words int) string {
	return s.say(patCopied, s.counted(nounWordCopied, int64(words)))
}

// Copies marks a row that stands for n articles of equal text: "x3".
func (s *Strings) Copies(n int) string { return "x" + s.Number(n) }

// OtherReading offers what was typed as read on the other keyboard layout:
// "Tab: الإرهاب". The reading must be clean.
func (s *Strings) OtherReading(reading string) string { return s.say(patOtherReading, reading) }

// AtLeast says which screen is needed, in cells: "40x10 at least".
func (s *Strings) AtLeast(columns, rows int) string {
	return s.say(patAtLeast, s.Number(columns), s.Number(rows))
}

// AskAllRead asks before all articles shown are marked as read.
func (s *Strings) AskAllRead(n int) string { return s.say(patAskAllRead, s.Number(n)) }

// MarkedAll says how many articles were marked as read.
func (s *Strings) MarkedAll(n int) string { return s.say(patMarkedAll, s.Articles(n)) }

// Width says how wide the text is now, in cells: "width 80".
func (s *Strings) Width(cells int) string { return s.say(patWidth, s.Number(cells)) }

// WhatsIn offers to say what is in the articles listed: "i what is in these 41".
func (s *Strings) WhatsIn(n int) string { return s.say(patWhatsIn, s.Number(n)) }

// ID names an article in the first line of the raw view. It must be clean.
func (s *Strings) ID(id string) string { return s.say(patID, id) }

// LineNumber names a line of a file, from 1: "line 12".
func (s *Strings) LineNumber(n int) string { return s.say(patRawLine, s.Number(n)) }

// ReadOf says how much of the input is read, in bytes: "12 MB of 40 MB".
func (s *Strings) ReadOf(read, total int64) string {
	return s.say(patReadOf, s.Size(read), s.Size(total))
}

// CountedOf says how far the counting of hits is, in articles.
func (s *Strings) CountedOf(n, total int) string {
	return s.say(patCountedOf, s.Number(n), s.Number(total))
}

// LinesIn says how many lines a concordance has: "312 lines in 205 articles".
func (s *Strings) LinesIn(lines, articles int) string {
	return s.say(patLinesIn, s.counted(nounLine, int64(lines)), s.Articles(articles))
}

// LineOf says which line, from 1: "line 3 of 312".
func (s *Strings) LineOf(n, total int) string { return s.say(patLineOf, s.Number(n), s.Number(total)) }

// LeftOut names the form that a search finds no more. It must be clean.
func (s *Strings) LeftOut(form string) string { return s.say(patLeftOut, form) }

// Ignored names the words of a query in which there is nothing to look for. They must
// be clean.
func (s *Strings) Ignored(words string) string { return s.say(patIgnored, words) }

// FirstWords says that only so many words of a text are searched for.
func (s *Strings) FirstWords(n int) string { return s.say(patFirstWords, s.Number(n)) }

// Added names what was added to a watch list. It must be clean.
func (s *Strings) Added(word string) string { return s.say(patAdded, word) }

// TakenOut names what was taken out of one. It must be clean.
func (s *Strings) TakenOut(word string) string { return s.say(patTakenOut, word) }

// GroupOf says which group, from 1, of how many: "group 2 of 6".
func (s *Strings) GroupOf(n, total int) string {
	return s.say(patGroupOf, s.Number(n), s.Number(total))
}

// Lists says how many watch lists there are, and how long ago one was changed:
// "2 lists, changed 3 min ago".
func (s *Strings) Lists(n int, ago time.Duration) string {
	return s.say(patListsChanged, s.counted(nounList, int64(n)), s.Ago(ago))
}

// Ago writes a time that has passed, roughly.
func (s *Strings) Ago(d time.Duration) string {
	if days := int(d / (24 * time.Hour)); days > 1 {
		return s.counted(nounDay, int64(days))
	}
	return s.Duration(d)
}

// Quotation says how many words are chosen: "quotation: 34 words".
func (s *Strings) Quotation(words int) string { return s.say(patQuotation, s.Words(words)) }
