package ui_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"qari/data/config"
	"qari/data/sample"
	"qari/data/source"
	"qari/model/arabic"
	"qari/model/corpus"
	"qari/model/keyword"
	"qari/model/search"
	"qari/ui"
	"qari/ui/locale"
	"qari/ui/terminal"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// driver runs the root model as Bubble Tea does, but one thing after the
// other: each command is run to its end before the next key.
type driver struct {
	t     testing.TB
	model tea.Model
	quit  bool
	saved string

	watcher  ui.Watcher
	kept     func() *search.Kept
	keep     func(search.Snapshot) error
	editable []bool // by watched group

	change    tea.Cmd // waits for a change of the watch lists
	following bool
	feed      chan corpus.Batch // of what is followed
	take      tea.Cmd           // waits for it
}

// start opens the reader on articles at a size.
func start(t testing.TB, articles []*corpus.Article, problems []corpus.Problem, words *keyword.Set, width, height int) *driver {
	t.Helper()
	feed := make(chan corpus.Batch, 1)
	feed <- corpus.Batch{Articles: articles, Problems: problems}
	close(feed)
	d := &driver{t: t, feed: feed}
	d.open(words, width, height)
	return d
}

// follow opens the reader on articles that others will follow (arrive).
func follow(t testing.TB, articles []*corpus.Article, words *keyword.Set, width, height int) *driver {
	t.Helper()
	d := &driver{t: t, feed: make(chan corpus.Batch, 1), following: true}
	d.feed <- corpus.Batch{Articles: articles, Loaded: true}
	d.open(words, width, height)
	return d
}

// arrive brings further articles.
func (d *driver) arrive(articles ...*corpus.Article) {
	d.t.Helper()
	d.comes(corpus.Batch{Articles: articles})
}

// comes hands one more batch on.
func (d *driver) comes(b corpus.Batch) {
	d.t.Helper()
	d.feed <- b
	take := d.take
	d.take = nil
	d.run(take)
}

// takesBatch reports whether a command waits for the feed.
func takesBatch(cmd tea.Cmd) bool {
	return strings.Contains(runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name(), ".takeBatch")
}

// waits reports whether a command waits for a change from outside.
func waits(cmd tea.Cmd) bool {
	return strings.Contains(runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name(), ".awaitLists")
}

func (d *driver) open(words *keyword.Set, width, height int) {
	d.model = ui.New(ui.Options{
		Name: "corpus", Feed: d.feed, Watched: ui.Watched{Words: words, Editable: d.editable}, Watcher: d.watcher, KeptIndex: d.kept, KeepIndex: d.keep, Facts: terminal.Facts{Env: map[string]string{"TERM": "xterm", "XTERM_VERSION": "XTerm(379)"}},
		Colors: colorprofile.TrueColor, Locale: locale.English(), Isolate: true, Level: arabic.Forms, Aliases: config.BuiltInAliases(),
		Save: func(text string) (string, error) { d.saved = text; return "~/copied.txt", nil },
		Peek: func(corpus.Problem) ([]string, int, error) { return []string{"good", "wrong \x1b[31m"}, 2, nil },
	})
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	d.run(d.model.Init())
}

// openSample opens the built-in sample with its watch list.
func openSample(t testing.TB, width, height int) *driver {
	t.Helper()
	articles, problems := sampleArticles(t)
	groups, err := config.Keywords("sample", sample.Keywords())
	if err != nil {
		t.Fatal(err)
	}
	words, err := keyword.Compile(groups)
	if err != nil {
		t.Fatal(err)
	}
	return start(t, articles, problems, words, width, height)
}

func sampleArticles(t testing.TB) ([]*corpus.Article, []corpus.Problem) {
	t.Helper()
	var articles []*corpus.Article
	var problems []corpus.Problem
	err := source.FromFS(context.Background(), sample.FS(), source.Options{}, func(b corpus.Batch) error {
		articles, problems = append(articles, b.Articles...), append(problems, b.Problems...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return articles, problems
}

func (d *driver) send(msg tea.Msg) {
	var cmd tea.Cmd
	d.model, cmd = d.model.Update(msg)
	d.run(cmd)
}

func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if waits(cmd) {
		d.change = cmd
		return
	}
	if d.following && len(d.feed) == 0 && takesBatch(cmd) {
		d.take = cmd
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.quit = true
	default:
		d.send(msg)
	}
}

// keys types what a person would: names in angle brackets, all else letter by
// letter.
func (d *driver) keys(typed ...string) *driver {
	d.t.Helper()
	named := map[string]tea.Key{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "space": {Code: tea.KeySpace, Text: " "},
		"down": {Code: tea.KeyDown}, "up": {Code: tea.KeyUp}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
		"backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete}, "home": {Code: tea.KeyHome}, "pgdown": {Code: tea.KeyPgDown}, "ctrl+c": {Code: 'c', Mod: tea.ModCtrl},
	}
	for _, text := range typed {
		if name, ok := strings.CutPrefix(text, "<"); ok {
			key, known := named[strings.TrimSuffix(name, ">")]
			if !known {
				d.t.Fatalf("no key %s", text)
			}
			d.send(tea.KeyPressMsg(key))
			continue
		}
		for _, r := range text {
			d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	return d
}

// screen is what stands on the screen, without styles.
func (d *driver) screen() string { return ansi.Strip(d.styled()) }

func (d *driver) styled() string { return d.model.View().Content }

func (d *driver) line(i int) string {
	lines := strings.Split(d.screen(), "\n")
	if i < 0 {
		i += len(lines)
	}
	return lines[i]
}

// golden compares the screen with a file; go test -update writes it.
func (d *driver) golden(name string) {
	d.t.Helper()
	lines := strings.Split(d.screen(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	got := strings.Join(lines, "\n") + "\n"
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			d.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	if got != string(want) {
		d.t.Errorf("%s differs; go test ./ui -update writes it anew\n got:\n%s\nwant:\n%s", name, got, want)
	}
}

// cursor is the column of the terminal's cursor, -1 when it is hidden.
func (d *driver) cursor() int {
	if c := d.model.View().Cursor; c != nil {
		return c.X
	}
	return -1
}
