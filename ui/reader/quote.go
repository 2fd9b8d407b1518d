package reader

import (
	"qari/model/clean"
	"qari/model/document"
	"qari/ui/paint"
	"qari/ui/theme"
)

// selection is a quotation while it is being chosen. One of its ends moves.
type selection struct {
	document.Range
	cutter *document.Cutter
	first  bool // the end that moves is the first one
	words  int  // of it, -1 until they are counted
}

// Select begins a quotation: with the sentence of the current hit, else with the
// first one on the screen. It reports whether there is any.
func (m *Model) Select() bool {
	if m.doc == nil {
		return false
	}
	at := m.Place()
	if m.cur >= 0 && m.onScreen(m.active[m.cur]) {
		h := m.active[m.cur]
		at = document.Place{Block: h.Block, Offset: h.Start}
	}
	cutter := m.doc.Cutter()
	r, ok := cutter.Sentence(at)
	if ok {
		m.selection = &selection{Range: r, cutter: cutter, words: -1}
	}
	return ok
}

// Selecting reports whether a quotation is being chosen.
func (m *Model) Selecting() bool { return m.selection != nil }

// Unselect leaves the quotation.
func (m *Model) Unselect() { m.selection = nil }

// OtherEnd lets the other end of the quotation move.
func (m *Model) OtherEnd() {
	m.selection.first = !m.selection.first
	m.reveal()
}

// MoveEnd moves the end that moves by one unit, on for n = 1, back for n = -1. The
// quotation always holds something.
func (m *Model) MoveEnd(u document.Unit, n int) {
	s := m.selection
	s.words = -1
	if s.first {
		if p := s.cutter.Move(s.From, u, n, false); p.Before(s.To) {
			s.From = p
		}
	} else if p := s.cutter.Move(s.To, u, n, true); s.From.Before(p) {
		s.To = p
	}
	m.reveal()
}

// Quotation is the text that is chosen.
func (m *Model) Quotation() string { return m.doc.Quote(m.selection.Range) }

// QuotationWords is the number of its words.
func (m *Model) QuotationWords() int {
	if m.selection.words < 0 {
		m.selection.words = clean.Words(m.Quotation())
	}
	return m.selection.words
}

// reveal brings the end that moves on the screen.
func (m *Model) reveal() {
	at := m.selection.To
	if m.selection.first {
		at = m.selection.From
	}
	if m.doc.Blocks[at.Block].Title {
		m.First()
		return
	}
	row := m.locate(at)
	switch bottom := m.step(m.top, m.height-1); {
	case row.before(m.top):
		m.top = row
	case bottom.before(row):
		m.top = m.step(row, -(m.height - 1))
	default:
		return
	}
	m.moved()
}

// selected adds the look of the quotation between two offsets of a block.
func (m *Model) selected(marks []paint.Mark, block, start, end int) []paint.Mark {
	if m.selection == nil {
		return marks
	}
	s := m.selection.In(block, len(m.doc.Blocks[block].Text))
	s.Start, s.End = max(s.Start, start), min(s.End, end)
	if s.Empty() || s.Start >= s.End {
		return marks
	}
	return append(marks, paint.Mark{Span: s, Look: theme.Look{Selected: true}})
}
