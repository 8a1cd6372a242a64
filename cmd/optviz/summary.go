package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/optviz/optviz/cmd/internal/spec"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
)

// checkTolerance checks --tol.
func checkTolerance(tol float64) error {
	if tol >= 0 {
		return nil
	}
	return &spec.Error{Flag: "--tol", Value: fmt.Sprint(tol), Err: errors.New("must be in [0,inf)")}
}

// summarize says how the runs ended and what it took them to come within
// tol of the infimum, where it is known.
func summarize(plan spec.Plan, paths []optimizers.Trajectory, tol float64) string {
	var w strings.Builder
	fmt.Fprintf(&w, "\n%s\n", goal(plan.Meta, tol))
	t := tabwriter.NewWriter(&w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "run\tverdict\tfinal loss\tsteps\tgradients\tHessians")
	for i, p := range paths {
		final := "-" // of a run that diverged at its start
		if n := p.Len(); n > 0 {
			final = strconv.FormatFloat(p.Loss[n-1], 'g', 6, 64)
		}
		fmt.Fprintf(t, "%s\t%v\t%s\t%s\n", plan.Runs[i].Label, p.Verdict, final, cost(p, plan.Meta.Floor(), tol))
	}
	t.Flush()
	return w.String()
}

// goal says what the columns of cost count, or why they count nothing.
func goal(m surfaces.Meta, tol float64) string {
	floor := m.Floor()
	switch {
	case math.IsInf(floor, -1):
		return "nothing to count until: the loss is unbounded below"
	case math.IsNaN(floor):
		return "nothing to count until: no minimum is known"
	case math.IsNaN(m.Infimum):
		return fmt.Sprintf("steps, gradients and Hessians until first f - fmin <= %g, fmin = %g, the lowest known minimum", tol, floor)
	}
	return fmt.Sprintf("steps, gradients and Hessians until first f - f* <= %g, f* = %g", tol, floor)
}

// cost is what a run took to come within tol of the floor, as three columns.
func cost(p optimizers.Trajectory, floor, tol float64) string {
	if math.IsNaN(floor) || math.IsInf(floor, -1) {
		return "-\t-\t-"
	}
	k := slices.IndexFunc(p.Loss, func(loss float64) bool { return loss-floor <= tol })
	if k < 0 {
		return "never\tnever\tnever"
	}
	return fmt.Sprintf("%d\t%d\t%d", k, p.Grads[k], p.Hessians[k])
}
