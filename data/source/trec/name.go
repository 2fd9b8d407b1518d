package trec

import (
	"strings"

	"qari/data/source/record"
)

// kind is what markup does to the text around it.
type kind uint8

const (
	paragraph kind = iota // parts it into paragraphs
	letters               // nothing
	cell                  // parts it by a blank
)

// markups are the tags that are markup wherever they stand. Not changed.
var markups = map[string]kind{
	"p": paragraph, "br": paragraph, "div": paragraph, "li": paragraph, "ul": paragraph, "ol": paragraph, "tr": paragraph, "table": paragraph,
	"tbody": paragraph, "thead": paragraph, "blockquote": paragraph, "hr": paragraph, "h1": paragraph, "h2": paragraph, "h3": paragraph,
	"h4": paragraph, "h5": paragraph, "h6": paragraph, "pre": paragraph, "para": paragraph, "paragraph": paragraph, "dl": paragraph,
	"a": letters, "b": letters, "i": letters, "u": letters, "s": letters, "em": letters, "strong": letters, "span": letters, "font": letters,
	"sub": letters, "sup": letters, "small": letters, "big": letters, "code": letters, "q": letters, "cite": letters, "img": letters,
	"td": cell, "th": cell,
}

// short are the names that collections of the TREC kind have for fields.
var short = map[string]string{
	"hl": "title", "hl1": "title", "hedline": "title", "ti": "title", "dd": "date", "date1": "date", "datetime": "date", "date_time": "date", "so": "source", "au": "author",
}

// key gives the key of the field that a tag begins, and whether it is known: by
// the tag's name, without what stands before a colon; by the name attribute of
// Solr's <field name="title"> and <str name="title">.
func (v *vocabulary) key(name string, attributes []attribute) (key string, known bool) {
	switch name {
	case "field", "str", "arr", "date", "int", "long", "bool", "float", "double", "text":
		for _, a := range attributes {
			if a.name == "name" {
				return a.value, v.field(a.value) != ""
			}
		}
	}
	key = name[strings.LastIndexByte(name, ':')+1:]
	if v.field(key) == "" && short[key] != "" {
		key = short[key]
	}
	return key, v.field(key) != ""
}

// vocabulary remembers what keys and tags mean, of which most come again in every
// record.
type vocabulary struct {
	fields *record.Fields
	known  map[string]string
}

// field is that of a key, "" for an unknown one.
func (v *vocabulary) field(key string) string {
	field, ok := v.known[key]
	if !ok {
		field = v.fields.Field(key)
		if len(v.known) < maxNames {
			v.known[strings.Clone(key)] = field
		}
	}
	return field
}
