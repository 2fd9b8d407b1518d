package document

import (
	"strings"

	"qari/model/arabic"
	"qari/model/clean"
	"qari/model/corpus"
	"qari/model/span"
)

// Survey counts an article.
func Survey(a *corpus.Article) corpus.Counts {
	body := a.Body().Of(a.Text)
	inBody := clean.Scan(body)
	// A title that the data gave may stand in the text as well; any other is a
	// part of the text.
	head, field := clean.Scan(a.Text[:a.BodyStart]), clean.Stats{}
	if a.TitleRule == corpus.TitleField {
		field = clean.Scan(StoredTitle(a))
		head.Words = 0
	}
	stats := inBody.Add(head).Add(field)
	c := corpus.Counts{
		Digest: digest(body), Words: int32(stats.Words), Paragraphs: int32(inBody.Paragraphs),
		Controls: int32(stats.Controls), Flags: stats.Flags,
	}
	if inBody.Words < shortBody && c.Digest != 0 {
		c.Digest = digest(a.Title + "\n" + body)
	}
	return c
}

// Counts gives the counts of an article, be they known or not.
func Counts(a *corpus.Article) corpus.Counts {
	if c := a.Counts(); c != nil {
		return *c
	}
	return Survey(a)
}

// StoredTitle is the title as the data gave it.
func StoredTitle(a *corpus.Article) string {
	for _, f := range a.More().Extra {
		if f.Name == "title" {
			return f.Value
		}
	}
	return a.Title
}

// shortBody is the number of words below which a body alone does not tell that
// two articles are the same: "details in the video" stands under any title.
const shortBody = 20

// digest is that of a text as it is read.
func digest(body string) uint64 {
	if strings.IndexByte(body, '[') < 0 && strings.IndexByte(body, '&') < 0 {
		return arabic.Digest(body)
	}
	var b strings.Builder
	for _, p := range clean.Text(body, span.Span{End: len(body)}, clean.Options{}).Paragraphs {
		b.WriteString(p.Text)
		b.WriteByte('\n')
	}
	return arabic.Digest(b.String())
}
