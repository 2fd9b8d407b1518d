package terminal_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"qari/ui/terminal"
)

// The README's tables are those of the code: the terminals that were run, and
// below them those that were not.
func TestREADMEListsTheTerminals(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	run, notRun, ok := strings.Cut(string(readme), "Not verified")
	if !ok {
		t.Fatal("no section of those that are not verified")
	}
	for _, one := range terminal.Terminals() {
		section := run
		if one.Status == terminal.NotVerified {
			section, _, _ = strings.Cut(notRun, "\n## ")
		}
		if !slices.Contains(strings.Split(section, "\n"), one.Row()) {
			t.Errorf("the README lacks, or has in the wrong place:\n%s", one.Row())
		}
	}
}
