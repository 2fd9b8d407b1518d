package source

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"qari/data/source/jsonl"
	"qari/data/source/markdown"
	"qari/data/source/plain"
	"qari/data/source/record"
)

// format is one entry of the table of formats.
type format struct {
	names   []string // for --format, the usual one first
	endings []string // of file names
	// recognise reports whether the head of a file is surely of this format; nil
	// when nothing shows it but the file's name.
	recognise func(head []byte) bool
	// whole says that a file is one record, which is checked and named as such.
	whole   bool
	decoder record.Decoder
}

// formats is the table. What is recognised by content comes first; the last
// entry takes all text that nothing else does. Not changed.
var formats = []format{
	{
		names:     []string{"jsonl", "ndjson"},
		endings:   []string{".jsonl", ".ndjson", ".jsonlines"},
		recognise: jsonl.Recognise,
		decoder:   jsonl.Decoder{},
	},
	{
		names:   []string{"md", "markdown"},
		endings: []string{".md", ".markdown"},
		whole:   true,
		decoder: markdown.Decoder{},
	},
	{
		names:   []string{"txt", "text", "plain"},
		endings: []string{".txt", ".text"},
		whole:   true,
		decoder: plain.Decoder{},
	},
}

// later are endings of formats that are not read yet, rather than taken for
// plain text.
var later = map[string]string{
	".json": otherJSON, ".csv": "CSV", ".tsv": "TSV", ".xml": "XML", ".rss": "RSS", ".atom": "Atom",
	".html": "HTML", ".htm": "HTML", ".sgml": "SGML", ".zip": "zip", ".zst": "zstd", ".bz2": "bzip2", ".xz": "xz",
	".tar": "tar", ".tgz": "tar", ".pdf": "PDF", ".doc": "Word", ".docx": "Word", ".rtf": "RTF", ".epub": "EPUB",
}

const otherJSON = "JSON other than JSON Lines"

// foreign names the format, not read yet, that text without a telling name
// begins as; "" for none.
func foreign(head []byte) string {
	head = bytes.TrimLeft(head, " \t\r\n")
	begins := func(with ...string) bool {
		for _, w := range with {
			if len(head) >= len(w) && strings.EqualFold(string(head[:len(w)]), w) {
				return true
			}
		}
		return false
	}
	switch {
	case begins("[", "{") && bytes.HasPrefix(bytes.TrimLeft(head[1:], " \t\r\n[{"), []byte{'"'}):
		return otherJSON
	case begins("<!doctype html", "<html"):
		return "HTML"
	case begins("<?xml", "<rss", "<feed", "<doc>"):
		return "XML"
	}
	return ""
}

// named gives the format of a name, nil for "" and "auto".
func named(name string) (*format, error) {
	if name == "" || strings.EqualFold(name, "auto") {
		return nil, nil
	}
	var known []string
	for i := range formats {
		if slices.Contains(formats[i].names, strings.ToLower(name)) {
			return &formats[i], nil
		}
		known = append(known, formats[i].names[0])
	}
	return nil, fmt.Errorf("unknown format %q: there are %s", name, strings.Join(known, ", "))
}

// detect finds the format by content, then by name. The error says that it is
// one that is not read.
func detect(name string, head []byte) (*format, error) {
	end := ending(name)
	for i := range formats {
		if f := &formats[i]; f.recognise != nil && f.recognise(head) {
			return f, nil
		}
	}
	for i := range formats {
		if slices.Contains(formats[i].endings, end) {
			return &formats[i], nil
		}
	}
	what := later[end]
	if what == "" {
		what = foreign(head)
	}
	if what != "" {
		return nil, fmt.Errorf("%s is not read yet", what)
	}
	if markdown.HasFrontMatter(head) {
		return named("md")
	}
	return &formats[len(formats)-1], nil
}

// ending is the ending of a file name in lower case, that of what is packed for
// a packed file.
func ending(name string) string {
	return strings.ToLower(path.Ext(unpackedName(name)))
}

// stem is a file name without ending.
func stem(name string) string {
	name = unpackedName(name)
	return strings.TrimSuffix(name, path.Ext(name))
}

func unpackedName(name string) string {
	if packed(name) {
		return name[:len(name)-len(".gz")]
	}
	return name
}

// packed reports whether a file name says that the file is packed.
func packed(name string) bool {
	return len(name) > len(".gz") && strings.EqualFold(path.Ext(name), ".gz")
}

// note reports whether a file of this name, in a folder, is a note about the
// folder and no article.
func note(name string) bool {
	end := ending(name)
	if end != "" && end != ".md" && end != ".txt" && end != ".markdown" && end != ".rst" {
		return false
	}
	word := strings.FieldsFunc(strings.ToLower(stem(name)), func(r rune) bool { return strings.ContainsRune("-_. ", r) })
	return len(word) > 0 && slices.Contains([]string{"readme", "license", "licence", "copying", "changelog", "notice"}, word[0])
}

// isGzip reports whether head begins as gzip does.
func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1F, 0x8B}) }
