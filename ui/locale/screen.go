package locale

// screenTexts are the words of the first line and of column heads.
func screenTexts() []row {
	return []row{
		// Line 1: what is looked at.
		{SortNewest, "newest first", "الأحدث أولا"},
		{SortOldest, "oldest first", "الأقدم أولا"},
		{SortTitleUp, "by title", "حسب العنوان"},
		{SortTitleDown, "by title, reversed", "حسب العنوان معكوسا"},
		{SortSourceUp, "by source", "حسب المصدر"},
		{SortSourceDown, "by source, reversed", "حسب المصدر معكوسا"},
		{SortLongest, "longest first", "الأطول أولا"},
		{SortShortest, "shortest first", "الأقصر أولا"},
		{SortMostHits, "most hits first", "الأكثر مطابقة أولا"},
		{SortFewestHits, "fewest hits first", "الأقل مطابقة أولا"},
		{SortBest, "best first", "الأقرب أولا"},
		{SortAsRead, "in order of input", "بترتيب الورود"},
		{NewAndKept, "new and kept", "الجديد والمحفوظ"},
		{UnreadOnly, "unread only", "غير المقروء فقط"},
		{Sample, "built-in sample", "العينة المرفقة"},
		{StandardInput, "standard input", "الدخل القياسي"},
		{FilterLabel, "filter", "تصفية"},
		{FindLabel, "find", "بحث"},
		{SearchLabel, "search", "بحث في النصوص"},
		{RawText, "raw text", "النص الخام"},
		{ErrorsTitle, "errors", "الأخطاء"},
		{HelpTitle, "help", "المساعدة"},
		{ConcordanceTitle, "concordance", "كشاف السياق"},
		{WatchedWords, "watched words", "الكلمات المرصودة"},
		{LinesByNext, "sorted by the word after", "حسب الكلمة التالية"},
		{LinesByPrev, "sorted by the word before", "حسب الكلمة السابقة"},
		{LinesByForm, "sorted by form", "حسب الصيغة"},
		{LinesBySource, "sorted by source", "حسب المصدر"},
		{LinesByDate, "sorted by date", "حسب التاريخ"},
		// Columns of the list and of the errors view.
		{ColumnTitle, "title", "العنوان"},
		{ColumnSource, "source", "المصدر"},
		{ColumnDate, "date", "التاريخ"},
		{ColumnWords, "words", "الكلمات"},
		{ColumnHits, "hits", "المطابقات"},
		{ColumnFile, "file", "الملف"},
		{ColumnLine, "line", "السطر"},
		{ColumnReason, "reason", "السبب"},
	}
}
