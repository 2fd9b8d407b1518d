package locale

// queryTexts are the words about queries: what is wrong with one, and how far words
// may differ.
func queryTexts() []row {
	return []row{
		{QueryNoPartner, "the bracket has no partner", "القوس بلا نظير"},
		{QueryEmptyParens, "nothing stands in the brackets", "لا شيء بين القوسين"},
		{QueryOpenQuote, "the quotation is not closed", "علامة الاقتباس غير مغلقة"},
		{QueryEmptyQuote, "there is no word in the quotation", "لا كلمة في الاقتباس"},
		{QueryOpenRegex, "the regular expression is not closed by /", "التعبير النمطي غير مغلق بـ /"},
		{QueryBadRegex, "the regular expression cannot be read", "تتعذر قراءة التعبير النمطي"},
		{QueryLongRegex, "the regular expression is too long", "التعبير النمطي أطول من المسموح"},
		{QueryNothingBeside, "there is nothing beside it to join", "لا شيء بجانبه يربطه"},
		{QueryEmptyField, "the field has no value", "الحقل بلا قيمة"},
		{QueryUnknownField, "no such field; there are title text source author url file lang tag date words dup", "لا حقل بهذا الاسم، والحقول هي عنوان نص مصدر كاتب رابط ملف لغة وسم تاريخ كلمات مكرر"},
		{QueryBadDate, "no date; right are 2015, 2015-07, 2015..2016, >2015, none", "ليس تاريخا، والصواب 2015 أو 2015-07 أو 2015..2016 أو >2015 أو none"},
		{QueryBadNumber, "no number; right are 500, >500, 100..300", "ليس عددا، والصواب 500 أو >500 أو 100..300"},
		{QueryBadDup, "dup is yes or no", "dup إما yes أو no"},
		{QueryTurnedRange, "the range ends before it begins", "المدى ينتهي قبل أن يبدأ"},
		{QueryNoSlop, "a number stands after ~ and a quotation", "بعد ~ والاقتباس عدد"},
		{QueryShortStar, "two letters or more stand beside *", "بجانب * حرفان أو أكثر"},
		{QueryTooMany, "the query has too many parts", "أجزاء العبارة أكثر من المسموح"},
		{QueryTooDeep, "too many brackets in one another", "أقواس متداخلة أكثر من المسموح"},
		{LevelExact, "exact", "مطابقة تامة"},
		{LevelFolded, "folded", "بتوحيد الرسم"},
		{LevelClitics, "clitics", "مع السوابق"},
		{LevelForms, "forms", "كل الصيغ"},
	}
}

// QueryFault says what is wrong with a query, by the number of the reason from 1 in
// the order of package query, and where: at which character, from 1.
func (s *Strings) QueryFault(reason, character int) string {
	text := s.Text(QueryNoPartner + ID(reason-1))
	return s.say(patFault, s.Number(character), text)
}

// LevelName names a match level, from 0, the strictest.
func (s *Strings) LevelName(level int) string { return s.Text(LevelExact + ID(level)) }

// Level says at which level words are compared now.
func (s *Strings) Level(level int) string { return s.say(patLevel, s.LevelName(level)) }

// Indexed says how much of the texts can be searched: "index 82 % of 1.4 GB".
func (s *Strings) Indexed(percent int, bytes int64) string {
	if bytes <= 0 {
		return s.say(patIndexed, s.Percent(percent))
	}
	return s.say(patIndexedOf, s.Percent(percent), s.Size(bytes))
}

// Likeness says how many articles hold the same word, and how many another form of
// it only: "same word 36, likely 5".
func (s *Strings) Likeness(sure, likely int) string {
	return s.say(patLikeness, s.Number(sure), s.Number(likely))
}

// Indexes counts search indexes: "3 indexes".
func (s *Strings) Indexes(n int) string { return s.counted(nounIndex, int64(n)) }
