package main

import (
	"errors"
	"fmt"
	"math"
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
	fmt.Fprintf(&w, "\nsteps and gradients until %s\n", goal)
	t := tabwriter.NewWriter(&w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "run\tverdict\tfinal loss\tsteps\tgradients")
	for i, p := range paths {
		steps, grads := "never", "never"
		for k, loss := range p.Loss {
			if loss-infimum <= tol {
				steps, grads = strconv.Itoa(k), strconv.Itoa(p.Grads[k])
				break
			}
		}
		final := "-" // of a run that diverged at its start
		if n := len(p.Loss); n > 0 {
			final = strconv.FormatFloat(p.Loss[n-1], 'g', 6, 64)
		}
		fmt.Fprintf(t, "%s\t%v\t%s\t%s\t%s\n", plan.Runs[i].Label, p.Verdict, final, steps, grads)
	}
	t.Flush()
	return w.String()
}
