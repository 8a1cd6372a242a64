//go:build !race

package surfacetest

const RaceEnabled = false
