// Package reader is the reading pane: one article, laid out at a comfortable
// measure, with its hits, a margin that names their groups and a strip that
// shows where they lie.
//
// A place on the screen is a unit and a row of it. Unit 0 is the header; each
// further unit is one block of the document and the blank row after it. Only
// units that come on the screen are laid out; there is no count of all rows,
// so an article of a megabyte opens like any other. How far one is, the strip
// and the percentage, is measured in bytes of the text.
package reader

import (
	"qari/model/document"
	"qari/model/layout"
	"qari/ui/locale"
	"qari/ui/paint"
)

// Settings are what the user may change about the pane.
type Settings struct {
	Measure    int  // cells of text at most; 0 means all that there are
	HideMarks  bool // vowel marks
	Highlights bool // watched words are lit
	Isolate    bool // technical tokens are isolates
	Justify    bool // lines are filled with kashida and blanks
	Header     bool // title, source, date and length stand above the text
	RTL        bool // the interface begins at the right
	Group      int  // only this watched group, from 0; -1 all
}

// Cells around the text: the strip and the blanks beside it at the far edge,
// the margin with its marks at the near one.
const (
	stripCells  = 1
	stripGap    = 2
	marginCells = 3
	// DefaultMeasure is the width of the text in cells unless it is set.
	DefaultMeasure = 80
)

// From this height on paragraphs are set apart by a blank row; below it by an
// indent of indentCells.
const (
	spacedRows  = 20
	indentCells = 2
)

// contextRows stand above a hit that one jumps to.
const contextRows = 3

// cachedUnits is how many laid-out units are kept.
const cachedUnits = 512

// Model is the reading pane. Its zero value shows nothing; use New.
type Model struct {
	painter *paint.Painter
	loc     *locale.Strings
	set     Settings

	width, height int
	spaced        bool // the screen is high enough for blank rows
	doc           *document.Document
	groups        []Group
	units         map[int]*layout.Paragraph
	lay           layout.Layouter
	top           pos
	anchor        document.Place // what the user put at the top; a resize goes back to it
	end           *pos           // the last place that top may have; nil when unknown

	searched  []document.Hit // hits of the search
	searching bool
	finds     []document.Hit
	finding   bool
	cur       int        // index of the current hit, -1 for none
	selection *selection // a quotation that is being chosen, nil for none
	active    []document.Hit
}

// pos is a row of a unit.
type pos struct{ unit, row int }

func (p pos) before(q pos) bool { return p.unit < q.unit || p.unit == q.unit && p.row < q.row }

// New makes an empty pane.
func New(p *paint.Painter, loc *locale.Strings, s Settings) Model {
	return Model{painter: p, loc: loc, set: s, cur: -1}
}

// Settings tells how the pane is set.
func (m *Model) Settings() Settings { return m.set }

// Set changes the settings; the place in the text is kept.
func (m *Model) Set(s Settings) {
	if s == m.set {
		return
	}
	m.keepPlace(func() { m.set = s })
}

// SetSize sets the pane's cells and rows; spaced says whether paragraphs are
// set apart by blank rows. The place in the text is kept.
func (m *Model) SetSize(width, height int, spaced bool) {
	if m.width == width && m.height == height && m.spaced == spaced {
		return
	}
	m.keepPlace(func() { m.width, m.height, m.spaced = width, height, spaced })
}

// Relayout lays everything out anew, for another terminal profile.
func (m *Model) Relayout() { m.keepPlace(func() {}) }

// keepPlace makes a change after which the lines are others, and goes back to
// the text that stood at the top.
func (m *Model) keepPlace(change func()) {
	if m.doc == nil {
		change()
		return
	}
	change()
	m.forget()
	m.top = m.locate(m.anchor)
	m.clamp()
}

func (m *Model) forget() {
	m.units, m.end = make(map[int]*layout.Paragraph), nil
}

// Doc is the document shown, nil for none.
func (m *Model) Doc() *document.Document { return m.doc }

// Show shows a document from its beginning, with the hits of the search that is
// on, if one is.
func (m *Model) Show(d *document.Document, searched []document.Hit, searching bool) {
	m.doc, m.finds, m.finding = d, nil, false
	m.searched, m.searching, m.selection = searched, searching, nil
	m.forget()
	m.First()
	m.activate()
}

// Clear shows nothing.
func (m *Model) Clear() { m.Show(nil, nil, false) }

// Swap shows another view of the same article, raw or not, at the same place
// of its source text.
func (m *Model) Swap(d *document.Document, searched []document.Hit, searching bool) {
	top, hit := m.Source(), -1
	if m.cur >= 0 {
		h := m.active[m.cur]
		hit = m.doc.Source(document.Place{Block: h.Block, Offset: h.Start})
	}
	m.Show(d, searched, searching)
	m.GoTo(d.Place(top))
	for i, h := range m.active {
		if hit >= 0 && d.Source(document.Place{Block: h.Block, Offset: h.Start}) == hit {
			m.cur = i
		}
	}
}

// Source is the byte of the source text that stands at the top of the screen,
// -1 for the beginning.
func (m *Model) Source() int {
	if m.doc == nil || m.anchor == (document.Place{}) {
		return -1
	}
	return m.doc.Source(m.anchor)
}

// Place is the place in the document of the first row on the screen.
func (m *Model) Place() document.Place { return m.place(m.top) }

// GoTo puts a place at the top of the screen, as far as the text goes on
// below it.
func (m *Model) GoTo(at document.Place) {
	m.top = m.locate(at)
	m.moved()
}

// moved settles a new place at the top of the screen.
func (m *Model) moved() {
	m.clamp()
	m.anchor = m.Place()
	if m.AtStart() {
		m.anchor = document.Place{}
	}
}

// textWidth is the number of cells of the text.
func (m *Model) textWidth() int {
	w := max(1, m.width-stripCells-stripGap-m.margin())
	if m.doc != nil && m.doc.Raw || m.set.Measure <= 0 {
		return w
	}
	return min(w, m.set.Measure)
}

// margin is the width of the margin; in the raw view it holds line numbers.
func (m *Model) margin() int {
	if m.doc == nil || !m.doc.Raw {
		return marginCells
	}
	return max(marginCells, len(m.loc.Number(len(m.doc.Blocks)))+2)
}

// firstBody is the index of the first block that is not the title.
func (m *Model) firstBody() int {
	if m.doc != nil && len(m.doc.Blocks) > 0 && m.doc.Blocks[0].Title {
		return 1
	}
	return 0
}

// lastUnit is the index of the last unit.
func (m *Model) lastUnit() int { return len(m.doc.Blocks) - m.firstBody() }

func (m *Model) block(unit int) int { return unit - 1 + m.firstBody() }

// paragraph gives the lines of a unit. Unit 0 holds those of the title.
func (m *Model) paragraph(unit int) *layout.Paragraph {
	if p, ok := m.units[unit]; ok {
		return p
	}
	if len(m.units) >= cachedUnits {
		clear(m.units)
	}
	o := m.painter.Options(layout.Options{
		Width: m.textWidth(), HideMarks: m.set.HideMarks, Isolate: m.set.Isolate && !m.doc.Raw,
		Justify: m.set.Justify && !m.doc.Raw && unit > 0,
	})
	text := ""
	if unit == 0 {
		if m.firstBody() > 0 {
			text = m.doc.Blocks[0].Text
		}
	} else {
		b := &m.doc.Blocks[m.block(unit)]
		text, o.Breaks, o.BreakIndent = b.Text, b.Breaks, indentCells
		if !m.spaced && !m.doc.Raw {
			o.Indent = indentCells
		}
	}
	p := m.lay.Paragraph(text, o)
	m.units[unit] = p
	return p
}

// headerRows is the number of rows of unit 0: the title, at most titleRows of
// it, the line below it, and a blank row.
func (m *Model) headerRows() int {
	if !m.set.Header {
		return 0
	}
	return m.titleLines() + 2
}

const titleRows = 3

func (m *Model) titleLines() int {
	if m.firstBody() == 0 {
		return 0
	}
	return min(titleRows, m.paragraph(0).Len())
}

// rows is the number of rows of a unit, with the blank one after it.
func (m *Model) rows(unit int) int {
	if unit == 0 {
		return m.headerRows()
	}
	n := m.paragraph(unit).Len()
	if m.spaced && !m.doc.Raw && unit < m.lastUnit() {
		n++
	}
	return n
}

// hasRow reports whether a unit has the row, without breaking more lines of
// it than needed.
func (m *Model) hasRow(unit, row int) bool {
	if unit > 0 && m.paragraph(unit).Has(row) {
		return true
	}
	return row < m.rows(unit)
}

// place is the place in the document that stands at a row.
func (m *Model) place(p pos) document.Place {
	if m.doc == nil || p.unit == 0 {
		return document.Place{}
	}
	para := m.paragraph(p.unit)
	at := document.Place{Block: m.block(p.unit)}
	if para.Line(p.row) != nil {
		at.Offset = para.Line(p.row).Start
	} else {
		at.Offset = len(para.Text)
	}
	return at
}

// locate is the row at which a place of the document stands.
func (m *Model) locate(at document.Place) pos {
	if m.doc == nil || len(m.doc.Blocks) == 0 || at == (document.Place{}) {
		return pos{}
	}
	unit := at.Block - m.firstBody() + 1
	if unit <= 0 {
		return pos{}
	}
	unit = min(unit, m.lastUnit())
	return pos{unit, m.paragraph(unit).LineAt(at.Offset)}
}
