package models

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/data"
)

// RareGradient is the mean of three linear losses of one parameter,
//
//	f(x) = 1/3 (c x - x - x) = (c - 2)/3 x,
//
// where batches of one example, in the given order, have the slope c once and then -1
// twice. The best point on [-1, 1] is -1, but rules that divide by the root of a
// short average of squared gradients shrink the large step, and go to 1. Without the
// interval, f is unbounded below.
//
// Start 0.5, window [-1, 1]. Source: Reddi, Kale and Kumar 2018, section 3.
type RareGradient struct {
	C float64 `key:"c" in:"(2,1000]" doc:"the slope of one example in three; that of the others is -1"`
}

func (r RareGradient) Build(set *data.Set) (surfaces.Surface, error) {
	if err := refuseData("rare-gradient", set); err != nil {
		return nil, err
	}
	slopes := &data.Set{Name: "rare-gradient", X: mat.NewDense(3, 1, []float64{1, 1, 1}), Y: []float64{r.C, -1, -1}}
	l := newLinear(linearModel{dim: 1, loss: linearLoss{}, phi: func(dst, inputs []float64) { copy(dst, inputs) }}, slopes)
	m := metaOf("rare-gradient")
	m.Window, m.Start = [][2]float64{{-1, 1}}, []float64{0.5}
	m.Formula = fmt.Sprintf("1/N Σ_i y_i x, y = (%v, -1, -1)", r.C)
	l.describe(m)
	return l, nil
}
