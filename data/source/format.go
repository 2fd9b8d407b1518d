package source

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"qari/data/source/delimited"
	"qari/data/source/html"
	"qari/data/source/jsonarray"
	"qari/data/source/jsonl"
	titles "qari/data/source/lines" // lines is something else here
	"qari/data/source/markdown"
	"qari/data/source/parquet"
	"qari/data/source/plain"
	"qari/data/source/record"
	"qari/data/source/syndication"
	"qari/data/source/trec"
	"qari/data/source/warc"
)

// format is one entry of the table of formats.
type format struct {
	names   []string // for --format, the usual one first
	endings []string // of file names
	// recognise reports whether the head of a file is surely of this format; nil
	// when nothing shows it but the file's name.
	recognise func(head []byte) bool
	// whole says that a file is one record, which is checked and named as such.
	whole bool
	// lines says that a record is a line, so that a file can be gone on with where
	// a line ended.
	lines bool
	// binary says that the decoder wants the bytes as they are: they are not
	// text, or text in several encodings.
	binary  bool
	decoder record.Decoder
}

// formats is the table. What is recognised by content comes first; the last
// entry takes all text that nothing else does. Not changed.
var formats = []format{
	{
		names:     []string{"parquet"},
		endings:   []string{".parquet", ".pq"},
		recognise: parquet.Recognise,
		binary:    true,
		decoder:   parquet.Decoder{},
	},
	{
		names:     []string{"warc", "wet"},
		endings:   []string{".warc", ".wet"},
		recognise: warc.Recognise,
		binary:    true,
		decoder:   warc.Decoder{},
	},
	{
		names:     []string{"feed", "rss", "atom"},
		endings:   []string{".rss", ".atom"},
		recognise: syndication.Recognise,
		decoder:   syndication.Decoder{},
	},
	{
		names:     []string{"html", "htm", "xhtml"},
		endings:   []string{".html", ".htm", ".xhtml"},
		recognise: html.Recognise,
		whole:     true,
		decoder:   html.Decoder{},
	},
	{
		names:     []string{"json"},
		endings:   []string{".json"},
		recognise: jsonarray.Recognise, // what else is JSON is JSON Lines
		decoder:   jsonarray.Decoder{},
	},
	{
		names:     []string{"jsonl", "ndjson"},
		endings:   []string{".jsonl", ".ndjson", ".jsonlines"},
		recognise: jsonl.Recognise,
		lines:     true,
		decoder:   jsonl.Decoder{},
	},
	{
		names:     []string{"csv"},
		endings:   []string{".csv"},
		recognise: delimited.Recognise,
		decoder:   delimited.Decoder{},
	},
	{
		names:   []string{"tsv", "tab"},
		endings: []string{".tsv", ".tab"},
		decoder: delimited.Decoder{Separator: '\t'},
	},
	{
		names:     []string{"trec", "xml", "sgml"},
		endings:   []string{".trec", ".xml", ".sgml", ".sgm"},
		recognise: trec.Recognise,
		decoder:   trec.Decoder{},
	},
	{
		names:   []string{"lines"},
		lines:   true,
		decoder: titles.Decoder{},
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
	".7z": "7-Zip", ".rar": "RAR", ".lz4": "lz4", ".lzma": "lzma",
	".mhtml": "MHTML", ".mht": "MHTML", ".pdf": "PDF", ".doc": "Word", ".docx": "Word", ".rtf": "RTF", ".epub": "EPUB",
}

// Formats names the formats that Options.Format takes, first the one that detects
// them.
func Formats() []string {
	names := []string{"auto"}
	for i := range formats {
		names = append(names, formats[i].names[0])
	}
	return names
}

// named gives the format of a name, nil for "" and "auto".
func named(name string) (*format, error) {
	if name == "" || strings.EqualFold(name, "auto") {
		return nil, nil
	}
	for i := range formats {
		if slices.Contains(formats[i].names, strings.ToLower(name)) {
			return &formats[i], nil
		}
	}
	return nil, fmt.Errorf("unknown format %q: there are %s", name, strings.Join(Formats(), ", "))
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
	if f := ended(name); f != nil {
		return f, nil
	}
	what := later[end]
	if what == "" && bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("<?xml")) {
		what = "XML of this kind"
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
	_, name = packedName(name)
	return name
}

// packed reports whether a file name says that the file is packed, or packs
// others.
func packed(name string) bool {
	p, name := packedName(name)
	end := strings.ToLower(path.Ext(name))
	return p != nil || end == ".zip" || end == ".tar"
}

// data gives the format of data that is no text, by its first bytes, nil if it
// is none that is known.
func data(head []byte) *format {
	for i := range formats {
		if f := &formats[i]; f.binary && f.recognise != nil && f.recognise(head) {
			return f
		}
	}
	return nil
}

// ended gives the format that a file is of by its name, nil if that does not
// tell.
func ended(name string) *format {
	for i := range formats {
		if slices.Contains(formats[i].endings, ending(name)) {
			return &formats[i]
		}
	}
	return nil
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
