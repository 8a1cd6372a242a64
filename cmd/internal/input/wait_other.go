//go:build !unix

package input

// noWait is 0: on these systems, opening a path never waits for a pipe.
const noWait = 0
