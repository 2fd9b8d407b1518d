package main

import (
	"fmt"
	"runtime/debug"
)

// versionLine says which build this is, as far as the build knows.
func versionLine() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "qari, version unknown\n"
	}
	version := info.Main.Version
	if version == "" {
		version = "(devel)"
	}
	return fmt.Sprintf("qari %s %s\n", version, info.GoVersion)
}
