package live

import (
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/surfaces"
)

// Field returns the values of a landscape on nx x ny places of its window, row by row from the
// lower end of y on, with places on all sides of the window.
func Field(land setup.Landscape, nx, ny int) []float64 {
	values := make([]float64, nx*ny)
	rows := surfaces.Vectorize(land.Surface)
	x := make([]float64, 2*nx) // a row: all x, then all y
	at := func(side [2]float64, i, n int) float64 { return side[0] + (side[1]-side[0])*float64(i)/float64(n-1) }
	for j := range ny {
		for i := range nx {
			x[i], x[nx+i] = at(land.Window[0], i, nx), at(land.Window[1], j, ny)
		}
		rows.Funcs(values[j*nx:][:nx], x)
	}
	return values
}
