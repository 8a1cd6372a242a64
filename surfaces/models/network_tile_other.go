//go:build !amd64

package models

const haveTiles = false

func addTile(int, *float64, int, int, *float64, int, *float64, int) {
	panic("models: there are no tiles on this processor")
}
