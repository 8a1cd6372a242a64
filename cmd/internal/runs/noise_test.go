package runs

import (
	"testing"

	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
	"github.com/optviz/optviz/surfaces"
)

// The noise that stands in for examples shrinks with the batch; names without batches say it
// themselves.
func TestGradientNoise(t *testing.T) {
	land := setup.Landscape{Surface: surfaces.DoubleWell{}}
	for want, s := range map[string]document.Spec{
		"":                          {},
		"gradient noise σ = 1.5":    {Setup: setup.Setup{Noise: 1.5}},
		"gradient noise σ = 1.5/√4": {Setup: setup.Setup{Noise: 1.5, Batches: []int{4}}},
		"gradient noise σ = 1.5/√B": {Setup: setup.Setup{Noise: 1.5, Batches: []int{1, 4}}},
	} {
		if got := GradientNoise(s, land); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	named := document.Spec{Setup: setup.Setup{Noise: 1.5, Batches: []int{1, 4}}}
	named.Names = []string{"noise 1.5", "noise 0.75"}
	if got := GradientNoise(named, land); got != "" {
		t.Errorf("%q for names that say the noise", got)
	}
}
