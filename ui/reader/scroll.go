package reader

// Scroll moves the text by n rows, down for n above 0, and reports whether it
// moved.
func (m *Model) Scroll(n int) bool {
	was := m.top
	if m.doc == nil {
		return false
	}
	m.top = m.step(m.top, n)
	m.moved()
	return m.top != was
}

// Page moves the text by n pages; one row of the old page stays in sight.
func (m *Model) Page(n int) bool { return m.Scroll(n * max(1, m.height-1)) }

// Half moves the text by n halves of a page.
func (m *Model) Half(n int) bool { return m.Scroll(n * max(1, m.height/2)) }

// First goes to the beginning.
func (m *Model) First() {
	m.top = pos{}
	m.moved()
}

// Last goes to the end.
func (m *Model) Last() {
	if m.doc != nil {
		m.top = m.bottom()
		m.moved()
	}
}

// Block goes to the beginning of the next paragraph for n = 1, for n = -1 to
// that of this one or of the one before.
func (m *Model) Block(n int) {
	if m.doc == nil {
		return
	}
	switch {
	case n > 0 && m.top.unit == m.lastUnit():
		m.top = m.bottom()
	case n > 0:
		m.top = pos{unit: m.top.unit + 1}
	case m.top.row == 0:
		m.top = pos{unit: max(0, m.top.unit-1)}
	default:
		m.top.row = 0
	}
	m.moved()
}

// AtEnd reports whether the last row of the text is on the screen.
func (m *Model) AtEnd() bool {
	return m.doc == nil || !m.top.before(m.bottom())
}

// AtStart reports whether the first row of the text is on the screen.
func (m *Model) AtStart() bool {
	return m.top == pos{} || m.doc != nil && m.top == pos{unit: 1} && m.rows(0) == 0
}

// step is the row that lies n rows on, at most the last one and at least the
// first.
func (m *Model) step(p pos, n int) pos {
	for ; n > 0; n-- {
		if m.hasRow(p.unit, p.row+1) {
			p.row++
			continue
		}
		next := m.nextUnit(p.unit)
		if next < 0 {
			return p
		}
		p = pos{unit: next}
	}
	for ; n < 0; n++ {
		if p.row > 0 {
			p.row--
			continue
		}
		if p.unit == 0 || p.unit == 1 && m.rows(0) == 0 {
			return p
		}
		p = pos{p.unit - 1, m.rows(p.unit-1) - 1}
	}
	return p
}

// nextUnit is the unit after one, -1 when there is none.
func (m *Model) nextUnit(unit int) int {
	if unit >= m.lastUnit() {
		return -1
	}
	return unit + 1
}

// bottom is the last place that the top of the screen may have: with the last
// row of the text at the foot of the screen.
func (m *Model) bottom() pos {
	if m.end == nil {
		last := m.lastUnit()
		p := m.step(pos{last, max(0, m.rows(last)-1)}, -(max(1, m.height) - 1))
		m.end = &p
	}
	return *m.end
}

// clamp keeps the top within the text. It looks for the end only when that
// may be near, since finding it lays out the end of the text.
func (m *Model) clamp() {
	if m.doc == nil {
		return
	}
	if m.top.unit == 0 && m.lastUnit() > 0 && m.rows(0) == 0 {
		m.top = pos{unit: 1}
	}
	p := m.top
	for range m.height - 1 {
		if m.hasRow(p.unit, p.row+1) {
			p.row++
		} else if next := m.nextUnit(p.unit); next >= 0 {
			p = pos{unit: next}
		} else {
			if b := m.bottom(); b.before(m.top) {
				m.top = b
			}
			return
		}
	}
}
