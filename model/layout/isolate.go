package layout

import (
	"strings"
	"unicode/utf8"

	"qari/model/bidi"
)

// An isolate is the byte range of a technical token that reads from left to
// right whatever stands around it. UAX #9 gets such tokens wrong after Arabic
// letters, where digits are Arabic numbers and every hyphen between them turns
// the number round (0599-123-456 becomes 456-123-0599), and where a sign or a
// slash at a token's edge goes to the other side.
//
// A token is cut out of a run of ASCII without blanks:
//
//   - an address with a scheme, with "www." or with a path behind a host; its
//     path may go on in other letters after a slash or another sign;
//   - an e-mail address, a name after "@" or "#";
//   - a path that begins with "/", "~/", "./", "../" or a drive;
//   - a number with separators within: telephone, date, time, version, type,
//     with letters too (737-800, 1.2.3-rc1), with a plus before three digits or
//     more (+970), or in groups apart by one blank (+970 599 123 456, 10 000).
//
// Scores and ranges (2-1, 10-20, 2014-2015, 90+3) are no such tokens: they are
// read from the right, like the text round them. Between the names of two
// teams each number of a score has to stand on the side of its team.
//
// Numbers in one piece, numbers whose only separators are single . , : or /
// (21/7/2015, 10:30), and tokens that begin with a letter (F-16, v1.2-rc1, an
// IBAN) need none: UAX #9 gets them right. Numbers after a Latin word stay with
// it. A percent sign stays outside: Arabic writes it after the number, to the
// left. So does a minus sign, or any other hyphen at the edge, which belongs to
// the word beside it as often. Numbers in the digits of the Arabic script keep the order that UAX #9
// gives them, with or without an isolate, and that their readers know.
type isolate struct{ start, end int }

// findIsolates appends the tokens of text to dst, in order.
func findIsolates(dst []isolate, text string) []isolate {
	f := finder{text: text}
	for i := 0; i < len(text); {
		if c := text[i]; c-'!' >= 0x7F-'!' { // no visible ASCII
			i++
			if i < len(text) && text[i] >= 0x80 {
				i++
			}
			continue
		}
		end := runEnd(text, i)
		if t, ok := f.token(i, end); ok {
			dst = append(dst, t)
			end = t.end
			f.strong = end
		}
		i = end
	}
	return dst
}

// A finder knows which strong class stood last before the byte at strong.
type finder struct {
	text   string
	strong int
	latin  bool
}

// runEnd is the end of the run of visible ASCII that begins at i.
func runEnd(s string, i int) int {
	for i < len(s) && ' ' < s[i] && s[i] < 0x7F {
		i++
	}
	return i
}

// token looks for a token in the run [start, end).
func (f *finder) token(start, end int) (isolate, bool) {
	lo, hi := trim(f.text, start, end)
	if lo == hi {
		return isolate{}, false
	}
	s := f.text[lo:hi]
	t, ok := isolate{lo, hi}, false
	switch c := s[0]; {
	case c == '+' || isDigit(c) && !strings.Contains(s, "@"):
		t, ok = f.number(lo, hi)
	case len(s) < 3 && c != '@' && c != '#':
	default:
		t, ok = f.address(t, end)
	}
	if !ok || !f.apart(t) {
		return isolate{}, false
	}
	return t, true
}

// apart reports whether t is a token by itself: its edges are those of clusters,
// and no digit of the Arabic script touches it, whose level is that of the
// token, so that only the isolate itself would keep the two apart.
func (f *finder) apart(t isolate) bool {
	before, _ := utf8.DecodeLastRuneInString(f.text[:t.start])
	after, _ := utf8.DecodeRuneInString(f.text[t.end:])
	k := kindOf(after)
	return k != mark && (k != complex || t.end == len(f.text)) && !isArabicDigit(before) && !isArabicDigit(after)
}

func isArabicDigit(r rune) bool { return r >= 0x660 && breakClassOf(r) == lbNU }

// trim takes brackets and punctuation off both ends of a run. A closing
// bracket that has its partner within stays.
func trim(s string, lo, hi int) (int, int) {
	for lo < hi && strings.IndexByte("([{<\"',;:!?=*|`)]}>.-", s[lo]) >= 0 {
		if s[lo] == '.' && (strings.HasPrefix(s[lo:hi], "./") || strings.HasPrefix(s[lo:hi], "../")) {
			break
		}
		lo++
	}
	open := strings.Count(s[lo:hi], "(") - strings.Count(s[lo:hi], ")")
	for hi > lo && strings.IndexByte(".,;:!?'\")]}>*=|`-+([{<", s[hi-1]) >= 0 {
		switch s[hi-1] {
		case ')':
			if open >= 0 {
				return lo, hi
			}
			open++
		case '(':
			open--
		}
		hi--
	}
	return lo, hi
}

// address finds URLs, mail, names and paths in t, whose run ends at end.
func (f *finder) address(t isolate, end int) (isolate, bool) {
	s := f.text[t.start:t.end]
	if k := strings.Index(s, "://"); k > 0 {
		scheme := k
		for scheme > 0 && isAlnum(s[scheme-1]) {
			scheme--
		}
		t.start += scheme
		return f.extend(t, end), scheme < k && k+3 < len(s)
	}
	switch {
	case strings.HasPrefix(s, "www.") && len(s) > 6, isHostPath(s):
		return f.extend(t, end), true
	case s[0] == '@' || s[0] == '#':
		return t, isName(s[1:])
	case isPath(s):
		return t, s[0] != '/' || !f.glued(t.start)
	}
	return t, isMail(s)
}

// glued reports whether a letter, a digit or a mark stands right before off.
func (f *finder) glued(off int) bool {
	r, _ := utf8.DecodeLastRuneInString(f.text[:off])
	switch bidi.ClassOf(r) {
	case bidi.L, bidi.R, bidi.AL, bidi.EN, bidi.AN, bidi.NSM:
		return off > 0
	}
	return false
}

// extend takes into an address, whose run ends at end, the letters of other
// scripts that its path goes on with, and what ASCII follows them.
func (f *finder) extend(t isolate, end int) isolate {
	if isAlnum(f.text[end-1]) || strings.IndexByte("\"')>]}", f.text[end-1]) >= 0 {
		return t
	}
	for i := end; i < len(f.text); {
		r, size := utf8.DecodeRuneInString(f.text[i:])
		if r <= ' ' || strings.ContainsRune("«»“”‘’", r) || kindOf(r) > mark || isBlank(r) || r == 0xA0 {
			break
		}
		i += size
		if !strings.ContainsRune(".,;:!?'\")،؛؟", r) {
			t.end = i
		}
	}
	return t
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isAlnum(c byte) bool  { return isDigit(c) || isLetter(c) }

// consists reports whether s has only letters, digits and bytes of others, and
// a letter among them.
func consists(s, others string) bool {
	letter := false
	for i := range len(s) {
		if !isAlnum(s[i]) && strings.IndexByte(others, s[i]) < 0 {
			return false
		}
		letter = letter || isLetter(s[i])
	}
	return letter
}

func isName(s string) bool { return consists(s, "_") }

// isHost reports whether s is a host's name: labels, the last of letters.
func isHost(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	return dot > 0 && s[0] != '.' && len(s)-dot > 2 && consists(s, ".-") && strings.IndexFunc(s[dot+1:], func(r rune) bool { return !isLetter(byte(r)) }) < 0
}

func isHostPath(s string) bool {
	host, path, ok := strings.Cut(s, "/")
	return ok && path != "" && isHost(host)
}

func isMail(s string) bool {
	user, host, ok := strings.Cut(s, "@")
	return ok && user != "" && isHost(host) && (consists(user, "._%+-") || consists(user+"a", "._%+-"))
}

func isPath(s string) bool {
	rest := strings.TrimLeft(s, "./~")
	switch {
	case s[0] == '/', strings.HasPrefix(s, "~/"), strings.HasPrefix(s, "./"), strings.HasPrefix(s, "../"):
		return rest != "" && consists(rest, "._/~+-%@,=:")
	}
	return len(s) > 3 && isLetter(s[0]) && s[1] == ':' && s[2] == '\\'
}

// number finds a number with separators that begins at lo.
func (f *finder) number(lo, hi int) (isolate, bool) {
	s := f.text
	if lo > 0 && s[lo-1] == '(' {
		if k := strings.IndexByte(s[lo:hi], ')'); k > 0 && !strings.Contains(s[lo:hi], "(") {
			lo-- // (02)298-1234
		}
	}
	n := parseNumber(s[lo:hi])
	if !n.ok || n.signed && f.glued(lo) || strings.HasPrefix(s[hi:], "-") {
		return isolate{}, false
	}
	end := hi
	if lo > 0 && s[lo-1] == '(' && n.plain && strings.HasPrefix(s[hi:], ") ") {
		n.phone = true // (02) 298-1234
		if e := groups(s, hi+1, n); e > hi+1 {
			lo, end = lo-1, e
		}
	} else {
		end = groups(s, hi, n)
	}
	if end == hi && !n.needs || f.afterLatin(lo) {
		return isolate{}, false
	}
	return isolate{lo, end}, true
}

// What parseNumber found out.
type number struct {
	ok     bool
	needs  bool // an isolate
	signed bool
	plain  bool // digits only
	phone  bool // begins as a telephone number does
	digits int
}

// parseNumber looks at what may be a number: digits, perhaps with letters and
// separators between them.
func parseNumber(s string) (n number) {
	n.plain = true
	seps := 0 // since the last letter or digit
	var before, sep byte
	for i := range len(s) {
		c := s[i]
		switch {
		case isDigit(c):
			n.digits++
		case isLetter(c):
			n.plain = false
		case strings.IndexByte("-+/.:,_'()*#", c) >= 0:
			n.plain = false
			seps++
			sep = c
			continue
		default:
			return number{}
		}
		if seps > 0 && before != 0 {
			common := seps == 1 && strings.IndexByte(".,:/", sep) >= 0 && isDigit(before) && isDigit(c)
			n.needs = n.needs || !common
		}
		before, seps = c, 0
	}
	first := strings.TrimLeft(s, "+(")
	n.ok = first != "" && isDigit(first[0]) && len(s)-len(first) <= 1 && strings.LastIndexByte(s, '(') <= 0
	n.signed = s[0] == '+'
	n.needs = n.needs && !isRange(s) || n.signed && n.digits > 2
	n.phone = s[0] == '+' || s[0] == '(' || n.plain && n.digits > 1 && first[0] == '0'
	return n
}

// isRange reports whether s is two numbers of one or two digits, or two years.
func isRange(s string) bool {
	k := strings.IndexAny(s, "-+")
	if k < 1 || strings.IndexFunc(s[:k]+s[k+1:], func(r rune) bool { return r < '0' || '9' < r }) >= 0 {
		return false
	}
	a, b := s[:k], s[k+1:]
	year := func(s string) bool { return len(s) == 4 && (s[0] == '1' || s[0] == '2') }
	return len(a) <= 2 && len(b) <= 2 || year(a) && (year(b) || len(b) == 2)
}

// groups gives the end of the groups of digits that go on with the number n,
// which ends at hi, after one blank each: those of a telephone number, or of
// three digits. Without any it is hi.
func groups(s string, hi int, n number) int {
	thousands := n.plain && !n.phone && n.digits <= 3
	if !thousands && !n.phone {
		return hi
	}
	end, total := hi, n.digits
	for {
		start := afterBlank(s, end)
		to, digits := group(s, start, n.phone)
		glued := to < len(s) && (isLetter(s[to]) || s[to] == '/' || s[to] == ':')
		if start == end || digits == 0 || glued || thousands && digits != 3 || total+digits > 15 {
			break
		}
		end, total = to, total+digits
	}
	if n.phone && total < 7 {
		return hi
	}
	return end
}

// afterBlank is the place after the one blank at i, i when there is none.
func afterBlank(s string, i int) int {
	for _, b := range []string{" ", "\u00A0", "\u202F"} {
		if strings.HasPrefix(s[i:], b) {
			return i + len(b)
		}
	}
	return i
}

// group gives the end and the number of the digits at i, of a telephone number
// also those in brackets or with a hyphen between them.
func group(s string, i int, phone bool) (end, digits int) {
	if rest := s[i:]; phone && strings.HasPrefix(rest, "(") {
		k := strings.IndexFunc(rest[1:], func(r rune) bool { return r < '0' || '9' < r })
		if k < 1 || rest[1+k] != ')' {
			return i, 0
		}
		return i + k + 2, k
	}
	for ; i < len(s); i++ {
		switch {
		case isDigit(s[i]):
			digits++
		case s[i] == '-' && phone && digits > 0 && i+1 < len(s) && isDigit(s[i+1]):
		default:
			return i, digits
		}
	}
	return i, digits
}

// afterLatin reports whether the last strong rune before off, outside of
// isolates, is left-to-right. Offsets must not fall.
func (f *finder) afterLatin(off int) bool {
	for i := off; i > f.strong; {
		r, size := utf8.DecodeLastRuneInString(f.text[f.strong:i])
		switch c := bidi.ClassOf(r); c {
		case bidi.L, bidi.R, bidi.AL, bidi.B:
			f.latin = c == bidi.L
			i = f.strong
		default:
			i -= size
		}
	}
	f.strong = max(f.strong, off)
	return f.latin
}
