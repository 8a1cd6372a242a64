package runs

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/optviz/optviz/cmd/internal/catalog"
	"github.com/optviz/optviz/cmd/internal/document"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/plane"
)

// CheckNoPlane refuses a --window of a plane in a figure that draws no plane.
func CheckNoPlane(s document.Spec, m surfaces.Meta) error {
	if !s.HasPlane(m) {
		return nil
	}
	return catalog.Blame("--window", catalog.JoinNumbers(s.Window), fmt.Errorf("four numbers are the window of a plane, and none is drawn here: %s has %s, give a low and a high end of each", m.Name, catalog.Count(m.Dim, "coordinate")))
}

// checkPlane refuses --plane on a surface of one or two coordinates.
func checkPlane(s document.Spec, p Plan) error {
	if s.Plane != "" && p.Meta.Dim <= 2 {
		return catalog.Blame("--plane", s.Plane, fmt.Errorf("%s has %s: there is nothing to slice", p.Meta.Name, catalog.Count(p.Meta.Dim, "coordinate")))
	}
	return nil
}

// onPlane returns the scene of a surface of many dimensions on a plane, onto which it
// projects the trajectories.
func (p Plan) onPlane(s document.Spec, scene render.Scene) (render.Scene, error) {
	plane, err := p.plane(s, scene.Tracks)
	if err != nil {
		return scene, catalog.Blame("--plane", PlaneName(s), err)
	}
	scene.Window = plane.Window
	if s.HasPlane(p.Meta) {
		scene.Window = nil
		for side := range slices.Chunk(s.Window, 2) {
			if err := catalog.CheckSide(side[0], side[1]); err != nil {
				return scene, catalog.Blame("--window", catalog.JoinNumbers(s.Window), err)
			}
			scene.Window = append(scene.Window, [2]float64{side[0], side[1]})
		}
	}
	whole := p.Surface.Meta()
	scene.Whole = &whole
	scene.Surface, scene.Meta, scene.Validation = plane, nil, plane.Validation()
	if note := noteOffPlane(s.Speaker(), plane, scene.Tracks); note != "" {
		scene.Note = joinNotes(scene.Note, note)
	}
	for i := range scene.Tracks {
		path := &scene.Tracks[i].Path
		path.Dim, path.X = 2, plane.ProjectAll(path.X)
		if e := scene.Tracks[i].Ensemble; e != nil {
			scene.Tracks[i].Ensemble = projected(plane, *e)
		}
	}
	return scene, nil
}

// PlaneName returns the kind of plane that the Spec names, or the default.
func PlaneName(s document.Spec) string {
	if s.Plane == "" {
		return document.Planes[0]
	}
	return s.Plane
}

// plane returns the plane on which the figure shows the runs. Each kind of plane goes
// through the end of the first run: pca spans the main directions of all iterates, random
// two random directions, and line the ends of further runs or the start of a single one.
func (p Plan) plane(s document.Spec, tracks []render.Track) (plane.Plane, error) {
	var ends [][]float64
	var start []float64 // start of the last run in ends
	for _, t := range tracks {
		if n := t.Path.Len(); n > 0 {
			ends, start = append(ends, t.Path.At(n-1)), t.Path.At(0)
		}
	}
	if len(ends) == 0 {
		return plane.Plane{}, errors.New("no run has a finite iterate")
	}
	switch PlaneName(s) {
	case "random":
		return plane.Random(p.Surface, ends[0], s.Seed)
	case "line":
		return p.linePlane(ends, start, s.Seed)
	}
	var all []float64
	for _, t := range slices.Backward(tracks) { // the first run comes last: its end is the origin
		all = append(all, t.Path.X...)
	}
	found, err := plane.PCA(p.Surface, all)
	if err != nil {
		return found, fmt.Errorf("%w; --plane random needs no path", err)
	}
	return found, nil
}

// linePlane returns a plane through the ends of up to three runs or, for a single run,
// through its start and end.
func (p Plan) linePlane(ends [][]float64, start []float64, seed uint64) (plane.Plane, error) {
	switch len(ends) {
	case 1:
		found, err := plane.Between(p.Surface, start, ends[0], seed)
		found.Kind = surfaces.FromStart
		return found, err
	case 2:
		return plane.Between(p.Surface, ends[1], ends[0], seed)
	}
	found, err := plane.Through(p.Surface, ends[1], ends[0], ends[2])
	if err != nil { // the third end lies on the line, and so on any plane through the line
		return plane.Between(p.Surface, ends[1], ends[0], seed)
	}
	return found, nil
}

// noteOffPlane returns a note on the largest difference between the loss of the iterates
// and the loss at their projections onto the plane, and on projections where the loss is
// not finite. It ignores differences below a billionth of the largest loss, which are
// rounding.
func noteOffPlane(l words.Language, plane plane.Plane, tracks []render.Track) string {
	const compared = 100 // iterates of a run at most, since a loss may be expensive
	most, size, infinite := 0.0, 0.0, false
	for _, t := range tracks {
		n := t.Path.Len()
		for j := range min(n, compared) {
			i := j
			if n > compared {
				i = j * (n - 1) / (compared - 1)
			}
			a, b := plane.Project(t.Path.At(i))
			size = max(size, math.Abs(t.Path.Loss[i]))
			switch d := math.Abs(plane.Func([]float64{a, b}) - t.Path.Loss[i]); {
			case math.IsNaN(d) || math.IsInf(d, 0):
				infinite = true
			default:
				most = max(most, d)
			}
		}
	}
	var note string
	if most > 1e-9*size {
		note = l.OffPlane(roundTo(most, 2))
	}
	if infinite {
		note = joinNotes(note, l.NotFiniteOnPlane())
	}
	return note
}

// roundTo rounds v to so many significant digits.
func roundTo(v float64, digits int) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(v))-float64(digits-1))
	return math.Round(v/unit) * unit
}

// projected returns the ensemble with its ends projected onto the plane.
func projected(plane plane.Plane, e optimizers.Ensemble) *optimizers.Ensemble {
	e.Ends = slices.Clone(e.Ends)
	for i, end := range e.Ends {
		if end.X != nil {
			e.Ends[i].X = plane.ProjectAll(end.X)
		}
	}
	return &e
}

// joinNotes joins two notes with a line break; either may be empty.
func joinNotes(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}
