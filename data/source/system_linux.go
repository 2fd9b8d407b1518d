package source

import (
	"io/fs"
	"syscall"

	"golang.org/x/sys/unix"
)

// inode is the number of a file on its file system.
func inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ino
	}
	return 0
}

// remote reports whether a folder lies on a file system that others can change
// without this system taking notice: one of a network, or of a program.
func remote(dir string) bool {
	const virtualBox = 0x786F4256
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return false
	}
	switch uint32(s.Type) {
	case unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC, unix.CODA_SUPER_MAGIC,
		unix.AFS_SUPER_MAGIC, unix.CEPH_SUPER_MAGIC, unix.FUSE_SUPER_MAGIC, unix.V9FS_MAGIC, virtualBox:
		return true
	}
	return false
}
