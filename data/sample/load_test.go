package sample_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"qari/data/sample"
	"qari/data/source"
	"qari/model/corpus"
)

// samples are the words by which a source says that its article is no news.
var samples = []string{"عيّنة", "عينة", "نمونه", "نمونہ", "דוגמת", "sample"}

// row is one article as it must come out of the loader, by the rules for
// titles, sources, dates and flags.
type row struct {
	file   string // with the line of the record in JSON Lines
	rule   corpus.TitleRule
	date   string
	flags  corpus.Flags
	source string
	title  string
}

const (
	field   = corpus.TitleField
	line    = corpus.TitleLine
	derived = corpus.TitleDerived
)

// golden is in the order of input: byte-wise by path, then by line.
var golden = []row{
	{"2025-11-25-proactive.md", field, "2025-11-25", 0, "عيّنة قارئ · تحليل", "من ردّ الفعل إلى «النهج الاستباقي»: كيف تتغيّر مكافحة الإرهاب"},
	{"2025-11-30-spain.txt", line, "2025-11-30", 0, "عيّنة قارئ نيوز", "إسبانيا: 64 عملية و112 توقيفًا في أعلى حصيلة لمكافحة الإرهاب منذ 2004"},
	{"agency.jsonl:1", field, "2025-11-26", 0, "عيّنة قارئ · أمن", "العمليات المشتركة.. حين تتحرك الأجهزة في ساعة واحدة"},
	{"agency.jsonl:2", field, "2025-11-21T07:45:00Z", 0, "عيّنة قارئ · إنترنت", "رصد مبكر للتطرف على الإنترنت: من المؤشر إلى التحقّق"},
	{"agency.jsonl:3", field, "2025-11-17", corpus.Deceiving, "عيّنة قارئ · أمان رقمي", "الملف invoice_fdp.exe ليس فاتورة: اسم مقلوب يخفي برنامجًا"},
	{"agency.jsonl:4", field, "2025-11-12", 0, "عيّنة قارئ · طقس", "بين تشرين الأول وكانون الأول: كيف تُقرأ نشرة المطر؟"},
	{"agency.jsonl:5", field, "2025-11-10", 0, "عيّنة قارئ · أمن", "تتبّع المال قبل السلاح: كيف تُجفَّف منابع تمويل الإرهاب؟"},
	{"agency.jsonl:6", field, "2025-11-06", 0, "عيّنة قارئ · علوم", "لماذا يبدأ الشهر الهجري في يومين مختلفين؟"},
	{"agency.jsonl:7", field, "2025-11-04T08:00:00Z", corpus.MixedScripts, "عيّنة قارئ · أمان رقمي", "حرف واحد يكفي: كيف تخدع الروابط المزيّفة العين؟"},
	{"agency.jsonl:8", field, "2025-10-21T18:05:00Z", 0, "عيّنة قارئ · علوم", "سطر واحد ولغتان: كيف يرتّب الحاسوب الكلمات؟"},
	{"agency.jsonl:9", field, "2025-10-15T10:20:00+01:00", 0, "عيّنة قارئ · أمان رقمي", "ما لا يُطبع لا يُنفَّذ: محارف التحكم في النصوص الواردة"},
	{"agency.jsonl:10", field, "2025-10-11", 0, "عيّنة قارئ · ثقافة", "كتب تنتظر على الرفّ: كلمة يابانية لعادة عالمية"},
	{"agency.jsonl:11", field, "2024-12-05T09:30:00Z", 0, "عيّنة قارئ · علوم", "كيف تقيس الأقمار الاصطناعية ارتفاع البحر؟"},
	{"english.md", field, "2025-11-22", 0, "qari sample · security", "One cell, four countries, no closing time"},
	{"extradition.md", field, "2025-11-18", 0, "عيّنة قارئ · قضاء", "تسليم المطلوبين (شرح): لا ملاذ خلف الحدود"},
	{"hebrew.md", field, "2025-11-16", 0, "דוגמת קארי · מדע", "למה השמיים מאדימים בשקיעה?"},
	{"inflation.md", field, "2025-11-28", 0, "عيّنة قارئ · اقتصاد", "ماذا يعني أن يبلغ التضخم 3,5 %؟"},
	{"marks.md", field, "2025-11-02", 0, "عيّنة قارئ · ثقافة", "لماذا نُشَكِّل النصوص؟"},
	{"penalties.md", field, "2025-11-24", 0, "عيّنة قارئ · رياضة", "ركلات الترجيح: \"حظّ\" أم حساب؟"},
	{"persian.md", field, "2025-11-19", 0, "نمونهٔ قاری · زبان", "نیم\u200cفاصله؛ نشانه\u200cای کوچک با کاری بزرگ"},
	{"qari-sample/2025-10-09-fog.txt", line, "2025-10-09", 0, "qari-sample", "ضباب الصباح.. لماذا يتبدّد مع الشمس؟"},
	{"qari-sample/2025-11-20-rates.txt", line, "2025-11-20", 0, "qari-sample", "سبع خطوات لقراءة نشرة أسعار الصرف من غير أخطاء"},
	{"qari-sample/2025-11-27-operations.txt", line, "2025-11-27", 0, "qari-sample", "العَمَليات المشتَرَكة.. حين تتحرّك الاجهزة في ساعة واحدة"},
	{"qari-sample/2025-11-28-cell.txt", derived, "2025-11-28", 0, "qari-sample", "يربط المغرب وفرنسا وبلجيكا وإسبانيا خيط أمني لا ينقطع: خلية مشتركة تعمل على مدار الساعة…"},
	{"qari-sample/2025-11-29-returnees.txt", line, "2025-11-29", 0, "qari-sample", "العائدون من بؤر التوتر: 270 من نحو 1600، و137 أمام القضاء"},
	{"qari-sample/approach.txt", line, "2025-11-23", 0, "qari-sample", "من 16ماي2003 إلى 2025م: كيف تشكّلت «المقاربة الاستباقية» خطوة بعد خطوة"},
	{"urdu.md", field, "2025-11-13", 0, "قاری کا نمونہ · کھیل", "رات کے میچ اور اوس: گیند کیوں پھسلتی ہے؟"},
}

func load(t *testing.T) []*corpus.Article {
	t.Helper()
	var all []*corpus.Article
	err := source.FromFS(context.Background(), sample.FS(), source.Options{}, func(b corpus.Batch) error {
		all = append(all, b.Articles...)
		for _, p := range b.Problems {
			t.Errorf("problem: %s", p)
		}
		if b.Duplicates > 0 {
			t.Errorf("%d articles were taken for others", b.Duplicates)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestLoadsAsTheRulesSay(t *testing.T) {
	all := load(t)
	if len(all) != len(golden) {
		t.Errorf("%d articles, want %d", len(all), len(golden))
	}
	for i, a := range all {
		got := row{a.From().Path, a.TitleRule, a.Date().String(), a.Flags | a.Counts().Flags, a.From().Source, a.Title}
		if a.Line > 0 {
			got.file = fmt.Sprintf("%s:%d", a.From().Path, a.Line)
		}
		if i < len(golden) && got != golden[i] {
			t.Errorf("article %d\n got %q\nwant %q", i, fmt.Sprint(got), fmt.Sprint(golden[i]))
		}
	}
}

func TestEverySourceSaysSample(t *testing.T) {
	for _, a := range load(t) {
		if !containsAny(a.From().Source, samples) {
			t.Errorf("%s:%d: source %q does not say that this is a sample", a.From().Path, a.Line, a.From().Source)
		}
	}
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// TestTwoArticlesHaveTheSameLetters: one of them has other marks, hamzas and
// blanks, and a list shows the two as one row.
func TestTwoArticlesHaveTheSameLetters(t *testing.T) {
	byDigest := map[uint64][]string{}
	for _, a := range load(t) {
		byDigest[a.Counts().Digest] = append(byDigest[a.Counts().Digest], a.From().Path)
	}
	pairs := 0
	for _, paths := range byDigest {
		if len(paths) > 1 {
			pairs++
		}
		if len(paths) > 2 {
			t.Errorf("more than two are equal: %q", paths)
		}
	}
	if pairs != 1 {
		t.Errorf("%d pairs of equal articles, want 1", pairs)
	}
}

// TestWhatIsPeculiarIsCounted looks at single articles for what the loader must
// have noticed.
func TestWhatIsPeculiarIsCounted(t *testing.T) {
	all := map[string]*corpus.Article{}
	for _, a := range load(t) {
		all[fmt.Sprintf("%s:%d", a.From().Path, a.Line)] = a
	}
	get := func(key string) *corpus.Article {
		a := all[key]
		if a == nil {
			t.Fatalf("no article %s", key)
		}
		return a
	}
	if a := get("agency.jsonl:9"); a.Counts().Controls != 3 {
		t.Errorf("%d controls were counted, want 3", a.Counts().Controls)
	}
	if a := get("agency.jsonl:6"); !a.Date().Converted {
		t.Error("the Hijri date is not marked as converted")
	}
	if a := get("2025-11-25-proactive.md:0"); a.Counts().Paragraphs > 2 || a.Counts().Words < 900 {
		t.Errorf("the long article has %d words in %d paragraphs", a.Counts().Words, a.Counts().Paragraphs)
	}
	if a := get("agency.jsonl:4"); strings.HasPrefix(strings.TrimSpace(a.Text[a.Body().Start:a.Body().End]), a.Title) {
		t.Error("a title that the text repeats is shown twice")
	}
	if a := get("english.md:0"); a.RTL {
		t.Error("an English title is set from right to left")
	}
	if a := get("hebrew.md:0"); !a.RTL {
		t.Error("a Hebrew title is set from left to right")
	}
}
