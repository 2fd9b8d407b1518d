//go:build !race

package keyword_test

const racing = false
