package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const exitText = `0: done. 1: nothing matched. 2: a mistake in the command line, or input that
could not be read; what could be read was printed all the same. 129, 130, 143:
ended by SIGHUP, SIGINT, SIGTERM. A pipe that closes early is no error.`

const environmentText = `Each setting among the options has a variable of its own, QARI_ and the name of
the option in capitals. A flag beats it.

NO_COLOR, TERM, COLORTERM, COLORFGBG, LC_ALL, LC_MESSAGES, LANG,
XDG_STATE_HOME and XDG_CONFIG_HOME have their usual meaning.`

const filesText = `$XDG_STATE_HOME/qari/copied.txt (or ~/.local/state/qari/copied.txt) holds the
text that was copied last in the reader.

$XDG_CONFIG_HOME/qari/terminals.toml (or ~/.config/qari/terminals.toml) holds
what was found to read right in each terminal, as qari doctor asked.

$XDG_CONFIG_HOME/qari/watch.toml (or ~/.config/qari/watch.toml) holds the user's own
groups of watched words; the reader adds to it.

$XDG_CACHE_HOME/qari/indexes (or ~/.cache/qari/indexes) holds search indexes; qari cache
shows and clears them.`

func newMan(p *process) *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Example: `  qari man | man -l -
  qari man > ~/.local/share/man/man1/qari.1`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			out := newOutput(p.out)
			_, _ = out.WriteString(manual(c.Root()))
			return out.Flush()
		},
	}
}

// page is a manual page in the man macros of roff. The page is written here
// and not by a library: the one for cobra loses the line breaks of examples
// and the values of flags.
type page struct{ strings.Builder }

// manual writes the page from what the commands say about themselves.
func manual(root *cobra.Command) string {
	var m page
	m.WriteString(`.TH QARI 1 "" qari "User Commands"` + "\n")
	m.section("NAME", root.Name()+" - "+root.Short)
	m.section("SYNOPSIS", "")
	usage := []string{root.UseLine()}
	for _, c := range documented(root) {
		usage = append(usage, c.UseLine())
	}
	m.verbatim(strings.Join(usage, "\n"))
	m.section("DESCRIPTION", root.Long)
	m.section("OPTIONS", "")
	m.options(root.LocalFlags(), nil)
	m.section("COMMANDS", "")
	for _, c := range documented(root) {
		m.WriteString(".SS " + m.safe(c.UseLine()) + "\n")
		if c.Long == "" {
			m.text(c.Short + ".")
		}
		m.text(c.Long)
		m.options(c.LocalFlags(), root.LocalFlags())
		m.verbatim(c.Example)
	}
	m.section("EXAMPLES", "")
	m.verbatim(root.Example)
	m.section("EXIT STATUS", exitText)
	m.section("ENVIRONMENT", environmentText)
	m.section("FILES", filesText)
	return m.String()
}

func documented(root *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			list = append(list, c)
		}
	}
	return list
}

func (m *page) section(name, text string) {
	m.WriteString(".SH " + name + "\n")
	m.text(text)
}

// text writes paragraphs, which are apart by blank lines.
func (m *page) text(s string) {
	for i, paragraph := range strings.Split(s, "\n\n") {
		if paragraph == "" {
			continue
		}
		if i > 0 {
			m.WriteString(".PP\n")
		}
		m.WriteString(m.safe(paragraph) + "\n")
	}
}

// verbatim writes lines as they are.
func (m *page) verbatim(s string) {
	if s != "" {
		m.WriteString(".PP\n.nf\n" + m.safe(s) + "\n.fi\n")
	}
}

// options writes what the flags do; of those that shared has too only the
// names.
func (m *page) options(flags, shared *pflag.FlagSet) {
	var same []string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" {
			return
		}
		if shared != nil && shared.Lookup(f.Name) != nil {
			same = append(same, "--"+f.Name)
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		m.WriteString(".TP\n" + m.safe(strings.TrimSpace(fmt.Sprintf(`\fB%s\fR %s`, name, value))) + "\n" + m.safe(usage) + "\n")
	})
	if len(same) > 0 {
		m.text("\n\nOptions as above: " + strings.Join(same, ", ") + ".")
	}
}

// safe keeps roff from taking text for requests; font changes stay.
func (m *page) safe(s string) string {
	s = strings.ReplaceAll(s, `\`, `\e`)
	s = strings.NewReplacer(`\efB`, `\fB`, `\efR`, `\fR`, "-", `\-`).Replace(s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
