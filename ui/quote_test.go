package ui_test

import (
	"strings"
	"testing"

	"qari/data/config"
	"qari/model/corpus"
)

func quotable() []*corpus.Article {
	return []*corpus.Article{
		article(0, "title", "One sentence here. Another الإرهاب sentence! A third one?\n\nSecond paragraph."),
		article(1, "other", "Another sentence stands here."),
	}
}

func TestAQuotationIsChosenAndCopied(t *testing.T) {
	for _, c := range []struct{ keys, want string }{
		{"y", "Another الإرهاب sentence!"},
		{"jy", "Another الإرهاب sentence! A third one?"},
		{"jjy", "Another الإرهاب sentence! A third one?\n\nSecond paragraph."},
		{"oky", "One sentence here. Another الإرهاب sentence!"},
		{"lly", "Another الإرهاب"},
		{"oh\r", "الإرهاب sentence!"},
		{"o{}y", "One sentence here. Another الإرهاب sentence!"},
		{"}}y", "Another الإرهاب sentence! A third one?\n\nSecond paragraph."},
	} {
		d := start(t, quotable(), nil, watch(t), 80, 24)
		d.keys("<enter>", "n", "v").has("quotation: 3 words")
		for _, k := range strings.Split(c.keys, "") {
			if k == "\r" {
				k = "<enter>"
			}
			d.keys(k)
		}
		if d.saved != c.want {
			t.Errorf("%s: copied %q, want %q", c.keys, d.saved, c.want)
		}
		d.lacks("quotation:")
	}
	d := start(t, quotable(), nil, watch(t), 80, 24)
	d.keys("<enter>", "n", "v", "Y")
	if !strings.HasPrefix(d.saved, "Another الإرهاب sentence!\n\n") || !strings.Contains(d.saved, "title") {
		t.Errorf("copied %q", d.saved)
	}
	d.saved = ""
	d.keys("v", "<esc>").lacks("quotation:")
	if d.saved != "" {
		t.Error("Esc copies")
	}
}

func TestAQuotationIsSearchedAndWatched(t *testing.T) {
	d, b := withBook(t, quotable(), twoGroups)
	d.keys("<enter>", "n", "v", "h", "s").has("1 of 2")
	d.keys("B", "v", "a").has("add to a group:")
	d.keys("<enter>").has("added:")
	groups, err := config.Keywords("", []byte(b.text))
	if err != nil || len(groups[0].Phrases) != 1 {
		t.Errorf("%v: the list is\n%s", err, b.text)
	}
}

func TestAQuotationStaysOnTheScreen(t *testing.T) {
	a := article(0, "title", strings.Repeat("A sentence of some words that is rather long. ", 200))
	d := start(t, []*corpus.Article{a}, nil, nil, 60, 14)
	d.keys("v")
	for range 150 {
		d.keys("j")
	}
	if strings.Contains(d.screen(), " min") { // the line below the title
		t.Errorf("the end that moves has left the screen:\n%s", d.screen())
	}
	d.keys("o").has(" min")
	d.filled("quotation", 60, 14)
}
