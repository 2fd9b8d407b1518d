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
		{0, `قال "نعم"`, true, "name = \"a\"\n", "name = \"a\"\nphrases = [\"قال \\\"نعم\\\"\"]\n"},
		{1, "الحكومة", false, "name = \"b\"\n", "name = \"b\"\nwords = [\"الحكومة\"]\n"},
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
	for _, odd := range []string{"group.words = ['x']\n", "[group]\nwords = ['x']\n", "group = [{words = ['x'],}]\n"} {
		if got, _, err := config.AddGroup("x", []byte(odd), "a", "y", false); err == nil || got != nil {
			t.Errorf("a group was added to %q: %q", odd, got)
		}
	}
	if _, _, err := config.AddWord("x", []byte("group.words = ['x']\n"), 0, "y", false); err == nil || !strings.Contains(err.Error(), "[[group]]") {
		t.Errorf("a word was added to a group that is written in another way: %v", err)
	}
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

// A list that a group lacks comes behind its name, in a group's own table, however
// the groups are written.
func TestAListThatAGroupLacksIsMade(t *testing.T) {
	for _, c := range []struct {
		name, old, want string
		group           int
	}{
		{"no name", "[[group]]\nphrases = ['x']\n[[group]]\nphrases = ['y']\n", "[[group]]\nphrases = ['x']\n[[group]]\nwords = [\"z\"]\nphrases = ['y']\n", 1},
		{"name not first", "[[group]]\nphrases = ['x']\nname = 'a' # mine", "[[group]]\nphrases = ['x']\nname = 'a' # mine\nwords = [\"z\"]", 0},
		{"name of the next group", "[[group]]\nphrases = ['x']\n[[group]]\nname = 'b'\nphrases = ['y']\n", "[[group]]\nwords = [\"z\"]\nphrases = ['x']\n[[group]]\nname = 'b'\nphrases = ['y']\n", 0},
		{"name of several lines", "[[group]]\nname = \"\"\"\na\"\"\"\nphrases = ['x']\n", "[[group]]\nname = \"\"\"\na\"\"\"\nwords = [\"z\"]\nphrases = ['x']\n", 0},
		{"lines of Windows", "[[group]]\r\nname = 'a'\r\nphrases = ['x']\r\n", "[[group]]\r\nname = 'a'\r\nwords = [\"z\"]\r\nphrases = ['x']\r\n", 0},
		{"inline", "group = [{name = 'a', phrases = ['x']}, {name = 'b', phrases = ['y']}]\n", "group = [{name = 'a', phrases = ['x']}, {name = 'b', words = [\"z\"], phrases = ['y']}]\n", 1},
		{"one table", "[group]\nname = 'a'\nphrases = ['x']\n", "[group]\nname = 'a'\nwords = [\"z\"]\nphrases = ['x']\n", 0},
		{"inline, no name", "group = [ { phrases = ['x'] } ]", "group = [ { words = [\"z\"], phrases = ['x'] } ]", 0},
	} {
		got, changed, err := config.AddWord("x", []byte(c.old), c.group, "z", false)
		if err != nil || !changed || string(got) != c.want {
			t.Errorf("%s: %v %v\n%q, want\n%q", c.name, changed, err, got, c.want)
			continue
		}
		groups, err := config.Keywords("x", got)
		if err != nil || len(groups[c.group].Words) != 1 || len(groups[c.group].Phrases) != 1 {
			t.Errorf("%s: %v, %v", c.name, groups, err)
		}
	}
}

// Groups may stand in an array of their own.
func TestInlineGroupsAreEdited(t *testing.T) {
	const inline = "# mine\ngroup = [\n  {name = 'a', words = ['x']}, # first\n  {words = ['y', 'z'], name = 'b'},\n]\n"
	replaced := func(old, with string) string { return strings.Replace(inline, old, with, 1) }
	got, _, err := config.AddWord("x", []byte(inline), 0, "نفط", false)
	if want := replaced("['x']", "['x', \"نفط\"]"); err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
	got, _, err = config.TakeOut("x", []byte(inline), 1, "y")
	if want := replaced("'y', ", ""); err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
	got, _, err = config.AddGroup("x", []byte(inline), "c", "نفط", true)
	if want := replaced("name = 'b'}", "name = 'b'}, {name = \"c\", phrases = [\"نفط\"]}"); err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
	if _, _, err := config.TakeOut("x", []byte(inline), 0, "x"); err == nil || !strings.Contains(err.Error(), `group "a" has no words`) {
		t.Errorf("the last word of a group: %v", err)
	}
	if _, _, err := config.AddWord("x", []byte(inline), 2, "نفط", false); err == nil {
		t.Error("a word was added to a group that does not exist")
	}
}
