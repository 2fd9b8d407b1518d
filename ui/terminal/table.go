package terminal

import (
	"fmt"
	"strconv"
)

// Status says how much is known of a terminal.
type Status uint8

const (
	// NotVerified terminals were not run; what they need is taken from their
	// documentation and source.
	NotVerified Status = iota
	// Verified terminals were run, and their screens looked at.
	Verified
)

func (s Status) String() string {
	if s == Verified {
		return "verified"
	}
	return "not verified"
}

// Terminal is what is known of one terminal program.
type Terminal struct {
	Name   string
	Status Status
	// Advice is what a user may change in it, "" for nothing.
	Advice string
	// Clipboard says whether copying by OSC 52 arrives with default settings:
	// Yes, No, or Auto when it was not tried.
	Clipboard Choice

	// What it does to right-to-left text by itself, in words that follow its
	// name, and what reads right in it.
	does   string
	order  Order
	marks  bool   // it draws vowel marks on their letters
	swich  Switch // of its own reordering, for Visual
	rows   bool   // a row keeps the switch's state: it serves lines that stay, too
	client bool   // the switch may be written to tmux's client
	untold Order  // in place of Visual where the switch does not arrive
	bare   bool   // Profile.Bare
	parts  bool   // Profile.Parts
	asks   bool   // MoreQuestions leave nothing on its screen

	// How it is told: by the beginning of its answer to XTVERSION, by its
	// device attributes, by the beginning of TERM, by variables (NAME or
	// NAME=value).
	versions  []string
	devices   func(*Answers) bool
	terms     []string
	variables []string
}

// Terminals lists what is known, the verified ones first.
func Terminals() []Terminal { return terminals }

// Unknown is a terminal of which nothing is known. The switch does nothing
// where it is not understood.
var Unknown = &Terminal{Name: "unknown", marks: true, order: Visual, swich: bdsm, rows: true, untold: Visual}

var terminals = []Terminal{
	{
		Name: "xterm", Status: Verified, Clipboard: No,
		does: "leaves text as it is sent", marks: true, asks: true,
		versions:  []string{"XTerm"},
		devices:   func(a *Answers) bool { return devices(a, 41) },
		variables: []string{"XTERM_VERSION"},
	},
	{
		Name: "rxvt-unicode", Status: Verified, Clipboard: No,
		does: "leaves text as it is sent", marks: true, asks: true,
		devices: func(a *Answers) bool { return devices(a, 85) },
		terms:   []string{"rxvt-unicode"},
	},
	{
		Name: "st", Status: Verified, Clipboard: No,
		does:    "leaves text as it is sent, and drops vowel marks",
		asks:    true,
		devices: func(a *Answers) bool { return len(a.DA1) == 1 && a.DA1[0] == 6 && a.DA2 == nil },
		terms:   []string{"st-"},
	},
	{
		Name: "zutty", Status: Verified, Clipboard: Yes,
		does:      "leaves text as it is sent, and drops vowel marks",
		devices:   func(a *Answers) bool { return devices(a, 64, 0, 0) },
		variables: []string{"ZUTTY_VERSION"},
	},
	{
		Name: "Alacritty", Status: Verified, Clipboard: Yes,
		does:      "leaves text as it is sent, and shifts vowel marks by a cell",
		asks:      true,
		devices:   func(a *Answers) bool { return len(a.DA2) == 3 && a.DA2[0] == 0 && a.DA2[1] >= 300 && a.DA2[2] == 1 },
		terms:     []string{"alacritty"},
		variables: []string{"ALACRITTY_WINDOW_ID"},
	},
	{
		Name: "foot", Status: Verified, Clipboard: No,
		does: "leaves text as it is sent, and lets vowel marks wipe their letters",
		asks: true, versions: []string{"foot"}, terms: []string{"foot"},
	},
	{
		Name: "VTE", Status: Verified, Clipboard: No,
		does: "reorders each row by itself", marks: true, asks: true,
		swich: bdsm, rows: true, untold: Runs,
		versions:  []string{"VTE"},
		devices:   func(a *Answers) bool { return devices(a, 65) },
		variables: []string{"VTE_VERSION"},
	},
	{
		Name: "Konsole", Status: Verified, Clipboard: No,
		does: "reorders each row by itself", marks: true, asks: true,
		swich: konsole, untold: Runs, bare: true,
		versions:  []string{"Konsole"},
		variables: []string{"KONSOLE_VERSION"},
	},
	{
		Name: "mlterm", Status: Verified, Clipboard: No,
		does: "reorders each row by itself", marks: true, asks: true,
		swich: mlterm, client: true, untold: Logical,
		versions:  []string{"mlterm"},
		devices:   func(a *Answers) bool { return devices(a, 24, 279) },
		terms:     []string{"mlterm"},
		variables: []string{"MLTERM"},
	},
	{
		Name: "PuTTY", Status: Verified, Clipboard: No,
		does: "reorders each row by itself and cannot be told not to", marks: true, order: Runs, asks: true,
		devices: func(a *Answers) bool { return devices(a, 0, 136) },
	},
	{
		Name: "kitty", Status: Verified, Clipboard: Yes,
		does:  "turns each word round by itself, not their order, and misplaces vowel marks",
		order: Words, asks: true,
		Advice:    "if words come out reversed, force_ltr is set in kitty.conf: leave it at no",
		versions:  []string{"kitty"},
		terms:     []string{"xterm-kitty"},
		variables: []string{"KITTY_WINDOW_ID"},
	},
	{
		Name: "QTerminal", Status: Verified, Clipboard: No,
		does:  "reorders each stretch of one colour by itself and cannot be told not to, and drops vowel marks",
		order: Runs, parts: true,
		devices: func(a *Answers) bool { return devices(a, 0, 115) },
	},
}

// version is the terminal's version as far as answers and environment tell.
func (t *Terminal) version(env map[string]string, a *Answers) string {
	switch t.Name {
	case "VTE":
		n, _ := strconv.Atoi(env["VTE_VERSION"])
		if len(a.DA2) > 1 {
			n = a.DA2[1]
		}
		if n > 0 {
			return fmt.Sprintf("0.%d.%d", n/100, n%100)
		}
	case "xterm", "rxvt-unicode":
		if len(a.DA2) > 1 {
			return strconv.Itoa(a.DA2[1])
		}
	case "mlterm":
		return env["MLTERM"]
	case "zutty":
		return env["ZUTTY_VERSION"]
	}
	return ""
}
