package source

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"qari/model/corpus"
)

// What of a zip archive is held in memory at most: all of it, if it comes from a
// pipe, and the list of its entries.
const (
	maxPiped = 1 << 30
	maxList  = 128 << 20
)

var (
	errPiped = errors.New("zip archive of more than 1 GB from a pipe: it must be a file")
	errList  = errors.New("zip archive has too many entries: their list has more than 128 MB")
)

// isZip reports whether head begins as zip archives do, those with nothing in
// them too.
func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// zipped is a zip archive that is read. Its budget is for all of it, and each
// entry has one for itself.
type zipped struct {
	*loader
	in     *input
	packed *counter
	size   int64
	budget *budget
	share  float64 // of its bytes on disk for a byte of an entry as it is packed
}

// zip hands on the entries of the archive in r by their paths. Where its list is
// missing it hands on what it finds, and tells of it.
func (l *loader) zip(r *counter, body io.Reader, out sink) error {
	at, size, err := direct(r, body)
	if err != nil {
		return err
	}
	list := &listed{ReaderAt: at, left: maxList}
	archive, err := zip.NewReader(list, size)
	list.read = true
	z := &zipped{loader: l, in: r.in, packed: r, size: size, budget: &budget{}}
	switch {
	case errors.Is(err, errList):
		return err
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return z.rescue(io.NewSectionReader(at, 0, size), out)
	}
	for method, name := range map[uint16]string{12: "bzip2", 93: "zstd", 95: "xz"} {
		archive.RegisterDecompressor(method, decompressor(name))
	}
	return z.entries(archive, out)
}

// listed lets a list of entries be read that is not too long.
type listed struct {
	io.ReaderAt
	left int64
	read bool // the list was
}

func (l *listed) ReadAt(p []byte, off int64) (int, error) {
	if !l.read {
		if l.left -= int64(len(p)); l.left < 0 {
			return 0, errList
		}
	}
	return l.ReaderAt.ReadAt(p, off)
}

// direct gives the archive to be read at any place: the file itself, or all of
// it in memory.
func direct(r *counter, body io.Reader) (io.ReaderAt, int64, error) {
	if at, ok := r.r.(io.ReaderAt); ok && !r.in.stream && r.in.size >= 0 {
		return at, r.in.size, nil
	}
	const piece = 1 << 20
	var all pieces
	for {
		p := make([]byte, piece)
		n, err := io.ReadFull(body, p)
		all = append(all, p[:n])
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return all, int64(len(all)-1)*piece + int64(n), nil
		case err != nil:
			return nil, 0, err
		case len(all) > maxPiped/piece:
			return nil, 0, errPiped
		}
	}
}

// pieces are bytes in memory, all but the last piece of one size.
type pieces [][]byte

// ReadAt reads from any place.
func (s pieces) ReadAt(p []byte, off int64) (int, error) {
	size, n := int64(len(s[0])), 0
	for i := off / size; size > 0 && i < int64(len(s)) && n < len(p); i++ {
		part := s[i]
		n += copy(p[n:], part[min(off-i*size, int64(len(part))):])
		off = (i + 1) * size
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// decompressor is that of a method of zip, by the name of a packing.
func decompressor(name string) zip.Decompressor {
	i := slices.IndexFunc(packings, func(p packing) bool { return p.name == name })
	return func(r io.Reader) io.ReadCloser {
		u, err := packings[i].open(bufio.NewReader(r))
		if err != nil {
			u = failing{err}
		}
		return io.NopCloser(u)
	}
}

// entries hands on what the archive lists.
func (z *zipped) entries(archive *zip.Reader, out sink) error {
	files := slices.Clone(archive.File)
	slices.SortStableFunc(files, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	sum := uint64(0)
	for _, f := range files {
		if f.Name == "[Content_Types].xml" || f.Name == "mimetype" {
			return errors.New("an office document or a book, which is not read yet")
		}
		sum += min(f.CompressedSize64, uint64(z.size))
	}
	z.share = float64(max(0, z.in.weight-z.packed.told.Load())) / float64(max(1, sum))
	found := false
	for _, f := range files {
		below, refused := place(f.Name)
		switch {
		case f.Mode().IsDir(), strings.HasSuffix(f.Name, `\`), refused == "" && below == "":
			continue
		case refused == "":
			refused = refusal(f)
		}
		found = true
		err := z.budget.spend(0)
		switch {
		case err != nil: // is that of the whole
		case refused != "":
			err = out.trouble(corpus.Problem{Path: under(z.in, below), Offset: -1, Reason: refused})
		default:
			err = z.entry(f, below, out)
		}
		if err != nil {
			return err
		}
	}
	if !found {
		return errBare
	}
	return nil
}

// refusal says why an entry is not read.
func refusal(f *zip.File) string {
	const encrypted = 1
	switch mode := f.Mode(); {
	case mode&fs.ModeSymlink != 0:
		return isLink
	case !mode.IsRegular():
		return isNoFile
	case f.Flags&encrypted != 0:
		return isEncrypted
	}
	return ""
}

// entry hands on one entry: a small one as a whole, a large one in chunks.
func (z *zipped) entry(f *zip.File, below string, out sink) error {
	packed := min(int64(min(f.CompressedSize64, maxUnpacked)), z.size)
	b := &budget{packed: func() int64 { return packed }, within: z.budget}
	in := entry(z.in, below, int64(min(f.UncompressedSize64, maxUnpacked)), b, nil)
	in.weight = int64(z.share * float64(packed))
	z.in.weight -= in.weight
	in.open = func() (io.ReadCloser, error) {
		r, err := f.Open()
		if err != nil {
			return nil, entryError(f, err)
		}
		return &unzipped{r, f, b}, nil
	}
	if !in.small() {
		return z.file(in, out)
	}
	z.packed.held.more()
	in.done = z.packed.held.less
	return out.entry(in)
}

// unzipped is the content of an entry.
type unzipped struct {
	io.ReadCloser
	f      *zip.File
	budget *budget
}

func (u *unzipped) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	if over := u.budget.spend(n); over != nil {
		return n, over
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = entryError(u.f, err)
	}
	return n, err
}

// entryError says what is wrong with an entry, and where in the archive.
func entryError(f *zip.File, err error) error {
	if errors.Is(err, zip.ErrAlgorithm) {
		return fmt.Errorf("packed by method %d of zip, which is not read", f.Method)
	}
	at, oerr := f.DataOffset()
	if oerr != nil {
		at = -1
	}
	var corrupt flate.CorruptInputError
	switch {
	case errors.As(err, &corrupt):
		return &damagedError{"zip data is damaged", at + int64(corrupt)}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &damagedError{"zip data is cut off", at}
	}
	return &damagedError{fmt.Sprintf("zip data is damaged (%s)", plainly(err)), at}
}
