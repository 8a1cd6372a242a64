package surfaces

// InWindow reports whether x, which has at least as many coordinates as the window, is in
// the window. NaN is outside.
func InWindow(x []float64, window [][2]float64) bool {
	for i, side := range window {
		if !(side[0] <= x[i] && x[i] <= side[1]) {
			return false
		}
	}
	return true
}
