package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"qari/data/source"
	"qari/data/source/charset"
)

// settingMark marks the flags that an environment variable may give.
const settingMark = "qari_setting"

// asSetting gives flags their QARI_ variables.
func asSetting(fs *pflag.FlagSet, names ...string) {
	for _, name := range names {
		_ = fs.SetAnnotation(name, settingMark, []string{variable(name)})
	}
}

func variable(flag string) string {
	return "QARI_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// fromEnvironment sets the settings that no flag gave from their variables.
func fromEnvironment(fs *pflag.FlagSet, env func(string) string) error {
	var bad error
	fs.VisitAll(func(f *pflag.Flag) {
		names := f.Annotations[settingMark]
		if bad != nil || f.Changed || len(names) == 0 {
			return
		}
		value := env(names[0])
		if value == "" {
			return
		}
		if err := f.Value.Set(value); err != nil {
			bad = usageError{fmt.Errorf("invalid value %q of %s: %w", value, names[0], err)}
			return
		}
		// Who asks where a value comes from finds the answer here.
		f.Annotations[settingMark] = append(names, "set")
	})
	return bad
}

// givenBy says which of flag, variable or neither ("") gave a setting.
func givenBy(fs *pflag.FlagSet, name string) string {
	f := fs.Lookup(name)
	switch {
	case f == nil:
		return ""
	case f.Changed:
		return "--" + name
	case len(f.Annotations[settingMark]) > 1:
		return f.Annotations[settingMark][0]
	}
	return ""
}

// choice is a flag that takes one of a few words. The first is the default.
type choice struct {
	words []string
	value *string
}

func (c choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}

func (c choice) Type() string { return strings.Join(c.words, "|") }

func (c choice) Set(s string) error {
	if !slices.Contains(c.words, s) {
		last := len(c.words) - 1
		return fmt.Errorf("it is %s or %s", strings.Join(c.words[:last], ", "), c.words[last])
	}
	*c.value = s
	return nil
}

// addChoice registers a choice and its completion.
func addChoice(c *cobra.Command, value *string, name, usage string, words ...string) {
	*value = words[0]
	c.Flags().Var(choice{words, value}, name, usage)
	completes(c, name, words)
}

// completes registers the words that a shell completes the value of a flag with.
func completes(c *cobra.Command, name string, words []string) {
	_ = c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// count is a flag that takes a number from 1 up; 0 means that none was given.
type count struct{ value *int }

func (n count) String() string {
	if n.value == nil || *n.value == 0 {
		return ""
	}
	return strconv.Itoa(*n.value)
}

func (n count) Type() string { return "N" }

func (n count) Set(s string) error {
	v, err := strconv.Atoi(s)
	if err != nil || v < 1 {
		return errors.New("it is a number from 1 up")
	}
	*n.value = v
	return nil
}

// inputFlags say what the input is and which words are watched.
type inputFlags struct {
	format   string
	fields   map[string]string
	encoding string
	follow   bool
	words    []string
	keywords []string
}

func (f *inputFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.format, "format", "", "read every input in this `format` instead of detecting it")
	fs.StringToStringVar(&f.fields, "fields", nil, "names of the fields of records: `title=headline,text=body`")
	fs.Lookup("fields").DefValue = "" // pflag would print []
	fs.StringVar(&f.encoding, "encoding", "", "read text in this `encoding` instead of detecting it")
	fs.BoolVar(&f.follow, "follow", false, "go on with what comes: new and changed files, appended lines")
	fs.StringArrayVarP(&f.words, "keyword", "k", nil, "watch this `word` or phrase (repeatable)")
	fs.StringArrayVar(&f.keywords, "keywords", nil, "watch the groups of words in this TOML `file` (repeatable; none: no list)")
	asSetting(fs, "format", "fields", "encoding", "follow", "keywords")
	_ = c.MarkFlagFilename("keywords", "toml")
	completes(c, "format", source.Formats())
	completes(c, "encoding", charset.Names())
}

// layoutFlags say how text is laid out and written.
type layoutFlags struct {
	width   int
	bidi    string
	shape   string
	marks   string
	isolate string
	justify string
	color   string
}

func (f *layoutFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.Var(count{&f.width}, "width", "width of the text in cells (default 80, or the terminal's)")
	addChoice(c, &f.bidi, "bidi", "order in which text is written",
		"auto", "visual", "words", "runs", "logical")
	addChoice(c, &f.shape, "shape", "join letters by presentation forms", "auto", "on", "off")
	addChoice(c, &f.marks, "marks", "vowel marks", "auto", "keep", "strip")
	addChoice(c, &f.isolate, "isolate", "keep telephone numbers, dates, addresses in their own order",
		"auto", "on", "off")
	addChoice(c, &f.justify, "justify", "fill lines of the body with kashida (not in logical order)", "none", "kashida")
	addChoice(c, &f.color, "color", "colours", "auto", "always", "never")
	asSetting(fs, "width", "bidi", "shape", "marks", "isolate", "justify", "color")
}

// readerFlags are those of the reader alone.
type readerFlags struct {
	direction string
	lang      string
	level     string
	aliases   string
}

func (f *readerFlags) register(c *cobra.Command) {
	addChoice(c, &f.direction, "direction", "direction of the screen; auto follows the titles",
		"auto", "rtl", "ltr")
	addChoice(c, &f.lang, "lang", "language of the interface; auto follows the locale",
		"auto", "ar", "en")
	asSetting(c.Flags(), "direction", "lang")
	addSearchFlags(c, &f.level, &f.aliases)
}

// atLeast accepts n or more arguments and says what is missing.
func atLeast(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < n {
			return usageError{errors.New("missing " + what)}
		}
		return nil
	}
}

// exactly accepts n arguments.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return none(c, args[n:])
		}
		return atLeast(n, what)(c, args)
	}
}

// none accepts no arguments.
func none(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unexpected argument %q", args[0])}
	}
	return nil
}
