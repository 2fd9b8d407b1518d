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
	"strings"

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
	return ID(ContentHash(title, text)[:idLen])
}

// ContentHash is the whole hash that ContentID shortens, in hexadecimal.
func ContentHash(title, text string) string {
	h := sha256.New()
	if title != "" {
		h.Write([]byte(newlines(title)))
		h.Write([]byte{'\n'})
	}
	h.Write([]byte(newlines(text)))
	return hex.EncodeToString(h.Sum(nil))
}

// newlines writes CR LF and CR as LF.
func newlines(s string) string {
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

// Article is one article as it was loaded. It is not changed afterwards, so
// any number of readers may hold it.
type Article struct {
	ID ID
	// Title is one safe line (clean.Line of the title found); offsets into a
	// title are byte offsets into this string.
	Title     string
	TitleRule TitleRule
	// Text is the source text, decoded to UTF-8 and not cleaned: it may hold
	// controls and invalid bytes. Offsets into an article are offsets into it.
	Text string
	// Body is the range of Text that is shown as the body: what follows the
	// title, where Text begins with it.
	Body span.Span

	// Source, Author, URL, Lang and Tags are safe lines, empty where unknown.
	Source, Author, URL, Lang string
	Tags                      []string
	Date                      Date

	// Path is the file as it was given, "-" for standard input; it may hold
	// anything that a file name may. Line is the 1-based line of the record in
	// it, 0 for a whole file.
	Path string
	Line int
	// Encoding is the encoding that the text was decoded from, such as "UTF-8".
	Encoding string
	// Extra are the keys that have no field here, in the order of the data,
	// and the title as stored where cleaning changed it.
	Extra []Field

	// Words counts what stands between blanks in title, source line and body,
	// without what the reading view hides. Paragraphs counts those of the body
	// in the reading view; Bytes is the length of Text.
	Words, Paragraphs, Bytes int
	// Digest is equal for articles whose bodies have the same folded letters
	// and digits; 0 when the body has none, and then equals nothing.
	Digest uint64
	Flags  Flags
	// Controls counts controls and invalid bytes, shown as pictures.
	Controls int
	// RTL reports that the base direction of the title is right-to-left.
	RTL bool
}

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

// String gives path, line and reason as one line, for messages. It is not
// cleaned: a path may hold controls.
func (p Problem) String() string {
	return p.place() + ": " + p.Reason
}

// Batch is a part of a load, in input order.
type Batch struct {
	Articles []*Article
	Problems []Problem
	// Read and Total are bytes of the input so far and in all; Total is 0 as
	// long as it is unknown.
	Read, Total int64
	// Duplicates counts the articles of this batch that were left out since
	// the same article came earlier.
	Duplicates int
}
