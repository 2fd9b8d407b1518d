package terminal_test

import (
	"testing"

	"qari/ui/terminal"
)

var xterm = terminal.Facts{Env: map[string]string{"TERM": "xterm", "XTERM_VERSION": "XTerm(379)"}}

// Going through the orders comes back to the marks that each order has, unless
// they were asked for.
func TestARoundOfOrdersKeepsTheMarks(t *testing.T) {
	place := xterm.Place()
	for _, tt := range []struct {
		asked terminal.Choice
		want  [4]bool
	}{
		{terminal.Auto, [4]bool{true, false, true, true}},
		{terminal.No, [4]bool{}},
		{terminal.Yes, [4]bool{true, true, true, true}},
	} {
		order := terminal.Visual
		for i := range 5 {
			p := place.Choose(terminal.Wish{Setting: terminal.Setting{Order: &order, Marks: tt.asked}})
			if p.Order != order || p.Marks != tt.want[order] {
				t.Errorf("round %d, asked %d: order %s, marks %v, want %s, %v", i, tt.asked, p.Order, p.Marks, order, tt.want[order])
			}
			order = order.Next()
		}
	}
}
