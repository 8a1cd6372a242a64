package models

import "golang.org/x/sys/cpu"

var haveTiles = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// addTile adds to a tile of c, whose rows are cStep bytes apart, the product of n columns
// of four numbers of a and n rows of eight numbers of b. The numbers in a column of a are
// rowStep bytes apart, its columns aStep bytes, and the rows of b bStep bytes.
//
//go:noescape
func addTile(n int, a *float64, rowStep, aStep int, b *float64, bStep int, c *float64, cStep int)

// reluTiles replaces each of n numbers by max(z, 0). n is a multiple of tileCols.
//
//go:noescape
func reluTiles(z *float64, n int)

// reluSlopeTiles sets each of n numbers of d to 0 whose number of out is not above 0.
//
//go:noescape
func reluSlopeTiles(d, out *float64, n int)
