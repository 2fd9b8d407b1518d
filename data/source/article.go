package source

import (
	"net/url"
	"path/filepath"
	"strings"

	"qari/data/source/record"
	"qari/model/arabic"
	"qari/model/bidi"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/corpus/date"
	"qari/model/span"
)

// maker makes one article of a record: title, source, date and body by the
// rules of ARABIC.md 2 and 8, and what is counted once and for all.
type maker struct {
	in       *input
	record   *record.Record
	encoding string
	whole    bool // the file is this one record
	// uncounted is set where nobody asks for what count finds.
	uncounted bool
}

// article gives the article, or nil and the reason why there is none.
func (m *maker) article() (*corpus.Article, string) {
	r := m.record
	if r.Title == "" && strings.TrimSpace(r.Text) == "" {
		return nil, errBlank.Error()
	}
	a := &corpus.Article{
		Text: r.Text, Body: span.Span{End: len(r.Text)}, Bytes: len(r.Text),
		Author: clean.Line(r.Author), URL: clean.Name(strings.TrimSpace(r.URL)), Lang: clean.Line(r.Lang),
		Path: m.in.path, Line: r.Line, Encoding: m.encoding, Extra: r.Extra,
		Source: clean.Line(r.Source),
	}
	for _, tag := range r.Tags {
		if tag = clean.Line(tag); tag != "" {
			a.Tags = append(a.Tags, tag)
		}
	}
	a.ID = corpus.ID(clean.Name(strings.TrimSpace(r.ID)))
	if a.ID == "" {
		a.ID = corpus.ContentID(r.Title, r.Text)
	}
	h := m.title(a)
	m.source(a, h)
	m.date(a, h)
	if !m.uncounted {
		m.count(a)
	}
	return a, ""
}

// title finds the title and the body (ARABIC.md 2.1).
func (m *maker) title(a *corpus.Article) header {
	var h header
	if m.record.Plain {
		h = readHeader(a.Text)
	}
	if t := clean.Line(m.record.Title); t != "" {
		a.Title, a.TitleRule = t, corpus.TitleField
		if t != m.record.Title {
			a.Extra = append(a.Extra, corpus.Field{Name: "title", Value: m.record.Title})
		}
		a.Body.Start = afterTitle(a.Text, t, m.record.Summary)
		return h
	}
	if at := m.record.Heading; !at.Empty() {
		h = header{body: after(a.Text, at.End), title: at}
	}
	a.Body.Start = h.body
	if !h.title.Empty() {
		a.Title, a.TitleRule = clean.Line(h.title.Of(a.Text)), corpus.TitleLine
	}
	if a.Title == "" {
		a.Title, a.TitleRule = firstSentence(a.Body.Of(a.Text)), corpus.TitleDerived
	}
	if a.Title == "" {
		a.Title, a.TitleRule = clean.Name(stem(m.in.name())), corpus.TitleFile
	}
	return h
}

// source finds the source (ARABIC.md 2.2).
func (m *maker) source(a *corpus.Article, h header) {
	if a.Source == "" {
		a.Source = clean.Line(h.source.Of(a.Text))
	}
	if a.Source == "" {
		a.Source = host(m.record.URL)
	}
	if a.Source == "" {
		a.Source = clean.Name(m.in.folder())
	}
}

// host is that of an address, without www.
func host(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() == "" {
		return ""
	}
	return clean.Name(strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."))
}

// date finds the date (ARABIC.md 8): the field, else the address or file name,
// else a line above or below the text.
func (m *maker) date(a *corpus.Article, h header) {
	var ok bool
	if a.Date, ok = date.Parse(m.record.Date); ok {
		return
	}
	if a.Date, ok = date.InPath(m.record.URL); ok {
		return
	}
	if m.whole {
		if a.Date, ok = date.InPath(m.fileName()); ok {
			return
		}
	}
	if !h.date.IsZero() {
		a.Date = h.date
		return
	}
	a.Date = dateLine(a.Body.Of(a.Text))
}

// fileName is what of the path may hold a date: the part below the folder that
// was given, or the name.
func (m *maker) fileName() string {
	if m.in.below != "" {
		return m.in.below
	}
	return filepath.Base(m.in.path)
}

// count fills in what is computed once.
func (m *maker) count(a *corpus.Article) {
	body := a.Body.Of(a.Text)
	stats := clean.Scan(body)
	a.Paragraphs = stats.Paragraphs
	if a.TitleRule == corpus.TitleField {
		stats = stats.Add(clean.Scan(m.record.Title))
	}
	head := clean.Scan(a.Text[:a.Body.Start])
	if !m.record.Plain { // it repeats the title
		head.Words = 0
	}
	stats = stats.Add(head)
	a.Words, a.Flags, a.Controls = stats.Words, stats.Flags, stats.Controls
	for _, s := range []string{m.record.URL, m.record.ID, m.record.Source, m.in.name()} {
		if clean.Bidi(s) {
			a.Flags |= corpus.Deceiving
		}
	}
	a.Digest = digest(body)
	if words := clean.Words(body); words < shortBody && a.Digest != 0 {
		a.Digest = digest(a.Title + "\n" + body)
	}
	switch bidi.FirstStrong(a.Title) {
	case bidi.RTL:
		a.RTL = true
	case bidi.Auto:
		a.RTL = bidi.FirstStrong(body) == bidi.RTL
	}
}

// shortBody is the number of words below which a body alone does not tell that
// two articles are the same: "details in the video" stands under any title.
const shortBody = 20

// digest is that of a text as it is read.
func digest(body string) uint64 {
	if !strings.ContainsAny(body, "[&") {
		return arabic.Digest(body)
	}
	var b strings.Builder
	for _, p := range clean.Text(body, span.Span{End: len(body)}, clean.Options{}).Paragraphs {
		b.WriteString(p.Text)
		b.WriteByte('\n')
	}
	return arabic.Digest(b.String())
}
