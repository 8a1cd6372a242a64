package surfaces

import "gonum.org/v1/gonum/mat"

// sized returns a slice of n elements, in the memory of v if it has as much.
func sized(v []float64, n int) []float64 {
	if cap(v) < n {
		return make([]float64, n)
	}
	return v[:n]
}

// sizedSym returns a symmetric matrix of order n: h, if it is one.
func sizedSym(h *mat.SymDense, n int) *mat.SymDense {
	if h == nil || h.SymmetricDim() != n {
		return mat.NewSymDense(n, nil)
	}
	return h
}
