package models

import "golang.org/x/sys/cpu"

var haveTiles = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// addTile adds to a tile of c, whose rows are cStep bytes apart, the product of
// n columns of four numbers of a and n rows of eight numbers of b: within a
// column of a the numbers are rowStep bytes apart, columns aStep, rows of b bStep.
//
//go:noescape
func addTile(n int, a *float64, rowStep, aStep int, b *float64, bStep int, c *float64, cStep int)

// reluTiles replaces each of n numbers, whole rows of tiles, by max(z, 0).
//
//go:noescape
func reluTiles(z *float64, n int)

// reluSlopeTiles clears those of n numbers d whose out is not above 0.
//
//go:noescape
func reluSlopeTiles(d, out *float64, n int)
