package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/optviz/optviz/cmd/internal/spec"
	"github.com/optviz/optviz/optimizers"
	"github.com/optviz/optviz/surfaces"
	"github.com/optviz/optviz/surfaces/models"
)

// checkTolerance checks --tol.
func (o plotOptions) checkTolerance(cmd *cobra.Command) error {
	why := ""
	switch {
	case !(o.tol >= 0):
		why = "must be in [0,inf)"
	case cmd.Flags().Changed("tol") && !o.summary:
		why = "goes with --summary"
	default:
		return nil
	}
	return &spec.Error{Flag: "--tol", Value: fmt.Sprint(o.tol), Err: errors.New(why)}
}

// kept is the row of the iterate to keep and, of a run that stopped early, which
// it is, in words.
func kept(p optimizers.Trajectory) (row int, which string) {
	row = p.Kept()
	if row >= 0 && row < p.Len()-1 {
		which = fmt.Sprintf(" (best at %d)", p.Step(row))
	}
	return row, which
}

// summarize says how the runs ended and what it took them to come within
// tol of the floor, where it is known.
func summarize(plan spec.Plan, paths []optimizers.Trajectory, ensembles []optimizers.Ensemble, tol float64) string {
	costs := kindsOfCost(paths)
	var heads []string
	for _, c := range costs {
		heads = append(heads, c.name)
	}
	var w strings.Builder
	fmt.Fprintf(&w, "\n%s\n", goal(plan.Meta, tol, heads))
	t := tabwriter.NewWriter(&w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "run\tverdict\tfinal loss\t"+strings.Join(heads, "\t"))
	for i, p := range paths {
		final := "-" // of a run that diverged at its start
		if row, which := kept(p); row >= 0 {
			final = strconv.FormatFloat(p.Loss[row], 'g', 6, 64) + which
		}
		fmt.Fprintf(t, "%s\t%v\t%s\t%s\n", plan.Runs[i].Label, p.Verdict, final, spent(p, plan.Meta.Floor(), tol, costs))
	}
	t.Flush()
	w.WriteString(accuracies(plan, paths))
	if plan.Exact {
		w.WriteString(expectedLosses(plan, ensembles))
	}
	if plan.Seeds > 1 {
		w.WriteString(spreadOut(plan, ensembles))
	}
	return w.String()
}

// accuracies says what share of the examples the classifiers get right at the
// end, or at the iterate that an early stop goes back to; "" for other surfaces.
func accuracies(plan spec.Plan, paths []optimizers.Trajectory) string {
	model, ok := plan.Surface.(surfaces.Fitted)
	if !ok || model.Data().Classes == 0 {
		return ""
	}
	var w strings.Builder
	held, validated := plan.Validation.(surfaces.Fitted)
	fmt.Fprintln(&w, "\nshare of the examples that are classified rightly")
	t := tabwriter.NewWriter(&w, 0, 0, 2, ' ', 0)
	fmt.Fprint(t, "run\ttraining")
	if validated {
		fmt.Fprint(t, "\tvalidation")
	}
	fmt.Fprintln(t)
	for i, p := range paths {
		row, which := kept(p)
		if row < 0 {
			continue
		}
		fmt.Fprintf(t, "%s\t%.4g", plan.Runs[i].Label+which, models.Accuracy(model, p.At(row), model.Data()))
		if validated {
			fmt.Fprintf(t, "\t%.4g", models.Accuracy(held, p.At(row), held.Data()))
		}
		fmt.Fprintln(t)
	}
	t.Flush()
	return w.String()
}

// expectedLosses says what the expected loss of each run is after its last step.
func expectedLosses(plan spec.Plan, ensembles []optimizers.Ensemble) string {
	var w strings.Builder
	fmt.Fprintln(&w, "\nexpected losses at the end, exactly")
	t := tabwriter.NewWriter(&w, 0, 0, 2, ' ', 0)
	for i, e := range ensembles {
		fmt.Fprintf(t, "%s\t%.6g\n", plan.Runs[i].Label, e.Loss.Expected[len(e.Loss.Expected)-1])
	}
	t.Flush()
	return w.String()
}

// spreadOut says how the last losses of each run's replicates are spread.
func spreadOut(plan spec.Plan, ensembles []optimizers.Ensemble) string {
	var w strings.Builder
	fmt.Fprintf(&w, "\nfinal losses of %d seeds, the first of them above\n", plan.Seeds)
	t := tabwriter.NewWriter(&w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "run\t10 %\tmedian\t90 %\tmean\tdiverged")
	for i, e := range ensembles {
		last := len(e.Loss.Mean) - 1
		diverged := 0
		for _, end := range e.Ends {
			if end.Verdict.Outcome == optimizers.Diverged {
				diverged++
			}
		}
		fmt.Fprintf(t, "%s\t%.6g\t%.6g\t%.6g\t%.6g\t%d\n", plan.Runs[i].Label,
			e.Loss.Low[last], e.Loss.Median[last], e.Loss.High[last], e.Loss.Mean[last], diverged)
	}
	t.Flush()
	return w.String()
}

// cost is one thing that a run spends, up to iterate k.
type cost struct {
	name string
	upTo func(p optimizers.Trajectory, k int) int
}

// kindsOfCost are steps, gradients and Hessians, and values of the loss where a
// rule asks for them.
func kindsOfCost(paths []optimizers.Trajectory) []cost {
	costs := []cost{{"steps", func(_ optimizers.Trajectory, k int) int { return k }}}
	if slices.ContainsFunc(paths, func(p optimizers.Trajectory) bool { return p.Len() > 0 && p.Funcs[p.Len()-1] > 0 }) {
		costs = append(costs, cost{"values", func(p optimizers.Trajectory, k int) int { return p.Funcs[k] }})
	}
	return append(costs,
		cost{"gradients", func(p optimizers.Trajectory, k int) int { return p.Grads[k] }},
		cost{"Hessians", func(p optimizers.Trajectory, k int) int { return p.Hessians[k] }})
}

// goal says what the columns of costs count, or why they count nothing.
func goal(m surfaces.Meta, tol float64, costs []string) string {
	floor := m.Floor()
	last := len(costs) - 1
	what := strings.Join(costs[:last], ", ") + " and " + costs[last]
	switch {
	case math.IsInf(floor, -1):
		return "nothing to count until: the loss is unbounded below"
	case math.IsNaN(floor):
		return "nothing to count until: no minimum is known"
	case math.IsNaN(m.Infimum):
		return fmt.Sprintf("%s until first f - fmin <= %g, fmin = %g, the lowest known minimum", what, tol, floor)
	}
	return fmt.Sprintf("%s until first f - f* <= %g, f* = %g", what, tol, floor)
}

// spent is what a run took to come within tol of the floor, as columns.
func spent(p optimizers.Trajectory, floor, tol float64, costs []cost) string {
	k := -1
	word := "never"
	if math.IsNaN(floor) || math.IsInf(floor, -1) {
		word = "-"
	} else {
		k = slices.IndexFunc(p.Loss, func(loss float64) bool { return loss-floor <= tol })
	}
	var columns []string
	for _, c := range costs {
		if k >= 0 {
			word = strconv.Itoa(c.upTo(p, k))
		}
		columns = append(columns, word)
	}
	return strings.Join(columns, "\t")
}
