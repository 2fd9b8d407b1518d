package listing

import (
	"qari/model/cell"
	"qari/model/clean"
	"qari/model/corpus"
)

// Columns says which columns of a list have anything to show, and how wide they
// are. They are those of the whole corpus, so that no column moves while a
// filter is typed.
type Columns struct {
	HasDate, HasSource bool
	SourceWidth        int // cells of the widest source
	Newest, Oldest     int // years of the newest and the oldest article, 0 without dates
}

// Surveyor finds out the columns of a corpus that grows. The zero value is ready.
type Surveyor struct {
	columns        Columns
	sources        map[string]struct{}
	last           *corpus.Origin
	oldest, newest corpus.Date
}

// Extend takes in further articles.
func (s *Surveyor) Extend(articles []*corpus.Article) Columns {
	for _, a := range articles {
		if a.Origin != s.last && a.Origin != nil {
			s.source(a.Origin.Source)
		}
		s.last = a.Origin
		if a.HasDate() {
			s.date(a.Date())
		}
	}
	return s.columns
}

func (s *Surveyor) source(name string) {
	if _, known := s.sources[name]; known || name == "" {
		return
	}
	if s.sources == nil {
		s.sources = make(map[string]struct{})
	}
	s.sources[name] = struct{}{}
	s.columns.HasSource = true
	s.columns.SourceWidth = max(s.columns.SourceWidth, cell.StringWidth(clean.Line(name)))
}

func (s *Surveyor) date(d corpus.Date) {
	if s.oldest.IsZero() || d.Time.Before(s.oldest.Time) {
		s.oldest = d
		s.columns.Oldest = d.Time.Year()
	}
	if s.newest.IsZero() || d.Time.After(s.newest.Time) {
		s.newest = d
		s.columns.Newest = d.Time.Year()
	}
	s.columns.HasDate = true
}
