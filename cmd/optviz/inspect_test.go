package main

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/formula"
)

// untypeable lists the surfaces whose formulas --formula does not take as they are printed: they have names of
// parts and indices, or powers of functions without parentheses.
var untypeable = []string{
	"cliff", "cross-in-tray", "drop-wave", "franke", "goldstein-price", "holder-table", "levy13", "michalewicz",
	"muller-brown", "product", "ravine",
}

// A formula that inspect prints is that of the surface when it is typed after --formula, but for those that
// have what --formula lacks.
func TestInspectedFormulasAreTyped(t *testing.T) {
	for _, s := range surfaces.Catalog() {
		m := s.Meta()
		text, ok := setup.Typeable(plain(m.Formula), nil)
		if known := slices.Contains(untypeable, m.Name); ok == known {
			t.Errorf("%s: %s is typed as %q, listed as untypeable: %t", m.Name, m.Formula, text, known)
		}
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
	}
	for formula, want := range map[string]string{
		"(1 - x)^{2} + 100 (y - x^{2})^{2}": "(1 - x)^2 + 100*(y - x^2)^2",
		"x^4 - 4 · 1 x y":                   "x^4 - 4*1*x*y",
		"½(x^2 + 3 y^2)":                    "0.5*(x^2 + 3*y^2)",
		"½[25 (x - 1)^2 + y^2]":             "0.5*(25*(x - 1)^2 + y^2)",
		"x cos y":                           "x*cos(y)",
		"|x| + √(y)":                        "abs(x) + sqrt(y)",
		"½(w_1 w_2 - 1)^2":                  "½(w_1 w_2 - 1)^2",
	} {
		if got := typed(formula); got != want {
			t.Errorf("%s is printed as %s, want %s", formula, got, want)
		}
	}
}
