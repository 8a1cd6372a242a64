package render

import (
	"cmp"
	"math"
	"slices"

	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/render/landscape"
	"github.com/optviz/optviz/render/words"
	"github.com/optviz/optviz/surfaces"
)

// outcome is how a run ended, as far as a title tells.
type outcome int

// The outcomes of runs, from the best to the worst.
const (
	arrived  outcome = iota // at the lowest known minimum
	underWay                // between the known points
	restless                // around the lowest known minimum, which the last iterate hits by chance
	trapped                 // in another minimum
	stuck                   // at a saddle, a maximum or a flat point
	left                    // outside the window
	broken                  // unable to step
	diverged
)

// ending holds what a title may say on a run.
type ending struct {
	label string
	fate  outcome
	step  int    // of the arrival or of the end
	point int    // index of the critical point where the run ended; -1 without one
	name  string // of that point, in English
	rose  bool   // to a loss above that of the start
	words.Height
}

// withResult returns the scene with a title, in a language, that says how the runs ended,
// unless the scene has a title of its own or its runs are too varied for one: ensembles, and
// runs with a validation loss or tuned rates.
func (sc Scene) withResult(l words.Language) Scene {
	if sc.Title != "" || sc.Steps == 0 || sc.Tuning != nil || sc.validated() {
		return sc
	}
	var all []ending
	for _, t := range sc.Tracks {
		if t.Path.Len() == 0 || t.Ensemble != nil || t.Path.Verdict.Outcome == optimizers.Stopped {
			return sc
		}
		all = append(all, sc.ending(t))
	}
	switch {
	case len(all) == 0:
	case len(all) == 1:
		sc.result = all[0].clause(l, sc.Steps)
	default:
		sc.result = cmp.Or(endsApart(l, all, sc.numStarts()), endsAlike(l, all), bestAndWorst(l, all))
	}
	return sc
}

// ending measures how a run ended.
func (sc Scene) ending(t Track) ending {
	last := t.Path.Len() - 1
	e := ending{label: cmp.Or(t.Short, t.Label), fate: underWay, step: t.Path.Step(last), point: -1, rose: t.Path.Loss[last] > t.Path.Loss[0], Height: words.Height{Value: t.Path.Loss[last]}}
	floor := sc.arrivalFloor()
	if !math.IsNaN(floor) && floor != 0 {
		e.Value, e.Above = e.Value-floor, true
	}
	switch v := t.Path.Verdict; v.Outcome {
	case optimizers.Diverged:
		e.fate, e.step = diverged, v.Step
		return e
	case optimizers.Failed:
		e.fate, e.step = broken, v.Step
		return e
	case optimizers.LeftWindow:
		e.fate = left
		return e
	}
	const there = 1e-6
	points := sc.meta().Points
	e.point = sc.pointNear(t)
	switch {
	case t.Path.Loss[last]-floor <= there:
		e.fate = arrived
		for last > 0 && t.Path.Loss[last-1]-floor <= there {
			last--
		}
		e.step = t.Path.Step(last)
		if highest := t.highestOfLastTenth() - floor; t.Path.Verdict.Outcome == optimizers.Oscillating && highest > there {
			e.fate, e.step, e.Value = restless, t.Path.Step(t.Path.Len()-1), highest
		}
	case e.point < 0:
	case points[e.point].Kind != surfaces.Minimum:
		e.fate, e.name = stuck, points[e.point].Kind.String()
	case points[e.point].Value > landscape.Lowest(points)+there:
		e.fate, e.name = trapped, "local minimum"
	}
	return e
}

// highestOfLastTenth returns the highest loss over the last tenth of the run's steps, by which a verdict
// tells a run that oscillates from one that has settled.
func (t Track) highestOfLastTenth() float64 {
	last := t.Path.Len() - 1
	highest := t.Path.Loss[last]
	for k := last; k >= 0 && 10*t.Path.Step(k) >= 9*t.Path.Step(last); k-- {
		highest = max(highest, t.Path.Loss[k])
	}
	return highest
}

// pointNear returns the index of the critical point where a run ended: a minimum within a
// hundredth of the window, or another point to which the run converged; -1 without one.
func (sc Scene) pointNear(t Track) int {
	window, end := sc.window(), t.Path.At(t.Path.Len()-1)
	if len(window) != len(end) {
		return -1
	}
	best, at := 0.01, -1
	for i, p := range sc.meta().Points {
		if p.Kind != surfaces.Minimum && t.Path.Verdict.Outcome != optimizers.Converged {
			continue
		}
		far := 0.0
		for j, side := range window {
			far = max(far, math.Abs(end[j]-p.X[j])/(side[1]-side[0]))
		}
		if far < best {
			best, at = far, i
		}
	}
	return at
}

// numStarts counts the points where the runs start.
func (sc Scene) numStarts() int {
	var starts [][]float64
	for _, t := range sc.Tracks {
		if x := t.Path.At(0); !slices.ContainsFunc(starts, func(s []float64) bool { return slices.Equal(s, x) }) {
			starts = append(starts, x)
		}
	}
	return len(starts)
}

// clause says how the only run of a scene ended.
func (e ending) clause(l words.Language, steps int) string {
	switch e.fate {
	case arrived:
		return l.Arrives(e.label, e.step)
	case underWay:
		return l.StillAtAfter(e.label, e.Height, steps)
	case restless:
		return l.StillOscillates(e.label, steps)
	case trapped, stuck:
		return l.EndsNear(e.label, e.name)
	case left:
		return l.Leaves(e.label)
	case broken:
		return l.BreaksOff(e.label, e.step)
	}
	return l.RunDiverges(e.label)
}

// endsApart returns a title for runs that all end at critical points, and not all from one
// start at one point; "" for other runs.
func endsApart(l words.Language, all []ending, starts int) string {
	ends := map[int]bool{}
	var odd []ending // at no minimum
	for _, e := range all {
		if e.point < 0 {
			return ""
		}
		ends[e.point] = true
		if e.fate == stuck {
			odd = append(odd, e)
		}
	}
	title := ""
	switch {
	case starts > 1:
		title = l.StartsAndEnds(starts, len(ends))
	case len(ends) > 1:
		title = l.OneStart(len(ends))
	default:
		return ""
	}
	switch {
	case len(odd) != 1:
		return title
	case odd[0].name == surfaces.Maximum.String() && odd[0].rose:
		return title + ": " + l.Climbs(odd[0].label)
	}
	return title + ": " + l.EndsNear(odd[0].label, odd[0].name)
}

// endsAlike returns a title for runs that all have the same fate; "" for other runs.
func endsAlike(l words.Language, all []ending) string {
	first, n := all[0], len(all)
	every := func(same func(e ending) bool) bool {
		return !slices.ContainsFunc(all, func(e ending) bool { return !same(e) })
	}
	if !every(func(e ending) bool { return e.fate == first.fate }) {
		return ""
	}
	switch first.fate {
	case arrived:
		byStep := func(a, b ending) int { return cmp.Compare(a.step, b.step) }
		soonest, latest := slices.MinFunc(all, byStep), slices.MaxFunc(all, byStep)
		switch {
		case soonest.step == latest.step:
			return l.ArriveTogether(n, first.step)
		case n == 2:
			return l.BothArrive(soonest.label, soonest.step, latest.label, latest.step)
		}
		return l.AllArrive(n, soonest.label, soonest.step, latest.label, latest.step)
	case restless:
		return l.AllOscillate(n, first.step)
	case diverged:
		return l.AllDiverge(n)
	case trapped, stuck: // at the same point: endsApart has the others
		return l.AllEndNear(n, first.name)
	case underWay:
		if every(func(e ending) bool { return e.Same(first.Height) }) {
			return l.EndAlike(n, first.Height)
		}
	}
	return ""
}

// bestAndWorst returns a title on the run that ends best and the run that ends worst; ""
// where even the best run leaves the window or diverges.
func bestAndWorst(l words.Language, all []ending) string {
	order := slices.Clone(all)
	slices.SortStableFunc(order, func(a, b ending) int {
		if a.fate == arrived && b.fate == arrived {
			return cmp.Compare(a.step, b.step)
		}
		if settled := max(a.fate, b.fate) <= trapped && min(a.fate, b.fate) > arrived; settled {
			return cmp.Compare(a.Value, b.Value)
		}
		return cmp.Or(cmp.Compare(a.fate, b.fate), cmp.Compare(a.Value, b.Value))
	})
	best, worst := order[0], order[len(order)-1]
	var first string
	switch best.fate {
	case arrived:
		first = l.Arrives(best.label, best.step)
	case underWay:
		first = l.GetsTo(best.label, best.Height, best.step)
	case restless:
		first = l.StillOscillates(best.label, best.step)
	case trapped:
		first = l.EndsNear(best.label, best.name)
	default:
		return ""
	}
	lost := 0
	for _, e := range all {
		if e.fate == diverged {
			lost++
		}
	}
	switch {
	case lost > 1:
		return l.Clauses(first, l.SeveralDiverge(lost))
	case worst.fate == underWay:
		return l.Clauses(first, l.StillAt(worst.label, worst.Height))
	}
	return l.Clauses(first, worst.clause(l, worst.step))
}
