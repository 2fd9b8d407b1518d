//go:build !linux

package source

import "io/fs"

// inode is the number of a file on its file system, 0 where it is not known.
func inode(fs.FileInfo) uint64 { return 0 }

// remote reports whether a folder lies on a file system that others can change
// without this system taking notice, as far as that is known.
func remote(string) bool { return false }
