package terminal

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
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
	Also   string // programs that are it under another name, "" for none
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
	rows   bool   // a row keeps the switch's state: it serves lines that are printed, too
	untold Order  // in place of Visual where the switch is not to be used
	guards Guards // Profile.Guards
	edge   bool   // Profile.Edge
	asks   bool   // MoreQuestions leave nothing on its screen

	colors256 bool // it has them, whatever TERM says

	// How it is told: by the beginning of its answer to XTVERSION, by its
	// device attributes, by the name of its process (15 bytes of it), by the
	// beginning of TERM, by variables (NAME or NAME=value).
	versions  []string
	devices   func(*Answers) bool
	programs  []string
	terms     []string
	variables []string
}

// Terminals lists what is known, the verified ones first.
func Terminals() []Terminal { return terminals }

// Row is the terminal's row in the README's table.
func (t *Terminal) Row() string {
	name, order, marks := t.Name, t.order.String(), "left out"
	if t.Also != "" {
		name += " (" + t.Also + ")"
	}
	if t.swich != (Switch{}) {
		order += ", its own reordering off"
	}
	if t.order == Runs {
		order += " (" + [...]string{BlankGuards: "blank guards", MarkGuards: "LRM", FaintGuards: "faint"}[t.guards] + ")"
	}
	if t.marks {
		marks = "shown"
	}
	return fmt.Sprintf("| %s | %s | %s | %s |", name, order, marks, t.Advice)
}

// Unknown is a terminal of which nothing is known. The switch does nothing
// where it is not understood.
var Unknown = &Terminal{Name: "unknown", marks: true, order: Visual, swich: bdsm, untold: Visual}

var terminals = []Terminal{
	{
		Name: "xterm", Status: Verified, Clipboard: No, colors256: true,
		does: "leaves text as it is sent", marks: true, asks: true,
		versions:  []string{"XTerm"},
		devices:   func(a *Answers) bool { return devices(a, 41) },
		variables: []string{"XTERM_VERSION"},
		programs:  []string{"xterm"},
	},
	{
		Name: "rxvt-unicode", Status: Verified, Clipboard: No,
		does: "leaves text as it is sent", marks: true, asks: true,
		devices:  func(a *Answers) bool { return devices(a, 85) },
		terms:    []string{"rxvt-unicode"},
		programs: []string{"urxvt", "rxvt", "urxvtd"},
	},
	{
		Name: "st", Status: Verified, Clipboard: No,
		does:     "leaves text as it is sent, and drops vowel marks",
		asks:     true,
		devices:  func(a *Answers) bool { return len(a.DA1) == 1 && a.DA1[0] == 6 && a.DA2 == nil },
		terms:    []string{"st-"},
		programs: []string{"st"},
	},
	{
		Name: "zutty", Status: Verified, Clipboard: Yes,
		does:      "leaves text as it is sent, and drops vowel marks",
		devices:   func(a *Answers) bool { return devices(a, 64, 0, 0) },
		variables: []string{"ZUTTY_VERSION"},
		programs:  []string{"zutty"},
	},
	{
		Name: "Alacritty", Status: Verified, Clipboard: Yes,
		does:      "leaves text as it is sent, and shifts vowel marks by a cell",
		asks:      true,
		devices:   func(a *Answers) bool { return len(a.DA2) == 3 && a.DA2[0] == 0 && a.DA2[1] >= 300 && a.DA2[2] == 1 },
		terms:     []string{"alacritty"},
		variables: []string{"ALACRITTY_WINDOW_ID"},
		programs:  []string{"alacritty"},
	},
	{
		Name: "foot", Status: Verified, Clipboard: No,
		does: "leaves text as it is sent, and lets vowel marks wipe their letters",
		asks: true, versions: []string{"foot"}, terms: []string{"foot"},
		programs: []string{"foot"},
	},
	{
		Name: "VTE", Also: "GNOME Terminal, Xfce Terminal, LXTerminal, sakura", Status: Verified, Clipboard: No,
		does: "reorders each row by itself", marks: true, asks: true,
		swich: bdsm, rows: true, untold: Runs, guards: MarkGuards,
		versions:  []string{"VTE"},
		devices:   vte,
		variables: []string{"VTE_VERSION"},
		programs:  []string{"gnome-terminal-", "xfce4-terminal", "mate-terminal", "lxterminal", "sakura", "tilix", "terminator", "guake", "ptyxis-agent", "kgx"},
	},
	{
		Name: "Konsole", Status: Verified, Clipboard: No,
		does: "reorders each row by itself", marks: true, asks: true,
		swich: konsole, untold: Runs, guards: MarkGuards,
		versions:  []string{"Konsole"},
		variables: []string{"KONSOLE_VERSION"},
		programs:  []string{"konsole", "yakuake"},
	},
	{
		Name: "mlterm", Status: Verified, Clipboard: No, colors256: true,
		does: "reorders each row by itself", marks: true, asks: true,
		swich: mlterm, untold: Logical, edge: true,
		versions:  []string{"mlterm"},
		devices:   func(a *Answers) bool { return devices(a, 24, 279) },
		terms:     []string{"mlterm"},
		variables: []string{"MLTERM"},
		programs:  []string{"mlterm"},
	},
	{
		Name: "PuTTY", Also: "pterm", Status: Verified, Clipboard: No, colors256: true,
		does: "reorders each row by itself and cannot be told not to", marks: true, order: Runs, edge: true, asks: true,
		devices:  func(a *Answers) bool { return devices(a, 0, 136) },
		programs: []string{"pterm", "putty"},
	},
	{
		Name: "kitty", Status: Verified, Clipboard: Yes,
		does:  "turns each word round by itself, not their order, and misplaces vowel marks",
		order: Words, asks: true,
		Advice:    "if words come out reversed, force_ltr is set in kitty.conf: leave it at no",
		versions:  []string{"kitty"},
		terms:     []string{"xterm-kitty"},
		variables: []string{"KITTY_WINDOW_ID"},
		programs:  []string{"kitty"},
	},
	{
		Name: "QTerminal", Also: "deepin-terminal, cool-retro-term", Status: Verified, Clipboard: No,
		does:  "reorders each stretch of one colour by itself and cannot be told not to, and drops vowel marks",
		order: Runs, guards: FaintGuards,
		devices:  func(a *Answers) bool { return devices(a, 0, 115) },
		programs: []string{"qterminal", "deepin-terminal", "cool-retro-term"},
	},

	// From here on none was run: what is said of them comes from the source or
	// the documentation that is named.
	{
		Name: "Ghostty", Clipboard: Yes, // src/font/shaper/harfbuzz.zig: every run is forced left-to-right
		does: "leaves text as it is sent", marks: true, asks: true,
		versions: []string{"ghostty "}, programs: []string{"ghostty"},
		terms: []string{"xterm-ghostty"}, variables: []string{"TERM_PROGRAM=ghostty"},
	},
	{
		Name: "WezTerm", Clipboard: Yes, // config/src/config.rs: bidi_enabled is false
		does: "leaves text as it is sent", marks: true, asks: true,
		Advice:   "if lines come out reversed, bidi_enabled is set in wezterm.lua: leave it at false",
		versions: []string{"WezTerm "}, programs: []string{"wezterm-gui"},
		variables: []string{"WEZTERM_PANE", "TERM_PROGRAM=WezTerm"},
	},
	{
		Name: "iTerm2 to 3.6", Clipboard: No, // its right-to-left support is off before 3.7
		does: "leaves text as it is sent", marks: true, asks: true,
		Advice:    "if lines come out reversed, its support for right-to-left scripts is on (Settings, General, Experimental): --bidi runs",
		versions:  []string{"iTerm2 2", "iTerm2 3.0", "iTerm2 3.1", "iTerm2 3.2", "iTerm2 3.3", "iTerm2 3.4", "iTerm2 3.5", "iTerm2 3.6"},
		variables: []string{"TERM_PROGRAM=iTerm.app", "LC_TERMINAL=iTerm2"},
	},
	{
		Name: "iTerm2 since 3.7", Clipboard: No,
		does: "reorders each row by itself and cannot be told not to", marks: true, order: Runs, guards: MarkGuards, asks: true,
		versions: []string{"iTerm2 "},
	},
	{
		Name: "Apple Terminal", Clipboard: No, // terminal-wg.pages.freedesktop.org/bidi/prior-work/terminals.html
		does: "reorders each row by itself and cannot be told not to", marks: true, order: Runs, guards: MarkGuards,
		variables: []string{"TERM_PROGRAM=Apple_Terminal"},
	},
	{
		Name: "Windows Terminal", Clipboard: Yes, // src/renderer/atlas/AtlasEngine.cpp, microsoft/terminal#17904
		does: "leaves text as it is sent (since 1.19)", marks: true, asks: true,
		Advice:  "if letters are boxes, choose a font with Arabic presentation forms: Cascadia has none",
		devices: func(a *Answers) bool { return devices(a, 0, 10, 1) }, variables: []string{"WT_SESSION"},
	},
	{
		Name: "mintty", Clipboard: No, // wiki/CtrlSeqs.md, "Bidirectional rendering"
		does: "reorders each paragraph by itself", marks: true, asks: true,
		swich: mintty, untold: Runs, guards: MarkGuards,
		versions: []string{"mintty "}, programs: []string{"mintty"},
		devices: func(a *Answers) bool { return devices(a, 77) }, variables: []string{"TERM_PROGRAM=mintty"},
	},
	{
		Name: "xterm.js", Also: "VS Code, Tabby, Hyper", // xtermjs/xterm.js#701
		does: "leaves text as it is sent", marks: true, asks: true,
		Advice:   "if lines come out reversed, its GPU acceleration is off: turn it on, or --bidi runs",
		versions: []string{"xterm.js("}, devices: func(a *Answers) bool { return devices(a, 0, 276, 0) },
		variables: []string{"TERM_PROGRAM=vscode", "TERM_PROGRAM=Tabby", "TERM_PROGRAM=Hyper"},
	},
	{
		Name: "Linux console", Clipboard: No, // one glyph a cell, no combining characters
		does:   "leaves text as it is sent, and drops vowel marks",
		Advice: "letters show only with a console font that has Arabic presentation forms (setfont)",
		terms:  []string{"linux"},
	},
	{
		Name: "Emacs", Also: "term, vterm, eat", Clipboard: No, // the whole algorithm, as in any buffer; eat sets left-to-right
		does: "reorders each paragraph by itself and cannot be told not to", marks: true, order: Runs,
		programs: []string{"emacs", "emacs-gtk", "emacs-nox", "emacs-lucid", "emacs-pgtk"},
		terms:    []string{"eterm", "eat-"}, variables: []string{"INSIDE_EMACS"},
	},
	{
		Name: "Contour", Clipboard: Yes, // docs/internals/vt-conformance.md
		does: "leaves text as it is sent", marks: true, asks: true,
		versions: []string{"contour "}, programs: []string{"contour"}, variables: []string{"TERMINAL_NAME=contour"},
	},
	{
		Name: "Rio", Clipboard: Yes,
		does: "leaves text as it is sent", marks: true, asks: true,
		versions: []string{"Rio "}, programs: []string{"rio"}, terms: []string{"xterm-rio", "rio"}, variables: []string{"TERM_PROGRAM=rio"},
	},
	{
		Name: "Warp", // warpdotdev/warp#3589
		does: "leaves text as it is sent", marks: true,
		versions: []string{"Warp("}, variables: []string{"TERM_PROGRAM=WarpTerminal"},
	},
	{
		Name: "JediTerm", Also: "JetBrains' tools", Clipboard: No, // TerminalPanel.java: a mark takes a cell
		does:    "leaves text as it is sent, and gives vowel marks cells of their own",
		devices: func(a *Answers) bool { return devices(a, 0, 10, 0) }, variables: []string{"TERMINAL_EMULATOR=JetBrains-JediTerm"},
	},
	{
		Name:     "Terminology", // src/bin/termptyops.c: a mark takes a cell
		does:     "leaves text as it is sent, and gives vowel marks cells of their own",
		versions: []string{"terminology "}, devices: func(a *Answers) bool { return devices(a, 61, 337) },
		programs: []string{"terminology"}, variables: []string{"TERMINOLOGY"},
	},
}

// vte tells VTE: before 0.76 it has level 65, since then 61, which it shares
// with Terminology.
func vte(a *Answers) bool {
	return devices(a, 65) || devices(a, 61) && len(a.DA2) > 1 && a.DA2[1] >= 7500
}

// version is the terminal's version as far as answers and environment tell.
func (t *Terminal) version(env map[string]string, a *Answers) string {
	number := func(i int) int {
		if len(a.DA2) > i {
			return a.DA2[i]
		}
		return 0
	}
	switch answered := begins(a.Version, t.versions); {
	case t.Name == "VTE":
		n, _ := strconv.Atoi(env["VTE_VERSION"])
		return vteVersion(cmp.Or(number(1), n))
	case answered:
		// kitty(0.26.5), Konsole 22.12.3
		return strings.TrimRight(a.Version[strings.LastIndexAny(a.Version, " (")+1:], ")")
	case number(1) > 0 && (t.Name == "xterm" || t.Name == "rxvt-unicode"):
		return strconv.Itoa(number(1))
	}
	switch t.Name {
	case "mlterm":
		return env["MLTERM"]
	case "zutty":
		return env["ZUTTY_VERSION"]
	}
	return ""
}

// vteVersion reads 7006 as 0.70.6.
func vteVersion(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf("0.%d.%d", n/100, n%100)
}
