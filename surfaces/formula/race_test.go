//go:build race

package formula

// The race detector makes sync.Pool forget at random.
const raceEnabled = true
