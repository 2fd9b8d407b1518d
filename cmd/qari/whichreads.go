package main

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"qari/data/config"
	"qari/model/clean"
	"qari/ui/terminal"
	"qari/ui/theme"
)

// askWhichReads shows sample lines in all orders, asks which read right, and
// keeps the answer for this terminal.
func (p *process) askWhichReads(d *found) error {
	i := p.newInterview()
	if i == nil {
		return nil
	}
	defer i.end()
	kept, _ := p.readKept()
	key := d.place.Key()
	known := slices.ContainsFunc(kept, func(t config.Terminal) bool { return t.Name == key })
	_, _ = i.tty.WriteString("\r\nEnter: look at sample lines and say which read right.\r\n" + either(known, "f: forget what was kept. ", "") + "Any other key: done.\r\n")
	pressed := i.key()
	switch {
	case known && pressed == "f":
		path, err := p.keep(config.Terminal{Name: key})
		if err == nil {
			_, _ = i.tty.WriteString(clean.Line(fmt.Sprintf("%s is forgotten in %s: what is found holds", key, path)) + "\r\n")
		}
		return err
	case pressed != "enter":
		return nil
	}
	order, ok := p.whichOrder(i, d)
	if !ok {
		return nil
	}
	chosen := terminal.Wish{Setting: terminal.Setting{Order: &order}}
	if chosen.Marks, ok = p.whichMarks(i, d, order); !ok {
		return nil
	}
	return p.keepChosen(i, d, chosen)
}

// keepChosen writes down what differs from what is found without asking.
func (p *process) keepChosen(i *interview, d *found, chosen terminal.Wish) error {
	own := d.place.Choose(terminal.Wish{})
	got := d.place.Choose(chosen)
	t := config.Terminal{Name: d.place.Key()}
	if got.Order != own.Order {
		t.Bidi = got.Order.String()
	}
	if got.Marks != own.Marks {
		t.Marks = either(got.Marks, "keep", "strip")
	}
	path, err := p.keep(t)
	if err != nil {
		return err
	}
	message := fmt.Sprintf("%s is as it was found without asking: nothing to keep", t.Name)
	if t.Bidi != "" || t.Marks != "" {
		message = fmt.Sprintf("kept for %s in %s: order %s, vowel marks %s", t.Name, path, got.Order, either(got.Marks, "shown", "left out"))
	}
	_, _ = i.tty.WriteString(clean.Line(message) + "\r\n")
	return nil
}

// whichOrder asks which of the orders reads right. A switch may hold for the
// whole window, so a screen shows those orders that leave the terminal in one
// state: first in the one that would be chosen, then, when nothing read right
// there, in the other.
func (p *process) whichOrder(i *interview, d *found) (terminal.Order, bool) {
	own := d.place.Choose(terminal.Wish{})
	for _, same := range []bool{true, false} {
		var round []terminal.Order
		var samples []trial
		for o := terminal.Visual; o <= terminal.Logical; o++ {
			if q := d.place.InOrder(o); q.SameSwitch(own) == same {
				round, samples = append(round, o), append(samples, trial{q, doctorSample()[1:]})
			}
		}
		if len(round) == 0 {
			continue
		}
		n, ok := p.which(i, samples[0].profile, samples,
			"Which of these read right, from right to left, letters joined, numbers and brackets in place?",
			"Press the number, 0 for none of them, q to change nothing. Boxes mean a font without Arabic.")
		if !ok {
			return 0, false
		}
		if n > 0 {
			return round[n-1], true
		}
	}
	_, _ = i.tty.WriteString("Then qari cannot be right here: try another font (DejaVu Sans Mono has all letters) or terminal.\r\nNothing was changed.\r\n")
	return 0, false
}

// whichMarks asks whether vowel marks stand on their letters.
func (p *process) whichMarks(i *interview, d *found, order terminal.Order) (terminal.Choice, bool) {
	q := d.place.InOrder(order)
	with, without := q, q
	with.Marks, without.Marks = true, false
	n, ok := p.which(i, q, []trial{{with, vowelled}, {without, vowelled}},
		"In one of these the letters have vowel marks. Do they stand on their letters?",
		"Press 1 if they do, 2 if they do not or if none are to be seen, q to change nothing.")
	return []terminal.Choice{terminal.No, terminal.Yes, terminal.No}[n], ok
}

// vowelled is a line with all vowel marks.
var vowelled = []string{"كَتَبَ مُحَمَّدٌ رِسَالَةً إِلَى صَدِيقِهِ ثُمَّ قَرَأَهَا."}

// trial is some lines as one profile sends them.
type trial struct {
	profile terminal.Profile
	lines   []string
}

// which shows numbered samples on a full screen that is ready for a profile,
// and asks for a number. It returns 0 for none of them, and false when nothing
// is to be changed.
func (p *process) which(i *interview, ready terminal.Profile, samples []trial, question, answers string) (int, bool) {
	width := measure
	if columns, _, err := term.GetSize(i.tty.Fd()); err == nil && columns > 0 {
		width = min(width, columns)
	}
	screen := newFullScreen(i.tty, ready, p.tellClient)
	i.screen = screen
	defer screen.restore()
	var b bytes.Buffer
	b.WriteString(filled(question, width) + "\n" + filled(answers, width) + "\n")
	for n, s := range samples {
		fmt.Fprintf(&b, "\n%d\n", n+1)
		c := newCompositor(pageSetup{width: width - s.profile.Left - s.profile.Right, profile: s.profile, lamAlef: s.profile.Shape, isolate: true, colors: colorprofile.NoTTY})
		for _, line := range s.lines {
			c.paragraph(&b, line, nil, theme.Look{})
		}
	}
	_, _ = screen.Write([]byte(ansi.SetModeAltScreenSaveCursor))
	_, _ = screen.Write(append([]byte(ansi.EraseEntireScreen+ansi.CursorHomePosition), bytes.ReplaceAll(b.Bytes(), []byte("\n"), []byte("\r\n"))...))
	for {
		switch key := i.key(); {
		case key == "" || key == "q" || key == "esc" || key == "ctrl+c":
			return 0, false
		case len(key) == 1 && key[0] >= '0' && int(key[0]-'0') <= len(samples):
			return int(key[0] - '0'), true
		}
	}
}
