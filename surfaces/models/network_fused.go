//go:build !js

package models

import "math"

// multiplyAdd returns a b + c, rounded once.
func multiplyAdd(a, b, c float64) float64 { return math.FMA(a, b, c) }
