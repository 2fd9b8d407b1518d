package source

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync/atomic"
	"time"

	"qari/data/source/charset"
	"qari/data/source/record"
)

// tracked is what is known of a file that is followed. The follower and whoever
// reads the file take turns: while reading is set, the rest is the reader's.
type tracked struct {
	reading atomic.Bool
	stamp          // of the file when it was found last
	past           // how it was read
	known   bool   // that it was
	patient bool   // what is cut off is to be left for later
	trail   *trail // the file, while it is read

	began time.Time
	took  time.Duration // to read it
	wait  time.Duration // for it to be left alone so long, where all of it is read anew
	one   bool          // it is one article
}

// past is how a file was read last.
type past struct {
	ended int64 // when, in nanoseconds since 1970
	left  *left // where reading goes on, nil for the beginning
	// held is after how long without change what was cut off is to be read: a last
	// line without end, or what lacks its end altogether. 0 for nothing.
	held time.Duration
}

// stamp tells whether a file is still what it was.
type stamp struct {
	inode    uint64 // 0 where the system has none
	size     int64
	modified int64 // in nanoseconds since 1970
}

func stampOf(info fs.FileInfo) stamp {
	return stamp{inode(info), info.Size(), info.ModTime().UnixNano()}
}

// left is where the reading of lines was left: at the end of the last one. It is
// not changed.
type left struct {
	inode  uint64
	offset int64
	lines  int    // before it
	last   []byte // the bytes before it
	format *format
	rest   bool // what came after it was read too, though the line had no end
}

// lastBytes is how many bytes must be the same for a file to be one that only
// grew.
const lastBytes = 256

// trail is an open file that remembers where its last line ended.
type trail struct {
	*os.File
	left
	at     int64 // how far it was read
	from   *left // where that began, nil for the beginning
	packed bool
}

func (t *trail) Read(p []byte) (int, error) {
	n, err := t.File.Read(p)
	if t.at == 0 && n > 0 {
		t.packed = packingOf(p[:n]) != nil
	}
	if end := bytes.LastIndexByte(p[:n], '\n') + 1; end > 0 {
		t.offset = t.at + int64(end)
		t.lines += bytes.Count(p[:end], []byte{'\n'})
		t.last = append(t.last[:0], p[max(0, end-lastBytes):end]...)
	}
	t.at += int64(n)
	return n, err
}

// begin finds out what is in an input that was opened. In a file that is followed
// and only grew it goes on where that was left.
func (l *loader) begin(r *counter) (opened, error) {
	k := r.in.tracked
	f, ok := r.r.(*os.File)
	if k == nil || !ok {
		return l.recognise(r)
	}
	from := k.left
	k.trail, k.left, k.held, k.began = &trail{File: f}, nil, 0, time.Now()
	r.r, r.in.again = k.trail, k.known
	info, err := f.Stat()
	if err != nil {
		return opened{}, err
	}
	k.trail.inode = inode(info)
	if from == nil || !from.goesOn(f, info) {
		return l.recognise(r)
	}
	k.trail.left, k.trail.at, k.trail.from = *from, from.offset, from
	k.trail.last = bytes.Clone(from.last)
	r.in.again = from.rest
	r.in.size = max(0, r.in.size-from.offset)
	return l.goOn(r, from)
}

// goesOn reports whether the file only grew, and goes to where it was left.
func (from *left) goesOn(f *os.File, info fs.FileInfo) bool {
	if inode(info) != from.inode || info.Size() < from.offset {
		return false
	}
	last := make([]byte, len(from.last))
	if _, err := f.ReadAt(last, from.offset-int64(len(last))); err != nil || !bytes.Equal(last, from.last) {
		return false
	}
	_, err := f.Seek(from.offset, io.SeekStart)
	return err == nil
}

// goOn is recognise for the rest of a file.
func (l *loader) goOn(r *counter, from *left) (o opened, err error) {
	var e charset.Encoding // UTF-8, in which any line may be something else
	if l.encoding != "" {
		if e, err = charset.Use(l.encoding, nil); err != nil {
			return o, err
		}
	}
	o.format, o.text, o.skipped = from.format, e.Reader(r), from.lines
	o.Reader = o.text
	return o, nil
}

// part is a chunk of a followed file as it is to be used: at its place in the
// whole file, and without what may not be whole yet. It reports
// whether there is anything left of it.
func (k *tracked) part(o *opened, c record.Chunk) (record.Chunk, bool) {
	if k == nil || k.trail == nil {
		return c, true
	}
	k.one = o.format.whole
	if k.held == longest { // what comes after the fault
		return c, false
	}
	if k.patient && c.Last && c.Fault.Reason != "" {
		c.Fault, k.held = record.Fault{}, longest
	}
	switch {
	case k.patient && o.whole != nil && o.whole.failed != nil:
		return c, false
	case !o.format.lines:
		return c, true
	}
	if end := bytes.LastIndexByte(c.Data, '\n') + 1; end < len(c.Data) && k.patient {
		c.Data, k.held = c.Data[:end], quiet
	}
	if from := k.trail.from; from != nil {
		c.Line += from.lines
		c.Offset += from.offset
		c.Fault.Line += from.lines
		c.Fault.Offset += from.offset
	}
	return c, len(c.Data) > 0 || c.Fault.Reason != ""
}

// leave remembers where to go on in a file that was read to its end. Where that
// was decoded, places in the file are not known.
func (k *tracked) leave(o *opened) {
	if k == nil || k.trail == nil || !o.format.lines || o.text == nil {
		return
	}
	t := k.trail
	if t.packed || t.offset == 0 || o.text.Encoding(0) != utf8Name {
		return
	}
	t.format, t.rest = o.format, t.at > t.offset && k.held == 0
	k.left = &t.left
}

// utf8Name is the name of the encoding in which a file can be gone on with at any
// place.
const utf8Name = "UTF-8"

// quiet is how long nothing is added to a file until a last line without end
// counts as whole.
const quiet = time.Second

// finished takes note that an input was read. What is wrong with a followed file
// that has changed just now, its next change may mend: it is told of once the file
// was left alone for long.
func (l *loader) finished(in *input, err error) error {
	k := in.tracked
	if k == nil {
		return err
	}
	now := time.Now()
	k.trail, k.known, k.ended, k.took = nil, true, now.UnixNano(), now.Sub(k.began)
	switch {
	case err == nil:
	case vacant(err):
		k.left, err = nil, nil
	case errors.Is(err, fs.ErrPermission):
		k.left, k.stamp = nil, stamp{} // which a change of that does not change
	case k.patient:
		k.left, k.held, err = nil, longest, nil
	default:
		k.left = nil
	}
	if k.held > 0 {
		l.walker.follow.later(*in, k.held)
	}
	k.reading.Store(false)
	return err
}

// vacant reports whether an error says that there is nothing yet, or no more.
func vacant(err error) bool {
	return errors.Is(err, errEmpty) || errors.Is(err, errBlank) || errors.Is(err, fs.ErrNotExist)
}

// delay puts off the reading of a file that is read anew again and again: of one
// that is an article by itself, since each time is another article.
func (k *tracked) delay() {
	again := settled
	if k.one && time.Since(time.Unix(0, k.ended)) < rarest+k.wait {
		again = 2 * k.wait
	}
	const part = 10 // of the time that may be spent with it
	k.wait = min(max(again, part*k.took), rarest)
}
