//go:build !race

package surfaces

const raceEnabled = false
