package models

import (
	"gonum.org/v1/gonum/floats"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// Accuracy returns the share of a set's examples whose class the model with parameters x
// holds most likely; of two classes, class 1 counts as such from the probability 0.5 on.
// The set must have classes and as many inputs as the model.
func Accuracy(model surfaces.Fitted, x []float64, set *data.Set) float64 {
	predict := func(dst []float64, i int) { model.Predict(dst, x, set.X.RawRowView(i)) }
	if l, ok := model.(*Linear); ok && l.set == set && l.accuracyAsked.Swap(true) { // at a first call storing the features is not worth their memory
		predict = func(dst []float64, i int) { dst[0] = l.output(floats.Dot(l.features().RawRowView(i), x)) }
	}
	p := make([]float64, model.Outputs())
	right := 0
	for i, y := range set.Y {
		predict(p, i)
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
