package charset_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"qari/data/source/charset"
)

// lines are texts, one a line, in the encodings named, and the names by line.
func lines(t testing.TB, names ...string) (data, text string) {
	t.Helper()
	var d, u strings.Builder
	for i, name := range names {
		line := fmt.Sprintf(`{"id":"%d","title":"%s"}`+"\n", i, cut(prose[i%len(prose)], 120))
		u.WriteString(line)
		d.WriteString(in(t, name, line))
	}
	return d.String(), u.String()
}

// repeat gives the names n times over.
func repeat(n int, names ...string) (all []string) {
	for range n {
		all = append(all, names...)
	}
	return all
}

// A file that is put together of parts is read right, and each line knows its
// encoding, wherever the others begin.
func TestMixedLines(t *testing.T) {
	const u, w, i = "UTF-8", "windows-1256", "ISO-8859-6"
	for name, names := range map[string][]string{
		"alternating":          repeat(40, u, w),
		"UTF-8 first":          append(repeat(1000, u), repeat(10, w, u, w, w)...),
		"UTF-8 last":           append(repeat(1000, w), repeat(10, u, u, w)...),
		"one in many":          append(append(repeat(2000, u), i), repeat(2000, u)...),
		"three encodings":      repeat(30, u, w, i),
		"two of one byte":      append(repeat(30, w), repeat(30, i)...),
		"one line of windows":  {w, u, u},
		"all of UTF-8":         repeat(1000, u),
		"all of ISO-8859-6":    repeat(1000, i),
		"two lines of windows": repeat(2, w),
	} {
		data, text := lines(t, names...)
		e, err := charset.Detect([]byte(data)[:min(len(data), charset.HeadSize)])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for cut, r := range map[string]io.Reader{
			"whole": strings.NewReader(data), "small": iotest.HalfReader(&few{strings.NewReader(data), 100}), "last": iotest.DataErrReader(strings.NewReader(data)),
		} {
			got, d := read(t, e, r)
			if got != text {
				t.Fatalf("%s, %s: text differs at %d", name, cut, differ(got, text))
			}
			for line, want := range names {
				if got := d.Encoding(line + 1); got != want {
					t.Fatalf("%s, %s: line %d is in %s, want %s", name, cut, line+1, got, want)
				}
			}
			if exact := d.Exact(); exact != (data == text) {
				t.Errorf("%s, %s: exact %v", name, cut, exact)
			}
		}
	}
}

// few gives n bytes at a time.
type few struct {
	io.Reader
	n int
}

func (f *few) Read(p []byte) (int, error) { return f.Reader.Read(p[:min(len(p), f.n)]) }

func differ(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// A file whose head is ASCII is decided upon at its first other letter.
func TestASCIIFirst(t *testing.T) {
	for _, name := range []string{"UTF-8", "windows-1256", "ISO-8859-6"} {
		for _, before := range []string{strings.Repeat("var x = 1;\n", 9000), strings.Repeat("x", 2*charset.HeadSize+1)} {
			text := before + strings.Join(prose, "\n")
			data := before + in(t, name, strings.Join(prose, "\n"))
			e, err := charset.Detect([]byte(data)[:charset.HeadSize])
			if err != nil || e.Name() != "UTF-8" {
				t.Fatal(e.Name(), err)
			}
			if got, r := read(t, e, strings.NewReader(data)); got != text || r.Encoding(0) != name {
				t.Errorf("%s: in %s, text differs at %d of %d", name, r.Encoding(0), differ(got, text), len(text))
			}
		}
	}
}

// Damage in UTF-8 is no reason to take a line for another encoding.
func TestDamageStays(t *testing.T) {
	for _, text := range []string{
		strings.Repeat(prose[0]+"\n", 300) + "\xff\n" + prose[1],
		strings.Repeat(prose[0]+"\n", 300) + "English with one \xe9 or \x92two\n" + prose[1],
		strings.Repeat(prose[0]+"\n", 300) + prose[2][:101] + "\n" + prose[2][:99] + "\xd8",
		strings.Repeat(strings.Repeat("a b c d e f g h i j k l m n o p q r s t u v w x y z ", 3)+"\xff\n", 1000),
		prose[0] + "\xed\xa0\x80\xc0\xaf\xf5\n",
	} {
		e, err := charset.Detect([]byte(text)[:min(len(text), charset.HeadSize)])
		if err != nil {
			t.Fatal(err)
		}
		if got, r := read(t, e, strings.NewReader(text)); got != text || !r.Exact() {
			t.Errorf("%.40q is changed at %d", text, differ(got, text))
		}
	}
}

func TestInvalidUTF16IsReplaced(t *testing.T) {
	data := "\xff\xfe" + in(t, "UTF-16LE", prose[0]) + "\x00\xd8" + "a\x00" + "b"
	e, err := charset.Detect([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	got, r := read(t, e, iotest.OneByteReader(strings.NewReader(data)))
	if want := prose[0] + "\uFFFDa\uFFFD"; got != want || r.Exact() {
		t.Errorf("got %q", got[len(prose[0]):])
	}
}

// What was read before an error is given before it.
func TestErrorsComeAfterTheText(t *testing.T) {
	broken := errors.New("broken")
	for name := range codes {
		if name == "windows-1252" {
			continue
		}
		data := in(t, name, prose[0])
		e, err := charset.Detect([]byte(data))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(e.Reader(io.MultiReader(strings.NewReader(data), iotest.ErrReader(broken))))
		if string(got) != prose[0] || !errors.Is(err, broken) {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(prose[0]), err)
		}
	}
}

// A line that a pipe has given comes before the next is written.
func TestLinesOfAPipeComeAtOnce(t *testing.T) {
	for _, name := range []string{"UTF-8", "windows-1256", "UTF-16LE"} {
		first, text := in(t, name, prose[0]+"\n"), prose[0]+"\n"
		e, err := charset.Detect([]byte(first))
		if err != nil {
			t.Fatal(err)
		}
		r, w := io.Pipe()
		got := make(chan string)
		go func() {
			d := e.Reader(r)
			for p := make([]byte, 1000); ; {
				n, err := d.Read(p)
				if err != nil {
					return
				}
				got <- string(p[:n])
			}
		}()
		for range 3 {
			if _, err := io.WriteString(w, first); err != nil {
				t.Fatal(err)
			}
			for line := ""; line != text; {
				select {
				case s := <-got:
					line += s
				case <-time.After(10 * time.Second):
					t.Fatalf("%s: only %q came", name, line)
				}
			}
		}
		_ = w.Close()
	}
}

// A line without end is held back no longer than its head.
func TestEndlessLinesTakeLittleMemory(t *testing.T) {
	endless := &again{data: []byte(in(t, "windows-1256", prose[0]))}
	e, err := charset.Detect(endless.data)
	if err != nil {
		t.Fatal(err)
	}
	r := e.Reader(io.LimitReader(endless, 10<<20))
	most := int64(0)
	for p := make([]byte, 4096); ; {
		n, err := r.Read(p)
		if err != nil {
			break
		}
		for _, b := range p[:n] {
			if b>>6 != 0b10 {
				endless.given--
			}
		}
		most = max(most, endless.given)
	}
	if most > 4*charset.HeadSize {
		t.Errorf("%d bytes were held", most)
	}
}

// again gives its data over and over.
type again struct {
	data  []byte
	at    int
	given int64
}

func (a *again) Read(p []byte) (int, error) {
	n := copy(p, a.data[a.at:])
	a.at = (a.at + n) % len(a.data)
	a.given += int64(n)
	return n, nil
}

// However the bytes come, the text is the same; valid UTF-8 is never touched.
func FuzzReader(f *testing.F) {
	mixed, _ := lines(f, "UTF-8", "windows-1256", "ISO-8859-6", "UTF-8")
	for _, s := range []string{mixed, prose[0], in(f, "UTF-16LE", prose[1]), "\xef\xbb\xbfx", "\xd8\n\xff\xff\xff\xff\xff\n", strings.Repeat("a", 200) + "\xc7\xe1"} {
		f.Add([]byte(s), uint8(7))
	}
	f.Fuzz(func(t *testing.T, data []byte, cut uint8) {
		e, err := charset.Detect(data)
		if err != nil {
			return
		}
		whole, _ := read(t, e, bytes.NewReader(data))
		parts, r := read(t, e, &few{bytes.NewReader(data), int(cut) + 1})
		if bytes.IndexByte(data, '\n') < 0 && whole != parts && e.Name() != "UTF-8" {
			t.Fatalf("%q\nwhole  %q\nparts %q", data, whole, parts)
		}
		if len(whole) > 3*len(data)+3 {
			t.Fatalf("%d bytes become %d", len(data), len(whole))
		}
		if r.Exact() && e.Name() == "UTF-8" && parts != strings.TrimPrefix(string(data), "\uFEFF") {
			t.Fatalf("%q became %q", data, parts)
		}
		for line := range 5 {
			if r.Encoding(line) == "" {
				t.Fatalf("line %d has no encoding", line)
			}
		}
	})
}

func BenchmarkReader(b *testing.B) {
	for _, name := range []string{"UTF-8", "windows-1256", "UTF-16LE"} {
		_, text := lines(b, repeat(2000, name)...)
		data := in(b, name, text)
		b.Run(name, func(b *testing.B) {
			e, err := charset.Detect([]byte(data)[:charset.HeadSize])
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			p := make([]byte, 256<<10)
			for b.Loop() {
				for r := e.Reader(strings.NewReader(data)); ; {
					if _, err := r.Read(p); err != nil {
						break
					}
				}
			}
		})
	}
}
