package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// shade is one colour of the palette, for true colour and for 256 colours,
// on dark and on light backgrounds.
type shade struct{ dark, dark256, light, light256 color.Color }

func tone(dark, dark256, light, light256 string) shade {
	return shade{lipgloss.Color(dark), lipgloss.Color(dark256), lipgloss.Color(light), lipgloss.Color(light256)}
}

// palette holds every colour. The contrasts were measured against the common
// dark and light backgrounds and against the selected row: none is under 4.5.
var palette = struct {
	text                     [tokens]shade
	selectText, selectBack   shade
	findText, findBack       shade
	currentText, currentBack shade
}{
	text: [tokens]shade{
		Soft:   tone("#b6bac2", "249", "#565b64", "240"),
		Rule:   tone("#5c6370", "240", "#b4b8c0", "250"),
		Group1: tone("#f0b463", "215", "#7d5200", "94"),
		Group2: tone("#5fd0cb", "80", "#005f5f", "23"),
		Group3: tone("#8fd47f", "114", "#1d5e12", "22"),
		Group4: tone("#ff96cf", "212", "#a5117c", "126"),
		Group5: tone("#8fbaff", "111", "#0a57b0", "25"),
		Group6: tone("#cfb0ff", "183", "#6a2fb5", "55"),
		Alarm:  tone("#ff9a93", "210", "#a8161a", "124"),
	},
	selectText:  tone("#f2f2f2", "255", "#14161a", "233"),
	selectBack:  tone("#3a3f4b", "237", "#e2e4e8", "254"),
	findText:    tone("#1a1405", "232", "#14161a", "233"),
	findBack:    tone("#e3b35a", "179", "#ffdf8c", "222"),
	currentText: tone("#111111", "233", "#ffffff", "231"),
	currentBack: tone("#fff3b0", "229", "#0a57b0", "25"),
}
