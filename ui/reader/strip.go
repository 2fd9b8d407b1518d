package reader

import (
	"strconv"

	"qari/model/document"
	"qari/ui/paint"
	"qari/ui/theme"
)

// The cells of the strip: on the screen, not on the screen, a find.
const (
	stripHere  = "┃"
	stripThere = "│"
	stripFind  = "•"
)

// strip draws the whole article as one column: what is on the screen, the
// rest, and the group with most hits in each part. It is drawn when there are
// hits or more than one screen.
func (m *Model) strip() []paint.Field {
	out := make([]paint.Field, m.height)
	for i := range out {
		out[i] = paint.Blank(stripCells)
	}
	if m.doc == nil || m.height == 0 {
		return out
	}
	// The part on the screen has the text's own colour: it is told apart at a
	// glance, and costs a slow line fewer bytes for each row scrolled.
	here, there := m.painter.Item(stripHere, theme.Look{}), m.painter.Item(stripThere, theme.Look{Token: theme.Rule})
	if m.AtStart() && m.AtEnd() {
		if len(m.active) > 0 {
			m.stripBeside(out, here)
		}
		return out
	}
	from, to := m.doc.Fraction(m.place(m.top)), m.Progress()
	first, last := cellRange(from, to, m.height)
	for i := range out {
		out[i] = there
		if i >= first && i < last {
			out[i] = here
		}
	}
	m.stripHits(out, first, last)
	return out
}

// stripBeside draws the strip of an article that fits on the screen: each
// row's hits stand beside it.
func (m *Model) stripBeside(out []paint.Field, here paint.Field) {
	p := m.top
	for i := range out {
		out[i] = here
		block, para := 0, m.paragraph(p.unit)
		if p.unit > 0 {
			block = m.block(p.unit)
		}
		if line := para.Line(p.row); line != nil && (p.unit > 0 || p.row < m.titleLines()) {
			from, to := hitsIn(m.active, block, line.Start, line.End)
			groups := make(map[int]int)
			for _, h := range m.active[from:to] {
				groups[h.Group]++
			}
			if len(groups) > 0 && (m.finding || m.searching || m.set.Highlights) {
				out[i] = m.stripHit(groups, true)
			}
		}
		next := m.step(p, 1)
		if next == p {
			return
		}
		p = next
	}
}

// cellRange gives the rows of a strip that a stretch of the text covers, at
// least one.
func cellRange(from, to float64, height int) (first, last int) {
	first = min(int(from*float64(height)+0.5), height-1)
	last = max(int(to*float64(height)+0.5), first+1)
	return first, last
}

func (m *Model) stripHits(out []paint.Field, first, last int) {
	if !m.finding && !m.searching && !m.set.Highlights {
		return
	}
	counts := make(map[int]map[int]int)
	for _, h := range m.active {
		row := min(int(m.doc.Fraction(document.Place{Block: h.Block, Offset: h.Start})*float64(m.height)), m.height-1)
		if counts[row] == nil {
			counts[row] = make(map[int]int)
		}
		counts[row][h.Group]++
	}
	for row, groups := range counts {
		out[row] = m.stripHit(groups, row >= first && row < last)
	}
}

// stripHit is a cell of the strip that has hits: the digit of the group with
// most of them, bold on the part that is on the screen.
func (m *Model) stripHit(groups map[int]int, onScreen bool) paint.Field {
	look := theme.Look{Strong: onScreen}
	if m.finding || m.searching {
		return m.painter.Item(stripFind, look)
	}
	most := -1
	for g, n := range groups {
		if most < 0 || n > groups[most] || n == groups[most] && g < most {
			most = g
		}
	}
	look.Token, look.Label = m.token(most), true
	return m.painter.Item(strconv.Itoa(most%9+1), look)
}
