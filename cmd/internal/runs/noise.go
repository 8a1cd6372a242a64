package runs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/cmd/internal/setup"
)

// NoiseSeen describes in words how the gradients of the steps differ from those of the
// loss, with the seed where they are random.
func NoiseSeen(s document.Spec, land setup.Landscape) string {
	sees := Sees(s, land)
	if !setup.SeesAtRandom(s.Setup, land) {
		return sees
	}
	return strings.TrimPrefix(sees+", "+s.Speaker().Seed(s.Seed), ", ")
}

// Sees describes the same as NoiseSeen, without the seed.
func Sees(s document.Spec, land setup.Landscape) string {
	l := s.Speaker()
	var parts []string
	if f, ok := setup.FiniteSum(land.Surface); ok && len(s.Batches) == 1 && s.Batches[0] < f.NumExamples() {
		parts = append(parts, l.BatchesOf(s.Batches[0], f.NumExamples()))
	}
	if m, ok := setup.Masked(land.Surface); ok {
		parts = append(parts, l.MasksAStep(m.MasksPerStep()))
	}
	if noise := GradientNoise(s, land); noise != "" {
		parts = append(parts, noise)
	}
	if s.Clip > 0 {
		parts = append(parts, l.ClippedTo(catalog.FormatNumber(s.Clip)))
	}
	return strings.Join(parts, ", ")
}

// GradientNoise describes the noise of the gradients in words; "" where there is none or where the
// names of the runs say which noise they have.
func GradientNoise(s document.Spec, land setup.Landscape) string {
	if s.Noise == 0 {
		return ""
	}
	noise := s.Speaker().Noise(catalog.FormatNumber(s.Noise))
	if !setup.NoiseStandsIn(s.Setup, land) {
		return noise
	}
	switch b := s.Batches; {
	case len(b) == 1:
		return noise + fmt.Sprintf("/√%d", b[0])
	case len(b) > 1 && namesBatches(s):
		return noise + "/√B"
	case len(b) > 1:
		return ""
	}
	return noise
}

// namesBatches reports whether the names of the runs give the sizes of their batches.
func namesBatches(s document.Spec) bool {
	return len(s.Names) == 0 || slices.ContainsFunc(s.Names, func(name string) bool {
		return strings.Contains(name, "B = ") || strings.Contains(strings.ToLower(name), "batch")
	})
}

// checkAxis refuses an axis of epochs or examples where no step sees examples.
func checkAxis(s document.Spec, land setup.Landscape) error {
	if _, ok := setup.FiniteSum(land.Surface); ok {
		return nil
	}
	why := setup.NoMean(land.Meta)
	switch {
	case s.Axis == "epoch":
		return catalog.Blame("--axis", s.Axis, why)
	case s.Axis == "examples" && len(s.Batches) == 0:
		return catalog.Blame("--axis", s.Axis, fmt.Errorf("%w; with --noise S, that of one example, a --batch of B sees B in a step", why))
	}
	return nil
}
