//go:build race

package surfaces

// The race detector makes sync.Pool forget at random.
const raceEnabled = true
