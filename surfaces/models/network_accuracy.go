package models

import (
	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Accuracy is the share of a set's examples whose class is the one that the
// model with parameters x holds for the likeliest: of two classes, class 1 from
// the probability 0.5 on. The set has classes, and the inputs of the model's.
func Accuracy(model surfaces.Fitted, x []float64, set *data.Set) float64 {
	p := make([]float64, model.Outputs())
	right := 0
	for i, y := range set.Y {
		model.Predict(p, x, set.X.RawRowView(i))
		class := floats.MaxIdx(p)
		if len(p) == 1 && p[0] >= 0.5 {
			class = 1
		}
		if float64(class) == y {
			right++
		}
	}
	return float64(right) / float64(set.Len())
}
