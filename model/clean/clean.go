// Package clean computes what is shown of a text: the reading view, in which
// noise is hidden, and the original view, in which everything is visible. No
// control reaches a view: they become pictures. The text itself is never
// changed, and each paragraph of a view maps its offsets to the source and
// back.
//
// Three passes share the work. Scanner (scan.go) runs over a line at the speed
// of memory and stops at the first thing that would change; most lines have
// none and are shown as they lie in the source. The builder (build.go) makes
// the paragraph of any other line, rune by rune. The original view (raw.go)
// asks the builder what the reading view leaves out, and shows it soft. Who only
// wants numbers gets them from a scanner that lets more pass (count.go), and the
// builder for what it does not.
package clean

import (
	"iter"
	"strings"

	"qari/model/corpus"
	"qari/model/span"
)

// Options choose the view.
type Options struct {
	// Raw gives the original view.
	Raw bool
	// KeepTatweel shows tatweel in the reading view.
	KeepTatweel bool
}

// View is a text as it is shown.
type View struct {
	Paragraphs []Paragraph
	// Hidden counts the things left out other than blanks; 0 in the original
	// view.
	Hidden int
	// Controls counts controls and invalid bytes, which are shown as pictures.
	Controls int
	Flags    corpus.Flags
}

// Stats are what a pass over a text counts without making a view.
type Stats struct {
	// Words counts what stands between blanks and is not hidden. A blank that
	// the view leaves out before punctuation still parts words.
	Words int
	// Paragraphs counts those of the reading view, which has no blank ones.
	Paragraphs int
	// Hidden and Controls are those of a View.
	Hidden, Controls int
	// Bidi counts bidi controls of any kind.
	Bidi  int
	Flags corpus.Flags
}

// manyBidi is the number of bidi controls that an article may hold before it
// is flagged (ARABIC.md 10.2).
const manyBidi = 10

// flagged adds to what was seen the flag that depends on the sum.
func (s Stats) flagged() Stats {
	if s.Bidi > manyBidi {
		s.Flags |= corpus.Deceiving
	}
	return s
}

// Add gives the stats of two texts of one article together.
func (s Stats) Add(t Stats) Stats {
	s.Words += t.Words
	s.Paragraphs += t.Paragraphs
	s.Hidden += t.Hidden
	s.Controls += t.Controls
	s.Bidi += t.Bidi
	s.Flags |= t.Flags
	return s.flagged()
}

// Text gives the view of an article's text. The reading view is that of the
// body, a range of text cut to what text holds; the original view is that of
// every line of the whole text, blank ones too.
func Text(text string, body span.Span, o Options) View {
	shown := text
	if !o.Raw {
		shown = clamp(body, len(text)).Of(text)
	}
	v := View{Paragraphs: make([]Paragraph, 0, 1+strings.Count(shown, "\n"))}
	s := each(text, body, o, func(p Paragraph) bool {
		v.Paragraphs = append(v.Paragraphs, p)
		return true
	})
	v.Controls, v.Flags = s.Controls, s.Flags
	if !o.Raw {
		v.Hidden = s.Hidden
	}
	return v
}

// Paragraphs gives the paragraphs of Text one after the other, each as soon as
// it is made, for who passes over a text once: they never lie in memory together.
func Paragraphs(text string, body span.Span, o Options) iter.Seq[Paragraph] {
	return func(yield func(Paragraph) bool) { each(text, body, o, yield) }
}

// each makes the paragraphs of a view, as long as yield wants more, and counts
// what is hidden, controls and flags.
func each(text string, body span.Span, o Options, yield func(Paragraph) bool) Stats {
	if o.Raw {
		return raw(text, yield)
	}
	body = clamp(body, len(text))
	w := walker{b: builder{text: text, end: body.End, keepTatweel: o.KeepTatweel}, yield: yield}
	w.run(body.Start)
	return w.b.stats.flagged()
}

// Scan counts what the reading view of a text would hold.
func Scan(text string) Stats {
	var counted Stats
	b := builder{text: text, end: len(text), counting: true}
	for i := 0; i < len(text); {
		line, next, ok := count(text, i, len(text))
		if !ok {
			i = b.paragraph(i)
			continue
		}
		if i = next; line.words > 0 {
			counted.Words += line.words
			counted.Hidden += line.hidden
			counted.Paragraphs++
		}
	}
	return counted.Add(b.stats)
}

// Words counts the words of a source text as the reading view has them.
func Words(s string) int { return Scan(s).Words }

// At gives the paragraph that shows the source offset off, and the display
// offset in it; where off is hidden, the place of the next byte shown. After
// the last paragraph it is the end of that. It is (0, 0) for an empty view.
func (v *View) At(off int) (paragraph, display int) {
	lo, hi := 0, len(v.Paragraphs)
	for lo < hi { // the first paragraph that ends after off
		m := int(uint(lo+hi) / 2)
		if v.Paragraphs[m].Src.End <= off {
			lo = m + 1
		} else {
			hi = m
		}
	}
	switch {
	case lo < len(v.Paragraphs):
		return lo, v.Paragraphs[lo].Display(off)
	case lo > 0:
		return lo - 1, len(v.Paragraphs[lo-1].Text)
	default:
		return 0, 0
	}
}

func clamp(s span.Span, n int) span.Span {
	s.Start = min(max(s.Start, 0), n)
	s.End = min(max(s.End, s.Start), n)
	return s
}

// walker goes over a text paragraph by paragraph.
type walker struct {
	b     builder
	yield func(Paragraph) bool // nil: nobody wants the paragraphs
	lead  bool                 // something was hidden before the first paragraph
	// last is the paragraph made last. It is held back until the next one: a
	// line between them that is hidden as a whole leaves its trace on it.
	last Paragraph
	held bool
	done bool // yield wants no more
}

// run makes the paragraphs of the text from offset i on.
func (w *walker) run(i int) {
	b := &w.b
	for i < b.end && !w.done {
		line := scan(b.text, i, b.end)
		if line.plain {
			if !line.shown.Empty() && w.yield != nil {
				w.add(Paragraph{Text: line.shown.Of(b.text), Src: line.shown})
			}
			i = line.next
			continue
		}
		hidden := b.stats.Hidden
		i = b.paragraph(i)
		switch {
		case b.visible && w.yield != nil:
			w.add(b.result())
		case b.visible, b.stats.Hidden == hidden:
		case w.held:
			p := &w.last
			if n := len(p.Hidden); n == 0 || p.Hidden[n-1] != len(p.Text) {
				p.Hidden = append(p.Hidden, len(p.Text))
			}
		default:
			w.lead = true
		}
	}
	w.give()
}

// add takes in a paragraph. A line that is hidden as a whole leaves its trace
// at the end of the paragraph before it, or at the start of the first.
func (w *walker) add(p Paragraph) {
	w.give()
	if w.lead && (len(p.Hidden) == 0 || p.Hidden[0] != 0) {
		p.Hidden = append([]int{0}, p.Hidden...)
	}
	w.lead = false
	w.last, w.held = p, true
}

// give gives away the paragraph that is held back.
func (w *walker) give() {
	if w.held && !w.done {
		w.done = !w.yield(w.last)
	}
	w.held = false
}
