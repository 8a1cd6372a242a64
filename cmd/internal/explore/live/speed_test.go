package live

import (
	"testing"

	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/render/words"
)

// A drag of the start computes four runs of 500 steps again and again.
func BenchmarkDrag(b *testing.B) {
	steps := 500
	s := setup.Setup{Seeds: 1, Surface: "rosenbrock", Steps: &steps, Window: []float64{-2, 2, -1, 3},
		Optimizers: []string{"sgd:lr=0.001", "momentum:lr=0.001", "rmsprop:lr=0.01", "adam:lr=0.05"}}
	lab := new(Lab)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Starts = [][]float64{{-1.5 + float64(i%100)/500, 2}}
		if _, _, err := lab.Runs(b.Context(), s, words.English); err != nil {
			b.Fatal(err)
		}
	}
}
