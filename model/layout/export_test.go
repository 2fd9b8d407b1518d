package layout

// SetPart makes a Layouter work in parts of about n bytes, as it otherwise does
// only with very long texts.
func (l *Layouter) SetPart(n int) { l.part.size = n }

// TakeNoShortCuts makes a Layouter go the long way with every text.
func (l *Layouter) TakeNoShortCuts() { l.part.careful = true }
