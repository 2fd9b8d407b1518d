package locale

// helpTexts are the titles and mouse lines of the help.
func helpTexts() []row {
	return []row{
		// The mouse, at the end of the help.
		{MouseWheelKey, "wheel", "العجلة"},
		{MouseWheel, "scroll", "تمرير"},
		{MouseClickKey, "click", "نقرة"},
		{MouseClick, "select", "اختيار"},
		{MouseDoubleKey, "double click", "نقرة مزدوجة"},
		{MouseDouble, "open", "فتح"},
		{MouseDragKey, "drag", "سحب"},
		{MouseDrag, "copy", "نسخ"},
		{MouseShiftKey, "Shift", "Shift"},
		{MouseShift, "leave the mouse to the terminal", "ترك الفأرة للطرفية"},
		// Section titles of the help.
		{SectionMoving, "moving", "التنقل"},
		{SectionPanes, "panes", "الأجزاء"},
		{SectionHits, "hits and groups", "المطابقات والمجموعات"},
		{SectionList, "what is listed", "ما في القائمة"},
		{SectionText, "text and copying", "النص والنسخ"},
		{SectionOptions, "options", "الخيارات"},
		{SectionProgram, "the program", "البرنامج"},
		{SectionInput, "while typing", "أثناء الكتابة"},
		{SectionEditing, "editing what is typed", "تحرير المكتوب"},
		{SectionSearch, "search and watch lists", "البحث وقوائم الرصد"},
		{SectionDecisions, "decisions", "القرارات"},
		{SectionMouse, "mouse", "الفأرة"},
	}
}
