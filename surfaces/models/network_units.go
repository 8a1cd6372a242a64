package models

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/surfaces/portable"
)

// activation is what hidden units make of their sums.
type activation int

const (
	relu activation = iota // max(z, 0), with the derivative 0 at 0
	tanh
)

// apply replaces sums by what the units make of them.
func (a activation) apply(z []float64) {
	switch {
	case a == tanh:
		for j, v := range z {
			z[j] = portable.Tanh(v)
		}
	case haveTiles && wholeTiles(z):
		reluTiles(&z[0], len(z))
	default:
		for j, v := range z {
			if v < 0 { // and not max(v, 0): -0 stays -0 in tiles, too
				z[j] = 0
			}
		}
	}
}

// slope multiplies d by the derivatives of units whose outputs are out.
func (a activation) slope(d, out []float64) {
	d = d[:len(out)]
	switch {
	case a == tanh:
		for j, v := range out {
			d[j] *= 1 - v*v
		}
	case haveTiles && wholeTiles(out):
		reluSlopeTiles(&d[0], &out[0], len(out))
	default:
		for j, v := range out {
			if !(v > 0) {
				d[j] = 0
			}
		}
	}
}

// wholeTiles says whether numbers are those of whole rows of tiles, as in a pass.
func wholeTiles(v []float64) bool { return len(v) > 0 && len(v)%tileCols == 0 }

// lossKind is how the outputs of the last layer are judged. All three have the
// derivative p - y by the last sums, where p is the prediction.
type lossKind int

const (
	squared  lossKind = iota // ½ (z - y)^2 for numbers; p = z
	logistic                 // of two classes: cross-entropy, p = 1/(1 + exp(-z)) that of class 1
	softmax                  // of more classes: cross-entropy, p_j = exp(z_j) / Σ_k exp(z_k)
)

// lossOf is the loss for data with so many classes, and how many outputs it has.
func lossOf(classes int) (kind lossKind, outputs int) {
	switch classes {
	case 0:
		return squared, 1
	case 2:
		return logistic, 1
	}
	return softmax, classes
}

// predict replaces the last layer's sums of an example by its predictions.
func (k lossKind) predict(z []float64) {
	switch k {
	case logistic:
		z[0], _, _ = sigmoidUnit(z[0])
	case softmax:
		top, sum := floats.Max(z), 0.0
		for j, v := range z {
			z[j] = portable.Exp(v - top)
			sum += z[j]
		}
		floats.Scale(1/sum, z)
	}
}

// loss is that of an example wanted to be y, of the last layer's sums.
func (k lossKind) loss(z []float64, y float64) float64 {
	switch k {
	case logistic:
		return crossEntropyLoss{}.value(z[0], y)
	case softmax:
		top, sum := floats.Max(z), 0.0
		for _, v := range z {
			sum += portable.Exp(v - top)
		}
		return math.Log(sum) + top - z[int(y)]
	}
	return (z[0] - y) * (z[0] - y) / 2
}

// delta replaces the last layer's sums of an example by scale times the
// derivative of its loss by them.
func (k lossKind) delta(z []float64, y, scale float64) {
	k.predict(z)
	if k == softmax {
		z[int(y)]--
	} else {
		z[0] -= y
	}
	floats.Scale(scale, z)
}
