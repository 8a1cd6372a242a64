package render

import (
	"math"
	"slices"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// The key explains pale areas exactly where the panel has some.
func TestKeyOfSwings(t *testing.T) {
	explained := map[bool]int{}
	for steps := 400; steps <= 900; steps += 20 {
		curve := chart.Curve{At: func(i int) float64 { return float64(i) }, Style: sheet.LineStyle{Color: sheet.Ink}}
		for k := range steps + 1 {
			curve.Values = append(curve.Values, math.Cos(math.Pi*float64(k)))
		}
		r := optimizers.Run{F: surfaces.Sphere{N: 2}, Optimizer: optimizers.SGD{}, LR: 0.1, Start: []float64{1, 1}, Steps: steps}
		path, err := r.Trace(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		sc := Scene{Surface: surfaces.Sphere{N: 2}, Steps: steps, Tracks: []Track{{Label: "run", Path: path}}}
		style := sheet.DefaultStyle()
		style.Theme, style.Audit = sheet.MustTheme("slides"), &sheet.Audit{}
		s := sheet.New(style)
		curves := []chart.Curve{curve}
		p := singlePanel(s, sc, "", scale.Linear{Lo: -1, Hi: 1}, curves, nil)
		has := len(chart.SlabKey(s, p, curves)) > 0
		explained[has]++
		if slices.Contains(style.Audit.Texts, s.Lang.SwingRange()) != has {
			t.Errorf("%d steps: a pale area: %t, texts %q", steps, has, style.Audit.Texts)
		}
	}
	if explained[true] == 0 || explained[false] == 0 {
		t.Errorf("panels with a pale area and without: %v", explained)
	}
}
