package main

import (
	"io"

	"github.com/spf13/cobra"
)

const rootLong = `qari reads corpora of articles in Arabic and other right-to-left languages in
a terminal: a list, a fuzzy filter, and a reading pane in which letters join
and right-to-left runs right to left, with the words you watch highlighted.

A PATH is a file, a folder or an archive of articles; - is standard input.
Without a path qari opens its built-in sample. A path that is named like a
command is written ./list, or after --.

What a file holds shows in its content, then in its name: text, Markdown, JSON,
CSV, XML of the TREC kind, web pages, feeds, WARC or Parquet, packed or not, in
UTF-8, UTF-16, windows-1256 or ISO-8859-6. Names for --format are: auto, txt,
md, lines, json, jsonl, csv, tsv, trec, html, feed, warc, parquet; for
--encoding: auto, utf-8, utf-16, utf-16le, utf-16be, windows-1256, iso-8859-6,
windows-1252.

Every setting has an environment variable, QARI_ and its name: QARI_BIDI=words
stands for --bidi words. A flag beats the variable.`

const rootExample = `  qari                                  the built-in sample
  qari news/                            a folder, with its sub-folders
  qari news.jsonl more/*.txt            files
  qari crawl.tar.zst saved.zip          archives, read in place
  qari --follow news/                   a folder that grows
  zcat dump.jsonl.gz | qari -           standard input; keys come from the terminal
  qari -k الإرهاب -k التطرف news/       watch two words
  qari --keywords watch.toml news/      watch lists from a file
  qari list news.jsonl | sort -k 2      titles, for other programs
  qari search 'نفط -أسعار' news.jsonl   articles whose text has a word and not another
  qari filter مدريد news.jsonl          what the list's filter would show
  qari cat --bidi visual news/a.txt     an article, ready for a plain terminal`

// newRoot makes the whole command line. It does nothing else: it runs before
// every first frame.
func newRoot(p *process) *cobra.Command {
	var (
		in      inputFlags
		page    layoutFlags
		session readerFlags
		version bool
	)
	root := &cobra.Command{
		Use:                        "qari [flags] [PATH...]",
		Short:                      "Read Arabic news and other right-to-left corpora in a terminal",
		Long:                       rootLong,
		Example:                    rootExample,
		Args:                       cobra.ArbitraryArgs,
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
		PersistentPreRunE: func(c *cobra.Command, _ []string) error {
			return fromEnvironment(c.Flags(), p.env)
		},
		RunE: func(c *cobra.Command, args []string) error {
			if version {
				_, err := io.WriteString(p.out, versionLine())
				return err
			}
			return p.read(c, &in, &page, &session, args)
		},
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	in.register(root)
	page.register(root)
	session.register(root)
	root.Flags().BoolVar(&version, "version", false, "print the version")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.SetIn(p.in)
	root.SetOut(p.out)
	root.SetErr(p.err)
	for _, c := range []*cobra.Command{
		newCat(p), newList(p), newFilter(p), newSearch(p), newCache(p), newDoctor(p), newCompletion(p), newMan(p),
	} {
		c.DisableFlagsInUseLine = true
		root.AddCommand(c)
	}
	root.DisableFlagsInUseLine = true
	return root
}
