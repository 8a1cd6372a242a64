package drawing_test

import (
	"math"
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/drawing"
	"github.com/optviz/optviz/cmd/internal/measure"
)

// TestBytes: what figures are reckoned to take, from their flags alone.
func TestBytes(t *testing.T) {
	for _, test := range []struct {
		name string
		yaml string
		want float64
	}{
		{"a run in the plane", "optimizer: [sgd]\nsteps: 1000000", 1e6 * (2 + 6) * 32},
		{"two runs", "optimizer: [sgd, adam]\nsteps: 1000000", 2 * 1e6 * (2 + 6) * 32},
		{"every tenth", "optimizer: [sgd]\nsteps: 1000000\nevery: 10", 1e5 * (2 + 6) * 32},
		{"in 100 dimensions", "surface: sphere:n=100\noptimizer: [sgd]\nview: loss\nsteps: 10000", 1e4 * ((2+6)*32 + 98*10)},
		{"on a plane of principal components", "surface: sphere:n=100\noptimizer: [sgd]\nview: trajectory\nsteps: 10000", 1e4 * (100 + 6) * 32},
		{"on a random plane", "surface: sphere:n=100\noptimizer: [sgd]\nview: trajectory\nplane: random\nsteps: 10000", 1e4 * ((2+6)*32 + 98*10)},
		{"with the rule's state", "optimizer: [adam]\nview: memory\nsteps: 100000", 1e5 * (5*2 + 6) * 32},
		{"replicates", "optimizer: [sgd]\nnoise: 1\nseeds: 1000\nsteps: 2000\nevery: 1", 2000 * ((2+6)*32 + 1000*12)},
		{"a map", "kind: sweep\noptimizer: [sgd]\nx: lr=1e-4:1:log:200\ny: x1=0:1:300\nsteps: 3", 200 * 300 * (120 + 3*24)},
		{"a relief", "optimizer: [sgd]\nview: surface3d\nsteps: 1\nsize: 4000x3000", 4 * 4000 * 3000},
		{"a page", "figures:\n  - {optimizer: [sgd], steps: 1000000}\n  - {optimizer: [sgd], steps: 500000}", 1.5e6 * (2 + 6) * 32},
	} {
		d, err := document.ParseYAML([]byte(test.yaml), measure.Texts{})
		if err != nil {
			t.Fatal(test.name, err)
		}
		g, err := drawing.Resolve(t.Context(), d, measure.Texts{})
		if err != nil {
			t.Fatal(test.name, err)
		}
		if got := g.Bytes(); math.Abs(got-test.want) > 0.01*test.want {
			t.Errorf("%s: %.4g bytes, want %.4g", test.name, got, test.want)
		}
	}
}
