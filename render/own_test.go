package render_test

import (
	"context"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// own is a loss of which only the dimension and the window are told. Its infimum is -1/11,
// and the zero value of Meta claims 0.
type own struct{}

func (own) Func(x []float64) float64 { return (x[0]-1)*(x[0]-1) + 3*x[1]*x[1] - x[0]*x[1] }
func (own) Grad(dst, x []float64)    { dst[0], dst[1] = 2*(x[0]-1)-x[1], 6*x[1]-x[0] }
func (own) Meta() surfaces.Meta {
	return surfaces.Meta{Dim: 2, Window: surfaces.Window{{-3, 3}, {-2, 2}}}
}

// A figure of a loss without name and formula, with tracks without labels, says how the
// optimizers end, and measures losses from no infimum that the runs refute.
func TestOwnLoss(t *testing.T) {
	sc := render.Scene{Surface: own{}, Steps: 200}
	for _, rule := range []optimizers.Optimizer{optimizers.SGD{}, optimizers.NewAdam(), nil} {
		run := optimizers.Run{F: own{}, Optimizer: optimizers.SGD{}, LR: 0.1, Start: []float64{-2, 1.5}, Steps: 200}
		path, err := run.Trace(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		sc.Tracks = append(sc.Tracks, render.Track{Optimizer: rule, Path: path})
	}
	for _, draw := range []render.Kind{render.Compare, render.Loss} {
		f, err := draw(sc, sheet.DefaultStyle())
		if err != nil {
			t.Fatal(err)
		}
		want := "Loss landscape. SGD is at −0.09091 after 200 steps"
		if f.Title != "All three end alike, at −0.091" || !strings.HasPrefix(f.Desc, want) {
			t.Errorf("title %q, description %q, want %q", f.Title, f.Desc, want)
		}
	}
	if sc.Tracks[0].Label != "" {
		t.Error("a figure changed its scene")
	}
}
