package ui

import (
	"strings"
	"time"

	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/listing"
	"qari/model/span"
	"qari/ui/keymap"
	"qari/ui/locale"
	"qari/ui/paint"
	"qari/ui/theme"
)

// items collects the items of a line.
type items struct {
	p    *paint.Painter
	list []paint.Field
}

func (it *items) add(text string, look theme.Look) {
	if text != "" {
		it.list = append(it.list, it.p.Item(text, look))
	}
}

// say adds words of the interface.
func (it *items) say(text string, look theme.Look) {
	if text != "" {
		it.list = append(it.list, it.p.Say(text, look))
	}
}

// pair adds a label and what it names, as one item: the label soft, the name
// in its look.
func (it *items) pair(label, name string, look theme.Look) {
	name = clean.Line(name)
	f := it.p.Say(label+" "+name, soft())
	if at := strings.LastIndex(f.Text, name); at >= 0 {
		f.Marks = []paint.Mark{{Span: span.Span{Start: at, End: at + len(name)}, Look: look}}
	}
	f.Cuts = true
	it.list = append(it.list, f)
}

// title adds an article's title, which is cut where there is no room.
func (it *items) title(text string) {
	if text != "" {
		f := it.p.Item(text, theme.Look{})
		f.Cuts = true
		it.list = append(it.list, f)
	}
}

func (m *Model) items() items { return items{p: m.painter} }

// firstLine says what is looked at.
func (m *Model) firstLine(dst []byte) []byte {
	start, end := m.items(), m.items()
	switch {
	case m.page != nil && m.page.head != nil:
		m.page.head(m, &start, &end)
		m.pageFilterItem(&start)
	case m.page != nil:
		start.say(m.loc.Text(m.page.title), theme.Look{Strong: true})
		m.pageFilterItem(&start)
	case m.raw && m.focus == inReader && m.reader.Doc() != nil:
		m.rawItems(&start)
	case m.focus == inReader && !m.screen.beside && !m.screen.stacked:
		start.add(m.o.Name, soft())
		m.titleItem(&start)
		end.say(m.position(m.loc.Of), soft())
	default:
		m.scopeItems(&start)
		if m.screen.beside {
			m.placeItems(&end)
			end.list = append(end.list, paint.Reversed(m.reader.MetaItems(false))...)
		} else {
			end.say(m.loc.Text(m.sortName()), soft())
			end.say(m.levelName(), soft())
		}
	}
	return m.painter.Bar(dst, m.width, m.rtl(), start.list, end.list)
}

// position says which of the list's articles is being read, nothing if it is none
// of them.
func (m *Model) position(say func(n, total int) string) string {
	if !m.alike(m.list.Article(), m.opened) {
		return ""
	}
	return say(m.list.Row()+1, m.list.Len())
}

// pageFilterItem names what narrows a page, unless it is being typed.
func (m *Model) pageFilterItem(it *items) {
	if p := m.page; p.narrow && p.query != "" && m.input == nil {
		it.pair(m.loc.Text(locale.FilterLabel), p.query, theme.Look{Strong: true})
	}
}

// titleItem is the title once it has scrolled away; a derived one, which does
// not stand above the text, is there from the beginning, soft.
func (m *Model) titleItem(it *items) {
	d := m.reader.Doc()
	switch {
	case d == nil:
	case d.Article.TitleRule == corpus.TitleDerived:
		it.add(d.Article.Title, soft())
	case m.reader.TitleGone():
		it.add(d.Article.Title, theme.Look{Strong: true})
	}
}

// rawItems name the file, the encoding, the size and the ID of an article.
func (m *Model) rawItems(it *items) {
	a := m.reader.Doc().Article
	it.say(m.loc.Text(locale.RawText), theme.Look{Strong: true})
	it.list = append(it.list, m.painter.Path(a.From().Path, soft()))
	it.add(a.From().Encoding, soft())
	it.say(m.loc.Bytes(int64(len(a.Text))), soft())
	it.say(m.loc.ID(clean.Line(string(a.ID))), soft())
}

// scopeItems are the corpus and what narrows it, each with its count.
func (m *Model) scopeItems(it *items) {
	total := len(m.corpus.Articles)
	if len(m.narrowed) < 2 || m.wide() { // the chain and its count are worth more
		it.add(m.o.Name, soft())
	}
	if m.request.HideRead {
		it.say(m.loc.Text(locale.UnreadOnly), soft())
	}
	if !m.request.Watched {
		m.groupItem(it)
	}
	m.chainItems(it, total)
	if n := m.repeats + m.load.duplicates; n > 0 {
		it.say(m.loc.Duplicates(n), soft())
	}
}

// groupItem names the one watched group that is asked for.
func (m *Model) groupItem(it *items) {
	if g := m.request.Group; g >= 0 {
		it.pair(m.loc.Group(g+1), m.groups[g].Name, theme.Look{Token: m.groups[g].Token, Label: true})
	}
}

// chainItems are what narrowed the list, in its order, and how many articles are left
// of those before the last step.
func (m *Model) chainItems(it *items, total int) {
	steps := len(m.steps())
	if steps == 0 {
		it.say(m.loc.NewOf(m.unread(), total), soft())
		return
	}
	if steps > 1 { // else the last item names it
		it.say(m.loc.Number(total), soft())
	}
	m.narrowItems(it, false)
	it.say(m.loc.Of(m.matching, m.before), soft())
}

// narrowItems are what narrowed the list, in its order; the search is left out where
// it is named otherwise.
func (m *Model) narrowItems(it *items, named bool) {
	only := m.request.Only
	for _, by := range m.narrowed {
		switch {
		case by == byFilter:
			it.pair(m.loc.Text(locale.FilterLabel), m.request.Query, theme.Look{Strong: true})
		case by == bySearch && m.search.query != nil:
			if !named {
				it.pair(m.loc.Text(locale.SearchLabel), m.search.text, theme.Look{Strong: true})
			}
			for _, form := range m.search.without {
				it.pair(m.loc.Text(locale.WithoutLabel), form.Written, theme.Look{Strong: true})
			}
		case by == byGroup && m.request.Watched:
			m.groupItem(it)
		case by == byOnly:
			m.onlyItem(it, only[0])
			only = only[1:]
		}
	}
}

// onlyItem names the source or the month to which the list is narrowed.
func (m *Model) onlyItem(it *items, o listing.Only) {
	label, name := locale.ColumnSource, o.Value
	if o.Month {
		label = locale.ColumnDate
	}
	if name == "" {
		name = m.loc.Text(locale.ContentsUnknown)
	}
	it.pair(m.loc.Text(label), name, theme.Look{Strong: true})
}

// levelName names the level at which the words of the search are compared: that of
// bare words, or a stricter one when all ask for it; "" when it has no words.
func (m *Model) levelName() string {
	if m.search.query == nil {
		return ""
	}
	level, ok := m.search.query.Level()
	if !ok {
		return ""
	}
	return m.loc.LevelName(int(level))
}

// sortName names the order of the list. What a search finds without scores stands
// with the newest first.
func (m *Model) sortName() locale.ID {
	names := map[listing.Sort][2]locale.ID{
		listing.ByDate:   {locale.SortNewest, locale.SortOldest},
		listing.ByTitle:  {locale.SortTitleUp, locale.SortTitleDown},
		listing.BySource: {locale.SortSourceUp, locale.SortSourceDown},
		listing.ByWords:  {locale.SortLongest, locale.SortShortest},
		listing.ByHits:   {locale.SortMostHits, locale.SortFewestHits},
		listing.ByScore:  {locale.SortBest, locale.SortBest},
	}
	by := m.request.Sort
	if q := m.search.query; by == listing.ByScore && m.request.Query == "" && q != nil && !q.Scored() {
		by = listing.ByDate
	}
	if m.request.Reversed {
		return names[by][1]
	}
	return names[by][0]
}

// ruleLine stands between the list and the preview below it.
func (m *Model) ruleLine(dst []byte) []byte {
	end := m.items()
	m.placeItems(&end)
	return m.painter.Ruled(dst, m.width, m.rtl(), m.reader.MetaItems(false), end.list)
}

// placeItems are the current hit and how far one is, nearest to the edge
// first.
func (m *Model) placeItems(it *items) {
	if i, _ := m.reader.Current(); i >= 0 {
		it.say(m.loc.HitOf(i+1, m.reader.Hits()), soft())
	} else if n := m.reader.Hits(); n > 0 {
		it.say(m.loc.Hits(n), soft())
	}
	if m.reader.Doc() != nil {
		it.say(m.loc.Percent(int(m.reader.Progress()*100)), soft())
	}
}

// lastLine says how far one is and what happened; it is the input while
// something is typed.
func (m *Model) lastLine(dst []byte) []byte {
	start, end := m.items(), m.items()
	switch {
	case m.question != nil:
		start.say(m.question.text, theme.Look{Strong: true})
	case m.pending != "":
		m.followItems(&start)
	case m.input != nil:
		return m.inputLine(dst)
	case m.page != nil:
		start.say(m.message, m.messageLook())
		m.noteItems(&end)
		end.say(m.loc.Text(locale.HintClose), soft())
		m.page.progress(m, &start, &end)
	default:
		start.say(m.message, m.messageLook())
		m.loadItems(&start)
		if m.focus == inReader {
			m.readingItems(&start, &end)
		} else {
			m.listItems(&start, &end)
		}
	}
	return m.painter.Bar(dst, m.width, m.rtl(), start.list, end.list)
}

func (m *Model) messageLook() theme.Look {
	if m.alarm {
		return theme.Look{Token: theme.Alarm}
	}
	return theme.Look{}
}

// followItems are the keys that may follow a waiting prefix. When room is
// short the last ones stand without their words rather than not at all.
func (m *Model) followItems(it *items) {
	follow := m.keys.Follow(m.pending, m.context())
	words, all := make([]string, len(follow)), ""
	for i, b := range follow {
		words[i], _, _ = strings.Cut(m.loc.Text(b.Help), ",")
		words[i], _, _ = strings.Cut(words[i], "،")
		if all = commonWords(all, words[i]); i == 0 && len(follow) > 1 {
			all = words[i]
		}
	}
	for named := len(follow); named >= 0; named-- {
		it.list = it.list[:0]
		it.say(keymap.Show(string(m.pending))+"…", theme.Look{Strong: true})
		for i, b := range follow {
			key, _ := b.Next(m.pending)
			if i < named {
				key += " " + words[i][len(all):]
			}
			it.say(key, soft())
		}
		width := 3 * (len(it.list) - 1)
		for i := range it.list {
			width += it.list[i].Width
		}
		if width <= m.width {
			return
		}
	}
}

// commonWords are the words with which two texts begin, with the blank after them;
// not all of either.
func commonWords(a, b string) string {
	n := 0
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			break
		}
		if a[i] == ' ' {
			n = i + 1
		}
	}
	return a[:n]
}

// loadItems tell how the loading goes while it lasts.
func (m *Model) loadItems(it *items) {
	l := &m.load
	if l.done || l.stopped {
		return
	}
	if l.total > 0 && l.rate > 0 && m.loadingLong() {
		it.say(m.loc.LoadRate(l.rate, time.Duration(float64(l.total-l.read)/float64(l.rate)*float64(time.Second))), soft())
		return
	}
	it.say(m.loc.Text(locale.Loading), soft())
}

// loadingLong reports whether the loading has gone on for more than a second.
func (m *Model) loadingLong() bool { return time.Since(m.load.start) > time.Second }

func (m *Model) listItems(start, end *items) {
	if n := m.list.Len(); n > 0 {
		start.say(m.loc.ArticleOf(m.list.Row()+1, n), soft())
	}
	chained := len(m.steps()) > 0
	if !m.screen.first && chained {
		m.chainItems(start, len(m.corpus.Articles))
	}
	m.searchItems(start)
	m.arrivalItems(start)
	if !m.screen.first && !chained {
		start.say(m.loc.NewOf(m.unread(), len(m.corpus.Articles)), soft())
	}
	if n := len(m.problems); n > 0 {
		start.say(m.loc.Errors(n), theme.Look{Token: theme.Alarm})
	}
	m.noteItems(end)
	switch {
	case !m.load.done && !m.load.stopped && m.load.began && m.loadingLong():
		end.say(m.loc.Text(locale.HintStops), soft())
	default:
		end.say(m.loc.Text(locale.HintHelp), soft())
	}
	if m.search.query != nil && m.list.Len() > 0 {
		end.say(m.loc.WhatsIn(m.matching), soft())
	}
	if m.mode == bothPanes {
		end.say(m.loc.Text(locale.HintRead), soft())
		end.say(m.loc.Text(locale.HintLayout), soft())
	}
}

// searchItems tell how many articles hold the same word, and how much can be
// searched yet.
func (m *Model) searchItems(it *items) {
	if m.search.query == nil {
		return
	}
	if l := m.list.Listing(); !l.Partial && l.Sure+l.Likely > 0 {
		it.say(m.loc.Likeness(l.Sure, l.Likely), soft())
	}
	m.indexItem(it)
}

func (m *Model) indexItem(it *items) {
	if percent, missing := m.unindexed(); missing {
		it.say(m.loc.Indexed(percent, m.load.total), soft())
	}
}

// arrivalItems tell what waits to be taken in.
func (m *Model) arrivalItems(it *items) {
	if n := m.waiting(); n > 0 {
		it.say(m.loc.Arrived(n), theme.Look{})
	}
}

// noteItems tell where a copy was kept, and of the plain page.
func (m *Model) noteItems(end *items) {
	end.add(m.note, soft())
	if m.plainHint {
		end.say(m.loc.Text(locale.HintPlainPage), soft())
	}
}

func (m *Model) readingItems(start, end *items) {
	if m.reader.Selecting() {
		start.say(m.loc.Quotation(m.reader.QuotationWords()), theme.Look{Strong: true})
	}
	if m.reader.Doc() != nil {
		start.say(m.loc.Percent(int(m.reader.Progress()*100)), theme.Look{}) // plain: it changes with every row scrolled
	}
	if !m.screen.first {
		end.say(m.position(m.loc.Slash), soft())
	}
	if i, group := m.reader.Current(); i >= 0 {
		hit := m.loc.HitOf(i+1, m.reader.Hits())
		likeness := locale.LikelyWord
		if m.reader.Sure() {
			likeness = locale.SameWord
		}
		switch {
		case m.reader.Finding():
			start.say(hit, soft())
			start.pair(m.loc.Text(locale.FindLabel), m.found, theme.Look{Strong: true})
		case m.reader.Searching():
			start.say(hit+m.comma()+m.loc.Text(likeness), soft())
			start.say(m.position(m.loc.ArticleOf), soft())
			start.pair(m.loc.Text(locale.SearchLabel), m.search.text, theme.Look{Strong: true})
		case group < len(m.groups): // not of lists that have just changed
			start.say(hit+m.comma()+m.loc.Text(likeness), soft())
			start.pair(m.loc.Group(group+1), m.groups[group].Name, theme.Look{Token: m.groups[group].Token, Label: true})
		}
	} else if n := m.reader.Hits(); n > 0 {
		start.say(m.loc.Hits(n), soft())
	}
	m.arrivalItems(start)
	m.noteItems(end)
	end.say(m.loc.Text(locale.HintHelp), soft())
	d := m.reader.Doc()
	if d == nil {
		return
	}
	if d.Hidden > 0 {
		end.say(m.loc.Hidden(d.Hidden), soft())
	}
	flags := d.Article.Flags | d.Counts.Flags
	if flags&corpus.Deceiving != 0 {
		end.say(m.loc.Text(locale.Deceiving), theme.Look{Token: theme.Alarm})
	}
	if flags&corpus.MixedScripts != 0 {
		end.say(m.loc.Text(locale.MixedScripts), theme.Look{Token: theme.Alarm})
	}
	if d.Controls > 0 {
		end.say(m.loc.Controls(d.Controls), theme.Look{Token: theme.Alarm})
	}
}

func (m *Model) comma() string {
	if m.loc.RTL() {
		return "، "
	}
	return ", "
}

// inputLine draws what is typed, with its count beside it.
func (m *Model) inputLine(dst []byte) []byte {
	field := m.inputField()
	sign := "/"
	switch m.input.kind {
	case typeSearch:
		sign = "s"
	case typeWord:
		sign = "a"
	}
	prompt := m.painter.Item(sign, theme.Look{Strong: true})
	end := m.items()
	m.inputItems(&end)
	prompt.Width = 1
	field.Tight = true
	m.cutFault(end.list, m.width-prompt.Width-field.Width-3)
	return m.painter.Bar(dst, m.width, m.rtl(), []paint.Field{prompt, field}, end.list)
}

func (m *Model) inputItems(end *items) {
	other, meant := m.otherReading()
	switch {
	case m.input.kind == typeSearch && m.search.fault != nil && (m.search.told || !meant):
		look := soft()
		if m.search.told {
			look.Token = theme.Alarm
		}
		end.say(m.loc.QueryFault(int(m.search.fault.Reason), m.search.fault.Rune+1), look)
	case m.input.kind == typeSearch && m.search.ignored != "":
		look := soft()
		if m.search.told {
			look.Token = theme.Alarm
		}
		end.say(m.loc.Ignored(clean.Line(m.search.ignored)), look)
	case m.nothingFound():
		if m.input.kind == typeFilter {
			end.say(m.loc.TitlesOf(0, len(m.corpus.Articles)), theme.Look{Token: theme.Alarm})
			end.say(m.loc.Text(locale.HintEnterTexts), soft())
		} else {
			end.say(m.loc.Text(locale.NothingFound), theme.Look{Token: theme.Alarm})
		}
		if meant {
			end.say(m.loc.OtherReading(clean.Line(other)), soft())
		}
	case m.input.kind == typeFilter:
		end.say(m.loc.Text(locale.HintEscDrops), soft())
		end.say(m.loc.Of(m.matching, m.before), soft())
	case m.input.kind == typeSearch:
		end.say(m.loc.Text(locale.HintEscDrops), soft())
		m.indexItem(end)
		if m.search.query != nil {
			end.say(m.loc.Of(m.matching, m.before), soft())
		}
	case m.input.kind == typePage:
		end.say(m.loc.Text(locale.HintEscDrops), soft())
		if p := m.page; p.narrow && p.query != "" {
			end.say(m.loc.Of(len(p.shown), p.count()), soft())
		}
	case m.input.kind == typeWord:
		end.say(m.loc.Text(locale.HintEscDrops), soft())
	default:
		end.say(m.loc.Text(locale.HintEscDrops), soft())
		if i, _ := m.reader.Current(); i >= 0 {
			end.say(m.loc.HitOf(i+1, m.reader.Hits()), soft())
		}
	}
}

// cutFault shortens what is wrong with a query to the room that is left, in cells:
// its beginning, which says where, is worth more than nothing.
func (m *Model) cutFault(end []paint.Field, room int) {
	if m.search.fault == nil || m.input.kind != typeSearch || len(end) == 0 || end[0].Width <= room || room < 8 {
		return
	}
	end[0] = m.painter.Cut(end[0].Text, room, end[0].Look)
}

// inputField lays out what is typed, in half of the line at most, and in a third
// beside a mistake.
func (m *Model) inputField() paint.Field {
	room := m.width / 2
	if m.input.kind == typeSearch && m.search.fault != nil && m.search.told {
		room = m.width / 3
	}
	line, text, column := m.input.line.Window(max(8, room), m.painter.LayoutOptions())
	caret := 0
	for ; caret < len(line.Cells) && column > 0; caret++ {
		column -= int(line.Cells[caret].Width)
	}
	return paint.Field{Text: text, Line: &line, Width: line.Width, Align: paint.Left, Caret: caret + 1}
}
