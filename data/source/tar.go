package source

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
)

// isTar reports whether head begins a tar archive: its first header has a sum
// that is right. An archive of nothing is all zeros, and has its name only.
func isTar(head []byte, name string) bool {
	const block, from, to = 512, 148, 156 // of the header, and its sum
	if len(head) < block {
		return false
	}
	head = head[:block]
	if strings.HasSuffix(strings.ToLower(unpackedName(name)), ".tar") && len(bytes.Trim(head, "\x00")) == 0 {
		return true
	}
	want, err := strconv.ParseInt(strings.Trim(string(head[from:to]), " \x00"), 8, 64)
	if err != nil {
		return false
	}
	sum, signed := int64(0), int64(0)
	for i, b := range head {
		if i >= from && i < to {
			b = ' '
		}
		sum += int64(b)
		signed += int64(int8(b))
	}
	return want == sum || want == signed
}

// tarred are the files of a tar archive.
type tarred struct{ r *tar.Reader }

func newTarred(r io.Reader) tarred { return tarred{tar.NewReader(r)} }

func (t tarred) next() (file, error) {
	for {
		h, err := t.r.Next()
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			return file{}, err
		}
		f := file{Reader: t.r, name: h.Name, size: h.Size}
		switch h.Typeflag {
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		case tar.TypeReg:
			if sparse(h) { // holes of any size take no room in the archive
				f.refused = isNoFile
			}
		case tar.TypeLink, tar.TypeSymlink:
			f.refused = isLink
		default:
			f.refused = isNoFile
		}
		return f, nil
	}
}

// sparse reports whether a file has holes, by the headers of GNU tar.
func sparse(h *tar.Header) bool {
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return false
}
