package formula

import (
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
)

const rosenbrock = "(1-x)^2 + 100*(y-x^2)^2"

// BenchmarkGradient is a value and a gradient of Rosenbrock's function, the
// surface by hand beside the formula.
func BenchmarkGradient(b *testing.B) {
	x, g := []float64{-1.5, 2}, make([]float64, 2)
	for name, f := range map[string]surfaces.Surface{
		"hand":    surfaces.Rosenbrock{N: 2, B: 100},
		"formula": mustParse(b, rosenbrock),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f.Func(x)
				f.Grad(g, x)
			}
		})
	}
}

// BenchmarkGrid is a value and a gradient at each point of a grid, as maps need.
func BenchmarkGrid(b *testing.B) {
	const side = 100
	x, g := make([]float64, 2), make([]float64, 2)
	for name, f := range map[string]surfaces.Surface{
		"hand":    surfaces.Rosenbrock{N: 2, B: 100},
		"formula": mustParse(b, rosenbrock),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				for i := range side {
					for j := range side {
						x[0], x[1] = float64(i)/25-2, float64(j)/25-1
						f.Func(x)
						f.Grad(g, x)
					}
				}
			}
		})
	}
}

func BenchmarkFunc(b *testing.B) {
	x := []float64{-1.5, 2}
	for name, f := range map[string]surfaces.Surface{
		"hand":    surfaces.Rosenbrock{N: 2, B: 100},
		"formula": mustParse(b, rosenbrock),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f.Func(x)
			}
		})
	}
}

func BenchmarkHess(b *testing.B) {
	x, h := []float64{-1.5, 2}, mat.NewSymDense(2, nil)
	for name, f := range map[string]surfaces.Curved{
		"hand":    surfaces.Rosenbrock{N: 2, B: 100},
		"formula": mustParse(b, rosenbrock),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f.Hess(h, x)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		mustParse(b, rosenbrock)
	}
}
