package query

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"qari/model/arabic"
	"qari/model/span"
)

// parser reads a query in one pass, by recursive descent. After an error it goes
// on to nothing more.
type parser struct {
	text    string
	pos     int
	draft   bool // what is open at the end is closed
	depth   int
	atoms   int
	ignored []span.Span
	either  bool // alternatives stand outside of all brackets
	err     *Error
}

// sign is what a rune means in a query: quotes of every kind are ", blanks of
// every kind and the Arabic punctuation a blank, and so on.
func sign(r rune) rune {
	switch r {
	case '«', '»', '“', '”', '„', '‟', '″':
		return '"'
	case '（':
		return '('
	case '）':
		return ')'
	case '｜':
		return '|'
	case '\u066D':
		return '*'
	case '؟', '،', '؛', '\u00A0':
		return ' '
	}
	if unicode.IsSpace(r) || unicode.IsControl(r) {
		return ' '
	}
	return r
}

// invisible tells bidi controls and the like, which a query does not see.
func invisible(r rune) bool { return unicode.Is(unicode.Cf, r) }

// peek is the sign at the place, 0 at the end. Invisible characters before it are
// passed over.
func (p *parser) peek() rune {
	for p.pos < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.pos:])
		if !invisible(r) {
			return sign(r)
		}
		p.pos += size
	}
	return 0
}

// step passes over the sign at the place.
func (p *parser) step() {
	_, size := utf8.DecodeRuneInString(p.text[p.pos:])
	p.pos += size
}

func (p *parser) blanks() {
	for p.peek() == ' ' {
		p.step()
	}
}

// fail notes the first error.
func (p *parser) fail(reason Reason, start, end int) {
	if p.err == nil {
		p.err = &Error{Reason: reason, Span: span.Span{Start: start, End: end}, Rune: runeAt(p.text, start), Text: p.text[start:end]}
	}
}

// more reports that nothing went wrong and there is text left.
func (p *parser) more() bool { return p.err == nil && p.peek() != 0 }

func (p *parser) query() *Query {
	root := p.or(Any)
	if p.err == nil && p.peek() == ')' {
		start := p.pos
		p.step()
		p.fail(NoPartner, start, p.pos)
	}
	return &Query{Text: p.text, Root: root, Ignored: p.ignored, either: p.either}
}

// keyword reports that a word in capitals stands at the place, by itself.
func (p *parser) keyword(word string) bool {
	rest, ok := strings.CutPrefix(p.text[p.pos:], word)
	if !ok {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || strings.ContainsRune(` ()|"`, sign(r))
}

// joint passes over "|" or OR, or AND, and says where it stands.
func (p *parser) joint(words ...string) (at span.Span, ok bool) {
	p.blanks()
	start := p.pos
	for _, word := range words {
		if word == "|" && p.peek() == '|' {
			p.step()
			return span.Span{Start: start, End: p.pos}, true
		}
		if p.keyword(word) {
			p.pos += len(word)
			return span.Span{Start: start, End: p.pos}, true
		}
	}
	return at, false
}

// or reads what "|" joins. One beside which nothing stands is an error; at the
// end of a draft it is left out.
func (p *parser) or(f Field) Node {
	var nodes []Node
	first := p.pos
	n := p.and(f)
	empty := n == nil && p.idle(first)
	for p.err == nil {
		at, more := p.joint("|", "OR")
		p.either = p.either || more && p.depth == 0
		if empty && more {
			p.fail(NothingBeside, at.Start, at.End)
		}
		if n != nil {
			nodes = append(nodes, n)
		}
		if !more || p.err != nil {
			break
		}
		from := p.pos
		n = p.and(f)
		if empty = n == nil && p.idle(from); empty && !(p.draft && p.peek() == 0) {
			p.fail(NothingBeside, at.Start, at.End)
		}
	}
	return joined(nodes, func(n []Node) Node { return Or{n} })
}

// idle reports that nothing but blanks was read since a place, and no word that
// was ignored.
func (p *parser) idle(from int) bool {
	return strings.TrimFunc(p.text[from:p.pos], func(r rune) bool { return sign(r) == ' ' || invisible(r) }) == ""
}

// and reads what stands side by side.
func (p *parser) and(f Field) Node {
	var nodes []Node
	from := p.pos
	for p.more() {
		p.blanks()
		if c := p.peek(); c == 0 || c == ')' || c == '|' || p.keyword("OR") {
			break
		}
		if p.keyword("AND") {
			at, _ := p.joint("AND")
			rest := p.pos
			p.blanks()
			end := p.peek() == 0 || p.peek() == ')' || p.peek() == '|' || p.keyword("OR") || p.keyword("AND")
			if idle := p.idleBefore(from, at.Start); idle || end && !(p.draft && p.peek() == 0) {
				p.fail(NothingBeside, at.Start, at.End)
			}
			p.pos = max(p.pos, rest)
			continue
		}
		if n := p.not(f); n != nil {
			nodes = append(nodes, n)
		}
	}
	return joined(nodes, func(n []Node) Node { return And{n} })
}

func (p *parser) idleBefore(from, to int) bool {
	return strings.TrimFunc(p.text[from:to], func(r rune) bool { return sign(r) == ' ' || invisible(r) }) == ""
}

// not reads "-" or NOT and what it belongs to.
func (p *parser) not(f Field) Node {
	start := p.pos
	switch {
	case p.keyword("NOT"):
		p.pos += len("NOT")
		p.blanks()
	case p.peek() == '-':
		p.step()
		if c := p.peek(); c == ' ' || c == 0 || c == '-' {
			return nil // a dash
		}
	default:
		return p.atom(f)
	}
	if c := p.peek(); c == 0 || c == ')' || c == '|' {
		if c != 0 || !p.draft {
			p.fail(NothingBeside, start, p.pos)
		}
		return nil
	}
	if n := p.atom(f); n != nil {
		return Not{n}
	}
	return nil
}

// atom reads one part.
func (p *parser) atom(f Field) Node {
	switch p.peek() {
	case '(':
		return p.group(f)
	case '"':
		return p.quotation(f)
	case '/':
		return p.regex(f)
	}
	return p.chunk(f)
}

// count counts an atom.
func (p *parser) count(at span.Span) {
	if p.atoms++; p.atoms > MostAtoms {
		p.fail(TooMany, at.Start, at.End)
	}
}

// group reads what stands in brackets.
func (p *parser) group(f Field) Node {
	start := p.pos
	p.step()
	inside := p.pos
	if p.depth++; p.depth > MostDepth {
		p.fail(TooDeep, start, p.pos)
		return nil
	}
	n := p.or(f)
	p.depth--
	switch {
	case p.err != nil:
		return nil
	case p.peek() == ')':
		empty := n == nil && p.idle(inside)
		p.step()
		if empty {
			p.fail(EmptyParens, start, p.pos)
		}
	case !p.draft:
		p.fail(NoPartner, start, inside)
	}
	return n
}

// quotation reads a phrase.
func (p *parser) quotation(f Field) Node {
	start := p.pos
	p.step()
	inside := span.Span{Start: p.pos}
	inside.End = p.until(func(r rune) bool { return r == '"' })
	closed := p.peek() == '"'
	if !closed && !p.draft {
		p.fail(OpenQuote, start, inside.Start)
		return nil
	}
	if closed {
		p.step()
	}
	slop := -1
	if closed && p.peek() == '~' {
		slop = p.slop()
	}
	at := span.Span{Start: start, End: p.pos}
	words := p.words(inside)
	if p.err != nil {
		return nil
	}
	if len(words) == 0 {
		if closed {
			p.fail(EmptyQuote, start, at.End)
		}
		return nil
	}
	for i := range words {
		words[i].Quoted, words[i].Field = true, f
	}
	return p.phrase(at, words, slop, f)
}

// slop reads "~" and a number.
func (p *parser) slop() int {
	start, n, digits := p.pos, 0, 0
	p.step()
	for {
		d, ok := digit(p.peek())
		if !ok {
			break
		}
		n, digits = min(n*10+d, 1<<20), digits+1
		p.step()
	}
	if digits == 0 {
		if !p.draft || p.peek() != 0 {
			p.fail(NoSlop, start, p.pos)
		}
		return -1
	}
	return n
}

// digit is the value of a digit, Latin, Arabic or Persian.
func digit(r rune) (int, bool) {
	for _, zero := range [...]rune{'0', '٠', '۰'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero), true
		}
	}
	return 0, false
}

// until moves to the first rune whose sign the test accepts, and gives the place.
func (p *parser) until(test func(rune) bool) int {
	for p.pos < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.pos:])
		if test(sign(r)) {
			break
		}
		p.pos += size
	}
	return p.pos
}

// regex reads a regular expression.
func (p *parser) regex(f Field) Node {
	start := p.pos
	p.step()
	escaped := false
	end := p.until(func(r rune) bool {
		stop := r == '/' && !escaped
		escaped = r == '\\' && !escaped
		return stop
	})
	source := strings.ReplaceAll(p.text[start+1:end], `\/`, "/")
	closed := p.peek() == '/'
	switch {
	case closed:
		p.step()
	case !p.draft:
		p.fail(OpenRegex, start, start+1)
		return nil
	}
	if p.pos < len(p.text) && p.text[p.pos] == 'i' {
		source = "(?i)" + source
		p.pos++
	}
	at := span.Span{Start: start, End: p.pos}
	if utf8.RuneCountInString(source) > MostRegex {
		p.fail(LongRegex, at.Start, at.End)
		return nil
	}
	if source == "" || source == "(?i)" {
		if closed {
			p.fail(BadRegex, at.Start, at.End)
		}
		return nil
	}
	re, err := regexp.Compile(source)
	if err != nil {
		p.fail(BadRegex, at.Start, at.End)
		if p.err.Detail == "" {
			p.err.Detail = strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		}
		return nil
	}
	p.count(at)
	return &Regex{Span: at, Re: re, Field: f}
}

// chunk reads a word, or a field and its value.
func (p *parser) chunk(f Field) Node {
	start := p.pos
	if n, ok := p.field(); ok {
		return n
	}
	p.pos = start
	end := p.until(func(r rune) bool { return r == ' ' || r == '"' || r == '(' || r == ')' || r == '|' })
	if end == start {
		p.step()
		return nil
	}
	at := span.Span{Start: start, End: end}
	words := p.words(at)
	if len(words) == 0 || len(words) == 1 && idleWord(words[0]) {
		p.ignored = append(p.ignored, at)
		return nil
	}
	for i := range words {
		words[i].Field = f
	}
	return p.phrase(at, words, -1, f)
}

// idleWord reports that a word by itself is none to look for: "and", which other
// words are written together with.
func idleWord(w Word) bool { return w.Mode == Usual && arabic.Fold(w.Text) == "و" }

// phrase makes one word or several a node.
func (p *parser) phrase(at span.Span, words []Word, slop int, f Field) Node {
	p.count(at)
	if len(words) > MostAtoms {
		p.fail(TooMany, at.Start, at.End)
	}
	if p.err != nil {
		return nil
	}
	if len(words) == 1 {
		words[0].Span = at
		return &words[0]
	}
	return &Phrase{Span: at, Words: words, Slop: slop, Field: f}
}

// words cuts a stretch of the text into words, with the signs before and after
// each.
func (p *parser) words(within span.Span) []Word {
	var out []Word
	at := within.Start
	for piece := range strings.FieldsFuncSeq(within.Of(p.text), func(r rune) bool { return sign(r) == ' ' }) {
		at += strings.Index(p.text[at:within.End], piece)
		out = p.piece(out, piece, at)
		at += len(piece)
	}
	return out
}

// piece appends the words of what stands between blanks.
func (p *parser) piece(out []Word, piece string, at int) []Word {
	mode, first := Usual, len(out)
	head := strings.TrimLeftFunc(piece, invisible)
	switch {
	case strings.HasPrefix(head, "="):
		mode = Exact
	case strings.HasPrefix(head, "~"):
		mode = Forms
	}
	head = strings.TrimLeftFunc(strings.TrimLeft(head, "=~"), invisible)
	for _, t := range arabic.Tokens(piece) {
		out = append(out, Word{Span: span.Span{Start: at + t.Start, End: at + t.End}, Text: plain(t.Of(piece)), Mode: mode})
	}
	if len(out) == first {
		return out
	}
	if r, _ := utf8.DecodeRuneInString(head); sign(r) == '*' {
		out[first].OpenStart = true
	}
	if r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(piece, invisible)); sign(r) == '*' {
		out[len(out)-1].OpenEnd = true
	}
	for _, w := range []*Word{&out[first], &out[len(out)-1]} {
		if (w.OpenStart || w.OpenEnd) && utf8.RuneCountInString(arabic.Fold(w.Text)) < 2 {
			if p.draft {
				w.OpenStart, w.OpenEnd = false, false
				if at+len(piece) == len(p.text) {
					continue // its rest may be still to come
				}
			}
			p.fail(ShortStar, at, at+len(piece))
		}
	}
	return out
}

// plain leaves out what cannot be seen.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) && r != '\u200C' {
			return -1
		}
		return r
	}, s)
}
