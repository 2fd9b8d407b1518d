package ui_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"qari/data/config"
	"qari/model/corpus"
	"qari/model/keyword"
	"qari/ui"
)

// book is a watch list in memory.
type book struct {
	text    string
	changed chan ui.Watched
}

func (b *book) read() ui.Watched {
	w := ui.Watched{Lists: 1, Changed: time.Now()}
	if b.text == "" {
		return w
	}
	groups, err := config.Keywords("book", []byte(b.text))
	if err != nil {
		panic(err)
	}
	if w.Words, err = keyword.Compile(groups); err != nil {
		panic(err)
	}
	for range groups {
		w.Editable = append(w.Editable, true)
	}
	return w
}

func (b *book) Next() ui.Watched { return <-b.changed }

func (b *book) put(text []byte, changed bool, err error) (ui.Watched, error) {
	switch {
	case err != nil:
		return ui.Watched{}, err
	case !changed:
		return b.read(), ui.ErrUnchanged
	}
	b.text = string(text)
	return b.read(), nil
}

func (b *book) Add(group int, name, word string, phrase bool) (ui.Watched, error) {
	if group < 0 {
		return b.put(config.AddGroup("book", []byte(b.text), name, word, phrase))
	}
	return b.put(config.AddWord("book", []byte(b.text), group, word, phrase))
}

func (b *book) TakeOut(group int, word string) (ui.Watched, error) {
	return b.put(config.TakeOut("book", []byte(b.text), group, word))
}

func (b *book) Editor(int) (tea.ExecCommand, error) { return nil, errors.New("no editor here") }

// withBook opens the reader with a watch list that can be changed.
func withBook(t testing.TB, articles []*corpus.Article, text string) (*driver, *book) {
	t.Helper()
	b := &book{text: text, changed: make(chan ui.Watched, 1)}
	feed := make(chan corpus.Batch, 1)
	feed <- corpus.Batch{Articles: articles}
	close(feed)
	w := b.read()
	d := &driver{t: t, feed: feed, watcher: b, editable: w.Editable}
	d.open(w.Words, 80, 24)
	return d, b
}

const twoGroups = `[[group]]
name = "risk"
words = ["الإرهاب", "التطرف"]
[[group]]
name = "food"
words = ["القمح"]
`

func TestOverviewOfWatchLists(t *testing.T) {
	d, _ := withBook(t, texts(), twoGroups)
	d.keys("w").has("watch lists", "risk", "food", "group 1 of 2", "these", "all")
	d.keys("j", "<enter>").has("beta", "group 2", "article 1 of 1")
	d.lacks("alpha")
	d.keys("w").has("group 1 of 2")
	d.keys("/", "قمح", "<enter>").has("food", "group 1 of 1")
	d.keys("<esc>", "St").has("group")
	d.keys("1").has("group 1")
	d.keys("<esc>").has("alpha", "beta")
}

func TestAWordIsAddedAndSaved(t *testing.T) {
	d, b := withBook(t, texts(), twoGroups)
	d.keys("a").has("nothing to add")
	d.keys("s", "المغرب", "<enter>", "a").has("add to a group:", "risk", "food", "a new group")
	d.keys("j", "<enter>").has("added:")
	if groups, _ := config.Keywords("", []byte(b.text)); len(groups[1].Words) != 2 || groups[1].Words[1] != "المغرب" {
		t.Errorf("the list is\n%s", b.text)
	}
	d.keys("<esc>", "w").has("group 1 of 2")
	// In the overview a word is typed; a phrase in quotes.
	d.keys("a", `"في النص"`, "<enter>").has("added:")
	if groups, _ := config.Keywords("", []byte(b.text)); len(groups[0].Phrases) != 1 || groups[0].Phrases[0] != "في النص" {
		t.Errorf("the list is\n%s", b.text)
	}
}

// What a search finds is what the word that it adds finds, whatever the level of the
// group is.
func TestASearchIsAddedAsItIs(t *testing.T) {
	for _, c := range []struct {
		search string
		level  int // steps from the usual one
		want   []string
	}{
		{"إرهاب*", 0, []string{"", "إرهاب*"}},
		{"=*رهاب", 0, []string{"", "=*رهاب"}},
		{"إرهاب*", 1, []string{"", "=إرهاب*"}}, // forms are followed by exact
		{`"محاربة =الإرهاب*"`, 0, []string{"", "محاربة =الإرهاب*"}},
		{`"الإرهاب"`, 1, []string{"", "الإرهاب"}},
		{"=الإرهاب", 0, []string{"=الإرهاب", ""}},
	} {
		d, b := withBook(t, texts(), "[[group]]\nname = 'a'\nwords = ['القمح']\nlevel = 'exact'\n")
		d.keys("s", c.search, "<enter>")
		for range c.level {
			d.keys("-", "l")
		}
		d.keys("a", "<enter>").has("added:")
		groups, err := config.Keywords("", []byte(b.text))
		if err != nil {
			t.Fatal(err)
		}
		got := []string{strings.Join(groups[0].Words[1:], "|"), strings.Join(groups[0].Phrases, "|")}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: added were %q, want %q", c.search, got, c.want)
		}
	}
}

func TestTheWordOfAHitIsAddedToANewGroup(t *testing.T) {
	d, b := withBook(t, three(), "")
	d.keys("w").has("no watched words yet")
	d.keys("q")
	d.keys("<enter>", "/", "start", "<enter>", "n", "a", "G", "<enter>").has("added: start")
	if groups, err := config.Keywords("", []byte(b.text)); err != nil || len(groups) != 1 || groups[0].Name != "start" {
		t.Errorf("the list is\n%s", b.text)
	}
	d.keys("<esc>", "n").has("group 1")
}

func TestAWordIsTakenOutAndBroughtBack(t *testing.T) {
	d, b := withBook(t, texts(), twoGroups)
	before := b.text
	d.keys("w", "x").has("take a word out", "Enter chooses")
	d.keys("j", "<enter>").has("taken out:", "watch lists")
	if groups, _ := config.Keywords("", []byte(b.text)); len(groups[0].Words) != 1 {
		t.Errorf("the list is\n%s", b.text)
	}
	d.keys("U").has("added:")
	if b.text != before {
		t.Errorf("the list is\n%s", b.text)
	}
	// The last word of a group stays.
	d.keys("j", "x", "<enter>").has("has no words")
	d.keys("e").has("no editor here")
}

func TestGroupsInNoFileStayAsTheyAre(t *testing.T) {
	d := start(t, texts(), nil, watch(t), 80, 24)
	d.keys("w", "x").has("this group is in no file")
	d.keys("a").has("cannot be changed here")
	d.keys("q", "s", "المغرب", "<enter>", "a").has("cannot be changed here")
}

func TestRowsOfWatchListsFillTheScreen(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {59, 30}, {80, 24}, {300, 100}} {
		openSample(t, size[0], size[1]).keys("w").filled(fmt.Sprint("watch lists ", size), size[0], size[1])
	}
}

// changes puts another text in the list's place, as another program would.
func (b *book) changes(d *driver, text string) {
	b.text = text
	b.changed <- b.read()
	change := d.change
	d.change = nil
	d.send(change())
}

// Whatever is on the screen while groups go, nothing fails, and all is marked anew.
func TestListsChangeUnderEveryPage(t *testing.T) {
	for _, keys := range [][]string{{""}, {"w"}, {"c"}, {"i"}, {"w", "j", "x"}, {"<enter>", "n"}, {"<enter>", "n", "q"}, {"2", "c"}, {"j", "<enter>", "n", "r"}, {"z"}, {"w", "j", "<enter>"}} {
		d, b := withBook(t, texts(), twoGroups)
		d.keys(keys...)
		b.changes(d, "[[group]]\nname = \"one\"\nwords = [\"المغرب\"]\n")
		d.has("have changed")
		d.keys("<esc>", "<esc>", "q", "w")
		d.keys("<esc>")
		b.changes(d, twoGroups)
		d.keys("w").has("food")
		d.filled(fmt.Sprint(keys), 80, 24)
	}
}
