package models

// multiplyAdd returns a b + c, of which the product is rounded, too.
func multiplyAdd(a, b, c float64) float64 { return a*b + c }
