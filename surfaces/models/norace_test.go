//go:build !race

package models

// RaceEnabled says whether the race detector is on.
const RaceEnabled = false
