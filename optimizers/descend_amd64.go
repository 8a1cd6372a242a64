package optimizers

import "golang.org/x/sys/cpu"

// descendWide does what descend does to the first elements, four at a time, and returns
// how many it has done.
func descendWide(x, lr, m, v []float64, a, root, eps float64) int {
	n := len(x) &^ 3
	if n == 0 || !cpu.X86.HasAVX {
		return 0
	}
	descendAVX(x[:n], lr[:n], m[:n], v[:n], a, root, eps)
	return n
}

//go:noescape
func descendAVX(x, lr, m, v []float64, a, root, eps float64)
