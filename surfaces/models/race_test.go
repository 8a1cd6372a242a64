//go:build race

package models

// RaceEnabled says whether the race detector is on, which makes sync.Pool forget at random.
const RaceEnabled = true
