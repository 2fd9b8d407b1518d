package config_test

import (
	"strings"
	"testing"

	"qari/data/config"
)

const edited = `# my list
[[group]] # the first
name = "a"
words = [
  "الإرهاب",  # the word itself
  'التطرف',
]

[[group]]
name = "b"
phrases = ["رئيس الحكومة"]
`

func TestWordsAreAddedWhereTheyBelong(t *testing.T) {
	for _, c := range []struct {
		group  int
		word   string
		phrase bool
		old    string
		want   string
	}{
		{0, "داعش", false, "'التطرف',", "'التطرف', \"داعش\","},
		{0, `قال "نعم"`, true, "[[group]] # the first", "[[group]] # the first\nphrases = [\"قال \\\"نعم\\\"\"]"},
		{1, "الحكومة", false, "\n[[group]]\nname", "\n[[group]]\nwords = [\"الحكومة\"]\nname"},
		{1, "مجلس النواب", true, `["رئيس الحكومة"]`, `["رئيس الحكومة", "مجلس النواب"]`},
	} {
		got, changed, err := config.AddWord("x", []byte(edited), c.group, c.word, c.phrase)
		if err != nil || !changed {
			t.Fatal(changed, err)
		}
		if want := strings.Replace(edited, c.old, c.want, 1); string(got) != want {
			t.Errorf("got:\n%s\nwant:\n%s", got, want)
		}
		groups, err := config.Keywords("x", got)
		if err != nil {
			t.Fatal(err)
		}
		list := groups[c.group].Words
		if c.phrase {
			list = groups[c.group].Phrases
		}
		if list[len(list)-1] != c.word {
			t.Errorf("%q is not the last of %q", c.word, list)
		}
		// And out again.
		back, changed, err := config.TakeOut("x", got, c.group, c.word)
		if err != nil || !changed {
			t.Fatal(changed, err)
		}
		groups, err = config.Keywords("x", back)
		if err != nil || len(groups[0].Words) != 2 || len(groups[1].Phrases) != 1 {
			t.Errorf("%v: %v\n%s", groups, err, back)
		}
	}
}

func TestWhatIsThereIsNotAddedTwice(t *testing.T) {
	if got, changed, err := config.AddWord("x", []byte(edited), 0, "الإرهاب", false); changed || err != nil || string(got) != edited {
		t.Errorf("%v %v\n%s", changed, err, got)
	}
}

func TestAGroupIsAdded(t *testing.T) {
	for _, old := range []string{"", edited, strings.TrimSuffix(edited, "\n")} {
		got, changed, err := config.AddGroup("x", []byte(old), "نفط", "النفط", false)
		if err != nil || !changed || !strings.HasPrefix(string(got), old) || !strings.HasSuffix(string(got), "[[group]]\nname = \"نفط\"\nwords = [\"النفط\"]\n") {
			t.Errorf("%v %v\n%s", changed, err, got)
		}
	}
}

func TestEditsThatWouldSpoilAListAreRefused(t *testing.T) {
	if _, _, err := config.TakeOut("x", []byte(edited), 1, "رئيس الحكومة"); err == nil {
		t.Error("the last word of a group was taken out")
	}
	if _, _, err := config.AddWord("x", []byte(edited), 2, "الحكومة", false); err == nil {
		t.Error("a word was added to a group that does not exist")
	}
	if _, _, err := config.AddWord("x", []byte(edited), 0, "…", false); err == nil {
		t.Error("a word without a letter was added")
	}
	if got, changed, err := config.TakeOut("x", []byte(edited), 0, "داعش"); changed || err != nil || string(got) != edited {
		t.Errorf("%v %v", changed, err)
	}
}

func TestTakingOutLeavesTheRestAsItWas(t *testing.T) {
	got, _, err := config.TakeOut("x", []byte(edited), 0, "الإرهاب")
	if want := strings.Replace(edited, `"الإرهاب",  `, "", 1); err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
	one := "[[group]]\nwords = [\"a\", \"b\"]"
	if got, _, err := config.TakeOut("x", []byte(one), 0, "b"); err != nil || string(got) != "[[group]]\nwords = [\"a\"]" {
		t.Errorf("%v\n%s", err, got)
	}
}
