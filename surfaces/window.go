package surfaces

// InWindow says whether x is in a window, of which it has as many coordinates at
// least. What is no number is not in it.
func InWindow(x []float64, window [][2]float64) bool {
	for i, side := range window {
		if !(side[0] <= x[i] && x[i] <= side[1]) {
			return false
		}
	}
	return true
}
