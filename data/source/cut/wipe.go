//go:build !race

package cut

// wipe does nothing: see the other wipe.
func wipe([]byte) {}
