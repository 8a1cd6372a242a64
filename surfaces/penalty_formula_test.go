package surfaces_test

import (
	"testing"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/internal/surfacetest"
	"github.com/optviz/optviz/surfaces/penalty"
)

// The formula of a surface with a penalty is what its Func computes.
func TestPenaltyFormula(t *testing.T) {
	for _, c := range [][2]float64{{0, 2}, {0.3, 0}, {0.3, 2}} {
		for _, s := range []surfaces.Surface{surfaces.Himmelblau{}, surfaces.Ravine{Kappa: 20, Angle: 30}, surfaces.Sphere{N: 5}} {
			f := penalty.Add(s, c[0], c[1])
			m := f.Meta()
			if got, err := surfaces.Evaluate(m.Formula, m.Start); err != nil || !surfacetest.Near(got, f.Func(m.Start), 1e-13) {
				t.Errorf("%s is %v, want %v (%v)", m.Formula, got, f.Func(m.Start), err)
			}
		}
	}
}
