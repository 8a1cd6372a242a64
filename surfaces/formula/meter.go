package formula

import (
	"gonum.org/v1/gonum/mat"
)

// maxEffort bounds a search to a fraction of a second, in operations of a formula's
// values. Counting operations and not time gives the same result on any machine. Formulas
// of a line or two stay below the bound.
const maxEffort = 20_000_000

// meter is a formula that counts the operations of its evaluations.
type meter struct {
	*Formula
	slots, dim int
	effort     int
}

func newMeter(f *Formula) *meter {
	return &meter{Formula: f, slots: f.dim + len(f.code), dim: f.dim}
}

// spent reports whether the search must end.
func (m *meter) spent() bool { return m.effort > maxEffort }

func (m *meter) Func(x []float64) float64 {
	m.effort += m.slots
	return m.Formula.Func(x)
}

func (m *meter) Grad(dst, x []float64) {
	m.effort += 3 * m.slots
	m.Formula.Grad(dst, x)
}

func (m *meter) Hess(dst *mat.SymDense, x []float64) {
	m.effort += 10 * m.dim * m.slots
	m.Formula.Hess(dst, x)
}
