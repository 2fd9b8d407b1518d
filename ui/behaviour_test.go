package ui_test

import (
	"fmt"
	"image/color"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"qari/model/corpus"
	"qari/model/keyword"
)

// article is one whose body is its text.
func article(i int, title, text string) *corpus.Article {
	a := &corpus.Article{ID: corpus.ID(fmt.Sprint(i)), Title: title, TitleRule: corpus.TitleField, Text: text, RTL: true}
	a.SetCounts(&corpus.Counts{Words: int32(len(strings.Fields(text))), Digest: uint64(i + 1)})
	return a
}

// three are articles whose Latin words can be read off a screen.
func three() []*corpus.Article {
	long := "start " + strings.TrimSpace(strings.Repeat("كلمة بين الكلمات ثم كلمة أخرى\n\n", 30)) + "\n\nmiddle الإرهاب\n\n" + strings.TrimSpace(strings.Repeat("سطر في النص\n\n", 30)) + "\n\nfinish الإرهاب"
	return []*corpus.Article{
		article(0, "alpha الإرهاب", long),
		article(1, "beta القمح", "second نص قصير"),
		article(2, "gamma الارهاب", "third الإرهاب"),
	}
}

func watch(t testing.TB) *keyword.Set {
	t.Helper()
	set, err := keyword.Compile([]keyword.Group{{Name: "خطر", Color: "amber", Words: []string{"الإرهاب"}}, {Name: "غذاء", Color: "teal", Words: []string{"القمح"}}})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func (d *driver) has(want ...string) {
	d.t.Helper()
	for _, w := range want {
		if !strings.Contains(d.screen(), w) {
			d.t.Errorf("%q is not on the screen:\n%s", w, d.screen())
		}
	}
}

func (d *driver) lacks(unwanted ...string) {
	d.t.Helper()
	for _, w := range unwanted {
		if strings.Contains(d.screen(), w) {
			d.t.Errorf("%q is on the screen:\n%s", w, d.screen())
		}
	}
}

func TestFilter(t *testing.T) {
	d := start(t, three(), nil, watch(t), 80, 24)
	d.keys("/", "الارهاب")
	d.has("2 of 3", "alpha", "gamma", "Esc drops it")
	d.lacks("beta")
	d.keys("<enter>")
	d.has("filter", "2 of 3")
	d.keys("<esc>")
	d.has("beta", "3 new of 3")
	d.keys("/", "zzz")
	d.has("0 of 3 titles", "No title matches")
	d.keys("<esc>")
	d.has("alpha", "beta", "gamma")
}

func TestTheOtherKeyboardsReadingIsOffered(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	d.keys("/", "hgrlp")
	d.has("Tab:")
	d.keys("<tab>", "<enter>")
	d.has("beta", "1 of 3")
	d.lacks("alpha")
}

func TestReadingMarksAsRead(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	d.has("3 new of 3")
	d.keys("j", "<enter>", "q")
	d.has("2 new of 3")
	d.keys("H")
	d.has("unread only")
	d.keys("j", "<enter>", "q", "I")
	d.has("2 new of 3")
	d.keys("A")
	d.has("2")
	d.keys("y")
	d.has("0 new of 3")
}

func TestHitsLeadIntoTheNextArticle(t *testing.T) {
	d := start(t, three(), nil, watch(t), 80, 24)
	d.keys("<enter>", "n")
	d.has("hit 1 of 3", "start")
	d.keys("n")
	d.has("hit 2 of 3", "middle")
	d.keys("n")
	d.has("hit 3 of 3", "finish")
	d.keys("n")
	d.has("hit 1 of 1", "beta")
	d.keys("n")
	d.has("hit 1 of 2", "gamma", "third")
	d.keys("n", "n")
	d.has("no hit after this one")
	d.keys("N", "N", "N")
	d.has("hit 3 of 3", "finish")
	d.keys("B")
	d.has("second")
}

func TestEscTakesOffOneThingAtATime(t *testing.T) {
	d := start(t, three(), nil, watch(t), 80, 24)
	d.keys("1", "/", "الارهاب", "<enter>", "<enter>", "/", "mid", "<enter>")
	d.has("hit 1 of 1")
	d.keys("<esc>")
	d.lacks("hit 1 of 1")
	d.has("1 of 2") // still reading, still filtered
	d.keys("<esc>")
	d.has("filter", "2 of 3")
	d.keys("<esc>")
	d.lacks("filter")
	d.has("group 1")
	d.keys("<esc>")
	d.has("all groups")
}

func TestGroupsNarrowTheHits(t *testing.T) {
	d := start(t, three(), nil, watch(t), 80, 24)
	d.keys("2", "n")
	d.keys("<enter>")
	d.has("second")
	d.keys("<esc>")
	d.has("all groups")
}

func TestFindInTheArticle(t *testing.T) {
	d := start(t, three(), nil, watch(t), 80, 24)
	d.keys("<enter>", "/", "mid", "<enter>")
	d.has("hit 1 of 1", "middle")
	d.keys("n")
	d.has("no hit after this one")
	d.keys("/", "الارهاب", "<enter>", "n")
	d.has("hit 3 of 3", "finish")
	d.keys("n")
	d.has("hit 1 of 2", "third") // on into the next article where it is found
	d.keys("N")
	d.has("hit 3 of 3", "finish")
	d.keys("J")
	d.has("second", "beta")
	d.keys("K", "/", "mid", "<enter>")
	d.has("hit 1 of 1", "middle")
	d.keys("<esc>")
	d.lacks("hit 1 of 1")
	d.has("alpha") // Esc dropped the find only
	d.keys("/", "zzz")
	d.has("nothing found")
	d.keys("<esc>", "<esc>")
	d.has("beta")
}

func TestSpaceReadsTheMorning(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	d.keys("<enter>")
	for range 10 {
		d.keys("<space>")
	}
	d.has("third")
	d.keys("<space>")
	d.has("all are read")
	d.keys("K")
	d.has("second")
}

func TestAResizeKeepsThePlace(t *testing.T) {
	d := start(t, three(), nil, watch(t), 80, 24)
	d.keys("<enter>", "n", "n")
	d.has("middle")
	for _, size := range [][2]int{{60, 20}, {200, 50}, {40, 10}, {80, 24}} {
		d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		d.has("middle")
	}
}

func TestRawAndBackKeepThePlace(t *testing.T) {
	list := three()
	list[0].Text = strings.ReplaceAll(list[0].Text, "middle", "middle [gallery ids=\"1\"]  \u200f")
	d := start(t, list, nil, watch(t), 80, 24)
	d.keys("<enter>", "n", "n")
	d.has("middle", "1 hidden: r")
	d.lacks("gallery")
	d.keys("r")
	d.has("middle", "gallery", "<200F>", "raw text")
	d.keys("r")
	d.has("middle")
	d.lacks("gallery")
}

func TestCopyingGivesCleanLogicalText(t *testing.T) {
	list := []*corpus.Article{article(0, "عنوان \x1b[31m", "نص \u202eمقلوب\u202c و[gallery ids=\"1\"] لا")}
	d := start(t, list, nil, nil, 80, 24) // one article opens at once
	d.has("? help")
	d.keys("y")
	if strings.ContainsAny(d.saved, "\x1b\u202e\u202cﻻ") || !strings.Contains(d.saved, "نص مقلوب") || strings.Contains(d.saved, "gallery") {
		t.Errorf("copied %q", d.saved)
	}
	d.has("~/copied.txt")
	d.keys("Y")
	if !strings.Contains(d.saved, "\n\n") || !strings.HasSuffix(d.saved, " · 0") {
		t.Errorf("copied with source %q", d.saved)
	}
}

func TestErrorsAreCountedAndListed(t *testing.T) {
	d := start(t, three(), []corpus.Problem{{Path: "a\x1b]0;x\a.txt", Line: 7, Reason: "not JSON"}, {Path: "b.txt", Offset: -1, Reason: "is empty"}}, nil, 80, 24)
	d.has("2 errors: ge")
	d.keys("ge")
	d.has(".txt:7", "not JSON", "b.txt", "is empty", "error 1 of 2")
	if strings.Contains(d.styled(), "\x1b]0") || strings.Contains(d.styled(), "\a") {
		t.Error("a control of a file name reaches the terminal")
	}
	d.keys("y")
	if !strings.HasSuffix(d.saved, ".txt:7") {
		t.Errorf("copied %q", d.saved)
	}
	d.keys("q")
	d.has("alpha")
}

func TestControlsNeverReachTheTerminal(t *testing.T) {
	evil := "\x1b]52;c;AAAA\a \x1b[2J \u009b31m \x00\x07\x7f \u202e \xff \u2066x"
	list := []*corpus.Article{article(0, evil, evil), article(1, evil, evil)}
	list[0].Origin = &corpus.Origin{Source: evil}
	list[1].Origin = list[0].Origin
	d := start(t, list, []corpus.Problem{{Path: evil, Reason: evil}}, nil, 80, 24)
	for _, keys := range []string{"", "z", "z", "r", "r", "q", "ge", "q", "?"} {
		d.keys(keys)
		for _, bad := range []string{"\x1b]", "\x1b[2J", "\u009b", "\x00", "\x07", "\x7f", "\u202e", "\u2066", "\xff"} {
			if strings.Contains(d.styled(), bad) {
				t.Errorf("after %q: %q is on the screen", keys, bad)
			}
		}
	}
}

func TestLaterKeysSayNotYet(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	d.keys("p")
	d.has("not yet")
	d.keys("j")
	d.lacks("not yet")
}

func TestPrefixesShowWhatMayFollow(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	d.keys("S")
	d.has("d date", "t title")
	d.keys("t")
	d.has("by title")
	d.keys("St")
	d.has("by title, reversed")
}

func TestOneMeaningOfQ(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	d.keys("<enter>", "q")
	if d.quit {
		t.Fatal("q left the program from the reading pane")
	}
	d.keys("q")
	if !d.quit {
		t.Error("q did not leave the program")
	}
}

func TestAnEmptyCorpusSaysSo(t *testing.T) {
	start(t, nil, nil, nil, 80, 24).has("No articles here")
	start(t, nil, []corpus.Problem{{Path: "x", Reason: "is empty"}}, nil, 80, 24).has("ge shows the errors", "is empty")
}

func TestLeftToRightCorporaTurnTheScreenRound(t *testing.T) {
	list := []*corpus.Article{article(0, "First title", "Some text here."), article(1, "Second title", "More text.")}
	for _, a := range list {
		a.RTL = false
	}
	d := start(t, list, nil, nil, 80, 24)
	if !strings.HasPrefix(d.line(0), "corpus") || !strings.HasPrefix(d.line(2), "┃•") {
		t.Errorf("not turned round:\n%s", d.screen())
	}
	d.keys("<enter>")
	if !strings.HasPrefix(d.line(2), "   First title") {
		t.Errorf("text does not begin at the left:\n%s", d.screen())
	}
}

func BenchmarkKeyIn100000(b *testing.B) {
	list := make([]*corpus.Article, 100_000)
	for i := range list {
		list[i] = article(i, fmt.Sprintf("عنوان المقال رقم %d في مدريد", i), "نص")
	}
	d := start(b, list, nil, nil, 80, 24)
	for _, bench := range []struct{ name, key string }{{"down", "j"}, {"end", "G"}, {"top", "g"}, {"read", "I"}} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				d.model, _ = d.model.Update(tea.KeyPressMsg{Code: rune(bench.key[0]), Text: bench.key})
				d.model.View()
			}
		})
	}
	b.Run("filter", func(b *testing.B) {
		d.keys("/")
		for i := 0; b.Loop(); i++ {
			key := tea.KeyPressMsg{Code: 'م', Text: "م"}
			if i%2 == 1 {
				key = tea.KeyPressMsg{Code: tea.KeyBackspace}
			}
			d.model, _ = d.model.Update(key)
			d.model.View()
		}
	})
}

func TestTheHelpCanBeSearched(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	d.keys("?", "/", "isolates", "<enter>")
	d.has("isolates", "help")
	d.keys("<esc>")
	d.has("help")
	d.keys("q")
	d.has("alpha")
}

func TestErrorsAreFilteredSortedAndLookedAt(t *testing.T) {
	problems := []corpus.Problem{{Path: "z.jsonl", Line: 3, Reason: "not JSON"}, {Path: "a.txt", Offset: -1, Reason: "is empty"}}
	d := start(t, three(), problems, nil, 80, 24)
	d.keys("ge", "Ss", "y")
	if d.saved != "a.txt" {
		t.Errorf("sorted by file, the first is %q", d.saved)
	}
	d.keys("/", "json")
	d.has("z.jsonl:3")
	d.lacks("a.txt")
	d.keys("<enter>", "<enter>")
	d.has("raw text", "wrong \u241b[31m", "3")
	d.keys("q")
	d.has("errors")
	d.keys("<esc>")
	d.has("a.txt")
}

func TestTheMouse(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	click := tea.MouseClickMsg{Button: tea.MouseLeft, X: 70, Y: 3}
	d.send(click)
	if !strings.HasSuffix(d.line(3), "┃") {
		t.Errorf("a click does not select:\n%s", d.screen())
	}
	d.send(click)
	d.has("second")
	d.keys("K")
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown, X: 40, Y: 10})
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown, X: 40, Y: 10})
	d.lacks("start")
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp, X: 40, Y: 10})
	d.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp, X: 40, Y: 10})
	d.has("start")
}

func TestBackUndoesAFilterAndAnOpening(t *testing.T) {
	d := start(t, three(), nil, nil, 80, 24)
	d.keys("jj", "/", "beta", "<enter>", "<enter>")
	d.has("second")
	d.keys("B")
	d.has("1 of 3", "beta")
	d.lacks("second")
	d.keys("B")
	d.has("2 new of 3", "alpha", "gamma", "article 3 of 3")
	d.keys("B")
	d.has("nothing to go back to")
}

func TestEqualArticlesAreReadTogether(t *testing.T) {
	list := append(three(), article(3, "delta", "other"))
	list[2].SetCounts(list[1].Counts())
	list[3].SetCounts(&corpus.Counts{})
	d := start(t, list, nil, nil, 80, 24)
	d.has("4 new of 4", "x2", "1 duplicate")
	d.keys("j", "<enter>", "q")
	d.has("2 new of 4")
	d.keys("A", "y")
	d.has("0 new of 4")
}

// The terminal's background decides until the user does.
func TestChosenColoursStay(t *testing.T) {
	d := openSample(t, 80, 24)
	light, dark := tea.BackgroundColorMsg{Color: color.White}, tea.BackgroundColorMsg{Color: color.Black}
	first := d.styled()
	d.send(light)
	if d.styled() == first {
		t.Error("a light background changes nothing")
	}
	d.send(dark)
	if d.styled() != first {
		t.Error("a dark background does not bring the first colours back")
	}
	d.keys("-", "c") // light
	chosen := d.keys("j", "k").styled()
	d.send(dark)
	if d.styled() != chosen || chosen == first {
		t.Error("what was chosen does not stay")
	}
}
