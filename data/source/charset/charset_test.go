package charset_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"qari/data/source/charset"
)

const text = "أعلنت الوزارة في بيان لها صدر أمس أن الأشغال انتهت قبل موعدها المقرر، وأن الطريق سيفتح غدا أمام المسافرين."

func wide(s string, order binary.ByteOrder) string {
	var b bytes.Buffer
	_ = binary.Write(&b, order, utf16.Encode([]rune(s)))
	return b.String()
}

func TestDetect(t *testing.T) {
	for _, c := range []struct{ name, head, reason string }{
		{"UTF-8", text, ""},
		{"UTF-8, cut within a rune", text[:41], ""},
		{"UTF-8 with byte order mark", "\uFEFF" + text, ""},
		{"ASCII", "plain", ""},
		{"nothing", "", ""},
		{"one bad byte in a hundred and ten", text + "\xff", ""},
		{"one bad byte in eleven", "نص \xff هنا أن", "not UTF-8 text (9 % of it is invalid)"},
		{"windows-1256", "\xc3\xda\xe1\xe4\xca \xc7\xe1\xe6\xd2\xc7\xd1\xc9", "not UTF-8 text"},
		{"UTF-16 with byte order mark", "\xff\xfe" + wide(text, binary.LittleEndian), "UTF-16"},
		{"UTF-16 LE", wide(text, binary.LittleEndian), "UTF-16"},
		{"UTF-16 BE", wide(text, binary.BigEndian), "UTF-16"},
		{"UTF-16 Latin", wide("in Latin letters", binary.BigEndian), "UTF-16"},
		{"binary", "\x7fELF\x00\x00\x00\x00" + strings.Repeat("\x00\x01\x00\x00", 9), "binary"},
		{"text with one NUL", text + "\x00", "binary"},
	} {
		e, err := charset.Detect([]byte(c.head))
		switch {
		case c.reason == "" && (err != nil || e.Name != "UTF-8"):
			t.Errorf("%s: %q, %v", c.name, e.Name, err)
		case c.reason != "" && (err == nil || !strings.Contains(err.Error(), c.reason)):
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.reason)
		}
	}
}

func TestReaderDropsTheByteOrderMark(t *testing.T) {
	for _, mark := range []string{"", "\uFEFF"} {
		e, err := charset.Detect([]byte(mark + text))
		if err != nil {
			t.Fatal(err)
		}
		r, err := e.Reader(strings.NewReader(mark + text))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); string(got) != text || err != nil {
			t.Errorf("read %q, %v", got, err)
		}
	}
}

func TestCheck(t *testing.T) {
	for name, ok := range map[string]bool{"": true, "auto": true, "UTF-8": true, "utf8": true, "klingon": false, "windows-1256": false} {
		if err := charset.Check(name); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}
