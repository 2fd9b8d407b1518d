package terminal_test

import (
	"testing"

	"qari/ui/terminal"
)

// Going through the orders comes back to the marks that each order has, unless
// they were asked for.
func TestARoundOfOrdersKeepsTheMarks(t *testing.T) {
	for _, tt := range []struct{ marks, asked bool }{{true, false}, {false, true}, {true, true}} {
		p := terminal.ForOrder(terminal.Visual)
		p.Marks, p.Asked = tt.marks, tt.asked
		for range 4 {
			p = p.Next()
			if tt.asked && p.Marks != tt.marks {
				t.Errorf("%s: marks %v were asked for", p.Order, tt.marks)
			}
		}
		if p.Order != terminal.Visual || p.Marks != tt.marks {
			t.Errorf("after a round the order is %s, marks %v, want %v", p.Order, p.Marks, tt.marks)
		}
	}
}
