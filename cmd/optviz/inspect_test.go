package main

import (
	"math"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/formula"
)

// A formula that inspect prints is that of the surface when it is typed after --formula, if it has nothing
// that --formula lacks, as names of parts.
func TestInspectedFormulasAreTyped(t *testing.T) {
	agree := 0
	for _, s := range surfaces.Catalog() {
		m := s.Meta()
		text, ok := document.Typeable(plain(m.Formula), nil)
		if !ok {
			continue
		}
		f, err := formula.Parse(text, nil)
		if err != nil || f.Meta().Dim != m.Dim {
			t.Errorf("%s: %s: %v", m.Name, text, err)
			continue
		}
		x := make([]float64, m.Dim)
		for i := range x {
			x[i] = m.Start[i] + 0.25*float64(i+1)
		}
		if got, want := f.Func(x), s.Func(x); math.Abs(got-want) > 1e-12*max(1, math.Abs(want)) {
			t.Errorf("%s at %v: %s is %v, not %v", m.Name, x, text, got, want)
		}
		agree++
	}
	if agree < 30 {
		t.Errorf("%d formulas can be typed, want at least 30", agree)
	}
	for formula, want := range map[string]string{
		"(1 - x)^{2} + 100 (y - x^{2})^{2}": "(1 - x)^2 + 100*(y - x^2)^2",
		"x^4 - 4 · 1 x y":                   "x^4 - 4*1*x*y",
		"½(x^2 + 3 y^2)":                    "0.5*(x^2 + 3*y^2)",
		"|x| + √(y)":                        "abs(x) + sqrt(y)",
		"½(w_1 w_2 - 1)^2":                  "½(w_1 w_2 - 1)^2",
	} {
		if got := typed(formula); got != want {
			t.Errorf("%s is printed as %s, want %s", formula, got, want)
		}
	}
}
