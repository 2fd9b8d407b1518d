package source

import (
	"net/url"
	"path/filepath"
	"strings"

	"qari/data/source/html"
	"qari/data/source/record"
	"qari/model/bidi"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/corpus/date"
	"qari/model/document"
)

// maker makes one article of a record: title, source, date and body by the
// rules of ARABIC.md 2 and 8.
type maker struct {
	in       *input
	record   *record.Record
	keep     *keeper
	encoding string
	whole    bool // the file is this one record
	counted  bool // the article is to have its counts
}

// article gives the article, or nil and the reason why there is none.
func (m *maker) article() (*corpus.Article, string) {
	r := m.record
	if r.Title == "" && strings.TrimSpace(r.Text) == "" {
		return nil, errBlank.Error()
	}
	a := m.keep.article()
	a.Text = r.Text
	if !m.whole {
		a.Text = m.keep.string(r.Text)
	}
	a.Line, a.URL = int32(r.Line), m.keep.string(clean.Name(strings.TrimSpace(r.URL)))
	a.ID = corpus.ID(m.keep.string(idOf(r)))
	if a.ID == "" {
		a.ID = corpus.ContentID(r.Title, r.Text)
	}
	h := m.title(a)
	a.Title = m.keep.string(a.Title)
	a.Origin = m.keep.origin(corpus.Origin{
		Source: m.source(a, h), Lang: clean.Line(r.Lang), Path: m.in.path, Encoding: m.encoding,
	})
	a.Details = m.details(a)
	a.SetDate(m.date(a, h))
	a.Flags, a.RTL = m.names(), rightToLeft(a)
	if m.counted {
		a.SetCounts(m.keep.counts(document.Survey(a)))
	}
	return a, ""
}

// readable takes the tags off what a record of many has as HTML, as web services
// give it.
func readable(r *record.Record) {
	if html.Tagged(r.Text) {
		r.Text, r.Title, r.Summary = html.Text(r.Text), html.Text(r.Title), html.Text(r.Summary)
	}
}

// idOf is the ID that the data gives, "" for none.
func idOf(r *record.Record) string { return clean.Name(strings.TrimSpace(r.ID)) }

// details gives what the record has beside, nil for nothing.
func (m *maker) details(a *corpus.Article) *corpus.Details {
	r := m.record
	d := corpus.Details{Author: m.keep.string(clean.Line(r.Author))}
	for _, tag := range r.Tags {
		if tag = clean.Line(tag); tag != "" {
			d.Tags = append(d.Tags, m.keep.name(tag))
		}
	}
	for _, f := range r.Extra {
		d.Extra = append(d.Extra, corpus.Field{Name: m.keep.name(f.Name), Value: m.keep.string(f.Value)})
	}
	if a.TitleRule == corpus.TitleField && a.Title != r.Title {
		d.Extra = append(d.Extra, corpus.Field{Name: "title", Value: m.keep.string(r.Title)})
	}
	if d.Author == "" && d.Tags == nil && d.Extra == nil {
		return nil
	}
	return &d
}

// title finds the title and the body (ARABIC.md 2.1).
func (m *maker) title(a *corpus.Article) header {
	var h header
	if m.record.Plain {
		h = readHeader(a.Text)
	}
	if t := clean.Line(m.record.Title); t != "" {
		a.Title, a.TitleRule = t, corpus.TitleField
		a.BodyStart = int32(afterTitle(a.Text, t, m.record.Summary))
		return h
	}
	if at := m.record.Heading; !at.Empty() {
		h = header{body: after(a.Text, at.End), title: at}
	}
	a.BodyStart = int32(h.body)
	if !h.title.Empty() {
		a.Title, a.TitleRule = clean.Line(h.title.Of(a.Text)), corpus.TitleLine
	}
	if a.Title == "" {
		a.Title, a.TitleRule = firstSentence(a.Body().Of(a.Text)), corpus.TitleDerived
	}
	if a.Title == "" {
		a.Title, a.TitleRule = clean.Name(stem(m.in.name())), corpus.TitleFile
	}
	return h
}

// source finds the source (ARABIC.md 2.2).
func (m *maker) source(a *corpus.Article, h header) string {
	if s := clean.Line(m.record.Source); s != "" {
		return s
	}
	if s := clean.Line(h.source.Of(a.Text)); s != "" {
		return s
	}
	if s := host(m.record.URL); s != "" {
		return s
	}
	return clean.Name(m.in.folder())
}

// host is that of an address, without www; "" for none.
func host(address string) string {
	if address == "" {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() == "" {
		return ""
	}
	return clean.Name(strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."))
}

// date finds the date (ARABIC.md 8): the field, else the address or file name,
// else a line above or below the text.
func (m *maker) date(a *corpus.Article, h header) corpus.Date {
	if d, ok := date.Parse(m.record.Date); ok {
		return d
	}
	if d, ok := date.InPath(m.record.URL); ok {
		return d
	}
	if m.whole {
		if d, ok := date.InPath(m.fileName()); ok {
			return d
		}
	}
	if !h.date.IsZero() {
		return h.date
	}
	return dateLine(a.Body().Of(a.Text))
}

// fileName is what of the path may hold a date: the part below the folder that
// was given, or the name.
func (m *maker) fileName() string {
	if m.in.below != "" {
		return m.in.below
	}
	return filepath.Base(m.in.path)
}

// names flags bidi controls in what should have none.
func (m *maker) names() corpus.Flags {
	for _, s := range []string{m.record.URL, m.record.ID, m.record.Source, m.in.name()} {
		if clean.Bidi(s) {
			return corpus.Deceiving
		}
	}
	return 0
}

// rightToLeft is the base direction of the title, or of the body where the
// title has none.
func rightToLeft(a *corpus.Article) bool {
	d := bidi.FirstStrong(a.Title)
	if d == bidi.Auto {
		d = bidi.FirstStrong(a.Body().Of(a.Text))
	}
	return d == bidi.RTL
}
