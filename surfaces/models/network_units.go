package models

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/surfaces/portable"
)

// activation is the function that hidden units apply to their sums.
type activation int

const (
	relu activation = iota // max(z, 0), with the derivative 0 at 0
	tanh
)

// apply replaces the sums z by the units' outputs.
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
			if v < 0 { // not max(v, 0): -0 must stay -0, as in tiles
				z[j] = 0
			}
		}
	}
}

// slope multiplies d by the units' derivatives, computed from their outputs out.
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

// wholeTiles reports whether v fills whole rows of tiles, as the matrices of a pass do.
func wholeTiles(v []float64) bool { return len(v) > 0 && len(v)%tileCols == 0 }

// lossKind selects the loss of the last layer's outputs. The derivative of all three with
// respect to the last sums is p - y, where p is the prediction.
type lossKind int

const (
	squared  lossKind = iota // ½ (z - y)^2 for numbers; p = z
	logistic                 // for two classes: cross-entropy; p = 1/(1 + exp(-z)) is the probability of class 1
	softmax                  // for more classes: cross-entropy, p_j = exp(z_j) / Σ_k exp(z_k)
)

// lossOf returns the loss for data with this number of classes, and the number of
// outputs.
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

// loss returns the loss of an example with the target y and the last layer's sums z.
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

// delta replaces the last layer's sums of an example by scale times the derivative of the
// example's loss with respect to them.
func (k lossKind) delta(z []float64, y, scale float64) {
	k.predict(z)
	if k == softmax {
		z[int(y)]--
	} else {
		z[0] -= y
	}
	floats.Scale(scale, z)
}
