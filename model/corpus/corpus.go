// Package corpus holds what an article is: its text as it was stored, what is
// known about it, and the trouble that was met while it was read. It knows
// nothing of files, formats or screens.
//
// Every text is valid for the life of the program and never changed: a view of
// it (package clean) is computed and keeps a way back to it.
package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
	"sync/atomic"

	"qari/model/span"
)

// ID names an article. It comes from the data or from a hash of its content,
// never from its position, so that what was decided about an article survives
// a reload. It holds no control and no blank at its ends.
type ID string

// idLen is the number of hexadecimal digits of an ID made from content: 48
// bits, one chance in 500 of a clash among a million articles, and a clash is
// seen and mended when it is loaded.
const idLen = 12

// ContentID is the ID of an article whose data has none: the SHA-256 over
// title, newline and text, both decoded to UTF-8 and with LF newlines,
// shortened. Without a title it is that of the text alone, so that a file
// whose first line is its title and a record with the same title and text are
// the same article.
func ContentID(title, text string) ID {
	sum := contentSum(title, text)
	var id [idLen]byte
	hex.Encode(id[:], sum[:idLen/2])
	return ID(id[:])
}

// ContentHash is the whole hash that ContentID shortens, in hexadecimal.
func ContentHash(title, text string) string {
	sum := contentSum(title, text)
	return hex.EncodeToString(sum[:])
}

// contentSum hashes title and text by way of a buffer, lest they are copied.
func contentSum(title, text string) (sum [sha256.Size]byte) {
	var buffer [2048]byte
	used := 0
	var h hash.Hash // of what did not fit the buffer
	write := func(s string) {
		for s != "" {
			if used == len(buffer) {
				if h == nil {
					h = sha256.New()
				}
				h.Write(buffer[:])
				used = 0
			}
			n := copy(buffer[used:], s)
			used, s = used+n, s[n:]
		}
	}
	if title != "" {
		write(Newlines(title))
		write("\n")
	}
	write(Newlines(text))
	if h == nil {
		return sha256.Sum256(buffer[:used])
	}
	h.Write(buffer[:used])
	h.Sum(sum[:0])
	return sum
}

// Newlines writes CR LF and CR as LF.
func Newlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// TitleRule says where a title came from; the rules are tried in this order.
type TitleRule uint8

const (
	// TitleField is a title that the data gave.
	TitleField TitleRule = iota + 1
	// TitleLine is the first line of a plain text; the body begins after it.
	TitleLine
	// TitleDerived is the beginning of the first sentence; its words stay in
	// the body too.
	TitleDerived
	// TitleFile is the file's name: the body is empty.
	TitleFile
)

// Derived reports whether the title was made up from something that is no
// title; such titles are shown soft.
func (r TitleRule) Derived() bool { return r == TitleDerived || r == TitleFile }

// Flags are warnings about an article's characters.
type Flags uint8

const (
	// Deceiving marks bidi controls that serve to deceive or are debris:
	// overrides, controls without partner, more than ten controls, any control
	// in an address, a file name, a source or an ID.
	Deceiving Flags = 1 << iota
	// MixedScripts marks a word that mixes Latin with Cyrillic or Greek
	// letters, or holds an invisible character between letters.
	MixedScripts
)

// Field is a key of the data that qari has no use for, kept for the original
// view.
type Field struct{ Name, Value string }

// Article is one article as it was loaded. But for the counts it is not changed
// afterwards, so any number of readers may hold it.
//
// A corpus holds a million of them, so what is not text is small: 120 bytes, of
// which 64 are the four strings every article has, 24 lead to what many share,
// few have, or is counted later, and 16 are the date. Seven pointers are the
// collector's to follow, and loaders allocate articles and texts many at a time.
type Article struct {
	ID ID
	// Title is one safe line (clean.Line of the title found); offsets into a
	// title are byte offsets into this string.
	Title string
	// Text is the source text, decoded to UTF-8 and not cleaned: it may hold
	// controls and invalid bytes. Offsets into an article are offsets into it.
	Text string
	// URL is a safe line, empty where unknown.
	URL string

	// Origin is shared by articles that came together, nil when unknown.
	Origin *Origin
	// Details is what most articles do not have, nil when this one has none.
	Details *Details

	counts atomic.Pointer[Counts]
	date   stamp

	// BodyStart is the offset in Text where what is shown as the body begins:
	// after the title, where Text begins with it.
	BodyStart int32
	// Line is the 1-based line of the record in its file, 0 for a whole file.
	Line      int32
	TitleRule TitleRule
	// Flags warn about what stands beside the text: address, ID, source, name
	// of the file.
	Flags Flags
	// RTL reports that the base direction of the title is right-to-left.
	RTL bool
}

// Counts are what takes a look at every letter of an article: 24 bytes that may
// come later than the article.
type Counts struct {
	// Digest is equal for articles whose bodies have the same folded letters
	// and digits; 0 when the body has none, and then equals nothing.
	Digest uint64
	// Words counts what stands between blanks in title, source line and body,
	// without what the reading view hides. Paragraphs counts those of the body
	// in the reading view, Controls the controls and invalid bytes, which are
	// shown as pictures.
	Words, Paragraphs, Controls int32
	// Flags warn about characters of title and text.
	Flags Flags
}

// Counts gives what was counted, nil when nothing was yet.
func (a *Article) Counts() *Counts { return a.counts.Load() }

// SetCounts adds the counts, which must not change any more. It may be called
// while others read the article.
func (a *Article) SetCounts(c *Counts) { a.counts.Store(c) }

// Origin is where an article came from. Source and Lang are safe lines, empty
// where unknown.
type Origin struct {
	Source, Lang string
	// Path is the file as it was given, "-" for standard input; it may hold
	// anything that a file name may.
	Path string
	// Encoding is the encoding that the text was decoded from, such as "UTF-8".
	Encoding string
}

// Details are further things that an article may have.
type Details struct {
	// Author and Tags are safe lines.
	Author string
	Tags   []string
	// Extra are the keys that have no field, in the order of the data, and the
	// title as stored where cleaning changed it.
	Extra []Field
}

// From gives the article's origin.
func (a *Article) From() Origin {
	if a.Origin == nil {
		return Origin{}
	}
	return *a.Origin
}

// More gives the article's details.
func (a *Article) More() Details {
	if a.Details == nil {
		return Details{}
	}
	return *a.Details
}

// Body is the range of Text that is shown as the body.
func (a *Article) Body() span.Span { return span.Span{Start: int(a.BodyStart), End: len(a.Text)} }

// Date is when the article appeared.
func (a *Article) Date() Date { return a.date.date() }

// HasDate reports whether the date is known.
func (a *Article) HasDate() bool { return a.date.unit != NoDate }

// Unix is the date in seconds since 1970, 0 when it is not known.
func (a *Article) Unix() int64 { return a.date.seconds }

// Local is the date in seconds since 1970 as the clock of its own zone showed
// them: what the date says when it is read as UTC.
func (a *Article) Local() int64 { return a.date.seconds + int64(a.date.east) }

// SetDate is for who makes the article.
func (a *Article) SetDate(d Date) { a.date = newStamp(d) }

// Problem is something that could not be read. It never stops a load.
type Problem struct {
	// Path is the file as it was given.
	Path string
	// Line is the 1-based line in the file, 0 when unknown or the whole file.
	Line int
	// Offset is the byte offset in the file, -1 when unknown.
	Offset int64
	// Reason says in lower case what is wrong.
	Reason string
}

// Place is where the problem lies: the path and, where known, the line or the
// byte, as in a.jsonl:7 and a.gz@512. It is not cleaned: a path may hold controls.
func (p Problem) Place() string {
	switch {
	case p.Line > 0:
		return p.Path + ":" + strconv.Itoa(p.Line)
	case p.Offset >= 0:
		return p.Path + "@" + strconv.FormatInt(p.Offset, 10)
	}
	return p.Path
}

// String gives place and reason as one line, for messages. It is not cleaned.
func (p Problem) String() string { return p.Place() + ": " + p.Reason }

// Batch is a part of a load, in input order.
type Batch struct {
	Articles []*Article
	Problems []Problem
	// Read and Total are bytes of the input so far and in all; Total is 0 as
	// long as it is unknown.
	Read, Total int64
	// Duplicates counts the articles of this batch that were left out since
	// the same article came earlier, Unwanted those that nobody wants.
	Duplicates, Unwanted int
	// Loaded marks, where a load goes on to follow its input, the batch after
	// which come only arrivals.
	Loaded bool
}
