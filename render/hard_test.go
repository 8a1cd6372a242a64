package render_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"math"
	"reflect"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/optimizers/objective"
	"github.com/optviz/optviz/optimizers/schedules"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/scale"
	"github.com/optviz/optviz/render/sheet"
	"github.com/optviz/optviz/surfaces"
)

// everyRule runs the first n rules of the catalogue, again from its start where
// n is more than it has.
func everyRule(tb testing.TB, name string, n, steps int) render.Scene {
	var runs []run
	rules := optimizers.Catalog()
	for i := range n {
		e := rules[i%len(rules)]
		runs = append(runs, run{e.Name, e.LR, nil})
	}
	return scene(tb, name, steps, runs...)
}

// relabelled gives all runs a label.
func relabelled(sc render.Scene, label string) render.Scene {
	for i := range sc.Tracks {
		sc.Tracks[i].Label = label
	}
	return sc
}

// notFinite is a run that ends before its first iterate.
func notFinite(sc render.Scene) render.Scene {
	sc.Tracks = append(sc.Tracks, render.Track{
		Optimizer: optimizers.SGD{}, Label: "SGD",
		Path: optimizers.Trajectory{Dim: 2, Verdict: optimizers.Verdict{Outcome: optimizers.Diverged, Point: -1}},
	})
	return sc
}

// constant is a loss without shape, at a height where 1 is less than a rounding.
type constant struct{ surfaces.Sphere }

func (constant) Func([]float64) float64 { return -1e17 }
func (constant) Grad(dst, _ []float64)  { clear(dst) }
func (c constant) Meta() surfaces.Meta {
	m := c.Sphere.Meta()
	m.Points, m.Infimum = nil, math.NaN()
	return m
}

// holes is a loss that is not a number over half of its window.
type holes struct{ surfaces.Sphere }

func (h holes) Func(x []float64) float64 { return math.Log(x[0]) + h.Sphere.Func(x) }
func (h holes) Meta() surfaces.Meta {
	m := h.Sphere.Meta()
	m.Points, m.Infimum = nil, math.NaN()
	return m
}

// hard are the scenes that figures have broken on, or might.
func hard(tb testing.TB) map[string]render.Scene {
	cosine := schedules.Cosine{}
	outside := scene(tb, "himmelblau", 40, run{"sgd", 0.01, nil}, run{"adam", 0.1, cosine})
	outside.Window = surfaces.Window{{2, 4}, {-4, -1}} // the runs start elsewhere
	narrow := scene(tb, "rosenbrock", 40, run{"adam", 0.1, nil})
	narrow.Window = surfaces.Window{{-2, 2}, {0.999, 1.001}}
	flat := scene(tb, "sphere", 40, run{"sgd", 0.1, nil})
	flat.Surface = constant{surfaces.Sphere{N: 2}}
	for k := range flat.Tracks[0].Path.Loss {
		flat.Tracks[0].Path.Loss[k] = -1e17
	}
	log := scene(tb, "sphere", 40, run{"sgd", 0.1, nil})
	log.Surface = holes{surfaces.Sphere{N: 2}}
	return map[string]render.Scene{
		"one run":            scene(tb, "rosenbrock", 100, run{"adam", 0.05, cosine}),
		"no run":             scene(tb, "rosenbrock", 100),
		"8 runs":             everyRule(tb, "himmelblau", 8, 60),
		"14 runs":            everyRule(tb, "beale", 14, 60),
		"40 runs":            everyRule(tb, "booth", 40, 20),
		"0 steps":            classics(tb, "rosenbrock", 0),
		"1 step":             classics(tb, "rosenbrock", 1),
		"20000 steps":        scene(tb, "rosenbrock", 20000, run{"sgd", 1e-3, cosine}, run{"adam", 0.05, nil}),
		"diverging":          scene(tb, "rosenbrock", 100, run{"sgd", 0.1, nil}, run{"momentum", 0.02, nil}, run{"adam", 0.05, nil}),
		"diverging slowly":   scene(tb, "ravine", 1000, run{"sgd", 0.102, nil}, run{"momentum", 0.2, nil}),
		"start outside":      outside,
		"start not finite":   notFinite(scene(tb, "himmelblau", 40, run{"adam", 0.1, nil})),
		"only not finite":    notFinite(scene(tb, "himmelblau", 40)),
		"plateau":            scene(tb, "easom", 60, run{"sgd", 0.1, nil}, run{"adam", 0.1, nil}),
		"unbounded saddle":   scene(tb, "saddle", 60, run{"sgd", 0.1, nil}, run{"adam", 0.1, nil}, run{"newton", 1, nil}),
		"first steps":        first(tb, everyRule(tb, "himmelblau", 14, 30)),
		"identical runs":     scene(tb, "booth", 60, run{"sgd", 0.01, nil}, run{"sgd", 0.01, nil}, run{"sgd", 0.01, nil}),
		"many minima":        scene(tb, "rastrigin", 60, run{"sgd", 0.001, nil}, run{"adam", 0.1, cosine}),
		"long labels":        relabelled(classics(tb, "himmelblau", 60), strings.Repeat("a rather long label ", 4)),
		"dollars, umlauts":   relabelled(classics(tb, "himmelblau", 60), "Größe für 5$ & <ß> -1 a_b^c {"),
		"long title":         titled(classics(tb, "himmelblau", 60), strings.Repeat("Sehr lange Überschrift ", 12)),
		"narrow window":      narrow,
		"constant loss":      flat,
		"loss with no value": log,
	}
}

func titled(sc render.Scene, title string) render.Scene {
	sc.Title, sc.Note = title, "noise 0.1, seed -3"
	return sc
}

var sizes = [][2]float64{{320, 200}, {1600, 900}, {900, 1600}, {4000, 400}}

// Every view draws every hard scene in every size: without an error, each
// number finite and each mark on the page, the same marks every time.
func TestHardScenes(t *testing.T) {
	scenes := hard(t)
	scenes["8 dimensions"] = wide(t)
	scenes["1 dimension"] = sceneOn(t, surfaces.Sphere{N: 1}, 30, run{"momentum", 0.1, nil}, run{"newton", 1, nil})
	scenes["1 dimension, diverging"] = sceneOn(t, surfaces.Sphere{N: 1}, 900, run{"adam", 1e200, nil}, run{"sgd", 3, nil})
	maps.Copy(scenes, trainings(t))
	scenes["tuned"] = tuned(t)
	for _, view := range render.Views() {
		for name, sc := range scenes {
			if model := objective.Is[surfaces.Fitted](sc.Surface); view.Planar && sc.Surface.Meta().Dim != 2 || view.Fitted && !model || view.Tuned && sc.Tuning == nil {
				continue
			}
			if curved := objective.Is[objective.Curved](sc.Surface); view.Curved && !curved {
				continue
			}
			if name == "every 7" && (view.Name == "phase" || view.Name == "steps" || view.Name == "step-length") {
				continue // TestRefused
			}
			t.Run(view.Name+"/"+name, func(t *testing.T) {
				t.Parallel()
				drawn := sizes
				if testing.Short() { // as under the race detector, which takes ten times as long
					drawn = sizes[:1]
				}
				for i, size := range drawn {
					style := sheet.Style{Width: size[0], Height: size[1], DPI: 144}
					f, err := view.Draw(sc, style)
					if err != nil {
						t.Fatal(err)
					}
					if w, h := f.Pixels(); float64(w) != size[0] || float64(h) != size[1] {
						t.Errorf("%d x %d pixels, want %v", w, h, size)
					}
					onPage(t, f)
					if i > 0 {
						continue // the rest does not depend on the size
					}
					again, err := view.Draw(sc, style)
					if err != nil || !reflect.DeepEqual(f, again) {
						t.Error("other marks the second time")
					}
					if err := f.Encode(io.Discard, "png"); err != nil {
						t.Error(err)
					}
					wellFormed(t, f)
				}
			})
		}
	}
}

// wellFormed fails if a figure's SVG is no XML.
func wellFormed(t *testing.T, f render.Figure) {
	t.Helper()
	var b bytes.Buffer
	if err := f.Encode(&b, "svg"); err != nil {
		t.Error(err)
	}
	for d := xml.NewDecoder(&b); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Error(err)
			return
		}
	}
}

// wide is a surface that only the views of curves can show.
func wide(tb testing.TB) render.Scene {
	return sceneOn(tb, surfaces.Rosenbrock{N: 8, B: 100}, 50, run{"adam", 0.05, nil})
}

// onPage fails if a point of a mark is not finite or off the page by more than
// a stroke's width.
func onPage(t *testing.T, f render.Figure) {
	t.Helper()
	const slack = 3
	for i, m := range f.Marks {
		if !(m.Width >= 0 && m.Width < 20) {
			t.Errorf("mark %d: width %v", i, m.Width)
		}
		for _, c := range m.Outline() {
			if c.Type == vg.CloseComp {
				continue
			}
			for _, p := range append(c.Control[:len(c.Control):len(c.Control)], c.Pos) {
				if !(p.X >= -slack && p.Y >= -slack && p.X <= f.Width+slack && p.Y <= f.Height+slack) {
					t.Errorf("%.0f x %.0f: mark %d of %d (colour %v, width %v) goes through %v", f.Width, f.Height, i, len(f.Marks), m.Color, m.Width, p)
					return
				}
			}
		}
	}
}

// A text that the fonts cannot set is an error that names it, in every view.
func TestTextThatCannotBeSet(t *testing.T) {
	for _, view := range render.Views() {
		sc := titled(classics(t, "himmelblau", 5), "Adam 🙂")
		if view.Fitted {
			sc.Surface = newClouds()
		}
		if view.Tuned {
			sc = titled(tuned(t), "Adam 🙂")
		}
		_, err := view.Draw(sc, sheet.DefaultStyle())
		if err == nil || !strings.Contains(err.Error(), `"Adam 🙂"`) || !strings.Contains(err.Error(), "U+1F642") {
			t.Errorf("%s: error %v, want one that names title and character", view.Name, err)
		}
	}
}

// What is said in words, of one scene.
func TestWords(t *testing.T) {
	sc := scene(t, "himmelblau", 60, run{"sgd", 0.01, nil}, run{"adam", 0.1, schedules.Cosine{}})
	f, err := render.Compare(sc, sheet.DefaultStyle())
	if err != nil {
		t.Fatal(err)
	}
	if want := "SGD is there after 33 steps; Adam is still at 3.9"; f.Title != want {
		t.Errorf("title %q, want %q", f.Title, want)
	}
	want := fmt.Sprintf("Loss landscape of the Himmelblau function. SGD is within 1e-8 of the minimum 0 after 35 steps, at the minimum (−2.805, 3.131); Adam (cosine rate) is at %s after 60 steps, stalled.",
		scale.Number(sc.Tracks[1].Path.Loss[60]))
	if f.Desc != want {
		t.Errorf("description %q, want %q", f.Desc, want)
	}
	sc.Title = "Mein Titel"
	if f, err = render.Loss(sc, sheet.DefaultStyle()); err != nil || f.Title != "Mein Titel" {
		t.Errorf("title %q, %v", f.Title, err)
	}
	var svg bytes.Buffer
	if err := f.Encode(&svg, "svg"); err != nil || !strings.Contains(svg.String(), "<title id=\"title\">Mein Titel</title>") {
		t.Errorf("the SVG does not carry the title: %v", err)
	}
}
