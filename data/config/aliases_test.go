package config_test

import (
	"testing"

	"qari/data/config"
	"qari/model/arabic"
)

func TestAliases(t *testing.T) {
	a, bad := config.Aliases("a.txt", []byte("# names\nمغربي | مغاربة # plural\n\nوحيد\nداعش | -- | ISIS\n"))
	if len(a.Groups()) != 2 || len(bad) != 2 {
		t.Fatalf("%q, %v", a.Groups(), bad)
	}
	for i, want := range []string{"a.txt:4: a group has two members or more, apart by |", `a.txt:5: "--" has no letter or digit`} {
		if bad[i].Error() != want {
			t.Errorf("%v, want %s", bad[i], want)
		}
	}
}

func TestBuiltInAliasesSayNoMoreThanRulesDo(t *testing.T) {
	groups := config.BuiltInAliases().Groups()
	if len(groups) < 100 {
		t.Fatalf("%d groups", len(groups))
	}
	for _, group := range groups {
		for i, member := range group {
			for _, other := range group[:i] {
				if arabic.Forms.Matches(member, other) && arabic.Forms.Matches(other, member) {
					t.Errorf("%q and %q find one another without an alias", member, other)
				}
			}
		}
	}
}
