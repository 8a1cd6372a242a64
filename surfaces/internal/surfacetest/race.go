//go:build race

package surfacetest

// The race detector makes sync.Pool forget at random.
const RaceEnabled = true
