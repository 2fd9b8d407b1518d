package theme_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"qari/ui/theme"
)

type rgb [3]float64

// luminance is the relative luminance of WCAG 2.
func (c rgb) luminance() float64 {
	var l [3]float64
	for i, v := range c {
		v /= 255
		if v <= 0.04045 {
			l[i] = v / 12.92
		} else {
			l[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func hex(s string) rgb {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if err != nil {
		panic(err)
	}
	return rgb{float64(n >> 16), float64(n >> 8 & 255), float64(n & 255)}
}

var colour = regexp.MustCompile(`([34])8;2;(\d+);(\d+);(\d+)`)

// colours reads foreground and background out of a sequence.
func colours(t *testing.T, open string) map[string]rgb {
	t.Helper()
	out := map[string]rgb{}
	for _, m := range colour.FindAllStringSubmatch(open, -1) {
		var c rgb
		for i := range c {
			c[i], _ = strconv.ParseFloat(m[i+2], 64)
		}
		out[m[1]] = c
	}
	return out
}

func TestTextIsLegibleOnCommonBackgrounds(t *testing.T) {
	backs := map[bool][]string{
		true:  {"#000000", "#1e1e1e", "#282a36", "#002b36", "#2e3440"},
		false: {"#ffffff", "#fdf6e3", "#eeeeee", "#eee8d5"},
	}
	for dark, list := range backs {
		th := theme.New(dark, colorprofile.TrueColor)
		for _, token := range []theme.Token{theme.Soft, theme.Group1, theme.Group2, theme.Group3, theme.Group4, theme.Group5, theme.Group6, theme.Alarm} {
			fg := colours(t, th.Open(theme.Look{Token: token}))["3"]
			for _, b := range list {
				if c := contrast(fg, hex(b)); c < 4.5 {
					t.Errorf("token %d on %s: contrast %.1f", token, b, c)
				}
			}
			both := colours(t, th.Open(theme.Look{Token: token, Selected: true}))
			if c := contrast(both["3"], both["4"]); c < 4.4 {
				t.Errorf("token %d on the selected row: contrast %.1f", token, c)
			}
		}
		for _, token := range []theme.Token{theme.Find, theme.Current} {
			both := colours(t, th.Open(theme.Look{Token: token}))
			if c := contrast(both["3"], both["4"]); c < 6 {
				t.Errorf("token %d on its background: contrast %.1f", token, c)
			}
		}
	}
}

func TestWithoutColoursAttributesCarryTheMeaning(t *testing.T) {
	for _, p := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI} {
		th := theme.New(true, p)
		for look, want := range map[theme.Look]string{
			{}:                                  "",
			{Token: theme.Soft}:                 "",
			{Strong: true}:                      "1",
			{Token: theme.Group3}:               "1;4",
			{Token: theme.Group3, Likely: true}: "4",
			{Token: theme.Find}:                 "4",
			{Token: theme.Current}:              "7",
			{Token: theme.Alarm}:                "1",
			{Matched: true}:                     "1;4",
			{Selected: true}:                    "7",
		} {
			got := strings.TrimSuffix(strings.TrimPrefix(th.Open(look), "\x1b["), "m")
			got = strings.ReplaceAll(got, "4;4", "4") // Lip Gloss says underline twice
			if got != want {
				t.Errorf("%v %+v: SGR %q, want %q", p, look, got, want)
			}
		}
	}
}

func TestNoTerminalNoSequences(t *testing.T) {
	if got := theme.New(true, colorprofile.NoTTY).Open(theme.Look{Token: theme.Alarm, Strong: true}); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestWatchedWordsAreUnderlinedWhenSure(t *testing.T) {
	th := theme.New(true, colorprofile.ANSI256)
	sure, likely := th.Open(theme.Look{Token: theme.Group1}), th.Open(theme.Look{Token: theme.Group1, Likely: true})
	if !strings.Contains(sure, "4") || sure == likely || !strings.Contains(likely, "38;5;215") {
		t.Errorf("sure %q, likely %q", sure, likely)
	}
}

func TestColourNames(t *testing.T) {
	for i, name := range theme.ColorNames() {
		if token, ok := theme.GroupNamed(name); !ok || token != theme.Group(i) {
			t.Errorf("%s: %v", name, token)
		}
	}
	if _, ok := theme.GroupNamed("red"); ok {
		t.Error("red is no colour of the theme")
	}
	if theme.Group(6) != theme.Group1 {
		t.Error("a seventh group shares the first colour")
	}
}
