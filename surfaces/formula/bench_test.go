package formula

import (
	"testing"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/optimizers/objective"
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
	x := grid(100)
	v, g := make([]float64, len(x)/2), make([]float64, len(x))
	b.Run("hand", func(b *testing.B) {
		for b.Loop() {
			alongGrid(surfaces.Rosenbrock{N: 2, B: 100}, x, v, g)
		}
	})
	b.Run("formula", func(b *testing.B) {
		f := mustParse(b, rosenbrock)
		for b.Loop() {
			f.Funcs(v, x)
			f.Grads(g, x)
		}
	})
}

// grid is side x side points.
func grid(side int) []float64 {
	count := side * side
	x := make([]float64, 2*count)
	for k := range count {
		x[k] = 4*float64(k%side)/float64(side) - 2
		x[count+k] = 4*float64(k/side)/float64(side) - 1
	}
	return x
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
	for name, f := range map[string]objective.Curved{
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
