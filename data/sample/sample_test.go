package sample_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"qari/data/sample"
)

// text is the content of one file. In JSON Lines every string of the file is
// taken out of its escapes, one a line.
type text struct{ path, raw, decoded string }

func texts(t *testing.T) []text {
	t.Helper()
	var all []text
	err := fs.WalkDir(sample.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(sample.FS(), p)
		if err != nil {
			return err
		}
		x := text{path: p, raw: string(b), decoded: string(b)}
		if path.Ext(p) == ".jsonl" {
			x.decoded = unescape(t, p, b)
		}
		all = append(all, x)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func unescape(t *testing.T, name string, b []byte) string {
	t.Helper()
	var out strings.Builder
	for i, line := range bytes.Split(bytes.TrimSuffix(b, []byte("\n")), []byte("\n")) {
		var record map[string]any
		if err := json.Unmarshal(line, &record); err != nil {
			t.Fatalf("%s, line %d: %v", name, i+1, err)
		}
		keys := make([]string, 0, len(record))
		for k := range record {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			if s, ok := record[k].(string); ok {
				out.WriteString(s + "\n")
			}
		}
	}
	return out.String()
}

// TestEveryPeculiarityIsShown holds the sample to what it demonstrates: each
// pattern is found in at least one file.
func TestEveryPeculiarityIsShown(t *testing.T) {
	const letter = `[\x{0621}-\x{064A}]`
	const month = `(يوليوز|غشت|شتنبر|نونبر|دجنبر)`
	peculiarities := []struct{ name, pattern string }{
		{"a run of fully vocalised words", `(?:(?:` + letter + `[\x{064B}-\x{0652}\x{0670}]+){3,}\S* ){2}`},
		{"tanwin before its alef", letter + `\x{064B}ا`},
		{"tanwin after its alef", `ا\x{064B}`},
		{"shadda", `\x{0651}`},
		{"superscript alef", `\x{0670}`},
		{"alef wasla", `\x{0671}`},
		{"tatweel within a word", letter + `\x{0640}{2,}` + letter},
		{"tatweel after a preposition, before a guillemet", `لـ«`},
		{"tatweel after a preposition, before a digit", `بـ[0-9]`},
		{"tatweel after a preposition, before a blank and a Latin word", `بـ [a-z]`},
		{"guillemets", `«[^»]+»`},
		{"curly quotes", `“[^”]+”`},
		{"a curly quote with a blank before its end", ` ”`},
		{"straight quotes", `"` + letter},
		{"a Latin name of two words", `Cadena SER`},
		{"an acronym in brackets", `\(CITCO\)`},
		{"a date glued of day, month and year", `16ماي2003`},
		{"a year glued to its letter", `2025م`},
		{"two names glued", `سورياوالعراق`},
		{"a blank missing after teh marbuta", `المتحدةالأمريكية`},
		{"teh marbuta glued to a waw", `ةوا`},
		{"a Latin acronym glued to an Arabic word", letter + `[A-Z]{2}`},
		{"a waw that stands alone", ` و ` + letter},
		{"a blank before a comma", ` ،`},
		{"a blank before a full stop", letter + ` \.`},
		{"no blank after a comma", `،` + letter},
		{"no blank after a full stop", `\.` + letter},
		{"two full stops", letter + `\.\.[^.]`},
		{"two full stops after a blank", letter + ` \.\.[^.]`},
		{"no-break space", `\x{00A0}`},
		{"narrow no-break space", `\x{202F}`},
		{"the hamza of alef left out", `الامني|الارهابي|الاعلام`},
		{"alef maqsura for a final yeh", `(فى|الأمنى) `},
		{"yeh for a final alef maqsura", `(علي|إلي|حتي) `},
		{"a misspelling", `الاستراجية`},
		{"an editor's remark in square brackets", `\[كذا\]`},
		{"a footnote in square brackets", `\[1\]`},
		{"an omission in square brackets", `\[\.\.\.\]`},
		{"a shortcode with curly attribute quotes", `\[[a-z-]+ [a-z-]+=”[^”]*”`},
		{"a shortcode's value that holds a colon and a blank", `=”[^”]* :”\]`},
		{"a shortcode that closes", `\[/caption\]`},
		{"a shortcode with entities for quotes", `=&quot;`},
		{"Arabic-Indic digits", `[٠-٩]{2}`},
		{"Persian digits", `[۰-۹]{4}`},
		{"Arabic decimal and percent signs", `[٠-٩]٫[٠-٩]+٪`},
		{"Arabic thousands sign", `[٠-٩]٬[٠-٩]{3}`},
		{"a decimal comma and a percent sign", `3,5\x{00A0}%`},
		{"a thousands point and a thousands comma", `1\.200.*1,200`},
		{"a telephone number", `0599-123-456`},
		{"a bank account number", `XX00( [0-9]{4}){4}`},
		{"an address", `https://example\.org/\S+\?\S+`},
		{"a mail address", `[a-z]+@example\.org`},
		{"a file path", `/usr/share/`},
		{"a date with slashes", `[0-9]{2}/[0-9]{2}/2025`},
		{"a date with hyphens", `\(2025-[0-9]{2}-[0-9]{2}\)`},
		{"a score with a hyphen", `[0-9]-[0-9]`},
		{"a month of the Levant", `تشرين الثاني|كانون الأول`},
		{"a month of Morocco", month},
		{"a month of Tunisia and Algeria", `جويلية|أوت`},
		{"a pair of month names", `أيلول/سبتمبر`},
		{"a month that is also a word", `مارس الرياضة`},
		{"a Hijri date", `جمادى الأولى 1447هـ`},
		{"a date without year", `30 شتنبر الماضي`},
		{"an en dash between blanks", letter + ` – `},
		{"a lam-alef and brackets", `\(شرح\): لا `},
		{"a ligature that stays", `\x{FDFA}`},
		{"a lam-alef as one character", `[\x{FEF5}-\x{FEFC}]`},
		{"a word in presentation forms", `[\x{FE80}-\x{FEF4}]{3}`},
		{"a letter and its hamza apart", `ا\x{0654}`},
		{"Persian kaf and yeh in an Arabic word", `«\x{06A9}تاب\x{06CC}»`},
		{"zero width non-joiner", `می\x{200C}`},
		{"zero width joiner", `ه\x{200D}`},
		{"an emoji beyond the BMP", `[\x{1F300}-\x{1FAFF}]`},
		{"a CJK word", `\p{Han}`},
		{"Hebrew with niqqud, maqaf and gershayim", `(?s)״.*־.*[\x{05B0}-\x{05BC}]`},
		{"Urdu letters and full stop", `ہے۔`},
		{"right-to-left mark beside a number", `\x{200F}[0-9]`},
		{"left-to-right mark", `\x{200E}`},
		{"Arabic letter mark", `\x{061C}`},
		{"balanced isolates round a Latin name", `\x{2066}[^\x{2069}\n]*\x{2069}`},
		{"a balanced embedding", `\x{202A}[^\x{202C}\n]*\x{202C}`},
		{"an override", `\x{202E}`},
		{"escape", `\x{1B}\[`},
		{"bell", `\x{07}`},
		{"a control of C1", `\x{9B}`},
		{"line separator", `\x{2028}`},
		{"an HTML entity for a quote", `&quot;` + letter},
		{"an HTML entity for an ampersand", `&amp;`},
		{"a Latin word with a Cyrillic letter", `[a-z]\x{0430}[a-z]`},
		{"zero width space within a word", letter + `\x{200B}` + letter},
		{"soft hyphen within a word", letter + `\x{00AD}` + letter},
	}
	all := texts(t)
	for _, p := range peculiarities {
		re := regexp.MustCompile(p.pattern)
		found := false
		for _, x := range all {
			found = found || re.MatchString(x.decoded)
		}
		if !found {
			t.Errorf("%s: no file matches %s", p.name, p.pattern)
		}
	}
}

// TestFilesKeepTheirBytes guards what an editor or a checkout would change.
func TestFilesKeepTheirBytes(t *testing.T) {
	files := []struct {
		name string
		is   func(raw string) bool
	}{
		{"CR LF at each line end", func(s string) bool {
			return strings.Count(s, "\n") > 1 && strings.Count(s, "\n") == strings.Count(s, "\r\n")
		}},
		{"a byte order mark", func(s string) bool { return strings.HasPrefix(s, "\uFEFF") }},
		{"one line without newline", func(s string) bool { return s != "" && !strings.Contains(s, "\n") }},
		{"two lines", func(s string) bool { return strings.Count(s, "\n") == 2 && strings.HasSuffix(s, "\n") }},
		{"front matter", func(s string) bool { return strings.HasPrefix(s, "---\n") }},
		{"a paragraph of at least 900 words", func(s string) bool {
			for _, line := range strings.Split(s, "\n") {
				if len(strings.Fields(line)) >= 900 {
					return true
				}
			}
			return false
		}},
	}
	all := texts(t)
	for _, f := range files {
		found := false
		for _, x := range all {
			found = found || f.is(x.raw)
		}
		if !found {
			t.Errorf("no file has %s", f.name)
		}
	}
}

// TestWhatCannotBeSeenIsEscaped holds the sources readable: no control and no
// direction mark stands bare in a file, so that a diff hides nothing.
func TestWhatCannotBeSeenIsEscaped(t *testing.T) {
	for _, x := range texts(t) {
		if !utf8.ValidString(x.raw) {
			t.Errorf("%s: invalid UTF-8", x.path)
		}
		s := strings.TrimPrefix(x.raw, "\uFEFF")
		for i, r := range s {
			switch {
			case r == '\n', r == '\r', r == '\u200C': // ZWNJ is a letter's neighbour in Persian
			case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == '\u2028', r == '\u2029':
				t.Errorf("%s: %U stands bare at byte %d: escape it in a .jsonl file", x.path, r, i)
			}
		}
	}
}

func TestNoMisplacedBlanksAtLineEnds(t *testing.T) {
	for _, x := range texts(t) {
		for i, line := range strings.Split(x.raw, "\n") {
			if l := strings.TrimSuffix(line, "\r"); l != strings.TrimSpace(l) {
				t.Errorf("%s:%d: blanks at the line's ends", x.path, i+1)
			}
		}
	}
}
