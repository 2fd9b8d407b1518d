package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"qari/model/query"
)

// A query may begin with "-", as -إرهاب does, or -"كأس العالم".

// notFlag stands before an argument that begins with "-" and is no flag.
const notFlag = "\x00"

// queriesFirst marks the arguments that begin with "-" and then what no flag begins
// with, if the command takes a query.
func queriesFirst(args []string) []string {
	if len(args) == 0 || args[0] != "search" && args[0] != "filter" {
		return args
	}
	out := slices.Clone(args)
	for i, arg := range out {
		if arg == "--" {
			break
		}
		if rest, ok := strings.CutPrefix(arg, "-"); ok && noFlag(rest) {
			out[i] = notFlag + arg
		}
	}
	return out
}

// noFlag reports that what stands after "-" is no flag, nor one mistyped: it begins
// with no Latin letter, or with the name of a field.
func noFlag(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	if rest != "" && r != '-' && (r > unicode.MaxASCII || !unicode.IsLetter(r)) {
		return true
	}
	for english := range query.Fields() {
		if strings.HasPrefix(rest, english+":") {
			return true
		}
	}
	return false
}

// asQuery is an argument without its mark.
func asQuery(arg string) string { return strings.TrimPrefix(arg, notFlag) }

// badFlag tells of a flag that there is not, where a query may be meant.
func badFlag(_ *cobra.Command, err error) error {
	return usageError{fmt.Errorf("%w; a QUERY that begins with - stands after --", err)}
}
