package models

import (
	"math"

	"github.com/optviz/optviz/surfaces/portable"
)

// exampleLoss is the loss l(z, y) of one example, a function of the model's sum z and the
// target y, with its first and second derivatives in z, slope and curvature.
type exampleLoss interface {
	value(z, y float64) float64
	slope(z, y float64) float64
	curvature(z, y float64) float64
}

// crossEntropyLoss is the cross-entropy of the probability σ(z) of class 1,
//
//	l = -y log σ(z) - (1 - y) log(1 - σ(z)) = log(1 + e^z) - y z,  l' = σ(z) - y.
type crossEntropyLoss struct{}

func (crossEntropyLoss) value(z, y float64) float64 {
	return max(z, 0) + math.Log1p(portable.Exp(-math.Abs(z))) - y*z // nothing overflows
}

func (crossEntropyLoss) slope(z, y float64) float64 {
	a, _, _ := sigmoidUnit(z)
	return a - y
}

func (crossEntropyLoss) curvature(z, _ float64) float64 {
	_, a1, _ := sigmoidUnit(z)
	return a1
}

// squaredLoss is the loss l = ½ (a(z) - y)^2 for the activation a:
//
//	l' = (a - y) a',  l'' = a'^2 + (a - y) a''.
type squaredLoss struct{ activation unit }

func (s squaredLoss) value(z, y float64) float64 {
	a, _, _ := s.activation(z)
	return (a - y) * (a - y) / 2
}

func (s squaredLoss) slope(z, y float64) float64 {
	a, a1, _ := s.activation(z)
	return (a - y) * a1
}

func (s squaredLoss) curvature(z, y float64) float64 {
	a, a1, a2 := s.activation(z)
	return a1*a1 + (a-y)*a2
}

// halfSquareLoss is squaredLoss with the activation a = z.
type halfSquareLoss struct{}

func (halfSquareLoss) value(z, y float64) float64     { return (z - y) * (z - y) / 2 }
func (halfSquareLoss) slope(z, y float64) float64     { return z - y }
func (halfSquareLoss) curvature(z, y float64) float64 { return 1 }

// unit returns the activation a of a neuron's sum z and its first two derivatives.
type unit func(z float64) (a, a1, a2 float64)

func identityUnit(z float64) (a, a1, a2 float64) { return z, 1, 0 }

// sigmoidUnit returns σ(z) = 1/(1 + e^-z) with the derivatives σ (1 - σ) and σ (1 - σ) (1
// - 2σ).
func sigmoidUnit(z float64) (a, a1, a2 float64) {
	e := portable.Exp(-math.Abs(z)) // does not overflow
	small := e / (1 + e)            // σ(-|z|), to the last digit also where it is tiny
	a1 = small / (1 + e)
	a, a2 = 1/(1+e), -a1*(1-e)/(1+e)
	if z < 0 {
		a, a2 = small, -a2
	}
	return a, a1, a2
}

// tanhUnit returns tanh z with the derivatives 1 - tanh^2 and -2 tanh (1 - tanh^2).
func tanhUnit(z float64) (a, a1, a2 float64) {
	a = portable.Tanh(z)
	cosh := portable.Cosh(z)
	a1 = 1 / cosh / cosh // 1 - a^2 would cancel
	return a, a1, -2 * a * a1
}

// reluUnit returns max(z, 0). It takes 0, a subgradient, for the slope at the kink z = 0,
// and 0 for the second derivative everywhere.
func reluUnit(z float64) (a, a1, a2 float64) {
	if z > 0 {
		return z, 1, 0
	}
	return 0, 0, 0
}

// linearLoss is the loss l = y z, with the slope y at every z.
type linearLoss struct{}

func (linearLoss) value(z, y float64) float64     { return y * z }
func (linearLoss) slope(_, y float64) float64     { return y }
func (linearLoss) curvature(_, _ float64) float64 { return 0 }
