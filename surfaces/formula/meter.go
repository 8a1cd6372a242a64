package formula

import (
	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
)

// maxEffort bounds a search, in operations of a formula's values: a fraction of a
// second. It counts operations and not time, so that the result is the same on
// any machine. Formulas of a line or two stay below.
const maxEffort = 20_000_000

// meter is a surface that counts what its evaluations cost.
type meter struct {
	surfaces.Curved
	slots, dim int
	effort     int
}

// newMeter makes a meter. It counts for formulas only: others take the time that they take.
func newMeter(f surfaces.Curved) *meter {
	m := &meter{Curved: f}
	if f, ok := f.(*Formula); ok {
		m.slots, m.dim = f.dim+len(f.code), f.dim
	}
	return m
}

// spent reports whether the search must end.
func (m *meter) spent() bool { return m.effort > maxEffort }

func (m *meter) Func(x []float64) float64 {
	m.effort += m.slots
	return m.Curved.Func(x)
}

func (m *meter) Grad(dst, x []float64) {
	m.effort += 3 * m.slots
	m.Curved.Grad(dst, x)
}

func (m *meter) Hess(dst *mat.SymDense, x []float64) {
	m.effort += 10 * m.dim * m.slots
	m.Curved.Hess(dst, x)
}
