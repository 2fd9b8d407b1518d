// Package locale holds every word that the interface itself says, in English
// and in Arabic, and the way it writes numbers, dates and plurals.
//
// Rules of the house:
//   - A message is one item of a line. It is laid out by itself in the
//     direction of the interface (see Strings.RTL) and set beside the others;
//     messages are never joined to one string (SCREENS, rule 2).
//   - Text of others (a name, a query, a path) is cleaned by the caller before
//     it is handed in, or set as an item of its own.
//   - English and Arabic stand side by side in the tables, so that neither is
//     forgotten.
package locale

import "qari/model/bidi"

// Lang is a language of the interface.
type Lang uint8

// The languages of the interface.
const (
	LangEnglish Lang = iota
	LangArabic
)

// Digits are the shapes in which the interface writes its own numbers. Those
// of the articles are never changed.
type Digits uint8

// The shapes of digits.
const (
	Western     Digits = iota // 0123456789
	ArabicIndic               // ٠١٢٣٤٥٦٧٨٩
)

// Strings is the interface in one language. It never changes after it was
// made, so that it may be shared. The zero value is not usable: call English,
// Arabic or For.
type Strings struct {
	lang   Lang
	digits Digits
	texts  [count]string
	shapes [patterns]string
	nouns  [nouns]forms
	months [12]string
}

// row is a message in both languages.
type row struct {
	id     ID
	en, ar string
}

// English gives the interface in English.
func English() *Strings { return build(LangEnglish) }

// Arabic gives the interface in Arabic, with Western digits.
func Arabic() *Strings { return build(LangArabic) }

// For gives the interface for a language tag or locale name such as "ar",
// "ar-MA", "ar_MA.UTF-8" or "en"; ok is false, and the language English, for
// any other.
func For(tag string) (s *Strings, ok bool) {
	switch primary(tag) {
	case "ar":
		return Arabic(), true
	case "en":
		return English(), true
	}
	return English(), false
}

// primary gives the language subtag of a tag in lower case.
func primary(tag string) string {
	var b []byte
	for i := 0; i < len(tag); i++ {
		c := tag[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		b = append(b, c)
	}
	return string(b)
}

func build(lang Lang) *Strings {
	s := &Strings{lang: lang}
	pick := func(en, ar string) string {
		if lang == LangArabic {
			return ar
		}
		return en
	}
	for _, part := range [][]row{screenTexts(), statusTexts(), helpTexts(), actionTexts(), queryTexts()} {
		for _, r := range part {
			s.texts[r.id] = pick(r.en, r.ar)
		}
	}
	for _, r := range patternTexts() {
		s.shapes[r.id] = pick(r.en, r.ar)
	}
	for _, r := range nounTexts() {
		s.nouns[r.id] = r.en
		if lang == LangArabic {
			s.nouns[r.id] = r.ar
		}
	}
	for i, r := range monthTexts() {
		s.months[i] = pick(r[0], r[1])
	}
	return s
}

// Lang gives the language.
func (s *Strings) Lang() Lang { return s.lang }

// Tag gives the language's tag, "en" or "ar".
func (s *Strings) Tag() string {
	if s.lang == LangArabic {
		return "ar"
	}
	return "en"
}

// RTL says whether the messages are to be laid out with a right-to-left base.
// It is not the direction of the screen, which follows the titles.
func (s *Strings) RTL() bool { return s.lang == LangArabic }

// Base is the direction in which the messages are laid out.
func (s *Strings) Base() bidi.Direction {
	if s.RTL() {
		return bidi.RTL
	}
	return bidi.LTR
}

// WithDigits gives the same language with other digits.
func (s *Strings) WithDigits(d Digits) *Strings {
	c := *s
	c.digits = d
	return &c
}

// Text gives the words of a message, "" for None and for an ID out of range.
func (s *Strings) Text(id ID) string {
	if id <= None || id >= count {
		return ""
	}
	return s.texts[id]
}

// IDs gives all messages, for tests and for tools that check the tables.
func IDs() []ID {
	ids := make([]ID, 0, count-1)
	for id := None + 1; id < count; id++ {
		ids = append(ids, id)
	}
	return ids
}
