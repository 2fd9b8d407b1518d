package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"qari/data/source/charset"
	"qari/model/corpus"
)

// Why an entry of an archive is not read.
const (
	isAbsolute  = "absolute path in an archive, not read"
	isOutside   = "path that leads out of the archive, not read"
	isLink      = "link in an archive, not read"
	isNoFile    = "not a regular file, not read"
	isEncrypted = "encrypted, not read"
)

// errBare is the trouble with an archive that has nothing to be read.
var errBare = errors.New("no articles in this archive")

// archive sees whether r holds an archive. What that packs is read in place, as
// if it were a folder; nothing is written anywhere.
func (l *loader) archive(r *counter, head []byte, body io.Reader, u *unpacker) (o opened, yes bool, err error) {
	zipped := isZip(head)
	switch {
	case !zipped && !isTar(head, r.in.name()):
		return o, false, nil
	case r.in.entry, zipped && u != nil:
		return o, true, errNested
	case zipped:
		o.archive = func(out sink) error { return l.zip(r, body, out) }
		return o, true, nil
	}
	t := &tape{loader: l, in: r.in, packed: r, kind: "tar", budget: &budget{packed: r.here.Load}}
	if u != nil {
		t.budget = u.budget
	}
	o.archive = func(out sink) error { return t.read(newTarred(body), out) }
	return o, true, nil
}

// place says where in an archive an entry of this name lies, or why it is not
// read. One that is left out in silence, as a folder would leave it out, has
// neither.
func place(name string) (below, refused string) {
	if !strings.Contains(name, "/") {
		name = strings.ReplaceAll(name, `\`, "/") // as old programs write it
	}
	switch {
	case strings.HasPrefix(name, "/"), len(name) > 1 && name[1] == ':' && name[0]|0x20 >= 'a' && name[0]|0x20 <= 'z':
		return path.Clean(name), isAbsolute
	case strings.Contains("/"+name+"/", "/../"):
		return name, isOutside
	}
	below = path.Clean(name)
	if strings.Contains("/"+below, "/.") || note(path.Base(below)) {
		return "", ""
	}
	return below, ""
}

// under is the path at which an entry of the archive is shown. The names in old
// archives are in the encoding of a country.
func under(archive *input, below string) string {
	if !utf8.ValidString(below) {
		if text, _, err := charset.Decode([]byte(below), ""); err == nil {
			below = text
		}
	}
	return archive.path + "/" + strings.TrimLeft(below, "/")
}

// entry is the input of an entry of an archive.
func entry(archive *input, below string, size int64, b *budget, open func() (io.ReadCloser, error)) *input {
	shown := under(archive, below)
	return &input{
		path: shown, below: path.Join(path.Dir(archive.below), shown[len(archive.path):]),
		size: size, entry: true, budget: b, open: open, again: archive.again,
	}
}

// file is an entry of an archive that is read from its beginning to its end.
type file struct {
	io.Reader
	name    string
	size    int64  // -1 when it is not known
	refused string // why it is not read, if it is not
}

// series gives the files of an archive one after the other, io.EOF after the
// last. A file is read before the next is asked for.
type series interface{ next() (file, error) }

// tape reads an archive from its beginning to its end.
type tape struct {
	*loader
	in     *input
	packed *counter
	kind   string // of archive, for messages
	budget *budget
	failed bool // to read what was asked for last
}

// read hands on the files of a series. Where one could not be read to its end
// and nothing comes after it, that was told with the file, and is no error.
func (t *tape) read(s series, out sink) error {
	for files := 0; ; {
		told := t.failed
		t.failed = false
		f, err := s.next()
		switch {
		case err != nil && told:
			return nil
		case errors.Is(err, io.EOF) && files == 0:
			return errBare
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return t.broken(err)
		}
		below, refused := place(f.name)
		switch {
		case refused != "":
		case below == "":
			continue
		default:
			refused = f.refused
		}
		files++
		if refused != "" {
			err = out.trouble(corpus.Problem{Path: under(t.in, below), Offset: -1, Reason: refused})
		} else {
			err = t.file(f, below, out)
		}
		if err != nil {
			return err
		}
	}
}

// file hands on one file: a small one as a whole, to be read by whoever has
// time, a large one in chunks.
func (t *tape) file(f file, below string, out sink) error {
	f.Reader = &watched{f.Reader, t}
	var buf bytes.Buffer
	buf.Grow(int(max(0, min(f.size, smallFile))) + bytes.MinRead)
	_, err := io.CopyN(&buf, f.Reader, smallFile+1)
	in := entry(t.in, below, f.size, t.budget, nil)
	if err == nil {
		in.open = func() (io.ReadCloser, error) { return io.NopCloser(io.MultiReader(&buf, f.Reader)), nil }
		return t.loader.file(in, out)
	}
	in.size = int64(buf.Len())
	in.open = func() (io.ReadCloser, error) { return io.NopCloser(io.MultiReader(&buf, failing{err})), nil }
	return out.entry(in)
}

// watched is a file on a tape: its errors are those of the archive.
type watched struct {
	io.Reader
	t *tape
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.t.failed = true
		err = w.t.broken(err)
	}
	return n, err
}

// broken says what is wrong with the archive, and where.
func (t *tape) broken(err error) error {
	var d *damagedError
	switch {
	case t.packed.failed != nil:
		return t.packed.failed
	case errors.As(err, &d), errors.Is(err, errTooMuch), errors.Is(err, errRatio):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &damagedError{t.kind + " archive is cut off", t.packed.here.Load()}
	}
	return &damagedError{fmt.Sprintf("%s archive is damaged (%s)", t.kind, plainly(err)), t.packed.here.Load()}
}

// plainly is the text of a library's error without the library's name.
func plainly(err error) string {
	text := err.Error()
	if _, rest, ok := strings.Cut(text, ": "); ok {
		return rest
	}
	return text
}
