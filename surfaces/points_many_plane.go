package surfaces

// The surfaces of which maps are drawn most often have loops of their own, into which the
// compiler inlines the formulas.

func (h Himmelblau) Funcs(dst, x []float64) {
	n := len(dst)
	xs, ys := x[:n], x[n:][:n]
	for k := range dst {
		dst[k] = h.Func([]float64{xs[k], ys[k]})
	}
}

func (h Himmelblau) Grads(dst, x []float64) {
	n := len(x) / 2
	xs, ys, dx, dy := x[:n], x[n:][:n], dst[:n], dst[n:][:n]
	for k := range xs {
		var g [2]float64
		h.Grad(g[:], []float64{xs[k], ys[k]})
		dx[k], dy[k] = g[0], g[1]
	}
}

func (r Ravine) Funcs(dst, x []float64) {
	n := len(dst)
	xs, ys := x[:n], x[n:][:n]
	sin, cos := r.sincos()
	for k := range dst {
		dst[k] = r.value(sin, cos, xs[k], ys[k])
	}
}

func (r Ravine) Grads(dst, x []float64) {
	n := len(x) / 2
	xs, ys, dx, dy := x[:n], x[n:][:n], dst[:n], dst[n:][:n]
	sin, cos := r.sincos()
	for k := range xs {
		dx[k], dy[k] = r.slope(sin, cos, xs[k], ys[k])
	}
}

// Funcs adds the terms pair by pair of coordinates, each pair for all points.
func (r Rosenbrock) Funcs(dst, x []float64) {
	n := len(dst)
	clear(dst)
	for i := n; i < len(x); i += n {
		ts, us := x[i-n:][:n], x[i:][:n]
		for k := range dst {
			t := ts[k]
			a, d := 1-t, us[k]-t*t
			dst[k] += a*a + r.B*d*d
		}
	}
}

func (r Rosenbrock) Grads(dst, x []float64) {
	n := len(x) / r.N
	clear(dst[:n])
	for i := n; i < len(x); i += n {
		ts, us, dt, du := x[i-n:][:n], x[i:][:n], dst[i-n:][:n], dst[i:][:n]
		for k := range ts {
			t := ts[k]
			w := 2 * r.B * (us[k] - t*t)
			dt[k] = dt[k] - 2*(1-t) - 2*t*w
			du[k] = w
		}
	}
}
