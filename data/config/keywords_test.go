package config_test

import (
	"errors"
	"reflect"
	"testing"

	"qari/data/config"
	"qari/data/sample"
	"qari/model/keyword"
)

func TestKeywords(t *testing.T) {
	got, err := config.Keywords("w.toml", []byte(`
# a comment
[[group]]
name = "الإرهاب"
color = "amber"
words = ["الإرهاب", " خلية إرهابية ", ""]

[[group]]
level = "folded"
at_least = 2
phrases = ["CITCO"]
exclude = ["CITCO bank"]
`))
	want := []keyword.Group{
		{Name: "الإرهاب", Color: "amber", Words: []string{"الإرهاب", "خلية إرهابية"}},
		{Level: "folded", AtLeast: 2, Phrases: []string{"CITCO"}, Exclude: []string{"CITCO bank"}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestKeywordsSayWhatIsWrong(t *testing.T) {
	const good = "[[group]]\nname = 'a'\nwords = ['x']\n"
	for _, c := range []struct{ name, data, want string }{
		{"nothing", "", "w.toml: no groups: a group begins with [[group]]"},
		{"no TOML", good + "[[group]\n", "w.toml:4: "},
		{"unknown key", good + "[[group]]\nname = 'b'\ncolour = 'amber'\nwords = ['y']\n", `w.toml:6: unknown key "group.colour": a group has name, color, level, words, phrases, exclude and at_least`},
		{"unknown table", good + "[[groups]]\nname = 'b'\n", `w.toml:4: unknown key "groups": a group has name, color, level, words, phrases, exclude and at_least`},
		{"unknown colour", good + "[[group]]\nname = 'b'\ncolor = 'pink'\nwords = ['y']\n", `w.toml:4: group "b": unknown color "pink": there are amber, teal, green, rose, blue, violet`},
		{"unknown level", "[[group]]\nname = 'b'\nlevel = 'loose'\nwords = ['y']\n", `w.toml:1: group "b": unknown level "loose": there are exact, folded, clitics, forms`},
		{"a number below zero", "[[group]]\nname = 'b'\nat_least = -1\nwords = ['y']\n", `w.toml:1: group "b": at_least is a number from 0 up`},
		{"no words", good + "\n [[ group ]]\nname = \"b\x60\"\n", "w.toml:5: group \"b`\" has no words"},
		{"blank words", good + "[[group]]\nwords = [' ']\n", "w.toml:4: group 2 has no words"},
		{"a word without letters", good + "[[group]]\nwords = ['--']\n", "w.toml:4: group 2: "},
		{"no words, inline", "group = [\n{name = 'a', words = ['x']},\n{name = 'b'}]\n", `w.toml:3: group "b" has no words`},
		{"a star within a word", good + "[[group]]\nname = 'b'\nwords = ['y', 'y*z']\n", `w.toml:4: group "b": word "y*z" has a * that stands neither before nor after a word`},
		{"an open quotation", good + "[[group]]\nname = 'b'\nwords = ['y']\nexclude = ['\"y z']\n", `w.toml:4: group "b": word «"y z» has a quotation mark without a partner`},
		{"words that are none", "[[group]]\nwords = 'x'\n", "w.toml:2: "},
		{"a name with controls", "[[group]]\nname = \"a\\u001b\"\n", `w.toml:1: group "a␛" has no words`},
	} {
		groups, err := config.Keywords("w.toml", []byte(c.data))
		var e *config.FileError
		if !errors.As(err, &e) || groups != nil {
			t.Errorf("%s: %v, error %v", c.name, groups, err)
			continue
		}
		if got := err.Error(); got != c.want && !(c.want[len(c.want)-1] == ' ' && len(got) > len(c.want) && got[:len(c.want)] == c.want) {
			t.Errorf("%s: error\n %s, want\n %s", c.name, got, c.want)
		}
	}
}

func TestKeywordsOfTheSample(t *testing.T) {
	groups, err := config.Keywords("sample", sample.Keywords())
	if err != nil || len(groups) != 6 {
		t.Errorf("%d groups, %v", len(groups), err)
	}
}
