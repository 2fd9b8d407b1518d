package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// queryMark marks the commands whose first argument is a query.
const queryMark = "qari_query"

// takesQuery says that the first argument of a command is a query, which may begin
// with "-".
func takesQuery(c *cobra.Command) {
	c.Annotations = map[string]string{queryMark: "yes"}
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		if strings.HasPrefix(err.Error(), "unknown shorthand flag") {
			err = fmt.Errorf("%w; a query that begins so stands after --", err)
		}
		return usageError{err}
	})
}

// minusAsQuery rewrites the command line of a command that takes a query, when one
// of its arguments can be no flag and yet begins with "-", as -الإرهاب does: the
// flags come first then, and all else after "--". Any other command line is
// returned as it is.
func minusAsQuery(root *cobra.Command, args []string) []string {
	c, rest, err := root.Find(args)
	if err != nil || c.Annotations[queryMark] == "" {
		return args
	}
	c.InitDefaultHelpFlag()
	fs := c.Flags()
	var flags, others []string
	minus := false
	for i := 0; i < len(rest); i++ {
		arg := rest[i]
		switch {
		case arg == "--":
			others = append(others, rest[i+1:]...)
			i = len(rest)
		case len(arg) < 2 || arg[0] != '-':
			others = append(others, arg)
		case noFlag(fs, arg):
			others, minus = append(others, arg), true
		default:
			flags = append(flags, arg)
			if takesNext(fs, arg) && i+1 < len(rest) {
				i++
				flags = append(flags, rest[i])
			}
		}
	}
	if !minus {
		return args
	}
	path := strings.Fields(c.CommandPath())[1:]
	return slices.Concat(path, flags, []string{"--"}, others)
}

// noFlag reports that an argument that begins with "-" is none of the flags, nor
// one that was mistyped: anything but a Latin letter follows, or the name of a
// field that begins with the letter of no flag.
func noFlag(fs *pflag.FlagSet, arg string) bool {
	r, _ := utf8.DecodeRuneInString(arg[1:])
	switch {
	case r == '-':
		return false
	case r > unicode.MaxASCII || !unicode.IsLetter(r):
		return true
	}
	name, _, ok := strings.Cut(arg[1:], ":")
	letters := !strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) })
	return ok && letters && fs.ShorthandLookup(arg[1:2]) == nil
}

// takesNext reports that the value of a flag is the argument after it.
func takesNext(fs *pflag.FlagSet, arg string) bool {
	if name, ok := strings.CutPrefix(arg, "--"); ok {
		f := fs.Lookup(name)
		return f != nil && f.NoOptDefVal == ""
	}
	for i := 1; i < len(arg); i++ {
		f := fs.ShorthandLookup(arg[i : i+1])
		if f == nil || f.NoOptDefVal == "" {
			return f != nil && i == len(arg)-1
		}
	}
	return false
}
