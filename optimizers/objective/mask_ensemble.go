package objective

import (
	"math/rand/v2"
)

// MaskEnsemble is a loss that is the mean over random masks of its coordinates: of
// the networks that dropout leaves. A mask holds what each coordinate is
// multiplied by. MasksPerStep is how many a step is to see; 0 is their mean, the
// loss itself. surfaces.Dropout is such.
type MaskEnsemble interface {
	Objective
	MasksPerStep() int
	DrawMask(mask []float64, rng *rand.Rand)
	FuncMasked(x, mask []float64) float64
	GradMasked(dst, x, mask []float64)
}
