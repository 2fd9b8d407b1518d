package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"qari/data/cache"
	"qari/model/corpus"
	"qari/model/search"
	"qari/ui"
	"qari/ui/locale"
)

const cacheLong = `Show the search indexes that are kept on disk, or remove them.

The index of a large corpus is kept in the cache folder (~/.cache/qari/indexes, or
where XDG_CACHE_HOME says), so that the next time the reader can search as soon as
the articles are loaded, and so can qari search. An index is used only for exactly the texts
that it was made of; all together take no more than 4 GB.`

func newCache(p *process) *cobra.Command {
	c := &cobra.Command{
		Use:   "cache [clear]",
		Short: "Show the search indexes kept on disk, or clear them",
		Long:  cacheLong,
		Example: `  qari cache         how many there are, and how large
  qari cache clear   remove them`,
		ValidArgs: []string{"clear"},
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] == "clear" {
				return nil
			}
			return none(c, args)
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.cache(len(args) == 1) },
	}
	return c
}

// indexes is the folder of the kept indexes.
func (p *process) indexes() (cache.Folder, error) {
	folder, err := p.folder("XDG_CACHE_HOME", ".cache")
	return cache.Folder{Path: filepath.Join(folder, "indexes")}, err
}

func (p *process) cache(clear bool) error {
	folder, err := p.indexes()
	if err != nil {
		return err
	}
	words := locale.English()
	out := newOutput(p.out)
	if clear {
		n, bytes, err := folder.Clear()
		if err != nil {
			return fmt.Errorf("%s: %s", p.short(folder.Path), reason(err))
		}
		_, _ = fmt.Fprintf(out, "removed %s, %s\n", words.Indexes(n), words.Size(bytes))
		return out.Flush()
	}
	list, err := folder.List()
	if err != nil {
		return fmt.Errorf("%s: %s", p.short(folder.Path), reason(err))
	}
	var total int64
	for _, e := range list {
		total += e.Bytes
	}
	_, _ = fmt.Fprintf(out, "%s: %s, %s\n", p.short(folder.Path), words.Indexes(len(list)), words.Size(total))
	slices.Reverse(list)
	for _, e := range list {
		_, _ = fmt.Fprintf(out, "%s  used %s\n", words.Size(e.Bytes), e.Used.Format("2006-01-02 15:04"))
	}
	return out.Flush()
}

// indexOf is where the index of an input is kept, and its key there; ok is false for
// what cannot be read again.
func (p *process) indexOf(in *inputFlags, paths []string) (folder cache.Folder, key string, ok bool) {
	folder, err := p.indexes()
	if err != nil || len(paths) == 0 || slices.Contains(paths, "-") {
		return folder, "", false
	}
	parts := []string{in.format, in.encoding, fmt.Sprint(in.fields)}
	for _, path := range paths {
		full, err := filepath.Abs(path)
		if err != nil {
			return folder, "", false
		}
		parts = append(parts, full)
	}
	return folder, cache.Key(parts...), true
}

// keepIndexes lets the reader keep the index of what it reads.
func (p *process) keepIndexes(o *ui.Options, in *inputFlags, paths []string) {
	folder, key, ok := p.indexOf(in, paths)
	if !ok {
		return
	}
	o.KeptIndex = func() *search.Kept { return folder.Read(key) }
	o.KeepIndex = func(s search.Snapshot) error {
		if err := folder.Write(key, s); err != nil {
			return fmt.Errorf("the index was not kept: %s: %s", p.short(folder.Path), reason(err))
		}
		return nil
	}
}

// index indexes articles, with the help of an index that was kept, and keeps it.
func (p *process) index(articles []*corpus.Article, in *inputFlags, paths []string) search.Snapshot {
	var x search.Index
	folder, key, keeps := p.indexOf(in, paths)
	if keeps {
		x.Adopt(folder.Read(key), articles)
	}
	taken := x.Snapshot().Articles()
	for x.Extend(context.Background(), articles) {
	}
	if keeps && taken < len(articles) {
		if err := folder.Write(key, x.Snapshot()); err != nil {
			p.say("the index was not kept: %s: %s", p.short(folder.Path), reason(err))
		}
	}
	return x.Snapshot()
}
