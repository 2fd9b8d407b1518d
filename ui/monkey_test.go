package ui_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// Whoever presses whatever: nothing fails, and every row fills the screen.
func TestAnyKeysInAnyOrder(t *testing.T) {
	keys := strings.Fields("j k J K f b d u gg G } { h l <enter> <enter> <tab> z n N gn gp B q <esc> <esc> / s gs c w a 1 2 0 Sd St Ss Sh Sn Sp Sf H R i i r v o y Y I x U -m -l -h -s -p -w -k -i ge ? <up> <down> <left> <right> <backspace> <delete> <pgdown> <home> الارهاب المغرب نص ( \" * title: -")
	sizes := [][2]int{{40, 10}, {80, 24}, {120, 30}, {59, 20}, {140, 40}}
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 6))
		size := sizes[seed%5]
		var d *driver
		if seed%3 == 0 {
			d = openSample(t, size[0], size[1])
		} else {
			d, _ = withBook(t, texts(), twoGroups)
			d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		}
		var typed []string
		func() {
			defer func() {
				if r := recover(); r != nil {
					t.Errorf("seed %d at %v: %v after %q", seed, size, r, typed)
					panic(r)
				}
			}()
			for range 200 {
				key := keys[random.IntN(len(keys))]
				typed = append(typed, key)
				d.keys(key)
				if random.IntN(20) == 0 {
					size = sizes[random.IntN(len(sizes))]
					d.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				}
				d.filled(fmt.Sprintf("seed %d after %q", seed, typed), size[0], size[1])
				if t.Failed() {
					t.FailNow()
				}
			}
		}()
	}
}
