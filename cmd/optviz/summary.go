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
)

// checkTolerance checks --tol.
func checkTolerance(tol float64) error {
	if tol >= 0 {
		return nil
	}
	return &spec.Error{Flag: "--tol", Value: fmt.Sprint(tol), Err: errors.New("must be in [0,inf)")}
}

// summarize says how the runs ended and what it took them to come within
// tol of the infimum, or below tol where the infimum is not known.
func summarize(plan spec.Plan, paths []optimizers.Trajectory, tol float64) string {
	var w strings.Builder
	infimum, goal := plan.Meta.Infimum, fmt.Sprintf("f - f* <= %g, f* = %g", tol, plan.Meta.Infimum)
	if math.IsNaN(infimum) || math.IsInf(infimum, 0) {
		infimum, goal = 0, fmt.Sprintf("f <= %g", tol)
	}
	fmt.Fprintf(&w, "\nsteps, gradients and Hessians until first %s\n", goal)
	t := tabwriter.NewWriter(&w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "run\tverdict\tfinal loss\tsteps\tgradients\tHessians")
	for i, p := range paths {
		final := "-" // of a run that diverged at its start
		if n := p.Len(); n > 0 {
			final = strconv.FormatFloat(p.Loss[n-1], 'g', 6, 64)
		}
		cost := "never\tnever\tnever"
		if k := slices.IndexFunc(p.Loss, func(loss float64) bool { return loss-infimum <= tol }); k >= 0 {
			cost = fmt.Sprintf("%d\t%d\t%d", k, p.Grads[k], p.Hessians[k])
		}
		fmt.Fprintf(t, "%s\t%v\t%s\t%s\n", plan.Runs[i].Label, p.Verdict, final, cost)
	}
	t.Flush()
	return w.String()
}
