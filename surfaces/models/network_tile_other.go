//go:build !amd64

package models

const haveTiles = false

const noTiles = "models: there are no tiles on this processor"

func addTile(int, *float64, int, int, *float64, int, *float64, int) { panic(noTiles) }
func reluTiles(*float64, int)                                       { panic(noTiles) }
func reluSlopeTiles(*float64, *float64, int)                        { panic(noTiles) }
