// Package sample holds the built-in corpus that qari opens when it is given no
// path, and the watch list that goes with it.
//
// The articles were written for qari. They are samples, not news, and each says
// so in its source. They are free to use, copy and change for any purpose,
// without condition. About half of them deal with security cooperation in the
// way Arabic newspapers report it, the rest with economy, science, sport,
// culture and weather; one each is in Persian, Urdu, Hebrew and English. They
// name no person and quote nobody.
//
// Between them they show what a reader of Arabic news has to cope with: vowel
// marks, tatweel, words and digits run together, hamzas left out, blanks before
// punctuation, shortcodes, three sorts of digits, texts without a title, a
// paragraph of a thousand words, hidden direction marks, a title that deceives,
// controls. The test names each of them beside the pattern that finds it. So a
// text that looks misspelt is meant so; take care that an editor does not mend
// it, nor change a file's line ends or byte order mark.
//
//	articles/*.md          title, source and date from the front matter
//	articles/*.jsonl       one article a line, under English and Arabic keys;
//	                       characters that cannot be seen are escaped
//	articles/*.txt         the source is the first line
//	articles/<source>/     plain texts whose source is the name of the folder
package sample

import (
	"embed"
	"io/fs"
)

//go:embed articles
var files embed.FS

//go:embed keywords.toml
var keywords string

// FS gives the articles, one file tree to be loaded as a folder would be: the
// paths are relative to that folder.
func FS() fs.FS {
	sub, err := fs.Sub(files, "articles")
	if err != nil {
		panic("sample: " + err.Error()) // only for an invalid name, and the name is constant
	}
	return sub
}

// Keywords gives the watch list of the sample as TOML: groups with a name, a
// colour of the theme and words. The caller owns the bytes.
func Keywords() []byte { return []byte(keywords) }
