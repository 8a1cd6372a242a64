//go:build linux || darwin || freebsd || netbsd

package main

import (
	"errors"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// hasAttributes reports whether a file has extended attributes, such as a list of who may
// read it. A name of the system's own, as SELinux gives every file, does not count.
func hasAttributes(f *os.File) bool {
	names := make([]byte, 1<<16)
	n, err := unix.Flistxattr(int(f.Fd()), names)
	if err != nil {
		return !errors.Is(err, unix.ENOTSUP) // there are none where the file system has no such thing
	}
	for _, name := range strings.Split(strings.TrimRight(string(names[:n]), "\x00"), "\x00") {
		if name != "" && name != "security.selinux" && name != "com.apple.provenance" {
			return true
		}
	}
	return false
}
