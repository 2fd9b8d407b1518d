package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"qari/model/cell"
	"qari/model/corpus"
)

func TestScreensStandAsDrawn(t *testing.T) {
	for _, size := range []struct{ w, h int }{{40, 10}, {80, 24}, {120, 40}, {200, 50}} {
		name := func(s string) string { return fmt.Sprintf("%s-%dx%d", s, size.w, size.h) }
		t.Run(name("screens"), func(t *testing.T) {
			openSample(t, size.w, size.h).golden(name("list"))
			d := openSample(t, size.w, size.h)
			d.keys("zz").golden(name("reader"))
			d = openSample(t, size.w, size.h)
			d.keys("/الارهاب").golden(name("filter"))
			d = openSample(t, size.w, size.h)
			d.keys("s", "الارهاب", "<enter>").golden(name("search"))
			d = openSample(t, size.w, size.h)
			d.keys("?").golden(name("help"))
		})
	}
	for name, keys := range map[string][]string{
		"stacked": {"z"}, "hit": {"j", "<enter>", "nn"}, "raw": {"j", "<enter>", "r"}, "found": {"<enter>", "/", "الساعة", "<enter>"},
		"empty": {"/", "zzz"}, "searchhit": {"s", "الارهاب", "<enter>", "<enter>"},
		"concordance": {"s", "الارهاب", "<enter>", "c"}, "watchlists": {"w"}, "whatsin": {"s", "الارهاب", "<enter>", "i"}, "fault": {"s", "الارهاب )", "<enter>"}, "onegroup": {"3"}, "prefix": {"-"}, "question": {"A"},
	} {
		openSample(t, 80, 24).keys(keys...).golden(name + "-80x24")
	}
	problems := []corpus.Problem{{Path: "a.jsonl", Line: 3, Reason: "not JSON: invalid character"}, {Path: "خبر/b.txt", Offset: -1, Reason: "is empty"}}
	start(t, three(), problems, nil, 80, 24).keys("ge").golden("errors-80x24")
}

// Every row of every screen is as wide as the screen, whatever is on it.
func TestRowsFillTheScreenExactly(t *testing.T) {
	for _, keys := range [][]string{{""}, {"z"}, {"zz"}, {"zz", "r"}, {"zz", "nn"}, {"zz/ال"}, {"/ا"}, {"?"}, {"S"}, {"-"}} {
		for _, size := range [][2]int{{40, 10}, {53, 19}, {80, 24}, {110, 30}, {140, 40}, {300, 100}} {
			d := openSample(t, size[0], size[1]).keys(keys...)
			d.filled(fmt.Sprint(keys, size), size[0], size[1])
		}
	}
}

// filled checks that the screen has all its rows, each as wide as it.
func (d *driver) filled(name string, width, height int) {
	d.t.Helper()
	lines := strings.Split(d.screen(), "\n")
	if len(lines) != height {
		d.t.Errorf("%s: %d rows", name, len(lines))
	}
	for i, l := range lines {
		if w := cell.StringWidth(l); w != width {
			d.t.Errorf("%s: row %d has %d cells: %q", name, i, w, l)
		}
	}
}

func TestBelowTheLeastSizeThereIsOneLine(t *testing.T) {
	d := openSample(t, 39, 10)
	if got := strings.TrimSpace(d.screen()); got != "40x10 at least" {
		t.Errorf("got %q", got)
	}
	openSample(t, 1, 1).screen()
}
