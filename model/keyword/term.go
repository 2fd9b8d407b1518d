package keyword

import (
	"unicode"
	"unicode/utf8"

	"qari/model/arabic"
	"qari/model/query"
)

// stretch is a part of a watched text, in quotes or not.
type stretch struct {
	text   string
	quoted bool
}

// read reads a watched text: words that must follow one another, with the signs that
// a query has for them. Those in quotes are Quoted; those of a phrase are so anyway,
// and its quotes mean nothing. A reason, which goes on "the word ...", tells why it
// cannot be understood.
func read(text string, phrase bool) (words []query.Word, reason string) {
	stretches, reason := cutQuotes(text, phrase)
	if reason != "" {
		return nil, reason
	}
	lost := false
	for _, s := range stretches {
		part, loose, err := query.Words(s.text)
		if err != nil {
			return nil, "has fewer than two letters beside *"
		}
		for i := range part {
			part[i].Quoted = s.quoted
		}
		words, lost = append(words, part...), lost || loose
	}
	switch {
	case len(words) == 0:
		return nil, "has no letter or digit"
	case lost:
		return nil, "has a * that stands neither before nor after a word"
	case len(words) == 1 && arabic.Fold(words[0].Text) == "و":
		return nil, "is the conjunction, which stands everywhere"
	}
	return words, ""
}

// cutQuotes cuts a text at its quotation marks. One between letters is none: it
// shortens a word, as in Hebrew.
func cutQuotes(text string, phrase bool) (out []stretch, reason string) {
	from, quoted := 0, false
	for i, r := range text {
		if !query.IsQuote(r) {
			continue
		}
		after := text[i+utf8.RuneLen(r):]
		opens := !ofWord(utf8.DecodeLastRuneInString(text[:i]))
		switch {
		case !opens && ofWord(utf8.DecodeRuneInString(after)):
			continue
		case phrase:
		case !quoted && !opens:
			return nil, "has a quotation mark without a partner"
		case quoted && nearness(after):
			return nil, "asks for words near one another, which only a search can"
		}
		out = append(out, stretch{text[from:i], quoted})
		from, quoted = len(text)-len(after), !quoted
	}
	if quoted && !phrase {
		return nil, "has a quotation mark without a partner"
	}
	return append(out, stretch{text[from:], false}), ""
}

// ofWord reports whether a rune, if there is one, belongs to a word.
func ofWord(r rune, size int) bool {
	return size > 0 && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}

// nearness reports whether what stands behind a quotation says how far its words may
// be from one another.
func nearness(after string) bool {
	if len(after) < 2 || after[0] != '~' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(after[1:])
	return unicode.IsDigit(r)
}

// patterns are those of the words of a term, at the level where a word says nothing
// else.
func patterns(words []query.Word, level arabic.Level) []*arabic.Pattern {
	out := make([]*arabic.Pattern, len(words))
	for i, w := range words {
		at := level
		switch {
		case w.Mode == query.Exact:
			at = arabic.Exact
		case w.Mode == query.Forms:
			at = arabic.Forms
		case w.Quoted:
			at = arabic.Folded
		}
		if w.OpenStart || w.OpenEnd {
			out[i] = arabic.NewOpen(w.Text, at == arabic.Exact, w.OpenStart, w.OpenEnd)
		} else {
			out[i] = arabic.NewPattern(w.Text, at, len(words) > 1)
		}
	}
	return out
}
