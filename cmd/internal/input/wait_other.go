//go:build !unix

package input

// noWait is nothing where no path leads to a pipe that waits.
const noWait = 0
