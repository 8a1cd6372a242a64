package main

import (
	"runtime"
	"runtime/debug"
	"slices"
)

// arithmetic names what the last digits of a result may depend on beside the version:
// the processor's kind and the level that the program is built for, as "amd64 v1".
func arithmetic() string {
	name := runtime.GOARCH
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return name
	}
	for _, s := range info.Settings {
		if slices.Contains([]string{"GOAMD64", "GOARM64", "GOARM", "GO386", "GOPPC64", "GORISCV64"}, s.Key) {
			name += " " + s.Value
		}
	}
	return name
}
