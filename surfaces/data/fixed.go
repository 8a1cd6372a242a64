package data

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// pairs makes a set with one input.
func pairs(x, y []float64, classes int) *Set {
	return &Set{X: mat.NewDense(len(x), 1, x), Y: y, Classes: classes}
}

func line4() *Set {
	return pairs([]float64{0.5, 1, 1.5, 2}, []float64{0.5, 1, 1.5, 2}, 0)
}

// line5 returns points whose least-squares line is y = 1.99 x + 1.
func line5() *Set {
	return pairs([]float64{-2, -1, 0, 1, 2}, []float64{-3.1, -0.9, 1.2, 2.8, 5}, 0)
}

// line1000 returns x_i = -2 + 4i/999, y_i = 1.5 x_i - 0.5 + 0.7 sin 37i: scattered
// without random numbers.
func line1000() *Set {
	x, y := make([]float64, 1000), make([]float64, 1000)
	for i := range x {
		x[i] = -2 + 4*float64(i)/999
		y[i] = 1.5*x[i] - 0.5 + 0.7*math.Sin(37*float64(i))
	}
	s := pairs(x, y, 0)
	s.Order = make([]int, len(x)) // mixes small and great x
	for i := range s.Order {
		s.Order[i] = 617 * i % len(x)
	}
	return s
}

func neuron() *Set {
	return pairs([]float64{-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2}, []float64{0, 0, 0, 1, 0, 1, 1, 1}, 2)
}

// sine10 returns noisy values of the sine at x_i = i/9.
func sine10() *Set {
	x := make([]float64, 10)
	for i := range x {
		x[i] = float64(i) / 9
	}
	return withTruth(sine2pi, pairs(x, []float64{0.09, 0.33, 1.21, 1.15, -0.24, -0.73, -0.83, -1.08, -0.65, -0.26}, 0))
}

// sineItself returns y = sin 2πx at x = 0, 1/200, ..., 1.
func sineItself() *Set {
	x, y := make([]float64, 201), make([]float64, 201)
	for i := range x {
		x[i] = float64(i) / 200
		y[i] = sine2pi.At(x[i : i+1])
	}
	return withTruth(sine2pi, pairs(x, y, 0))
}
