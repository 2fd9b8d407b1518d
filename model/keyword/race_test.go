//go:build race

package keyword_test

// racing tells that the race detector is on: it drops some of what a pool keeps.
const racing = true
