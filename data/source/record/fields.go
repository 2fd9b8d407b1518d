package record

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"qari/model/arabic"
	"qari/model/corpus"
)

// field is one of the columns that an article has.
type field uint8

const (
	unknown field = iota
	id
	title
	text
	summary
	source
	author
	date
	url
	lang
	tags
	fieldCount
)

// rows are the keys accepted for each field (ARABIC.md 7), the best first, and
// what Arabic tables call them. A description is a summary; without any text the
// summary is the text.
var rows = [...]struct {
	field
	name, keys string
}{
	{id, "id", "id _id docid docno guid uuid newsid articleid"},
	{title, "title", "title headline head subject newstitle articletitle pagetitle name عنوان عنوان_الخبر عنوان_المقال"},
	{text, "text", "text content body article articlebody maintext fulltext contenttext contenthtml contentencoded newstext articletext newscontent articlecontent bodytext story نص محتوى متن نص_الخبر نص_المقال"},
	{summary, "summary", "summary abstract lead description excerpt ملخص"},
	{source, "source", "source src publisher newspaper site domain sourcename newssource outlet مصدر مصدر_الخبر"},
	{author, "author", "author authors creator byline كاتب اسم_الكاتب"},
	{date, "date", "date published publishdate pubdate datepublished publishedat publishedon publicationdate newsdate time timestamp createdat created createdon dateextracted تاريخ تاريخ_النشر"},
	{url, "url", "url link href permalink newsurl articleurl sourceurl externalurl رابط رابط_الخبر"},
	{lang, "lang", "lang language لغة"},
	{tags, "tags", "tags category categories cat section keywords تصنيف وسوم"},
}

// slot is the place of a key: its field, and its rank in the row.
type slot struct {
	field
	rank int
}

// Fields says which keys of the data mean what. It may be used by several
// goroutines.
type Fields struct{ slots map[string]slot }

// NewFields gives the accepted keys, and before them those that the user named
// for a field. An unknown field is an error.
func NewFields(user map[string]string) (*Fields, error) {
	f := &Fields{slots: map[string]slot{}}
	for _, row := range rows {
		for rank, key := range strings.Fields(row.keys) {
			f.slots[normal(key)] = slot{row.field, rank + 1}
		}
	}
	for name, key := range user {
		i := slices.IndexFunc(rows[:], func(r struct {
			field
			name, keys string
		}) bool {
			return r.name == name
		})
		if i < 0 {
			return nil, fmt.Errorf("unknown field %q: there are %s", name, strings.Join(fieldNames(), ", "))
		}
		f.slots[normal(key)] = slot{rows[i].field, 0}
	}
	return f, nil
}

// Field is the name of the field that a key of the data stands for, "" for a key
// that is not known.
func (f *Fields) Field(key string) string {
	of := f.slot(key).field
	for _, row := range rows {
		if row.field == of {
			return row.name
		}
	}
	return ""
}

// slot is the place of a key, which may be written with the article, as in a
// table's heads.
func (f *Fields) slot(key string) slot {
	name := normal(key)
	s, ok := f.slots[name]
	if !ok {
		s = f.slots[strings.TrimPrefix(name, "ال")]
	}
	return s
}

func fieldNames() []string {
	var names []string
	for _, r := range rows {
		names = append(names, r.name)
	}
	return names
}

// normal folds a key: case, signs and blanks do not count.
func normal(key string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, arabic.Fold(key))
}

// Builder makes records of keys and values. It is not safe for concurrent use.
type Builder struct {
	fields *Fields
	known  map[string]slot // by the key as it stands in the data
	values [fieldCount]value
	extra  []corpus.Field
}

// value is the best one so far for a field.
type value struct {
	key   string
	rank  int
	parts []string
}

// NewBuilder returns a Builder for the fields.
func NewBuilder(f *Fields) *Builder {
	return &Builder{fields: f, known: map[string]slot{}}
}

// maxKnown bounds the memory of keys seen: data may have ever new ones.
const maxKnown = 256

// Add takes in a key with its value: of a list the parts. Of several keys for
// one field the first of its row that is not blank wins; the others, and
// unknown ones, are kept beside.
func (b *Builder) Add(key string, parts ...string) {
	s, ok := b.known[key]
	if !ok {
		s = b.fields.slot(key)
		if len(b.known) < maxKnown {
			b.known[strings.Clone(key)] = s
		}
	}
	if s.field == unknown {
		b.keep(key, parts)
		return
	}
	if blank(parts) {
		return
	}
	switch v := &b.values[s.field]; {
	case v.parts == nil:
		*v = value{key, s.rank, parts}
	case s.rank < v.rank:
		b.keep(v.key, v.parts)
		*v = value{key, s.rank, parts}
	default:
		b.keep(key, parts)
	}
}

func (b *Builder) keep(key string, parts []string) {
	b.extra = append(b.extra, corpus.Field{Name: key, Value: strings.Join(parts, ", ")})
}

func blank(parts []string) bool {
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			return false
		}
	}
	return true
}

// Record gives the record of what was added since the last one.
func (b *Builder) Record() Record {
	if b.values[text].parts == nil {
		b.values[text], b.values[summary] = b.values[summary], value{}
	}
	if s := b.values[summary]; s.parts != nil {
		b.keep(s.key, s.parts)
	}
	r := Record{
		ID:      b.joined(id, " "),
		Title:   b.joined(title, " "),
		Text:    b.joined(text, "\n"),
		Summary: b.joined(summary, "\n"),
		Source:  b.joined(source, ", "),
		Author:  b.joined(author, ", "),
		Date:    b.joined(date, " "),
		URL:     b.joined(url, " "),
		Lang:    b.joined(lang, ", "),
		Extra:   b.extra,
	}
	for _, part := range b.values[tags].parts {
		for tag := range strings.FieldsFuncSeq(part, func(r rune) bool { return strings.ContainsRune(",;،؛|", r) }) {
			if tag = strings.TrimSpace(tag); tag != "" {
				r.Tags = append(r.Tags, tag)
			}
		}
	}
	b.values, b.extra = [fieldCount]value{}, nil
	return r
}

func (b *Builder) joined(f field, sep string) string {
	return strings.Join(b.values[f].parts, sep)
}

// Any makes the parts of a value that a decoder of another kind gave: strings,
// numbers, times, lists, and of maps the member that names the thing, else all
// of it as JSON.
func Any(v any) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		return []string{v}
	case []any:
		var parts []string
		for _, e := range v {
			parts = append(parts, Any(e)...)
		}
		return parts
	case map[string]any:
		for _, key := range Naming() {
			if parts := Any(v[key]); !blank(parts) {
				return parts
			}
		}
		if whole, err := json.Marshal(v); err == nil {
			return []string{string(whole)}
		}
	case fmt.Stringer:
		return []string{v.String()}
	}
	return []string{fmt.Sprint(v)}
}

// Naming are the members of a map that say what a string would have said, the
// best first: those of MongoDB's Extended JSON stand alone.
func Naming() []string {
	return []string{"$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "name", "title", "rendered", "value", "text", "label", "term", "url"}
}
