package surfaces

// Window is a box of places: one {low, high} a coordinate. A figure of a plane shows a
// window of two coordinates, {{x0, x1}, {y0, y1}}.
type Window [][2]float64

// Contains reports whether x lies in the window, edges included. x has as many coordinates
// as the window at least; a NaN lies in no window.
func (w Window) Contains(x []float64) bool {
	for i, side := range w {
		if !(side[0] <= x[i] && x[i] <= side[1]) {
			return false
		}
	}
	return true
}

// Ends returns the ends of the sides in turn, as x0, x1, y0, y1.
func (w Window) Ends() []float64 {
	var ends []float64
	for _, side := range w {
		ends = append(ends, side[0], side[1])
	}
	return ends
}
