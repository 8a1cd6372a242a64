package render

import (
	"context"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/render/chart"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// Every text of every view is in the figure's language: none with a word in it, but for
// names and formulas, is the same in English and in German.
func TestNoTextIsMissing(t *testing.T) {
	word := regexp.MustCompile(`\b[a-z]{4,}\b`)
	names := []string{"Adam", "SGD", "Newton", "f(", "=", "sin", "cos", "log", "exp", "Overfit", "linear", "Seed", "each rate the best", "noise", "final loss", "steps to a loss of 0.1", "learning rate"} // the last are given by the scenes
	drawn := map[string][]string{}
	for _, lang := range words.Codes() {
		style := sheet.DefaultStyle()
		style.Width, style.Height, style.DPI = style.Width/4, style.Height/4, style.DPI/4 // the same texts at the same places, in a sixteenth of the pixels
		style.Lang, style.Audit = lang, &sheet.Audit{}
		for _, sc := range germanScenes(t) {
			for _, v := range Views() {
				v.Draw(sc, style) // a view that refuses the scene has other scenes
			}
		}
		for _, p := range germanMaps() {
			if _, err := p.Draw(style); err != nil {
				t.Error(err)
			}
		}
		slices.Sort(style.Audit.Texts)
		drawn[lang] = slices.Compact(style.Audit.Texts)
	}
	for _, text := range drawn["de"] {
		if word.MatchString(text) && slices.Contains(drawn["en"], text) && !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(text, n) }) {
			t.Errorf("%q is not German", text)
		}
	}
}

// germanMaps tell of values that diverge, are missing, and are tuned for.
func germanMaps() []interface {
	Draw(sheet.Style) (Figure, error)
} {
	rates := chart.MapAxis{Name: "learning rate $η$", Values: []float64{0.001, 0.1}, Log: true}
	noise := chart.MapAxis{Name: "noise $σ$", Values: []float64{0, 1}}
	panel := chart.HeatPanel{Title: "SGD", Values: []float64{0.5, math.Inf(1), math.NaN(), 2}}
	return []interface {
		Draw(sheet.Style) (Figure, error)
	}{
		chart.HeatMap{X: rates, Y: noise, What: "final loss", Panels: []chart.HeatPanel{panel}},
		chart.HeatMap{X: rates, What: "steps to a loss of 0.1", Panels: []chart.HeatPanel{{Title: "SGD", Values: []float64{math.NaN(), math.NaN()}}}},
		chart.BasinMap{NX: 2, NY: 2, Window: surfaces.Window{{-1, 1}, {-1, 1}}, Points: []surfaces.Point{{X: []float64{0.5, 0.5}}},
			Panels: []chart.BasinPanel{{Title: "SGD", Point: []int{0, chart.Lost, chart.Nowhere, 0}}}},
	}
}

// germanScenes have most of what figures say.
func germanScenes(t *testing.T) []Scene {
	scene := func(f surfaces.Surface, runs ...optimizers.Run) Scene {
		m := f.Meta()
		sc := Scene{Surface: f, Steps: 40}
		for i, r := range runs {
			r.F, r.Start, r.Steps, r.Window, r.Detailed = f, m.Start, 40, m.Window, true
			if r.Validation == nil && i == 0 {
				if v, ok := objective.As[surfaces.Validated](f); ok && v.Validation() != nil {
					r.Validation, sc.Validation = v.Validation(), v.Validation()
				}
			}
			path, err := r.Trace(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			sc.Tracks = append(sc.Tracks, Track{Optimizer: optimizers.SGD{}, Label: "SGD", Path: path, First: r.FirstStep, PerEpoch: 4, Share: 0.25})
		}
		return sc
	}
	sgd := optimizers.SGD{}
	early := optimizers.Run{Optimizer: sgd, LR: 0.02, Patience: 3}
	wild := optimizers.Run{Optimizer: sgd, LR: 30}
	seeds := scene(surfaces.Himmelblau{}, optimizers.Run{Optimizer: sgd, LR: 0.01})
	many := optimizers.Run{F: optimizers.Noisy{F: surfaces.Himmelblau{}, Sigma: 1}, Optimizer: sgd, LR: 0.01, Start: []float64{0, 0}, Steps: 40}
	e, err := many.Ensemble(context.Background(), 5)
	if err != nil {
		t.Fatal(err)
	}
	seeds.Tracks[0].Ensemble = &e
	seeds.Note = "noise 1, seed 0"
	epochs := scene(surfaces.DoubleWell{}, optimizers.Run{Optimizer: sgd, LR: 0.1})
	epochs.Axis = ByEpoch
	evaluations := epochs
	evaluations.Axis = ByEvaluations
	tuned := scene(surfaces.Sphere{N: 2}, optimizers.Run{Optimizer: sgd, LR: 0.1})
	tuned.Tuning = &Tuning{What: "final loss", Protocol: "each rate the best of 2 from 0.01 to 0.1 in steps of 1, 2, 5, by the final loss after 40 gradients, mean of 3 seeds",
		Curves: []Tuned{{Rates: []float64{0.01, 0.1}, Values: []float64{1, 0.5}, Chosen: 1}}}
	return []Scene{tuned, scene(surfaces.Overfit{Th1: 1, Th2: 2.5, V1: 1, V2: 1}, early), scene(surfaces.Rosenbrock{N: 2, B: 100}, wild), scene(surfaces.Rastrigin{N: 2}, optimizers.Run{Optimizer: sgd, LR: 0.001}), seeds, epochs, evaluations, scene(surfaces.Hosaki{}), scene(surfaces.Sphere{N: 1}, optimizers.Run{Optimizer: optimizers.NewAdam(), LR: 0.1})}
}
