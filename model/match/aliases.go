package match

import (
	"fmt"
	"slices"
	"strings"

	"qari/model/arabic"
	"qari/model/clean"
)

// Aliases are words that stand for one another though no rule says so: broken
// plurals, spellings of names (ARABIC.md 4.5). At the forms level a query word
// that is one of a group finds all of it.
type Aliases struct {
	groups [][]string
	byCore map[string][]int // a member of one word, folded, without an article
}

// AliasError tells of a line that is no group.
type AliasError struct {
	Line   int // 1-based
	Reason string
}

func (e *AliasError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

// ParseAliases reads groups: one a line, members apart by "|", comments from "#"
// on. What is good is returned beside the errors, each an *AliasError.
func ParseAliases(text string) (*Aliases, []error) {
	a := &Aliases{byCore: make(map[string][]int)}
	var bad []error
	n := 0
	for line := range strings.Lines(text) {
		n++
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(strings.TrimPrefix(line, "\uFEFF")) == "" {
			continue
		}
		var group []string
		for member := range strings.SplitSeq(line, "|") {
			member = strings.TrimSpace(clean.Line(member))
			if len(arabic.Tokens(member)) == 0 {
				bad = append(bad, &AliasError{n, fmt.Sprintf("%q has no letter or digit", member)})
				continue
			}
			group = append(group, member)
		}
		if len(group) < 2 {
			bad = append(bad, &AliasError{n, "a group has two members or more, apart by |"})
			continue
		}
		a.add(group)
	}
	return a, bad
}

func (a *Aliases) add(group []string) {
	n := len(a.groups)
	a.groups = append(a.groups, group)
	for _, member := range group {
		if tokens := arabic.Tokens(member); len(tokens) == 1 {
			core := arabic.Core(tokens[0].Of(member))
			if !slices.Contains(a.byCore[core], n) {
				a.byCore[core] = append(a.byCore[core], n)
			}
		}
	}
}

// With gives the groups of both.
func (a *Aliases) With(b *Aliases) *Aliases {
	both := &Aliases{byCore: make(map[string][]int)}
	for _, from := range []*Aliases{a, b} {
		if from != nil {
			for _, group := range from.groups {
				both.add(group)
			}
		}
	}
	return both
}

// Groups are the groups, in their order. They must not be changed.
func (a *Aliases) Groups() [][]string {
	if a == nil {
		return nil
	}
	return a.groups
}

// of gives the other words for a word, nil for none.
func (a *Aliases) of(word string) []string {
	if a == nil {
		return nil
	}
	var all []string
	core := arabic.Core(word)
	for _, n := range a.byCore[core] {
		for _, member := range a.groups[n] {
			if tokens := arabic.Tokens(member); len(tokens) == 1 && arabic.Core(tokens[0].Of(member)) == core {
				continue
			}
			all = append(all, member)
		}
	}
	return all
}
