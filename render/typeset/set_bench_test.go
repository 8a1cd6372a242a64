package typeset_test

import (
	"testing"

	"github.com/optviz/optviz/render/typeset"
)

// BenchmarkSet sets what figures have most: a title, a label of a run, the formula of a rule.
func BenchmarkSet(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"text", "Momentum on a narrow ravine"},
		{"label", `Momentum, $η = 0.01$, $β = 0.9$`},
		{"formula", `$x_{k+1} = x_k − η m_k/(√v_k + ε),  f(x) = x² + 10y^2$`},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := typeset.Set(c.text, typeset.Sans, 12); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
