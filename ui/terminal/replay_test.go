package terminal_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"qari/ui/terminal"
)

// recorded is what one terminal answered and set, as it was recorded. Each
// line of a file is tab-separated: env NAME "value"; query NAME "question"
// "answer" cells; width NAME "text" cells.
type recorded struct {
	env     map[string]string
	answers map[string]string // by the query's name
}

func record(t *testing.T, path string) recorded {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := recorded{map[string]string{}, map[string]string{}}
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		unquote := func(i int) string {
			s, err := strconv.Unquote(fields[i])
			if err != nil {
				t.Fatalf("%s: %s: %v", path, line, err)
			}
			return s
		}
		switch fields[0] {
		case "env":
			r.env[fields[1]] = unquote(2)
		case "query":
			r.answers[fields[1]] = unquote(3)
		}
	}
	return r
}

// facts replays what arrives: the environment as Go sees it, then the bytes of
// the answers to terminal.Questions as they are decoded for Bubble Tea.
func (r recorded) facts(t *testing.T, answered bool) terminal.Facts {
	t.Helper()
	var environ []string
	for k, v := range r.env {
		environ = append(environ, k+"="+v)
	}
	f := terminal.Facts{Env: terminal.Environment(environ)}
	if !answered {
		return f
	}
	var decoder uv.EventDecoder
	for got := []byte(r.answers["XTVERSION"] + r.answers["DA2"] + r.answers["DA1"]); len(got) > 0; {
		n, event := decoder.Decode(got)
		if n == 0 || !f.Answers.Take(event) {
			t.Fatalf("not an answer: %q", got)
		}
		got = got[n:]
	}
	return f
}

// wanted are the profiles that read right in the terminals that were run.
var wanted = map[string]struct {
	terminal, order string
	marks           bool
	off             string // the switch
	first           string // before the answers, where they tell more
}{
	"alacritty":              {terminal: "Alacritty", order: "visual"},
	"cool-retro-term":        {terminal: "QTerminal", order: "runs", first: "unknown"},
	"deepin-terminal":        {terminal: "QTerminal", order: "runs", first: "unknown"},
	"foot":                   {terminal: "foot", order: "visual"},
	"gnome-terminal":         {terminal: "VTE", order: "visual", marks: true, off: "\x1b[8l"},
	"kitty":                  {terminal: "kitty", order: "words"},
	"konsole":                {terminal: "Konsole", order: "visual", marks: true, off: "\x1b]50;BidiRenderingEnabled=false\a"},
	"lxterminal":             {terminal: "VTE", order: "visual", marks: true, off: "\x1b[8l"},
	"mlterm":                 {terminal: "mlterm", order: "visual", marks: true, off: "\x1b]5379;use_ctl=false\a"},
	"pterm":                  {terminal: "PuTTY", order: "runs", marks: true, first: "unknown"},
	"qterminal":              {terminal: "QTerminal", order: "runs", first: "unknown"},
	"sakura":                 {terminal: "VTE", order: "visual", marks: true, off: "\x1b[8l"},
	"screen-in-xterm":        {terminal: "xterm", order: "visual", marks: true},
	"st":                     {terminal: "st", order: "visual"},
	"tmux-in-foot":           {terminal: "unknown", order: "visual", marks: true},
	"tmux-in-kitty":          {terminal: "kitty", order: "words"},
	"tmux-in-konsole":        {terminal: "Konsole", order: "runs", marks: true},
	"tmux-in-mlterm":         {terminal: "mlterm", order: "logical", marks: true},
	"tmux-in-xfce4-terminal": {terminal: "VTE", order: "runs", marks: true},
	"tmux-in-xterm":          {terminal: "xterm", order: "visual", marks: true},
	"urxvt":                  {terminal: "rxvt-unicode", order: "visual", marks: true},
	"xfce4-terminal":         {terminal: "VTE", order: "visual", marks: true, off: "\x1b[8l"},
	"xterm":                  {terminal: "xterm", order: "visual", marks: true},
	"zutty":                  {terminal: "zutty", order: "visual"},
}

func TestRecordedAnswersGiveTheProfile(t *testing.T) {
	paths, err := filepath.Glob("testdata/answers/*.txt")
	if err != nil || len(paths) != len(wanted) {
		t.Fatalf("%d recordings, %d wanted: %v", len(paths), len(wanted), err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(name, func(t *testing.T) {
			want, ok := wanted[name]
			if !ok {
				t.Fatal("no profile is wanted for it")
			}
			r := record(t, path)
			f := r.facts(t, true)
			place := f.Place()
			if place.Terminal.Name != want.terminal {
				t.Errorf("taken for %s by %q, want %s", place.Terminal.Name, place.Evidence, want.terminal)
			}
			p := place.Choose(terminal.Wish{})
			if p.Order.String() != want.order || p.Marks != want.marks || p.Switch.Off != want.off || p.Reason == "" {
				t.Errorf("%+v, want %+v", p, want)
			}
			// Before the terminal answers, the environment is all there is.
			f = r.facts(t, false)
			if place = f.Place(); want.first == "" {
				want.first = want.terminal
			}
			if place.Terminal.Name != want.first {
				t.Errorf("before it answers taken for %s by %q, want %s", place.Terminal.Name, place.Evidence, want.first)
			}
		})
	}
}

// The terminal's own answers beat what was inherited: each terminal is told
// apart in the environment of each other one.
func TestAnswersBeatAnInheritedEnvironment(t *testing.T) {
	paths, _ := filepath.Glob("testdata/answers/*.txt")
	for _, outer := range paths {
		for _, inner := range paths {
			in := record(t, inner)
			name := strings.TrimSuffix(filepath.Base(inner), ".txt")
			want := wanted[name]
			if strings.Contains(name, "-in-") || want.terminal == "unknown" {
				continue
			}
			f := in.facts(t, true)
			for k, v := range terminal.Environment(environ(record(t, outer).env)) {
				if _, own := f.Env[k]; !own {
					f.Env[k] = v
				}
			}
			if place := f.Place(); place.Terminal.Name != want.terminal || len(place.Between) != 0 {
				t.Errorf("%s started in %s: taken for %s by %q, between %q", name, filepath.Base(outer), place.Terminal.Name, place.Evidence, place.Between)
			}
		}
	}
}

func environ(env map[string]string) []string {
	var list []string
	for k, v := range env {
		list = append(list, k+"="+v)
	}
	return list
}
