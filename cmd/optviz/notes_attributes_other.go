//go:build unix && !(linux || darwin || freebsd || netbsd)

package main

import "os"

// hasAttributes reports whether a file has extended attributes, which this system has none of.
func hasAttributes(_ *os.File) bool { return false }
